CREATE TABLE "finding_releases" (
	"id" text PRIMARY KEY NOT NULL,
	"assessment_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"document" text NOT NULL,
	"sha256" text NOT NULL,
	"prepared_by" text NOT NULL,
	"prepared_day" date NOT NULL,
	"cleared_by" text,
	"cleared_day" date,
	"entry" uuid,
	"statement" jsonb,
	"salt" "bytea",
	CONSTRAINT "finding_releases_entry_unique" UNIQUE("entry"),
	CONSTRAINT "finding_releases_assessment_id_number_unique" UNIQUE("assessment_id","number"),
	CONSTRAINT "finding_releases_state" CHECK (state in ('prepared', 'cleared')),
	CONSTRAINT "finding_releases_cleared" CHECK ((state = 'cleared') = (cleared_day is not null) and (state = 'cleared') = (cleared_by is not null) and (state = 'cleared') = (entry is not null) and (entry is null) = (statement is null) and (entry is null) = (salt is null))
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" text PRIMARY KEY NOT NULL,
	"assessment_id" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"certainty" text NOT NULL,
	"dimension" text NOT NULL,
	"title" jsonb NOT NULL,
	"text" jsonb NOT NULL,
	"regions" text[] NOT NULL,
	"sectors" text[] NOT NULL,
	"themes" text[] NOT NULL,
	"tables" integer[] NOT NULL,
	"segments" text[] NOT NULL,
	"made_day" date NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "findings_assessment_id_number_unique" UNIQUE("assessment_id","number"),
	CONSTRAINT "findings_kind" CHECK (kind in ('strength', 'need', 'challenge', 'opportunity', 'practice', 'gap')),
	CONSTRAINT "findings_certainty" CHECK (certainty in ('high', 'moderate', 'low'))
);
--> statement-breakpoint
CREATE TABLE "planned_tables" (
	"id" text PRIMARY KEY NOT NULL,
	"assessment_id" text NOT NULL,
	"number" integer NOT NULL,
	"title" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"made_day" date NOT NULL,
	"by" text NOT NULL,
	CONSTRAINT "planned_tables_assessment_id_number_unique" UNIQUE("assessment_id","number")
);
--> statement-breakpoint
CREATE TABLE "release_ledgers" (
	"release_id" text PRIMARY KEY NOT NULL,
	"chosen" jsonb NOT NULL,
	"ledger" jsonb NOT NULL,
	"preparer" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "finding_releases" ADD CONSTRAINT "finding_releases_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "planned_tables" ADD CONSTRAINT "planned_tables_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "release_ledgers" ADD CONSTRAINT "release_ledgers_release_id_finding_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."finding_releases"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- From here on written by hand. What is assessed is for officers and assessors of the process, until a release shows it.
alter table planned_tables enable row level security;
--> statement-breakpoint
create policy planned_tables_read on planned_tables for select to travaux_viewer using (viewer_assesses_in(assessment_id));
--> statement-breakpoint
create policy planned_tables_add on planned_tables for insert to travaux_viewer with check (viewer_assesses_in(assessment_id));
--> statement-breakpoint
revoke update, delete on planned_tables from travaux_viewer;
--> statement-breakpoint
alter table findings enable row level security;
--> statement-breakpoint
create policy findings_read on findings for select to travaux_viewer using (viewer_assesses_in(assessment_id));
--> statement-breakpoint
create policy findings_add on findings for insert to travaux_viewer with check (viewer_assesses_in(assessment_id));
--> statement-breakpoint
create policy findings_change on findings for update to travaux_viewer using (viewer_assesses_in(assessment_id));
--> statement-breakpoint
revoke delete on findings from travaux_viewer;
--> statement-breakpoint
alter table finding_releases enable row level security;
--> statement-breakpoint
create policy finding_releases_read on finding_releases for select to travaux_viewer using (state = 'cleared' or viewer_assesses_in(assessment_id));
--> statement-breakpoint
create policy finding_releases_prepare on finding_releases for insert to travaux_viewer with check (state = 'prepared' and viewer_assesses_in(assessment_id));
--> statement-breakpoint
create policy finding_releases_clear on finding_releases for update to travaux_viewer using (viewer_officiates_over_assessment(assessment_id));
--> statement-breakpoint
create policy finding_releases_discard on finding_releases for delete to travaux_viewer using (state = 'prepared' and viewer_assesses_in(assessment_id));
--> statement-breakpoint
-- What was prepared is cleared as it is, by somebody else, or goes; what was cleared stands.
create function finding_releases_stand() returns trigger language plpgsql as $$
begin
  if old.state = 'cleared' or (new.id, new.assessment_id, new.number, new.document, new.sha256, new.prepared_by, new.prepared_day) is distinct from (old.id, old.assessment_id, old.number, old.document, old.sha256, old.prepared_by, old.prepared_day)
    or exists (select from release_ledgers where release_id = old.id and preparer = nullif(current_setting('travaux.viewer', true), '')) then
    raise exception 'a release is cleared as it was prepared, by somebody else' using errcode = 'check_violation', constraint = 'finding_releases_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger finding_releases_stand before update on finding_releases for each row execute function finding_releases_stand();
--> statement-breakpoint
alter table release_ledgers enable row level security;
--> statement-breakpoint
create policy release_ledgers_read on release_ledgers for select to travaux_viewer using (exists (select from finding_releases r where r.id = release_id and viewer_assesses_in(r.assessment_id)));
--> statement-breakpoint
create policy release_ledgers_add on release_ledgers for insert to travaux_viewer with check (exists (select from finding_releases r where r.id = release_id and r.state = 'prepared' and viewer_assesses_in(r.assessment_id)));
--> statement-breakpoint
revoke update, delete on release_ledgers from travaux_viewer;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['planned_tables', 'findings', 'finding_releases', 'release_ledgers']) as it;
