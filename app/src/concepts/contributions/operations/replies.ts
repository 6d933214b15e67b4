import type { Chance } from "../../../ground/chance.ts";
import type { Db } from "../../../ground/db/database.ts";
import { holdCode } from "../../../ground/db/request.ts";
import { record } from "../../../ground/journal.ts";
import { seal } from "../../../ground/record/enter.ts";
import { Refusal } from "../../../ground/refusal.ts";
import { personOf, type Viewer } from "../../../ground/viewer.ts";
import { admit, type Forum } from "../../disclosure/forum.ts";
import { refuseUnlessOpen } from "../../disclosure/issue.ts";
import { combinationOf, type Disclosure } from "../../disclosure/rule.ts";
import { codeHashOf, fingerprintOf, refuseWiderAnswer, secretCode, type Contribution, type Wording } from "../contribution.ts";
import type { ShownContribution } from "../disclosure.ts";
import { blank, enter, kindShown, type FiledUnattributed, type Signature, type SmallCell } from "../operations.ts";
import { addAuthorship, addContribution, addWaitingCommitment, addWording } from "../store.ts";

/** A reply to what was shown: to the whole, or to one of its asks, by its number. It is a contribution of its own. */
export type ReplyFiling = { forum: Forum; disclosure: Disclosure; parent: ShownContribution; ask: number | null; body: string; language: string };

/** What holds for every reply: what it answers is shown, has that ask, and is read by no fewer. */
function refuseUnlessReply({ parent, ask, disclosure, forum }: ReplyFiling) {
  if (parent.state !== "shown" || parent.versionId !== null) throw new Refusal("not-now", "not-replied-to", { reference: parent.reference });
  if (ask !== null && !parent.document?.asks[ask - 1]) throw new Refusal("not-valid", "ask-unknown", { reference: parent.reference });
  if (parent.forumId !== forum.id) throw new RangeError("a reply is written in the forum of what it answers");
  refuseWiderAnswer(parent, { audience: disclosure.audience, forumId: forum.id });
}

const replyOf = ({ forum, disclosure, parent, ask, language }: ReplyFiling, now: Date, chance: Chance): Contribution =>
  ({ ...blank({ forum, disclosure, subject: { processId: parent.processId, versionId: null, place: null, provisionId: null }, words: { language, parent } }, now, chance), kind: "reply", askNumber: ask });
const firstWording = (it: Contribution, body: string): Wording & { body: string } => ({ contributionId: it.id, edition: 1, body, document: null, inside: false, redactedBecause: null, day: it.day, fingerprint: fingerprintOf(body) });

/** File a reply that says whose it is: its words, who wrote it, and its entry in the record stand or fall together. */
export async function fileReply(db: Db, viewer: Viewer, filing: ReplyFiling, by: Signature, smallCell: SmallCell, now: Date, chance: Chance): Promise<Contribution> {
  const { forum, disclosure, body, language } = filing;
  const person = personOf(viewer);
  admit(viewer, forum, disclosure, now);
  refuseUnlessReply(filing);
  if (disclosure.attribution === "unattributed") throw new RangeError("an unattributed reply is filed by fileUnattributedReply");
  if (!person.speaksFor.some((it) => it.stakeholderId === by.stakeholderId)) throw new Refusal("not-allowed", "not-its-person");
  const named = disclosure.attribution === "named";
  const shown = named ? { sector: null, region: null } : await kindShown(db, forum, disclosure, by.stakeholderId, smallCell);
  const it: Contribution = { ...replyOf(filing, now, chance), state: "shown", stakeholderId: named ? by.stakeholderId : null, personId: named && by.showPerson ? person.personId : null, shownSector: shown.sector, shownRegion: shown.region };
  await addContribution(db, it);
  await addAuthorship(db, { contributionId: it.id, attribution: disclosure.attribution, stakeholderId: by.stakeholderId, personId: person.personId, filedAt: now });
  await addWording(db, firstWording(it, body), language);
  await enter(db, it, "reply filed", { answers: filing.parent.reference, ask: filing.ask, fingerprint: fingerprintOf(body), stakeholder: by.stakeholderId, filedAt: now.toISOString() }, now, chance);
  await record(db, viewer, "reply filed", it.id, now);
  return it;
}

/** File a reply that is nobody’s, in a session of which no link is kept; it waits for its batch. */
export async function fileUnattributedReply(db: Db, viewer: Viewer, filing: ReplyFiling, now: Date, chance: Chance): Promise<FiledUnattributed> {
  const { forum, disclosure, body, language } = filing;
  const combination = combinationOf(disclosure);
  admit(viewer, forum, disclosure, now);
  refuseUnlessReply(filing);
  await refuseUnlessOpen(db, forum);
  const code = secretCode(chance);
  const it: Contribution = { ...replyOf(filing, now, chance), codeHash: codeHashOf(code) };
  await holdCode(db, it.codeHash!);
  await addContribution(db, it);
  await addWording(db, firstWording(it, body), language);
  const sealed = seal(chance, { what: "unattributed input received", fingerprint: fingerprintOf(body), forum: forum.id, combination, day: it.day });
  await addWaitingCommitment(db, forum.id, sealed);
  return { reference: it.reference, code, day: it.day, sealed };
}
