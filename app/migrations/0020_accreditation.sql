CREATE TABLE "accreditation_files" (
	"accreditation_id" text PRIMARY KEY NOT NULL,
	"statement" text NOT NULL,
	"documents" jsonb NOT NULL,
	"appeal" text
);
--> statement-breakpoint
CREATE TABLE "accreditation_steps" (
	"accreditation_id" text NOT NULL,
	"turn" integer NOT NULL,
	"deed" text NOT NULL,
	"day" date NOT NULL,
	"by" text,
	"because" text,
	"until" date,
	"phase" integer,
	"objection" integer,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "accreditation_steps_accreditation_id_turn_pk" PRIMARY KEY("accreditation_id","turn"),
	CONSTRAINT "accreditation_steps_entry_unique" UNIQUE("entry")
);
--> statement-breakpoint
CREATE TABLE "accreditations" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"track_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"state" text NOT NULL,
	"turn" integer NOT NULL,
	"applied_day" date NOT NULL,
	"circulated_day" date,
	"window_ends" date,
	"decided_day" date,
	"appeal_until" date,
	"appealed_day" date,
	"applied_phase" integer NOT NULL,
	"phase" integer NOT NULL,
	"named" boolean NOT NULL,
	CONSTRAINT "accreditations_state" CHECK (state in ('received', 'returned', 'complete', 'circulated', 'referred', 'accredited', 'refused', 'appealed', 'withdrawn', 'lapsed')),
	CONSTRAINT "accreditations_circulated" CHECK ((circulated_day is null) = (window_ends is null) and (state <> 'circulated' or window_ends is not null)),
	CONSTRAINT "accreditations_decided" CHECK (state not in ('accredited', 'refused', 'appealed', 'lapsed') or decided_day is not null)
);
--> statement-breakpoint
CREATE TABLE "objection_files" (
	"objection_id" text PRIMARY KEY NOT NULL,
	"accreditation_id" text NOT NULL,
	"reply" text
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"track_id" text NOT NULL,
	"number" integer NOT NULL,
	"author" text,
	"reason" text,
	"day" date NOT NULL,
	"state" text NOT NULL,
	"settled_day" date,
	"settled_because" text,
	"reply" text,
	"replied_day" date,
	"named_id" text,
	CONSTRAINT "objections_process_id_number_unique" UNIQUE("process_id","number"),
	CONSTRAINT "objections_settled" CHECK (state in ('standing', 'withdrawn', 'set-aside') and (state = 'standing') = (settled_day is null))
);
--> statement-breakpoint
CREATE TABLE "accreditation_prepared" (
	"accreditation_id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"turn" integer NOT NULL,
	"outcome" text NOT NULL,
	"because" text,
	"by" text NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accreditation_tracks" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"letter" text NOT NULL,
	"name" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"basis" jsonb NOT NULL,
	"basis_symbol" text NOT NULL,
	"sectors" text[] NOT NULL,
	"documents" jsonb NOT NULL,
	"circulation_days" integer NOT NULL,
	"reason_required" boolean NOT NULL,
	"author_public" boolean NOT NULL,
	"names_public" boolean NOT NULL,
	"effect" text NOT NULL,
	"decided_by" text NOT NULL,
	"appeal_days" integer NOT NULL,
	"opens_day" date,
	"closes_day" date,
	"carries_over" boolean NOT NULL,
	CONSTRAINT "accreditation_tracks_process_id_letter_unique" UNIQUE("process_id","letter"),
	CONSTRAINT "accreditation_tracks_days" CHECK (circulation_days between 0 and 365 and appeal_days between 0 and 365),
	CONSTRAINT "accreditation_tracks_window" CHECK (closes_day >= opens_day)
);
--> statement-breakpoint
ALTER TABLE "accreditation_files" ADD CONSTRAINT "accreditation_files_accreditation_id_accreditations_id_fk" FOREIGN KEY ("accreditation_id") REFERENCES "public"."accreditations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accreditation_steps" ADD CONSTRAINT "accreditation_steps_accreditation_id_accreditations_id_fk" FOREIGN KEY ("accreditation_id") REFERENCES "public"."accreditations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accreditations" ADD CONSTRAINT "accreditations_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accreditations" ADD CONSTRAINT "accreditations_track_id_accreditation_tracks_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."accreditation_tracks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accreditations" ADD CONSTRAINT "accreditations_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_files" ADD CONSTRAINT "objection_files_objection_id_objections_id_fk" FOREIGN KEY ("objection_id") REFERENCES "public"."objections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_files" ADD CONSTRAINT "objection_files_accreditation_id_accreditations_id_fk" FOREIGN KEY ("accreditation_id") REFERENCES "public"."accreditations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_track_id_accreditation_tracks_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."accreditation_tracks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_named_id_stakeholders_id_fk" FOREIGN KEY ("named_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accreditation_prepared" ADD CONSTRAINT "accreditation_prepared_accreditation_id_accreditations_id_fk" FOREIGN KEY ("accreditation_id") REFERENCES "public"."accreditations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accreditation_prepared" ADD CONSTRAINT "accreditation_prepared_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accreditation_tracks" ADD CONSTRAINT "accreditation_tracks_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accreditations_one_at_a_time" ON "accreditations" USING btree ("process_id","stakeholder_id") WHERE state in ('received', 'returned', 'complete', 'circulated', 'referred', 'accredited', 'appealed');--> statement-breakpoint
CREATE INDEX "accreditations_by_stakeholder" ON "accreditations" USING btree ("stakeholder_id");--> statement-breakpoint
CREATE INDEX "objection_files_by_accreditation" ON "objection_files" USING btree ("accreditation_id");--> statement-breakpoint
-- From here on written by hand. The doors and their rules are for everyone; the officers of the process set them, and none is taken away.
alter table accreditation_tracks enable row level security;
--> statement-breakpoint
create policy tracks_read on accreditation_tracks for select to travaux_viewer using (true);
--> statement-breakpoint
create policy tracks_set on accreditation_tracks for insert to travaux_viewer with check (viewer_officiates(process_id));
--> statement-breakpoint
create policy tracks_change on accreditation_tracks for update to travaux_viewer using (viewer_officiates(process_id));
--> statement-breakpoint
revoke delete on accreditation_tracks from travaux_viewer;
--> statement-breakpoint
-- Who is accredited is public; whoever is not, or not yet, is known to the body itself and the officers alone. Only a body applies.
alter table accreditations enable row level security;
--> statement-breakpoint
create policy accreditations_read on accreditations for select to travaux_viewer using (state = 'accredited' or viewer_officiates(process_id) or viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy accreditations_apply on accreditations for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id) and state = 'received' and turn = 1);
--> statement-breakpoint
create policy accreditations_move on accreditations for update to travaux_viewer using (viewer_officiates(process_id) or viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
revoke delete on accreditations from travaux_viewer;
--> statement-breakpoint
-- What is behind a file is asked through these; they see no more rows than whoever asks.
create function viewer_sees_file(file text) returns boolean language sql stable as $$
  select exists (select from accreditations where id = file and (viewer_officiates(process_id) or viewer_speaks_for(stakeholder_id)))
$$;
--> statement-breakpoint
create function viewer_owns_file(file text) returns boolean language sql stable as $$
  select exists (select from accreditations where id = file and viewer_speaks_for(stakeholder_id))
$$;
--> statement-breakpoint
create function viewer_decides_file(file text) returns boolean language sql stable as $$
  select exists (select from accreditations where id = file and viewer_officiates(process_id))
$$;
--> statement-breakpoint
-- No sequence of deeds leads where the rules do not; and a body sends again, withdraws, appeals and says whether it is named, nothing else.
create function accreditations_move() returns trigger language plpgsql as $$
declare
  own constant text[] := array['state', 'turn', 'appealed_day', 'named'];
begin
  if new.state <> old.state and (old.state || '>' || new.state) not in ('received>returned', 'received>complete', 'returned>received', 'complete>circulated', 'complete>referred', 'complete>accredited', 'complete>refused',
    'circulated>referred', 'circulated>accredited', 'circulated>refused', 'referred>accredited', 'referred>refused', 'appealed>accredited', 'appealed>refused', 'refused>appealed', 'accredited>lapsed')
    and not (new.state = 'withdrawn' and old.state in ('received', 'returned', 'complete', 'circulated', 'referred', 'accredited', 'appealed')) then
    raise exception 'no deed leads from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'accreditations_moves';
  end if;
  if new.state <> old.state and old.state = 'circulated' and new.state in ('accredited', 'refused', 'referred') and new.decided_day is not null and new.decided_day <= old.window_ends then
    raise exception 'nobody decides while somebody may object' using errcode = 'check_violation', constraint = 'accreditations_moves';
  end if;
  if current_user = 'travaux_viewer' and not viewer_officiates(old.process_id)
    and ((to_jsonb(new) - own) <> (to_jsonb(old) - own) or (new.state <> old.state and new.state not in ('received', 'withdrawn', 'appealed'))) then
    raise exception 'a body does not decide about itself' using errcode = 'check_violation', constraint = 'accreditations_moves';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger accreditations_move before update on accreditations for each row execute function accreditations_move();
--> statement-breakpoint
alter table accreditation_files enable row level security;
--> statement-breakpoint
create policy accreditation_files_read on accreditation_files for select to travaux_viewer using (viewer_sees_file(accreditation_id));
--> statement-breakpoint
create policy accreditation_files_send on accreditation_files for insert to travaux_viewer with check (viewer_owns_file(accreditation_id));
--> statement-breakpoint
create policy accreditation_files_change on accreditation_files for update to travaux_viewer using (viewer_owns_file(accreditation_id));
--> statement-breakpoint
revoke delete on accreditation_files from travaux_viewer;
--> statement-breakpoint
-- What happened stands: it is added to, and neither changed nor taken away.
alter table accreditation_steps enable row level security;
--> statement-breakpoint
create policy accreditation_steps_read on accreditation_steps for select to travaux_viewer using (viewer_sees_file(accreditation_id));
--> statement-breakpoint
create policy accreditation_steps_add on accreditation_steps for insert to travaux_viewer with check (viewer_decides_file(accreditation_id) or (by is null and viewer_owns_file(accreditation_id)));
--> statement-breakpoint
revoke update, delete on accreditation_steps from travaux_viewer;
--> statement-breakpoint
-- A decision that is not sent yet is nobody's but the officers'.
alter table accreditation_prepared enable row level security;
--> statement-breakpoint
create policy prepared_read on accreditation_prepared for select to travaux_viewer using (viewer_officiates(process_id));
--> statement-breakpoint
create policy prepared_keep on accreditation_prepared for insert to travaux_viewer with check (viewer_officiates(process_id));
--> statement-breakpoint
create policy prepared_remove on accreditation_prepared for delete to travaux_viewer using (viewer_officiates(process_id));
--> statement-breakpoint
revoke update on accreditation_prepared from travaux_viewer;
--> statement-breakpoint
-- The register is for everyone. Officers enter what a State says; the body it is about may answer beside it and say that it may be named.
alter table objection_files enable row level security;
--> statement-breakpoint
create policy objection_files_read on objection_files for select to travaux_viewer using (viewer_sees_file(accreditation_id));
--> statement-breakpoint
create policy objection_files_enter on objection_files for insert to travaux_viewer with check (viewer_decides_file(accreditation_id));
--> statement-breakpoint
create policy objection_files_reply on objection_files for update to travaux_viewer using (viewer_owns_file(accreditation_id));
--> statement-breakpoint
revoke delete on objection_files from travaux_viewer;
--> statement-breakpoint
alter table objections enable row level security;
--> statement-breakpoint
create policy objections_read on objections for select to travaux_viewer using (true);
--> statement-breakpoint
create policy objections_enter on objections for insert to travaux_viewer with check (viewer_officiates(process_id));
--> statement-breakpoint
create policy objections_settle on objections for update to travaux_viewer using (viewer_officiates(process_id) or exists (select from objection_files where objection_id = objections.id));
--> statement-breakpoint
revoke delete on objections from travaux_viewer;
--> statement-breakpoint
create function objections_only_answered() returns trigger language plpgsql as $$
declare
  own constant text[] := array['reply', 'replied_day', 'named_id'];
begin
  if current_user = 'travaux_viewer' and not viewer_officiates(old.process_id)
    and ((to_jsonb(new) - own) <> (to_jsonb(old) - own) or (new.named_id is not null and not viewer_speaks_for(new.named_id))) then
    raise exception 'a body answers an objection, and changes no word of it' using errcode = 'check_violation', constraint = 'objections_only_answered';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger objections_only_answered before update on objections for each row execute function objections_only_answered();
--> statement-breakpoint
-- How many are under way and how many were refused, for everyone: none of them is public, so a small number might tell of one. Cells
-- of a kind (sector, region) are told only where those that are not told are two or more and enough together, so that no sum gives
-- one of them away; a number is told from so many on as is asked for, and never under ten.
create function accreditation_counts(process text, fewest integer) returns table (standing text, kind text, value text, n integer) language sql stable security definer set search_path = public, pg_temp as $$
  with least as (select greatest(fewest, 10) as least),
  protected as (select case when a.state = 'refused' then 'refused' else 'under-way' end as standing, s.sector, coalesce(s.regional_group, '') as region
    from accreditations a join stakeholders s on s.id = a.stakeholder_id where a.process_id = process and a.state in ('received', 'returned', 'complete', 'circulated', 'referred', 'appealed', 'refused')),
  cells as (select st.standing, k.kind, k.value from unnest(array['under-way', 'refused']) st (standing) cross join (
    select 'sector' as kind, unnest(array['civil-society', 'academia', 'private-sector', 'intergovernmental', 'member-state', 'un-entity']) as value
    union all select 'region', unnest(array['african', 'asia-pacific', 'eastern-european', 'latin-american-caribbean', 'western-european-others', '']) union all select 'total', '') k),
  counted as (select c.*, (select count(*)::int from protected p where p.standing = c.standing and (c.kind = 'total' or (c.kind = 'sector' and p.sector = c.value) or (c.kind = 'region' and p.region = c.value))) as n from cells c),
  kinds as (select counted.standing, counted.kind, count(*) filter (where counted.n < least) as hidden, coalesce(sum(counted.n) filter (where counted.n < least), 0) as together from counted, least group by 1, 2)
  select counted.standing, counted.kind, counted.value,
    case when counted.n < least or (counted.kind <> 'total' and not (kinds.hidden = 0 or (kinds.hidden > 1 and kinds.together >= least))) then null else counted.n end
  from counted join kinds using (standing, kind), least order by 1, 2, 3
$$;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['accreditation_tracks', 'accreditations', 'accreditation_files', 'accreditation_steps', 'accreditation_prepared', 'objections', 'objection_files']) as it;
