import { readFileSync } from "node:fs";
import type { Code } from "@travaux/coded-texts";
import { findOrAddPerson, grantRole } from "../ground/auth/people.ts";
import { daysAfter } from "../ground/clock.ts";
import type { Db } from "../ground/db/database.ts";
import { asViewer, become } from "../ground/db/request.ts";
import { houseKeeper, type PersonViewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Assessment } from "../concepts/assessments/assessment.ts";
import { draftAssessment } from "../concepts/assessments/operations.ts";
import { assessmentsOf } from "../concepts/assessments/store.ts";
import type { Consent } from "../concepts/coding/consent.ts";
import type { ShownSource } from "../concepts/coding/disclosure.ts";
import type { Guide } from "../concepts/coding/guide.ts";
import { SourceInput } from "../concepts/coding/inputs.ts";
import { addInterview, consentTo, transcriptIn, writeGuide } from "../concepts/coding/operations.ts";
import { importCodes } from "../concepts/coding/operations/codebook.ts";
import { assign, decide, finishCoding, giveCodes } from "../concepts/coding/operations/coding.ts";
import type { Interviewee, Source } from "../concepts/coding/source.ts";
import { segmentsIn, sourceAt } from "../concepts/coding/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import { daysAgo } from "./sample-scene.ts";

/** What somebody said, and the codes that the first and the second coder gave it, by their keys. */
type Turn = { who: string; text: string; first?: string[]; second?: string[]; consent?: Consent };
type KeyedCode = Omit<Code, "children"> & { key: string; children: KeyedCode[] };
type Invented = Pick<Source, "kind" | "title" | "consent" | "sector" | "region"> & { daysAgo: number; who: Pick<Interviewee, "name" | "organisation" | "contact" | "isNamed"> | null; turns: Turn[]; decisions: { code: string; turn: number; isKept: boolean; because: string }[]; /** apart: the second has not ended; done: both have; settled: and what differs is decided. */ state: "apart" | "done" | "settled" };
type Sample = { assessment: number; guides: Pick<Guide, "kind" | "opening" | "questions">[]; codes: KeyedCode[]; sources: Invented[] };

const officer = houseKeeper("T. Adeyemi");
const invented = [{ name: "L. Haddad-Nyström", email: "l.haddad@assess.model.example" }, { name: "P. Okonjo-Vale", email: "p.okonjo@assess.model.example" }] as const;
type Scene = { tx: Db; house: House; assessment: Assessment; coders: PersonViewer[]; guidOf: ReadonlyMap<string, string> };


/** Invented interviews and a focus group of the Model Conference’s first assessment, coded by two invented coders; every deed through its operation, on its day. */
export async function loadCoding(house: House) {
  const sample = JSON.parse(readFileSync(new URL("../../../examples/model-conference/coding.json", import.meta.url), "utf8")) as Sample;
  const coders = await codersIn(house);
  await asViewer(house.database.db, officer, async (tx) => {
    const assessment = await assessmentIn(tx, house, sample.assessment);
    const scene: Scene = { tx, house, assessment, coders, guidOf: new Map(sample.codes.flatMap((it) => [it, ...it.children]).map((it) => [it.key, it.guid])) };
    for (const it of sample.guides) await writeGuide(tx, officer, assessment, it, daysAgo(scene, 60));
    await importCodes(tx, officer, assessment, { codes: sample.codes.map(plain), origin: "Travaux", leftOut: [] }, daysAgo(scene, 60));
    for (const it of sample.sources) await load(scene, it);
  });
}

const plain = ({ key: _, children, ...it }: KeyedCode): Code => ({ ...it, children: children.map(plain) });

/** The two who code, with the role of assessors. */
async function codersIn(house: House): Promise<PersonViewer[]> {
  return asViewer(house.database.db, officer, async (tx) => {
    const now = house.clock();
    const { id: processId } = await processBySlug(tx, "model");
    const coders = [];
    for (const it of invented) {
      const { id } = await findOrAddPerson(tx, { ...it, language: "en" }, now, house.chance);
      await grantRole(tx, id, { role: "assessor", processId }, officer.name, now);
      coders.push({ ...houseKeeper(it.name), personId: id, roles: [{ role: "assessor" as const, processId }] });
    }
    return coders;
  });
}

/** The assessment of this number; where the sample has none yet, one that is being prepared. */
async function assessmentIn(tx: Db, house: House, number: number): Promise<Assessment> {
  const process = await processBySlug(tx, "model");
  const known = (await assessmentsOf(tx, process.id, officer)).find((it) => it.number === number);
  if (known) return known;
  const words = { title: { en: "Partnerships against cybercrime in three regions" }, about: { en: "What exists, what works and what is missing between public bodies and companies." }, limits: { en: "Seven conversations are no sample of anything: they say what there is, not how often." } };
  return draftAssessment(tx, officer, process, { ...words, openTo: "stakeholders", combinations: ["public/named", "public/kind", "secretariat/unattributed"], closesDay: daysAfter(house.clock().toISOString().slice(0, 10), 30), respondent: { region: null, sector: null, crime: null } }, daysAgo({ house }, 70), house.chance);
}

async function load(scene: Scene, it: Invented): Promise<void> {
  const { tx, assessment, house, coders } = scene;
  const on = daysAgo(scene, it.daysAgo);
  const said = { kind: it.kind, title: it.title, language: "en", consent: it.consent, sector: it.sector ?? "", region: it.region ?? "", held: on.toISOString().slice(0, 10), name: it.who?.name ?? "", organisation: it.who?.organisation ?? "", contact: it.who?.contact ?? "", ...(it.who?.isNamed ? { named: "yes" } : {}) };
  await become(tx, officer);
  const { number } = await addInterview(tx, officer, assessment, SourceInput.parse(said), transcriptIn(it.turns.map((one) => `${one.who}: ${one.text}`).join("\n")), on, house.chance);
  const source = () => sourceAt(tx, assessment, number, officer);
  const segments = await segmentsIn(tx, assessment, [(await source()).id], officer);
  for (const [at, one] of it.turns.entries()) if (one.consent) await consentTo(tx, officer, assessment, await source(), { segments: [segments[at]!.id], consent: one.consent, because: "" }, on);
  await assign(tx, officer, assessment, await source(), coders.map(({ personId, name }) => ({ personId, name })), false, on);
  for (const [seat, coder] of coders.entries()) await code(scene, coder, await source(), it.turns.map((one) => (seat === 0 ? one.first : one.second) ?? []), it.state !== "apart" || seat === 0, daysAgo(scene, it.daysAgo - 3));
  await become(tx, officer);
  for (const one of it.decisions) await decide(tx, officer, assessment, await source(), { segment: segments[one.turn]!.id, code: scene.guidOf.get(one.code)!, keep: one.isKept ? "yes" : "no", because: one.because }, daysAgo(scene, it.daysAgo - 6));
}

/** One coder gives their codes, turn by turn, and says whether they are done. */
async function code({ tx, assessment, house, guidOf }: Scene, coder: PersonViewer, source: ShownSource, codes: readonly string[][], isDone: boolean, on: Date): Promise<void> {
  await become(tx, coder);
  const segments = await segmentsIn(tx, assessment, [source.id], coder);
  for (const [at, keys] of codes.entries()) if (keys.length > 0) await giveCodes(tx, coder, assessment, source, { segments: [segments[at]!.id], codes: keys.map((it) => guidOf.get(it)!), start: null, end: null }, on, house.chance);
  if (isDone) await finishCoding(tx, coder, assessment, source, on);
}
