CREATE TABLE "calendar_feeds" (
	"person_id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "calendar_feeds_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "meeting_imports" (
	"meeting_id" text NOT NULL,
	"uid" text NOT NULL,
	"what" text NOT NULL,
	CONSTRAINT "meeting_imports_meeting_id_uid_pk" PRIMARY KEY("meeting_id","uid")
);
--> statement-breakpoint
ALTER TABLE "meeting_imports" ADD CONSTRAINT "meeting_imports_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- From here on written by hand. The address of a person's calendar is theirs to make, renew and revoke, and nobody else's to know of.
alter table calendar_feeds enable row level security;
--> statement-breakpoint
create policy calendar_feeds_read on calendar_feeds for select to travaux_viewer using (person_id = (select viewer_person()));
--> statement-breakpoint
create policy calendar_feeds_make on calendar_feeds for insert to travaux_viewer with check (person_id = (select viewer_person()));
--> statement-breakpoint
create policy calendar_feeds_renew on calendar_feeds for update to travaux_viewer using (person_id = (select viewer_person()));
--> statement-breakpoint
create policy calendar_feeds_revoke on calendar_feeds for delete to travaux_viewer using (person_id = (select viewer_person()));
--> statement-breakpoint
-- A calendar program comes with the address alone, and nobody is signed in: whose it is, is told to whoever has the hash of its token, and nothing else is.
create function calendar_feed_person(hash text) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select person_id from calendar_feeds where token_hash = hash
$$;
--> statement-breakpoint
select keep_in_inbox('calendar_feeds'::regclass);
--> statement-breakpoint
-- From which files meetings came is for their officers.
alter table meeting_imports enable row level security;
--> statement-breakpoint
create policy meeting_imports_read on meeting_imports for select to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy meeting_imports_remember on meeting_imports for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
revoke update, delete on meeting_imports from travaux_viewer;
--> statement-breakpoint
select keep_in_inbox('meeting_imports'::regclass);
