CREATE TABLE "selections" (
	"id" text PRIMARY KEY NOT NULL,
	"meeting_id" text NOT NULL,
	"state" text NOT NULL,
	"under_rule" boolean NOT NULL,
	"size" integer NOT NULL,
	"quotas" jsonb NOT NULL,
	"per_organisation" integer,
	"method" text NOT NULL,
	"alternates" integer NOT NULL,
	"answer_days" integer NOT NULL,
	"seed_day" date,
	"seed_place" text,
	"pool_hash" text,
	"quotas_hash" text,
	"chances" jsonb,
	"relaxation" jsonb,
	"published_by" text,
	"published_day" date,
	"seed" text,
	"drawn_by" text,
	"drawn_day" date,
	"result_hash" text,
	CONSTRAINT "selections_meeting_id_unique" UNIQUE("meeting_id"),
	CONSTRAINT "selections_size" CHECK (size between 1 and 2000 and alternates between 0 and 2000),
	CONSTRAINT "selections_published" CHECK ((state = 'draft') = (published_day is null) and (state = 'draft' or pool_hash is not null)),
	CONSTRAINT "selections_drawn" CHECK ((state = 'drawn') = (seed is not null) and (state = 'drawn') = (drawn_by is not null))
);
--> statement-breakpoint
CREATE TABLE "selection_files" (
	"selection_id" text PRIMARY KEY NOT NULL,
	"pool" text NOT NULL,
	"quotas" text NOT NULL,
	"chances" jsonb NOT NULL,
	"result" jsonb
);
--> statement-breakpoint
CREATE TABLE "selection_applicants" (
	"selection_id" text NOT NULL,
	"registration_id" text NOT NULL,
	"pseudonym" text NOT NULL,
	"organisation" text NOT NULL,
	"in_pool" boolean NOT NULL,
	"accepted_day" date,
	"declined_day" date,
	CONSTRAINT "selection_applicants_selection_id_registration_id_pk" PRIMARY KEY("selection_id","registration_id"),
	CONSTRAINT "selection_applicants_selection_id_pseudonym_unique" UNIQUE("selection_id","pseudonym")
);
--> statement-breakpoint
CREATE TABLE "selection_deeds" (
	"selection_id" text NOT NULL,
	"number" integer NOT NULL,
	"what" text NOT NULL,
	"leaver" text,
	"comer" text,
	"comes_from" text,
	"by" text NOT NULL,
	"day" date NOT NULL,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "selection_deeds_selection_id_number_pk" PRIMARY KEY("selection_id","number"),
	CONSTRAINT "selection_deeds_entry_unique" UNIQUE("entry")
);
--> statement-breakpoint
ALTER TABLE "selections" ADD CONSTRAINT "selections_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_files" ADD CONSTRAINT "selection_files_selection_id_selections_id_fk" FOREIGN KEY ("selection_id") REFERENCES "public"."selections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_applicants" ADD CONSTRAINT "selection_applicants_selection_id_selections_id_fk" FOREIGN KEY ("selection_id") REFERENCES "public"."selections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_applicants" ADD CONSTRAINT "selection_applicants_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_deeds" ADD CONSTRAINT "selection_deeds_selection_id_selections_id_fk" FOREIGN KEY ("selection_id") REFERENCES "public"."selections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- What follows is written by hand. A draw that is being prepared is there for officers of its process alone.
alter table selections enable row level security;
--> statement-breakpoint
create policy selections_read on selections for select to travaux_viewer using (state <> 'draft' or viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy selections_plan on selections for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy selections_change on selections for update to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
-- What was published stands, and a panel is drawn once, whoever asks.
create function selections_stand() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.state = 'draft' or (new.size, new.quotas, new.per_organisation, new.method, new.alternates, new.pool_hash, new.quotas_hash, new.under_rule, new.seed_day, new.meeting_id)
    is distinct from (old.size, old.quotas, old.per_organisation, old.method, old.alternates, old.pool_hash, old.quotas_hash, old.under_rule, old.seed_day, old.meeting_id)) then
    raise exception 'what was published stands' using errcode = 'check_violation', constraint = 'selections_stand';
  end if;
  if old.state = 'drawn' and (new.state, new.seed, new.result_hash) is distinct from (old.state, old.seed, old.result_hash) then
    raise exception 'a panel is drawn once' using errcode = 'check_violation', constraint = 'selections_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger selections_stand before update on selections for each row execute function selections_stand();
--> statement-breakpoint
create function viewer_officiates_over_selection(selection text) returns boolean language sql stable as $$
  select exists (select from selections where id = selection and viewer_officiates_over_meeting(meeting_id))
$$;
--> statement-breakpoint
-- Whose pseudonym is whose: the person’s to know, or theirs who registered somebody without an account; and the officers’.
create function viewer_is_applicant(registration text) returns boolean language sql stable as $$
  select exists (select from registrations where id = registration and (person_id = viewer_person() or (person_id is null and registered_by = viewer_person())))
$$;
--> statement-breakpoint
alter table selection_applicants enable row level security;
--> statement-breakpoint
create policy selection_applicants_read on selection_applicants for select to travaux_viewer using (viewer_is_applicant(registration_id) or viewer_officiates_over_selection(selection_id));
--> statement-breakpoint
create policy selection_applicants_name on selection_applicants for insert to travaux_viewer with check (viewer_officiates_over_selection(selection_id));
--> statement-breakpoint
create policy selection_applicants_answer on selection_applicants for update to travaux_viewer using (viewer_is_applicant(registration_id) or viewer_officiates_over_selection(selection_id));
--> statement-breakpoint
create function selection_applicants_stay() returns trigger language plpgsql as $$
begin
  if (new.selection_id, new.registration_id, new.pseudonym, new.organisation) is distinct from (old.selection_id, old.registration_id, old.pseudonym, old.organisation) then
    raise exception 'a pseudonym stands' using errcode = 'check_violation', constraint = 'selection_applicants_stay';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger selection_applicants_stay before update on selection_applicants for each row execute function selection_applicants_stay();
--> statement-breakpoint
-- The files of a draw: for everyone once it is published, where the meeting is not under the Rule; else for those in the pool.
create function viewer_reads_selection(selection text) returns boolean language sql stable as $$
  select viewer_officiates_over_selection(selection) or exists (select from selections where id = selection and state <> 'draft'
    and (not under_rule or exists (select from selection_applicants a where a.selection_id = selection and a.in_pool and viewer_is_applicant(a.registration_id))))
$$;
--> statement-breakpoint
alter table selection_files enable row level security;
--> statement-breakpoint
create policy selection_files_read on selection_files for select to travaux_viewer using (viewer_reads_selection(selection_id));
--> statement-breakpoint
create policy selection_files_keep on selection_files for insert to travaux_viewer with check (viewer_officiates_over_selection(selection_id));
--> statement-breakpoint
create policy selection_files_change on selection_files for update to travaux_viewer using (viewer_officiates_over_selection(selection_id));
--> statement-breakpoint
-- What was done in a draw stands; who was replaced by whom is for those who may have the files.
alter table selection_deeds enable row level security;
--> statement-breakpoint
create policy selection_deeds_read on selection_deeds for select to travaux_viewer using (what <> 'replaced' or viewer_reads_selection(selection_id));
--> statement-breakpoint
create policy selection_deeds_add on selection_deeds for insert to travaux_viewer with check (viewer_officiates_over_selection(selection_id));
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['selections', 'selection_files', 'selection_applicants', 'selection_deeds']) as it;
