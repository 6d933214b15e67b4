import type { Provision as Tree } from "@travaux/treaty-text";
import { parseCitation } from "@travaux/treaty-text";
import { Refusal } from "../ground/refusal.ts";
import { personOf, visitor } from "../ground/viewer.ts";
import { isLanguage, type Localized } from "../ground/words.ts";
import { inAddress, type Door } from "../ground/web/env.ts";
import { plainDigits } from "../ground/web/forms.tsx";
import type { Call } from "../concepts/calls/call.ts";
import { callByNumber, pinsOf, themesOfCall } from "../concepts/calls/store.ts";
import { documentOf, pinRead, pinWritten, problemsOf, type Problem, type TypedAnswer } from "../concepts/contributions/answer.ts";
import type { Pin } from "../concepts/contributions/ask.ts";
import type { ShownContribution } from "../concepts/contributions/disclosure.ts";
import { contributionByReference } from "../concepts/contributions/store.ts";
import type { SubmissionDocument } from "../concepts/contributions/submission.ts";
import { mayWrite, type Forum } from "../concepts/disclosure/forum.ts";
import { forumById } from "../concepts/disclosure/store.ts";
import type { Process } from "../concepts/processes/process.ts";
import { processBySlug } from "../concepts/processes/store.ts";
import type { Sector } from "../concepts/stakeholders/stakeholder.ts";
import { verifiedBodies } from "../concepts/stakeholders/store/stakeholders.ts";
import { editionOf, shelvesOf } from "../concepts/texts/opened.ts";
import { placesIn, placesOf, provisionByNumber } from "../concepts/texts/store/lineage.ts";
import { subtreesIn } from "../concepts/texts/store/passages.ts";
import type { Edition, Instrument, Version } from "../concepts/texts/text.ts";
import { allThemes } from "../concepts/themes/store.ts";
import type { Theme } from "../concepts/themes/theme.ts";
import { attachmentsOf } from "./answer-files.ts";

/** A body for which somebody may write. */
export type OwnBody = { id: string; name: Localized; sector: Sector; isFocalPoint: boolean; clears: boolean };
/** A published draft to whose provisions an ask may be pinned. */
export type PinnableVersion = { version: Version; instrument: Instrument };

/** Where somebody sits down to answer a call: the call and its forum, for whom they may write, and what an ask may be about. */
export type AnswerDesk = {
  process: Process; call: Call; forum: Forum; bodies: OwnBody[];
  versions: PinnableVersion[]; editions: Edition[]; callPins: Pin[]; themes: Theme[]; callThemes: ReadonlySet<string>;
};

/** The desk of the address. Nobody in particular sits at it where the request must not be linked to anybody (`linked` false). */
export async function answerDesk(c: Door, linked: boolean): Promise<AnswerDesk> {
  const { db, viewer } = c.var;
  const process = await processBySlug(db, inAddress(c, "process"));
  const number = Number(plainDigits(inAddress(c, "call")));
  if (!Number.isSafeInteger(number) || number < 0 || number > 1_000_000) throw new Refusal("not-found", "page-unknown");
  const call = await callByNumber(db, process.id, number, viewer);
  if (call.state !== "announced") throw new Refusal("not-found", "page-unknown");
  return deskFor(c, process, call, linked ? await bodiesAt(c) : []);
}

/** The desk for a call, with these bodies to write for. */
export async function deskFor(c: Door, process: Process, call: Call, bodies: OwnBody[]): Promise<AnswerDesk> {
  const { db } = c.var;
  const shelves = await shelvesOf(db, process, visitor); // pins are public: only to what everyone may read
  const versions = shelves.flatMap(({ instrument, versions: all }) => all.map((version) => ({ version, instrument }))).toReversed();
  const [callThemes, themes] = [new Set((await themesOfCall(db, call.id)).map((it) => it.id)), await allThemes(db)];
  return { process, call, forum: await forumById(db, call.forumId), bodies, versions, editions: shelves[0]?.editions ?? [], callPins: await pinsOf(db, call.id), themes, callThemes };
}

async function bodiesAt({ var: { db, viewer } }: Door): Promise<OwnBody[]> {
  const { speaksFor } = personOf(viewer);
  const known = await verifiedBodies(db, { ids: speaksFor.map((it) => it.stakeholderId), like: "" }, speaksFor.length);
  return speaksFor.flatMap(({ stakeholderId, isFocalPoint }) => {
    const it = known.find((one) => one.id === stakeholderId);
    return it ? [{ id: it.id, name: it.name, sector: it.sector, isFocalPoint, clears: it.clearsBeforeFiling }] : [];
  });
}

/** Refuse whoever may not write in the forum of the call, whatever the hour. */
export function refuseUnlessWriter({ var: { viewer, words } }: Door, { forum }: AnswerDesk) {
  personOf(viewer);
  const whenever = { ...forum, closedAt: null };
  if (!mayWrite(viewer, whenever, forum.openedAt)) throw new Refusal("not-allowed", forum.openTo === "participants" ? "forum-for-participants" : "forum-for-stakeholders", { forum: words.pick(forum.title).text });
}

/** What is filed again: one’s own submission to this call, by its reference. */
export async function filedBefore({ var: { db, viewer } }: Door, { process, call }: AnswerDesk, reference: string): Promise<ShownContribution> {
  const it = await contributionByReference(db, process.id, reference, viewer);
  if (!it.own) throw new Refusal("not-allowed", "not-its-person");
  if (it.callId !== call.id || !it.document || (it.state !== "received" && it.state !== "returned")) throw new Refusal("not-now", "submission-not-in-clearance", { reference: it.reference });
  return it;
}

/** A body that may be named as a co-author. */
export type Candidate = { id: string; name: Localized };
/** An answer with everything that its fields name looked up: citations found are pins now. */
export type Looked = {
  typed: TypedAnswer; document: SubmissionDocument; problems: Record<string, Problem>;
  /** Those chosen as co-authors, and those found by what was sought. */
  bodies: Candidate[];
  /** What stands at a pin, in the language of the answer. */
  standing: (pin: Pin) => string | null;
};

/** Bodies that a search for co-authors brings. */
const mostFound = 12;

/** Look up all that an answer names, and what is wrong with it. */
export async function lookUp(c: Door, desk: AnswerDesk, sent: TypedAnswer): Promise<Looked> {
  const { db, now } = c.var;
  const { typed, notFound } = await pinned(c, desk, sent);
  const bodies = await verifiedBodies(db, { ids: typed.onBehalf, like: typed.seek }, typed.onBehalf.length + mostFound);
  const { standing, known } = await whatStands(c, desk, typed);
  const document = documentOf(typed, standing, attachmentsOf(c, typed));
  const problems = problemsOf(typed, { call: desk.call, forum: desk.forum, now, document, bodies: desk.bodies, knownPins: known, knownThemes: new Set(desk.themes.map((it) => it.id)), knownBodies: new Set(bodies.map((it) => it.id)), notFound });
  return { typed, document, problems, bodies: bodies.filter((it) => it.id !== typed.stakeholder), standing };
}

/** Citations and numbers in the fields of search become pins; what is not found stays to be corrected. */
async function pinned(c: Door, desk: AnswerDesk, sent: TypedAnswer): Promise<{ typed: TypedAnswer; notFound: Map<number, string> }> {
  const notFound = new Map<number, string>();
  const asks = [];
  for (const [index, ask] of sent.asks.entries()) {
    const pin = ask.find === "" ? null : await found(c, desk, ask.version, ask.find);
    if (ask.find !== "" && !pin) notFound.set(index + 1, ask.find);
    asks.push(pin ? { ...ask, find: "", pins: [...new Set([...ask.pins, pinWritten(pin)])] } : ask);
  }
  return { typed: { ...sent, asks }, notFound };
}

/** "art. 7(2)", "7(2)" or "P-014" in a version: the place, if something stands there. */
async function found({ var: { db } }: Door, desk: AnswerDesk, versionId: string, cited: string): Promise<Pin | null> {
  const version = (desk.versions.find((it) => it.version.id === versionId) ?? desk.versions.find((it) => it.version.id === desk.callPins[0]?.versionId) ?? desk.versions[0])?.version;
  if (!version || cited.length > 200) return null;
  const plain = plainDigits(cited).replaceAll(/[\u2066-\u2069\u200E\u200F]/g, "").trim();
  const [, number] = /^P[-‑ ]?(\d{1,5}(?:-\d{1,4})*)$/i.exec(plain) ?? [];
  if (number) {
    const place = await placesOfNumber(db, desk.process.id, number);
    return place?.get(version.id) ? { versionId: version.id, place: place.get(version.id)! } : null;
  }
  const place = parseCitation(plain) ?? parseCitation(`art. ${plain}`);
  return place !== null && (await placesIn(db, version.id)).has(place) ? { versionId: version.id, place } : null;
}

const placesOfNumber = (db: Door["var"]["db"], processId: string, number: string) =>
  provisionByNumber(db, processId, number).then(({ provision }) => placesOf(db, provision.id), (error: unknown) => { if (error instanceof Refusal) return null; throw error; });

/** What stands at the pins of an answer, in its language. */
export const standingAt = async (c: Door, desk: AnswerDesk, typed: TypedAnswer) => (await whatStands(c, desk, typed)).standing;

/** Which of the pins stand in a version that everyone may read, and the words at the first pin of each ask. */
async function whatStands({ var: { db, words } }: Door, desk: AnswerDesk, typed: TypedAnswer) {
  const pins = typed.asks.flatMap((it) => it.pins).map(pinRead).filter((it) => it !== null);
  const versions = desk.versions.filter(({ version }) => pins.some((it) => it.versionId === version.id)).map((it) => it.version);
  const known = new Set<string>();
  for (const version of versions) {
    const places = await placesIn(db, version.id);
    for (const it of pins) if (it.versionId === version.id && places.has(it.place)) known.add(pinWritten(it));
  }
  const language = isLanguage(typed.language) ? typed.language : words.language;
  const editions = new Map(versions.map((it) => [it.id, editionOf(desk, it, language, words.language)]));
  const trees = await subtreesIn(db, versions.map((it) => ({ editionId: editions.get(it.id)!.id, ids: pins.filter((pin) => pin.versionId === it.id && known.has(pinWritten(pin))).map((pin) => pin.place) })));
  const standing = ({ versionId, place }: Pin) => {
    const tree = trees.get(`${editions.get(versionId)?.id} ${place}`);
    return tree ? ownWords(tree) : null;
  };
  return { known, standing };
}

/** The words of a provision with what stands in it, a line for each numbered part: what is edited to propose other wording. */
export const ownWords = (it: Tree): string => linesOf(it, true).filter((line) => line !== "").join("\n");
const linesOf = (it: Tree, isTop: boolean): string[] =>
  [isTop || !it.number ? it.text : `${it.kind === "paragraph" || it.kind === "article" ? `${it.number}.` : `(${it.number})`} ${it.text}`, ...it.children.flatMap((child) => linesOf(child, false)), it.closing ?? ""].map((line) => line.trim());
