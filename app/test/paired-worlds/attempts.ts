// What nobody may write, tried past the application: each is refused by one clause of one row policy alone.
import { sql, type SQL } from "drizzle-orm";
import type { Db } from "../../src/ground/db/database.ts";
import { asViewer, holdCode } from "../../src/ground/db/request.ts";
import { codeHashOf, secretCode } from "../../src/concepts/contributions/contribution.ts";
import { chanceFor, type ViewerName } from "./telling.ts";
import { applicationId, draftCallId, draftIds, draftMeetingId, draftSelectionId, idFor, publishedSelectionId, referenceOf, registeredId, type PairedHouse } from "./pair.ts";

export type Attempt = { policy: string; clause: "using" | "with check"; what: string; as: ViewerName; code?: string; laid?: (house: PairedHouse) => SQL; first?: (house: PairedHouse) => SQL; deed: (house: PairedHouse) => SQL };

/** The secret code under which an unattributed input of this key was filed, hashed. */
const codeOf = (key: string) => codeHashOf(secretCode(chanceFor(key)))!;
const copied = (key: string, id: string, stakeholder: SQL) => sql`insert into contributions (id, reference, process_id, forum_id, kind, version_id, place, provision_id, language, audience, attribution, stakeholder_id, day, state)
  select ${id}, ${id}, process_id, forum_id, kind, version_id, place, provision_id, language, audience, attribution, ${stakeholder}, day, state from contributions where reference = ${referenceOf(key)}`;
/** The id under which the input of this key goes; a policy keeps it from being asked for. */
const idOf = (key: string) => sql`${idFor(key)}`;
const draftFor = (id: string, callId: string, personId: SQL, stakeholderId: string) => sql`insert into drafts (id, call_id, person_id, stakeholder_id, edition, content, kept_at, clearance) values (${id}, ${callId}, ${personId}, ${stakeholderId}, 1, '{}', '2026-06-10', 'private')`;
const someCode = "0".repeat(64);

/** Rows that are seen, carried into a table that anybody may write: as many are written as were read. */
const seenIn = (from: SQL) => sql`insert into limit_windows (name, key, ends_at) select 'forged ' || row_number() over (), '', '2026-06-09' from ${from}`;
/** What belongs to a meeting and is as public as it is. */
const ofDrafts = ["meeting_blocks", "meeting_block_pins", "meeting_block_themes", "meeting_documents"] as const;
/** A theme of an announced meeting; something of another that is not cleared. */
const themed = sql`insert into meeting_block_themes select b.meeting_id, b.number, t.id from meeting_blocks b join meetings m on m.id = b.meeting_id, themes t where m.number = 17 and b.number = 1 and t.slug = 'extradition'`;
const uncleared = sql`insert into meeting_outcomes select id, 'need', 90, '{"en":"Laid"}', null, null from meetings where number = 2`;
/** Rows of a call in preparation, carried into a table that anybody may write: as many are written as were read. */
const carriedOff = (from: SQL) => sql`insert into limit_windows (name, key, ends_at) select 'forged ' || row_number() over (), '', '2026-06-09' from ${from} where call_id = ${draftCallId}`;

const ofWorkshop = sql`(select id from meetings where number = 97)`;
const entryOf = "01900000-0000-4000-8000-0000000000ff";
const seen = (from: SQL) => sql`with seen as (select 1 from ${from}) update processes set slug = slug from seen`;

export const attempts: Attempt[] = [
  { policy: "registrations_read", clause: "using", what: "to read who comes to a meeting", as: "stranger", deed: () => seen(sql`registrations`) },
  { policy: "registrations_file", clause: "with check", what: "to register somebody for a body that one does not speak for", as: "stranger", deed: ({ byBody }) => sql`insert into registrations (id, meeting_id, stakeholder_id, name, email, mode, days, blocks, wish, first_time, visa_letter, state, turn, applied_day, entry, statement, salt)
    values ('forged', ${ofWorkshop}, ${byBody("faro-abierto").stakeholderId}, 'forged', 'forged', 'room', '{}', '{}', 'attend', false, false, 'applied', 0, '2026-06-09', ${entryOf}, '{}', '')` },
  { policy: "registrations_change", clause: "using", what: "to withdraw others from a meeting", as: "stranger", deed: () => sql`update registrations set state = 'withdrawn'` },
  { policy: "registration_figures_publish", clause: "with check", what: "to publish numbers without being an officer", as: "own organisation", deed: () => sql`insert into registration_figures (meeting_id, what, figures, by, day) values (${ofWorkshop}, 'applied', '{}', 'forged', '2026-06-09')` },
  { policy: "selections_read", clause: "using", what: "to see a draw that is being prepared", as: "stranger", deed: () => seen(sql`selections where id = ${draftSelectionId}`) },
  { policy: "selections_plan", clause: "with check", what: "to prepare a draw without being an officer", as: "own organisation", laid: () => sql`delete from selections where id = ${draftSelectionId}`, deed: ({ meetings }) => sql`insert into selections (id, meeting_id, state, under_rule, size, quotas, method, alternates, answer_days) values ('forged', ${meetings.prepared.id}, 'draft', true, 5, '[]', 'leximin', 0, 5)` },
  { policy: "selections_change", clause: "using", what: "to change a draw without being an officer", as: "own organisation", deed: () => sql`update selections set answer_days = 1` },
  { policy: "selection_applicants_read", clause: "using", what: "to learn whose pseudonym is whose", as: "stranger", deed: () => seen(sql`selection_applicants`) },
  { policy: "selection_applicants_name", clause: "with check", what: "to give somebody a pseudonym", as: "own organisation", laid: () => sql`delete from selection_applicants where registration_id = ${registeredId}`, deed: () => sql`insert into selection_applicants (selection_id, registration_id, pseudonym, organisation, in_pool) values (${publishedSelectionId}, ${registeredId}, 'forged', 'forged', true)` },
  { policy: "selection_applicants_answer", clause: "using", what: "to accept a place for others", as: "stranger", deed: () => sql`update selection_applicants set accepted_day = '2026-06-09'` },
  { policy: "selection_files_read", clause: "using", what: "to read the pool of a draw under the Rule without having applied", as: "stranger", deed: () => seen(sql`selection_files where selection_id = ${publishedSelectionId}`) },
  { policy: "selection_files_keep", clause: "with check", what: "to put other files in the place of those of a draw", as: "own organisation", laid: () => sql`delete from selection_files where selection_id = ${publishedSelectionId}`, deed: () => sql`insert into selection_files (selection_id, pool, quotas, chances) values (${publishedSelectionId}, 'forged', '', '{}')` },
  { policy: "selection_files_change", clause: "using", what: "to change the files of a draw", as: "own organisation", deed: () => sql`update selection_files set pool = 'forged'` },
  { policy: "selection_deeds_read", clause: "using", what: "to read who was replaced in a draw under the Rule", as: "stranger", laid: () => sql`insert into selection_deeds (selection_id, number, what, leaver, by, day, entry, statement, salt) values (${publishedSelectionId}, 9, 'replaced', 'A-GONE', 'T. Adeyemi', '2026-06-09', ${entryOf}, '{}', '')`, deed: () => seen(sql`selection_deeds where selection_id = ${publishedSelectionId}`) },
  { policy: "selection_deeds_add", clause: "with check", what: "to have somebody replaced without being an officer", as: "own organisation", deed: () => sql`insert into selection_deeds (selection_id, number, what, by, day, entry, statement, salt) values (${publishedSelectionId}, 9, 'drawn', 'forged', '2026-06-09', ${entryOf}, '{}', '')` },
  { policy: "contributions_file", clause: "with check", what: "to write in the name of a body that one does not speak for", as: "stranger", deed: () => copied("signed", "forged", sql`stakeholder_id`) },
  { policy: "contributions_change", clause: "using", what: "to put one’s own code on what somebody else wrote", as: "stranger", code: someCode, deed: () => sql`update contributions set code_hash = ${someCode} where reference = ${referenceOf("nobody’s")}` },
  { policy: "contributions_change", clause: "with check", what: "to hand one’s own input on to another code", as: "stranger", code: codeOf("nobody’s"), deed: () => sql`update contributions set code_hash = ${someCode} where reference = ${referenceOf("nobody’s")}` },
  { policy: "wordings_file", clause: "with check", what: "to put words into another’s mouth", as: "stranger", deed: () => sql`insert into wordings (contribution_id, edition, body, day, fingerprint, configuration) select id, 7, 'forged', day, '', 'english' from contributions where reference = ${referenceOf("signed")}` },
  { policy: "wordings_change", clause: "using", what: "to change what others have said", as: "stranger", deed: () => sql`update wordings set body = 'forged'` },
  { policy: "authorships_file", clause: "with check", what: "to have somebody else be the author", as: "own organisation", first: ({ viewers }) => { const it = viewers.get("own organisation")!; return copied("signed", "forged", sql`${it.kind === "person" ? it.speaksFor[0]!.stakeholderId : ""}`); },
    deed: ({ byBody }) => { const { stakeholderId, personId } = byBody("faro-abierto"); return sql`insert into authorships (contribution_id, attribution, stakeholder_id, person_id, filed_at) values ('forged', 'named', ${stakeholderId}, ${personId}, '2026-06-09')`; } },
  { policy: "authorships_forget", clause: "using", what: "to make others forget what they wrote", as: "officer", deed: () => sql`delete from authorships` },
  { policy: "proofs_read", clause: "using", what: "to read what the record was told of an input whose author one may not know", as: "stranger", deed: () => sql`with seen as (select 1 from contribution_proofs where contribution_id = ${idOf("signed")}) update processes set slug = slug from seen` },
  { policy: "proofs_file", clause: "with check", what: "to add a proof to another’s input", as: "stranger", deed: () => sql`insert into contribution_proofs (entry, contribution_id, attribution, what, day, statement, salt) select 'forged', id, attribution, 'forged', day, '{}', '' from contributions where reference = ${referenceOf("signed")}` },
  { policy: "proofs_forget", clause: "using", what: "to do away with proofs", as: "officer", deed: () => sql`delete from contribution_proofs` },
  { policy: "participants_write", clause: "with check", what: "to invite oneself", as: "stranger", deed: ({ forums, byBody, viewers }) => { const it = viewers.get("stranger")!; return sql`insert into forum_participants (id, forum_id, person_id, stakeholder_id, invited_at) values ('forged', ${forums.workshop.id}, ${it.kind === "person" ? it.personId : ""}, ${byBody("faro-abierto").stakeholderId}, '2026-06-09')`; } },
  { policy: "participants_change", clause: "using", what: "to end the participation of others", as: "stranger", deed: () => sql`update forum_participants set ended_at = '2026-06-09'` },
  { policy: "contributions_take_back", clause: "using", what: "to have one’s own input never been there once it was shown", as: "stranger", code: codeOf("nobody’s"), deed: () => sql`delete from contributions where code_hash = ${codeOf("nobody’s")}` },
  { policy: "keys_make", clause: "with check", what: "to publish a key for a forum", as: "stranger", deed: ({ forums }) => sql`insert into forum_keys (id, forum_id, purpose, public_key, fingerprint, made_day, entry, salt) values ('forged', ${forums.workshop.id}, 'forged', '', '', '2026-06-09', 'forged', '')` },
  { policy: "keys_end", clause: "using", what: "to end the keys of a forum", as: "stranger", deed: () => sql`update forum_keys set destroyed_day = '2026-06-09'` },
  { policy: "secrets_keep", clause: "with check", what: "to put a private key in the place of one that was destroyed", as: "stranger", deed: ({ closed }) => sql`insert into forum_key_secrets (key_id, private_key) select id, '' from forum_keys where forum_id = ${closed.id}` },
  { policy: "marks_read", clause: "using", what: "to see who was given tokens", as: "officer", deed: () => sql`with seen as (select person_id from forum_token_marks) update forums set about = about from seen` },
  { policy: "calls_draft", clause: "with check", what: "to prepare a call without being an officer", as: "own organisation", deed: () => sql`insert into calls select (jsonb_populate_record(calls, '{"id":"forged","forum_id":"forged","number":999}')).* from calls where number = 14` },
  { policy: "calls_change", clause: "using", what: "to change an announced call", as: "stranger", deed: () => sql`update calls set contact = 'forged' where number = 14` },
  { policy: "calls_discard", clause: "using", what: "to throw a call away that was announced", as: "officer", deed: () => sql`delete from calls where number = 14` },
  { policy: "call_pins_read", clause: "using", what: "to read which provisions a call in preparation is about", as: "stranger", deed: () => carriedOff(sql`call_pins`) },
  { policy: "call_themes_read", clause: "using", what: "to read which themes a call in preparation is about", as: "stranger", deed: () => carriedOff(sql`call_themes`) },
  { policy: "call_pins_say", clause: "with check", what: "to pin a call of others", as: "stranger", deed: () => sql`insert into call_pins select call_id, version_id, place || '__forged' from call_pins limit 1` },
  { policy: "call_pins_unsay", clause: "using", what: "to unpin a call of others", as: "stranger", deed: () => sql`delete from call_pins` },
  { policy: "call_themes_say", clause: "with check", what: "to say what a call of others is about", as: "stranger", deed: () => sql`insert into call_themes select c.id, t.id from calls c, themes t where c.number = 14 and t.slug = 'extradition'` },
  { policy: "call_themes_unsay", clause: "using", what: "to unsay what a call of others is about", as: "stranger", deed: () => sql`delete from call_themes` },
  { policy: "call_changes_add", clause: "with check", what: "to say that something happened to a call", as: "stranger", deed: () => sql`insert into call_changes (call_id, sequence, what, at, by, changed, entry, statement, salt) select id, 99, 'changed', '2026-06-09', 'forged', '{}', '01900000-0000-4000-8000-000000000000', '{}', '' from calls where number = 14` },
  { policy: "meetings_read", clause: "using", what: "to read what meeting is in preparation", as: "stranger", deed: () => seenIn(sql`meetings where id = ${draftMeetingId}`) },
  { policy: "meetings_draft", clause: "with check", what: "to prepare a meeting without being an officer", as: "own organisation", deed: () => sql`insert into meetings select (jsonb_populate_record(meetings, '{"id":"forged","forum_id":"forged","number":999}')).* from meetings where number = 17` },
  { policy: "meetings_change", clause: "using", what: "to change an announced meeting", as: "stranger", deed: () => sql`update meetings set contact = 'forged' where number = 17` },
  { policy: "meetings_discard", clause: "using", what: "to throw a meeting away that was announced", as: "officer", deed: () => sql`delete from meetings where number = 17` },
  ...ofDrafts.map((it): Attempt => ({ policy: `${it}_read`, clause: "using", what: `to read ${it} of a meeting in preparation`, as: "stranger", deed: () => seenIn(sql`${sql.identifier(it)} where meeting_id = ${draftMeetingId}`) })),
  ...ofDrafts.map((it): Attempt => ({ policy: `${it}_unsay`, clause: "using", what: `to take ${it} away from a meeting of others`, as: "stranger", deed: () => sql`delete from ${sql.identifier(it)}` })),
  { policy: "meeting_blocks_say", clause: "with check", what: "to add to the agenda of others", as: "stranger", deed: () => sql`insert into meeting_blocks select (jsonb_populate_record(b, '{"number":999,"forum_id":null}')).* from meeting_blocks b join meetings m on m.id = b.meeting_id where m.number = 17 and b.number = 1` },
  { policy: "meeting_block_pins_say", clause: "with check", what: "to pin a block of others", as: "stranger", deed: () => sql`insert into meeting_block_pins select meeting_id, block, version_id, place || '__forged' from meeting_block_pins limit 1` },
  { policy: "meeting_block_themes_say", clause: "with check", what: "to say what a block of others is about", as: "stranger", deed: () => sql`insert into meeting_block_themes select b.meeting_id, b.number, t.id from meeting_blocks b join meetings m on m.id = b.meeting_id, themes t where m.number = 17 and b.number = 1 and t.slug = 'extradition'` },
  { policy: "meeting_documents_say", clause: "with check", what: "to add a paper to a meeting of others", as: "stranger", deed: () => sql`insert into meeting_documents select id, 999, 'forged', '{}', null, null, null from meetings where number = 17` },
  { policy: "meeting_blocks_change", clause: "using", what: "to change the agenda of others", as: "stranger", deed: () => sql`update meeting_blocks set captions = not captions` },
  { policy: "meeting_block_pins_change", clause: "using", what: "to pin a block of others elsewhere", as: "stranger", deed: () => sql`update meeting_block_pins set place = place || '__forged'` },
  { policy: "meeting_block_themes_change", clause: "using", what: "to say otherwise what a block of others is about", as: "stranger", laid: () => themed, deed: () => sql`update meeting_block_themes set theme_id = theme_id` },
  { policy: "meeting_documents_change", clause: "using", what: "to change a paper of others", as: "stranger", deed: () => sql`update meeting_documents set symbol = 'forged'` },
  ...(["meeting_links_read", "meeting_links_of_speakers"] as const).map((policy): Attempt => ({ policy, clause: "using", what: "to read how participants come in", as: "stranger", deed: () => seenIn(sql`meeting_links where audience = 'participants'`) })),
  { policy: "meeting_links_say", clause: "with check", what: "to add a way into a meeting of others", as: "stranger", deed: () => sql`insert into meeting_links select 'forged', id, null, 'webcast', 'https://forged.example/', 'public' from meetings where number = 17` },
  { policy: "meeting_links_change", clause: "using", what: "to lead people elsewhere", as: "stranger", deed: () => sql`update meeting_links set address = 'https://forged.example/'` },
  { policy: "meeting_links_unsay", clause: "using", what: "to take a way in away", as: "stranger", deed: () => sql`delete from meeting_links` },
  { policy: "meeting_speakers_read", clause: "using", what: "to read who is invited to speak", as: "stranger", deed: () => seenIn(sql`meeting_speakers where state = 'invited'`) },
  { policy: "meeting_speakers_say", clause: "with check", what: "to put oneself on the agenda", as: "stranger", deed: () => sql`insert into meeting_speakers select 'forged', id, 1, 99, 'chair', 'accepted', 'forged', null, null, null, '{}' from meetings where number = 17` },
  { policy: "meeting_speakers_change", clause: "using", what: "to answer for others", as: "stranger", deed: () => sql`update meeting_speakers set consents = array['name', 'biography']` },
  { policy: "meeting_speakers_unsay", clause: "using", what: "to take others off the agenda", as: "stranger", deed: () => sql`delete from meeting_speakers` },
  { policy: "speaker_invitations_read", clause: "using", what: "to read how speakers are reached", as: "stranger", deed: () => seenIn(sql`speaker_invitations`) },
  { policy: "speaker_invitations_say", clause: "with check", what: "to invite in the name of the secretariat", as: "stranger", laid: () => sql`insert into meeting_speakers select 'laid speaker', id, 1, 99, 'chair', 'invited', 'laid', null, null, null, '{}' from meetings where number = 17`, deed: () => sql`insert into speaker_invitations (speaker_id, email, invited_at) values ('laid speaker', 'forged@conference.example', '2026-06-09')` },
  { policy: "speaker_invitations_change", clause: "using", what: "to say that others answered", as: "stranger", deed: () => sql`update speaker_invitations set answered_at = '2026-06-09'` },
  { policy: "speaker_invitations_unsay", clause: "using", what: "to take others’ invitations away", as: "stranger", deed: () => sql`delete from speaker_invitations` },
  { policy: "meeting_outcomes_read", clause: "using", what: "to read what is not cleared", as: "stranger", laid: () => uncleared, deed: () => seenIn(sql`meeting_outcomes where cleared_day is null`) },
  { policy: "meeting_outcomes_say", clause: "with check", what: "to say what a meeting left", as: "stranger", deed: () => sql`insert into meeting_outcomes select id, 'need', 99, '{}', null, null from meetings where number = 2` },
  { policy: "meeting_outcomes_change", clause: "using", what: "to say otherwise what a meeting left", as: "stranger", deed: () => sql`update meeting_outcomes set text = '{}'` },
  { policy: "meeting_outcomes_unsay", clause: "using", what: "to take away what a meeting left", as: "stranger", deed: () => sql`delete from meeting_outcomes` },
  { policy: "meeting_changes_add", clause: "with check", what: "to say that something happened to a meeting", as: "stranger", deed: () => sql`insert into meeting_changes (meeting_id, sequence, what, at, by, changed, entry, statement, salt) select id, 99, 'changed', '2026-06-09', 'forged', '{}', '01900000-0000-4000-8000-000000000000', '{}', '' from meetings where number = 17` },
  { policy: "asks_answer", clause: "using", what: "to answer asks without being an officer", as: "own organisation", deed: () => sql`update asks set state = 'reflected'` },
  { policy: "asks_read", clause: "using", what: "to see what a submission in clearance asks", as: "stranger", deed: () => sql`with seen as (select 1 from asks where contribution_id in (${idOf("submitted in confidence")})) update processes set slug = slug from seen` },
  { policy: "ask_pins_read", clause: "using", what: "to see what a submission in clearance asks", as: "stranger", deed: () => sql`with seen as (select 1 from ask_pins where contribution_id in (${idOf("submitted in confidence")})) update processes set slug = slug from seen` },
  { policy: "ask_themes_read", clause: "using", what: "to see what a submission in clearance asks", as: "stranger", deed: () => sql`with seen as (select 1 from ask_themes where contribution_id in (${idOf("submitted in confidence")})) update processes set slug = slug from seen` },
  { policy: "co_authors_read", clause: "using", what: "to see who was asked to stand behind a submission", as: "stranger", deed: () => sql`with seen as (select 1 from co_authors where state = 'asked') update processes set slug = slug from seen` },
  { policy: "co_authors_ask", clause: "with check", what: "to name others beside what one did not write", as: "stranger", deed: ({ byBody }) => sql`insert into co_authors (contribution_id, stakeholder_id, state) values (${idOf("submitted")}, ${byBody("faro-abierto").stakeholderId}, 'asked')` },
  { policy: "co_authors_decide", clause: "using", what: "to confirm in the name of a body that one does not speak for", as: "stranger", deed: () => sql`update co_authors set state = 'confirmed'` },
  { policy: "co_authors_leave_out", clause: "using", what: "to leave a co-author out of what one did not write", as: "stranger", deed: () => sql`delete from co_authors` },
  { policy: "clearances_read", clause: "using", what: "to read the log of clearance", as: "stranger", deed: () => sql`with seen as (select 1 from clearances) update processes set slug = slug from seen` },
  { policy: "answers_read", clause: "using", what: "to read what was said of an ask that one may not know of", as: "stranger", deed: () => sql`with seen as (select 1 from answers where contribution_id in (${idOf("sealed")})) update processes set slug = slug from seen` },
  { policy: "answers_say", clause: "with check", what: "to say what became of an ask without being an officer", as: "own organisation", deed: () => sql`insert into answers (contribution_id, number, turn, state, reason, by, day) values (${idOf("signed")}, 1, 9, 'reflected', 'forged', 'forged', '2026-06-09')` },
  { policy: "campaign_exceptions_read", clause: "using", what: "to see why something one may not read was taken out of a campaign", as: "stranger", laid: () => sql`insert into campaign_exceptions (contribution_id, because, officer, day) values (${idOf("submitted sealed")}, 'Not the same.', 'T. Adeyemi', '2026-06-09')`, deed: () => sql`with seen as (select 1 from campaign_exceptions) update processes set slug = slug from seen` },
  { policy: "campaign_exceptions_make", clause: "with check", what: "to take something out of a campaign without being an officer", as: "own organisation", deed: () => sql`insert into campaign_exceptions (contribution_id, because, officer, day) values (${idOf("submitted")}, 'forged', 'forged', '2026-06-09')` },
  { policy: "campaign_exceptions_end", clause: "using", what: "to put something back into a campaign without being an officer", as: "own organisation", laid: () => sql`insert into campaign_exceptions (contribution_id, because, officer, day) values (${idOf("submitted")}, 'Not the same.', 'T. Adeyemi', '2026-06-09')`, deed: () => sql`delete from campaign_exceptions` },
  { policy: "clearances_log", clause: "with check", what: "to clear without being an officer", as: "own organisation", deed: () => sql`insert into clearances (contribution_id, turn, act, officer, day) values (${idOf("submitted")}, 9, 'published', 'forged', '2026-06-09')` },
  { policy: "drafts_read", clause: "using", what: "to read what others have begun to write", as: "stranger", deed: () => sql`with seen as (select 1 from drafts) update processes set slug = slug from seen` },
  { policy: "drafts_keep", clause: "with check", what: "to lay a draft on somebody else’s desk", as: "stranger", deed: ({ byBody, call }) => draftFor("forged", call.id, sql`${byBody("faro-abierto").personId}`, byBody("faro-abierto").stakeholderId) },
  { policy: "drafts_change", clause: "using", what: "to write on a draft that a colleague has had cleared", as: "own organisation", deed: () => sql`update drafts set clearance_note = 'forged' where id = ${draftIds.cleared}` },
  { policy: "drafts_change", clause: "with check", what: "to give one’s draft to a body for which one does not speak", as: "own organisation", first: ({ viewers, call }) => { const it = viewers.get("own organisation")!; return draftFor("mine", call.id, sql`${it.kind === "person" ? it.personId : ""}`, it.kind === "person" ? it.speaksFor[0]!.stakeholderId : ""); }, deed: ({ byBody }) => sql`update drafts set stakeholder_id = ${byBody("faro-abierto").stakeholderId} where id = 'mine'` },
  { policy: "drafts_remove", clause: "using", what: "to delete what others have begun to write", as: "stranger", deed: () => sql`delete from drafts` },
  { policy: "tracks_set", clause: "with check", what: "to open a door of one’s own", as: "own organisation", deed: () => sql`insert into accreditation_tracks select (jsonb_populate_record(t, '{"id":"forged","letter":"Z"}')).* from accreditation_tracks t where letter = 'A'` },
  { policy: "tracks_change", clause: "using", what: "to change the rules of a door", as: "own organisation", deed: () => sql`update accreditation_tracks set circulation_days = 0` },
  { policy: "accreditations_read", clause: "using", what: "to see who applies to be accredited", as: "stranger", deed: () => sql`with seen as (select 1 from accreditations where id = ${applicationId}) update processes set slug = slug from seen` },
  { policy: "accreditations_apply", clause: "with check", what: "to apply in the name of a body that one does not speak for", as: "stranger", deed: ({ byBody }) => sql`insert into accreditations select (jsonb_populate_record(a, jsonb_build_object('id', 'forged', 'stakeholder_id', ${byBody("delegation-of-aldoria-to-the-model-conference").stakeholderId}::text, 'state', 'received', 'turn', 1))).* from accreditations a where state = 'accredited' limit 1` },
  { policy: "accreditations_move", clause: "using", what: "to act on the file of another body", as: "stranger", deed: () => sql`update accreditations set turn = turn + 1 where state = 'accredited'` },
  { policy: "accreditation_files_read", clause: "using", what: "to read what a body sent", as: "stranger", deed: () => sql`with seen as (select 1 from accreditation_files) update processes set slug = slug from seen` },
  { policy: "accreditation_files_send", clause: "with check", what: "to send something in the name of a body", as: "stranger", laid: ({ byBody }) => sql`insert into accreditations select (jsonb_populate_record(a, jsonb_build_object('id', 'laid', 'stakeholder_id', ${byBody("delegation-of-aldoria-to-the-model-conference").stakeholderId}::text))).* from accreditations a where state = 'accredited' limit 1`, deed: () => sql`insert into accreditation_files (accreditation_id, statement, documents) values ('laid', 'forged', '{}')` },
  { policy: "accreditation_files_change", clause: "using", what: "to change what a body sent", as: "officer", deed: () => sql`update accreditation_files set statement = 'forged'` },
  { policy: "accreditation_steps_read", clause: "using", what: "to read what happened to a file", as: "stranger", deed: () => sql`with seen as (select 1 from accreditation_steps) update processes set slug = slug from seen` },
  { policy: "accreditation_steps_add", clause: "with check", what: "to say that something happened to a file", as: "stranger", deed: () => sql`insert into accreditation_steps (accreditation_id, turn, deed, day, entry, statement, salt) values (${applicationId}, 99, 'accredited', '2026-06-09', '01900000-0000-4000-8000-000000000000', '{}', '')` },
  { policy: "prepared_read", clause: "using", what: "to read a decision before it is sent", as: "own organisation", deed: () => sql`with seen as (select 1 from accreditation_prepared) update processes set slug = slug from seen` },
  { policy: "prepared_keep", clause: "with check", what: "to prepare a decision about oneself", as: "own organisation", deed: () => sql`insert into accreditation_prepared (accreditation_id, process_id, turn, outcome, by, day) select id, process_id, turn, 'accredited', 'forged', '2026-06-09' from accreditations where state = 'accredited' limit 1` },
  { policy: "prepared_remove", clause: "using", what: "to do away with a decision that is prepared", as: "own organisation", deed: () => sql`delete from accreditation_prepared` },
  { policy: "objections_enter", clause: "with check", what: "to object in the name of a State", as: "delegate", deed: () => sql`insert into objections (id, process_id, track_id, number, reason, day, state) select 'forged', process_id, id, 999, 'forged', '2026-06-09', 'standing' from accreditation_tracks where letter = 'C'` },
  { policy: "objections_settle", clause: "using", what: "to answer an objection that is about another body", as: "own organisation", deed: () => sql`update objections set reply = 'forged'` },
  { policy: "objection_files_read", clause: "using", what: "to see which body an objection is about", as: "stranger", deed: () => sql`with seen as (select 1 from objection_files) update processes set slug = slug from seen` },
  { policy: "objection_files_enter", clause: "with check", what: "to say which body an objection is about", as: "stranger", laid: () => sql`insert into objections (id, process_id, track_id, number, reason, day, state) select 'laid', process_id, id, 999, 'laid', '2026-06-09', 'standing' from accreditation_tracks where letter = 'C'`, deed: () => sql`insert into objection_files (objection_id, accreditation_id) values ('laid', ${applicationId})` },
  { policy: "objection_files_reply", clause: "using", what: "to change what a body answered in confidence", as: "officer", deed: () => sql`update objection_files set reply = 'forged'` },
  { policy: "calendar_feeds_read", clause: "using", what: "to learn who has a calendar of their own", as: "officer", laid: ({ byBody }) => sql`insert into calendar_feeds (person_id, token_hash, made_at) values (${byBody("faro-abierto").personId}, 'hash', '2026-06-09')`, deed: () => sql`with seen as (select 1 from calendar_feeds) update processes set slug = slug from seen` },
  { policy: "calendar_feeds_make", clause: "with check", what: "to make an address that opens the calendar of somebody else", as: "stranger", deed: ({ byBody }) => sql`insert into calendar_feeds (person_id, token_hash, made_at) values (${byBody("faro-abierto").personId}, 'hash', '2026-06-09')` },
  { policy: "calendar_feeds_renew", clause: "using", what: "to put another address in the place of somebody’s", as: "stranger", laid: ({ byBody }) => sql`insert into calendar_feeds (person_id, token_hash, made_at) values (${byBody("faro-abierto").personId}, 'hash', '2026-06-09')`, deed: () => sql`update calendar_feeds set token_hash = 'forged'` },
  { policy: "calendar_feeds_revoke", clause: "using", what: "to end the address of somebody else’s calendar", as: "officer", laid: ({ byBody }) => sql`insert into calendar_feeds (person_id, token_hash, made_at) values (${byBody("faro-abierto").personId}, 'hash', '2026-06-09')`, deed: () => sql`delete from calendar_feeds` },
  { policy: "meeting_imports_read", clause: "using", what: "to learn from which files meetings came", as: "stranger", laid: ({ process }) => sql`with meeting as (insert into meetings (id, process_id, forum_id, number, kind, state, title, about, format, time_zone, starts_at, ends_at, organisers, admission, open_to, combinations, modalities) values ('laid', ${process.id}, 'laid', 9001, 'briefing', 'draft', '{"en":"Laid"}', '{"en":""}', 'online', 'UTC', '2026-07-01', '2026-07-02', '[]', 'everyone', 'participants', '{public/named}', '{}') returning id) insert into meeting_imports (meeting_id, uid, what) select id, 'uid', 'meeting' from meeting`, deed: () => sql`with seen as (select 1 from meeting_imports) update processes set slug = slug from seen` },
  { policy: "meeting_imports_remember", clause: "with check", what: "to have a meeting taken for imported", as: "stranger", laid: ({ process }) => sql`insert into meetings (id, process_id, forum_id, number, kind, state, title, about, format, time_zone, starts_at, ends_at, organisers, admission, open_to, combinations, modalities) values ('laid', ${process.id}, 'laid', 9001, 'briefing', 'draft', '{"en":"Laid"}', '{"en":""}', 'online', 'UTC', '2026-07-01', '2026-07-02', '[]', 'everyone', 'participants', '{public/named}', '{}')`, deed: () => sql`insert into meeting_imports (meeting_id, uid, what) values ('laid', 'forged', 'meeting')` },
];

const undone = Symbol("taken back");
/** Whether an attempt gets through; nothing of it stays. */
export async function getsThrough(house: PairedHouse, it: Attempt): Promise<boolean> {
  let touched = 0;
  const rowsIn = (answer: unknown) => { const { rowCount, affectedRows } = answer as { rowCount?: number; affectedRows?: number }; return rowCount ?? affectedRows ?? 0; };
  await asViewer(house.house.database.db, house.viewers.get(it.as)!, async (tx: Db) => {
    if (it.laid) await layFor(tx, it.laid(house));
    if (it.code) await holdCode(tx, it.code);
    if (it.first) await tx.execute(it.first(house));
    touched = rowsIn(await tx.execute(it.deed(house)));
    throw undone;
  }).catch((error: unknown) => { if (error !== undone && !isRefusal(error)) throw error; });
  return touched > 0;
}

/** Have something lie there already, as the owner of the tables does it: whoever attempts may not. */
async function layFor(tx: Db, what: SQL) {
  await tx.execute(sql`set local role none`);
  await tx.execute(what);
  await tx.execute(sql`set local role travaux_viewer`);
}

/** 42501: insufficient_privilege, which is what a row policy answers. Anything else is a mistake of the attempt. */
const isRefusal = (error: unknown) => (error as { cause?: { code?: string } }).cause?.code === "42501";
