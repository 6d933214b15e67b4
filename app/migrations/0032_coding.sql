CREATE TABLE "coding_assignments" (
	"source_id" text NOT NULL,
	"seat" integer NOT NULL,
	"coder_id" text NOT NULL,
	"name" text NOT NULL,
	"done_day" date,
	CONSTRAINT "coding_assignments_source_id_seat_pk" PRIMARY KEY("source_id","seat"),
	CONSTRAINT "coding_assignments_source_id_coder_id_unique" UNIQUE("source_id","coder_id"),
	CONSTRAINT "coding_assignments_seat" CHECK (seat in (1, 2))
);
--> statement-breakpoint
CREATE TABLE "coding_codes" (
	"assessment_id" text NOT NULL,
	"guid" text NOT NULL,
	"parent" text,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"definition" text NOT NULL,
	"example" text NOT NULL,
	"colour" text,
	"is_codable" boolean NOT NULL,
	"retired_day" date,
	CONSTRAINT "coding_codes_assessment_id_guid_pk" PRIMARY KEY("assessment_id","guid"),
	CONSTRAINT "coding_codes_guid" CHECK (guid ~ '^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$' and parent <> guid),
	CONSTRAINT "coding_codes_colour" CHECK (colour ~ '^#[0-9A-F]{6}$')
);
--> statement-breakpoint
CREATE TABLE "coding_consent_changes" (
	"segment_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	"because" text NOT NULL,
	"by" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "coding_consent_changes_segment_id_sequence_pk" PRIMARY KEY("segment_id","sequence"),
	CONSTRAINT "coding_consent_changes_because" CHECK (because <> '' or array_position(array['quotable', 'kind', 'unattributed', 'internal'], "to") >= array_position(array['quotable', 'kind', 'unattributed', 'internal'], "from"))
);
--> statement-breakpoint
CREATE TABLE "coding_decisions" (
	"source_id" text NOT NULL,
	"segment_id" text NOT NULL,
	"code" text NOT NULL,
	"is_kept" boolean NOT NULL,
	"because" text NOT NULL,
	"by" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "coding_decisions_segment_id_code_pk" PRIMARY KEY("segment_id","code")
);
--> statement-breakpoint
CREATE TABLE "coding_guides" (
	"assessment_id" text NOT NULL,
	"kind" text NOT NULL,
	"opening" text NOT NULL,
	"questions" jsonb NOT NULL,
	"by" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "coding_guides_assessment_id_kind_pk" PRIMARY KEY("assessment_id","kind"),
	CONSTRAINT "coding_guides_kind" CHECK (kind in ('interview', 'focus-group'))
);
--> statement-breakpoint
CREATE TABLE "coding_interviewees" (
	"source_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"organisation" text NOT NULL,
	"contact" text NOT NULL,
	"is_named" boolean NOT NULL,
	CONSTRAINT "coding_interviewees_kind" CHECK (kind = 'interview')
);
--> statement-breakpoint
CREATE TABLE "coding_memos" (
	"id" text PRIMARY KEY NOT NULL,
	"assessment_id" text NOT NULL,
	"about" text NOT NULL,
	"subject" text NOT NULL,
	"source_id" text,
	"text" text NOT NULL,
	"person_id" text NOT NULL,
	"by" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "coding_memos_about" CHECK (about in ('segment', 'code', 'source') and (about = 'code') = (source_id is null))
);
--> statement-breakpoint
CREATE TABLE "coding_segments" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"position" integer NOT NULL,
	"voice" text NOT NULL,
	"voice_number" integer NOT NULL,
	"from_seconds" integer,
	"to_seconds" integer,
	"text" text,
	"consent" text NOT NULL,
	"sector" text,
	"region" text,
	"answer_id" text,
	CONSTRAINT "coding_segments_source_id_position_unique" UNIQUE("source_id","position"),
	CONSTRAINT "coding_segments_of_source" UNIQUE("id","source_id"),
	CONSTRAINT "coding_segments_voice" CHECK (voice in ('interviewer', 'speaker')),
	CONSTRAINT "coding_segments_consent" CHECK (consent in ('quotable', 'kind', 'unattributed', 'internal')),
	CONSTRAINT "coding_segments_unattributed" CHECK (consent <> 'unattributed' or (sector is null and region is null))
);
--> statement-breakpoint
CREATE TABLE "coding_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"assessment_id" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"language" text NOT NULL,
	"consent" text NOT NULL,
	"sector" text,
	"region" text,
	"held_day" date,
	"question" text,
	"added_day" date NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "coding_sources_assessment_id_number_unique" UNIQUE("assessment_id","number"),
	CONSTRAINT "coding_sources_question" UNIQUE("assessment_id","question"),
	CONSTRAINT "coding_sources_with_kind" UNIQUE("id","kind"),
	CONSTRAINT "coding_sources_kind" CHECK (kind in ('interview', 'focus-group', 'answers') and (kind = 'answers') = (question is not null)),
	CONSTRAINT "coding_sources_consent" CHECK (consent in ('quotable', 'kind', 'unattributed', 'internal'))
);
--> statement-breakpoint
CREATE TABLE "codings" (
	"id" text PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"segment_id" text NOT NULL,
	"assessment_id" text NOT NULL,
	"code" text NOT NULL,
	"coder_id" text NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL,
	CONSTRAINT "codings_segment_id_code_coder_id_start_end_unique" UNIQUE("segment_id","code","coder_id","start","end"),
	CONSTRAINT "codings_passage" CHECK (start >= 0 and "end" > start)
);
--> statement-breakpoint
ALTER TABLE "coding_assignments" ADD CONSTRAINT "coding_assignments_source_id_coding_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."coding_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_codes" ADD CONSTRAINT "coding_codes_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_codes" ADD CONSTRAINT "coding_codes_parent" FOREIGN KEY ("assessment_id","parent") REFERENCES "public"."coding_codes"("assessment_id","guid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_consent_changes" ADD CONSTRAINT "coding_consent_changes_segment_id_coding_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."coding_segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_decisions" ADD CONSTRAINT "coding_decisions_of_segment" FOREIGN KEY ("segment_id","source_id") REFERENCES "public"."coding_segments"("id","source_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_guides" ADD CONSTRAINT "coding_guides_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_interviewees" ADD CONSTRAINT "coding_interviewees_of_interview" FOREIGN KEY ("source_id","kind") REFERENCES "public"."coding_sources"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_memos" ADD CONSTRAINT "coding_memos_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_memos" ADD CONSTRAINT "coding_memos_source_id_coding_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."coding_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_segments" ADD CONSTRAINT "coding_segments_source_id_coding_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."coding_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_segments" ADD CONSTRAINT "coding_segments_answer_id_survey_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."survey_answers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coding_sources" ADD CONSTRAINT "coding_sources_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "codings" ADD CONSTRAINT "codings_of_segment" FOREIGN KEY ("segment_id","source_id") REFERENCES "public"."coding_segments"("id","source_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "codings" ADD CONSTRAINT "codings_of_code" FOREIGN KEY ("assessment_id","code") REFERENCES "public"."coding_codes"("assessment_id","guid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "coding_memos_by_assessment" ON "coding_memos" USING btree ("assessment_id");--> statement-breakpoint
CREATE INDEX "coding_segments_by_answer" ON "coding_segments" USING btree ("answer_id");--> statement-breakpoint
CREATE INDEX "codings_by_source" ON "codings" USING btree ("source_id");
--> statement-breakpoint
-- From here on written by hand. All of it is for officers and assessors of the assessment’s process.
create function viewer_assesses_in(assessment text) returns boolean language sql stable as $$
  select exists (select from assessments where id = assessment and viewer_assesses(process_id))
$$;
--> statement-breakpoint
alter table coding_guides enable row level security;
--> statement-breakpoint
create policy coding_guides_assess on coding_guides for all to travaux_viewer using (viewer_assesses_in(assessment_id)) with check (viewer_assesses_in(assessment_id));
--> statement-breakpoint
alter table coding_sources enable row level security;
--> statement-breakpoint
create policy coding_sources_assess on coding_sources for all to travaux_viewer using (viewer_assesses_in(assessment_id)) with check (viewer_assesses_in(assessment_id));
--> statement-breakpoint
-- Who was interviewed: officers alone.
alter table coding_interviewees enable row level security;
--> statement-breakpoint
create policy coding_interviewees_officers on coding_interviewees for all to travaux_viewer
  using (source_id in (select s.id from coding_sources s where viewer_officiates_over_assessment(s.assessment_id))) with check (source_id in (select s.id from coding_sources s where viewer_officiates_over_assessment(s.assessment_id)));
--> statement-breakpoint
alter table coding_segments enable row level security;
--> statement-breakpoint
create policy coding_segments_assess on coding_segments for all to travaux_viewer using (source_id in (select id from coding_sources)) with check (source_id in (select id from coding_sources));
--> statement-breakpoint
-- Words stand or are erased, and with them what was coded in them; what was answered is never shown more widely than it was answered.
create function coding_segments_stand() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (new.id, new.source_id, new.position) <> (old.id, old.source_id, old.position) or (new.answer_id is not null and new.answer_id is distinct from old.answer_id) or (new.text is not null and new.text is distinct from old.text) then
    raise exception 'words stand or are erased' using errcode = 'check_violation', constraint = 'coding_segments_stand';
  end if;
  if old.answer_id is not null and array_position(array['quotable', 'kind', 'unattributed', 'internal'], new.consent) < array_position(array['quotable', 'kind', 'unattributed', 'internal'], old.consent) then
    raise exception 'an answer is shown no more widely than it was answered' using errcode = 'check_violation', constraint = 'coding_segments_stand';
  end if;
  if new.text is null and old.text is not null then
    delete from codings where segment_id = new.id;
    delete from coding_decisions where segment_id = new.id;
    delete from coding_memos where about = 'segment' and subject = new.id;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger coding_segments_stand before update on coding_segments for each row execute function coding_segments_stand();
--> statement-breakpoint
-- Whoever withdraws an answer takes its words from here too.
create function coding_answer_withdrawn() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.given is null and old.given is not null then update coding_segments set text = null where answer_id = new.id and text is not null; end if;
  return null;
end $$;
--> statement-breakpoint
create trigger coding_answer_withdrawn after update on survey_answers for each row execute function coding_answer_withdrawn();
--> statement-breakpoint
alter table coding_consent_changes enable row level security;
--> statement-breakpoint
create policy coding_consent_changes_assess on coding_consent_changes for all to travaux_viewer using (segment_id in (select id from coding_segments)) with check (segment_id in (select id from coding_segments));
--> statement-breakpoint
revoke update, delete on coding_consent_changes from travaux_viewer;
--> statement-breakpoint
alter table coding_codes enable row level security;
--> statement-breakpoint
create policy coding_codes_assess on coding_codes for all to travaux_viewer using (viewer_assesses_in(assessment_id)) with check (viewer_assesses_in(assessment_id));
--> statement-breakpoint
-- No code stands below itself.
create function coding_codes_no_cycle() returns trigger language plpgsql as $$
declare
  above text := new.parent;
  steps integer := 0;
begin
  while above is not null loop
    if above = new.guid or steps > 30 then raise exception 'a code stands below itself' using errcode = 'check_violation', constraint = 'coding_codes_no_cycle'; end if;
    select c.parent into above from coding_codes c where c.assessment_id = new.assessment_id and c.guid = above;
    steps := steps + 1;
  end loop;
  return new;
end $$;
--> statement-breakpoint
create trigger coding_codes_no_cycle before insert or update on coding_codes for each row execute function coding_codes_no_cycle();
--> statement-breakpoint
-- Whether somebody has begun to code a source: then its coders stand, for who comes later would not code blind. Asked by policies, so it looks past them; it tells nothing else.
create function coding_begun(source text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from codings where source_id = source) or exists (select from coding_assignments where source_id = source and done_day is not null)
$$;
--> statement-breakpoint
create function coding_apart(source text) returns boolean language sql stable as $$
  select exists (select from coding_assignments where source_id = source and done_day is null)
$$;
--> statement-breakpoint
create function coding_seat_open(source text) returns boolean language sql stable as $$
  select exists (select from coding_assignments where source_id = source and coder_id = nullif(current_setting('travaux.viewer', true), '') and done_day is null)
$$;
--> statement-breakpoint
alter table coding_assignments enable row level security;
--> statement-breakpoint
create policy coding_assignments_read on coding_assignments for select to travaux_viewer using (source_id in (select id from coding_sources));
--> statement-breakpoint
create policy coding_assignments_assign on coding_assignments for insert to travaux_viewer with check (done_day is null and source_id in (select id from coding_sources) and not coding_begun(source_id));
--> statement-breakpoint
create policy coding_assignments_done on coding_assignments for update to travaux_viewer using (coder_id = nullif(current_setting('travaux.viewer', true), ''));
--> statement-breakpoint
create policy coding_assignments_remove on coding_assignments for delete to travaux_viewer using (source_id in (select id from coding_sources) and not coding_begun(source_id));
--> statement-breakpoint
create function coding_assignments_stand() returns trigger language plpgsql as $$
begin
  if (new.source_id, new.seat, new.coder_id, new.name) <> (old.source_id, old.seat, old.coder_id, old.name) or old.done_day is not null then
    raise exception 'who codes what stands, and so does that they are done' using errcode = 'check_violation', constraint = 'coding_assignments_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger coding_assignments_stand before update on coding_assignments for each row execute function coding_assignments_stand();
--> statement-breakpoint
-- Each coder reads their own codings alone until all coders of the source are done; then they stand.
alter table codings enable row level security;
--> statement-breakpoint
create policy codings_read on codings for select to travaux_viewer using (source_id in (select id from coding_sources) and (coder_id = nullif(current_setting('travaux.viewer', true), '') or not coding_apart(source_id)));
--> statement-breakpoint
create policy codings_give on codings for insert to travaux_viewer with check (coder_id = nullif(current_setting('travaux.viewer', true), '') and coding_seat_open(source_id));
--> statement-breakpoint
create policy codings_take_back on codings for delete to travaux_viewer using (coder_id = nullif(current_setting('travaux.viewer', true), '') and coding_seat_open(source_id));
--> statement-breakpoint
revoke update on codings from travaux_viewer;
--> statement-breakpoint
alter table coding_decisions enable row level security;
--> statement-breakpoint
create policy coding_decisions_together on coding_decisions for all to travaux_viewer using (source_id in (select id from coding_sources) and not coding_apart(source_id)) with check (source_id in (select id from coding_sources) and not coding_apart(source_id));
--> statement-breakpoint
alter table coding_memos enable row level security;
--> statement-breakpoint
create policy coding_memos_read on coding_memos for select to travaux_viewer using (viewer_assesses_in(assessment_id) and (person_id = nullif(current_setting('travaux.viewer', true), '') or source_id is null or not coding_apart(source_id)));
--> statement-breakpoint
create policy coding_memos_write on coding_memos for insert to travaux_viewer with check (person_id = nullif(current_setting('travaux.viewer', true), '') and viewer_assesses_in(assessment_id));
--> statement-breakpoint
create policy coding_memos_remove on coding_memos for delete to travaux_viewer using (person_id = nullif(current_setting('travaux.viewer', true), ''));
--> statement-breakpoint
revoke update on coding_memos from travaux_viewer;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['coding_guides', 'coding_sources', 'coding_interviewees', 'coding_segments', 'coding_consent_changes', 'coding_codes', 'coding_assignments', 'codings', 'coding_decisions', 'coding_memos']) as it;
