// What the queries of the house answer a viewer, beneath all doors: so that a redaction is seen to work before a door leads to it.
import { sql } from "drizzle-orm";
import { rowsOf } from "../../src/ground/db/migrate.ts";
import { asViewer } from "../../src/ground/db/request.ts";
import type { Db } from "../../src/ground/db/database.ts";
import { Refusal } from "../../src/ground/refusal.ts";
import type { Viewer } from "../../src/ground/viewer.ts";
import { inGuise, type Guise } from "../../src/concepts/disclosure/guise.ts";
import { accreditationsIn, accreditationsOf, objectionsIn, objectionsTo, ownAccreditations, preparedIn, protectedCounts, sentIn, stepsOf } from "../../src/concepts/accreditation/store.ts";
import { callByNumber, callsOf, forumsBesideCalls, openCalls, pinsOf, themesOfCall } from "../../src/concepts/calls/store.ts";
import { assignmentsOf, consentChangesIn, guideOf, intervieweeOf, segmentsIn, sourcesOf } from "../../src/concepts/coding/store.ts";
import { codesOf } from "../../src/concepts/coding/store/codes.ts";
import { codingsIn, decisionsIn, memosIn } from "../../src/concepts/coding/store/codings.ts";
import { assessmentAt, assessmentOfForum, assessmentsOf, formVersion, versionsOf } from "../../src/concepts/assessments/store.ts";
import { answeredCount, answersIn, hasAnswered, ownAnswer, ownDraft } from "../../src/concepts/assessments/survey/store.ts";
import { roundsOf, roundsSoFar, roundsWaitingFor } from "../../src/concepts/partnerships/assessment/store.ts";
import { alike, familyOf, partnershipAt, partnershipIdAt, partnershipsWith, publicPartnerships, waitingPartnerships } from "../../src/concepts/partnerships/store.ts";
import { inquiriesAbout, openOffers } from "../../src/concepts/offers/store.ts";
import { chosenFor, clearedIn, findingsOf, releasesOf, tablesOf } from "../../src/concepts/findings/store.ts";
import { changesOfCommitment, changesOfCommitments, commitmentByNumber, commitmentsOf, commitmentsOfMeeting, commitmentsOwnedBy, commitmentsWith, progressOf, withoutOwner } from "../../src/concepts/commitments/store.ts";
import { changesOfPractice, practiceAt, practicesOf, practicesWithin, proposedPractices, publicPractices, repeatsOf, unconfirmedRepeats } from "../../src/concepts/practices/store.ts";
import { draftedBy, draftersOf, statementAt, statementsIn } from "../../src/concepts/statements/store.ts";
import { actsOn, pendingsOf } from "../../src/concepts/statements/store/signing.ts";
import { draftOf, remarksIn } from "../../src/concepts/statements/store/drafting.ts";
import { forumsOf, participantsIn } from "../../src/concepts/disclosure/store.ts";
import { answersTo, answersUnder, contributionByReference, contributionsAbout, contributionsBy, contributionsIn, contributionsOn, contributionsWith, countsOn, firstViewsOn, newestIn, ownContributions, proofsOf, viewsUnder, wordingsOf } from "../../src/concepts/contributions/store.ts";
import { asksOf } from "../../src/concepts/contributions/store/asks.ts";
import { draftAround, draftsToClear, ownDrafts } from "../../src/concepts/contributions/store/drafts.ts";
import { askedToConfirm, clearanceCounts, clearancesOf, coAuthorsOf, inClearance, shownCountsOf, submissionsTo } from "../../src/concepts/contributions/store/submissions.ts";
import { registrationsAt } from "../../src/concepts/registrations/store.ts";
import { applicantsOf, filesOf, selectionAt } from "../../src/concepts/selections/store.ts";
import type { ShownContribution } from "../../src/concepts/contributions/disclosure.ts";
import { mailsTo, parting, type Difference } from "./doors.ts";
import { ownInvitations, speakersOf } from "../../src/concepts/meetings/speakers.ts";
import { blocksOf, blockThemesOf, linksOf, meetingByNumber, meetingsAhead, meetingsOf, outcomesOf, papersOf, pinnedOf } from "../../src/concepts/meetings/store.ts";
import { applicationId, draftAssessmentNumber, draftCallNumber, openAssessmentNumber, draftIds, draftMeetingNumber, publishedSelectionId, references, openStatementId, ownStatementId, toldFindingId, toldCommitmentNumber, toldPracticeSlug, toldSlug, toldStatementId, type Pair, type PairedHouse } from "./pair.ts";
import { circles, type CircleName, type ViewerName } from "./telling.ts";

const readingTime = new Date("2026-06-10T10:00:00Z");

/** A query, asked as `viewer`; what it answers is compared as JSON. */
type Query = (tx: Db, viewer: Viewer, house: PairedHouse) => Promise<unknown>;

/** All that the viewer of this transaction may read of the version and of what was submitted to the call, read once. */
const read = new WeakMap<Db, Promise<ShownContribution[]>>();
const all = (tx: Db, viewer: Viewer, house: PairedHouse) => read.get(tx) ?? readAll(tx, viewer, house);
async function readAll(tx: Db, viewer: Viewer, house: PairedHouse) {
  const both = [...await contributionsOn(tx, house.version.id, viewer), ...await submissionsTo(tx, house.call.id, viewer)];
  read.set(tx, Promise.resolve(both));
  return both;
}
const each = async <T, R>(items: Iterable<T>, fn: (it: T) => Promise<R>) => { const done: R[] = []; for (const it of items) done.push(await fn(it)); return done; };

/** Ids of sources, as far as the row policies let them be read. */
const codingSourceIds = async (tx: Db) => (await rowsOf<{ id: string }>(tx, sql`select id from coding_sources order by id`)).map((it) => it.id);

/** Every read of contributions, calls and forums that takes a viewer, or is asked of what a viewer was shown. */
export const queries: Record<string, Query> = {
  contributionsOn: all,
  inClearance: (tx, viewer, { process }) => inClearance(tx, process.id, viewer),
  asksOf: async (tx, viewer, house) => asksOf(tx, (await all(tx, viewer, house)).map((it) => it.id), viewer),
  coAuthorsOf: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => coAuthorsOf(tx, it)),
  clearancesOf: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => clearancesOf(tx, it.id)),
  clearanceCounts: async (tx, _, { call }) => [...await clearanceCounts(tx, call.id)],
  shownCountsOf: async (tx, viewer, { call }) => [...await shownCountsOf(tx, [call.id], viewer)],
  countsOn: async (tx, viewer, { version }) => [...(await countsOn(tx, version.id, viewer))].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  contributionsAbout: (tx, viewer, { places }) => each(places, ([, { id }]) => contributionsAbout(tx, id, viewer)),
  firstViewsOn: (tx, viewer, { version, places }) => firstViewsOn(tx, version.id, places.map(([place]) => place), viewer, 2),
  viewsUnder: (tx, viewer, { version, places }) => each([1, 2], (page) => viewsUnder(tx, places.map(([place]) => ({ versionId: version.id, place })), viewer, { most: 8, page })),
  answersUnder: async (tx, viewer, house) => answersUnder(tx, (await all(tx, viewer, house)).map((it) => it.id), viewer),
  newestIn: (tx, viewer, { process }) => newestIn(tx, process.id, viewer, 10),
  contributionsBy: (tx, viewer, { people }) => each(new Set(people.slice(0, 12).map((it) => it.stakeholderId)), (it) => contributionsBy(tx, it, viewer)),
  ownContributions: (tx, viewer) => ownContributions(tx, viewer),
  contributionsIn: (tx, viewer, { forums }) => each(Object.values(forums), (it) => contributionsIn(tx, it.id, viewer)),
  contributionByReference: (tx, viewer, { process }) => each(references, (it) => contributionByReference(tx, process.id, it, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  answersTo: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => answersTo(tx, it.id, viewer)),
  wordingsOf: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => wordingsOf(tx, it)),
  proofsOf: async (tx, viewer, house) => each(await all(tx, viewer, house), (it) => proofsOf(tx, it.processId, it.reference, viewer)),
  contributionsWith: (tx, viewer) => each(["zander", "pelican", "safeguards"], (words) => contributionsWith(tx, { words, language: "en" }, viewer)),
  participantsIn: (tx, viewer, { forums }) => each(Object.values(forums), (it) => participantsIn(tx, it, viewer)),
  callsOf: (tx, viewer, { process }) => callsOf(tx, process.id, viewer),
  callByNumber: (tx, viewer, { process }) => each([14, draftCallNumber], (number) => callByNumber(tx, process.id, number, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  openCalls: (tx) => openCalls(tx, new Date("2026-06-10T10:00:00Z")),
  pinsOf: async (tx, viewer, { process }) => each(await callsOf(tx, process.id, viewer), (it) => pinsOf(tx, it.id)),
  themesOfCall: async (tx, viewer, { process }) => each(await callsOf(tx, process.id, viewer), (it) => themesOfCall(tx, it.id)),
  meetingsOf: (tx, viewer, { process }) => meetingsOf(tx, process.id, viewer),
  meetingsAhead: (tx) => meetingsAhead(tx, new Date("2026-06-10T10:00:00Z")),
  meetingByNumber: (tx, viewer, { process }) => each([17, draftMeetingNumber], (number) => meetingByNumber(tx, process.id, number, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  aroundMeetings: async (tx, viewer, { process }) => each((await meetingsOf(tx, process.id, viewer)).filter((it) => it.number > 15), async (it) => {
    const blocks = await blocksOf(tx, it.id);
    return [blocks, await pinnedOf(tx, it.id), await blockThemesOf(tx, it.id), await papersOf(tx, it.id), await linksOf(tx, it, blocks, false, viewer), await speakersOf(tx, it, blocks, viewer), await outcomesOf(tx, it, viewer)];
  }),
  partnershipAt: (tx, viewer) => each(["island-watch", "tamarind-circle", toldSlug], (slug) => partnershipAt(tx, slug, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  partnershipIdAt: (tx, viewer) => partnershipIdAt(tx, toldSlug, viewer),
  assessmentsOfPartnerships: async (tx, viewer) => { const found = await partnershipAt(tx, "tamarind-circle", viewer); return "it" in found ? roundsOf(tx, found.it.id, viewer) : null; },
  roundsSoFar: async (tx, viewer) => { const found = await partnershipAt(tx, "tamarind-circle", viewer); return "it" in found ? roundsSoFar(tx, found.it.id) : null; },
  roundsWaitingFor: (tx, viewer, { idOf }) => roundsWaitingFor(tx, ["tamarind-legal-network", "jacaranda-clinic-for-cyber-law", "samudra-policy-lab"].map((slug) => idOf(slug)), viewer),
  practiceAt: (tx, viewer) => each(["a-roster-for-the-first-hour", "a-school-for-parents", toldPracticeSlug], (slug) => practiceAt(tx, slug, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  findingsOf: async (tx, viewer, { process }) => each(await assessmentsOf(tx, process.id, viewer), async (it) => [await findingsOf(tx, it, viewer), await tablesOf(tx, it, viewer)]),
  releasesOf: async (tx, viewer, { process }) => [await each(await assessmentsOf(tx, process.id, viewer), async (it) => [await releasesOf(tx, it, viewer), await chosenFor(tx, it, { id: toldFindingId }, viewer)]), await clearedIn(tx, process.id, viewer)],
  commitmentsOf: (tx, viewer, { process }) => commitmentsOf(tx, process, viewer),
  commitmentByNumber: (tx, viewer, { process }) => each([3, 7, toldCommitmentNumber], (number) => commitmentByNumber(tx, process, number, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  commitmentsWith: (tx, viewer, { idOf }) => each(["tamarind-legal-network", "andes-payments-association", "jacaranda-clinic-for-cyber-law"], async (slug) => [await commitmentsWith(tx, [idOf(slug)], viewer), await commitmentsOwnedBy(tx, [idOf(slug)], viewer)]),
  aroundCommitments: async (tx, viewer, { process }) => { const known = await commitmentsOf(tx, process, viewer); return [[...await changesOfCommitments(tx, known.map((it) => it.id))], await each(known, async (it) => [await progressOf(tx, it.id), await changesOfCommitment(tx, it.id)]), await withoutOwner(tx, process, viewer)]; },
  commitmentsOfMeeting: (tx, viewer, { meetings }) => each(Object.values(meetings), (it) => commitmentsOfMeeting(tx, it.id, viewer)),
  proposedPractices: (tx, viewer) => proposedPractices(tx, viewer),
  practicesOf: (tx, viewer, { idOf }) => each(["tamarind-legal-network", "jacaranda-clinic-for-cyber-law", "model-programme-office-of-the-conference"], (slug) => practicesOf(tx, [idOf(slug)], viewer)),
  statementsIn: (tx, viewer, { process }) => statementsIn(tx, process, viewer),
  statementAt: (tx, viewer, { process }) => each([98, 99], (number) => statementAt(tx, process, number, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  draftedBy: (tx, viewer) => draftedBy(tx, viewer),
  statementDrafts: async (tx, viewer, { process }) => each((await statementsIn(tx, process, viewer)).filter((it) => [98, 99].includes(it.number)), async (it) => [await draftersOf(tx, it.id), it.isDrafting ? await draftOf(tx, it.id) : null]),
  statementActs: (tx, viewer) => actsOn(tx, [openStatementId], viewer),
  statementPendings: (tx, viewer) => pendingsOf(tx, viewer, openStatementId),
  statementRemarks: (tx, viewer) => each([ownStatementId, toldStatementId], (id) => remarksIn(tx, id, viewer)),
  repeatsOf: async (tx, viewer) => each(await publicPractices(tx), (it) => repeatsOf(tx, it.id, viewer)),
  unconfirmedRepeats: (tx, viewer, { idOf }) => unconfirmedRepeats(tx, ["tamarind-legal-network", "jacaranda-clinic-for-cyber-law"].map((slug) => idOf(slug)), viewer),
  changesOfPractice: async (tx) => each(await publicPractices(tx), (it) => changesOfPractice(tx, it.id)),
  inquiriesAbout: async (tx, viewer) => each(await openOffers(tx, "2026-06-10"), (it) => inquiriesAbout(tx, it.id, viewer)),
  practicesWithin: async (tx, viewer) => each(await waitingPartnerships(tx, viewer), (it) => practicesWithin(tx, it.id)),
  waitingPartnerships: (tx, viewer) => waitingPartnerships(tx, viewer),
  partnershipsWith: (tx, viewer, { idOf }) => each(["tamarind-legal-network", "institute-for-island-law", "model-programme-office-of-the-conference"], (slug) => partnershipsWith(tx, [idOf(slug)], viewer)),
  alikePartnerships: (tx, viewer) => alike(tx, { id: "" }, { title: { en: "The zander together" }, partners: [] }, viewer),
  aroundPartnerships: async (tx, viewer) => each(await publicPartnerships(tx, (await waitingPartnerships(tx, viewer)).map((it) => it.id)), (it) => familyOf(tx, { id: it.id, partOfId: it.public!.partOfId })),
  assessmentsOf: (tx, viewer, { process }) => assessmentsOf(tx, process.id, viewer),
  assessmentAt: (tx, viewer, { process }) => each([openAssessmentNumber, draftAssessmentNumber], (number) => assessmentAt(tx, process, number, viewer).catch((error: unknown) => { if (error instanceof Refusal) return error.code; throw error; })),
  assessmentOfForum: (tx, viewer, { assessment }) => assessmentOfForum(tx, assessment.forumId, viewer),
  versionsOf: async (tx, viewer, { process }) => each(await assessmentsOf(tx, process.id, viewer), async ({ id }) => [await versionsOf(tx, id), await formVersion(tx, id)]),
  answersIn: async (tx, viewer, { assessment, coded }) => [await answersIn(tx, assessment, viewer), await answersIn(tx, coded, viewer)],
  answeredCount: (tx, _, { assessment }) => answeredCount(tx, assessment.id),
  ownSurvey: async (tx, viewer, { assessment }) => (viewer.kind === "person" ? [await ownAnswer(tx, assessment.id, viewer.personId), await ownDraft(tx, assessment.id, viewer.personId), await hasAnswered(tx, assessment.id)] : []),
  ownInvitations: async (tx, viewer) => (viewer.kind === "person" ? ownInvitations(tx, viewer) : []),
  forumsBesideCalls: (tx, _, { process }) => forumsBesideCalls(tx, process.id),
  accreditationsIn: (tx, viewer, { process }) => accreditationsIn(tx, process.id, viewer),
  accreditationsOf: (tx, _, { process }) => accreditationsOf(tx, process.id),
  ownAccreditations: (tx, viewer, { process }) => ownAccreditations(tx, viewer, process.id),
  accreditationFile: async (tx, viewer, { process }) => { const it = { id: applicationId, processId: process.id, stakeholderId: "" }; return [await sentIn(tx, it, viewer), await stepsOf(tx, it, viewer), await objectionsTo(tx, it, viewer)]; },
  preparedIn: async (tx, viewer, { process }) => [...await preparedIn(tx, process.id, viewer)],
  protectedCounts: (tx, _, { process }) => protectedCounts(tx, process.id, 10),
  objectionsIn: (tx, _, { process }) => objectionsIn(tx, process.id),
  registrationsAt: (tx, viewer, { meetings }) => each(Object.values(meetings), (it) => registrationsAt(tx, it.id, viewer)),
  selectionAt: (tx, viewer, { meetings }) => each(Object.values(meetings), (it) => selectionAt(tx, it, viewer)),
  filesOf: (tx, viewer, { meetings }) => each(Object.values(meetings), async (it) => { const selection = await selectionAt(tx, it, viewer); return selection && filesOf(tx, it, selection, viewer); }),
  applicantsOf: (tx, viewer, { meetings }) => applicantsOf(tx, meetings.drawn, { id: publishedSelectionId }, viewer),
  askedToConfirm: (tx, viewer) => askedToConfirm(tx, viewer),
  ownDrafts: async (tx, viewer) => (viewer.kind === "person" ? [await ownDrafts(tx, viewer, readingTime), await draftsToClear(tx, viewer, readingTime)] : []),
  draftAround: (tx) => each(Object.values(draftIds), (it) => draftAround(tx, it, readingTime)),
  codingSources: (tx, viewer, { coded: assessment }) => sourcesOf(tx, assessment, viewer),
  codingSegments: async (tx, viewer, { coded: assessment }) => segmentsIn(tx, assessment, await codingSourceIds(tx), viewer),
  codingsIn: (tx, viewer, { coded: assessment }) => codingsIn(tx, assessment, viewer),
  codingMemos: (tx, viewer, { coded: assessment }) => memosIn(tx, assessment, viewer),
  codingAround: async (tx, viewer, { coded: assessment }) => [await assignmentsOf(tx, assessment, viewer), await codesOf(tx, assessment, viewer), await decisionsIn(tx, assessment, viewer), await guideOf(tx, assessment, "interview", viewer), await each(await codingSourceIds(tx), (it) => consentChangesIn(tx, assessment, it, viewer))],
  interviewees: async (tx, viewer, { coded: assessment }) => each(await codingSourceIds(tx), (it) => intervieweeOf(tx, assessment, it, viewer)),
  forumsOf: (tx, _, { process }) => forumsOf(tx, process.id),
};

/** Somebody who asks, as themselves or in a guise. */
export type Asker = { name: ViewerName; guise?: Guise };
/** Whoever stands in a circle, and whoever looks from it in a guise. */
export const askersIn = (circle: CircleName): Asker[] => [
  ...circles[circle].map((name) => ({ name })),
  ...({ outsiders: [{ name: "officer", guise: "press" }, { name: "participant", guise: "state" }], participants: [{ name: "officer", guise: "participant" }], assessors: [], officers: [] } as Record<CircleName, Asker[]>)[circle],
];

/** The name of every query, and of the mails that somebody was sent. */
export const queryNames = ["mail", ...Object.keys(queries)];

/** What these queries answer somebody who asks; by name, in one transaction. */
async function told(house: PairedHouse, { name, guise }: Asker, which: readonly string[]): Promise<Map<string, string>> {
  const { db } = house.house.database;
  const own = house.viewers.get(name)!;
  const viewer = guise ? await inGuise(db, own, guise) : own;
  const told = new Map<string, string>();
  if (which.includes("mail")) told.set("mail", guise ? "" : await mailsTo(house, `${name.replaceAll(" ", "-")}@viewers.example`));
  await asViewer(db, viewer, async (tx) => { for (const it of which) if (it !== "mail") told.set(it, JSON.stringify(await queries[it]!(tx, viewer, house))); });
  return told;
}

/** The first of these queries whose answers differ between the two houses; null when all are equal. `kept` holds what the left house answered this asker since it was written. */
export async function differenceInStore({ left, right }: Pair, asker: Asker, which: readonly string[] = queryNames, kept = new Map<string, string>()): Promise<Difference | null> {
  const unasked = which.filter((it) => !kept.has(it));
  const [ofLeft, ofRight] = await Promise.all([unasked.length > 0 ? told(left, asker, unasked) : [], told(right, asker, which)]);
  for (const [query, answer] of ofLeft) kept.set(query, answer);
  for (const [query, answer] of ofRight) if (answer !== kept.get(query)) return { viewer: asker.name, at: query, ...parting(kept.get(query)!, answer) };
  return null;
}
