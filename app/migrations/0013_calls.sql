CREATE TABLE "call_changes" (
	"call_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"what" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"because" text,
	"changed" jsonb NOT NULL,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "call_changes_call_id_sequence_pk" PRIMARY KEY("call_id","sequence"),
	CONSTRAINT "call_changes_entry_unique" UNIQUE("entry")
);
--> statement-breakpoint
CREATE TABLE "call_pins" (
	"call_id" text NOT NULL,
	"version_id" text NOT NULL,
	"place" text NOT NULL,
	CONSTRAINT "call_pins_call_id_version_id_place_pk" PRIMARY KEY("call_id","version_id","place")
);
--> statement-breakpoint
CREATE TABLE "call_themes" (
	"call_id" text NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "call_themes_call_id_theme_id_pk" PRIMARY KEY("call_id","theme_id")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"forum_id" text NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"title" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"mandate" jsonb NOT NULL,
	"mandate_symbol" text NOT NULL,
	"questions" jsonb NOT NULL,
	"word_limit" integer NOT NULL,
	"word_limits_by_sector" jsonb NOT NULL,
	"languages" text[] NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"time_zone" text NOT NULL,
	"tolerance_minutes" integer NOT NULL,
	"sectors" text[] NOT NULL,
	"open_to" text NOT NULL,
	"combinations" text[] NOT NULL,
	"contact" text,
	"announced_at" timestamp with time zone,
	"cancelled_because" text,
	CONSTRAINT "calls_forum_id_unique" UNIQUE("forum_id"),
	CONSTRAINT "calls_process_id_number_unique" UNIQUE("process_id","number"),
	CONSTRAINT "calls_close_after_opening" CHECK (closes_at > opens_at),
	CONSTRAINT "calls_word_limit" CHECK (word_limit between 1 and 100000),
	CONSTRAINT "calls_tolerance" CHECK (tolerance_minutes between 0 and 1440),
	CONSTRAINT "calls_languages" CHECK (cardinality(languages) > 0),
	CONSTRAINT "calls_combinations_offered" CHECK (combinations <@ array['public/named', 'public/kind', 'public/unattributed', 'participants/named', 'participants/kind', 'participants/unattributed', 'secretariat/named', 'secretariat/unattributed']::text[] and cardinality(combinations) > 0),
	CONSTRAINT "calls_announced" CHECK ((state = 'draft') = (announced_at is null)),
	CONSTRAINT "calls_cancelled" CHECK ((state = 'cancelled') = (cancelled_because is not null))
);
--> statement-breakpoint
ALTER TABLE "call_changes" ADD CONSTRAINT "call_changes_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_pins" ADD CONSTRAINT "call_pins_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_pins" ADD CONSTRAINT "call_pins_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_themes" ADD CONSTRAINT "call_themes_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_themes" ADD CONSTRAINT "call_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_pins_by_place" ON "call_pins" USING btree ("version_id","place");--> statement-breakpoint
CREATE INDEX "call_themes_by_theme" ON "call_themes" USING btree ("theme_id");--> statement-breakpoint
CREATE INDEX "calls_by_closing" ON "calls" USING btree ("closes_at");--> statement-breakpoint
-- What follows is written by hand. A call that is being prepared is there for officers of its process alone, and so is what it is about.
alter table calls enable row level security;
--> statement-breakpoint
create policy calls_read on calls for select to travaux_viewer using (state <> 'draft' or viewer_officiates(process_id));
--> statement-breakpoint
create policy calls_draft on calls for insert to travaux_viewer with check (viewer_officiates(process_id));
--> statement-breakpoint
create policy calls_change on calls for update to travaux_viewer using (viewer_officiates(process_id));
--> statement-breakpoint
create policy calls_discard on calls for delete to travaux_viewer using (state = 'draft' and viewer_officiates(process_id));
--> statement-breakpoint
-- Whether the viewer is an officer over a call: its pins and themes are theirs to say. A call that they do not see has none for them.
create function viewer_officiates_over_call(call text) returns boolean language sql stable as $$
  select exists (select from calls where id = call and viewer_officiates(process_id))
$$;
--> statement-breakpoint
alter table call_pins enable row level security;
--> statement-breakpoint
create policy call_pins_read on call_pins for select to travaux_viewer using (exists (select from calls where id = call_id));
--> statement-breakpoint
create policy call_pins_say on call_pins for insert to travaux_viewer with check (viewer_officiates_over_call(call_id));
--> statement-breakpoint
create policy call_pins_unsay on call_pins for delete to travaux_viewer using (viewer_officiates_over_call(call_id));
--> statement-breakpoint
alter table call_themes enable row level security;
--> statement-breakpoint
create policy call_themes_read on call_themes for select to travaux_viewer using (exists (select from calls where id = call_id));
--> statement-breakpoint
create policy call_themes_say on call_themes for insert to travaux_viewer with check (viewer_officiates_over_call(call_id));
--> statement-breakpoint
create policy call_themes_unsay on call_themes for delete to travaux_viewer using (viewer_officiates_over_call(call_id));
--> statement-breakpoint
-- What happened to a call is for everyone, and stands: it is added to, and neither changed nor taken away.
alter table call_changes enable row level security;
--> statement-breakpoint
create policy call_changes_read on call_changes for select to travaux_viewer using (true);
--> statement-breakpoint
create policy call_changes_add on call_changes for insert to travaux_viewer with check (viewer_officiates_over_call(call_id));
--> statement-breakpoint
-- An announced call is never a draft again, and never closes earlier than was announced, whoever asks.
create function calls_only_widen() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.state = 'draft' or new.closes_at < old.closes_at or new.number <> old.number or new.forum_id <> old.forum_id) then
    raise exception 'what was announced stands' using errcode = 'check_violation', constraint = 'calls_announced_stands';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger calls_only_widen before update on calls for each row execute function calls_only_widen();
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['calls', 'call_pins', 'call_themes', 'call_changes']) as it;
