CREATE TABLE "assessment_forms" (
	"assessment_id" text NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"sheets" jsonb NOT NULL,
	"sha256" text NOT NULL,
	"questions" integer NOT NULL,
	"made_day" date NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "assessment_forms_assessment_id_version_pk" PRIMARY KEY("assessment_id","version")
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"forum_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"title" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"limits" jsonb NOT NULL,
	"open_to" text NOT NULL,
	"combinations" text[] NOT NULL,
	"closes_day" date NOT NULL,
	"opened_day" date,
	"closed_day" date,
	"respondent" jsonb NOT NULL,
	CONSTRAINT "assessments_forum_id_unique" UNIQUE("forum_id"),
	CONSTRAINT "assessments_process_id_number_unique" UNIQUE("process_id","number"),
	CONSTRAINT "assessments_state" CHECK (state in ('draft', 'open', 'closed')),
	CONSTRAINT "assessments_days" CHECK ((state = 'draft') = (opened_day is null) and (state = 'closed') = (closed_day is not null)),
	CONSTRAINT "assessments_combinations" CHECK (combinations <@ array['public/named', 'public/kind', 'public/unattributed', 'secretariat/named', 'secretariat/unattributed']::text[] and cardinality(combinations) > 0)
);
--> statement-breakpoint
CREATE TABLE "survey_answers" (
	"id" text PRIMARY KEY NOT NULL,
	"assessment_id" text NOT NULL,
	"version" integer NOT NULL,
	"language" text NOT NULL,
	"audience" text NOT NULL,
	"attribution" text NOT NULL,
	"state" text NOT NULL,
	"shown_sector" text,
	"shown_region" text,
	"given" jsonb,
	"fingerprint" text NOT NULL,
	"code_hash" text,
	CONSTRAINT "survey_answers_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "survey_answers_with_attribution" UNIQUE("id","attribution"),
	CONSTRAINT "survey_answers_state" CHECK (state in ('waiting', 'kept', 'withdrawn') and (state <> 'waiting' or attribution = 'unattributed') and (state = 'withdrawn') = (given is null)),
	CONSTRAINT "survey_answers_offered" CHECK (audience || '/' || attribution in ('public/named', 'public/kind', 'public/unattributed', 'secretariat/named', 'secretariat/unattributed')),
	CONSTRAINT "survey_answers_kind" CHECK (attribution = 'kind' or (shown_sector is null and shown_region is null)),
	CONSTRAINT "survey_answers_code" CHECK ((attribution = 'unattributed') = (code_hash is not null)),
	CONSTRAINT "survey_answers_random_id" CHECK (attribution <> 'unattributed' or id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$')
);
--> statement-breakpoint
CREATE TABLE "survey_authorships" (
	"answer_id" text PRIMARY KEY NOT NULL,
	"assessment_id" text NOT NULL,
	"attribution" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"person_id" text NOT NULL,
	"filed_at" timestamp with time zone NOT NULL,
	"entry" text NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "survey_authorships_entry_unique" UNIQUE("entry"),
	CONSTRAINT "survey_authorships_assessment_id_person_id_unique" UNIQUE("assessment_id","person_id"),
	CONSTRAINT "survey_authorships_attributed" CHECK (attribution in ('named', 'kind'))
);
--> statement-breakpoint
CREATE TABLE "survey_drafts" (
	"assessment_id" text NOT NULL,
	"person_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"version" integer NOT NULL,
	"language" text NOT NULL,
	"combination" text NOT NULL,
	"given" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "survey_drafts_assessment_id_person_id_pk" PRIMARY KEY("assessment_id","person_id"),
	CONSTRAINT "survey_drafts_attributed" CHECK (combination not like '%/unattributed')
);
--> statement-breakpoint
CREATE TABLE "survey_marks" (
	"assessment_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "survey_marks_assessment_id_person_id_pk" PRIMARY KEY("assessment_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "assessment_forms" ADD CONSTRAINT "assessment_forms_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_answers" ADD CONSTRAINT "survey_answers_form_fk" FOREIGN KEY ("assessment_id","version") REFERENCES "public"."assessment_forms"("assessment_id","version") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_authorships" ADD CONSTRAINT "survey_authorships_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_authorships" ADD CONSTRAINT "survey_authorships_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_authorships" ADD CONSTRAINT "survey_authorships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_authorships" ADD CONSTRAINT "survey_authorships_of_attributed" FOREIGN KEY ("answer_id","attribution") REFERENCES "public"."survey_answers"("id","attribution") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_drafts" ADD CONSTRAINT "survey_drafts_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_drafts" ADD CONSTRAINT "survey_drafts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_drafts" ADD CONSTRAINT "survey_drafts_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_marks" ADD CONSTRAINT "survey_marks_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "survey_marks" ADD CONSTRAINT "survey_marks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "survey_answers_by_assessment" ON "survey_answers" USING btree ("assessment_id");
--> statement-breakpoint
CREATE INDEX "survey_authorships_by_stakeholder" ON "survey_authorships" USING btree ("stakeholder_id");
--> statement-breakpoint
-- From here on written by hand. In the forum of a survey nothing is written but answers to it.
alter table forums add column purpose text not null default 'comment' constraint forums_purpose check (purpose in ('comment', 'answer'));
--> statement-breakpoint
-- An assessment that is being prepared is there for officers and assessors of its process alone.
create function viewer_assesses(process text) returns boolean language sql stable as $$
  select viewer_officiates(process) or coalesce(position(',assessor:,' in current_setting('travaux.roles', true)) > 0, false) or coalesce(position(',assessor:' || process || ',' in current_setting('travaux.roles', true)) > 0, false)
$$;
--> statement-breakpoint
alter table assessments enable row level security;
--> statement-breakpoint
create policy assessments_read on assessments for select to travaux_viewer using (state <> 'draft' or viewer_assesses(process_id));
--> statement-breakpoint
create policy assessments_draft on assessments for insert to travaux_viewer with check (state = 'draft' and viewer_officiates(process_id));
--> statement-breakpoint
create policy assessments_change on assessments for update to travaux_viewer using (viewer_officiates(process_id));
--> statement-breakpoint
create policy assessments_discard on assessments for delete to travaux_viewer using (state = 'draft' and viewer_officiates(process_id));
--> statement-breakpoint
-- A survey that was opened is never a draft again, and one that is closed never opens: its rule stands, and its last day only moves on.
create function assessments_stand() returns trigger language plpgsql as $$
begin
  if (new.process_id, new.number, new.forum_id) <> (old.process_id, old.number, old.forum_id)
    or (old.state = 'open' and new.state = 'draft') or (old.state = 'closed' and new.state <> 'closed')
    or (old.state <> 'draft' and (new.closes_day < old.closes_day or new.open_to <> old.open_to or new.combinations <> old.combinations)) then
    raise exception 'what was opened stands' using errcode = 'check_violation', constraint = 'assessments_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger assessments_stand before update on assessments for each row execute function assessments_stand();
--> statement-breakpoint
-- Whether the viewer is an officer over an assessment; one that they do not see has none for them.
create function viewer_officiates_over_assessment(assessment text) returns boolean language sql stable as $$
  select exists (select from assessments where id = assessment and viewer_officiates(process_id))
$$;
--> statement-breakpoint
alter table assessment_forms enable row level security;
--> statement-breakpoint
create policy assessment_forms_read on assessment_forms for select to travaux_viewer using (exists (select from assessments where id = assessment_id));
--> statement-breakpoint
create policy assessment_forms_add on assessment_forms for insert to travaux_viewer with check (viewer_officiates_over_assessment(assessment_id));
--> statement-breakpoint
revoke update, delete on assessment_forms from travaux_viewer;
--> statement-breakpoint
-- What the viewer answered under their name or kind. Asked by policies, so it looks past them; it tells nothing else.
create function viewer_surveyed() returns setof text language sql stable security definer set search_path = public, pg_temp as $$
  select answer_id from survey_authorships where person_id = nullif(current_setting('travaux.viewer', true), '')
$$;
--> statement-breakpoint
alter table survey_answers enable row level security;
--> statement-breakpoint
create policy survey_answers_read on survey_answers for select to travaux_viewer using (
  (state = 'kept' and assessment_id in (select id from assessments where viewer_assesses(process_id))) or code_hash = (select viewer_code()) or (attribution <> 'unattributed' and id in (select viewer_surveyed())));
--> statement-breakpoint
create policy survey_answers_file on survey_answers for insert to travaux_viewer with check (case attribution when 'unattributed' then state = 'waiting' and viewer_holds_code(code_hash) else state = 'kept' and current_setting('travaux.stakeholders', true) <> '' end);
--> statement-breakpoint
create policy survey_answers_again on survey_answers for update to travaux_viewer using (code_hash = (select viewer_code()) or (attribution <> 'unattributed' and id in (select viewer_surveyed())));
--> statement-breakpoint
revoke delete on survey_answers from travaux_viewer;
--> statement-breakpoint
-- Something is answered while the survey is open, and then only; erased it may be at any time. Whose it is, or nobody's, stands.
create function survey_answers_in_time() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (new.id, new.assessment_id, new.audience, new.attribution) <> (old.id, old.assessment_id, old.audience, old.attribution) or new.code_hash is distinct from old.code_hash then
      raise exception 'an answer stands as it was filed' using errcode = 'check_violation', constraint = 'survey_answers_stand';
    end if;
    if new.given is null or new.given = old.given then return new; end if;
  end if;
  if not exists (select from assessments where id = new.assessment_id and state = 'open' for share) and coalesce(current_setting('travaux.releasing', true), '') <> 'on' then
    raise exception 'a survey is answered while it is open' using errcode = 'check_violation', constraint = 'survey_answers_in_time';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger survey_answers_in_time before insert or update on survey_answers for each row execute function survey_answers_in_time();
--> statement-breakpoint
-- Who answered: oneself; for officers all; for assessors what bears a name.
alter table survey_authorships enable row level security;
--> statement-breakpoint
create policy survey_authorships_read on survey_authorships for select to travaux_viewer using (
  person_id = nullif(current_setting('travaux.viewer', true), '') or assessment_id in (select id from assessments where viewer_officiates(process_id))
  or (attribution = 'named' and assessment_id in (select id from assessments where viewer_assesses(process_id))));
--> statement-breakpoint
create policy survey_authorships_add on survey_authorships for insert to travaux_viewer with check (person_id = nullif(current_setting('travaux.viewer', true), '') and viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy survey_authorships_again on survey_authorships for update to travaux_viewer using (person_id = nullif(current_setting('travaux.viewer', true), ''));
--> statement-breakpoint
revoke delete on survey_authorships from travaux_viewer;
--> statement-breakpoint
-- What was saved: for oneself, and for a body that one speaks for.
alter table survey_drafts enable row level security;
--> statement-breakpoint
create policy survey_drafts_own on survey_drafts for all to travaux_viewer using (person_id = nullif(current_setting('travaux.viewer', true), '')) with check (person_id = nullif(current_setting('travaux.viewer', true), '') and viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
alter table survey_marks enable row level security;
--> statement-breakpoint
create policy survey_marks_read on survey_marks for select to travaux_viewer using (person_id = nullif(current_setting('travaux.viewer', true), ''));
--> statement-breakpoint
revoke insert, update, delete on survey_marks from travaux_viewer;
--> statement-breakpoint
-- How many have answered a survey that was opened: by tens while it is open, so that nobody sees a single answer come.
create function survey_answered(assessment text) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select case a.state when 'open' then (count(s.id)::integer / 10) * 10 else count(s.id)::integer end
  from assessments a left join survey_answers s on s.assessment_id = a.id and s.state <> 'withdrawn' where a.id = assessment and a.state <> 'draft' group by a.state
$$;
--> statement-breakpoint
-- Whether the viewer has answered, in any way, or has the token for it. Of two requests of one person the second waits for the first.
create function survey_answered_by_viewer(assessment text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  person constant text := nullif(current_setting('travaux.viewer', true), '');
begin
  if person is null then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('survey ' || assessment || ' ' || person, 0));
  return exists (select from survey_authorships where assessment_id = assessment and person_id = person) or exists (select from survey_marks where assessment_id = assessment and person_id = person)
    or exists (select from forum_token_marks m join assessments a on a.forum_id = m.forum_id where a.id = assessment and m.purpose = 'answer' and m.person_id = person);
end $$;
--> statement-breakpoint
create function mark_survey_answered(assessment text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  person constant text := nullif(current_setting('travaux.viewer', true), '');
begin
  if person is null or survey_answered_by_viewer(assessment) then return false; end if;
  insert into survey_marks (assessment_id, person_id) values (assessment, person) on conflict do nothing;
  return found;
end $$;
--> statement-breakpoint
-- Show what is nobody's, once the survey is closed. All answers are written anew in an order that `seed` alone decides, so that neither
-- their places nor their transactions tell when one came; and so are the marks of those who left no name.
create function release_survey_answers(assessment text, seed text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept survey_answers[];
  marked survey_marks[];
begin
  if not exists (select from assessments where id = assessment and state = 'closed' and viewer_officiates(process_id)) then raise exception 'only officers close a survey' using errcode = 'insufficient_privilege'; end if;
  perform set_config('travaux.releasing', 'on', true);
  kept := array(select s from survey_answers s where s.assessment_id = assessment and s.attribution = 'unattributed' for update);
  delete from survey_answers s where s.assessment_id = assessment and s.attribution = 'unattributed';
  insert into survey_answers select s.* from unnest(kept) k cross join lateral jsonb_populate_record(k, jsonb_build_object('state', case k.state when 'waiting' then 'kept' else k.state end)) s order by sha256(convert_to(seed || s.id, 'UTF8'));
  marked := array(select m from survey_marks m where m.assessment_id = assessment for update);
  delete from survey_marks m where m.assessment_id = assessment;
  insert into survey_marks select m.* from unnest(marked) m order by sha256(convert_to(seed || m.person_id, 'UTF8'));
  perform set_config('travaux.releasing', '', true);
end $$;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['assessments', 'assessment_forms', 'survey_answers', 'survey_authorships', 'survey_drafts', 'survey_marks']) as it;
