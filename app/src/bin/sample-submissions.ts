import type { Language } from "../ground/words.ts";
import { readFileSync } from "node:fs";
import type { Db } from "../ground/db/database.ts";
import { asViewer } from "../ground/db/request.ts";
import { visitor, type Viewer } from "../ground/viewer.ts";
import type { House } from "../ground/web/env.ts";
import type { Localized } from "../ground/words.ts";
import type { SettableState } from "../concepts/answers/answer.ts";
import { setState } from "../concepts/answers/operations.ts";
import type { Call } from "../concepts/calls/call.ts";
import { addCall } from "../concepts/calls/store.ts";
import type { AskDocument } from "../concepts/contributions/ask.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { acknowledgeSubmission, decideAsCoAuthor, fileSubmission, fileUnattributedSubmission, publishSubmission, returnSubmission, type SubmissionFiling } from "../concepts/contributions/operations/submissions.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import { submissionsTo } from "../concepts/contributions/store/submissions.ts";
import type { SubmissionDocument } from "../concepts/contributions/submission.ts";
import type { Forum } from "../concepts/disclosure/forum.ts";
import { releaseBatch } from "../concepts/disclosure/issue.ts";
import { closeForum, openForum } from "../concepts/disclosure/operations.ts";
import { disclosureOf } from "../concepts/disclosure/rule.ts";
import { stakeholderAt } from "../concepts/stakeholders/store/stakeholders.ts";
import { shelfOf, type Shelf } from "../concepts/texts/opened.ts";
import { passagesIn } from "../concepts/texts/store/passages.ts";
import { themesBySlug } from "../concepts/themes/store.ts";
import { known, officer, personFor } from "./sample-comments.ts";
import { fileReplies, type InventedReply } from "./sample-replies.ts";

type InventedCall = {
  number: number; slug: string; version: string; opens: string; closes: string; symbol: string; title: Localized;
  /** The day on which its forum closed; else replies are still taken. */
  repliesUntil?: string;
};
type InventedAnswer = { state: SettableState; day: string; reason: string; link?: string; line?: string };
type InventedAsk = { text: string; place?: string; themes?: string[]; proposal?: { replace: string; with: string }; answer?: InventedAnswer };
type InventedSubmission = {
  id: string; call: number;
  /** The slug of who filed it; null where nobody did. */
  by: string | null;
  onBehalfOf?: string[]; combination: string; at: string; language: string; title: string; text: string; asks: InventedAsk[];
  /** Returned with a reason; published with words taken out; or still with the secretariat. Else it was published. */
  returned?: { because: string }; redacted?: { because: string; text: string }; waiting?: "received" | "acknowledged";
};
type Invented = { calls: InventedCall[]; submissions: InventedSubmission[]; replies: InventedReply[] };

/** A call that is open for answers, and the version that they are about with the words at its places. */
type Opened = { call: Call; forum: Forum; versionId: string; words: ReadonlyMap<string, string> };
type Room = { house: House; shelf: Shelf; calls: Map<number, Opened>; themes: ReadonlyMap<string, string> };

const days = (from: string, count: number) => new Date(Date.parse(from) + count * 86_400_000);
/** The secretariat of the invented conference acknowledges on the next day and publishes on the third. */
const [daysToAcknowledge, daysToPublish] = [1, 3];

/** What the invented organisations answered to the calls of the Model Conference, cleared, what became of their asks, and what they replied to that. */
export async function loadSubmissions(house: House) {
  const { db } = house.database;
  const { calls, submissions, replies } = JSON.parse(readFileSync(new URL("../../../examples/model-conference/submissions.json", import.meta.url), "utf8")) as Invented;
  const shelf = await asViewer(db, visitor, (tx) => shelfOf(tx, "model", "convention", visitor));
  const named = [...new Set(submissions.flatMap((it) => it.asks.flatMap((ask) => ask.themes ?? [])))];
  const themes = new Map((await asViewer(db, visitor, (tx) => themesBySlug(tx, named))).map((it) => [it.slug, it.id]));
  const room: Room = { house, shelf, calls: await openCalls(house, shelf, calls), themes };
  const references = new Map<string, string>();
  for (const [by, of] of Map.groupBy(submissions, (it) => it.by)) await fileAll(room, by, of, references);
  await asViewer(db, officer, (tx) => releaseAll(tx, room));
  await confirmAll(room, submissions, references);
  await asViewer(db, officer, (tx) => clearAll(tx, room, submissions, references));
  await fileReplies({ house, processId: shelf.process.id, forums: [...room.calls.values()].map((it) => it.forum), references }, replies);
  await asViewer(db, officer, (tx) => closeForums(tx, room, calls));
}

/** The calls of the sample: over by now, each with a forum of its own. */
async function openCalls(house: House, shelf: Shelf, calls: readonly InventedCall[]): Promise<Map<number, Opened>> {
  const { chance } = house;
  return asViewer(house.database.db, officer, async (tx) => new Map(await inTurn(calls, async (it) => {
    const version = known(shelf.versions.find((one) => one.slug === it.version), it.version);
    const edition = known(shelf.editions.find((one) => one.versionId === version.id && one.language === "en"), it.version);
    const opensAt = new Date(`${it.opens}T00:00:00Z`);
    const forum = await openForum(tx, officer, { slug: it.slug, processId: shelf.process.id, title: it.title, about: null, openTo: "stakeholders", combinations: ["public/named", "public/kind", "public/unattributed", "secretariat/named"] }, opensAt, chance);
    const call: Call = {
      id: chance.id(), processId: shelf.process.id, forumId: forum.id, number: it.number, kind: "submissions", state: "announced", title: it.title, about: it.title, mandate: it.title, mandateSymbol: it.symbol, questions: [],
      wordLimit: 2000, wordLimitsBySector: {}, languages: ["ar", "zh", "en", "fr", "ru", "es"], opensAt, closesAt: new Date(`${it.closes}T18:00:00Z`), timeZone: "UTC", toleranceMinutes: 10, exclusive: false, sectors: [], openTo: forum.openTo, combinations: forum.combinations, contact: null, announcedAt: opensAt, cancelledBecause: null,
    };
    await addCall(tx, call);
    return [it.number, { call, forum, versionId: version.id, words: new Map((await passagesIn(tx, edition.id)).map((one) => [one.id, one.text])) }] as const;
  })));
}

/** One after the other: a transaction does one thing at a time. */
async function inTurn<T, U>(all: readonly T[], deed: (it: T) => Promise<U>): Promise<U[]> {
  const done: U[] = [];
  for (const it of all) done.push(await deed(it));
  return done;
}

/** All that one organisation filed, by its own person and in one transaction; what is nobody’s is filed by a visitor. */
async function fileAll(room: Room, by: string | null, of: readonly InventedSubmission[], references: Map<string, string>) {
  const { house } = room;
  const viewer: Viewer = by === null ? visitor : await personFor(house.database.db, by);
  await asViewer(house.database.db, viewer, async (tx) => {
    for (const it of of) references.set(it.id, await file(tx, room, viewer, it));
  });
}

async function file(tx: Db, room: Room, viewer: Viewer, it: InventedSubmission): Promise<string> {
  const { house } = room;
  const { call, forum } = known(room.calls.get(it.call), String(it.call));
  const onBehalfOf = await inTurn(it.onBehalfOf ?? [], async (slug) => (await body(tx, slug)).id);
  const filing: SubmissionFiling = { call, forum, disclosure: disclosureOf(it.combination), language: it.language as Language, document: documentOf(room, it), onBehalfOf };
  if (viewer.kind === "visitor") return (await fileUnattributedSubmission(tx, filing, new Date(it.at), house.chance)).reference;
  const { id, sector } = await body(tx, it.by!);
  return (await fileSubmission(tx, viewer, filing, { stakeholderId: id, showPerson: false, sector }, house.settings.smallCell, new Date(it.at), house.chance)).reference;
}

async function body(tx: Db, slug: string) {
  const found = await stakeholderAt(tx, slug, visitor);
  return known("it" in found ? found.it : undefined, slug);
}

function documentOf({ calls, themes }: Room, { call, title, text, asks }: InventedSubmission): SubmissionDocument {
  const { versionId, words } = calls.get(call)!;
  const before = (place: string | undefined) => known(place === undefined ? undefined : words.get(place), place ?? "a place");
  const proposalOf = ({ place, proposal, text: asked }: InventedAsk): AskDocument["proposal"] => {
    if (!proposal) return null;
    if (!before(place).includes(proposal.replace)) throw new RangeError(`the sample asks to replace “${proposal.replace}”, which does not stand at ${place}: ${asked}`);
    return { before: before(place), after: before(place).replace(proposal.replace, proposal.with) };
  };
  const pinsOf = ({ place }: InventedAsk) => { if (place === undefined) return []; before(place); return [{ versionId, place }]; };
  return { title, text, answers: [], interest: null, attachments: [], asks: asks.map((it) => ({ text: it.text, pins: pinsOf(it), themeIds: (it.themes ?? []).map((slug) => known(themes.get(slug), slug)), proposal: proposalOf(it) })) };
}

/** What is nobody’s comes to the secretariat in its batch. */
async function releaseAll(tx: Db, { house, calls }: Room) {
  for (const { call, forum } of calls.values()) await releaseBatch(tx, officer, forum, call.closesAt, house.chance);
}

/** A call that is over takes no submission; replies are taken in its forum until that is closed too. */
async function closeForums(tx: Db, { house, calls: opened }: Room, calls: readonly InventedCall[]) {
  for (const { number, repliesUntil } of calls) if (repliesUntil) await closeForum(tx, officer, opened.get(number)!.forum, new Date(`${repliesUntil}T18:00:00Z`), house.chance);
}

/** Those on whose behalf something was filed stand behind it. */
async function confirmAll({ house, shelf }: Room, submissions: readonly InventedSubmission[], references: ReadonlyMap<string, string>) {
  const { db } = house.database;
  for (const it of submissions) for (const slug of it.onBehalfOf ?? []) {
    const person = await personFor(db, slug);
    await asViewer(db, person, async (tx) => decideAsCoAuthor(tx, person, await contributionByReference(tx, shelf.process.id, references.get(it.id)!, person), person.speaksFor[0]!.stakeholderId, true, days(it.at, 1), house.chance));
  }
}

/** What the secretariat did with each, and what it said of its asks. */
async function clearAll(tx: Db, { house, calls }: Room, submissions: readonly InventedSubmission[], references: ReadonlyMap<string, string>) {
  const { chance } = house;
  for (const [number, { call }] of calls) {
    const shown = await submissionsTo(tx, call.id, officer);
    for (const it of submissions.filter((one) => one.call === number)) {
      const one = known(it.by === null ? shown.find((other) => other.document?.title === it.title) : shown.find((other) => other.reference === references.get(it.id)), it.id);
      await clear(tx, house, it, one);
      for (const [index, { answer }] of it.asks.entries()) if (answer) await setState(tx, officer, { shown: one, number: index + 1, line: answer.line ?? null }, { state: answer.state, reason: answer.reason, link: answer.link ?? null }, new Date(`${answer.day}T10:00:00Z`), chance);
    }
  }
}

async function clear(tx: Db, { chance }: House, it: InventedSubmission, shown: ShownContribution) {
  if (it.waiting === "received") return;
  if (it.returned) return returnSubmission(tx, officer, shown, it.returned.because, days(it.at, daysToAcknowledge), chance);
  await acknowledgeSubmission(tx, officer, shown, days(it.at, daysToAcknowledge), chance);
  if (it.waiting === "acknowledged") return;
  const redacted = it.redacted ? { document: { ...shown.document!, text: it.redacted.text }, because: it.redacted.because } : null;
  await publishSubmission(tx, officer, shown, redacted, days(it.at, daysToPublish), chance);
}
