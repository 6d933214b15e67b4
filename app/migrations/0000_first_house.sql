CREATE TABLE "documents" (
	"process_id" text NOT NULL,
	"symbol" text NOT NULL,
	"position" integer NOT NULL,
	"title" jsonb NOT NULL,
	"day" date,
	"note" jsonb,
	"sure" text,
	"sources" text[] NOT NULL,
	CONSTRAINT "documents_process_id_symbol_pk" PRIMARY KEY("process_id","symbol")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"process_id" text NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"title" jsonb NOT NULL,
	"start_day" date,
	"end_day" date,
	"around" text,
	"when_in_words" jsonb,
	"place" jsonb,
	"mode" text,
	"summary" jsonb,
	"access" jsonb,
	"phase" integer,
	"documents" text[] NOT NULL,
	"sure" text,
	"sources" text[] NOT NULL,
	CONSTRAINT "events_process_id_id_pk" PRIMARY KEY("process_id","id")
);
--> statement-breakpoint
CREATE TABLE "figures" (
	"process_id" text NOT NULL,
	"position" integer NOT NULL,
	"label" jsonb NOT NULL,
	"value" jsonb NOT NULL,
	"as_of" date,
	"note" jsonb,
	"sure" text,
	"sources" text[] NOT NULL,
	CONSTRAINT "figures_process_id_position_pk" PRIMARY KEY("process_id","position")
);
--> statement-breakpoint
CREATE TABLE "phases" (
	"process_id" text NOT NULL,
	"number" integer NOT NULL,
	"name" jsonb NOT NULL,
	"from_month" text,
	"to_month" text,
	"note" jsonb,
	"sure" text,
	"sources" text[] NOT NULL,
	CONSTRAINT "phases_process_id_number_pk" PRIMARY KEY("process_id","number")
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"symbol" text NOT NULL,
	"nature" text NOT NULL,
	"name" jsonb NOT NULL,
	"short_name" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"rights" jsonb,
	"open_questions" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "processes_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "alignments" (
	"id" text PRIMARY KEY NOT NULL,
	"version_id" text NOT NULL,
	"old_eids" text[] NOT NULL,
	"new_eids" text[] NOT NULL,
	"changes" text[] NOT NULL,
	"similarity" real NOT NULL,
	"position" integer NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "editions" (
	"id" text PRIMARY KEY NOT NULL,
	"version_id" text NOT NULL,
	"language" text NOT NULL,
	"authenticity" text NOT NULL,
	"source" text,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"fidelity" jsonb NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"imported_by" text NOT NULL,
	CONSTRAINT "editions_version_id_language_unique" UNIQUE("version_id","language")
);
--> statement-breakpoint
CREATE TABLE "instruments" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "instruments_process_id_slug_unique" UNIQUE("process_id","slug")
);
--> statement-breakpoint
CREATE TABLE "passages" (
	"edition_id" text NOT NULL,
	"position" integer NOT NULL,
	"eid" text NOT NULL,
	"parent_eid" text,
	"kind" text NOT NULL,
	"number" text,
	"heading" text,
	"text" text NOT NULL,
	"closing" text,
	"searchable" text NOT NULL,
	"configuration" text NOT NULL,
	"found" "tsvector" GENERATED ALWAYS AS ((case configuration
    when 'english' then to_tsvector('pg_catalog.english', searchable) when 'french' then to_tsvector('pg_catalog.french', searchable)
    when 'spanish' then to_tsvector('pg_catalog.spanish', searchable) when 'russian' then to_tsvector('pg_catalog.russian', searchable)
    when 'arabic' then to_tsvector('pg_catalog.arabic', searchable) when 'german' then to_tsvector('pg_catalog.german', searchable)
    else to_tsvector('pg_catalog.simple', searchable) end)) STORED,
	CONSTRAINT "passages_edition_id_position_pk" PRIMARY KEY("edition_id","position"),
	CONSTRAINT "passages_edition_id_eid_unique" UNIQUE("edition_id","eid")
);
--> statement-breakpoint
CREATE TABLE "places" (
	"version_id" text NOT NULL,
	"eid" text NOT NULL,
	"provision_id" text NOT NULL,
	CONSTRAINT "places_version_id_eid_pk" PRIMARY KEY("version_id","eid"),
	CONSTRAINT "places_version_id_provision_id_unique" UNIQUE("version_id","provision_id")
);
--> statement-breakpoint
CREATE TABLE "provision_themes" (
	"provision_id" text NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "provision_themes_provision_id_theme_id_pk" PRIMARY KEY("provision_id","theme_id")
);
--> statement-breakpoint
CREATE TABLE "provisions" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"instrument_id" text NOT NULL,
	"number" text NOT NULL,
	"became_id" text,
	CONSTRAINT "provisions_process_id_number_unique" UNIQUE("process_id","number")
);
--> statement-breakpoint
CREATE TABLE "versions" (
	"id" text PRIMARY KEY NOT NULL,
	"instrument_id" text NOT NULL,
	"sequence" integer NOT NULL,
	"slug" text NOT NULL,
	"symbol" text NOT NULL,
	"day" date NOT NULL,
	"status" text NOT NULL,
	"title" jsonb NOT NULL,
	"published_at" timestamp with time zone,
	"published_by" text,
	CONSTRAINT "versions_instrument_id_slug_unique" UNIQUE("instrument_id","slug"),
	CONSTRAINT "versions_instrument_id_symbol_unique" UNIQUE("instrument_id","symbol"),
	CONSTRAINT "versions_instrument_id_sequence_unique" UNIQUE("instrument_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "themes" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"name" jsonb NOT NULL,
	"about" jsonb,
	"position" integer NOT NULL,
	CONSTRAINT "themes_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text,
	"what" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "login_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"process_id" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"process_id" text,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "figures" ADD CONSTRAINT "figures_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phases" ADD CONSTRAINT "phases_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alignments" ADD CONSTRAINT "alignments_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions" ADD CONSTRAINT "editions_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instruments" ADD CONSTRAINT "instruments_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passages" ADD CONSTRAINT "passages_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_provision_id_provisions_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provision_themes" ADD CONSTRAINT "provision_themes_provision_id_provisions_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provisions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provision_themes" ADD CONSTRAINT "provision_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provisions" ADD CONSTRAINT "provisions_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provisions" ADD CONSTRAINT "provisions_instrument_id_instruments_id_fk" FOREIGN KEY ("instrument_id") REFERENCES "public"."instruments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "versions" ADD CONSTRAINT "versions_instrument_id_instruments_id_fk" FOREIGN KEY ("instrument_id") REFERENCES "public"."instruments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alignments_by_version" ON "alignments" USING btree ("version_id","position");--> statement-breakpoint
CREATE INDEX "passages_found" ON "passages" USING gin ("found");--> statement-breakpoint
CREATE INDEX "places_by_provision" ON "places" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "journal_by_subject" ON "journal" USING btree ("subject");