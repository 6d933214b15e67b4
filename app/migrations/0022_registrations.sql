CREATE TABLE "registrations" (
	"id" text PRIMARY KEY NOT NULL,
	"meeting_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"person_id" text,
	"registered_by" text,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"mode" text NOT NULL,
	"days" text[] NOT NULL,
	"blocks" integer[] NOT NULL,
	"wish" text NOT NULL,
	"gender" text,
	"first_time" boolean NOT NULL,
	"expertise" text,
	"accessibility" text,
	"visa_letter" boolean NOT NULL,
	"interpretation" text,
	"proof" jsonb,
	"state" text NOT NULL,
	"turn" integer NOT NULL,
	"line" text,
	"applied_day" date NOT NULL,
	"decided_by" text,
	"decided_day" date,
	"came" boolean,
	"spoke" boolean,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "registrations_entry_unique" UNIQUE("entry"),
	CONSTRAINT "registrations_state" CHECK (state in ('applied', 'proof-asked', 'registered', 'waiting', 'declined', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "registration_figures" (
	"meeting_id" text NOT NULL,
	"what" text NOT NULL,
	"figures" jsonb NOT NULL,
	"by" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "registration_figures_meeting_id_what_pk" PRIMARY KEY("meeting_id","what"),
	CONSTRAINT "registration_figures_what" CHECK (what in ('applied', 'chosen', 'came', 'spoke'))
);
--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registrations" ADD CONSTRAINT "registrations_registered_by_people_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_figures" ADD CONSTRAINT "registration_figures_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registrations_by_meeting" ON "registrations" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "registrations_by_body" ON "registrations" USING btree ("stakeholder_id");--> statement-breakpoint
CREATE INDEX "registrations_by_person" ON "registrations" USING btree ("person_id");--> statement-breakpoint
-- What follows is written by hand. Who is registered for a meeting is for its officers, the body and the person.
alter table registrations enable row level security;
--> statement-breakpoint
create policy registrations_read on registrations for select to travaux_viewer using (viewer_speaks_for(stakeholder_id) or person_id = viewer_person() or viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy registrations_file on registrations for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id) and state = 'applied');
--> statement-breakpoint
create policy registrations_change on registrations for update to travaux_viewer using (viewer_speaks_for(stakeholder_id) or person_id = viewer_person() or viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
-- Whoever changes a registration changes neither whose it is nor what the record was told of it; and officers alone decide on it.
create function registrations_stay_whose() returns trigger language plpgsql as $$
begin
  if (new.id, new.meeting_id, new.stakeholder_id, new.email, new.name, new.entry, new.applied_day) is distinct from (old.id, old.meeting_id, old.stakeholder_id, old.email, old.name, old.entry, old.applied_day)
    or (new.person_id is not null and new.person_id is distinct from old.person_id and not (old.person_id is null and exists (select from people where id = new.person_id and email = new.email))) then
    raise exception 'whose registration it is stands' using errcode = 'check_violation', constraint = 'registrations_stay_whose';
  end if;
  if current_user = 'travaux_viewer' and new.state is distinct from old.state and new.state not in ('applied', 'withdrawn') and not viewer_officiates_over_meeting(new.meeting_id) then
    raise exception 'officers decide' using errcode = 'check_violation', constraint = 'registrations_stay_whose';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger registrations_stay_whose before update on registrations for each row execute function registrations_stay_whose();
--> statement-breakpoint
-- Whoever was registered before they had an account finds their registration once they make one with that address, and is let into what it opens.
create function registrations_find_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update registrations set person_id = new.id where person_id is null and email = new.email;
  insert into forum_participants (id, forum_id, person_id, stakeholder_id, invited_at, accepted_at)
    select gen_random_uuid()::text, m.forum_id, new.id, r.stakeholder_id, r.decided_day, r.decided_day
    from registrations r join meetings m on m.id = r.meeting_id join forums f on f.id = m.forum_id where r.person_id = new.id and r.state = 'registered'
    on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create trigger registrations_find_person after insert on people for each row execute function registrations_find_person();
--> statement-breakpoint
-- Whoever withdraws somebody of their body takes them out of the forum of the meeting, whose participants they do not see.
create function end_withdrawn_participation(registration text, ended timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update forum_participants p set ended_at = ended from registrations r join meetings m on m.id = r.meeting_id
    where r.id = registration and r.state = 'withdrawn' and (viewer_speaks_for(r.stakeholder_id) or r.person_id = viewer_person() or viewer_officiates(m.process_id))
      and p.forum_id = m.forum_id and p.person_id = r.person_id and p.ended_at is null;
end $$;
--> statement-breakpoint
-- Counts that an officer published are for everyone, and stand.
alter table registration_figures enable row level security;
--> statement-breakpoint
create policy registration_figures_read on registration_figures for select to travaux_viewer using (true);
--> statement-breakpoint
create policy registration_figures_publish on registration_figures for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['registrations', 'registration_figures']) as it;
