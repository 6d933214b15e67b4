// A survey of the Model Conference for tests, and people who answer it.
import { constants, createPrivateKey, randomBytes, sign } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Sheet } from "@travaux/survey-forms";
import type { Assessment, SurveyCombination } from "../src/concepts/assessments/assessment.ts";
import { closeAssessment, draftAssessment, openAssessment, putForm } from "../src/concepts/assessments/operations.ts";
import { assessmentAt } from "../src/concepts/assessments/store.ts";
import { processBySlug } from "../src/concepts/processes/store.ts";
import type { Db } from "../src/ground/db/database.ts";
import { asViewer } from "../src/ground/db/request.ts";
import { rowsOf } from "../src/ground/db/migrate.ts";
import type { PersonViewer } from "../src/ground/viewer.ts";
import type { TestHouse } from "./house.ts";
import { keeper } from "./speaking.ts";

/** A sheet as a spreadsheet has it: headings, then rows, cells between bars. */
export const sheet = (name: string, ...lines: string[]): Sheet => ({ name, rows: lines.map((line) => line.split("|").map((it) => it.trim())) });

/** Some partners, a count for whoever has some, and free words: two pages and a repeat. */
export const shortForm: Sheet[] = [
  sheet("survey", "type | name | label | relevant | required | constraint | constraint_message",
    "begin_group | you | About you ||||",
    "select_one sector | sector | Your sector || yes ||",
    "integer | staff | How many of you work on cybercrime? || no | . >= 0 | Write none as 0.",
    "end_group ||||||",
    "begin_group | partners | Your partnerships ||||",
    "select_one yesno | any | Do you have a partnership? || yes ||",
    "text | which | Which, with ${staff} people? | ${any} = 'yes' | yes ||",
    "end_group ||||||",
    "begin_repeat | need | A need ||||",
    "text | what | What do you need? ||||",
    "end_repeat ||||||"),
  sheet("choices", "list_name | name | label", "sector | civil | Civil society", "sector | private | Private sector", "yesno | yes | Yes", "yesno | no | No"),
  sheet("settings", "form_title | form_id", "Partnerships | partnerships"),
];

export const allCombinations: SurveyCombination[] = ["public/named", "public/kind", "public/unattributed", "secretariat/named", "secretariat/unattributed"];

/** An assessment whose survey anybody who speaks for a body may answer until the end of June 2026, unless said. */
export const openSurvey = ({ house }: TestHouse, { sheets = shortForm, combinations = allCombinations, openTo = "stakeholders" as const, state = "open" as "draft" | "open", closesDay = "2026-06-30" }: { closesDay?: string; sheets?: Sheet[]; combinations?: SurveyCombination[]; openTo?: "stakeholders" | "participants"; state?: "draft" | "open" } = {}): Promise<Assessment> =>
  asViewer(house.database.db, keeper, async (tx) => {
    const process = await processBySlug(tx, "model");
    const plan = { title: { en: "Partnerships against phishing" }, about: { en: "What works, and what is needed." }, limits: { en: "People chose to answer." }, openTo, combinations, closesDay, respondent: { region: null, sector: "sector", crime: null } };
    const it = await draftAssessment(tx, keeper, process, plan, house.clock(), house.chance);
    await putForm(tx, keeper, it, sheets, house.clock());
    if (state === "open") await openAssessment(tx, keeper, it, house.clock(), house.chance);
    return assessmentAt(tx, process, it.number, keeper);
  });

/** Put another form in the place of the one that is answered. */
export const changeForm = ({ house }: TestHouse, it: Assessment, sheets: Sheet[]) => asViewer(house.database.db, keeper, (tx) => putForm(tx, keeper, it, sheets, house.clock()));
export const closeSurvey = ({ house }: TestHouse, it: Assessment) => asViewer(house.database.db, keeper, (tx) => closeAssessment(tx, keeper, it, house.clock(), house.chance));

/** Somebody who speaks for the verified body of this slug, let in under this address. */
export async function speaker(it: TestHouse, email: string, body: string): Promise<PersonViewer> {
  const viewer = await it.person({ email });
  const { db } = it.house.database;
  await db.execute(sql`insert into memberships (id, stakeholder_id, person_id, role, state, show_name, asked_at, since)
    select ${`answers-${viewer.personId}`}, id, ${viewer.personId}, 'member', 'active', false, now(), now() from stakeholders where slug = ${body}`);
  const [found] = await rowsOf<{ id: string }>(db, sql`select id from stakeholders where slug = ${body}`);
  return { ...viewer, speaksFor: [{ stakeholderId: found!.id, isFocalPoint: false }] };
}

/** Tokens of this survey as so many browsers would hold them, signed without being blinded: what comes out is the same. */
export async function signedTokens(db: Db, { forumId }: Pick<Assessment, "forumId">, count: number): Promise<{ nonce: string; signature: string }[]> {
  const [row] = await rowsOf<{ key: Uint8Array }>(db, sql`select private_key as key from forum_key_secrets join forum_keys on id = key_id where forum_id = ${forumId} and purpose = 'answer'`);
  const key = createPrivateKey({ key: Buffer.from(row!.key), format: "der", type: "pkcs8" });
  return Array.from({ length: count }, () => {
    const nonce = randomBytes(64);
    return { nonce: nonce.toString("base64url"), signature: sign("sha384", nonce, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }).toString("base64url") };
  });
}

/** What a browser with a token sends at the end of the short survey. */
export const nobodysAnswer = (token: { nonce: string; signature: string }, once: string, words: string) => new URLSearchParams({
  combination: "secretariat/unattributed", version: "1", language: "", given: JSON.stringify({ "/you/sector": "civil", "/partners/any": "yes", "/partners/which": words }), deed: "send", page: "1", once, "token-nonce": token.nonce, "token-signature": token.signature,
});
