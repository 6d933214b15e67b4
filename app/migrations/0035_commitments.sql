CREATE TABLE "commitments" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"turn" integer NOT NULL,
	"title" text NOT NULL,
	"what" text NOT NULL,
	"indicator" text NOT NULL,
	"language" text NOT NULL,
	"due_day" date NOT NULL,
	"meeting_id" text,
	"finding_release_id" text,
	"finding_number" integer,
	"proposer_id" text,
	"proposed_day" date NOT NULL,
	"opened_day" date,
	"closed_day" date,
	"outcome" text,
	"report" text,
	CONSTRAINT "commitments_process_id_number_unique" UNIQUE("process_id","number"),
	CONSTRAINT "commitments_state" CHECK (state in ('proposed', 'open', 'under-way', 'done', 'given-up')),
	CONSTRAINT "commitments_origin" CHECK (num_nonnulls(meeting_id, finding_release_id) <= 1 and (finding_release_id is null or finding_number is not null)),
	CONSTRAINT "commitments_opened" CHECK ((opened_day is not null or state in ('proposed', 'given-up')) and (opened_day is null or state <> 'proposed')),
	CONSTRAINT "commitments_closed" CHECK ((state in ('done', 'given-up')) = (closed_day is not null) and (closed_day is null) = (report is null)),
	CONSTRAINT "commitments_outcome" CHECK ((state = 'done') = (outcome is not null) and (outcome is null or outcome in ('met', 'partly', 'not-met')))
);
--> statement-breakpoint
CREATE TABLE "commitment_themes" (
	"commitment_id" text NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "commitment_themes_commitment_id_theme_id_pk" PRIMARY KEY("commitment_id","theme_id")
);
--> statement-breakpoint
CREATE TABLE "commitment_owners" (
	"commitment_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"state" text NOT NULL,
	"asked_day" date NOT NULL,
	"confirmed_day" date,
	"day" date NOT NULL,
	"because" text,
	CONSTRAINT "commitment_owners_commitment_id_stakeholder_id_pk" PRIMARY KEY("commitment_id","stakeholder_id"),
	CONSTRAINT "commitment_owners_state" CHECK (state in ('asked', 'confirmed', 'declined', 'left')),
	CONSTRAINT "commitment_owners_answered" CHECK ((state not in ('confirmed', 'left') or confirmed_day is not null) and (state in ('declined', 'left')) = (because is not null))
);
--> statement-breakpoint
CREATE TABLE "commitment_progress" (
	"commitment_id" text NOT NULL,
	"number" integer NOT NULL,
	"stakeholder_id" text,
	"text" text NOT NULL,
	"share" integer,
	"evidence" text,
	"evidence_text" text,
	"corrects" integer,
	"day" date NOT NULL,
	CONSTRAINT "commitment_progress_commitment_id_number_pk" PRIMARY KEY("commitment_id","number"),
	CONSTRAINT "commitment_progress_share" CHECK (share between 0 and 100),
	CONSTRAINT "commitment_progress_corrects" CHECK (corrects < number)
);
--> statement-breakpoint
CREATE TABLE "commitment_changes" (
	"commitment_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"what" text NOT NULL,
	"stakeholder_id" text,
	"day" date NOT NULL,
	"by" text NOT NULL,
	"because" text,
	"before" date,
	"after" date,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "commitment_changes_commitment_id_sequence_pk" PRIMARY KEY("commitment_id","sequence"),
	CONSTRAINT "commitment_changes_entry_unique" UNIQUE("entry"),
	CONSTRAINT "commitment_changes_what" CHECK (what in ('opened', 'joined', 'progressed', 'moved', 'left', 'done', 'given-up')),
	CONSTRAINT "commitment_changes_moved" CHECK ((what = 'moved') = (before is not null) and (before is null) = (after is null) and (what <> 'moved' or because is not null))
);
--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_finding_release_id_finding_releases_id_fk" FOREIGN KEY ("finding_release_id") REFERENCES "public"."finding_releases"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_proposer_id_stakeholders_id_fk" FOREIGN KEY ("proposer_id") REFERENCES "public"."stakeholders"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_themes" ADD CONSTRAINT "commitment_themes_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_themes" ADD CONSTRAINT "commitment_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_owners" ADD CONSTRAINT "commitment_owners_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_owners" ADD CONSTRAINT "commitment_owners_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_progress" ADD CONSTRAINT "commitment_progress_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_progress" ADD CONSTRAINT "commitment_progress_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_changes" ADD CONSTRAINT "commitment_changes_commitment_id_commitments_id_fk" FOREIGN KEY ("commitment_id") REFERENCES "public"."commitments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitment_changes" ADD CONSTRAINT "commitment_changes_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commitments_by_meeting" ON "commitments" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "commitments_by_due_day" ON "commitments" USING btree ("due_day");--> statement-breakpoint
CREATE INDEX "commitment_themes_by_theme" ON "commitment_themes" USING btree ("theme_id");--> statement-breakpoint
CREATE INDEX "commitment_owners_by_stakeholder" ON "commitment_owners" USING btree ("stakeholder_id");
--> statement-breakpoint
-- From here on written by hand. Whether somebody speaks for a body that was asked to own a commitment, whatever it answered; and whether they are inside: an officer of the
-- process, or somebody who speaks for a body that is asked or owns it. Asked by policies, so they look past them; they tell nothing else.
create function viewer_named_in_commitment(commitment text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin return exists (select from commitment_owners where commitment_id = commitment and viewer_speaks_for(stakeholder_id)); end $$;
--> statement-breakpoint
create function viewer_inside_commitment(commitment text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (select from commitment_owners where commitment_id = commitment and state in ('asked', 'confirmed') and viewer_speaks_for(stakeholder_id))
    or exists (select from commitments c where c.id = commitment and (viewer_officiates(c.process_id) or (viewer_speaks_for(c.proposer_id) and not exists (select from commitment_owners where commitment_id = commitment and stakeholder_id = c.proposer_id))));
end $$;
--> statement-breakpoint
-- How many bodies are still asked, whoever asks: a number without names. A body under two names counts once, and not at all where it has confirmed.
create function commitment_asked(commitment text) returns integer language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return (select count(distinct coalesce(b.merged_into_id, b.id)) from commitment_owners o join stakeholders b on b.id = o.stakeholder_id where o.commitment_id = commitment and o.state = 'asked'
    and not exists (select from commitment_owners twin join stakeholders t on t.id = twin.stakeholder_id where twin.commitment_id = commitment and twin.state = 'confirmed' and coalesce(t.merged_into_id, t.id) = coalesce(b.merged_into_id, b.id)));
end $$;
--> statement-breakpoint
-- The next number in a process, held until the transaction ends: who proposes does not see what others propose.
create function next_commitment_number(process text) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('commitments ' || process, 0));
  return (select coalesce(max(number), 0) + 1 from commitments where process_id = process);
end $$;
--> statement-breakpoint
-- Everyone reads what an owner has confirmed; what nobody has is for those who were asked and the officers of the process.
alter table commitments enable row level security;
--> statement-breakpoint
create policy commitments_read on commitments for select to travaux_viewer using (opened_day is not null or viewer_officiates(process_id) or viewer_speaks_for(proposer_id) or viewer_named_in_commitment(id));
--> statement-breakpoint
create policy commitments_propose on commitments for insert to travaux_viewer with check (state = 'proposed' and (viewer_speaks_for(proposer_id) or (proposer_id is null and viewer_officiates(process_id))));
--> statement-breakpoint
create policy commitments_move on commitments for update to travaux_viewer using (viewer_inside_commitment(id));
--> statement-breakpoint
revoke delete on commitments from travaux_viewer;
--> statement-breakpoint
-- A commitment becomes public when an owner has confirmed it, and in no other way; its words stand, what is closed stands, and no state comes back.
create function commitments_stand() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moves constant text[] := array['state', 'turn', 'due_day', 'opened_day', 'closed_day', 'outcome', 'report'];
  named constant text[] := array['proposer_id', 'meeting_id', 'statement_id', 'finding_release_id'];
  course constant text[] := array['proposed', 'open', 'under-way', 'done', 'given-up'];
begin
  if pg_trigger_depth() > 1 and (to_jsonb(new) - named) = (to_jsonb(old) - named) then return new; end if; -- something that it names is gone
  if (to_jsonb(new) - moves) <> (to_jsonb(old) - moves) or array_position(course, new.state) < array_position(course, old.state)
    or (old.opened_day is not null and new.opened_day is distinct from old.opened_day) or (old.closed_day is not null and new is distinct from old) then
    raise exception 'what was committed stands' using errcode = 'check_violation', constraint = 'commitments_stand';
  end if;
  if new.opened_day is not null and old.opened_day is null and not exists (select from commitment_owners where commitment_id = new.id and state = 'confirmed') then
    raise exception 'no owner has confirmed' using errcode = 'check_violation', constraint = 'commitments_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger commitments_stand before update on commitments for each row execute function commitments_stand();
--> statement-breakpoint
-- What hangs on a commitment is as public as it is.
create function viewer_sees_commitment(commitment text) returns boolean language sql stable as $$
  select exists (select from commitments where id = commitment)
$$;
--> statement-breakpoint
alter table commitment_themes enable row level security;
--> statement-breakpoint
create policy commitment_themes_read on commitment_themes for select to travaux_viewer using (viewer_sees_commitment(commitment_id));
--> statement-breakpoint
create policy commitment_themes_say on commitment_themes for insert to travaux_viewer with check (viewer_inside_commitment(commitment_id) and exists (select from commitments c where c.id = commitment_id and c.state = 'proposed'));
--> statement-breakpoint
revoke update, delete on commitment_themes from travaux_viewer;
--> statement-breakpoint
-- Everyone reads who confirmed, and who had; who was asked and who declined is for those inside, and for itself. Nobody answers for another; those inside ask.
alter table commitment_owners enable row level security;
--> statement-breakpoint
create policy commitment_owners_read on commitment_owners for select to travaux_viewer using (
  (state in ('confirmed', 'left') and exists (select from commitments c where c.id = commitment_id and c.opened_day is not null)) or viewer_speaks_for(stakeholder_id) or viewer_inside_commitment(commitment_id));
--> statement-breakpoint
create policy commitment_owners_ask on commitment_owners for insert to travaux_viewer with check (state = 'asked' and viewer_inside_commitment(commitment_id));
--> statement-breakpoint
-- What an update may do is said by the trigger below, which sees both what was and what is to be.
create policy commitment_owners_answer on commitment_owners for update to travaux_viewer using (true);
--> statement-breakpoint
revoke delete on commitment_owners from travaux_viewer;
--> statement-breakpoint
create function commitment_owners_only_answer() returns trigger language plpgsql as $$
begin
  if (new.commitment_id, new.stakeholder_id) <> (old.commitment_id, old.stakeholder_id) or (new.state = 'asked' and old.state = 'confirmed') or (new.state = 'left' and old.state <> 'confirmed')
    or (current_user = 'travaux_viewer' and not case new.state when 'asked' then viewer_inside_commitment(old.commitment_id) else viewer_speaks_for(old.stakeholder_id) end) then
    raise exception 'an owner answers for itself' using errcode = 'check_violation', constraint = 'commitment_owners_only_answer';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger commitment_owners_only_answer before update on commitment_owners for each row execute function commitment_owners_only_answer();
--> statement-breakpoint
-- What owners did: said by an owner of itself, while the commitment is in hand, and only added to.
alter table commitment_progress enable row level security;
--> statement-breakpoint
create policy commitment_progress_read on commitment_progress for select to travaux_viewer using (true);
--> statement-breakpoint
create policy commitment_progress_say on commitment_progress for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id) and exists (select from commitments c where c.id = commitment_id and c.state in ('open', 'under-way'))
  and exists (select from commitment_owners o where o.commitment_id = commitment_progress.commitment_id and o.stakeholder_id = commitment_progress.stakeholder_id and o.state = 'confirmed'));
--> statement-breakpoint
revoke update, delete on commitment_progress from travaux_viewer;
--> statement-breakpoint
-- What happened stands: it is added to, and neither changed nor taken away.
alter table commitment_changes enable row level security;
--> statement-breakpoint
create policy commitment_changes_read on commitment_changes for select to travaux_viewer using (true);
--> statement-breakpoint
create policy commitment_changes_add on commitment_changes for insert to travaux_viewer with check (viewer_inside_commitment(commitment_id) and exists (select from commitments c where c.id = commitment_id and c.opened_day is not null));
--> statement-breakpoint
revoke update, delete on commitment_changes from travaux_viewer;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['commitments', 'commitment_themes', 'commitment_owners', 'commitment_progress', 'commitment_changes']) as it;
