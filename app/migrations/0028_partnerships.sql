CREATE TABLE "partnerships" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"state" text NOT NULL,
	"edition" integer NOT NULL,
	"turn" integer NOT NULL,
	"proposer_id" text NOT NULL,
	"proposed_day" date NOT NULL,
	"published_day" date,
	"merged_into_id" text,
	CONSTRAINT "partnerships_slug_unique" UNIQUE("slug"),
	CONSTRAINT "partnerships_state" CHECK (state in ('proposed', 'published', 'withdrawn', 'merged')),
	CONSTRAINT "partnerships_published" CHECK ((edition > 0) = (published_day is not null) and (state <> 'published' or edition > 0)),
	CONSTRAINT "partnerships_merged" CHECK ((state = 'merged') = (merged_into_id is not null))
);
--> statement-breakpoint
CREATE TABLE "partnership_editions" (
	"partnership_id" text NOT NULL,
	"edition" integer NOT NULL,
	"by_id" text NOT NULL,
	"day" date NOT NULL,
	"changed" text[] NOT NULL,
	"published_day" date,
	"title" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"form" text NOT NULL,
	"basis" jsonb NOT NULL,
	"rights" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	"resources" jsonb NOT NULL,
	"governance" jsonb NOT NULL,
	"countries" text[] NOT NULL,
	"regions" text[] NOT NULL,
	"functions" text[] NOT NULL,
	"status" text NOT NULL,
	"starts_day" date,
	"ends_day" date,
	"results" jsonb NOT NULL,
	"sources" text[] NOT NULL,
	"part_of_id" text,
	"title_key" text NOT NULL,
	CONSTRAINT "partnership_editions_partnership_id_edition_pk" PRIMARY KEY("partnership_id","edition"),
	CONSTRAINT "partnership_editions_form" CHECK (form in ('agreement', 'memorandum', 'statute', 'contract', 'association', 'informal')),
	CONSTRAINT "partnership_editions_status" CHECK (status in ('planned', 'running', 'ended')),
	CONSTRAINT "partnership_editions_functions" CHECK (functions <@ array['information-sharing', 'joint-operations', 'victim-support', 'capacity-building', 'awareness', 'research', 'policy-dialogue']::text[] and cardinality(functions) > 0),
	CONSTRAINT "partnership_editions_days" CHECK (ends_day is null or (starts_day is not null and ends_day >= starts_day)),
	CONSTRAINT "partnership_editions_part_of" CHECK (part_of_id <> partnership_id)
);
--> statement-breakpoint
CREATE TABLE "partnership_crimes" (
	"partnership_id" text NOT NULL,
	"edition" integer NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "partnership_crimes_partnership_id_edition_theme_id_pk" PRIMARY KEY("partnership_id","edition","theme_id")
);
--> statement-breakpoint
CREATE TABLE "partnership_partners" (
	"partnership_id" text NOT NULL,
	"edition" integer NOT NULL,
	"stakeholder_id" text NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"because" text,
	"day" date,
	CONSTRAINT "partnership_partners_pk" PRIMARY KEY("partnership_id","edition","stakeholder_id"),
	CONSTRAINT "partnership_partners_state" CHECK (state in ('asked', 'confirmed', 'denied', 'left')),
	CONSTRAINT "partnership_partners_answered" CHECK ((state = 'asked') = (day is null))
);
--> statement-breakpoint
CREATE TABLE "partnership_reviews" (
	"partnership_id" text NOT NULL,
	"edition" integer NOT NULL,
	"reviewer" text NOT NULL,
	"by" text NOT NULL,
	"outcome" text NOT NULL,
	"checks" text[] NOT NULL,
	"because" text,
	"day" date NOT NULL,
	CONSTRAINT "partnership_reviews_partnership_id_edition_reviewer_pk" PRIMARY KEY("partnership_id","edition","reviewer"),
	CONSTRAINT "partnership_reviews_outcome" CHECK (outcome in ('passes', 'returned') and (outcome = 'passes' or because is not null))
);
--> statement-breakpoint
CREATE TABLE "partnership_changes" (
	"partnership_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"what" text NOT NULL,
	"day" date NOT NULL,
	"by" text NOT NULL,
	"because" text,
	"changed" jsonb NOT NULL,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "partnership_changes_partnership_id_sequence_pk" PRIMARY KEY("partnership_id","sequence"),
	CONSTRAINT "partnership_changes_entry_unique" UNIQUE("entry")
);
--> statement-breakpoint
CREATE TABLE "partnership_questions" (
	"partnership_id" text NOT NULL,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"asker_id" text NOT NULL,
	"day" date NOT NULL,
	"due_day" date NOT NULL,
	"answer" text,
	"answerer_id" text,
	"answered_day" date,
	"aside_because" text,
	CONSTRAINT "partnership_questions_partnership_id_number_pk" PRIMARY KEY("partnership_id","number"),
	CONSTRAINT "partnership_questions_answered" CHECK ((answer is null) = (answered_day is null) and (answer is null) = (answerer_id is null))
);
--> statement-breakpoint
CREATE TABLE "partnership_listings" (
	"partnership_id" text PRIMARY KEY NOT NULL,
	"facets" text[] NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_proposer_id_stakeholders_id_fk" FOREIGN KEY ("proposer_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnerships" ADD CONSTRAINT "partnerships_merged_into_id_partnerships_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."partnerships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_editions" ADD CONSTRAINT "partnership_editions_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_editions" ADD CONSTRAINT "partnership_editions_by_id_stakeholders_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_editions" ADD CONSTRAINT "partnership_editions_part_of_id_partnerships_id_fk" FOREIGN KEY ("part_of_id") REFERENCES "public"."partnerships"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_crimes" ADD CONSTRAINT "partnership_crimes_edition_fk" FOREIGN KEY ("partnership_id","edition") REFERENCES "public"."partnership_editions"("partnership_id","edition") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_crimes" ADD CONSTRAINT "partnership_crimes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_partners" ADD CONSTRAINT "partnership_partners_edition_fk" FOREIGN KEY ("partnership_id","edition") REFERENCES "public"."partnership_editions"("partnership_id","edition") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_partners" ADD CONSTRAINT "partnership_partners_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_reviews" ADD CONSTRAINT "partnership_reviews_edition_fk" FOREIGN KEY ("partnership_id","edition") REFERENCES "public"."partnership_editions"("partnership_id","edition") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_changes" ADD CONSTRAINT "partnership_changes_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_questions" ADD CONSTRAINT "partnership_questions_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_questions" ADD CONSTRAINT "partnership_questions_asker_id_stakeholders_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_questions" ADD CONSTRAINT "partnership_questions_answerer_id_stakeholders_id_fk" FOREIGN KEY ("answerer_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_listings" ADD CONSTRAINT "partnership_listings_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "partnerships_by_state" ON "partnerships" USING btree ("state");--> statement-breakpoint
CREATE INDEX "partnership_editions_by_title" ON "partnership_editions" USING btree ("title_key");--> statement-breakpoint
CREATE INDEX "partnership_crimes_by_theme" ON "partnership_crimes" USING btree ("theme_id");--> statement-breakpoint
CREATE INDEX "partnership_partners_by_stakeholder" ON "partnership_partners" USING btree ("stakeholder_id");--> statement-breakpoint
CREATE INDEX "partnership_listings_by_facet" ON "partnership_listings" USING gin ("facets");--> statement-breakpoint
-- From here on written by hand. Whether the viewer is inside a partnership: an officer of the house, whoever proposed it, or somebody
-- who speaks for a body that is named in it. Asked by policies, so it looks past them; it tells nothing else.
create function viewer_inside_partnership(partnership text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin return viewer_officiates('') or exists (select from partnerships where id = partnership and viewer_speaks_for(proposer_id)) or exists (select from partnership_partners where partnership_id = partnership and viewer_speaks_for(stakeholder_id)); end $$;
--> statement-breakpoint
-- Everyone reads what was published; what is proposed is for those inside. One body proposes, nobody publishes in the same breath.
alter table partnerships enable row level security;
--> statement-breakpoint
create policy partnerships_read on partnerships for select to travaux_viewer using (edition > 0 or viewer_speaks_for(proposer_id) or viewer_inside_partnership(id));
--> statement-breakpoint
create policy partnerships_propose on partnerships for insert to travaux_viewer with check (viewer_speaks_for(proposer_id) and state = 'proposed' and edition = 0);
--> statement-breakpoint
create policy partnerships_move on partnerships for update to travaux_viewer using (viewer_inside_partnership(id));
--> statement-breakpoint
revoke delete on partnerships from travaux_viewer;
--> statement-breakpoint
alter table partnership_editions enable row level security;
--> statement-breakpoint
create policy partnership_editions_read on partnership_editions for select to travaux_viewer using (published_day is not null or viewer_inside_partnership(partnership_id));
--> statement-breakpoint
create policy partnership_editions_propose on partnership_editions for insert to travaux_viewer with check (published_day is null and viewer_speaks_for(by_id) and viewer_inside_partnership(partnership_id));
--> statement-breakpoint
-- What an update may do is said by the trigger below, which sees both what was and what is to be.
create policy partnership_editions_change on partnership_editions for update to travaux_viewer using (true);
--> statement-breakpoint
create policy partnership_editions_take_back on partnership_editions for delete to travaux_viewer using (published_day is null and viewer_inside_partnership(partnership_id));
--> statement-breakpoint
create function partnership_editions_stand() returns trigger language plpgsql as $$
begin
  if old.published_day is not null or new.partnership_id <> old.partnership_id or new.edition <> old.edition
    or (current_user = 'travaux_viewer' and (not viewer_inside_partnership(old.partnership_id) or (new.published_day is not null and not viewer_officiates('')) or (new.by_id <> old.by_id and not viewer_speaks_for(new.by_id)))) then
    raise exception 'what was published stands' using errcode = 'check_violation', constraint = 'partnership_editions_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger partnership_editions_stand before update on partnership_editions for each row execute function partnership_editions_stand();
--> statement-breakpoint
-- What hangs on an edition is as public as it is; it is said and unsaid while the edition waits.
create function viewer_sees_edition(partnership text, number integer) returns boolean language sql stable as $$
  select exists (select from partnership_editions where partnership_id = partnership and edition = number)
$$;
--> statement-breakpoint
create function viewer_proposes_edition(partnership text, number integer) returns boolean language sql stable as $$
  select exists (select from partnership_editions where partnership_id = partnership and edition = number and published_day is null) and viewer_inside_partnership(partnership)
$$;
--> statement-breakpoint
alter table partnership_crimes enable row level security;
--> statement-breakpoint
create policy partnership_crimes_read on partnership_crimes for select to travaux_viewer using (viewer_sees_edition(partnership_id, edition));
--> statement-breakpoint
create policy partnership_crimes_say on partnership_crimes for insert to travaux_viewer with check (viewer_proposes_edition(partnership_id, edition));
--> statement-breakpoint
create policy partnership_crimes_unsay on partnership_crimes for delete to travaux_viewer using (viewer_proposes_edition(partnership_id, edition));
--> statement-breakpoint
revoke update on partnership_crimes from travaux_viewer;
--> statement-breakpoint
-- Everyone reads who confirmed the public edition. Who was asked is for those inside, who denied for itself, whoever named it and the officers. Nobody confirms for another.
alter table partnership_partners enable row level security;
--> statement-breakpoint
create policy partnership_partners_read on partnership_partners for select to travaux_viewer using (
  (state = 'confirmed' and exists (select from partnerships p where p.id = partnership_id and p.edition = partnership_partners.edition)) or viewer_speaks_for(stakeholder_id) or viewer_officiates('')
  or (state <> 'denied' and viewer_inside_partnership(partnership_id)) or exists (select from partnership_editions e where e.partnership_id = partnership_partners.partnership_id and e.edition = partnership_partners.edition and viewer_speaks_for(e.by_id)));
--> statement-breakpoint
create policy partnership_partners_name on partnership_partners for insert to travaux_viewer with check (viewer_officiates('') or (viewer_proposes_edition(partnership_id, edition) and (state = 'asked' or viewer_speaks_for(stakeholder_id))));
--> statement-breakpoint
create policy partnership_partners_answer on partnership_partners for update to travaux_viewer using (viewer_speaks_for(stakeholder_id) or viewer_officiates(''));
--> statement-breakpoint
create policy partnership_partners_unname on partnership_partners for delete to travaux_viewer using (viewer_proposes_edition(partnership_id, edition));
--> statement-breakpoint
create function partnership_partners_only_answer() returns trigger language plpgsql as $$
declare
  own constant text[] := array['state', 'because', 'day'];
begin
  if current_user = 'travaux_viewer' and (to_jsonb(new) - own) <> (to_jsonb(old) - own) then
    raise exception 'a partner answers, and changes nothing else' using errcode = 'check_violation', constraint = 'partnership_partners_only_answer';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger partnership_partners_only_answer before update on partnership_partners for each row execute function partnership_partners_only_answer();
--> statement-breakpoint
alter table partnership_reviews enable row level security;
--> statement-breakpoint
create policy partnership_reviews_read on partnership_reviews for select to travaux_viewer using (viewer_inside_partnership(partnership_id));
--> statement-breakpoint
create policy partnership_reviews_say on partnership_reviews for insert to travaux_viewer with check (viewer_officiates(''));
--> statement-breakpoint
create policy partnership_reviews_again on partnership_reviews for delete to travaux_viewer using (viewer_proposes_edition(partnership_id, edition));
--> statement-breakpoint
revoke update on partnership_reviews from travaux_viewer;
--> statement-breakpoint
-- An edition becomes public when every partner has confirmed it and two officers have found nothing missing, and in no other way, whoever asks.
create function partnerships_publish() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.id <> old.id or new.slug <> old.slug or old.state = 'merged' or (old.edition > 0 and new.state = 'proposed') or new.edition not in (old.edition, old.edition + 1) then
    raise exception 'what was published stands' using errcode = 'check_violation', constraint = 'partnerships_publish';
  end if;
  if new.edition > old.edition and (
    exists (select from partnership_partners where partnership_id = new.id and edition = new.edition and state <> 'confirmed')
    or (select count(*) from partnership_partners where partnership_id = new.id and edition = new.edition) < 2
    or exists (select from partnership_reviews where partnership_id = new.id and edition = new.edition and outcome <> 'passes')
    or (select count(*) from partnership_reviews where partnership_id = new.id and edition = new.edition) < 2) then
    raise exception 'not every partner has confirmed, or not two officers have reviewed' using errcode = 'check_violation', constraint = 'partnerships_publish';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger partnerships_publish before update on partnerships for each row execute function partnerships_publish();
--> statement-breakpoint
-- What happened stands: it is added to, and neither changed nor taken away.
alter table partnership_changes enable row level security;
--> statement-breakpoint
create policy partnership_changes_read on partnership_changes for select to travaux_viewer using (true);
--> statement-breakpoint
create policy partnership_changes_add on partnership_changes for insert to travaux_viewer with check (viewer_inside_partnership(partnership_id));
--> statement-breakpoint
revoke update, delete on partnership_changes from travaux_viewer;
--> statement-breakpoint
-- Questions are asked and answered before everyone.
alter table partnership_questions enable row level security;
--> statement-breakpoint
create policy partnership_questions_read on partnership_questions for select to travaux_viewer using (true);
--> statement-breakpoint
create policy partnership_questions_ask on partnership_questions for insert to travaux_viewer with check (answer is null and (viewer_speaks_for(asker_id) or viewer_officiates('')));
--> statement-breakpoint
create policy partnership_questions_answer on partnership_questions for update to travaux_viewer using (viewer_inside_partnership(partnership_id));
--> statement-breakpoint
revoke delete on partnership_questions from travaux_viewer;
--> statement-breakpoint
create function partnership_questions_only_answered() returns trigger language plpgsql as $$
declare
  own constant text[] := array['answer', 'answerer_id', 'answered_day'];
begin
  if current_user = 'travaux_viewer' and not viewer_officiates('') and (to_jsonb(new) - own) <> (to_jsonb(old) - own) then
    raise exception 'a partner answers a question, and changes no word of it' using errcode = 'check_violation', constraint = 'partnership_questions_only_answered';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger partnership_questions_only_answered before update on partnership_questions for each row execute function partnership_questions_only_answered();
--> statement-breakpoint
alter table partnership_listings enable row level security;
--> statement-breakpoint
create policy partnership_listings_read on partnership_listings for select to travaux_viewer using (true);
--> statement-breakpoint
create policy partnership_listings_list on partnership_listings for insert to travaux_viewer with check (viewer_inside_partnership(partnership_id));
--> statement-breakpoint
create policy partnership_listings_again on partnership_listings for update to travaux_viewer using (viewer_inside_partnership(partnership_id));
--> statement-breakpoint
create policy partnership_listings_unlist on partnership_listings for delete to travaux_viewer using (viewer_inside_partnership(partnership_id));
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['partnerships', 'partnership_editions', 'partnership_crimes', 'partnership_partners', 'partnership_reviews', 'partnership_changes', 'partnership_questions', 'partnership_listings']) as it;
