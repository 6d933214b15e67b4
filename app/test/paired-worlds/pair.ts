// Two houses on two databases, furnished alike to the last byte, into which tellings are written through the operations of the house.
import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { createApp } from "../../src/app.ts";
import { people, sessions } from "../../src/ground/auth/tables.ts";
import { randomId, seededChance } from "../../src/ground/chance.ts";
import { rowsOf } from "../../src/ground/db/migrate.ts";
import { asViewer } from "../../src/ground/db/request.ts";
import { openLog } from "../../src/ground/log.ts";
import { Refusal } from "../../src/ground/refusal.ts";
import { actingAs, houseKeeper, visitor, type PersonViewer, type Role, type Viewer } from "../../src/ground/viewer.ts";
import type { House } from "../../src/ground/web/env.ts";
import { integrate } from "../../src/ground/record/integrate.ts";
import { applyFor, confirmComplete, prepareDecisions } from "../../src/concepts/accreditation/operations.ts";
import { bodyOfFile, trackByLetter } from "../../src/concepts/accreditation/store.ts";
import type { Plan } from "../../src/concepts/calls/call.ts";
import { draftCall } from "../../src/concepts/calls/operations.ts";
import { addCodings, addMemo } from "../../src/concepts/coding/store/codings.ts";
import { addInterviewee, addSegments } from "../../src/concepts/coding/store.ts";
import { aspects, parts, type Assessment } from "../../src/concepts/partnerships/assessment/assessment.ts";
import { addRound, keepAssessment } from "../../src/concepts/partnerships/assessment/store.ts";
import { addInquiry } from "../../src/concepts/offers/store.ts";
import { addFinding, addRelease, addTable } from "../../src/concepts/findings/store.ts";
import { addPractice, addReview as addPracticeReview, keepLinks as keepPracticeLinks, keepRepeat } from "../../src/concepts/practices/store.ts";
import { ofItself } from "../../src/concepts/commitments/commitment.ts";
import { addCommitment, addOwners, addThemes as addCommitmentThemes } from "../../src/concepts/commitments/store.ts";
import type { Partner, Proposal } from "../../src/concepts/partnerships/partnership.ts";
import { addPartners, addPartnership, addReview, keepEdition } from "../../src/concepts/partnerships/store.ts";
import { draftMeeting } from "../../src/concepts/meetings/operations.ts";
import { addLink, meetingByNumber } from "../../src/concepts/meetings/store.ts";
import { addSpeaker } from "../../src/concepts/meetings/store/speakers.ts";
import { planFrom } from "../../src/concepts/meetings/templates.ts";
import type { Assessment as NeedsAssessment } from "../../src/concepts/assessments/assessment.ts";
import { openAssessment, putForm } from "../../src/concepts/assessments/operations.ts";
import { emptyContent } from "../../src/concepts/assessments/form/content.ts";
import { addAssessment, addFormDraft, addFormVersion, assessmentAt } from "../../src/concepts/assessments/store.ts";
import { fileAnswer, fileAnswerAsSession, type SurveyFiling } from "../../src/concepts/assessments/survey/operations.ts";
import { keepDraft as keepSurveyDraft } from "../../src/concepts/assessments/survey/store.ts";
import { closeForum, openForum } from "../../src/concepts/disclosure/operations.ts";
import { releaseBatch } from "../../src/concepts/disclosure/issue.ts";
import type { Forum } from "../../src/concepts/disclosure/forum.ts";
import { combinations, disclosureOf, type OfferedCombination } from "../../src/concepts/disclosure/rule.ts";
import { addParticipant, forumById } from "../../src/concepts/disclosure/store.ts";
import { participationsOf } from "../../src/concepts/stakeholders/store/participants.ts";
import { changeDisclosure, editComment, fileComment, fileUnattributed, holdComment, withdrawComment, type Filing } from "../../src/concepts/contributions/operations.ts";
import { fileSubmission, fileUnattributedSubmission, publishSubmission, returnSubmission, takeBackSubmission, type SubmissionFiling } from "../../src/concepts/contributions/operations/submissions.ts";
import type { SubmissionDocument } from "../../src/concepts/contributions/submission.ts";
import type { Call } from "../../src/concepts/calls/call.ts";
import { addCall } from "../../src/concepts/calls/store.ts";
import { setState } from "../../src/concepts/answers/operations.ts";
import { contributionByReference } from "../../src/concepts/contributions/store.ts";
import { randomReference, secretCode } from "../../src/concepts/contributions/contribution.ts";
import type { Draft } from "../../src/concepts/contributions/draft.ts";
import { AnswerInput } from "../../src/concepts/contributions/inputs.ts";
import { keepDraft } from "../../src/concepts/contributions/store/drafts.ts";
import { processBySlug } from "../../src/concepts/processes/store.ts";
import type { Meeting } from "../../src/concepts/meetings/meeting.ts";
import { undecided } from "../../src/concepts/meetings/modalities.ts";
import { addBlocks, addMeeting } from "../../src/concepts/meetings/store.ts";
import { addPrepared, addRegistration } from "../../src/concepts/registrations/store.ts";
import type { Selection } from "../../src/concepts/selections/selection.ts";
import { addApplicant, addSelection, keepFiles } from "../../src/concepts/selections/store.ts";
import { seal } from "../../src/ground/record/enter.ts";
import type { Sector } from "../../src/concepts/stakeholders/stakeholder.ts";
import { addMembership, speaksFor } from "../../src/concepts/stakeholders/store/members.ts";
import { shelfOf } from "../../src/concepts/texts/opened.ts";
import { placesIn } from "../../src/concepts/texts/store/lineage.ts";
import { say as sayInRoom } from "../../src/concepts/statements/operations/drafting.ts";
import type { JointStatement } from "../../src/concepts/statements/statement.ts";
import { signatoryOf } from "../../src/concepts/statements/signing.ts";
import { addStatement, addText, addVersion, keepDrafter } from "../../src/concepts/statements/store.ts";
import { addAct, keepPending } from "../../src/concepts/statements/store/signing.ts";
import { fingerprintOf } from "../../src/concepts/statements/text.ts";
import { addParagraph, addRemark, addWording, keepConsent, releaseRemarks } from "../../src/concepts/statements/store/drafting.ts";
import { openHouse, type TestHouse } from "../house.ts";
import { chanceFor, slots, viewers, waits, type Entry, type Telling, type ViewerName } from "./telling.ts";

/** The day on which everything protected is filed; readers come the day after. */
const day = "2026-06-09";
const at = (minute: number) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000);
const readingTime = "2026-06-10T10:00:00Z";
const officer = houseKeeper("Tomas Adeyemi");
const smallCell = { public: 10, members: 5 };

/** Bodies of the sample, by slug: whose people come to the doors or always write; who always takes part; who may come as a guest. */
export const bodies = {
  own: "tamarind-legal-network", named: "lantern-digital-rights", participant: "harbour-children-s-line", other: "samudra-policy-lab", delegate: "delegation-of-aldoria-to-the-model-conference",
  inside: ["baobab-women-s-cyber-clinic", "manara-centre-for-digital-justice", "faro-abierto", "vistula-users-league", "open-fen-security-researchers"],
  guests: ["steppe-digital-forum", "quetzal-hotline-for-victims", "bering-data-protection-forum", "meridian-alliance-of-interpreters"],
} as const;
/** Bodies of which one may apply to be accredited; nobody of theirs comes to the doors. */
export const applicants = ["model-unit-for-stakeholder-liaison", "model-programme-office-of-the-conference"] as const;
const emailOf = (name: Exclude<ViewerName, "visitor">) => `${name.replaceAll(" ", "-")}@viewers.example`;

export type PairedHouse = Awaited<ReturnType<typeof openOne>>;

/** A house with its viewers, forums and bodies, and nothing written in it yet. */
export async function openOne() {
  const opened = await openHouse({ sample: true, seed: "paired worlds", env: { SMTP_URL: "smtp://localhost:2525" } });
  const { house } = opened;
  const { db } = house.database;
  opened.setClock(at(0).toISOString());
  const asOfficer = <T>(fn: Parameters<typeof asViewer<T>>[2]) => asViewer(db, officer, fn);
  const [process, committee] = await asOfficer(async (tx) => [await processBySlug(tx, "model"), await processBySlug(tx, "committee")] as const);
  const stakeholderIds = new Map((await rowsOf<{ slug: string; id: string }>(db, sql`select slug, id from stakeholders`)).map((it) => [it.slug, it.id]));
  const idOf = (slug: string) => stakeholderIds.get(slug) ?? missing(slug);
  await letViewersIn(opened, committee.id, idOf);

  const versionsAndPlaces = await asOfficer(async (tx) => {
    const version = (await shelfOf(tx, "model", "convention", visitor)).versions.at(-1)!;
    return { version, places: [...(await placesIn(tx, version.id))].toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, 3) };
  });
  const people = await authorsOf(db);
  const forums: Record<"open" | "workshop" | "call", Forum> = {
    open: await asOfficer((tx) => openForum(tx, officer, { slug: "comments", processId: process.id, title: { en: "Comments on the draft" }, about: null, openTo: "stakeholders", combinations }, at(0), chanceFor("forum open"))),
    workshop: await asOfficer((tx) => openForum(tx, officer, { slug: "workshop", processId: process.id, title: { en: "A workshop" }, about: null, openTo: "participants", combinations }, at(0), chanceFor("forum workshop"))),
    call: await asOfficer((tx) => openForum(tx, officer, { slug: "call-99", processId: process.id, title: { en: "Call 99" }, about: null, openTo: "stakeholders", combinations }, at(0), chanceFor("forum call"))),
  };
  const call: Call = {
    id: chanceFor("call").id(), processId: process.id, forumId: forums.call.id, number: 99, kind: "submissions", state: "announced", title: { en: "Call 99" }, about: { en: "On the draft." }, mandate: { en: "The Conference asks." }, mandateSymbol: "M/CONF.1/1", questions: [], wordLimit: 2000, wordLimitsBySector: {}, languages: ["en"],
    opensAt: at(0), closesAt: at(60 * 24 * 30), timeZone: "UTC", toleranceMinutes: 10, exclusive: false, sectors: [], openTo: "stakeholders", combinations, contact: null, announcedAt: at(0), cancelledBecause: null,
  };
  await asOfficer((tx) => addCall(tx, call));
  const meetings = await asOfficer((tx) => openMeetings(tx, process.id));
  const closed = await asOfficer((tx) => openForum(tx, officer, { slug: "closed", processId: process.id, title: { en: "Closed" }, about: null, openTo: "participants", combinations }, at(0), chanceFor("forum closed")));
  opened.setClock(at(1).toISOString());
  await asOfficer((tx) => closeForum(tx, officer, closed, at(1), chanceFor("forum closed", "closed")));
  const byBody = (slug: string) => people.find((it) => it.slug === slug && it.isFocalPoint) ?? missing(slug);
  for (const forum of Object.values(forums)) for (const it of [people.find((one) => one.email === emailOf("participant"))!, byBody(bodies.own), ...bodies.inside.map(byBody)])
    await asOfficer((tx) => addParticipant(tx, { id: chanceFor(`${forum.slug} ${it.personId}`).id(), forumId: forum.id, personId: it.personId, stakeholderId: it.stakeholderId, invitedAt: at(0), acceptedAt: at(0), endedAt: null }));
  const assessment = await asOfficer((tx) => openSurvey(tx, process.id));
  const [theme] = await rowsOf<{ id: string }>(db, sql`select id from themes where slug = 'extradition'`);
  for (const it of draftsOf(call, byBody, idOf)) await keepDraft(db, null, it);
  await sameTimes(opened);
  opened.setClock(readingTime);
  const viewer = async (name: ViewerName): Promise<Viewer> => (name === "visitor" ? visitor : fullViewer(opened, emailOf(name)));
  const [assessed] = await rowsOf<{ id: string; process_id: string }>(db, sql`select id, process_id from assessments where number = 1`);
  const coded = { id: assessed!.id, processId: assessed!.process_id };
  return { ...opened, coded, process, ...versionsAndPlaces, forums, call, meetings, closed, assessment, themeId: theme!.id, people, byBody, idOf, viewers: new Map(await Promise.all(viewers.map(async (it) => [it, await viewer(it)] as const))), logged: [] as string[] };
}

/** An assessment whose survey is open, the same in both houses: what is answered to it is told. */
async function openSurvey(tx: Parameters<Parameters<typeof asViewer>[2]>[0], processId: string): Promise<NeedsAssessment> {
  const it = assessmentOf(processId, openAssessmentNumber, "A survey");
  await addAssessment(tx, it);
  await putForm(tx, officer, it, sheetsOf("a survey"), at(0));
  await openAssessment(tx, officer, it, at(0), chanceFor("assessment opened"));
  return assessmentAt(tx, { id: processId }, it.number, officer);
}
const sheetsOf = (word: string) => [{ name: "survey", rows: [["type", "name", "label"], ["text", "needs", `What does ${word} need?`]] }];
const assessmentOf = (processId: string, number: number, word: string): NeedsAssessment => ({
  id: chanceFor(`assessment ${number}`).id(), forumId: chanceFor(`forum of assessment ${number}`).id(), processId, number, state: "draft", title: { en: word }, about: { en: word }, limits: { en: word },
  openTo: "stakeholders", combinations: ["public/named", "public/kind", "public/unattributed", "secretariat/named", "secretariat/unattributed"], closesDay: "2026-12-31", openedDay: null, closedDay: null, respondent: { region: null, sector: null, crime: null },
});
/** Numbers of the assessment that is open and of the one that may be in preparation, after those of the sample. */
export const [openAssessmentNumber, draftAssessmentNumber] = [97, 99];
export const openAssessmentId = chanceFor(`assessment ${openAssessmentNumber}`).id();
export const toldAssessmentId = chanceFor(`assessment ${draftAssessmentNumber}`).id();

/** Officers prepare an assessment, with its questionnaire. */
async function prepareAssessment({ house: { database: { db } }, process }: PairedHouse, word: string) {
  const it = assessmentOf(process.id, draftAssessmentNumber, word);
  const sheets = sheetsOf(word);
  await addAssessment(db, it);
  await addFormVersion(db, { assessmentId: it.id, version: 1, title: word, sheets, sha256: word, questions: 1, madeDay: day, by: "Tomas Adeyemi" });
  await addFormDraft(db, { assessmentId: it.id, turn: 1, content: emptyContent(word, [""]), changedDay: day, by: "Tomas Adeyemi" });
}

/** A survey is answered by name, by name in confidence, for a kind and as nobody; and somebody has begun to, and saved it. Nobody of them comes to the doors. */
async function answerSurvey(house: PairedHouse, { word, author, waiting }: Telling["survey"]) {
  const { house: { database: { db } }, assessment, people, byBody } = house;
  const forum = await asViewer(db, officer, (tx) => forumById(tx, assessment.forumId));
  const filed = (combination: OfferedCombination, words: string): SurveyFiling => ({ assessment, forum, version: 1, language: "en", disclosure: disclosureOf(combination), given: { "/needs": `The ${words} itself.` } });
  const among = people.filter((it) => it.sector === "civil-society" && it.isFocalPoint && !([bodies.own, bodies.named, ...bodies.inside.slice(0, 2)] as string[]).includes(it.slug) && !it.email.endsWith("@viewers.example"));
  const byName = [[byBody(bodies.named), "public/named"], [byBody(bodies.inside[0]), "secretariat/named"], [among[author % among.length]!, "public/kind"]] as const;
  for (const [it, combination] of byName) await asViewer(db, acting(house, it), (tx) => fileAnswer(tx, acting(house, it), filed(combination, word), it.stakeholderId, smallCell, at(1), chanceFor(`survey ${combination}`)));
  const saver = byBody(bodies.inside[1]);
  await keepSurveyDraft(db, { assessmentId: assessment.id, personId: saver.personId, stakeholderId: saver.stakeholderId, version: 1, language: "en", combination: "public/named", given: { "/needs": waiting?.word ?? "Nothing." }, savedAt: at(2) });
  if (!waiting) return;
  const rest = people.filter((it) => it.isFocalPoint && it.sector === "academia" && !it.email.endsWith("@viewers.example"));
  const nobody = acting(house, rest[waiting.author % rest.length]!);
  await asViewer(db, nobody, (tx) => fileAnswerAsSession(tx, nobody, filed("public/unattributed", waiting.word), { once: "a secret that stands in the form of one survey alone", key: "of both houses" }, at(3)));
}

/** Two meetings under the Rule, the same in both houses: for one people are drawn, and everybody may know that; for the other a draw may be in preparation. */
async function openMeetings(tx: Parameters<Parameters<typeof asViewer>[2]>[0], processId: string): Promise<Record<"drawn" | "prepared", Meeting>> {
  const open = async (number: number): Promise<Meeting> => {
    const it: Meeting = {
      id: chanceFor(`meeting ${number}`).id(), forumId: chanceFor(`forum of meeting ${number}`).id(), processId, number, kind: "workshop", state: "announced", title: { en: `Workshop ${number}` }, about: { en: "Under the Rule." }, phase: null, format: "online", place: null, timeZone: "UTC", startsAt: at(20_000), endsAt: at(20_090), organisers: [],
      partOfId: null, preparesId: null, series: null, admission: "selected", openTo: "participants", combinations: ["participants/unattributed"], modalities: undecided, contact: null, announcedAt: at(0), closedAt: null, cancelledBecause: null,
    };
    await addMeeting(tx, it);
    await addBlocks(tx, [{ meetingId: it.id, number: 1, title: { en: "Conversation" }, about: null, opening: null, startsAt: it.startsAt, endsAt: it.endsAt, room: null, spoken: ["en"], interpreted: [], captions: false, audience: "participants", attribution: "unattributed", forumId: null }]);
    return it;
  };
  const meetings = { drawn: await open(97), prepared: await open(98) };
  await addSelection(tx, { ...selectionOf(meetings.drawn, publishedSelectionId), state: "published", poolHash: "0".repeat(64), quotasHash: "0".repeat(64), publishedBy: "Tomas Adeyemi", publishedDay: day, seedDay: "2026-06-20", seedPlace: "Nairobi" });
  return meetings;
}
/** Ids of who comes to a meeting, of the draw that everybody knows of and of the one in preparation. */
export const [registeredId, publishedSelectionId, draftSelectionId] = ["registered", "selection published", "selection draft"].map((it) => chanceFor(it).id()) as [string, string, string];
const selectionOf = ({ id: meetingId }: Meeting, id: string): Selection => ({
  id, meetingId, state: "draft", underRule: true, size: 5, quotas: [], perOrganisation: null, method: "leximin", alternates: 0, answerDays: 5, seedDay: null, seedPlace: null, poolHash: null, quotasHash: null, chances: null, relaxation: null, publishedBy: null, publishedDay: null, seed: null, drawnBy: null, drawnDay: null, resultHash: null,
});

/** Somebody comes to the workshop, with a place in the pool of its draw; and a draw is in preparation for the other. */
async function bring({ house, meetings, byBody }: PairedHouse, word: string) {
  const chance = chanceFor("registered", "sealed");
  const { stakeholderId, personId } = byBody("faro-abierto");
  await asViewer(house.database.db, officer, async (tx) => {
    await addSelection(tx, { ...selectionOf(meetings.prepared, draftSelectionId), size: word.length });
    await keepFiles(tx, publishedSelectionId, { pool: `id,region\nA-${word},african\n`, quotas: "category,name,min,max\n", chances: { probabilities: { [`A-${word}`]: 1 } } as never, result: null });
  });
  // what follows is the body’s to write, and here written by the house: nobody of it comes to the doors
  await addRegistration(house.database.db, {
    id: registeredId, meetingId: meetings.drawn.id, stakeholderId, personId, registeredBy: personId, name: `The ${word} itself`, email: `${word}@example.org`, mode: "online", days: [], blocks: [], wish: "attend", gender: null, firstTime: true, expertise: null, accessibility: word, visaLetter: true, interpretation: null, proof: null,
    state: "applied", turn: 0, line: null, appliedDay: day, decidedBy: null, decidedDay: null, came: null, spoke: null,
  }, seal(chance, { what: "registered for a meeting", word }));
  await addApplicant(house.database.db, { selectionId: publishedSelectionId, registrationId: registeredId, pseudonym: `A-${word}`, organisation: `O-${word}`, inPool: true, acceptedDay: null, declinedDay: null });
  await addPrepared(house.database.db, { registrationId: registeredId, meetingId: meetings.drawn.id, turn: 0, decision: "declined", line: word, by: "T. Adeyemi", day });
}

/** A partnership that nobody of those who come to the doors is in; a change of a public one, likewise; and a body that denies being in one of which their own is a partner. Written by the house: what waits leaves no turn behind. */
async function proposePartnership({ house: { database: { db } }, idOf }: PairedHouse, word: string) {
  const [proposer, other] = applicants.map(idOf) as [string, string];
  const [offence] = await rowsOf<{ id: string }>(db, sql`select id from themes where slug = 'forgery'`);
  const said: Proposal = {
    title: { en: `The ${word} together` }, about: { en: word }, form: "informal", basis: { en: word }, rights: { en: word }, data: { en: word }, resources: { en: word }, governance: { en: word }, countries: [], regions: ["african"], functions: ["research"], status: "planned", startsDay: null, endsDay: null,
    results: [], sources: [`https://${word}.example/`], partOfId: null, crimeIds: [offence!.id], partners: [],
  };
  const partner = (partnershipId: string, edition: number, stakeholderId: string, state: Partner["state"]): Partner => ({ partnershipId, edition, stakeholderId, role: word, state, because: state === "denied" ? word : null, day: state === "asked" ? null : day });
  await addPartnership(db, { id: toldPartnershipId, slug: toldSlug, state: "proposed", edition: 0, turn: 3, proposerId: proposer, proposedDay: day, publishedDay: null, mergedIntoId: null });
  await keepEdition(db, toldPartnershipId, 1, said, { byId: proposer, day, changed: [] });
  await addPartners(db, [partner(toldPartnershipId, 1, proposer, "confirmed"), partner(toldPartnershipId, 1, other, "confirmed")]);
  await addReview(db, { partnershipId: toldPartnershipId, edition: 1, reviewer: "somebody", by: "Tomas Adeyemi", outcome: "returned", checks: [], because: word, day });
  const idAt = async (slug: string) => (await rowsOf<{ id: string }>(db, sql`select id from partnerships where slug = ${slug}`))[0]!.id;
  const [watch, circle] = [await idAt("island-watch"), await idAt("tamarind-circle")];
  await keepEdition(db, watch, 2, said, { byId: idOf("institute-for-island-law"), day, changed: ["about"] });
  await addPartners(db, [partner(watch, 2, idOf("institute-for-island-law"), "confirmed"), partner(watch, 2, idOf("coral-sea-observatory-on-online-crime"), "asked")]);
  await addPartners(db, [partner(circle, 2, other, "denied")]);
}
/** A practice that nobody of those who come to the doors may know of, given back once; and what an officer noted of a public one. */
async function proposePractice({ house: { database: { db } }, idOf }: PairedHouse, word: string) {
  const said = { en: `${word} again` };
  await addPractice(db, { id: toldPracticeId, slug: toldPracticeSlug, state: "proposed", turn: 2, ownerId: idOf(applicants[0]!), proposedDay: day, publishedDay: null, withdrawnBecause: null, title: { en: `The ${word} practised` }, context: said, problem: said, done: said, result: said, takes: said, safeguards: said, wrong: said, strength: "told", evidence: [], regions: ["african"] });
  const [[theme], [partnership]] = [await rowsOf<{ id: string }>(db, sql`select id from themes where slug = 'forgery'`), await rowsOf<{ id: string }>(db, sql`select id from partnerships where slug = 'first-hour'`)];
  await keepPracticeLinks(db, toldPracticeId, { themeIds: [theme!.id], partnershipIds: [partnership!.id] });
  await addPracticeReview(db, { practiceId: toldPracticeId, reviewer: "somebody", by: "Tomas Adeyemi", outcome: "returned", checks: [], because: word, day });
  const [roster] = await rowsOf<{ id: string }>(db, sql`select id from practices where slug = 'a-roster-for-the-first-hour'`);
  await addPracticeReview(db, { practiceId: roster!.id, reviewer: "somebody", by: "Tomas Adeyemi", outcome: "passes", checks: [], because: word, day });
}
/** A commitment that a body is asked to own and has not confirmed; and a body that declined a public one. */
async function proposeCommitment({ house: { database: { db } }, idOf, process }: PairedHouse, word: string) {
  const [asked, declining] = applicants.map(idOf) as [string, string];
  await addCommitment(db, { ...ofItself, id: toldCommitmentId, processId: process.id, number: toldCommitmentNumber, state: "proposed", turn: 1, title: `The ${word} undertaken`, what: word, indicator: word, language: "en", dueDay: "2026-12-31", proposerId: null, proposedDay: day, openedDay: null, closedDay: null, outcome: null, report: null });
  const [[theme], [code]] = [await rowsOf<{ id: string }>(db, sql`select id from themes where slug = 'forgery'`), await rowsOf<{ id: string }>(db, sql`select id from commitments where number = 3`)];
  await addCommitmentThemes(db, toldCommitmentId, [theme!.id]);
  await addOwners(db, [{ commitmentId: toldCommitmentId, stakeholderId: asked, state: "asked", askedDay: day, confirmedDay: null, day, because: null }, { commitmentId: code!.id, stakeholderId: declining, state: "declined", askedDay: day, confirmedDay: null, day, because: `The ${word} keeps us.` }]);
}
/** The id and the number of the commitment that nobody has confirmed. */
export const toldCommitmentId = chanceFor("commitment").id();
export const toldCommitmentNumber = 97;
/** A finding, the table it rests on, and a release of both that nobody has cleared. */
async function findSomething({ house: { database: { db } } }: PairedHouse, word: string) {
  const [assessment] = await rowsOf<{ id: string }>(db, sql`select id from assessments where number = 1 and process_id = (select id from processes where slug = 'model')`);
  const [words, made] = [{ en: `The ${word} found` }, { assessmentId: assessment!.id, number: 99, madeDay: day, by: "Tomas Adeyemi" }];
  await addTable(db, { ...made, id: toldFindingId, title: words, plan: { rows: { of: "region" }, columns: { of: "sector" }, layers: null, margins: [], agreeFrom: null } });
  await addFinding(db, { ...made, id: toldFindingId, kind: "need", certainty: "low", dimension: word, title: words, text: words, regions: ["african"], sectors: [], themes: [], tables: [99], segments: [] });
  const document = { travaux: "release", version: 1, process: "model", assessment: 1, title: words, about: words, limits: words, release: 99, corrects: null, summary: words, asked: 146, threshold: 10, openedDay: day, closedDay: day, tables: [], findings: [], quotes: [], gaps: [] } as const;
  await addRelease(db, { id: toldFindingId, assessmentId: assessment!.id, number: 99, state: "prepared", document: { ...document, tables: [], findings: [], quotes: [], gaps: [] }, sha256: "0".repeat(64), preparedBy: "Tomas Adeyemi", preparedDay: day, clearedBy: null, clearedDay: null }, { chosen: { tables: [99], findings: [99], quotes: [], read: [], corrects: null, summary: words }, ledger: [], preparer: "somebody" });
}
export const toldFindingId = chanceFor("finding").id();
/** What somebody told the secretariat in a survey that is closed: it is counted, and never quoted. */
const tellClosedSurvey = ({ house: { database: { db } }, coded }: PairedHouse, word: string) => db.transaction(async (tx) => {
  await tx.execute(sql`select set_config('travaux.releasing', 'on', true)`);
  await tx.execute(hindering(coded.id, `The ${word} hinders.`));
});
const hindering = (assessmentId: string, words: string) => sql`update survey_answers set given = given || ${JSON.stringify({ "/hinders": words })}::jsonb where audience = 'secretariat' and assessment_id = ${assessmentId}`;
/** What that answer says in the sample. */
const saidAtFirst = (JSON.parse(readFileSync(new URL("../../../examples/model-conference/findings.json", import.meta.url), "utf8")) as { words: { rule: string; text: string }[] }).words.find((it) => it.rule.startsWith("secretariat"))!.text;
/** What a member of a body reports that it repeated, before its focal point has confirmed it. */
async function repeatPractice({ house: { database: { db } }, idOf }: PairedHouse, word: string) {
  const [practice] = await rowsOf<{ id: string }>(db, sql`select id from practices where slug = 'a-roster-for-the-first-hour'`);
  await keepRepeat(db, { practiceId: practice!.id, stakeholderId: idOf("jacaranda-clinic-for-cyber-law"), text: `The ${word} went well.`, outcome: "same", evidence: null, day, confirmedDay: null });
}
/** Something more is said in the interview of the sample whose coders work apart still, it is known with whom it was, and the second coder gives a code and notes something. */
async function interview({ house: { database: { db } }, coded: assessment }: PairedHouse, { said, interviewed, coded }: Telling) {
  const [source] = await rowsOf<{ id: string }>(db, apartSource);
  const sourceId = source!.id;
  await addSegments(db, [{ id: toldSegmentId, sourceId, position: 99, voice: "speaker", voiceNumber: 1, fromSeconds: null, toSeconds: null, text: `The ${said} is what we need.`, consent: "unattributed", sector: null, region: null, answerId: null }]);
  await addInterviewee(db, { sourceId, kind: "interview", name: `The ${interviewed} itself`, organisation: interviewed, contact: interviewed, isNamed: interviewed.length % 2 === 0 });
  const codes = await rowsOf<{ guid: string }>(db, sql`select guid from coding_codes where parent is null order by position, guid`);
  await addCodings(db, assessment.id, [{ id: "told coding", sourceId, segmentId: toldSegmentId, code: codes[coded.length % codes.length]!.guid, coderId: "somebody", start: 0, end: 3 }]);
  await addMemo(db, { id: "told memo", assessmentId: assessment.id, about: "segment", subject: toldSegmentId, sourceId, text: `It is about the ${coded}.`, personId: "somebody", by: "Somebody", day });
}
const apartSource = sql`select s.id from coding_sources s join coding_assignments a on a.source_id = s.id where a.done_day is null limit 1`;
/** What is said more in that interview. */
export const toldSegmentId = chanceFor("segment").id();
/** That a body wrote to another about what that one offers, and in which letters. */
async function askAboutOffer({ house: { database: { db } }, idOf }: PairedHouse, word: string) {
  const [offer] = await rowsOf<{ id: string }>(db, sql`select id from offers where stakeholder_id = ${idOf("palm-court-school-of-prosecution")} order by reference limit 1`);
  await addInquiry(db, { id: toldInquiryId, offerId: offer!.id, stakeholderId: idOf("jacaranda-clinic-for-cyber-law"), correspondenceId: chanceFor(`letters ${word}`).id(), day, posterOutcome: null, askerOutcome: null });
}
const toldInquiryId = chanceFor("inquiry").id();
/** The id and the place in addresses of the practice that is proposed. */
export const toldPracticeId = chanceFor("practice").id();
export const toldPracticeSlug = "told-practice";
/** What another partner says of a partnership in which one's own body is; one of the three has not answered. */
async function assessPartnership({ house: { database: { db } }, idOf }: PairedHouse, word: string) {
  const [circle] = await rowsOf<{ id: string }>(db, sql`select id from partnerships where slug = 'tamarind-circle'`);
  const partnerIds = ["tamarind-legal-network", "jacaranda-clinic-for-cyber-law", "samudra-policy-lab"].map(idOf).toSorted();
  const round = { partnershipId: circle!.id, number: 1 };
  await addRound(db, { ...round, openerId: idOf("tamarind-legal-network"), openedDay: day, partnerIds, endedDay: null });
  const said = (stakeholderId: string, words: string, placed: number): Assessment => ({ ...round, stakeholderId, scale: Object.fromEntries(aspects.map((it) => [it, placed])) as Assessment["scale"], words: { strengths: words, needs: words, challenges: "", opportunities: words }, shows: [...parts], day });
  await keepAssessment(db, said(idOf("tamarind-legal-network"), "A roster.", 4));
  await keepAssessment(db, said(idOf("jacaranda-clinic-for-cyber-law"), word, 1 + (word.length % 5)));
}
/** A statement that is drafted, with one paragraph, with which a body cannot live, and a remark with the name of that body. */
async function draftStatement({ house: { database: { db } }, process, idOf }: PairedHouse, { id, number, word, joined, needs }: { id: string; number: number; word: string; joined: readonly string[]; needs: string }) {
  const it: JointStatement = { id, processId: process.id, number, state: "drafting", turn: 1, initiatorId: idOf(joined[0]!), workingTitle: `The ${word} drafted`, language: "en", version: 0, individuals: false, perParagraph: false, closesAt: null, toleranceMinutes: 0, callId: null, begunDay: day, openedDay: null, closedDay: null, closedBecause: null, deliveredId: null };
  await addStatement(db, it);
  for (const slug of joined) await keepDrafter(db, { statementId: id, stakeholderId: idOf(slug), state: "joined", day });
  const paragraph = { id: `paragraph of ${id}`, statementId: id, position: 1, kind: "paragraph", edition: 1, removed: false } as const;
  await addParagraph(db, paragraph);
  await addWording(db, { paragraphId: paragraph.id, edition: 1, text: `The ${word} is asked for.`, byId: idOf(joined[0]!), day });
  await keepConsent(db, { paragraphId: paragraph.id, edition: 1, stakeholderId: idOf(needs), consent: "needs", because: `Without the ${word}.`, day });
  await addRemark(db, { id: `remark of ${id}`, statementId: id, paragraphId: paragraph.id, edition: 1, attribution: "named", stakeholderId: idOf(needs), text: `Why the ${word}?`, day, state: "shown" });
  return paragraph;
}
/** What others draft; and a room of one’s own, in which somebody said something yesterday without a name, and something else since. */
async function draftStatements(house: PairedHouse, { drafted, remarked }: Telling) {
  const { house: { database: { db } }, byBody, idOf } = house;
  const ofOthers = [bodies.inside[0], bodies.inside[1]] as const;
  if (drafted) await draftStatement(house, { id: toldStatementId, number: 99, word: drafted, joined: ofOthers, needs: ofOthers[drafted.length % 2]! });
  const room = [bodies.inside[2], bodies.inside[3], bodies.own];
  const paragraph = await draftStatement(house, { id: ownStatementId, number: 98, word: "common", joined: room, needs: bodies.inside[2] });
  await keepDrafter(db, { statementId: ownStatementId, stakeholderId: idOf(bodies.other), state: "asked", day });
  const somebody = acting(house, byBody(room[remarked.author % 2]!));
  const without = (text: string, key: string) => asViewer(db, somebody, (tx) => sayInRoom(tx, somebody, ownStatementId, paragraph.id, { text, attribution: "unattributed" }, at(1), chanceFor(key)));
  await without("This goes too far.", "said in the room");
  await releaseRemarks(db, "2026-06-10");
  await without(`The ${remarked.word} goes further.`, "waits in the room");
  await openStatement(house, drafted);
}
/** A statement that everyone reads; somebody of a body puts its signature forward, and a body that nobody has verified has signed: neither is for anybody else. */
async function openStatement({ house: { database: { db } }, process, byBody, idOf }: PairedHouse, word: string | null) {
  const [id, by] = [openStatementId, idOf(bodies.inside[2])];
  const frozen = { title: "A common text", paragraphs: [{ kind: "ask" as const, text: "Publish the figures." }] };
  const sha256 = fingerprintOf(frozen);
  await addStatement(db, { id, processId: process.id, number: 97, state: "open", turn: 2, initiatorId: by, workingTitle: frozen.title, language: "en", version: 1, individuals: false, perParagraph: false, closesAt: null, toleranceMinutes: 0, callId: null, begunDay: day, openedDay: day, closedDay: null, closedBecause: null, deliveredId: null });
  await addVersion(db, { statementId: id, version: 1, kind: "first", because: "", day });
  await addText(db, { statementId: id, version: 1, language: "en", edition: 1, ...frozen, translator: null, sha256, day });
  if (word === null) return;
  const accepted = [{ language: "en" as const, sha256 }];
  await keepPending(db, { id: chanceFor("a signature that waits").id(), statementId: id, stakeholderId: idOf(bodies.inside[0]), personId: byBody(bodies.inside[0]).personId, version: 1, capacity: `Keeper of the ${word}`, accepted, paragraphs: null, day });
  const unverified = idOf("red-quay-privacy-watch");
  await addAct(db, { id: chanceFor("a signature of nobody known").id(), statementId: id, signatory: signatoryOf({ stakeholderId: unverified }), sequence: 1, what: "signed", version: 1, stakeholderId: unverified, personId: null, name: null, capacity: `Keeper of the ${word}`, accepted, paragraphs: null, because: null, at: at(1) }, seal(chanceFor("a signature of nobody known", "sealed"), { what: "joint statement signed", word }));
}
/** Ids of the statement that others draft, and of the one that one’s own body drafts with others. */
export const [toldStatementId, ownStatementId] = [chanceFor("statement").id(), chanceFor("own statement").id()];
export const openStatementId = chanceFor("open statement").id();
export const paragraphIds = [toldStatementId, ownStatementId].map((it) => `paragraph of ${it}`);
const ofStatements = `statement_id in ('${toldStatementId}', '${ownStatementId}', '${openStatementId}')`;
const ofParagraphs = `paragraph_id in (${paragraphIds.map((it) => `'${it}'`).join(", ")})`;
/** The id and the place in addresses of the partnership that is proposed. */
export const toldPartnershipId = chanceFor("partnership").id();
export const toldSlug = "told-together";

/** Drafts that are the same in both houses, and nobody else’s: of one who does not come to the doors, in each state that matters. */
function draftsOf(call: Call, byBody: (slug: string) => { personId: string; stakeholderId: string }, idOf: (slug: string) => string): Draft[] {
  const of = (slug: string, clearance: Draft["clearance"]): Draft => ({ id: draftIds[clearance], callId: call.id, personId: byBody(slug).personId, stakeholderId: idOf(slug), edition: 1, content: AnswerInput.parse({ title: `A draft, ${clearance}`, stakeholder: idOf(slug), combination: "public/named", language: "en" }), keptAt: at(0), clearance, clearanceText: clearance === "private" ? null : "text", clearanceNote: null, clearedBy: null, contributionId: null });
  return [of("faro-abierto", "private"), of(bodies.own, "asked"), of(bodies.own, "cleared")];
}
/** Ids of the drafts, by how far they are cleared. */
export const draftIds = { private: chanceFor("draft private").id(), asked: chanceFor("draft asked").id(), cleared: chanceFor("draft cleared").id(), returned: chanceFor("draft returned").id() };
const missing = (what: string): never => { throw new RangeError(`the paired houses have no ${what}`); };

/** People of their own for those who come to the doors, so that nothing that is drawn is ever their own. */
async function letViewersIn(opened: TestHouse, otherProcessId: string, idOf: (slug: string) => string) {
  const { db } = opened.house.database;
  const roles = { editor: ["editor", null], officer: ["officer", null], assessor: ["assessor", null], "officer without second factor": ["officer", null], "officer of another process": ["officer", otherProcessId] } as const;
  const members = { "own organisation": bodies.own, participant: bodies.participant, "other stakeholder": bodies.other, delegate: bodies.delegate } as const;
  for (const name of viewers.filter((it) => it !== "visitor")) {
    const held = roles[name as keyof typeof roles];
    const person = await opened.person({ email: emailOf(name), name: `Viewer ${name}`, roles: held ? [{ role: held[0], processId: held[1] }] : [], secondFactor: /^(officer|assessor)/.test(name) && !name.includes("without") });
    const body = members[name as keyof typeof members];
    if (body) await join(db, person.personId, idOf(body), name);
  }
  const second = await opened.person({ email: "second@lantern.example", name: "Second Person" });
  await join(db, second.personId, idOf(bodies.named), "second");
}
const join = (db: House["database"]["db"], personId: string, stakeholderId: string, key: string) =>
  addMembership(db, { id: chanceFor(`membership ${key}`).id(), stakeholderId, personId, role: "member", state: "active", capacity: "", showName: false, askedAt: at(0), since: at(0), endedAt: null });

/** Everybody who speaks for a verified body, as the database knows them. */
const authorsOf = (db: House["database"]["db"]) => rowsOf<{ personId: string; email: string; stakeholderId: string; slug: string; sector: string; isFocalPoint: boolean }>(db,
  sql`select p.id as "personId", p.email, s.id as "stakeholderId", s.slug, s.sector, m.role = 'focal-point' as "isFocalPoint" from memberships m join people p on p.id = m.person_id join stakeholders s on s.id = m.stakeholder_id
    where m.state = 'active' and s.state = 'verified' and s.merged_into_id is null order by p.email, s.slug`);

/** The library that signs people in has a clock and a chance of its own: its times are put to one moment in both houses. */
async function sameTimes({ house: { database: { db } } }: TestHouse) {
  const now = new Date();
  now.setUTCHours(now.getUTCHours(), 0, 0, 0);
  await db.update(sessions).set({ createdAt: now, updatedAt: now, expiresAt: new Date(now.getTime() + 7 * 86_400_000) });
  await db.execute(sql`update sessions set second_factor_at = created_at where second_factor_at is not null`);
  await db.execute(sql`delete from verifications`);
}

async function fullViewer({ house: { database: { db } } }: TestHouse, email: string): Promise<PersonViewer> {
  const [row] = await db.select({ personId: people.id, name: people.name, sessionId: sessions.id, secondFactorAt: sessions.secondFactorAt }).from(people).innerJoin(sessions, sql`${sessions.personId} = ${people.id}`).where(sql`${people.email} = ${email}`);
  const roles = await rowsOf<{ role: Role; processId: string | null }>(db, sql`select role, nullif(process_id, '') as "processId" from roles where person_id = ${row!.personId}`);
  return { kind: "person", personId: row!.personId, sessionId: row!.sessionId, name: row!.name, roles, speaksFor: await speaksFor(db, row!.personId), participatesIn: await participationsOf(db, row!.personId), secondFactor: row!.secondFactorAt !== null, fresh: true };
}

/** Keys of forums are OpenSSL’s, and no chance of ours makes the same twice: the right house gets those of the left, and what its record is told of them. */
async function sameKeys(left: PairedHouse, right: PairedHouse) {
  const tables = ["forum_keys", "forum_key_secrets", "record_pending"];
  const rows = await Promise.all(tables.map((it) => rowsOf<{ row: string }>(left.house.database.db, sql.raw(`select to_jsonb(t)::text as row from ${it} t order by 1`))));
  await right.house.database.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const [index, table] of tables.entries()) {
      await tx.execute(sql.raw(`delete from ${table}`));
      for (const { row } of rows[index]!) await tx.execute(sql`insert into ${sql.raw(table)} select (jsonb_populate_record(null::${sql.raw(table)}, ${row}::jsonb)).*`);
    }
  });
}

/** Two such houses. What their tellings enter in the record waits for its place in both: its length is public, and says that inputs came (docs/explanation/paired-worlds.md). */
export async function openPair() {
  const [left, right] = [await openOne(), await openOne()];
  await sameKeys(left, right);
  for (const { house } of [left, right]) await integrate({ ...house, clock: () => at(2) });
  return { left, right, close: async () => { await left.close(); await right.close(); } };
}
export type Pair = Awaited<ReturnType<typeof openPair>>;

/** Those among whom the author of an input may be drawn, in an order that is the same in both houses. */
function mayHaveWritten(house: PairedHouse, it: Entry) {
  const { people, byBody } = house;
  if (it.by === "own") return [byBody(bodies.own)];
  if (it.by === "named") return people.filter((one) => one.slug === bodies.named && (it.showPerson ? one.isFocalPoint : true));
  if (it.by === "anybody") return it.forum === "workshop" ? [people.find((one) => one.email === emailOf("participant"))!, byBody(bodies.own), ...bodies.inside.map(byBody)] : people;
  if (it.forum === "workshop") return bodies.inside.map(byBody);
  return people.filter((one) => one.sector === "civil-society" && one.isFocalPoint && !([bodies.own, bodies.participant] as string[]).includes(one.slug));
}

/** Write a telling into a house in which nothing is written: everything through the operations, in the name of who does it, in the order of the telling. */
export async function write(house: PairedHouse, telling: Telling): Promise<void> {
  const authors = telling.entries.map((it) => { const among = mayHaveWritten(house, it); return among[it.author % among.length]!; });
  await takeIn(house, telling);
  if (telling.draftCall) await prepareCall(house, telling.draftCall);
  if (telling.application) await apply(house, telling.application);
  if (telling.draftMeeting) await prepareMeeting(house, telling.draftMeeting);
  await hangOnMeeting(house, telling);
  if (telling.comes) await bring(house, telling.comes);
  if (telling.partnership) await proposePartnership(house, telling.partnership);
  await assessPartnership(house, telling.assessed);
  await interview(house, telling);
  if (telling.practice) await proposePractice(house, telling.practice);
  if (telling.commitment) await proposeCommitment(house, telling.commitment);
  if (telling.found) await findSomething(house, telling.found);
  await tellClosedSurvey(house, telling.surveyed);
  await repeatPractice(house, telling.repeated);
  await askAboutOffer(house, telling.asking);
  await draftStatements(house, telling);
  if (telling.draftAssessment) await prepareAssessment(house, telling.draftAssessment);
  await answerSurvey(house, telling.survey);
  await signIn(house, telling.entries.map(({ minute }, index) => ({ minute, author: authors[index]! })));
  const filed = async (which: (it: Entry) => boolean) => {
    for (const [index, it] of telling.entries.entries()) if (which(it)) await file(house, it, authors[index]!);
  };
  await filed((it) => !waits(it));
  for (const it of Object.values(house.forums)) await asViewer(house.house.database.db, officer, (tx) => releaseBatch(tx, officer, it, at(1425), chanceFor(`${it.slug} released`)));
  await filed(waits);
  for (const it of telling.entries.toSorted((a, b) => (a.key < b.key ? -1 : 1))) await after(house, it, authors[telling.entries.indexOf(it)]!);
  for (const it of telling.entries.filter((one) => answered.has(one.key))) await asViewer(house.house.database.db, officer, async (tx) => {
    const shown = await contributionByReference(tx, house.process.id, referenceOf(it.key), officer);
    await setState(tx, officer, { shown, number: 1, line: "Of this ask alone." }, { state: "partly", reason: "Named in one chapter of the two that matter here.", link: `/model/p/${house.places[it.place]![1].number}` }, at(1435), chanceFor(it.key, "answered"));
  });
  await house.house.database.db.execute(sql`analyze contributions`); // both houses are asked by the same plans
}
/** Inputs to whose first ask the officer says something. */
const answered = new Set(["signed", "kind", "kind inside", "inside", "sealed", "nobody’s", "nobody’s inside", "submitted", "submitted of a kind", "submitted inside", "redacted"]);
type Author = PairedHouse["people"][number];
const acting = (house: PairedHouse, it: Author): PersonViewer => ({ ...actingAs(it.email), personId: it.personId, speaksFor: [{ stakeholderId: it.stakeholderId, isFocalPoint: it.isFocalPoint }], participatesIn: Object.values(house.forums).map((one) => one.id), secondFactor: false });

/** Guests take part beside those who always do; enough others share their kind that it changes nothing of what is said of one. */
async function takeIn({ house, forums, byBody }: PairedHouse, { guests }: Telling) {
  for (const forum of Object.values(forums)) for (const [index, slug] of bodies.guests.entries()) if (guests[index]) {
    const { personId, stakeholderId } = byBody(slug);
    await addParticipant(house.database.db, { id: chanceFor(`${forum.slug} ${slug}`).id(), forumId: forum.id, personId, stakeholderId, invitedAt: at(1), acceptedAt: at(1), endedAt: null });
  }
}

/** Officers prepare a call, with all that belongs to one; nothing of it is there for others. */
async function prepareCall({ house, process, version, places, themeId }: PairedHouse, word: string) {
  const plan: Plan = {
    title: { en: `The ${word} in preparation` }, about: { en: word }, mandate: { en: word }, mandateSymbol: word, questions: [{ number: 1, text: { en: word }, required: true }], wordLimit: 1000, wordLimitsBySector: {}, languages: ["en"], opensAt: at(0), closesAt: at(10_000), timeZone: "UTC",
    toleranceMinutes: 0, exclusive: false, sectors: [], openTo: "stakeholders", combinations: ["public/named"], contact: word, pins: [{ versionId: version.id, place: places[0]![0] }], themeIds: [themeId],
  };
  await asViewer(house.database.db, officer, (tx) => draftCall(tx, officer, process, plan, at(3), chanceFor("draft call")));
}
/** One of two bodies applies, is found complete, and a decision about it is prepared and not sent. */
async function apply({ house, process, byBody }: PairedHouse, { body, word }: NonNullable<Telling["application"]>) {
  const { stakeholderId, email, personId } = byBody(applicants[body]!);
  const viewer: PersonViewer = { ...actingAs(email), personId, speaksFor: [{ stakeholderId, isFocalPoint: true }] };
  const { db } = house.database;
  const file = await asViewer(db, viewer, async (tx) => applyFor(tx, viewer, process, await bodyOfFile(tx, stakeholderId), await trackByLetter(tx, process.id, "A"), { statement: `The ${word} has followed this since its mandate.`, documents: { letter: word } }, 4, at(4), chanceFor("application")));
  await asViewer(db, officer, async (tx) => {
    await confirmComplete(tx, officer, process, { id: file.id, turn: 1 }, at(5), chanceFor("application", "complete"));
    await prepareDecisions(tx, officer, process, [{ id: file.id, turn: 2 }], { outcome: "refused", because: `It is a ${word}.`, lines: new Map() }, at(6));
  });
}
/** The id of that file, whoever it belongs to. */
export const applicationId = chanceFor("application").id();

/** Officers prepare a meeting, with all that belongs to one. */
async function prepareMeeting({ house, process, version, places, themeId }: PairedHouse, word: string) {
  const whole = planFrom("workshop", new Date("2026-10-05T10:00:00Z"), "UTC");
  const plan = { ...whole.plan, title: { en: `The ${word} in preparation` }, about: { en: word }, contact: word };
  const blocks = whole.blocks.map((it) => ({ ...it, title: { en: word }, pins: [{ versionId: version.id, place: places[0]![0] }], themeIds: [themeId] }));
  await asViewer(house.database.db, officer, (tx) => draftMeeting(tx, officer, process, { plan, blocks, papers: [{ symbol: word, title: { en: word }, address: null, dueDay: null, block: null }] }, at(3), chanceFor("draft meeting")));
}
/** Its id, and its number after those of the sample and the two that every pair has. */
export const draftMeetingId = chanceFor("draft meeting").id();
export const draftMeetingNumber = 99;

/** At an announced meeting of the sample: a way in for participants, and somebody invited to speak who has not answered. */
async function hangOnMeeting({ house, process }: PairedHouse, { wayIn, invited }: Telling) {
  await asViewer(house.database.db, officer, async (tx) => {
    const { id: meetingId } = await meetingByNumber(tx, process.id, 17, officer);
    await addLink(tx, { id: "told link", meetingId, block: null, use: "listener", address: `https://meet.example/${wayIn}`, audience: "participants" });
    await addSpeaker(tx, { id: "told speaker", meetingId, block: 1, position: 90, role: "chair", state: "invited", name: `The ${invited}`, affiliation: { en: invited }, stakeholderId: null, biography: null, consents: [] }, { speakerId: "told speaker", email: `${invited}@speakers.example`, personId: null, invitedAt: at(3), answeredAt: null });
  });
}

/** Its id, and its number after those of the sample and the two that every pair has. */
export const draftCallId = chanceFor("draft call").id();
export const draftCallNumber = 16;

/** Whoever writes has signed in before: a session of theirs, made at their moment. Those who come to the doors see their own. */
async function signIn({ house }: PairedHouse, moments: { minute: number; author: Author }[]) {
  const rows = moments.filter(({ author }) => !author.email.endsWith("@viewers.example")).map(({ minute, author: { personId } }) => ({ id: `sign-in ${minute} ${personId}`, token: `sign-in ${minute} ${personId}`, personId, expiresAt: at(minute + 10_000), createdAt: at(minute), updatedAt: at(minute) }));
  await house.database.db.insert(sessions).values(rows).onConflictDoNothing();
}

const filing = ({ forums, process, version, places }: PairedHouse, it: Entry): Filing => {
  const [place, { id: provisionId }] = places[it.place]!;
  return { forum: forums[it.forum], subject: { processId: process.id, versionId: version.id, place, provisionId }, disclosure: disclosureOf(it.becomes === "narrowed" ? "public/named" : it.combination), words: { body: it.words, language: "en", parent: null } };
};

/** An answer to what this telling has not is a comment of its own. */
const nothingThere = (error: unknown) => { if (error instanceof Refusal && error.code === "contribution-unknown") return null; throw error; };

/** An unattributed input is filed in the transaction of its author, as where there is no JavaScript: nothing of them may stay. */
async function file(house: PairedHouse, it: Entry, author: Author) {
  const viewer = acting(house, author);
  const chance = chanceFor(it.key);
  if (it.by === "anybody" && !author.email.endsWith("@viewers.example")) await markOf(house, house.forums[it.forum], author);
  await asViewer(house.house.database.db, viewer, async (tx) => {
    const parent = it.answers ? await contributionByReference(tx, house.process.id, referenceOf(it.answers), viewer).catch(nothingThere) : null;
    if (it.submitted) return fileAsSubmission(tx, house, it, author, viewer, chance);
    const filed = filing(house, it);
    const what = { ...filed, words: { ...filed.words, parent } };
    if (it.by === "anybody") await fileUnattributed(tx, what, at(it.minute), chance);
    else await fileComment(tx, viewer, what, { stakeholderId: author.stakeholderId, showPerson: it.showPerson ?? false }, smallCell, at(it.minute), chance);
  });
}

/** The same in answer to the call: two asks on one place. */
async function fileAsSubmission(tx: Parameters<Parameters<typeof asViewer>[2]>[0], house: PairedHouse, it: Entry, author: Author, viewer: PersonViewer, chance: ReturnType<typeof chanceFor>): Promise<void> {
  const what: SubmissionFiling = { call: house.call, forum: house.forums.call, disclosure: disclosureOf(it.combination), language: "en", document: documentOf(house, it, it.words), onBehalfOf: it.submitted === "with a co-author" ? [house.byBody("faro-abierto").stakeholderId] : [] };
  if (it.by === "anybody") await fileUnattributedSubmission(tx, what, at(it.minute), chance);
  else await fileSubmission(tx, viewer, what, { stakeholderId: author.stakeholderId, showPerson: false, sector: author.sector as Sector }, smallCell, at(it.minute), chance);
}
const documentOf = ({ version, places, themeId }: PairedHouse, it: Entry, words: string): SubmissionDocument => ({
  title: words, text: words, answers: [], interest: null, attachments: [],
  asks: [words, "Keep it short."].map((text) => ({ text, pins: [{ versionId: version.id, place: places[it.place]![0] }], themeIds: [themeId], proposal: null })),
});

/** What stays of an author to whom tokens were given; not of those who come to the doors, who see their own. */
const markOf = ({ house }: PairedHouse, forum: Forum, { personId }: Author) =>
  house.database.db.execute(sql`insert into forum_token_marks (forum_id, purpose, person_id, request) values (${forum.id}, 'comment', ${personId}, 'given') on conflict do nothing`);

/** What becomes of it at the end of the day. */
async function after(house: PairedHouse, it: Entry, author: Author) {
  if (!it.becomes || it.becomes === "released") return;
  const { db } = house.house.database;
  const viewer = ["held", "published", "redacted", "returned"].includes(it.becomes) ? officer : acting(house, author);
  const [now, chance] = [at(1430), chanceFor(it.key, it.becomes)];
  await asViewer(db, viewer, async (tx) => {
    const shown = await contributionByReference(tx, house.process.id, referenceOf(it.key), viewer);
    if (it.becomes === "held") await holdComment(tx, viewer, shown, { reason: "off-topic", because: "It is about another article." }, now, chance);
    else if (it.becomes === "published") await publishSubmission(tx, viewer, shown, null, now, chance);
    else if (it.becomes === "redacted") await publishSubmission(tx, viewer, shown, { document: documentOf(house, it, "Something was taken out."), because: "names-a-person" }, now, chance);
    else if (it.becomes === "returned") await returnSubmission(tx, viewer, shown, "It has no ask.", now, chance);
    else if (it.becomes === "taken back") await takeBackSubmission(tx, viewer, shown, now, chance);
    else if (it.becomes === "edited") await editComment(tx, viewer, shown, `${it.words} And so it stays.`, now, chance);
    else if (it.becomes === "narrowed") await changeDisclosure(tx, viewer, shown, house.forums[it.forum], { to: it.combination, consent: false }, smallCell, now, chance);
    else await withdrawComment(tx, viewer, shown, now, chance);
  });
}

/** The id and the reference under which an input of this key goes in every house: they are drawn in this order, after the secret code where there is one. */
function namesOf(key: string): { id: string; reference: string } {
  const chance = chanceFor(key);
  if (slots.find((it) => it.key === key)!.by === "anybody") secretCode(chance);
  return { id: randomId(chance), reference: randomReference(chance) };
}
export const idFor = (key: string) => namesOf(key).id;
export const referenceOf = (key: string) => namesOf(key).reference;
export const references = slots.map((it) => referenceOf(it.key));
const ids = slots.map((it) => `'${namesOf(it.key).id}'`).join(", ");
/** Ids of the forums: the first thing that is drawn when one opens. */
export const forumIds = ["forum open", "forum workshop", "forum call", "forum closed"].map((it) => chanceFor(it).id());

/** Ids of the rows of those who may come as guests to the workshop. */
export const guestIds = bodies.guests.map((it) => chanceFor(`workshop ${it}`).id());

/** Tables in which a telling leaves rows, and which these are. A test sees that none is missing. */
const written: Record<string, string> = {
  ...Object.fromEntries(["statement_wordings", "statement_consents", "statement_remarks"].map((it) => [it, ofParagraphs])), ...Object.fromEntries(["statement_paragraphs", "statement_drafters", "statement_versions", "statement_texts", "statement_acts", "statement_pendings"].map((it) => [it, ofStatements])), statements: ofStatements.replace("statement_id", "id"),
  ...Object.fromEntries(["asks", "ask_pins", "ask_themes", "answers", "co_authors", "clearances", "campaign_exceptions"].map((it) => [it, `contribution_id in (${ids})`])),
  ...Object.fromEntries(["accreditation_files", "accreditation_steps", "accreditation_prepared"].map((it) => [it, `accreditation_id = '${applicationId}'`])), accreditations: `id = '${applicationId}'`,
  meetings: `id = '${draftMeetingId}'`, ...Object.fromEntries(["meeting_blocks", "meeting_block_pins", "meeting_block_themes", "meeting_documents"].map((it) => [it, `meeting_id = '${draftMeetingId}'`])), meeting_links: "id = 'told link'", meeting_speakers: "id = 'told speaker'", speaker_invitations: "speaker_id = 'told speaker'",
  call_pins: `call_id = '${draftCallId}'`, call_themes: `call_id = '${draftCallId}'`, calls: `id = '${draftCallId}'`,
  registration_prepared: `registration_id = '${registeredId}'`, registrations: `id = '${registeredId}'`, selection_applicants: `registration_id = '${registeredId}'`, selection_files: `selection_id = '${publishedSelectionId}'`, selections: `id = '${draftSelectionId}'`,
  ...Object.fromEntries(["self_assessments", "self_assessment_rounds"].map((it) => [it, "partnership_id = (select id from partnerships where slug = 'tamarind-circle')"])),
  release_ledgers: `release_id = '${toldFindingId}'`, ...Object.fromEntries(["finding_releases", "findings", "planned_tables"].map((it) => [it, `id = '${toldFindingId}'`])),
  commitments: `id = '${toldCommitmentId}'`, commitment_themes: `commitment_id = '${toldCommitmentId}'`, commitment_owners: `commitment_id = '${toldCommitmentId}' or (state = 'declined' and commitment_id = (select id from commitments where number = 3))`,
  practices: `id = '${toldPracticeId}'`, ...Object.fromEntries(["practice_themes", "practice_partnerships"].map((it) => [it, `practice_id = '${toldPracticeId}'`])), practice_reviews: "reviewer = 'somebody'", practice_repeats: "confirmed_day is null", offer_inquiries: `id = '${toldInquiryId}'`, coding_memos: "id = 'told memo'", codings: "id = 'told coding'", coding_segments: `id = '${toldSegmentId}'`, coding_interviewees: "source_id in (select source_id from coding_assignments where done_day is null)",
  partnerships: `id = '${toldPartnershipId}'`, partnership_reviews: `partnership_id = '${toldPartnershipId}'`,
  ...Object.fromEntries(["partnership_editions", "partnership_crimes"].map((it) => [it, `partnership_id = '${toldPartnershipId}' or (edition = 2 and partnership_id = (select id from partnerships where slug = 'island-watch'))`])),
  partnership_partners: `partnership_id = '${toldPartnershipId}' or (edition = 2 and (state = 'denied' or partnership_id = (select id from partnerships where slug = 'island-watch')))`,
  authorships: `contribution_id in (${ids})`, contribution_proofs: `contribution_id in (${ids})`, wordings: `contribution_id in (${ids})`, contributions: `id in (${ids})`, journal: `subject in (${ids}, '${draftCallId}', '${applicationId}', '${draftMeetingId}') or (what = 'survey answered' and subject in (select id from survey_answers where assessment_id = '${openAssessmentId}')) or (what = 'inputs released' and subject in (${forumIds.map((it) => `'${it}'`).join(", ")}))`, record_pending: "true", unattributed_commitments: "true", ...Object.fromEntries(["survey_authorships", "survey_answers", "survey_drafts", "survey_marks"].map((it) => [it, `assessment_id = '${openAssessmentId}'`])), ...Object.fromEntries(["assessment_forms", "assessment_form_drafts"].map((it) => [it, `assessment_id = '${toldAssessmentId}'`])), assessments: `id = '${toldAssessmentId}'`, forum_token_marks: "request = 'given'", forum_participants: `invited_at > '${at(0).toISOString()}'`, sessions: "id like 'sign-in %'",
};

/** Take everything out again that a telling wrote. */
export async function reset({ house: { database: { db } }, coded }: PairedHouse): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`); // no triggers and no cascades: each table by itself
    for (const [table, which] of Object.entries(written)) await tx.execute(sql.raw(`delete from ${table} where ${which}`));
    await tx.execute(hindering(coded.id, saidAtFirst));
  });
}

/** The doors of a house with its own log and its own limits, and chance by request: what is drawn for an answer depends on what was asked alone. */
export function doorsInto(house: PairedHouse, database: House["database"] = house.house.database) {
  const inner: House = { ...house.house, database, log: openLog("debug", { write: (line: string) => void house.logged.push(line) }) };
  const app = createApp(inner);
  return (name: ViewerName, method: string, address: string, more: RequestInit = {}) => {
    inner.chance = seededChance(`${name} ${method} ${address}`);
    house.logged.length = 0;
    const cookie = house.cookiesOf(name === "visitor" ? "visitor" : emailOf(name));
    return app.request(`http://travaux.test${address}`, { method, ...more, headers: { cookie, origin: "http://travaux.test", ...(more.headers as Record<string, string> | undefined) } });
  };
}
