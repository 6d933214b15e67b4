// Everything that the house holds, table by table and column by column: what it is, who sees it, how long it is kept. The page
// “what we could be forced to hand over” is made from it; holdings.test.ts holds it to the schema of the migrated database.

/** What a column holds: each class is one sentence of the catalogue. */
export const columnClasses = [
  "id", "part", "person", "body", "name", "by", "mail", "words", "choice", "place", "moment", "day", "kind", "number", "link", "secret", "key", "proof", "search", "empty", "details",
] as const;
export type ColumnClass = (typeof columnClasses)[number];

export const groups = ["you", "organisation", "inputs", "house"] as const;

/** What is kept for one purpose: one or several tables, or a schema of a library as a whole. */
export type Holding = {
  /** Its sentence: `holdings.subject.SUBJECT`. */
  subject: string;
  group: (typeof groups)[number];
  seen: "self" | "own" | "fellows" | "nobody" | "body" | "ends" | "officers" | "assessors" | "circle" | "everyone";
  kept: "erased" | "short" | "session" | "sent" | "stands" | "withdrawn" | "forum" | "closed" | "ever" | "month";
  /** "people" → its columns with their classes. */
  tables: Record<string, Record<string, ColumnClass>>;
  /** The schema of a library, whose columns are the library's. */
  schema?: string;
};

/** "id name:name email:mail" → { id: "id", name: "name", email: "mail" }; RangeError for a class that does not exist. */
function columns(written: string): Record<string, ColumnClass> {
  return Object.fromEntries(written.trim().split(/\s+/).map((it) => {
    const [column = "", as = column] = it.split(":");
    const known = columnClasses.find((one) => one === as);
    if (!known) throw new RangeError(`no class of columns “${as}”: one of ${columnClasses.join(", ")}`);
    return [column, known];
  }));
}

/** All of it. A new column gets its entry here in the commit that brings it. */
export const holdings: Holding[] = [
  { subject: "people", group: "you", seen: "fellows", kept: "erased", tables: {
    people: columns("id name email:mail email_verified:choice image:empty language:kind two_factor_enabled:choice created_at:moment updated_at:moment"),
  } },
  { subject: "sessions", group: "you", seen: "self", kept: "session", tables: {
    sessions: columns("id token:secret person_id:person expires_at:moment created_at:moment updated_at:moment ip_address:empty user_agent:empty second_factor_at:moment"),
  } },
  { subject: "signing", group: "you", seen: "self", kept: "erased", tables: {
    accounts: columns("id account_id:number provider_id:choice person_id:person access_token:empty refresh_token:empty id_token:empty access_token_expires_at:empty refresh_token_expires_at:empty scope:empty password:empty created_at:moment updated_at:moment"),
    passkeys: columns("id name public_key:key person_id:person credential_id:key counter:number device_type:choice backed_up:choice transports:choice created_at:moment aaguid:choice"),
    second_factors: columns("id secret backup_codes:secret person_id:person verified:choice failed_verification_count:number locked_until:moment"),
    verifications: columns("id identifier:secret value:secret expires_at:moment created_at:moment updated_at:moment"),
  } },
  { subject: "roles", group: "you", seen: "own", kept: "erased", tables: { roles: columns("person_id:person role:choice process_id:part granted_by:by granted_at:moment") } },
  { subject: "limits", group: "you", seen: "nobody", kept: "short", tables: { limit_windows: columns("name key ends_at:moment"), limit_counts: columns("window:part subject:secret count:number") } },
  { subject: "mails", group: "you", seen: "nobody", kept: "sent", tables: { outbox: columns("id recipient:mail language:kind subject:words body:words created_at:moment") } },
  { subject: "letters", group: "you", seen: "ends", kept: "erased", tables: {
    correspondences: columns("id stakeholder_id:body person_id:person subject:words opened_at:moment reported_at:moment reported_because:words settled_at:moment"),
    letters: columns("id correspondence_id:part side:choice person_id:person body:words sent_at:moment"),
    blocked_senders: columns("stakeholder_id:body person_id:person blocked_at:moment"),
  } },
  { subject: "calendar-address", group: "you", seen: "nobody", kept: "erased", tables: { calendar_feeds: columns("person_id:person token_hash:secret made_at:moment") } },
  { subject: "participants", group: "you", seen: "own", kept: "forum", tables: {
    forum_participants: columns("id forum_id:part person_id:person stakeholder_id:body invited_at:moment accepted_at:moment ended_at:moment"),
  } },

  { subject: "profile", group: "organisation", seen: "everyone", kept: "stands", tables: {
    stakeholders: columns("id slug:place kind:choice name name_key:search match_keys:search short_name:name sector:kind country:kind regional_group:kind languages:kind description:words website:link website_host:search contact_email:mail contact_public:choice state:choice declined_because:words invented:choice clears_before_filing:choice registered_at:moment verified_at:moment confirmed_at:moment merged_into_id:body"),
    stakeholder_identifiers: columns("id stakeholder_id:body scheme:choice value:number held:choice"),
    stakeholder_themes: columns("stakeholder_id:body theme_id:part"),
    stakeholder_exchanges: columns("stakeholder_id:body position:place side:choice kind:choice text:words"),
  } },
  { subject: "memberships", group: "organisation", seen: "body", kept: "stands", tables: {
    memberships: columns("id stakeholder_id:body person_id:person role:choice state:choice capacity:words show_name:choice asked_at:moment since:moment ended_at:moment"),
    stakeholder_invitations: columns("id stakeholder_id:body email:mail role:choice invited_by:by invited_at:moment expires_at:moment"),
  } },
  { subject: "networks", group: "organisation", seen: "everyone", kept: "stands", tables: {
    networks: columns("id slug:place kind:choice name about:words convenor_id:body founded_at:moment"),
    network_ties: columns("network_id:part stakeholder_id:body declared_at:moment confirmed_at:moment"),
    network_items: columns("id network_id:part kind:choice title:words address:link day"),
  } },
  { subject: "partnerships", group: "organisation", seen: "everyone", kept: "ever", tables: {
    partnerships: columns("id slug:place state:choice edition:number turn:number proposer_id:body proposed_day:day published_day:day merged_into_id:part"),
    partnership_editions: columns("partnership_id:part edition:number by_id:body day changed:details published_day:day title:words about:words form:choice basis:words rights:words data:words resources:words governance:words countries:kind regions:kind functions:choice status:choice starts_day:day ends_day:day results:words sources:link part_of_id:part title_key:search"),
    partnership_crimes: columns("partnership_id:part edition:number theme_id:part"), partnership_partners: columns("partnership_id:part edition:number stakeholder_id:body role:words state:choice because:words day"),
    partnership_reviews: columns("partnership_id:part edition:number reviewer:person by outcome:choice checks:choice because:words day"),
    partnership_changes: columns("partnership_id:part sequence:number what:choice day by because:words changed:details entry:part statement:details salt:proof"),
    partnership_questions: columns("partnership_id:part number text:words asker_id:body day due_day:day answer:words answerer_id:body answered_day:day aside_because:words"),
    partnership_listings: columns("partnership_id:part facets:search words:search"),
  } },
  { subject: "self-assessments", group: "organisation", seen: "body", kept: "ever", tables: {
    self_assessment_rounds: columns("partnership_id:part number opener_id:body opened_day:day partner_ids:body ended_day:day"),
    self_assessments: columns("partnership_id:part number stakeholder_id:body scale:choice words:words shows:choice day"),
  } },
  { subject: "coding", group: "inputs", seen: "circle", kept: "ever", tables: {
    coding_guides: columns("assessment_id:part kind:kind opening:words questions:words by day"),
    coding_sources: columns("id assessment_id:part number kind:kind title:words language:kind consent:choice sector:kind region:kind held_day:day question:part added_day:day by"),
    coding_interviewees: columns("source_id:part kind:kind name organisation:name contact:mail is_named:choice"),
    coding_segments: columns("id source_id:part position:number voice:kind voice_number:number from_seconds:number to_seconds:number text:words consent:choice sector:kind region:kind answer_id:part"),
    coding_consent_changes: columns("segment_id:part sequence:number from:choice to:choice because:words by day"),
    coding_codes: columns("assessment_id:part guid:part parent:part position:number name:words definition:words example:words colour:choice is_codable:choice retired_day:day"),
    coding_assignments: columns("source_id:part seat:number coder_id:person name:by done_day:day"),
    codings: columns("id source_id:part segment_id:part assessment_id:part code:part coder_id:person start:number end:number"),
    coding_decisions: columns("source_id:part segment_id:part code:part is_kept:choice because:words by day"),
    coding_memos: columns("id assessment_id:part about:kind subject:part source_id:part text:words person_id:person by day"),
  } },
  { subject: "findings", group: "house", seen: "officers", kept: "ever", tables: {
    planned_tables: columns("id assessment_id:part number title:words plan:details made_day:day by"), findings: columns("id assessment_id:part number kind:choice certainty:choice dimension:words title:words text:words regions:choice sectors:choice themes:place tables:number segments:part made_day:day by"),
    release_ledgers: columns("release_id:part chosen:details ledger:details preparer:person"),
  } },
  { subject: "releases", group: "house", seen: "everyone", kept: "ever", tables: { finding_releases: columns("id assessment_id:part number state:choice document:words sha256:proof prepared_by:by prepared_day:day cleared_by:by cleared_day:day entry:part statement:details salt:proof") } },
  { subject: "practices", group: "organisation", seen: "everyone", kept: "ever", tables: {
    practices: columns("id slug:place state:choice turn:number owner_id:body proposed_day:day published_day:day withdrawn_because:words title:words context:words problem:words done:words result:words takes:words safeguards:words wrong:words strength:choice evidence:link regions:kind"),
    practice_themes: columns("practice_id:part theme_id:part"), practice_partnerships: columns("practice_id:part partnership_id:part"),
    practice_reviews: columns("practice_id:part reviewer:person by outcome:choice checks:choice because:words day"),
    practice_repeats: columns("practice_id:part stakeholder_id:body text:words outcome:choice evidence:link day confirmed_day:day"),
    practice_changes: columns("practice_id:part sequence:number what:choice stakeholder_id:body day by because:words entry:part statement:details salt:proof"),
    practice_questions: columns("practice_id:part number text:words asker_id:body day due_day:day answer:words answerer_id:body answered_day:day aside_because:words"),
  } },
  { subject: "statement-drafts", group: "organisation", seen: "circle", kept: "ever", tables: {
    statement_paragraphs: columns("id statement_id:part position:number kind:choice edition:number removed:choice"), statement_wordings: columns("paragraph_id:part edition:number text:words by_id:body day"),
    statement_consents: columns("paragraph_id:part edition:number stakeholder_id:body consent:choice because:words day"), statement_remarks: columns("id statement_id:part paragraph_id:part edition:number attribution:choice stakeholder_id:body text:words day state:choice"),
    statement_invitations: columns("id statement_id:part token_hash:secret by_id:body day ends_day:day used_day:day"),
  } },
  { subject: "statements", group: "organisation", seen: "everyone", kept: "ever", tables: {
    statements: columns("id process_id:part number state:choice turn:number initiator_id:body working_title:words language:kind version:number individuals:choice per_paragraph:choice closes_at:moment tolerance_minutes:number call_id:part begun_day:day opened_day:day closed_day:day closed_because:words delivered_id:part"),
    statement_drafters: columns("statement_id:part stakeholder_id:body state:choice day"), statement_versions: columns("statement_id:part version:number kind:choice because:words day"),
    statement_texts: columns("statement_id:part version:number language:kind edition:number title:words paragraphs:words translator:words sha256:proof day"),
    statement_changes: columns("statement_id:part sequence:number what:choice version:number language:kind day by because:words entry:part statement:details salt:proof"),
    statement_acts: columns("id statement_id:part signatory:part sequence:number what:choice version:number stakeholder_id:body person_id:person name capacity:words accepted:proof paragraphs:choice because:words at:moment entry:part statement:details salt:proof"),
  } },
  { subject: "statement-pendings", group: "organisation", seen: "body", kept: "short", tables: { statement_pendings: columns("id statement_id:part stakeholder_id:body person_id:person version:number capacity:words accepted:proof paragraphs:choice day") } },
  { subject: "commitments", group: "organisation", seen: "everyone", kept: "ever", tables: {
    commitments: columns("id process_id:part number state:choice turn:number title:words what:words indicator:words language:kind due_day:day meeting_id:part statement_id:part finding_release_id:part finding_number:number proposer_id:body proposed_day:day opened_day:day closed_day:day outcome:choice report:words"),
    commitment_themes: columns("commitment_id:part theme_id:part"), commitment_owners: columns("commitment_id:part stakeholder_id:body state:choice asked_day:day confirmed_day:day day because:words"),
    commitment_progress: columns("commitment_id:part number stakeholder_id:body text:words share:number evidence:link evidence_text:words corrects:number day"),
    commitment_changes: columns("commitment_id:part sequence:number what:choice stakeholder_id:body day by because:words before:day after:day entry:part statement:details salt:proof"),
  } },
  { subject: "lists", group: "organisation", seen: "officers", kept: "stands", tables: {
    stakeholder_imports: columns("id file_name:name mapping:choice table:details plan:details trace:details read_at:moment read_by:by applied_at:moment undone_at:moment"),
    stakeholder_merges: columns("id from_id:body into_id:body merged_at:moment merged_by:by moved:details undone_at:moment"),
  } },
  { subject: "tracks", group: "organisation", seen: "everyone", kept: "ever", tables: {
    accreditation_tracks: columns("id process_id:part letter:place name about:words basis:words basis_symbol:number sectors:choice documents:words circulation_days:number reason_required:choice author_public:choice names_public:choice effect:choice decided_by:choice appeal_days:number opens_day:day closes_day:day carries_over:choice"),
  } },
  { subject: "accreditation", group: "organisation", seen: "body", kept: "stands", tables: {
    accreditations: columns("id process_id:part track_id:part stakeholder_id:body state:choice turn:number applied_day:day circulated_day:day window_ends:day decided_day:day appeal_until:day appealed_day:day applied_phase:number phase:number named:choice"),
    accreditation_files: columns("accreditation_id:part statement:words documents:words appeal:words"),
    accreditation_steps: columns("accreditation_id:part turn:place deed:choice day by because:words until:day phase:number objection:number entry:part statement:details salt:proof"),
  } },
  { subject: "prepared", group: "organisation", seen: "officers", kept: "short", tables: { accreditation_prepared: columns("accreditation_id:part process_id:part turn:number outcome:choice because:words by day"), registration_prepared: columns("registration_id:part meeting_id:part turn:number decision:choice line:words by day") } },
  { subject: "objections", group: "organisation", seen: "everyone", kept: "ever", tables: {
    objections: columns("id process_id:part track_id:part number author:name reason:words day state:choice settled_day:day settled_because:words reply:words replied_day:day named_id:body"),
  } },
  { subject: "objected", group: "organisation", seen: "body", kept: "stands", tables: { objection_files: columns("objection_id:part accreditation_id:part reply:words") } },
  { subject: "offers", group: "organisation", seen: "everyone", kept: "withdrawn", tables: {
    offers: columns("id reference:number stakeholder_id:body side:choice kind:choice title:words text:words regions:kind countries:kind languages:kind until_day:day state:choice posted_day:day ended_day:day ended_by:by ended_because:words"),
    offer_themes: columns("offer_id:part theme_id:part"),
  } },
  { subject: "inquiries", group: "organisation", seen: "ends", kept: "stands", tables: { offer_inquiries: columns("id offer_id:part stakeholder_id:body correspondence_id:part day poster_outcome:choice asker_outcome:choice") } },
  { subject: "directory", group: "organisation", seen: "everyone", kept: "stands", tables: {
    directory_entries: columns("number stakeholder_id:body facets:search former:search country:kind confirmed_at:moment sort_keys:search"),
    directory_texts: columns("number found:search"), directory_names: columns("number named:search"), directory_bits: columns("facet:search value:search segment:number bits:search"),
    directory_words: columns("word:search key:search"), directory_queue: columns("stakeholder_id:body"),
  } },

  { subject: "forums", group: "inputs", seen: "everyone", kept: "forum", tables: { forums: columns("id process_id:part slug:place title:words about:words open_to:choice combinations:choice purpose:choice opened_at:moment closed_at:moment") } },
  { subject: "calls", group: "inputs", seen: "everyone", kept: "ever", tables: {
    calls: columns("id process_id:part forum_id:part number kind:choice state:choice title:words about:words mandate:words mandate_symbol:number questions:words word_limit:number word_limits_by_sector:number languages:choice opens_at:moment closes_at:moment time_zone:place tolerance_minutes:number sectors:choice open_to:choice combinations:choice exclusive:choice contact:mail announced_at:moment cancelled_because:words"),
    call_pins: columns("call_id:part version_id:part place"), call_themes: columns("call_id:part theme_id:part"),
    call_changes: columns("call_id:part sequence:number what:choice at:moment by because:words changed:details entry:part statement:details salt:proof"),
  } },
  { subject: "meetings", group: "inputs", seen: "everyone", kept: "ever", tables: {
    meetings: columns("id process_id:part forum_id:part number kind:choice state:choice title:words about:words phase:number format:choice place:place time_zone:place starts_at:moment ends_at:moment organisers:words part_of_id:part prepares_id:part series:part admission:choice open_to:choice combinations:choice modalities:details contact:mail announced_at:moment closed_at:moment cancelled_because:words event:part edition:number edited_by:by"),
    meeting_blocks: columns("meeting_id:part number title:words about:words opening:words starts_at:moment ends_at:moment room:place spoken:choice interpreted:choice captions:choice roles:number audience:choice attribution:choice forum_id:part"),
    meeting_block_pins: columns("meeting_id:part block:part version_id:part place"), meeting_block_themes: columns("meeting_id:part block:part theme_id:part"),
    meeting_documents: columns("meeting_id:part position:number symbol:number title:words address:link due_day:day block:part"), meeting_links: columns("id meeting_id:part block:part use:choice address:link audience:choice"),
    meeting_outcomes: columns("meeting_id:part kind:choice number text:words cleared_by:by cleared_day:day"),
    meeting_changes: columns("meeting_id:part sequence:number what:choice at:moment by because:words changed:details entry:part statement:details salt:proof"),
  } },
  { subject: "speakers", group: "you", seen: "own", kept: "ever", tables: {
    meeting_speakers: columns("id meeting_id:part block:part position:number role:choice state:choice name affiliation:words stakeholder_id:body biography:words consents:choice"),
    speaker_invitations: columns("speaker_id:part email:mail person_id:person invited_at:moment answered_at:moment"),
  } },
  { subject: "registrations", group: "you", seen: "body", kept: "ever", tables: {
    registrations: columns("id meeting_id:part stakeholder_id:body person_id:person registered_by:person name email:mail mode:choice days:day blocks:number wish:choice gender:choice first_time:choice expertise:choice accessibility:words visa_letter:choice interpretation:choice proof:details state:choice turn:number line:words applied_day:day decided_by:by decided_day:day came:choice spoke:choice entry:part statement:details salt:proof"),
  } },
  { subject: "figures", group: "inputs", seen: "everyone", kept: "ever", tables: { registration_figures: columns("meeting_id:part what:choice figures:details by day") } },
  { subject: "selections", group: "inputs", seen: "everyone", kept: "ever", tables: {
    selections: columns("id meeting_id:part state:choice under_rule:choice size:number quotas:details per_organisation:number method:choice alternates:number answer_days:number seed_day:day seed_place:place pool_hash:proof quotas_hash:proof chances:details relaxation:details published_by:by published_day:day seed:words drawn_by:by drawn_day:day result_hash:proof"),
  } },
  { subject: "drawn", group: "inputs", seen: "circle", kept: "ever", tables: {
    selection_files: columns("selection_id:part pool:details quotas:details chances:details result:details"), selection_applicants: columns("selection_id:part registration_id:part pseudonym:number organisation:number in_pool:choice accepted_day:day declined_day:day"),
    selection_deeds: columns("selection_id:part number what:choice leaver:number comer:number comes_from:choice by day entry:part statement:details salt:proof"),
  } },
  { subject: "inputs", group: "inputs", seen: "circle", kept: "forum", tables: {
    contributions: columns("id reference:number process_id:part forum_id:part kind:choice version_id:part place provision_id:part call_id:part late:choice parent_id:part ask_number:number language:kind audience:choice attribution:choice stakeholder_id:body person_id:person shown_sector:kind shown_region:kind day state:choice held_reason:choice held_because:words held_day:day acknowledged_day:day published_day:day edition:number code_hash:secret stands:choice stands_day:day"),
  } },
  { subject: "words", group: "inputs", seen: "circle", kept: "withdrawn", tables: { wordings: columns("contribution_id:part edition:number body:words document:words inside:choice redacted_because:words day fingerprint:proof configuration:choice searchable:search found:search") } },
  { subject: "authors", group: "inputs", seen: "body", kept: "forum", tables: { authorships: columns("contribution_id:part attribution:choice stakeholder_id:body person_id:person filed_at:moment") } },
  { subject: "proofs", group: "inputs", seen: "body", kept: "withdrawn", tables: { contribution_proofs: columns("entry:id contribution_id:part attribution:choice what:choice day statement:details salt:proof") } },
  { subject: "assessments", group: "inputs", seen: "everyone", kept: "ever", tables: {
    assessments: columns("id process_id:part forum_id:part number state:choice title:words about:words limits:words open_to:choice combinations:choice closes_day:day opened_day:day closed_day:day respondent:choice"),
    assessment_forms: columns("assessment_id:part version:number title:words sheets:words sha256:proof questions:number made_day:day by"),
  } },
  { subject: "questionnaire-drafts", group: "inputs", seen: "officers", kept: "short", tables: { assessment_form_drafts: columns("assessment_id:part turn:number content:words changed_day:day by") } },
  { subject: "survey-answers", group: "inputs", seen: "assessors", kept: "withdrawn", tables: { survey_answers: columns("id assessment_id:part version:number language:kind audience:choice attribution:choice state:choice shown_sector:kind shown_region:kind given:words fingerprint:proof code_hash:secret") } },
  { subject: "survey-authors", group: "inputs", seen: "own", kept: "forum", tables: { survey_authorships: columns("answer_id:part assessment_id:part attribution:choice stakeholder_id:body person_id:person filed_at:moment entry:part statement:details salt:proof") } },
  { subject: "survey-drafts", group: "you", seen: "self", kept: "forum", tables: { survey_drafts: columns("assessment_id:part person_id:person stakeholder_id:body version:number language:kind combination:choice given:words saved_at:moment") } },
  { subject: "survey-marks", group: "inputs", seen: "nobody", kept: "forum", tables: { survey_marks: columns("assessment_id:part person_id:person") } },
  { subject: "asks", group: "inputs", seen: "circle", kept: "forum", tables: {
    asks: columns("contribution_id:part number state:choice"), ask_pins: columns("contribution_id:part number version_id:part place"), ask_themes: columns("contribution_id:part number theme_id:part"),
  } },
  { subject: "answers", group: "inputs", seen: "circle", kept: "forum", tables: { answers: columns("contribution_id:part number turn:place state:choice reason:words line:words link by day") } },
  { subject: "co-authors", group: "inputs", seen: "body", kept: "forum", tables: { co_authors: columns("contribution_id:part stakeholder_id:body state:choice person_id:person decided_day:day") } },
  { subject: "campaigns", group: "inputs", seen: "circle", kept: "forum", tables: { campaign_exceptions: columns("contribution_id:part because:words officer:by day") } },
  { subject: "clearance", group: "inputs", seen: "body", kept: "forum", tables: { clearances: columns("contribution_id:part turn:place act:choice because:words officer:by day") } },
  { subject: "drafts", group: "you", seen: "self", kept: "month", tables: {
    drafts: columns("id call_id:part person_id:person stakeholder_id:body edition:number content:words kept_at:moment clearance:choice clearance_text:proof clearance_note:words cleared_by:person contribution_id:part"),
  } },
  { subject: "keys", group: "inputs", seen: "everyone", kept: "forum", tables: { forum_keys: columns("id forum_id:part purpose:choice public_key:key fingerprint:proof made_day:day destroyed_day:day entry:part salt:proof destroyed_entry:part destroyed_salt:proof") } },
  { subject: "secrets", group: "inputs", seen: "nobody", kept: "closed", tables: { forum_key_secrets: columns("key_id:part private_key:secret") } },
  { subject: "tokens", group: "inputs", seen: "nobody", kept: "forum", tables: { forum_token_marks: columns("forum_id:part purpose:choice person_id:person request:proof"), spent_tokens: columns("key_id:part hash:proof") } },
  { subject: "waiting", group: "inputs", seen: "nobody", kept: "short", tables: { unattributed_commitments: columns("entry:id forum_id:part commitment:proof") } },

  { subject: "record", group: "house", seen: "everyone", kept: "ever", tables: {
    record_pending: columns("id entry:part commitment:proof"), record_leaves: columns("position:place entry:part commitment:proof"), record_tiles: columns("level:place index:place hashes:proof"),
    record_checkpoints: columns("size:number root:proof note:proof at:moment"), record_cosignatures: columns("size:number witness:name line:proof at:moment"),
  } },
  { subject: "journal", group: "house", seen: "nobody", kept: "ever", tables: { journal: columns("id at:moment by by_person:person what:choice subject:part details") } },
  { subject: "processes", group: "house", seen: "everyone", kept: "ever", tables: {
    processes: columns("id slug:place symbol:number nature:choice name short_name:name summary:words rights:words open_questions:words position:place officers:words"),
    phases: columns("process_id:part number name from_month:day to_month:day note:words sure:choice sources:link"),
    events: columns("process_id:part id position:place kind:choice title:words start_day:day end_day:day around:day when_in_words:words place:words mode:choice summary:words access:words phase:number documents:number sure:choice sources:link"),
    documents: columns("process_id:part symbol:number position:place title:words day note:words sure:choice sources:link"),
    figures: columns("process_id:part position:place label:words value:words as_of:day note:words sure:choice sources:link"),
  } },
  { subject: "pathways", group: "house", seen: "everyone", kept: "ever", tables: {
    pathways: columns("id process_id:part slug:place position:place kind:choice name about:words standing:choice status:words regions:kind ways:words takes:words next_dates:day address:link checked_day:day"),
    pathway_themes: columns("pathway_id:part theme_id:part"), pathway_bindings: columns("pathway_id:part country:kind what:choice day sure:choice sources:link"),
  } },
  { subject: "programmes", group: "house", seen: "officers", kept: "ever", tables: { meeting_imports: columns("meeting_id:part uid:place what:kind") } },
  { subject: "texts", group: "house", seen: "everyone", kept: "ever", tables: {
    instruments: columns("id process_id:part slug:place title:words position:place"),
    versions: columns("id instrument_id:part sequence:place slug:place symbol:number day status:choice title:words published_at:moment published_by:by"),
    editions: columns("id version_id:part language:kind authenticity:choice source:link file_name:name sha256:proof fidelity:details imported_at:moment imported_by:by"),
    passages: columns("edition_id:part position:place eid:place parent_eid:place kind:choice number heading:words text:words closing:words searchable:search configuration:choice found:search"),
    alignments: columns("id version_id:part old_eids:place new_eids:place changes:choice similarity:number position:place state:choice decided_by:by decided_at:moment"),
    places: columns("version_id:part eid:place provision_id:part"), provisions: columns("id process_id:part instrument_id:part number became_id:part"),
    version_entries: columns("version_id:part entry:part statement:details salt:proof"),
    provision_themes: columns("provision_id:part theme_id:part"), themes: columns("id slug:place kind:choice name about:words position:place"),
  } },
  { subject: "inbox", group: "house", seen: "nobody", kept: "short", tables: { inbox_rows: columns("id relation:choice key:part kept:details unlinked:choice") } },
  { subject: "jobs", group: "house", seen: "nobody", kept: "short", tables: {}, schema: "pgboss" },
  { subject: "migrations", group: "house", seen: "nobody", kept: "ever", tables: {}, schema: "drizzle" },
];
