import { readFileSync } from "node:fs";
import { addPerson } from "../ground/auth/people.ts";
import { asViewer, become } from "../ground/db/request.ts";
import { actingAs, visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Language } from "../ground/words.ts";
import { callByNumber } from "../concepts/calls/store.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import type { ConsentKind } from "../concepts/statements/drafting.ts";
import { answerAsDrafter, begin } from "../concepts/statements/operations/drafters.ts";
import { addTo, consent, reword, say } from "../concepts/statements/operations/drafting.ts";
import { deliver } from "../concepts/statements/operations/delivery.ts";
import { open, publish, translate } from "../concepts/statements/operations/opening.ts";
import { decline, signForBody, signForOneself, withdraw } from "../concepts/statements/operations/signing.ts";
import { textsNow } from "../concepts/statements/signing.ts";
import type { ParagraphKind, Rules } from "../concepts/statements/statement.ts";
import { statementNow, textsOf } from "../concepts/statements/store.ts";
import { draftOf, releaseRemarks } from "../concepts/statements/store/drafting.ts";
import { personIn } from "./sample-comments.ts";
import { as, asBody, daysAgo, type Scene as Loading } from "./sample-scene.ts";

type InThree = Record<"en" | "fr" | "es", string>;
/** So many days ago somebody signed the first version or the second, signed again, declined or withdrew. */
type Signer = { capacity: string; languages: Language[]; first?: number; second?: number; again?: number; declined?: number; withdrawn?: number; because?: string };
type Invented = {
  initiator: string; drafters: string[]; openedDaysAgo: number; title: InThree; paragraphs: (InThree & { kind: ParagraphKind })[]; translators: Record<"fr" | "es", string>;
  change: InThree & { paragraph: number; because: string; daysAgo: number }; signers: (Signer & { body: string })[]; people: (Signer & { name: string })[];
};
type Drafted = { title: string; /** The number of the call that it answers. */ call: number; initiator: string; drafters: string[]; asked: string[]; paragraphs: { kind: ParagraphKind; text: string }[]; consents: [string, number, ConsentKind, string][]; remarks: [string, number, string][] };
type Delivered = { title: string; call: number; initiator: string; drafters: string[]; openedDaysAgo: number; deliveredDaysAgo: number; paragraphs: { kind: ParagraphKind; text: string }[]; signers: { body: string; capacity: string }[] };

type Scene = Loading & { process: { id: string } };
const rules: Rules = { individuals: true, perParagraph: false, closesAt: null, toleranceMinutes: 0, callId: null };

/** The invented joint statements of the Model Conference: one that sixty signed over two versions in three languages, one that is drafted, and one that was delivered to its call; every deed through its operation, on its day. */
export async function loadStatements(house: House) {
  const { statements, drafting, delivered } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/statements.json", import.meta.url), "utf8")) as { statements: Invented[]; drafting: Drafted; delivered: Delivered };
  await asViewer(house.database.db, visitor, async (tx) => {
    const scene: Scene = { tx, house, process: await processBySlug(tx, "model") };
    for (const it of statements) await load(scene, it);
    await loadDrafted(scene, drafting);
    await loadDelivered(scene, delivered);
  });
}

/** Act for a body: the row policies take whoever asks for who they are. */
async function begun(scene: Scene, it: { initiator: string; drafters: string[]; title: string; call?: number; paragraphs: { kind: ParagraphKind; text: string }[] }, asked: string[], on: Date): Promise<string> {
  const { tx, process, house: { chance } } = scene;
  const callId = it.call === undefined ? null : (await callByNumber(tx, process.id, it.call, visitor)).id;
  const id = await asBody(scene, it.initiator, async (viewer, stakeholderId) => (await begin(tx, viewer, process, { stakeholderId, workingTitle: it.title, language: "en", rules: { ...rules, callId }, drafters: [...it.drafters, ...asked] }, on, chance)).id);
  for (const slug of it.drafters) await asBody(scene, slug, (viewer, stakeholderId) => answerAsDrafter(tx, viewer, id, stakeholderId, "joined", on));
  await asBody(scene, it.initiator, async (viewer) => { for (const { kind, text } of it.paragraphs) await addTo(tx, viewer, id, { kind, text, afterId: null }, on, chance); });
  return id;
}

async function load(scene: Scene, it: Invented): Promise<void> {
  const { tx, house: { chance } } = scene;
  const opens = daysAgo(scene, it.openedDaysAgo);
  const id = await begun(scene, { ...it, title: it.title.en, paragraphs: it.paragraphs.map(({ kind, en }) => ({ kind, text: en })) }, [], opens);
  await asBody(scene, it.initiator, async (viewer) => open(tx, viewer, { id, turn: (await statementNow(tx, id)).turn }, null, opens, chance));
  await inOtherLanguages(scene, id, it, it.paragraphs, opens);
  for (const one of it.signers) if (one.first) await signedBy(scene, id, one, one.first);
  const people = await addPeople(scene, it.people);
  for (const one of it.people) if (one.first) await signedAlone(scene, id, one, people, one.first);
  await changed(scene, id, it);
  for (const one of it.signers) await lived(scene, id, one);
  for (const one of it.people) if (one.again ?? one.second) await signedAlone(scene, id, one, people, one.again ?? one.second!);
}

/** The second version: one paragraph says more, in all three languages. */
async function changed(scene: Scene, id: string, it: Invented) {
  const { tx, house: { chance } } = scene;
  const { paragraph: place, because, daysAgo: days } = it.change;
  const on = daysAgo(scene, days);
  await asBody(scene, it.initiator, async (viewer) => {
    const { paragraph } = (await draftOf(tx, id))[place - 1]!;
    await reword(tx, viewer, id, paragraph.id, { edition: paragraph.edition, kind: paragraph.kind, text: it.change.en }, on);
    await publish(tx, viewer, { id, turn: (await statementNow(tx, id)).turn }, { kind: "change", because }, null, on, chance);
  });
  await inOtherLanguages(scene, id, it, it.paragraphs.map((one, at) => (at === place - 1 ? { ...one, fr: it.change.fr, es: it.change.es } : one)), on);
}

async function inOtherLanguages(scene: Scene, id: string, it: Invented, paragraphs: readonly InThree[], on: Date) {
  const { tx, house: { chance } } = scene;
  for (const language of ["fr", "es"] as const) await asBody(scene, it.initiator, async (viewer) =>
    translate(tx, viewer, { id, turn: (await statementNow(tx, id)).turn }, { language, title: it.title[language], texts: paragraphs.map((one) => one[language]), translator: it.translators[language] }, on, chance));
}

/** What is signed: the version that holds, in these languages, by their hashes. */
async function signing({ tx }: Scene, id: string, { capacity, languages }: Signer) {
  const { version } = await statementNow(tx, id);
  const accepted = textsNow(await textsOf(tx, id), version).filter((it) => languages.includes(it.language)).map(({ language, sha256 }) => ({ language, sha256 }));
  return { version, capacity, accepted, paragraphs: null };
}
const signedBy = (scene: Scene, id: string, it: Signer & { body: string }, days: number) =>
  asBody(scene, it.body, async (viewer, stakeholderId) => signForBody(scene.tx, viewer, id, stakeholderId, await signing(scene, id, it), daysAgo(scene, days), scene.house.chance));

/** What a body did after the second version came. */
async function lived(scene: Scene, id: string, it: Signer & { body: string }) {
  const { tx, house: { chance } } = scene;
  const later = it.again ?? it.second;
  if (later) await signedBy(scene, id, it, later);
  if (it.declined) await asBody(scene, it.body, (viewer, stakeholderId) => decline(tx, viewer, id, { stakeholderId }, null, daysAgo(scene, it.declined!), chance));
  if (it.withdrawn) await asBody(scene, it.body, (viewer, stakeholderId) => withdraw(tx, viewer, id, { stakeholderId }, it.because || null, daysAgo(scene, it.withdrawn!), chance));
}

async function addPeople({ tx, house }: Scene, people: Invented["people"]): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const { name } of people) known.set(name, (await addPerson(tx, { name, email: `${name.toLowerCase().normalize("NFKD").replaceAll(/[^a-z]+/g, ".")}@signatories.example`, language: "en" }, house.clock(), house.chance)).id);
  return known;
}
async function signedAlone(scene: Scene, id: string, it: Signer & { name: string }, people: ReadonlyMap<string, string>, days: number) {
  const viewer: Viewer = { ...actingAs("sample"), personId: people.get(it.name)! };
  await become(scene.tx, viewer);
  await signForOneself(scene.tx, viewer, id, it.name, await signing(scene, id, it), daysAgo(scene, days), scene.house.chance);
}

/** A statement that four bodies draft in answer to a call: one is asked still, and one paragraph divides the others. */
async function loadDrafted(scene: Scene, it: Drafted) {
  const { tx, house: { chance } } = scene;
  const on = daysAgo(scene, 6);
  const id = await begun(scene, it, it.asked, on);
  for (const [slug, place, kind, because] of it.consents) await asBody(scene, slug, async (viewer) => {
    const { paragraph } = (await draftOf(tx, id))[place - 1]!;
    await consent(tx, viewer, id, paragraph.id, { edition: paragraph.edition, consent: kind, because: because || null, bodyId: null }, daysAgo(scene, 4));
  });
  for (const [slug, place, text] of it.remarks) await asBody(scene, slug || it.initiator, async (viewer) => say(tx, viewer, id, (await draftOf(tx, id))[place - 1]!.paragraph.id, { text, attribution: slug ? "named" : "unattributed" }, daysAgo(scene, 3), chance));
  await releaseRemarks(tx, daysAgo(scene, 2).toISOString().slice(0, 10)); // the night has come since
}

/** A statement that its signatories delivered to a call, which waits for the secretariat. */
async function loadDelivered(scene: Scene, it: Delivered) {
  const { tx, house } = scene;
  const [opens, delivers] = [daysAgo(scene, it.openedDaysAgo), daysAgo(scene, it.deliveredDaysAgo)];
  const turn = async () => (await statementNow(tx, id)).turn;
  const id = await begun(scene, it, [], opens);
  await asBody(scene, it.initiator, async (viewer) => open(tx, viewer, { id, turn: await turn() }, null, opens, house.chance));
  for (const [at, one] of it.signers.entries()) await signedBy(scene, id, { ...one, languages: ["en"] }, it.openedDaysAgo - 1 - at);
  await as(scene, await personIn(tx, it.initiator), async (viewer) => deliver(tx, viewer, { id, turn: await turn() }, house.settings.smallCell, delivers, house.chance));
}
