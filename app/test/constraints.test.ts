// What the database itself refuses about inputs, whoever asks and with whatever rights: each check, each trigger and each function
// that looks past the row policies has its attempt here. The list is read from the database; one without an attempt turns this red.
import { sql, type SQL } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowsOf } from "../src/ground/db/migrate.ts";
import { asViewer } from "../src/ground/db/request.ts";
import type { PersonViewer, Viewer } from "../src/ground/viewer.ts";
import { bodies, draftIds, openAssessmentId, openOne, ownStatementId, paragraphIds, referenceOf, references, registeredId, toldAssessmentId, write, type PairedHouse } from "./paired-worlds/pair.ts";
import { tell, type ViewerName } from "./paired-worlds/telling.ts";

let house: PairedHouse;
beforeAll(async () => { house = await openOne(); await write(house, tell("left", [])); }, 300_000);
afterAll(() => house?.close());

const at = (key: string) => sql`where reference = ${referenceOf(key)}`;
const set = (key: string, change: SQL) => sql`update contributions set ${change} ${at(key)}`;
const authorOf = (key: string, attribution: string) => sql`insert into authorships (contribution_id, attribution, stakeholder_id, filed_at) select id, ${attribution}, ${house.byBody("faro-abierto").stakeholderId}, '2026-06-09' from contributions ${at(key)}`;
const proofOf = (key: string, attribution: string) => sql`insert into contribution_proofs (entry, contribution_id, attribution, what, day, statement, salt) select 'forged', id, ${attribution}, '', day, '{}', '' from contributions ${at(key)}`;

/** A participant changes their own row; the database takes them for who they are. With `before`, once they have changed that. */
const own = (change: SQL, before?: SQL): SQL[] => {
  const row = (it: SQL) => sql`update forum_participants set ${it} where forum_id = ${house.forums.workshop.id} and person_id = ${personIdOf("participant")}`;
  return [sql`select set_config('role', 'travaux_viewer', true), set_config('travaux.viewer', ${personIdOf("participant")}, true)`, ...(before ? [row(before)] : []), row(change)];
};
/** The officer changes something; the database takes them for who they are. */
const asOfficer = (change: SQL): SQL[] => [sql`select set_config('role', 'travaux_viewer', true), set_config('travaux.viewer', ${personIdOf("officer")}, true), set_config('travaux.roles', ',officer:,', true)`, change];
/** A colleague of whoever wrote the drafts of their organisation does. */
const asColleague = (change: SQL): SQL[] => [sql`select set_config('role', 'travaux_viewer', true), set_config('travaux.viewer', ${personIdOf("own organisation")}, true), set_config('travaux.stakeholders', ${`,${house.byBody("tamarind-legal-network").stakeholderId},`}, true)`, change];
const personIdOf = (name: ViewerName) => { const it = house.viewers.get(name)!; return it.kind === "person" ? it.personId : ""; };

const file = (change: SQL) => sql`update accreditations set ${change} where stakeholder_id = ${house.byBody("tamarind-legal-network").stakeholderId}`;
/** Whoever answers for the body to which the fourth objection of the sample is; the database takes them for who they are. */
const asObjectedTo = (change: SQL): SQL[] => { const { stakeholderId, personId } = house.byBody("heathermoor-fraud-survivors-trust"); return [sql`select set_config('role', 'travaux_viewer', true), set_config('travaux.viewer', ${personId}, true), set_config('travaux.stakeholders', ${`,${stakeholderId},`}, true)`, change]; };

const commitment = (change: SQL) => sql`update commitments set ${change} where number = 8`;
const aCommitment = (differing: object) => sql`insert into commitments select (jsonb_populate_record(c, ${JSON.stringify({ id: "forged", number: 999, meeting_id: null, finding_release_id: null, finding_number: null, ...differing })}::jsonb)).* from commitments c where number = 8`;
const practice = (change: SQL) => sql`update practices set ${change} where slug = 'a-roster-for-the-first-hour'`;
const partnership = (change: SQL) => sql`update partnerships set ${change} where slug = 'first-hour'`;
const edition = (change: SQL) => sql`update partnership_editions set ${change} where edition = 1 and partnership_id = (select id from partnerships where slug = 'first-hour')`;
const anEdition = (differing: object) => sql`insert into partnership_editions select (jsonb_populate_record(e, ${JSON.stringify({ edition: 9, published_day: null, ...differing })}::jsonb)).* from partnership_editions e limit 1`;
/** Whoever speaks for a body that is a partner does; the database takes them for who they are. */
const speakingFor = (slug: string, change: SQL): SQL[] => { const { stakeholderId, personId } = house.byBody(slug); return [sql`select set_config('role', 'travaux_viewer', true), set_config('travaux.viewer', ${personId}, true), set_config('travaux.stakeholders', ${`,${stakeholderId},`}, true)`, change]; };
const asOwnPartner = (change: SQL) => speakingFor("tamarind-legal-network", change);
const asQuestioned = (change: SQL) => speakingFor("andes-payments-association", change);

/** Somebody of the sample who said yes to a role at a meeting does. */
const asSpeaker = (change: SQL): SQL[] => [sql`select set_config('role', 'travaux_viewer', true), set_config('travaux.viewer', (select id from people where email = 'amina.wekesa@lantern.example'), true)`, change];
const meeting = (change: SQL) => sql`update meetings set ${change} where number = 17`;
const call = (change: SQL) => sql`update calls set ${change} where number = 14`;

const survey = (change: SQL) => sql`update assessments set ${change} where id = ${openAssessmentId}`;
const answered = (attribution: string, change: SQL) => sql`update survey_answers set ${change} where assessment_id = ${openAssessmentId} and attribution = ${attribution}`;
/** An answer to the survey that is open, like the named one but for what is said. */
const anAnswer = (differing: object) => sql`insert into survey_answers select (jsonb_populate_record(s, ${JSON.stringify({ id: "forged", ...differing })}::jsonb)).* from survey_answers s where s.assessment_id = ${openAssessmentId} and s.attribution = 'named' limit 1`;
const closedSurvey = survey(sql`state = 'closed', closed_day = '2026-06-10'`);
const behindNobodys = (attribution: string) => sql`insert into survey_authorships select (jsonb_populate_record(a, jsonb_build_object('answer_id', s.id, 'attribution', ${attribution}::text, 'entry', 'forged', 'person_id', ${personIdOf("officer")}::text))).* from survey_authorships a, survey_answers s where a.assessment_id = ${openAssessmentId} and s.assessment_id = ${openAssessmentId} and s.attribution = 'unattributed' limit 1`;

/** By the name of the constraint that refuses: what is tried as the owner of all tables. */
const violations: Record<string, (() => SQL | SQL[])[]> = {
  contributions_offered: [() => set("signed", sql`audience = 'secretariat', attribution = 'kind', stakeholder_id = null, person_id = null`)],
  contributions_named: [() => set("nobody’s", sql`stakeholder_id = ${house.byBody("faro-abierto").stakeholderId}`), () => set("nobody’s", sql`person_id = ${house.byBody("faro-abierto").personId}`), () => set("signed", sql`stakeholder_id = null`)],
  contributions_kind: [() => set("nobody’s", sql`shown_sector = 'civil-society'`), () => set("nobody’s", sql`shown_region = 'african'`)],
  contributions_code: [() => set("signed", sql`code_hash = 'x'`), () => set("nobody’s", sql`code_hash = null`)],
  contributions_waiting: [() => set("signed", sql`state = 'waiting'`)],
  contributions_held: [() => set("signed", sql`state = 'held'`), () => set("signed", sql`held_reason = 'insult'`)],
  contributions_never_widened: [() => set("nobody’s inside", sql`audience = 'public'`), () => set("nobody’s", sql`attribution = 'kind', code_hash = null`), () => set("nobody’s", sql`attribution = 'named', code_hash = null, stakeholder_id = ${house.byBody("faro-abierto").stakeholderId}`)],
  contributions_cleared: [() => set("signed", sql`state = 'received'`), () => set("kind", sql`state = 'returned'`), () => set("unsigned", sql`state = 'taken-back'`)],
  contributions_about: [() => set("signed", sql`call_id = ${house.call.id}`), () => set("signed", sql`place = null`), () => set("submitted", sql`call_id = null`), () => set("submitted", sql`version_id = ${house.version.id}`), () => set("signed", sql`kind = 'reply'`)],
  answers_state: [() => sql`update answers set state = 'published'`],
  asks_state: [() => sql`update asks set state = 'forgotten'`],
  wordings_only_put_aside: [() => asOfficer(sql`update wordings set body = 'forged' where contribution_id = (select id from contributions ${at("submitted")})`), () => asOfficer(sql`update wordings set inside = false where contribution_id = (select id from contributions ${at("redacted")}) and inside`)],
  drafts_sent: [() => sql`update drafts set content = null`],
  drafts_clearance: [() => sql`update drafts set clearance = 'lost'`, () => sql`update drafts set clearance_text = null where clearance = 'asked'`, () => sql`update drafts set clearance_text = 'text' where clearance = 'private'`],
  drafts_only_cleared: [() => asColleague(sql`update drafts set content = '{"title": "forged"}' where id = ${draftIds.asked}`), () => asColleague(sql`update drafts set edition = 9 where id = ${draftIds.asked}`)],
  authorships_attributed: [() => authorOf("nobody’s", "unattributed")],
  authorships_of_attributed: [() => authorOf("nobody’s", "named"), () => authorOf("nobody’s", "kind")],
  contribution_proofs_attributed: [() => proofOf("nobody’s", "unattributed")],
  contribution_proofs_of_attributed: [() => proofOf("nobody’s", "named")],
  contributions_random_id: [() => set("nobody’s", sql`id = '01900000-0000-7000-8000-000000000000'`)], // version 7: its first half is the millisecond
  contributions_stands: [() => set("nobody’s", sql`stands = true`), () => set("nobody’s", sql`stands_day = '2026-06-09'`)],
  participants_only_answer: [() => own(sql`forum_id = ${house.closed.id}`), () => own(sql`stakeholder_id = ${house.byBody("faro-abierto").stakeholderId}`), () => own(sql`invited_at = '2026-01-01'`), () => own(sql`ended_at = null`, sql`ended_at = '2026-06-09'`)],
  calls_close_after_opening: [() => call(sql`opens_at = closes_at`)],
  calls_word_limit: [() => call(sql`word_limit = 0`), () => call(sql`word_limit = 100001`)],
  calls_tolerance: [() => call(sql`tolerance_minutes = -1`), () => call(sql`tolerance_minutes = 1441`)],
  calls_languages: [() => call(sql`languages = array[]::text[]`)],
  calls_combinations_offered: [() => call(sql`combinations = array['secretariat/kind']`), () => call(sql`combinations = array[]::text[]`)],
  calls_announced: [() => call(sql`announced_at = null`)],
  calls_cancelled: [() => call(sql`cancelled_because = 'x'`), () => call(sql`state = 'cancelled'`)],
  calls_announced_stands: [() => call(sql`state = 'draft', announced_at = null`), () => call(sql`closes_at = closes_at - interval '1 minute'`), () => call(sql`number = 99`), () => call(sql`forum_id = 'another'`)],
  partnerships_state: [() => partnership(sql`state = 'lost'`)],
  partnerships_published: [() => partnership(sql`published_day = null`)],
  partnerships_merged: [() => partnership(sql`state = 'merged'`)],
  partnerships_publish: [() => partnership(sql`slug = 'forged'`), () => partnership(sql`state = 'proposed'`), () => partnership(sql`edition = 0, published_day = null, state = 'withdrawn'`), () => partnership(sql`edition = 3`),
    () => sql`update partnerships set edition = 1, published_day = '2026-06-09', state = 'published' where slug = 'interpreters-on-call'`, () => sql`update partnerships set edition = 1, published_day = '2026-06-09', state = 'published' where slug = 'evidence-across-the-sea'`],
  partnership_editions_stand: [() => edition(sql`form = 'contract'`), () => edition(sql`published_day = null`)],
  partnership_editions_form: [() => anEdition({ form: "handshake" })], partnership_editions_status: [() => anEdition({ status: "lost" })],
  partnership_editions_functions: [() => anEdition({ functions: ["advertising"] }), () => anEdition({ functions: [] })],
  partnership_editions_days: [() => anEdition({ starts_day: "2026-06-09", ends_day: "2026-06-08" }), () => anEdition({ starts_day: null, ends_day: "2026-06-08" })],
  partnership_editions_part_of: [() => sql`insert into partnership_editions select (jsonb_populate_record(e, jsonb_build_object('edition', 9, 'published_day', null, 'part_of_id', e.partnership_id))).* from partnership_editions e limit 1`],
  partnership_partners_state: [() => sql`insert into partnership_partners select (jsonb_populate_record(pp, '{"edition":1,"state":"maybe"}')).* from partnership_partners pp limit 1`],
  partnership_partners_answered: [() => sql`update partnership_partners set day = null where state = 'confirmed'`, () => sql`update partnership_partners set state = 'asked' where state = 'confirmed'`],
  partnership_partners_only_answer: [() => asOwnPartner(sql`update partnership_partners set role = 'forged'`)],
  partnership_reviews_outcome: [() => sql`update partnership_reviews set outcome = 'lost'`, () => sql`update partnership_reviews set outcome = 'returned', because = null`],
  findings_kind: [() => sql`update findings set kind = 'rumour'`], findings_certainty: [() => sql`update findings set certainty = 'sure'`],
  finding_releases_state: [() => sql`update finding_releases set state = 'lost' where state = 'prepared'`], finding_releases_cleared: [() => sql`update finding_releases set state = 'cleared' where state = 'prepared'`, () => sql`update finding_releases set cleared_by = 'forged' where state = 'prepared'`],
  finding_releases_stand: [() => sql`update finding_releases set cleared_by = 'forged' where state = 'cleared'`, () => sql`update finding_releases set document = '{}' where state = 'prepared'`, () => sql`update finding_releases set sha256 = 'forged' where state = 'prepared'`],
  commitments_state: [() => aCommitment({ state: "lost" })], commitments_origin: [() => aCommitment({ meeting_id: "forged", finding_release_id: "forged", finding_number: 1 }), () => aCommitment({ finding_release_id: "forged" })],
  commitments_opened: [() => aCommitment({ opened_day: null }), () => aCommitment({ state: "proposed" })], commitments_closed: [() => aCommitment({ state: "given-up" }), () => aCommitment({ report: "forged" })],
  commitments_outcome: [() => aCommitment({ outcome: "met" }), () => aCommitment({ state: "done", closed_day: "2026-06-09", report: "forged" }), () => aCommitment({ state: "done", closed_day: "2026-06-09", report: "forged", outcome: "praised" })],
  commitments_stand: [() => commitment(sql`title = 'forged'`), () => commitment(sql`opened_day = '2026-01-01'`), () => commitment(sql`state = 'proposed', opened_day = null`), () => sql`update commitments set report = 'forged' where number = 3`, () => sql`update commitments set state = 'open', opened_day = '2026-06-09' where number = 7`],
  commitment_owners_state: [() => sql`insert into commitment_owners select (jsonb_populate_record(o, ${JSON.stringify({ stakeholder_id: "forged", state: "lost" })}::jsonb)).* from commitment_owners o where state = 'asked' limit 1`],
  commitment_owners_answered: [() => sql`update commitment_owners set confirmed_day = null where state = 'confirmed'`, () => sql`update commitment_owners set because = null where state = 'declined'`, () => sql`update commitment_owners set because = 'forged' where state = 'asked'`],
  commitment_owners_only_answer: [() => sql`update commitment_owners set commitment_id = (select id from commitments where number = 8) where state = 'declined'`, () => sql`update commitment_owners set state = 'asked' where state = 'confirmed'`, () => sql`update commitment_owners set state = 'left', confirmed_day = day, because = 'forged' where state = 'asked'`,
    () => speakingFor("tamarind-legal-network", sql`update commitment_owners set state = 'asked', because = null where state = 'left'`),
    () => speakingFor("tamarind-legal-network", sql`update commitment_owners set state = 'left', because = 'forged' where state = 'confirmed' and commitment_id = (select id from commitments where number = 1) and stakeholder_id <> ${house.byBody("tamarind-legal-network").stakeholderId}`)],
  commitment_progress_share: [() => sql`update commitment_progress set share = 101`], commitment_progress_corrects: [() => sql`update commitment_progress set corrects = number`],
  commitment_changes_what: [() => sql`insert into commitment_changes select (jsonb_populate_record(c, '{"sequence":99,"what":"praised","entry":"01900000-0000-4000-8000-0000000000fd"}')).* from commitment_changes c where what = 'opened' limit 1`],
  commitment_changes_moved: [() => sql`insert into commitment_changes select (jsonb_populate_record(c, '{"sequence":99,"what":"moved","entry":"01900000-0000-4000-8000-0000000000fd"}')).* from commitment_changes c where what = 'opened' limit 1`, () => sql`insert into commitment_changes select (jsonb_populate_record(c, '{"sequence":99,"because":null,"entry":"01900000-0000-4000-8000-0000000000fd"}')).* from commitment_changes c where what = 'moved' limit 1`],
  practices_state: [() => practice(sql`state = 'lost'`)], practices_published: [() => sql`insert into practices select (jsonb_populate_record(p, '{"id":"forged","slug":"forged","state":"published","published_day":null}')).* from practices p where slug = 'a-roster-for-the-first-hour'`],
  practices_withdrawn: [() => practice(sql`withdrawn_because = 'nothing'`)], practices_strength: [() => sql`insert into practices select (jsonb_populate_record(p, '{"id":"forged","slug":"forged","strength":"certain"}')).* from practices p where slug = 'a-roster-for-the-first-hour'`, () => sql`insert into practices select (jsonb_populate_record(p, '{"id":"forged","slug":"forged","strength":"counted","evidence":[]}')).* from practices p where slug = 'a-roster-for-the-first-hour'`],
  practices_stand: [() => practice(sql`title = '{"en":"forged"}'`), () => practice(sql`slug = 'forged'`), () => practice(sql`state = 'proposed'`), () => practice(sql`published_day = '2026-06-09'`), () => sql`update practices set state = 'published', published_day = '2026-06-09' where slug in ('calling-back-within-the-hour', 'a-school-for-parents')`, () => sql`update practices set state = 'published' where slug = 'a-waiting-hour-for-large-sums'`],
  practice_reviews_outcome: [() => sql`update practice_reviews set outcome = 'lost'`, () => sql`update practice_reviews set outcome = 'returned', because = null`],
  practice_repeats_outcome: [() => sql`update practice_repeats set outcome = 'lost'`],
  practice_changes_what: [() => sql`insert into practice_changes select (jsonb_populate_record(c, '{"sequence":99,"what":"praised","entry":"01900000-0000-4000-8000-0000000000fd"}')).* from practice_changes c limit 1`],
  practice_changes_body: [() => sql`insert into practice_changes select (jsonb_populate_record(c, '{"sequence":99,"what":"repeated","stakeholder_id":null,"entry":"01900000-0000-4000-8000-0000000000fd"}')).* from practice_changes c limit 1`],
  practice_questions_answered: [() => sql`update practice_questions set answered_day = null where answer is not null`, () => sql`update practice_questions set answerer_id = null where answer is not null`],
  practice_questions_only_answered: [() => asQuestioned(sql`update practice_questions set text = 'forged'`)],
  coding_guides_kind: [() => sql`update coding_guides set kind = 'letter'`],
  coding_sources_kind: [() => sql`update coding_sources set kind = 'answers'`, () => sql`update coding_sources set kind = 'letter'`], coding_sources_consent: [() => sql`update coding_sources set consent = 'anything'`],
  coding_interviewees_kind: [() => sql`update coding_interviewees set kind = 'focus-group'`],
  coding_segments_voice: [() => sql`update coding_segments set voice = 'choir'`], coding_segments_consent: [() => sql`update coding_segments set consent = 'anything'`], coding_segments_unattributed: [() => sql`update coding_segments set consent = 'unattributed', region = 'african'`],
  coding_segments_stand: [() => sql`update coding_segments set text = 'forged'`, () => sql`update coding_segments set position = position + 1000`],
  coding_consent_changes_because: [() => sql`insert into coding_consent_changes select id, 99, 'internal', 'quotable', '', 'forged', '2026-06-09' from coding_segments limit 1`],
  coding_codes_guid: [() => sql`insert into coding_codes select assessment_id, 'forged', null, 99, 'forged', '', '', null, true, null from coding_codes limit 1`], coding_codes_colour: [() => sql`update coding_codes set colour = 'red'`], coding_codes_no_cycle: [() => sql`update coding_codes c set parent = (select d.guid from coding_codes d where d.parent = c.guid limit 1) where exists (select from coding_codes d where d.parent = c.guid)`],
  coding_assignments_seat: [() => sql`insert into coding_assignments select source_id, 3, 'forged', 'forged', null from coding_assignments limit 1`], coding_assignments_stand: [() => sql`update coding_assignments set coder_id = 'forged'`, () => sql`update coding_assignments set done_day = null where done_day is not null`],
  codings_passage: [() => sql`update codings set "end" = start`, () => sql`update codings set start = -1`], coding_memos_about: [() => sql`update coding_memos set about = 'code' where source_id is not null`],
  self_assessment_rounds_partners: [() => sql`insert into self_assessment_rounds select partnership_id, 9, opener_id, opened_day, array[opener_id], null from self_assessment_rounds`, () => sql`insert into self_assessment_rounds select partnership_id, 9, opener_id, opened_day, array['a', 'b'], null from self_assessment_rounds`],
  self_assessment_rounds_stand: [() => sql`update self_assessment_rounds set opened_day = '2026-06-08'`],
  self_assessments_shows: [() => sql`update self_assessments set shows = '{everything}' where partnership_id = (select id from partnerships where slug = 'tamarind-circle')`],
  self_assessments_stand: [() => sql`insert into self_assessments select partnership_id, number, ${house.idOf("faro-abierto")}, scale, words, shows, day from self_assessments limit 1`],
  partnership_questions_answered: [() => sql`update partnership_questions set answered_day = null where answer is not null`, () => sql`update partnership_questions set answerer_id = null where answer is not null`],
  partnership_questions_only_answered: [() => asQuestioned(sql`update partnership_questions set text = 'forged'`)],
  assessments_state: [() => survey(sql`state = 'lost'`)],
  assessments_days: [() => survey(sql`opened_day = null`), () => survey(sql`closed_day = '2026-06-09'`)],
  assessments_combinations: [() => sql`update assessments set combinations = '{}' where id = ${toldAssessmentId}`, () => sql`update assessments set combinations = array['participants/named'] where id = ${toldAssessmentId}`],
  assessments_stand: [() => survey(sql`number = 999`), () => survey(sql`state = 'draft', opened_day = null`), () => survey(sql`closes_day = '2026-06-01'`), () => survey(sql`open_to = 'participants'`), () => survey(sql`combinations = array['public/named']`)],
  survey_answers_state: [() => answered("kind", sql`state = 'lost'`), () => answered("kind", sql`state = 'waiting'`), () => answered("kind", sql`given = null`), () => answered("kind", sql`state = 'withdrawn'`)],
  survey_answers_offered: [() => anAnswer({ audience: "participants" }), () => anAnswer({ audience: "secretariat", attribution: "kind" })],
  survey_answers_kind: [() => answered("named", sql`shown_sector = 'academia'`), () => answered("unattributed", sql`shown_region = 'african'`)],
  survey_answers_code: [() => anAnswer({ code_hash: "x" })],
  survey_answers_random_id: [() => sql`insert into survey_answers select (jsonb_populate_record(s, '{"id":"01900000-0000-7000-8000-000000000000","code_hash":"another"}')).* from survey_answers s where s.assessment_id = ${openAssessmentId} and s.attribution = 'unattributed' limit 1`],
  survey_answers_in_time: [() => [closedSurvey, anAnswer({})], () => [closedSurvey, answered("named", sql`given = '{}'`)]],
  survey_authorships_attributed: [() => behindNobodys("unattributed")],
  survey_authorships_of_attributed: [() => behindNobodys("named"), () => behindNobodys("kind")],
  survey_drafts_attributed: [() => sql`update survey_drafts set combination = 'public/unattributed'`],
  statements_state: [() => drafted(sql`state = 'lost'`)], statements_opened: [() => drafted(sql`state = 'open'`), () => drafted(sql`version = 1`)], statements_ended: [() => drafted(sql`closed_day = '2026-06-09'`), () => drafted(sql`state = 'abandoned'`)],
  statements_tolerance: [() => drafted(sql`tolerance_minutes = 1441`)], statements_stand: [() => drafted(sql`number = 77`), () => drafted(sql`language = 'fr'`), () => drafted(sql`state = 'open', opened_day = '2026-06-09', version = 2`), () => [openedNow(), drafted(sql`individuals = true`)], () => [openedNow(), drafted(sql`state = 'drafting', version = 1`)]],
  statement_drafters_state: [() => sql`update statement_drafters set state = 'lost'`], statement_paragraphs_kind: [() => sql`update statement_paragraphs set kind = 'song'`],
  statement_consents_consent: [() => sql`update statement_consents set consent = 'perhaps'`, () => sql`update statement_consents set because = null where paragraph_id = ${paragraphIds[1]!}`],
  statement_remarks_attribution: [() => sql`update statement_remarks set attribution = 'kind', stakeholder_id = null where attribution = 'unattributed'`], statement_remarks_state: [() => sql`update statement_remarks set state = 'waiting' where attribution = 'named'`, () => sql`update statement_remarks set state = 'lost'`],
  statement_remarks_nobody: [() => sql`update statement_remarks set stakeholder_id = ${house.idOf("faro-abierto")} where attribution = 'unattributed'`, () => sql`update statement_remarks set stakeholder_id = null where attribution = 'named'`],
  statement_versions_kind: [() => sql`insert into statement_versions values (${ownStatementId}, 9, 'first', '', '2026-06-09')`, () => sql`insert into statement_versions values (${ownStatementId}, 9, 'whim', '', '2026-06-09')`],
  statement_texts_hash: [() => sql`insert into statement_texts values (${ownStatementId}, 1, 'en', 1, 'forged', '[]', null, 'forged', '2026-06-09')`],
  statement_changes_what: [() => sql`insert into statement_changes values (${ownStatementId}, 1, 'lost', 1, null, '2026-06-09', 'forged', null, '01900000-0000-4000-8000-0000000000ff', '{}', '')`],
  statement_acts_what: [() => actOn({ what: "lost" })], statement_acts_who: [() => actOn({ signatory: "body:forged" }), () => actOn({ stakeholder_id: null })], statement_acts_signed: [() => actOn({ accepted: [{ language: "en", sha256: "forged" }] })],
  statement_acts_fit: [() => actOn({ what: "signed", accepted: [] }), () => [openedNow(), actOn({ what: "signed", version: 1, accepted: [{ language: "en", sha256: "forged" }] })], () => [openedNow(), actOn({ what: "signed", version: 2 })]],
  accreditations_state: [() => sql`insert into accreditations select (jsonb_populate_record(a, '{"id":"forged","state":"admitted"}')).* from accreditations a limit 1`],
  accreditations_circulated: [() => file(sql`circulated_day = null`), () => file(sql`window_ends = null`)],
  accreditations_decided: [() => file(sql`decided_day = null`)],
  accreditations_moves: [() => file(sql`state = 'received'`), () => sql`update accreditations set state = 'accredited', decided_day = '2026-06-09' where state = 'received'`, () => sql`update accreditations set state = 'accredited', decided_day = window_ends where state = 'circulated'`, () => asColleague(file(sql`phase = 7`)), () => asColleague(file(sql`state = 'lapsed'`))],
  accreditation_tracks_days: [() => sql`update accreditation_tracks set circulation_days = 366`, () => sql`update accreditation_tracks set appeal_days = -1`],
  accreditation_tracks_window: [() => sql`update accreditation_tracks set opens_day = '2026-06-09', closes_day = '2026-06-08'`],
  objections_settled: [() => sql`update objections set settled_day = '2026-06-09' where state = 'standing'`, () => sql`update objections set state = 'forgotten'`],
  objections_only_answered: [() => asObjectedTo(sql`update objections set reason = 'forged' where number = 4`), () => asObjectedTo(sql`update objections set named_id = ${house.byBody("faro-abierto").stakeholderId} where number = 4`)],
  meetings_end_after_starting: [() => meeting(sql`ends_at = starts_at`)],
  meetings_combinations_offered: [() => meeting(sql`combinations = array['secretariat/kind']`), () => meeting(sql`combinations = array[]::text[]`)],
  meetings_announced: [() => meeting(sql`announced_at = null`)],
  meetings_closed: [() => meeting(sql`closed_at = now()`), () => meeting(sql`state = 'closed'`)],
  meetings_cancelled: [() => meeting(sql`cancelled_because = 'x'`), () => meeting(sql`state = 'cancelled'`)],
  meetings_announced_stands: [() => meeting(sql`state = 'draft', announced_at = null`), () => meeting(sql`number = 99`), () => meeting(sql`forum_id = 'another'`)],
  meeting_blocks_end_after_starting: [() => sql`update meeting_blocks set ends_at = starts_at`],
  meeting_outcomes_cleared: [() => sql`update meeting_outcomes set cleared_by = null`],
  speakers_only_answer: [() => asSpeaker(sql`update meeting_speakers set role = 'chair'`), () => asSpeaker(sql`update meeting_speakers set position = 99`)],
  invitations_only_answer: [() => asSpeaker(sql`update speaker_invitations set email = 'forged@conference.example'`), () => asSpeaker(sql`update speaker_invitations set invited_at = '2026-01-01'`)],
  registrations_state: [() => sql`update registrations set state = 'lost'`],
  registrations_stay_whose: [() => sql`update registrations set name = 'forged'`, () => sql`update registrations set email = 'forged'`, () => sql`update registrations set person_id = ${personIdOf("officer")}`, () => asColleague(sql`update registrations set state = 'registered' where state = 'applied'`)],
  registration_figures_what: [() => sql`update registration_figures set what = 'slept'`],
  selections_size: [() => sql`update selections set size = 0 where state = 'draft'`, () => sql`update selections set alternates = -1 where state = 'draft'`],
  selections_published: [() => sql`update selections set published_day = null where state = 'published'`, () => sql`update selections set published_day = '2026-06-09' where state = 'draft'`],
  selections_drawn: [() => sql`update selections set seed = 'forged' where state = 'published'`, () => sql`update selections set drawn_by = null where state = 'drawn'`],
  selections_stand: [() => sql`update selections set size = 7 where state = 'published'`, () => sql`update selections set state = 'draft', published_day = null where state = 'published'`, () => sql`update selections set pool_hash = 'forged' where state = 'drawn'`, () => sql`update selections set seed = 'forged' where state = 'drawn'`, () => sql`update selections set result_hash = 'forged' where state = 'drawn'`],
  selection_applicants_stay: [() => sql`update selection_applicants set pseudonym = 'forged' where registration_id = ${registeredId}`],
  forums_combinations_offered: [() => sql`update forums set combinations = array['secretariat/kind']`, () => sql`update forums set combinations = array[]::text[]`],
  forums_purpose: [() => sql`update forums set purpose = 'other'`],
};

/** The statement that is drafted in one’s own room; the same, opened; and an act on it, which declines unless said. */
const drafted = (change: SQL) => sql`update statements set ${change} where id = ${ownStatementId}`;
const openedNow = () => drafted(sql`state = 'open', opened_day = '2026-06-09', version = 1`);
const actOn = (more: object) => sql`insert into statement_acts select (jsonb_populate_record(null::statement_acts, ${JSON.stringify({ id: "forged", statement_id: ownStatementId, signatory: `body:${house.idOf("faro-abierto")}`, sequence: 9, what: "declined", version: 1, stakeholder_id: house.idOf("faro-abierto"), accepted: [], at: "2026-06-09T00:00:00Z", entry: "01900000-0000-4000-8000-0000000000ff", statement: {}, salt: "", ...more })}::jsonb)).*`;

/** The name of the constraint that refuses the last of these statements; null when it is done. */
const refusedBy = (statements: SQL | SQL[]): Promise<string | null> =>
  house.house.database.db.transaction(async (tx) => { for (const it of [statements].flat()) await tx.execute(it); tx.rollback(); }).catch((error: unknown) => (error as { cause?: { constraint?: string } }).cause?.constraint ?? null) as Promise<string | null>;

test.each(Object.entries(violations))("%s refuses what it is there to refuse", async (name, statements) => {
  for (const statement of statements) expect(await refusedBy(statement())).toBe(name);
});

test("whoever is invited says yes and goes by themselves, and officers change the rest", async () => {
  expect(await refusedBy(own(sql`accepted_at = '2026-06-09', ended_at = '2026-06-09'`))).toBeNull();
  const [, change] = own(sql`stakeholder_id = ${house.byBody("faro-abierto").stakeholderId}, ended_at = null`);
  await expect(asked("officer", change!)).resolves.toEqual([]);
});

const ours = sql`select oid from pg_class where relrowsecurity or relname = 'forums'`;
/** A trigger that refuses says so under the name of a constraint of its own. */
const spokenFor: Record<string, string> = { contributions_only_narrow: "contributions_never_widened", calls_only_widen: "calls_announced_stands", accreditations_move: "accreditations_moves", meetings_stay_announced: "meetings_announced_stands" };

test("every check, every trigger and every reference by attribution of the tables under row policies has its attempt", async () => {
  const { db } = house.house.database;
  const constraints = await rowsOf<{ name: string }>(db, sql`select conname as name from pg_constraint where conrelid in (${ours}) and (contype = 'c' or conname like '%_of_attributed')`);
  const triggers = await rowsOf<{ name: string }>(db, sql`select tgname as name from pg_trigger where tgrelid in (${ours}) and not tgisinternal and tgname not in ('inbox_note', 'asks_follow_wordings', 'coding_answer_withdrawn', 'forget_pendings')`); // these note what was written, and refuse nothing
  expect([...constraints.map((it) => it.name), ...triggers.map((it) => spokenFor[it.name] ?? it.name)].toSorted()).toEqual(Object.keys(violations).toSorted());
});

const asked = (name: ViewerName, query: SQL) => asViewer(house.house.database.db, house.viewers.get(name)!, (tx) => rowsOf<Record<string, unknown>>(tx, query));
const referenceIn = async (ids: Record<string, unknown>[]) => {
  const rows = await rowsOf<{ id: string; reference: string }>(house.house.database.db, sql`select id, reference from contributions`);
  return ids.map((it) => rows.find((row) => row.id === Object.values(it)[0])!.reference).filter((it) => references.includes(it)).toSorted(); // without the sample's
};

test("search looks past the row policies, and finds for each only what their circle may read", async () => { // contributions_matching
  const found = sql`select contributions_matching(websearch_to_tsquery('english', 'safeguards'), 100)`;
  const inside = ["kind inside", "inside the workshop", "inside", "answer inside", "nobody’s inside", "submitted inside"].map(referenceOf);
  const [byVisitor, byParticipant, byOfficer] = [await referenceIn(await asked("visitor", found)), await referenceIn(await asked("participant", found)), await referenceIn(await asked("officer", found))];
  const shut = ["sealed", "own sealed", "nobody’s sealed", "narrowed", "narrowed answer", "submitted sealed", "own submitted", "submitted in confidence", "submitted and returned", "submitted and taken back", "nobody’s submitted", "nobody’s submitted too", "nobody’s submitted again", "waiting", "waiting inside", "waiting sealed", "held", "held of a kind", "own held", "withdrawn", "withdrawn of a kind"].map(referenceOf);
  expect(byVisitor.filter((it) => [...inside, ...shut].includes(it))).toEqual([]);
  expect(byParticipant.filter((it) => !byVisitor.includes(it))).toEqual(inside.toSorted());
  expect(byOfficer.filter((it) => !byParticipant.includes(it))).toEqual(shut.slice(0, 6).toSorted());
});

test("whether one is inside a partnership is told to its partners, to whoever proposed it and to officers alone", async () => { // viewer_inside_partnership, partnerships_publish
  const inside = (name: ViewerName, slug: string) => asked(name, sql`select viewer_inside_partnership((select id from partnerships where slug = ${slug})) as inside`).then((rows) => rows[0]!.inside);
  expect([await inside("visitor", "tamarind-circle"), await inside("stranger", "tamarind-circle"), await inside("own organisation", "tamarind-circle"), await inside("own organisation", "island-watch"), await inside("officer of another process", "island-watch"), await inside("officer", "island-watch")]).toEqual([false, false, true, false, false, true]);
});

test("what partners say of their partnership is told to them together, without names, when all have answered, and to nobody else", async () => { // self_assessment_answered, self_assessment_together, self_assessments_stand, self_assessment_rounds_stand
  const circle = sql`(select id from partnerships where slug = 'tamarind-circle')`;
  const told = async (name: ViewerName, before: SQL[] = []) => house.house.database.db.transaction(async (tx) => {
    for (const it of before) await tx.execute(it);
    const viewer = house.viewers.get(name)!;
    await tx.execute(sql`select set_config('travaux.stakeholders', ${viewer.kind === "person" ? `,${viewer.speaksFor.map((it) => it.stakeholderId).join(",")},` : ""}, true)`);
    const [row] = await rowsOf<{ answered: number; sayings: number }>(tx, sql`select self_assessment_answered(${circle}, 1) as answered, (select count(*)::int from self_assessment_together(${circle}, 1)) as sayings`);
    throw new Error(JSON.stringify(row));
  }).catch((error: unknown) => (error as Error).message);
  const third = sql`insert into self_assessments select partnership_id, number, ${house.idOf("samudra-policy-lab")}, scale, words, shows, day from self_assessments where partnership_id = ${circle} limit 1`;
  expect([await told("own organisation"), await told("own organisation", [third])]).toEqual(['{"answered":2,"sayings":0}', '{"answered":3,"sayings":27}']);
  expect([await told("officer", [third]), await told("stranger", [third]), await told("visitor", [third])]).toEqual(Array(3).fill('{"answered":0,"sayings":0}'));
});

test("how many rounds there were, and whether one is open, is told to the partners of a partnership and to nobody else", async () => { // self_assessment_rounds_so_far
  const told = async (name: ViewerName) => house.house.database.db.transaction(async (tx) => {
    const viewer = house.viewers.get(name)!;
    await tx.execute(sql`select set_config('travaux.stakeholders', ${viewer.kind === "person" ? `,${viewer.speaksFor.map((it) => it.stakeholderId).join(",")},` : ""}, true)`);
    const rows = await rowsOf<{ rounds: number; is_open: boolean }>(tx, sql`select s.rounds, s.is_open from partnerships p, self_assessment_rounds_so_far(p.id) s where p.slug in ('tamarind-circle', 'night-watch', 'plateau-bench-book') order by p.slug`);
    return rows.map((it) => `${it.rounds} ${it.is_open}`);
  });
  expect(await told("own organisation")).toEqual(["0 false", "0 false", "1 true"]);
  for (const who of ["officer", "stranger", "visitor"] as const) expect(await told(who), who).toEqual(Array(3).fill("0 false"));
});

test("whoever withdraws somebody of their body takes them out of the forum of the meeting, and nobody else", async () => { // end_withdrawn_participation
  const { db } = house.house.database;
  const { stakeholderId, personId } = house.byBody("tamarind-legal-network");
  const ended = (name: ViewerName) => db.transaction(async (tx) => {
    await tx.execute(sql`insert into registrations select (jsonb_populate_record(r, ${JSON.stringify({ id: "withdrawn", entry: "01900000-0000-4000-8000-0000000000fe", stakeholder_id: stakeholderId, person_id: personId, state: "withdrawn", meeting_id: house.meetings.prepared.id })}::jsonb)).* from registrations r where r.id = ${registeredId}`);
    const viewer = house.viewers.get(name)!;
    await tx.execute(sql`select set_config('travaux.viewer', ${viewer.kind === "person" ? viewer.personId : ""}, true), set_config('travaux.stakeholders', ${viewer.kind === "person" ? `,${viewer.speaksFor.map((it) => it.stakeholderId).join(",")},` : ""}, true)`);
    await tx.execute(sql`insert into forums select (jsonb_populate_record(f, ${JSON.stringify({ id: house.meetings.prepared.forumId, slug: "of-the-meeting" })}::jsonb)).* from forums f where f.id = ${house.forums.open.id}`);
    await tx.execute(sql`insert into forum_participants (id, forum_id, person_id, stakeholder_id, invited_at, accepted_at) values ('taking', ${house.meetings.prepared.forumId}, ${personId}, ${stakeholderId}, '2026-06-09', '2026-06-09')`);
    await tx.execute(sql`select end_withdrawn_participation('withdrawn', '2026-06-10')`);
    throw new Error(JSON.stringify((await rowsOf<{ gone: boolean }>(tx, sql`select ended_at is not null as gone from forum_participants where id = 'taking'`))[0]!.gone));
  }).catch((error: unknown) => (error as Error).message);
  expect([await ended("own organisation"), await ended("stranger"), await ended("visitor")]).toEqual(["true", "false", "false"]);
});

test("an account that is made takes the registrations that were made for its address, and those of no other", async () => { // registrations_find_person
  const { db } = house.house.database;
  const { stakeholderId } = house.byBody("tamarind-legal-network");
  const found = await db.transaction(async (tx) => {
    for (const [id, email] of [["early", "early@registered.example"], ["other", "other@registered.example"]]) await tx.execute(sql`insert into registrations select (jsonb_populate_record(r, ${JSON.stringify({ id, entry: id === "early" ? "01900000-0000-4000-8000-0000000000fc" : "01900000-0000-4000-8000-0000000000fd", email, stakeholder_id: stakeholderId, person_id: null, meeting_id: house.meetings.prepared.id })}::jsonb)).* from registrations r where r.id = ${registeredId}`);
    await tx.execute(sql`insert into people select (jsonb_populate_record(p, ${JSON.stringify({ id: "new-account", email: "early@registered.example" })}::jsonb)).* from people p where p.id = ${house.byBody("tamarind-legal-network").personId}`);
    throw new Error(JSON.stringify(await rowsOf(tx, sql`select id from registrations where person_id = 'new-account'`)));
  }).catch((error: unknown) => (error as Error).message);
  expect(found).toBe('[{"id":"early"}]');
});

test("only its author has an input forget its author", async () => { // contribution_forget_author
  const forget = sql`select contribution_forget_author(id, 'public', 'x') from contributions ${at("own")}`;
  for (const name of ["visitor", "stranger", "participant", "officer"] as const) await expect(asked(name, forget)).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("of those who take part, anybody may count sectors and regions, and learns neither names nor an order", async () => { // forum_kinds
  const kinds = await asked("visitor", sql`select * from forum_kinds(${house.forums.workshop.id})`);
  expect(Object.keys(kinds[0]!).toSorted()).toEqual(["region", "sector"]);
  expect(kinds.map((it) => `${it.sector as string} ${it.region as string}`)).toEqual(kinds.map((it) => `${it.sector as string} ${it.region as string}`).toSorted());
});

test("whether one wrote an input is told to its own organisation alone", async () => { // viewer_wrote
  const wrote = (name: ViewerName) => asked(name, sql`select viewer_wrote(id) as it from contributions ${at("own")}`);
  expect([await wrote("own organisation"), await wrote("officer"), await wrote("visitor")]).toEqual([[{ it: true }], [{ it: false }], [{ it: false }]]);
});

test("what one’s own organisations wrote is listed for its people alone", async () => { // viewer_written
  const written = async (name: ViewerName) => (await referenceIn(await asked(name, sql`select viewer_written()`))).filter((it) => it === referenceOf("own") || it === referenceOf("signed"));
  expect([await written("own organisation"), await written("officer"), await written("stranger"), await written("visitor")]).toEqual([[referenceOf("own")], [], [], []]);
});

test("whether one stands behind an input is told to those who wrote it or are asked to, and have not declined", async () => { // viewer_stands_behind
  const { db } = house.house.database;
  const [filed] = await rowsOf<{ id: string }>(db, sql`select id from contributions ${at("submitted in confidence")}`);
  const behind = sql`select viewer_stands_behind(${filed!.id}) as it`;
  const own = house.viewers.get("own organisation")!;
  const coAuthor: Viewer = { ...(own as PersonViewer), speaksFor: [{ stakeholderId: house.byBody("faro-abierto").stakeholderId, isFocalPoint: true, absorbed: [] }] };
  const byCoAuthor = (...before: SQL[]) => asViewer(db, coAuthor, async (tx) => { for (const it of before) await tx.execute(it); return rowsOf(tx, behind); });
  expect(await byCoAuthor()).toEqual([{ it: true }]);
  expect(await byCoAuthor(sql`update co_authors set state = 'declined' where contribution_id = ${filed!.id}`).finally(() => db.execute(sql`update co_authors set state = 'asked' where contribution_id = ${filed!.id}`))).toEqual([{ it: false }]);
  expect([await asked("own organisation", sql`select viewer_stands_behind(id) as it from contributions ${at("own")}`), await asked("own organisation", behind), await asked("officer", behind), await asked("visitor", behind)]).toEqual([[{ it: true }], [{ it: false }], [{ it: false }], [{ it: false }]]);
});

test("whether one is an officer over an input is told to its officers alone", async () => { // viewer_officiates_over
  const over = (name: ViewerName) => asked(name, sql`select viewer_officiates_over(id) as it from contributions ${at("own")}`);
  expect([await over("officer"), await over("officer of another process"), await over("officer without second factor"), await over("own organisation")]).toEqual([[{ it: true }], [{ it: false }], [{ it: false }], [{ it: false }]]);
});

test("the author of an input is written to by whoever answered it or decides about it, and nobody else learns that there is one", async () => { // contribution_tell_author
  const { db } = house.house.database;
  const said = JSON.stringify({ en: { subject: "Told", body: "Told" } });
  const tell = (key: string, answer: string | null) => sql`select contribution_tell_author(id, ${answer ? sql`(select id from contributions ${at(answer)})` : null}, ${`mail ${key} ${answer ?? ""}`}, ${said}::jsonb, '2026-06-09') as told from contributions ${at(key)}`;
  const told = async (name: ViewerName, key: string, answer: string | null = null) => (await asked(name, tell(key, answer))).map((it) => it.told);
  for (const name of ["visitor", "stranger", "participant", "own organisation", "officer of another process", "officer without second factor"] as const) for (const answer of [null, "kind answered"]) expect(await told(name, "kind", name === "own organisation" ? null : answer), name).toEqual([false]);
  expect(await told("own organisation", "own")).toEqual([false]);
  expect(await told("own organisation", "signed", "kind answered"), "what answers another input").toEqual([false]);
  expect(await told("officer", "nobody’s")).toEqual([false]);
  expect(await rowsOf(db, sql`select id from outbox where id like 'mail %'`)).toEqual([]);
  expect(await told("officer", "kind")).toEqual([true]);
  expect(await asked("officer", sql`select contribution_tell_author(id, null, 'mail again', ${said}::jsonb, '2026-06-09') as told from contributions ${at("kind")}`), "only that it was done comes back").toEqual([{ told: true }]);
});

test("a key signs for those who may write in its forum, once for each, and for nobody else", async () => { // forum_signing_key
  const key = async (name: ViewerName, forum: string, sent: string) => (await asked(name, sql`select forum_signing_key(${forum}, 'comment', ${sent}) is not null as given`))[0]!.given;
  const { workshop, open } = house.forums;
  for (const name of ["visitor", "stranger", "other stakeholder", "officer"] as const) expect(await key(name, workshop.id, "a"), name).toBe(false);
  for (const name of ["visitor", "stranger", "officer"] as const) expect(await key(name, open.id, "a"), name).toBe(false);
  expect([await key("participant", workshop.id, "a"), await key("participant", workshop.id, "a"), await key("participant", workshop.id, "b"), await key("participant", house.closed.id, "a")]).toEqual([true, true, false, false]);
  await expect(asked("participant", sql`select * from forum_key_secrets`)).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("a token is spent once, under a key that is still there, and nothing else is told of it", async () => { // spend_token
  const spend = async (forum: string) => (await asked("visitor", sql`select spend_token((select id from forum_keys where forum_id = ${forum}), 'spent in a test') as spent`))[0]!.spent;
  expect([await spend(house.forums.workshop.id), await spend(house.forums.workshop.id), await spend(house.closed.id)]).toEqual([true, false, false]);
  for (const name of ["visitor", "officer"] as const) await expect(asked(name, sql`select * from spent_tokens`)).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("whether a forum is open anybody may ask, and learns nothing else", async () => { // hold_forum_open
  const ids = [house.forums.workshop.id, house.closed.id, "none"];
  expect(await Promise.all(ids.map((id) => asked("visitor", sql`select hold_forum_open(${id}) as it`)))).toEqual([[{ it: true }], [{ it: false }], [{ it: false }]]);
});

test("only officers end keys and release what waits, and what waits is read by nobody before", async () => { // destroy_forum_keys, release_waiting
  const { id } = house.forums.workshop;
  for (const name of ["visitor", "participant", "own organisation", "officer of another process", "officer without second factor"] as const)
    for (const deed of [sql`select destroy_forum_keys(${id})`, sql`select release_waiting(${id}, 'seed', 0)`]) await expect(asked(name, deed), name).rejects.toMatchObject({ cause: { code: "42501" } });
  expect(await asked("officer", sql`select release_waiting(${id}, 'seed', 3) as it`)).toEqual([{ it: { inputs: 0, entering: [] } }]); // one waits
  for (const name of ["visitor", "officer"] as const) await expect(asked(name, sql`select * from unattributed_commitments`)).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("what the inbox notes is noted by the tables alone", async () => { // inbox_note
  await expect(asked("visitor", sql`select inbox_note()`)).rejects.toMatchObject({ cause: { code: "0A000" } });
});

test("asks are made by the words that are filed, and by nobody", async () => { // asks_follow_wordings
  await expect(asked("visitor", sql`select asks_follow_wordings()`)).rejects.toMatchObject({ cause: { code: "0A000" } });
  for (const name of ["own organisation", "officer"] as const) await expect(asked(name, sql`insert into asks select id, 7, 'published' from contributions ${at("own")}`), name).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("of the log of clearance everyone may count what was public and named, and read nothing else", async () => { // clearance_counts
  const counts = async (name: ViewerName) => asked(name, sql`select * from clearance_counts(${house.call.id}) order by act`);
  expect(await counts("visitor")).toEqual([{ act: "acknowledged", count: 0 }, { act: "published", count: 1 }, { act: "published-redacted", count: 1 }, { act: "returned", count: null }]);
  expect(await counts("officer")).toEqual(await counts("visitor"));
  expect(await asked("visitor", sql`select * from clearances`)).toEqual([]);
});

test("only its author has those asked anew on whose behalf a submission is filed", async () => { // co_authors_ask_anew
  const ask = sql`select co_authors_ask_anew(id) from contributions ${at("submitted")}`;
  for (const name of ["visitor", "stranger", "officer"] as const) await expect(asked(name, ask)).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("drafts are forgotten by their age, whoever has the house forget them, and the words of none come back", async () => { // drafts_forget
  expect(await asked("visitor", sql`select drafts_forget('2026-01-01') as it`)).toEqual([{ it: 0 }]);
});

test("how many are under way and how many were refused anybody may count, from ten on, and no sum gives a smaller number away", async () => { // accreditation_counts
  const counts = async (fewest: number) => asked("visitor", sql`select standing, kind, value, n from accreditation_counts(${house.process.id}, ${fewest})`);
  expect((await counts(0)).filter((it) => it.n !== null)).toEqual([]);
  const { db } = house.house.database;
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`update accreditations set state = 'received' where state = 'accredited'`);
    const told = await rowsOf<{ standing: string; kind: string; value: string; n: number | null }>(tx, sql`select standing, kind, value, n from accreditation_counts(${house.process.id}, 10)`);
    const real = await rowsOf<{ sector: string; n: number }>(tx, sql`select s.sector, count(*)::int as n from accreditations a join stakeholders s on s.id = a.stakeholder_id where a.state <> 'refused' group by 1`);
    const total = real.reduce((sum, it) => sum + it.n, 0);
    const sectors = told.filter((it) => it.standing === "under-way" && it.kind === "sector");
    expect(told.find((it) => it.standing === "under-way" && it.kind === "total")?.n).toBe(total);
    expect(sectors.flatMap((it) => (it.n === null ? [] : [`${it.value} ${it.n}`]))).toEqual(real.filter((it) => it.n >= 10).map((it) => `${it.sector} ${it.n}`).toSorted());
    expect(total - sectors.reduce((sum, it) => sum + (it.n ?? 0), 0)).toBeGreaterThanOrEqual(10);
    tx.rollback();
  }).catch((error: unknown) => { if (!String(error).includes("Rollback")) throw error; });
});

test("whether one is invited to speak, or speaks, is told to oneself alone", async () => { // viewer_is_speaker, viewer_speaks_at
  const [known, meetings] = [sql`select count(*)::int as count from meeting_speakers where viewer_is_speaker(id)`, sql`select count(*)::int as count from meetings where viewer_speaks_at(id)`];
  for (const name of ["visitor", "stranger", "officer"] as const) expect([await asked(name, known), await asked(name, meetings)], name).toEqual([[{ count: 0 }], [{ count: 0 }]]);
  const [, query] = asSpeaker(meetings);
  const [speaker] = await rowsOf<{ id: string }>(house.house.database.db, sql`select id from people where email = 'amina.wekesa@lantern.example'`);
  const viewer = { ...(house.viewers.get("stranger") as PersonViewer), personId: speaker!.id };
  expect(await asViewer(house.house.database.db, viewer, (tx) => rowsOf<{ count: number }>(tx, query!))).toEqual([{ count: 2 }]);
});

test("whose calendar an address opens is told to whoever has the hash of its token, and to nobody who has not", async () => { // calendar_feed_person
  const { db } = house.house.database;
  const [person] = await rowsOf<{ id: string }>(db, sql`select id from people order by id limit 1`);
  await db.execute(sql`insert into calendar_feeds (person_id, token_hash, made_at) values (${person!.id}, 'the hash', '2026-06-09')`);
  expect(await asked("visitor", sql`select calendar_feed_person('the hash') as person`)).toEqual([{ person: person!.id }]);
  expect(await asked("officer", sql`select calendar_feed_person('another') as person`)).toEqual([{ person: null }]);
  expect(await asked("officer", sql`select * from calendar_feeds`)).toEqual([]);
});

test("what was met is counted past the row policies, and who asked whom is not told", async () => { // offer_outcomes
  const { db } = house.house.database;
  const [both] = await rowsOf<{ count: number }>(db, sql`select count(*)::int as count from offer_inquiries where poster_outcome in ('met', 'partly') and asker_outcome in ('met', 'partly')`);
  expect(both!.count).toBeGreaterThan(0);
  expect(await asked("visitor", sql`select sum(met)::int as met from offer_outcomes()`)).toEqual([{ met: both!.count }]);
  expect(await asked("officer", sql`select * from offer_inquiries`)).toEqual([]);
});

test("that somebody has begun to code a source is told, and nothing of what they gave", async () => { // coding_begun
  const [source] = await rowsOf<{ id: string }>(house.house.database.db, sql`select source_id as id from coding_assignments where done_day is null`);
  expect(await asked("officer", sql`select coding_begun(${source!.id}) as begun, (select count(*)::int from codings where source_id = ${source!.id}) as count`)).toEqual([{ begun: true, count: 0 }]);
});

test("whoever withdraws an answer takes its words from what is coded, and an answer is shown no more widely than it was given", async () => { // coding_answer_withdrawn, coding_segments_stand
  const { db } = house.house.database;
  await db.transaction(async (tx) => {
    const run = (what: SQL) => tx.execute(what);
    await run(sql`set local session_replication_role = replica`);
    await run(sql`insert into survey_answers (id, assessment_id, version, language, audience, attribution, state, given, fingerprint) select 'told answer', id, 1, 'en', 'public', 'named', 'kept', '{"/q":"Our words."}', 'x' from assessments where number = 1`);
    await run(sql`set local session_replication_role = origin`);
    await run(sql`insert into coding_segments (id, source_id, position, voice, voice_number, text, consent, answer_id) select 'told of answer', id, 999, 'speaker', 1, 'Our words.', 'kind', 'told answer' from coding_sources order by number limit 1`);
    await expect(tx.transaction((inner) => inner.execute(sql`update coding_segments set consent = 'quotable' where id = 'told of answer'`))).rejects.toMatchObject({ cause: { constraint: "coding_segments_stand" } });
    await run(sql`update survey_answers set state = 'withdrawn', given = null where id = 'told answer'`);
    expect(await rowsOf(tx, sql`select text from coding_segments where id = 'told of answer'`)).toEqual([{ text: null }]);
    tx.rollback();
  }).catch((error: unknown) => { if (!String(error).includes("Rollback")) throw error; });
});

test("an answer stands as it was filed: whose it is, or that it is nobody’s, is never said otherwise", async () => {
  for (const change of [sql`attribution = 'kind'`, sql`audience = 'secretariat'`, sql`id = 'forged'`, sql`code_hash = 'forged'`]) expect(await refusedBy(answered("named", change))).toBe("survey_answers_stand");
  expect(await refusedBy([closedSurvey, answered("named", sql`state = 'withdrawn', given = null`)]), "erased it may be at any time").toBeNull();
});

/** As whoever answered the survey under the name of their body sees it. */
const asRespondent = async (query: SQL) => {
  const { db } = house.house.database;
  const [it] = await rowsOf<{ person: string; stakeholder: string }>(db, sql`select person_id as person, stakeholder_id as stakeholder from survey_authorships a join survey_answers s on s.id = a.answer_id where a.assessment_id = ${openAssessmentId} and s.attribution = 'named' and s.audience = 'public'`);
  return asViewer(db, { ...(house.viewers.get("stranger") as PersonViewer), personId: it!.person, speaksFor: [{ stakeholderId: it!.stakeholder, isFocalPoint: true, absorbed: [] }] }, (tx) => rowsOf<Record<string, unknown>>(tx, query));
};

test("which answers to surveys are one’s own is told to oneself alone, and that one has answered likewise", async () => { // viewer_surveyed, survey_answered_by_viewer
  const [own, has] = [sql`select count(*)::int as count from (select viewer_surveyed()) it`, sql`select survey_answered_by_viewer(${openAssessmentId}) as has`];
  for (const name of ["visitor", "stranger", "officer", "assessor"] as const) expect([await asked(name, own), await asked(name, has)], name).toEqual([[{ count: 0 }], [{ has: false }]]);
  expect([await asRespondent(has), (await asRespondent(own))[0]!.count]).toEqual([[{ has: true }], expect.any(Number)]);
  expect(await asRespondent(sql`select count(*)::int as count from survey_answers where assessment_id = ${openAssessmentId}`)).toEqual([{ count: 1 }]);
});

test("how many answered a survey is told to everybody by tens while it is open, exactly once it is closed, and never of a draft", async () => { // survey_answered
  const counted = async (...before: SQL[]) => house.house.database.db.transaction(async (tx) => {
    for (const it of before) await tx.execute(it);
    const [row] = await rowsOf<{ open: number; draft: number | null }>(tx, sql`select survey_answered(${openAssessmentId}) as open, survey_answered(${toldAssessmentId}) as draft`);
    throw new Error(JSON.stringify(row));
  }).catch((error: unknown) => (error as Error).message);
  const six = Array.from({ length: 6 }, (_, index) => anAnswer({ id: `more ${index}` }));
  expect([await counted(), await counted(...six), await counted(closedSurvey)]).toEqual(['{"open":0,"draft":null}', '{"open":10,"draft":null}', '{"open":4,"draft":null}']);
  expect(await asked("visitor", sql`select survey_answered(${openAssessmentId}) as it`)).toEqual([{ it: 0 }]);
});

test("that somebody answered without a name is marked once, for a person, by nobody else, and read by nobody", async () => { // mark_survey_answered
  const mark = sql`select mark_survey_answered(${openAssessmentId}) as it`;
  expect([await asked("visitor", mark), await asked("stranger", mark), await asked("stranger", mark), await asRespondent(mark)]).toEqual([[{ it: false }], [{ it: true }], [{ it: false }], [{ it: false }]]);
  for (const name of ["officer", "assessor"] as const) expect(await asked(name, sql`select * from survey_marks`)).toEqual([]);
  await expect(asked("officer", sql`insert into survey_marks values (${openAssessmentId}, ${personIdOf("officer")})`)).rejects.toMatchObject({ cause: { code: "42501" } });
  await house.house.database.db.execute(sql`delete from survey_marks where person_id = ${personIdOf("stranger")}`);
});

test("what is nobody’s is shown to those who assess once an officer has closed the survey, in an order that tells nothing, and not before", async () => { // release_survey_answers, survey_answers_in_time
  const release = sql`select release_survey_answers(${openAssessmentId}, 'seed')`;
  for (const name of ["visitor", "assessor", "officer", "officer of another process"] as const) await expect(asked(name, release), name).rejects.toMatchObject({ cause: { code: "42501" } });
  const waiting = sql`select state from survey_answers where assessment_id = ${openAssessmentId} and attribution = 'unattributed'`;
  expect([await asked("officer", waiting), await asked("assessor", waiting)]).toEqual([[], []]);
  const shown = await asViewer(house.house.database.db, house.viewers.get("officer")!, async (tx) => { await tx.execute(closedSurvey); await tx.execute(release); throw new Error(JSON.stringify(await rowsOf(tx, waiting))); }).catch((error: unknown) => (error as Error).message);
  expect(shown).toBe('[{"state":"kept"}]');
  await expect(asked("visitor", sql`select survey_answers_in_time()`)).rejects.toMatchObject({ cause: { code: "0A000" } });
});

test("whether a body drafts a statement or is asked to, whether it is public, and what its last number is, is told, and nothing of what is drafted", async () => { // viewer_joined_statement, viewer_asked_to_statement, statement_is_public, body_is_verified, last_statement_number
  const standing = async (name: ViewerName) => Object.values((await asked(name, sql`select viewer_joined_statement(${ownStatementId}) as joined, viewer_asked_to_statement(${ownStatementId}) as asked, statement_is_public(${ownStatementId}) as public`))[0]!);
  const names = ["visitor", "officer", "stranger", "other stakeholder", "own organisation"] as const;
  expect(await Promise.all(names.map(standing))).toEqual([[false, false, false], [false, false, false], [false, false, false], [false, true, false], [true, true, false]]);
  expect(await asked("visitor", sql`select body_is_verified(${house.idOf("faro-abierto")}) as verified, last_statement_number(${house.process.id}) as last`)).toEqual([{ verified: true, last: 99 }]);
});

test("what nobody says in a room comes in the night after, and a link leads to its statement while it holds; who speaks for a body no more has put nothing forward", async () => { // release_statement_remarks, statement_link_holds, use_statement_link, forget_pendings
  const { db } = house.house.database;
  await db.transaction(async (tx) => {
    const row = async (query: SQL) => Object.values((await rowsOf<Record<string, unknown>>(tx, query))[0]!)[0];
    expect([await row(sql`select release_statement_remarks('2026-06-09')`), await row(sql`select release_statement_remarks('2026-06-10')`)]).toEqual([0, 1]);
    await tx.execute(sql`insert into statement_invitations values ('laid', ${ownStatementId}, 'laid', ${house.idOf("faro-abierto")}, '2026-06-09', '2026-07-09', null)`);
    const holds = (hash: string, on: string) => row(sql`select statement_link_holds(${ownStatementId}, ${hash}, ${on}::date)`);
    expect([await holds("laid", "2026-07-08"), await holds("laid", "2026-07-09"), await holds("forged", "2026-07-08")]).toEqual([true, false, false]);
    await tx.execute(sql`select use_statement_link(${ownStatementId}, 'laid', '2026-06-20'::date)`);
    expect(await row(sql`select used_day::text from statement_invitations where id = 'laid'`)).toBe("2026-06-20");
    const { personId, stakeholderId } = house.byBody("faro-abierto");
    await tx.execute(sql`insert into statement_pendings values ('laid', ${ownStatementId}, ${stakeholderId}, ${personId}, 1, 'laid', '[]', null, '2026-06-09')`);
    await tx.execute(sql`update memberships set state = 'ended', ended_at = '2026-06-09' where person_id = ${personId} and stakeholder_id = ${stakeholderId}`);
    expect(await row(sql`select count(*)::int from statement_pendings where id = 'laid'`)).toBe(0);
    tx.rollback();
  }).catch((error: unknown) => { if (!(error instanceof Error) || error.constructor.name !== "TransactionRollbackError") throw error; });
});

test("who is of a body is told so, and nobody else; and none stands behind a submission by a statement that it has not signed", async () => { // viewer_is_member, signed_behind
  const own = house.idOf(bodies.own);
  expect(await asked("own organisation", sql`select viewer_is_member(${own}) as mine, viewer_is_member(${house.idOf("faro-abierto")}) as others, signed_behind('none', ${own}) as behind`)).toEqual([{ mine: true, others: false, behind: false }]);
  expect(await asked("visitor", sql`select viewer_is_member(${own}) as mine, signed_behind('none', ${own}) as behind`)).toEqual([{ mine: false, behind: false }]);
});

test("everyone is told how many are still asked to own a commitment, and only those inside who they are", async () => { // commitment_asked, viewer_inside_commitment, viewer_named_in_commitment
  const count = sql`select commitment_asked(id) as it from commitments where number = 2`;
  const named = sql`select state from commitment_owners where state = 'asked' and commitment_id = (select id from commitments where number = 2)`;
  expect([await asked("visitor", count), await asked("visitor", named), await asked("officer", named), await asked("officer of another process", named)]).toEqual([[{ it: 1 }], [], [{ state: "asked" }], []]);
});

test("whoever proposes takes the next number, and does not see by it what others propose", async () => { // next_commitment_number, commitments_stand
  const next = sql`select next_commitment_number(id) as it from processes where slug = 'model'`;
  const [{ it: number }] = await rowsOf<{ it: number }>(house.house.database.db, sql`select max(number)::int + 1 as it from commitments`) as [{ it: number }];
  expect(await asked("stranger", next)).toEqual([{ it: number }]);
});

test("whoever erases themselves takes back what they signed in their own name, and nothing of others", async () => { // forget_own_signatures
  const before = await rowsOf<{ count: number }>(house.house.database.db, sql`select count(*)::int as count from statement_acts`);
  await asked("visitor", sql`select forget_own_signatures()`);
  await asked("own organisation", sql`select forget_own_signatures()`);
  expect(await rowsOf<{ count: number }>(house.house.database.db, sql`select count(*)::int as count from statement_acts`)).toEqual(before);
});

/** Functions that look past the row policies: each has its test above. */
const past = ["accreditation_counts", "asks_follow_wordings", "body_is_verified", "calendar_feed_person", "clearance_counts", "co_authors_ask_anew", "coding_answer_withdrawn", "coding_begun", "coding_segments_stand", "commitment_asked", "commitments_stand", "contribution_forget_author", "contribution_tell_author", "contributions_matching", "destroy_forum_keys", "drafts_forget", "end_withdrawn_participation", "forget_own_signatures", "forget_pendings", "forum_kinds", "forum_signing_key", "hold_forum_open", "inbox_note", "last_statement_number", "mark_survey_answered", "next_commitment_number", "offer_outcomes", "partnerships_publish", "practices_stand", "registrations_find_person", "release_statement_remarks", "release_survey_answers", "release_waiting", "self_assessment_answered", "self_assessment_rounds_so_far", "self_assessment_rounds_stand", "self_assessment_together", "self_assessments_stand", "signed_behind", "spend_token", "statement_acts_fit", "statement_is_public", "statement_link_holds", "survey_answered", "survey_answered_by_viewer", "survey_answers_in_time", "use_statement_link", "viewer_asked_to_statement", "viewer_inside_commitment", "viewer_inside_partnership", "viewer_is_member", "viewer_is_speaker", "viewer_joined_statement", "viewer_named_in_commitment", "viewer_officiates_over", "viewer_speaks_at", "viewer_stands_behind", "viewer_surveyed", "viewer_written", "viewer_wrote"];

test("no other function looks past the row policies", async () => {
  const functions = await rowsOf<{ name: string }>(house.house.database.db, sql`select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`);
  expect(functions.map((it) => it.name).toSorted()).toEqual(past);
});

test("where more is found than is asked for, the newest days come first, and not what was stored first", async () => {
  const first = async () => (await asked("visitor", sql`select contributions_matching(websearch_to_tsquery('english', 'safeguards'), 3)`)).map((it) => Object.values(it)[0]);
  const before = await first();
  const { db } = house.house.database;
  await db.execute(sql`update wordings set day = day where contribution_id in (select id from contributions where id = ${before[0] as string})`); // PostgreSQL writes a changed row anew, at the end
  await db.execute(sql`update contributions set day = day where id = ${before[0] as string}`);
  expect(await first()).toEqual(before);
});
