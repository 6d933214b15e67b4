CREATE TABLE "statement_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"statement_id" text NOT NULL,
	"signatory" text NOT NULL,
	"sequence" integer NOT NULL,
	"what" text NOT NULL,
	"version" integer NOT NULL,
	"stakeholder_id" text,
	"person_id" text,
	"name" text,
	"capacity" text,
	"accepted" jsonb NOT NULL,
	"paragraphs" integer[],
	"because" text,
	"at" timestamp with time zone NOT NULL,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "statement_acts_entry_unique" UNIQUE("entry"),
	CONSTRAINT "statement_acts_one_after_another" UNIQUE("statement_id","signatory","sequence"),
	CONSTRAINT "statement_acts_what" CHECK (what in ('signed', 'declined', 'withdrawn')),
	CONSTRAINT "statement_acts_who" CHECK ((stakeholder_id is null) <> (person_id is null) and signatory = coalesce('body:' || stakeholder_id, 'person:' || person_id)),
	CONSTRAINT "statement_acts_signed" CHECK ((what = 'signed') = (jsonb_array_length(accepted) > 0))
);
--> statement-breakpoint
CREATE TABLE "statement_changes" (
	"statement_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"what" text NOT NULL,
	"version" integer NOT NULL,
	"language" text,
	"day" date NOT NULL,
	"by" text NOT NULL,
	"because" text,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "statement_changes_statement_id_sequence_pk" PRIMARY KEY("statement_id","sequence"),
	CONSTRAINT "statement_changes_entry_unique" UNIQUE("entry"),
	CONSTRAINT "statement_changes_what" CHECK (what in ('opened', 'corrected', 'changed', 'translated', 'closed', 'delivered'))
);
--> statement-breakpoint
CREATE TABLE "statement_consents" (
	"paragraph_id" text NOT NULL,
	"edition" integer NOT NULL,
	"stakeholder_id" text NOT NULL,
	"consent" text NOT NULL,
	"because" text,
	"day" date NOT NULL,
	CONSTRAINT "statement_consents_paragraph_id_edition_stakeholder_id_pk" PRIMARY KEY("paragraph_id","edition","stakeholder_id"),
	CONSTRAINT "statement_consents_consent" CHECK (consent in ('live', 'needs') and (consent = 'live' or because is not null))
);
--> statement-breakpoint
CREATE TABLE "statement_drafters" (
	"statement_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"state" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "statement_drafters_statement_id_stakeholder_id_pk" PRIMARY KEY("statement_id","stakeholder_id"),
	CONSTRAINT "statement_drafters_state" CHECK (state in ('asked', 'joined', 'declined', 'left'))
);
--> statement-breakpoint
CREATE TABLE "statement_invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"statement_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"by_id" text NOT NULL,
	"day" date NOT NULL,
	"ends_day" date NOT NULL,
	"used_day" date,
	CONSTRAINT "statement_invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "statement_paragraphs" (
	"id" text PRIMARY KEY NOT NULL,
	"statement_id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"edition" integer NOT NULL,
	"removed" boolean NOT NULL,
	CONSTRAINT "statement_paragraphs_kind" CHECK (kind in ('heading', 'paragraph', 'ask'))
);
--> statement-breakpoint
CREATE TABLE "statement_pendings" (
	"id" text PRIMARY KEY NOT NULL,
	"statement_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"person_id" text NOT NULL,
	"version" integer NOT NULL,
	"capacity" text NOT NULL,
	"accepted" jsonb NOT NULL,
	"paragraphs" integer[],
	"day" date NOT NULL,
	CONSTRAINT "statement_pendings_one_for_each" UNIQUE("statement_id","stakeholder_id")
);
--> statement-breakpoint
CREATE TABLE "statement_remarks" (
	"id" text PRIMARY KEY NOT NULL,
	"statement_id" text NOT NULL,
	"paragraph_id" text NOT NULL,
	"edition" integer NOT NULL,
	"attribution" text NOT NULL,
	"stakeholder_id" text,
	"text" text NOT NULL,
	"day" date NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "statement_remarks_attribution" CHECK (attribution in ('named', 'unattributed')),
	CONSTRAINT "statement_remarks_nobody" CHECK ((attribution = 'named') = (stakeholder_id is not null)),
	CONSTRAINT "statement_remarks_state" CHECK (state = 'shown' or (state = 'waiting' and attribution = 'unattributed'))
);
--> statement-breakpoint
CREATE TABLE "statement_texts" (
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"language" text NOT NULL,
	"edition" integer NOT NULL,
	"title" text NOT NULL,
	"paragraphs" jsonb NOT NULL,
	"translator" text,
	"sha256" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "statement_texts_statement_id_version_language_edition_pk" PRIMARY KEY("statement_id","version","language","edition"),
	CONSTRAINT "statement_texts_hash" CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "statement_versions" (
	"statement_id" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"because" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "statement_versions_statement_id_version_pk" PRIMARY KEY("statement_id","version"),
	CONSTRAINT "statement_versions_kind" CHECK (kind in ('first', 'correction', 'change') and (kind = 'first') = (version = 1))
);
--> statement-breakpoint
CREATE TABLE "statement_wordings" (
	"paragraph_id" text NOT NULL,
	"edition" integer NOT NULL,
	"text" text NOT NULL,
	"by_id" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "statement_wordings_paragraph_id_edition_pk" PRIMARY KEY("paragraph_id","edition")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"turn" integer NOT NULL,
	"initiator_id" text NOT NULL,
	"working_title" text NOT NULL,
	"language" text NOT NULL,
	"version" integer NOT NULL,
	"individuals" boolean NOT NULL,
	"per_paragraph" boolean NOT NULL,
	"closes_at" timestamp with time zone,
	"tolerance_minutes" integer NOT NULL,
	"call_id" text,
	"begun_day" date NOT NULL,
	"opened_day" date,
	"closed_day" date,
	"closed_because" text,
	"delivered_id" text,
	CONSTRAINT "statements_process_id_number_unique" UNIQUE("process_id","number"),
	CONSTRAINT "statements_state" CHECK (state in ('drafting', 'open', 'closed', 'abandoned')),
	CONSTRAINT "statements_opened" CHECK ((state in ('open', 'closed')) = (opened_day is not null) and (opened_day is not null) = (version > 0)),
	CONSTRAINT "statements_ended" CHECK ((state in ('closed', 'abandoned')) = (closed_day is not null)),
	CONSTRAINT "statements_tolerance" CHECK (tolerance_minutes between 0 and 1440)
);
--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "exclusive" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE "statement_acts" ADD CONSTRAINT "statement_acts_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_acts" ADD CONSTRAINT "statement_acts_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_acts" ADD CONSTRAINT "statement_acts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_changes" ADD CONSTRAINT "statement_changes_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_consents" ADD CONSTRAINT "statement_consents_paragraph_id_statement_paragraphs_id_fk" FOREIGN KEY ("paragraph_id") REFERENCES "public"."statement_paragraphs"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_consents" ADD CONSTRAINT "statement_consents_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_drafters" ADD CONSTRAINT "statement_drafters_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_drafters" ADD CONSTRAINT "statement_drafters_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_invitations" ADD CONSTRAINT "statement_invitations_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_invitations" ADD CONSTRAINT "statement_invitations_by_id_stakeholders_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_paragraphs" ADD CONSTRAINT "statement_paragraphs_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_pendings" ADD CONSTRAINT "statement_pendings_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_pendings" ADD CONSTRAINT "statement_pendings_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_pendings" ADD CONSTRAINT "statement_pendings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_remarks" ADD CONSTRAINT "statement_remarks_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_remarks" ADD CONSTRAINT "statement_remarks_paragraph_id_statement_paragraphs_id_fk" FOREIGN KEY ("paragraph_id") REFERENCES "public"."statement_paragraphs"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_remarks" ADD CONSTRAINT "statement_remarks_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_texts" ADD CONSTRAINT "statement_texts_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_versions" ADD CONSTRAINT "statement_versions_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_wordings" ADD CONSTRAINT "statement_wordings_paragraph_id_statement_paragraphs_id_fk" FOREIGN KEY ("paragraph_id") REFERENCES "public"."statement_paragraphs"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_wordings" ADD CONSTRAINT "statement_wordings_by_id_stakeholders_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_initiator_id_stakeholders_id_fk" FOREIGN KEY ("initiator_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_delivered_id_contributions_id_fk" FOREIGN KEY ("delivered_id") REFERENCES "public"."contributions"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "statement_acts_by_version" ON "statement_acts" USING btree ("statement_id","version");
--> statement-breakpoint
CREATE INDEX "statement_acts_by_body" ON "statement_acts" USING btree ("stakeholder_id");
--> statement-breakpoint
CREATE INDEX "statement_drafters_by_body" ON "statement_drafters" USING btree ("stakeholder_id");
--> statement-breakpoint
CREATE INDEX "statement_invitations_by_statement" ON "statement_invitations" USING btree ("statement_id");
--> statement-breakpoint
CREATE INDEX "statement_paragraphs_by_place" ON "statement_paragraphs" USING btree ("statement_id","position");
--> statement-breakpoint
CREATE INDEX "statement_pendings_by_body" ON "statement_pendings" USING btree ("stakeholder_id");
--> statement-breakpoint
CREATE INDEX "statement_remarks_by_paragraph" ON "statement_remarks" USING btree ("paragraph_id");
--> statement-breakpoint
CREATE INDEX "statement_texts_by_hash" ON "statement_texts" USING btree ("sha256");
--> statement-breakpoint
CREATE INDEX "statements_by_call" ON "statements" USING btree ("call_id");
--> statement-breakpoint
ALTER TABLE "commitments" ADD COLUMN "statement_id" text;
--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_statement_id_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."statements"("id") ON DELETE set null ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "commitments" DROP CONSTRAINT "commitments_origin";
--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_origin" CHECK (num_nonnulls(meeting_id, statement_id, finding_release_id) <= 1 and (finding_release_id is null or finding_number is not null));
--> statement-breakpoint
-- From here on written by hand. While a statement is drafted it is for the bodies that draft it, and for none else, officers included; what was opened is for everyone.
create function viewer_joined_statement(statement text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin return exists (select from statement_drafters d where d.statement_id = statement and d.state = 'joined' and viewer_speaks_for(d.stakeholder_id)); end $$;
--> statement-breakpoint
create function viewer_asked_to_statement(statement text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin return exists (select from statement_drafters d where d.statement_id = statement and d.state in ('asked', 'joined') and viewer_speaks_for(d.stakeholder_id)); end $$;
--> statement-breakpoint
create function statement_is_public(statement text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin return exists (select from statements s where s.id = statement and s.state in ('open', 'closed')); end $$;
--> statement-breakpoint
-- The last number given in a process, whoever drafts under it: it says that something is drafted, as the next number does.
create function last_statement_number(process text) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(max(number), 0) from statements where process_id = process
$$;
--> statement-breakpoint
alter table statements enable row level security;
--> statement-breakpoint
create policy statements_read on statements for select to travaux_viewer using (state in ('open', 'closed') or viewer_speaks_for(initiator_id) or viewer_asked_to_statement(id));
--> statement-breakpoint
create policy statements_begin on statements for insert to travaux_viewer with check (state = 'drafting' and viewer_speaks_for(initiator_id));
--> statement-breakpoint
create policy statements_move on statements for update to travaux_viewer using (viewer_speaks_for(initiator_id) or viewer_joined_statement(id));
--> statement-breakpoint
revoke delete on statements from travaux_viewer;
--> statement-breakpoint
-- What was opened stays open or is closed; its version counts up by one; nobody makes it another body's.
create function statements_stand() returns trigger language plpgsql as $$
begin
  if (new.id, new.process_id, new.number, new.initiator_id, new.language, new.begun_day) is distinct from (old.id, old.process_id, old.number, old.initiator_id, old.language, old.begun_day)
    or old.state = 'abandoned' or (old.state in ('open', 'closed') and new.state not in ('open', 'closed')) or (old.state = 'closed' and new.state = 'open')
    or new.version not in (old.version, old.version + 1) or (old.version > 0 and (new.individuals, new.per_paragraph, new.call_id, new.opened_day) is distinct from (old.individuals, old.per_paragraph, old.call_id, old.opened_day)) then
    raise exception 'what was opened stands' using errcode = 'check_violation', constraint = 'statements_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger statements_stand before update on statements for each row execute function statements_stand();
--> statement-breakpoint
alter table statement_drafters enable row level security;
--> statement-breakpoint
create policy statement_drafters_read on statement_drafters for select to travaux_viewer using ((state = 'joined' and statement_is_public(statement_id)) or viewer_speaks_for(stakeholder_id) or viewer_asked_to_statement(statement_id) or exists (select from statements s where s.id = statement_id and viewer_speaks_for(s.initiator_id)));
--> statement-breakpoint
create policy statement_drafters_ask on statement_drafters for insert to travaux_viewer with check (exists (select from statements s where s.id = statement_id and viewer_speaks_for(s.initiator_id) and (statement_drafters.state = 'asked' or (statement_drafters.state = 'joined' and statement_drafters.stakeholder_id = s.initiator_id))));
--> statement-breakpoint
create policy statement_drafters_answer on statement_drafters for update to travaux_viewer using (viewer_speaks_for(stakeholder_id) or exists (select from statements s where s.id = statement_id and viewer_speaks_for(s.initiator_id))) with check (viewer_speaks_for(stakeholder_id) or state = 'asked');
--> statement-breakpoint
revoke delete on statement_drafters from travaux_viewer;
--> statement-breakpoint
alter table statement_paragraphs enable row level security;
--> statement-breakpoint
create policy statement_paragraphs_all on statement_paragraphs for all to travaux_viewer using (viewer_joined_statement(statement_id));
--> statement-breakpoint
revoke delete on statement_paragraphs from travaux_viewer;
--> statement-breakpoint
alter table statement_wordings enable row level security;
--> statement-breakpoint
create policy statement_wordings_read on statement_wordings for select to travaux_viewer using (exists (select from statement_paragraphs p where p.id = paragraph_id));
--> statement-breakpoint
create policy statement_wordings_add on statement_wordings for insert to travaux_viewer with check (viewer_speaks_for(by_id) and exists (select from statement_paragraphs p where p.id = paragraph_id));
--> statement-breakpoint
revoke update, delete on statement_wordings from travaux_viewer;
--> statement-breakpoint
alter table statement_consents enable row level security;
--> statement-breakpoint
create policy statement_consents_read on statement_consents for select to travaux_viewer using (exists (select from statement_paragraphs p where p.id = paragraph_id));
--> statement-breakpoint
create policy statement_consents_say on statement_consents for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id) and exists (select from statement_paragraphs p where p.id = paragraph_id));
--> statement-breakpoint
create policy statement_consents_change on statement_consents for update to travaux_viewer using (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
revoke delete on statement_consents from travaux_viewer;
--> statement-breakpoint
-- What nobody said waits for the night: until then nobody reads it, whoever wrote it included.
alter table statement_remarks enable row level security;
--> statement-breakpoint
create policy statement_remarks_read on statement_remarks for select to travaux_viewer using (state = 'shown' and viewer_joined_statement(statement_id));
--> statement-breakpoint
create policy statement_remarks_say on statement_remarks for insert to travaux_viewer with check (viewer_joined_statement(statement_id) and (stakeholder_id is null or viewer_speaks_for(stakeholder_id)));
--> statement-breakpoint
create policy statement_remarks_take_back on statement_remarks for delete to travaux_viewer using (stakeholder_id is not null and viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
revoke update on statement_remarks from travaux_viewer;
--> statement-breakpoint
create function release_statement_remarks(night date) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare released integer;
begin
  update statement_remarks set state = 'shown', day = night where state = 'waiting' and day < night;
  get diagnostics released = row_count;
  return released;
end $$;
--> statement-breakpoint
alter table statement_versions enable row level security;
--> statement-breakpoint
create policy statement_versions_read on statement_versions for select to travaux_viewer using (statement_is_public(statement_id));
--> statement-breakpoint
create policy statement_versions_add on statement_versions for insert to travaux_viewer with check (exists (select from statements s where s.id = statement_id and s.state = 'open' and s.version = statement_versions.version and viewer_speaks_for(s.initiator_id)));
--> statement-breakpoint
revoke update, delete on statement_versions from travaux_viewer;
--> statement-breakpoint
alter table statement_texts enable row level security;
--> statement-breakpoint
create policy statement_texts_read on statement_texts for select to travaux_viewer using (statement_is_public(statement_id));
--> statement-breakpoint
create policy statement_texts_add on statement_texts for insert to travaux_viewer with check (viewer_joined_statement(statement_id) and exists (select from statements s where s.id = statement_id and s.state = 'open' and s.version = statement_texts.version));
--> statement-breakpoint
revoke update, delete on statement_texts from travaux_viewer;
--> statement-breakpoint
alter table statement_changes enable row level security;
--> statement-breakpoint
create policy statement_changes_read on statement_changes for select to travaux_viewer using (statement_is_public(statement_id));
--> statement-breakpoint
create policy statement_changes_add on statement_changes for insert to travaux_viewer with check (viewer_joined_statement(statement_id));
--> statement-breakpoint
revoke update, delete on statement_changes from travaux_viewer;
--> statement-breakpoint
-- Who signed is for everyone once its body is verified. An act is never changed, nor taken away.
create function body_is_verified(body text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin return exists (select from stakeholders s where s.id = body and s.state = 'verified'); end $$;
--> statement-breakpoint
alter table statement_acts enable row level security;
--> statement-breakpoint
create policy statement_acts_read on statement_acts for select to travaux_viewer using (statement_is_public(statement_id) and (person_id is not null or body_is_verified(stakeholder_id) or viewer_speaks_for(stakeholder_id)));
--> statement-breakpoint
create policy statement_acts_add on statement_acts for insert to travaux_viewer with check (statement_is_public(statement_id) and (viewer_speaks_for(stakeholder_id) or person_id = viewer_person()));
--> statement-breakpoint
revoke update, delete on statement_acts from travaux_viewer;
--> statement-breakpoint
-- A signature is on the text that holds: on no other version, and on no hash that is not one of its texts.
create function statement_acts_fit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare it statements;
begin
  select * into it from statements where id = new.statement_id;
  if new.what = 'signed' and (it.state <> 'open' or it.version <> new.version
    or (new.person_id is not null and not it.individuals) or (new.paragraphs is not null and not it.per_paragraph)
    or exists (select from jsonb_array_elements(new.accepted) one where not exists (select from statement_texts t where t.statement_id = new.statement_id and t.version = new.version and t.language = one->>'language' and t.sha256 = one->>'sha256'))) then
    raise exception 'a signature is on the text that holds' using errcode = 'check_violation', constraint = 'statement_acts_fit';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger statement_acts_fit before insert on statement_acts for each row execute function statement_acts_fit();
--> statement-breakpoint
alter table statement_pendings enable row level security;
--> statement-breakpoint
-- Whoever registered a body speaks for it once it is verified; until then they may put its signature forward.
create function viewer_is_member(body text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from memberships m where m.stakeholder_id = body and m.person_id = viewer_person() and m.state = 'active')
$$;
--> statement-breakpoint
create policy statement_pendings_all on statement_pendings for all to travaux_viewer using (viewer_speaks_for(stakeholder_id) or (person_id = viewer_person() and viewer_is_member(stakeholder_id)));
--> statement-breakpoint
-- Who speaks for a body no more has put nothing forward for it.
create function forget_pendings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'active' and new.state <> 'active' then delete from statement_pendings where stakeholder_id = old.stakeholder_id and person_id = old.person_id; end if;
  return new;
end $$;
--> statement-breakpoint
create trigger forget_pendings after update on memberships for each row execute function forget_pendings();
--> statement-breakpoint
alter table statement_invitations enable row level security;
--> statement-breakpoint
create policy statement_invitations_read on statement_invitations for select to travaux_viewer using (viewer_joined_statement(statement_id));
--> statement-breakpoint
create policy statement_invitations_add on statement_invitations for insert to travaux_viewer with check (viewer_speaks_for(by_id) and viewer_joined_statement(statement_id));
--> statement-breakpoint
revoke update, delete on statement_invitations from travaux_viewer;
--> statement-breakpoint
-- Whoever holds a link may ask whether it leads to this statement, and note that it did: the rows themselves are not read.
create function statement_link_holds(statement text, hash text, today date) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from statement_invitations where statement_id = statement and token_hash = hash and ends_day > today)
$$;
--> statement-breakpoint
create function use_statement_link(statement text, hash text, today date) returns void language sql security definer set search_path = public, pg_temp as $$
  update statement_invitations set used_day = coalesce(used_day, today) where statement_id = statement and token_hash = hash and ends_day > today
$$;
--> statement-breakpoint
-- Whoever stands behind a joint statement stands behind it as it is delivered to its call, without being asked again.
create function signed_behind(contribution text, body text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from contributions c join statements s on s.call_id = c.call_id where c.id = contribution and viewer_speaks_for(s.initiator_id)
    and (select a.what from statement_acts a where a.statement_id = s.id and a.stakeholder_id = body order by a.at desc, a.sequence desc limit 1) = 'signed')
$$;
--> statement-breakpoint
create policy co_authors_signed on co_authors for insert to travaux_viewer with check (state = 'confirmed' and viewer_wrote(contribution_id) and signed_behind(contribution_id, stakeholder_id));
--> statement-breakpoint
-- Whoever erases themselves takes back what they signed in their own name, and what they put forward: the commitments of the record stand, and say nothing by themselves.
create function forget_own_signatures() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from statement_acts where person_id = viewer_person();
  delete from statement_pendings where person_id = viewer_person();
$$;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['statements', 'statement_drafters', 'statement_paragraphs', 'statement_wordings', 'statement_consents', 'statement_remarks', 'statement_versions', 'statement_texts', 'statement_changes', 'statement_acts', 'statement_pendings', 'statement_invitations']) as it;
