CREATE TABLE "practices" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"state" text NOT NULL,
	"turn" integer NOT NULL,
	"owner_id" text NOT NULL,
	"proposed_day" date NOT NULL,
	"published_day" date,
	"withdrawn_because" text,
	"title" jsonb NOT NULL,
	"context" jsonb NOT NULL,
	"problem" jsonb NOT NULL,
	"done" jsonb NOT NULL,
	"result" jsonb NOT NULL,
	"takes" jsonb NOT NULL,
	"safeguards" jsonb NOT NULL,
	"wrong" jsonb NOT NULL,
	"strength" text NOT NULL,
	"evidence" text[] NOT NULL,
	"regions" text[] NOT NULL,
	CONSTRAINT "practices_slug_unique" UNIQUE("slug"),
	CONSTRAINT "practices_state" CHECK (state in ('proposed', 'published', 'withdrawn')),
	CONSTRAINT "practices_published" CHECK (state <> 'published' or published_day is not null),
	CONSTRAINT "practices_withdrawn" CHECK (state = 'withdrawn' or withdrawn_because is null),
	CONSTRAINT "practices_strength" CHECK (strength in ('told', 'counted', 'before-after', 'compared', 'randomised') and (strength = 'told' or cardinality(evidence) > 0))
);
--> statement-breakpoint
CREATE TABLE "practice_themes" (
	"practice_id" text NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "practice_themes_practice_id_theme_id_pk" PRIMARY KEY("practice_id","theme_id")
);
--> statement-breakpoint
CREATE TABLE "practice_partnerships" (
	"practice_id" text NOT NULL,
	"partnership_id" text NOT NULL,
	CONSTRAINT "practice_partnerships_practice_id_partnership_id_pk" PRIMARY KEY("practice_id","partnership_id")
);
--> statement-breakpoint
CREATE TABLE "practice_reviews" (
	"practice_id" text NOT NULL,
	"reviewer" text NOT NULL,
	"by" text NOT NULL,
	"outcome" text NOT NULL,
	"checks" text[] NOT NULL,
	"because" text,
	"day" date NOT NULL,
	CONSTRAINT "practice_reviews_practice_id_reviewer_pk" PRIMARY KEY("practice_id","reviewer"),
	CONSTRAINT "practice_reviews_outcome" CHECK (outcome in ('passes', 'returned') and (outcome = 'passes' or because is not null))
);
--> statement-breakpoint
CREATE TABLE "practice_repeats" (
	"practice_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"text" text NOT NULL,
	"outcome" text NOT NULL,
	"evidence" text,
	"day" date NOT NULL,
	"confirmed_day" date,
	CONSTRAINT "practice_repeats_practice_id_stakeholder_id_pk" PRIMARY KEY("practice_id","stakeholder_id"),
	CONSTRAINT "practice_repeats_outcome" CHECK (outcome in ('same', 'partly', 'not'))
);
--> statement-breakpoint
CREATE TABLE "practice_changes" (
	"practice_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"what" text NOT NULL,
	"stakeholder_id" text,
	"day" date NOT NULL,
	"by" text NOT NULL,
	"because" text,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "practice_changes_practice_id_sequence_pk" PRIMARY KEY("practice_id","sequence"),
	CONSTRAINT "practice_changes_entry_unique" UNIQUE("entry"),
	CONSTRAINT "practice_changes_what" CHECK (what in ('published', 'repeated', 'taken-back', 'withdrawn')),
	CONSTRAINT "practice_changes_body" CHECK ((stakeholder_id is not null) = (what in ('repeated', 'taken-back')))
);
--> statement-breakpoint
CREATE TABLE "practice_questions" (
	"practice_id" text NOT NULL,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"asker_id" text NOT NULL,
	"day" date NOT NULL,
	"due_day" date NOT NULL,
	"answer" text,
	"answerer_id" text,
	"answered_day" date,
	"aside_because" text,
	CONSTRAINT "practice_questions_practice_id_number_pk" PRIMARY KEY("practice_id","number"),
	CONSTRAINT "practice_questions_answered" CHECK ((answer is null) = (answered_day is null) and (answer is null) = (answerer_id is null))
);
--> statement-breakpoint
ALTER TABLE "practices" ADD CONSTRAINT "practices_owner_id_stakeholders_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_themes" ADD CONSTRAINT "practice_themes_practice_id_practices_id_fk" FOREIGN KEY ("practice_id") REFERENCES "public"."practices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_themes" ADD CONSTRAINT "practice_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_partnerships" ADD CONSTRAINT "practice_partnerships_practice_id_practices_id_fk" FOREIGN KEY ("practice_id") REFERENCES "public"."practices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_partnerships" ADD CONSTRAINT "practice_partnerships_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_reviews" ADD CONSTRAINT "practice_reviews_practice_id_practices_id_fk" FOREIGN KEY ("practice_id") REFERENCES "public"."practices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_repeats" ADD CONSTRAINT "practice_repeats_practice_id_practices_id_fk" FOREIGN KEY ("practice_id") REFERENCES "public"."practices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_repeats" ADD CONSTRAINT "practice_repeats_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_changes" ADD CONSTRAINT "practice_changes_practice_id_practices_id_fk" FOREIGN KEY ("practice_id") REFERENCES "public"."practices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_changes" ADD CONSTRAINT "practice_changes_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_questions" ADD CONSTRAINT "practice_questions_practice_id_practices_id_fk" FOREIGN KEY ("practice_id") REFERENCES "public"."practices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_questions" ADD CONSTRAINT "practice_questions_asker_id_stakeholders_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_questions" ADD CONSTRAINT "practice_questions_answerer_id_stakeholders_id_fk" FOREIGN KEY ("answerer_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "practices_by_state" ON "practices" USING btree ("state");--> statement-breakpoint
CREATE INDEX "practices_by_owner" ON "practices" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "practice_themes_by_theme" ON "practice_themes" USING btree ("theme_id");--> statement-breakpoint
CREATE INDEX "practice_partnerships_by_partnership" ON "practice_partnerships" USING btree ("partnership_id");--> statement-breakpoint
CREATE INDEX "practice_repeats_by_stakeholder" ON "practice_repeats" USING btree ("stakeholder_id");--> statement-breakpoint
-- From here on written by hand. Everyone reads what was published; what is proposed is for its owner and the officers of the house.
alter table practices enable row level security;
--> statement-breakpoint
create policy practices_read on practices for select to travaux_viewer using (published_day is not null or viewer_speaks_for(owner_id) or viewer_officiates(''));
--> statement-breakpoint
create policy practices_propose on practices for insert to travaux_viewer with check (viewer_speaks_for(owner_id) and state = 'proposed' and published_day is null);
--> statement-breakpoint
create policy practices_move on practices for update to travaux_viewer using (viewer_speaks_for(owner_id) or viewer_officiates(''));
--> statement-breakpoint
revoke delete on practices from travaux_viewer;
--> statement-breakpoint
-- A practice becomes public when two officers have found nothing missing, and in no other way, whoever asks; what was published stands as it is.
create function practices_stand() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moves constant text[] := array['state', 'turn', 'published_day', 'withdrawn_because'];
begin
  if (new.id, new.slug, new.owner_id, new.proposed_day) is distinct from (old.id, old.slug, old.owner_id, old.proposed_day) or old.state = 'withdrawn'
    or (old.published_day is not null and ((to_jsonb(new) - moves) <> (to_jsonb(old) - moves) or new.published_day is distinct from old.published_day or new.state = 'proposed')) then
    raise exception 'what was published stands' using errcode = 'check_violation', constraint = 'practices_stand';
  end if;
  if new.published_day is not null and old.published_day is null and (
    exists (select from practice_reviews where practice_id = new.id and outcome <> 'passes') or (select count(*) from practice_reviews where practice_id = new.id) < 2) then
    raise exception 'not two officers have reviewed' using errcode = 'check_violation', constraint = 'practices_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger practices_stand before update on practices for each row execute function practices_stand();
--> statement-breakpoint
-- What hangs on a practice is as public as it is; it is said and unsaid by its owner while it is proposed.
create function viewer_sees_practice(practice text) returns boolean language sql stable as $$
  select exists (select from practices where id = practice)
$$;
--> statement-breakpoint
create function viewer_proposes_practice(practice text) returns boolean language sql stable as $$
  select exists (select from practices where id = practice and state = 'proposed' and viewer_speaks_for(owner_id))
$$;
--> statement-breakpoint
alter table practice_themes enable row level security;
--> statement-breakpoint
create policy practice_themes_read on practice_themes for select to travaux_viewer using (viewer_sees_practice(practice_id));
--> statement-breakpoint
create policy practice_themes_say on practice_themes for insert to travaux_viewer with check (viewer_proposes_practice(practice_id));
--> statement-breakpoint
create policy practice_themes_unsay on practice_themes for delete to travaux_viewer using (viewer_proposes_practice(practice_id));
--> statement-breakpoint
revoke update on practice_themes from travaux_viewer;
--> statement-breakpoint
alter table practice_partnerships enable row level security;
--> statement-breakpoint
create policy practice_partnerships_read on practice_partnerships for select to travaux_viewer using (viewer_sees_practice(practice_id));
--> statement-breakpoint
create policy practice_partnerships_say on practice_partnerships for insert to travaux_viewer with check (viewer_proposes_practice(practice_id));
--> statement-breakpoint
create policy practice_partnerships_unsay on practice_partnerships for delete to travaux_viewer using (viewer_proposes_practice(practice_id));
--> statement-breakpoint
revoke update on practice_partnerships from travaux_viewer;
--> statement-breakpoint
alter table practice_reviews enable row level security;
--> statement-breakpoint
create policy practice_reviews_read on practice_reviews for select to travaux_viewer using (viewer_officiates('') or exists (select from practices p where p.id = practice_id and viewer_speaks_for(p.owner_id)));
--> statement-breakpoint
create policy practice_reviews_say on practice_reviews for insert to travaux_viewer with check (viewer_officiates(''));
--> statement-breakpoint
create policy practice_reviews_again on practice_reviews for delete to travaux_viewer using (viewer_proposes_practice(practice_id));
--> statement-breakpoint
revoke update on practice_reviews from travaux_viewer;
--> statement-breakpoint
-- Whoever repeated it says so of itself, never its owner; everyone reads what its focal point has confirmed.
alter table practice_repeats enable row level security;
--> statement-breakpoint
create policy practice_repeats_read on practice_repeats for select to travaux_viewer using (confirmed_day is not null or viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy practice_repeats_say on practice_repeats for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id) and exists (select from practices p where p.id = practice_id and p.state = 'published' and p.owner_id <> stakeholder_id));
--> statement-breakpoint
create policy practice_repeats_change on practice_repeats for update to travaux_viewer using (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy practice_repeats_unsay on practice_repeats for delete to travaux_viewer using (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
-- What happened to a practice in public, as the record was told: each by whose deed it is, and of nothing that is not public.
alter table practice_changes enable row level security;
--> statement-breakpoint
create policy practice_changes_read on practice_changes for select to travaux_viewer using (true);
--> statement-breakpoint
create policy practice_changes_add on practice_changes for insert to travaux_viewer with check (exists (select from practices p where p.id = practice_id and p.published_day is not null
  and case practice_changes.what when 'published' then viewer_officiates('') when 'withdrawn' then viewer_speaks_for(p.owner_id) else viewer_speaks_for(practice_changes.stakeholder_id) end));
--> statement-breakpoint
revoke update, delete on practice_changes from travaux_viewer;
--> statement-breakpoint
-- Questions are asked and answered before everyone.
alter table practice_questions enable row level security;
--> statement-breakpoint
create policy practice_questions_read on practice_questions for select to travaux_viewer using (true);
--> statement-breakpoint
create policy practice_questions_ask on practice_questions for insert to travaux_viewer with check (answer is null and viewer_speaks_for(asker_id) and exists (select from practices p where p.id = practice_id and p.state = 'published'));
--> statement-breakpoint
create policy practice_questions_answer on practice_questions for update to travaux_viewer using (viewer_officiates('') or exists (select from practices p where p.id = practice_id and viewer_speaks_for(p.owner_id)));
--> statement-breakpoint
revoke delete on practice_questions from travaux_viewer;
--> statement-breakpoint
create function practice_questions_only_answered() returns trigger language plpgsql as $$
declare
  own constant text[] := array['answer', 'answerer_id', 'answered_day'];
begin
  if current_user = 'travaux_viewer' and not viewer_officiates('') and (to_jsonb(new) - own) <> (to_jsonb(old) - own) then
    raise exception 'an owner answers a question, and changes no word of it' using errcode = 'check_violation', constraint = 'practice_questions_only_answered';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger practice_questions_only_answered before update on practice_questions for each row execute function practice_questions_only_answered();
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['practices', 'practice_themes', 'practice_partnerships', 'practice_reviews', 'practice_repeats', 'practice_changes', 'practice_questions']) as it;
