CREATE TABLE "meeting_block_pins" (
	"meeting_id" text NOT NULL,
	"block" integer NOT NULL,
	"version_id" text NOT NULL,
	"place" text NOT NULL,
	CONSTRAINT "meeting_block_pins_meeting_id_block_version_id_place_pk" PRIMARY KEY("meeting_id","block","version_id","place")
);
--> statement-breakpoint
CREATE TABLE "meeting_block_themes" (
	"meeting_id" text NOT NULL,
	"block" integer NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "meeting_block_themes_meeting_id_block_theme_id_pk" PRIMARY KEY("meeting_id","block","theme_id")
);
--> statement-breakpoint
CREATE TABLE "meeting_blocks" (
	"meeting_id" text NOT NULL,
	"number" integer NOT NULL,
	"title" jsonb NOT NULL,
	"about" jsonb,
	"opening" jsonb,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"room" text,
	"spoken" text[] NOT NULL,
	"interpreted" text[] NOT NULL,
	"captions" boolean NOT NULL,
	"roles" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"audience" text NOT NULL,
	"attribution" text NOT NULL,
	"forum_id" text,
	CONSTRAINT "meeting_blocks_meeting_id_number_pk" PRIMARY KEY("meeting_id","number"),
	CONSTRAINT "meeting_blocks_forum_id_unique" UNIQUE("forum_id"),
	CONSTRAINT "meeting_blocks_end_after_starting" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "meeting_changes" (
	"meeting_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"what" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"because" text,
	"changed" jsonb NOT NULL,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "meeting_changes_meeting_id_sequence_pk" PRIMARY KEY("meeting_id","sequence"),
	CONSTRAINT "meeting_changes_entry_unique" UNIQUE("entry")
);
--> statement-breakpoint
CREATE TABLE "meeting_documents" (
	"meeting_id" text NOT NULL,
	"position" integer NOT NULL,
	"symbol" text,
	"title" jsonb NOT NULL,
	"address" text,
	"due_day" date,
	"block" integer,
	CONSTRAINT "meeting_documents_meeting_id_position_pk" PRIMARY KEY("meeting_id","position")
);
--> statement-breakpoint
CREATE TABLE "meeting_links" (
	"id" text PRIMARY KEY NOT NULL,
	"meeting_id" text NOT NULL,
	"block" integer,
	"use" text NOT NULL,
	"address" text NOT NULL,
	"audience" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meeting_outcomes" (
	"meeting_id" text NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"text" jsonb NOT NULL,
	"cleared_by" text,
	"cleared_day" date,
	CONSTRAINT "meeting_outcomes_meeting_id_kind_number_pk" PRIMARY KEY("meeting_id","kind","number"),
	CONSTRAINT "meeting_outcomes_cleared" CHECK ((cleared_by is null) = (cleared_day is null))
);
--> statement-breakpoint
CREATE TABLE "meeting_speakers" (
	"id" text PRIMARY KEY NOT NULL,
	"meeting_id" text NOT NULL,
	"block" integer NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"state" text NOT NULL,
	"name" text NOT NULL,
	"affiliation" jsonb,
	"stakeholder_id" text,
	"biography" jsonb,
	"consents" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"forum_id" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"title" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"phase" integer,
	"format" text NOT NULL,
	"place" jsonb,
	"time_zone" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"organisers" jsonb NOT NULL,
	"part_of_id" text,
	"prepares_id" text,
	"series" text,
	"admission" text NOT NULL,
	"open_to" text NOT NULL,
	"combinations" text[] NOT NULL,
	"modalities" jsonb NOT NULL,
	"contact" text,
	"announced_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"cancelled_because" text,
	"event" text,
	"edition" integer DEFAULT 0 NOT NULL,
	"edited_by" text DEFAULT '' NOT NULL,
	CONSTRAINT "meetings_forum_id_unique" UNIQUE("forum_id"),
	CONSTRAINT "meetings_process_id_number_unique" UNIQUE("process_id","number"),
	CONSTRAINT "meetings_end_after_starting" CHECK (ends_at > starts_at),
	CONSTRAINT "meetings_combinations_offered" CHECK (combinations <@ array['public/named', 'public/kind', 'public/unattributed', 'participants/named', 'participants/kind', 'participants/unattributed', 'secretariat/named', 'secretariat/unattributed']::text[] and cardinality(combinations) > 0),
	CONSTRAINT "meetings_announced" CHECK ((state = 'draft') = (announced_at is null)),
	CONSTRAINT "meetings_closed" CHECK ((state = 'closed') = (closed_at is not null)),
	CONSTRAINT "meetings_cancelled" CHECK ((state = 'cancelled') = (cancelled_because is not null))
);
--> statement-breakpoint
CREATE TABLE "speaker_invitations" (
	"speaker_id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"person_id" text,
	"invited_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "meeting_block_pins" ADD CONSTRAINT "meeting_block_pins_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_block_pins" ADD CONSTRAINT "meeting_block_pins_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_block_pins" ADD CONSTRAINT "meeting_block_pins_meeting_id_block_meeting_blocks_meeting_id_number_fk" FOREIGN KEY ("meeting_id","block") REFERENCES "public"."meeting_blocks"("meeting_id","number") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "meeting_block_themes" ADD CONSTRAINT "meeting_block_themes_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_block_themes" ADD CONSTRAINT "meeting_block_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_block_themes" ADD CONSTRAINT "meeting_block_themes_meeting_id_block_meeting_blocks_meeting_id_number_fk" FOREIGN KEY ("meeting_id","block") REFERENCES "public"."meeting_blocks"("meeting_id","number") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "meeting_blocks" ADD CONSTRAINT "meeting_blocks_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_changes" ADD CONSTRAINT "meeting_changes_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_documents" ADD CONSTRAINT "meeting_documents_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_links" ADD CONSTRAINT "meeting_links_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_outcomes" ADD CONSTRAINT "meeting_outcomes_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_speakers" ADD CONSTRAINT "meeting_speakers_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_speakers" ADD CONSTRAINT "meeting_speakers_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_speakers" ADD CONSTRAINT "meeting_speakers_meeting_id_block_meeting_blocks_meeting_id_number_fk" FOREIGN KEY ("meeting_id","block") REFERENCES "public"."meeting_blocks"("meeting_id","number") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_part_of_id_meetings_id_fk" FOREIGN KEY ("part_of_id") REFERENCES "public"."meetings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_prepares_id_meetings_id_fk" FOREIGN KEY ("prepares_id") REFERENCES "public"."meetings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speaker_invitations" ADD CONSTRAINT "speaker_invitations_speaker_id_meeting_speakers_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."meeting_speakers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "speaker_invitations" ADD CONSTRAINT "speaker_invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_block_pins_by_place" ON "meeting_block_pins" USING btree ("version_id","place");--> statement-breakpoint
CREATE INDEX "meeting_block_themes_by_theme" ON "meeting_block_themes" USING btree ("theme_id");--> statement-breakpoint
CREATE INDEX "meeting_links_by_meeting" ON "meeting_links" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "meeting_speakers_by_meeting" ON "meeting_speakers" USING btree ("meeting_id","block");--> statement-breakpoint
CREATE INDEX "meetings_by_start" ON "meetings" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "speaker_invitations_by_person" ON "speaker_invitations" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "officers" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
-- What follows is written by hand. A meeting that is being prepared is there for officers of its process alone, and so is all that belongs to it.
alter table meetings enable row level security;
--> statement-breakpoint
create policy meetings_read on meetings for select to travaux_viewer using (state <> 'draft' or viewer_officiates(process_id));
--> statement-breakpoint
create policy meetings_draft on meetings for insert to travaux_viewer with check (viewer_officiates(process_id));
--> statement-breakpoint
create policy meetings_change on meetings for update to travaux_viewer using (viewer_officiates(process_id));
--> statement-breakpoint
create policy meetings_discard on meetings for delete to travaux_viewer using (state = 'draft' and viewer_officiates(process_id));
--> statement-breakpoint
-- Whether the viewer is an officer over a meeting: what belongs to it is theirs to say. A meeting that they do not see has nothing for them.
create function viewer_officiates_over_meeting(meeting text) returns boolean language sql stable as $$
  select exists (select from meetings where id = meeting and viewer_officiates(process_id))
$$;
--> statement-breakpoint
-- Whether the viewer takes part in the forum of a meeting, or in that of one of its blocks.
create function viewer_attends(meeting text) returns boolean language sql stable as $$
  select exists (select from meetings where id = meeting and viewer_takes_part(forum_id)) or exists (select from meeting_blocks where meeting_id = meeting and viewer_takes_part(forum_id))
$$;
--> statement-breakpoint
do $$
declare name text;
begin
  foreach name in array array['meeting_blocks', 'meeting_block_pins', 'meeting_block_themes', 'meeting_documents'] loop
    execute format('alter table %1$I enable row level security', name);
    execute format('create policy %1$s_read on %1$I for select to travaux_viewer using (exists (select from meetings where id = meeting_id))', name);
    execute format('create policy %1$s_say on %1$I for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id))', name);
    execute format('create policy %1$s_change on %1$I for update to travaux_viewer using (viewer_officiates_over_meeting(meeting_id))', name);
    execute format('create policy %1$s_unsay on %1$I for delete to travaux_viewer using (viewer_officiates_over_meeting(meeting_id))', name);
  end loop;
end $$;
--> statement-breakpoint
-- A way in by network is for everyone, or for those who take part and for officers.
alter table meeting_links enable row level security;
--> statement-breakpoint
create policy meeting_links_read on meeting_links for select to travaux_viewer using (viewer_officiates_over_meeting(meeting_id) or (exists (select from meetings where id = meeting_id) and (audience = 'public' or viewer_attends(meeting_id))));
--> statement-breakpoint
create policy meeting_links_say on meeting_links for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy meeting_links_change on meeting_links for update to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy meeting_links_unsay on meeting_links for delete to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
-- How a speaker is reached: officers, and the person.
alter table speaker_invitations enable row level security;
--> statement-breakpoint
create function viewer_officiates_over_speaker(speaker text) returns boolean language sql stable as $$
  select exists (select from meeting_speakers s where s.id = speaker and viewer_officiates_over_meeting(s.meeting_id))
$$;
--> statement-breakpoint
-- The address at which the viewer signs in; null for a visitor.
create function viewer_address() returns text language sql stable as $$ select email from people where id = viewer_person() $$;
--> statement-breakpoint
create policy speaker_invitations_read on speaker_invitations for select to travaux_viewer using (person_id = viewer_person() or email = viewer_address() or viewer_officiates_over_speaker(speaker_id));
--> statement-breakpoint
create policy speaker_invitations_say on speaker_invitations for insert to travaux_viewer with check (viewer_officiates_over_speaker(speaker_id));
--> statement-breakpoint
create policy speaker_invitations_change on speaker_invitations for update to travaux_viewer using (person_id = viewer_person() or email = viewer_address() or viewer_officiates_over_speaker(speaker_id));
--> statement-breakpoint
create policy speaker_invitations_unsay on speaker_invitations for delete to travaux_viewer using (viewer_officiates_over_speaker(speaker_id));
--> statement-breakpoint
-- Speakers: officers and themselves; others once they accepted and agreed to be named, and never where a block's words are nobody's.
create function viewer_is_speaker(speaker text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from speaker_invitations where speaker_id = speaker and (person_id = viewer_person() or email = (select email from people where id = viewer_person())))
$$;
--> statement-breakpoint
-- Whether the viewer said yes to a role at a meeting.
create function viewer_speaks_at(meeting text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from meeting_speakers s join speaker_invitations i on i.speaker_id = s.id where s.meeting_id = meeting and s.state = 'accepted' and i.person_id = viewer_person())
$$;
--> statement-breakpoint
create policy meeting_links_of_speakers on meeting_links for select to travaux_viewer using (viewer_speaks_at(meeting_id));
--> statement-breakpoint
alter table meeting_speakers enable row level security;
--> statement-breakpoint
create policy meeting_speakers_read on meeting_speakers for select to travaux_viewer using (viewer_officiates_over_meeting(meeting_id) or viewer_is_speaker(id)
  or (state = 'accepted' and 'name' = any(consents) and exists (select from meetings where id = meeting_id)
    and exists (select from meeting_blocks b where b.meeting_id = meeting_speakers.meeting_id and b.number = block and b.attribution <> 'unattributed')));
--> statement-breakpoint
create policy meeting_speakers_say on meeting_speakers for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy meeting_speakers_change on meeting_speakers for update to travaux_viewer using (viewer_is_speaker(id) or viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy meeting_speakers_unsay on meeting_speakers for delete to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
-- Whoever is invited to speak answers, and says who they are; in which role and where they speak is not theirs to write. A row policy
-- sees the new row alone, so a trigger compares it with the old one.
create function speakers_only_answer() returns trigger language plpgsql as $$
declare theirs text[] := case tg_table_name when 'meeting_speakers' then array['state', 'name', 'affiliation', 'stakeholder_id', 'biography', 'consents'] else array['person_id', 'answered_at'] end;
declare meeting text := case tg_table_name when 'meeting_speakers' then to_jsonb(old) ->> 'meeting_id' else (select s.meeting_id from meeting_speakers s where s.id = to_jsonb(old) ->> 'speaker_id') end;
begin
  if current_user = 'travaux_viewer' and not viewer_officiates_over_meeting(meeting) and (to_jsonb(new) - theirs) <> (to_jsonb(old) - theirs) then
    raise exception 'whoever is invited to speak answers, and changes nothing else' using errcode = 'check_violation', constraint = tg_name;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger speakers_only_answer before update on meeting_speakers for each row execute function speakers_only_answer();
--> statement-breakpoint
create trigger invitations_only_answer before update on speaker_invitations for each row execute function speakers_only_answer();
--> statement-breakpoint
-- What a meeting left is for officers until it is cleared.
alter table meeting_outcomes enable row level security;
--> statement-breakpoint
create policy meeting_outcomes_read on meeting_outcomes for select to travaux_viewer using (viewer_officiates_over_meeting(meeting_id) or (cleared_day is not null and exists (select from meetings where id = meeting_id)));
--> statement-breakpoint
create policy meeting_outcomes_say on meeting_outcomes for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy meeting_outcomes_change on meeting_outcomes for update to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy meeting_outcomes_unsay on meeting_outcomes for delete to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
-- What happened to a meeting is for everyone, and stands: it is added to, and neither changed nor taken away.
alter table meeting_changes enable row level security;
--> statement-breakpoint
create policy meeting_changes_read on meeting_changes for select to travaux_viewer using (true);
--> statement-breakpoint
create policy meeting_changes_add on meeting_changes for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
-- An announced meeting is never a draft again, whoever asks.
create function meetings_stay_announced() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.state = 'draft' or new.number <> old.number or new.forum_id <> old.forum_id) then
    raise exception 'what was announced stands' using errcode = 'check_violation', constraint = 'meetings_announced_stands';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger meetings_stay_announced before update on meetings for each row execute function meetings_stay_announced();
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['meetings', 'meeting_blocks', 'meeting_block_pins', 'meeting_block_themes', 'meeting_documents', 'meeting_links', 'meeting_speakers', 'speaker_invitations', 'meeting_outcomes', 'meeting_changes']) as it;
