CREATE TABLE "authorships" (
	"contribution_id" text PRIMARY KEY NOT NULL,
	"attribution" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"person_id" text,
	"filed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "authorships_attributed" CHECK (attribution in ('named', 'kind'))
);
--> statement-breakpoint
CREATE TABLE "contributions" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"process_id" text NOT NULL,
	"forum_id" text NOT NULL,
	"kind" text NOT NULL,
	"version_id" text NOT NULL,
	"place" text NOT NULL,
	"provision_id" text NOT NULL,
	"parent_id" text,
	"language" text NOT NULL,
	"audience" text NOT NULL,
	"attribution" text NOT NULL,
	"stakeholder_id" text,
	"person_id" text,
	"shown_sector" text,
	"shown_region" text,
	"day" date NOT NULL,
	"state" text NOT NULL,
	"held_reason" text,
	"held_because" text,
	"held_day" date,
	"edition" integer DEFAULT 1 NOT NULL,
	"code_hash" text,
	CONSTRAINT "contributions_reference_unique" UNIQUE("reference"),
	CONSTRAINT "contributions_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "contributions_with_attribution" UNIQUE("id","attribution"),
	CONSTRAINT "contributions_offered" CHECK (("contributions"."audience", "contributions"."attribution") in (('public', 'named'), ('public', 'kind'), ('public', 'unattributed'), ('participants', 'named'), ('participants', 'kind'), ('participants', 'unattributed'), ('secretariat', 'named'), ('secretariat', 'unattributed'))),
	CONSTRAINT "contributions_named" CHECK (("contributions"."attribution" = 'named') = ("contributions"."stakeholder_id" is not null) and ("contributions"."person_id" is null or "contributions"."attribution" = 'named')),
	CONSTRAINT "contributions_kind" CHECK ("contributions"."attribution" = 'kind' or ("contributions"."shown_sector" is null and "contributions"."shown_region" is null)),
	CONSTRAINT "contributions_code" CHECK (("contributions"."attribution" = 'unattributed') = ("contributions"."code_hash" is not null)),
	CONSTRAINT "contributions_waiting" CHECK ("contributions"."state" <> 'waiting' or "contributions"."attribution" = 'unattributed'),
	CONSTRAINT "contributions_held" CHECK (("contributions"."state" = 'held') = ("contributions"."held_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "contribution_proofs" (
	"entry" text PRIMARY KEY NOT NULL,
	"contribution_id" text NOT NULL,
	"attribution" text NOT NULL,
	"what" text NOT NULL,
	"day" date NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "contribution_proofs_attributed" CHECK (attribution in ('named', 'kind'))
);
--> statement-breakpoint
CREATE TABLE "wordings" (
	"contribution_id" text NOT NULL,
	"edition" integer NOT NULL,
	"body" text,
	"day" date NOT NULL,
	"fingerprint" text NOT NULL,
	"configuration" text NOT NULL,
	"searchable" text,
	"found" "tsvector" GENERATED ALWAYS AS ((case configuration
    when 'english' then to_tsvector('pg_catalog.english', searchable) when 'french' then to_tsvector('pg_catalog.french', searchable)
    when 'spanish' then to_tsvector('pg_catalog.spanish', searchable) when 'russian' then to_tsvector('pg_catalog.russian', searchable)
    when 'arabic' then to_tsvector('pg_catalog.arabic', searchable) else to_tsvector('pg_catalog.simple', searchable) end)) STORED,
	CONSTRAINT "wordings_contribution_id_edition_pk" PRIMARY KEY("contribution_id","edition")
);
--> statement-breakpoint
CREATE TABLE "forums" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"about" jsonb,
	"open_to" text NOT NULL,
	"combinations" text[] NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "forums_process_id_slug_unique" UNIQUE("process_id","slug"),
	CONSTRAINT "forums_combinations_offered" CHECK (combinations <@ array['public/named', 'public/kind', 'public/unattributed', 'participants/named', 'participants/kind', 'participants/unattributed', 'secretariat/named', 'secretariat/unattributed']::text[] and cardinality(combinations) > 0)
);
--> statement-breakpoint
CREATE TABLE "forum_participants" (
	"id" text PRIMARY KEY NOT NULL,
	"forum_id" text NOT NULL,
	"person_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "forum_participants_forum_id_person_id_unique" UNIQUE("forum_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "authorships" ADD CONSTRAINT "authorships_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorships" ADD CONSTRAINT "authorships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorships" ADD CONSTRAINT "authorships_of_attributed" FOREIGN KEY ("contribution_id","attribution") REFERENCES "public"."contributions"("id","attribution") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_forum_id_forums_id_fk" FOREIGN KEY ("forum_id") REFERENCES "public"."forums"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_provision_id_provisions_id_fk" FOREIGN KEY ("provision_id") REFERENCES "public"."provisions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_parent_id_contributions_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."contributions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contribution_proofs" ADD CONSTRAINT "contribution_proofs_of_attributed" FOREIGN KEY ("contribution_id","attribution") REFERENCES "public"."contributions"("id","attribution") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "wordings" ADD CONSTRAINT "wordings_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forum_participants" ADD CONSTRAINT "forum_participants_forum_id_forums_id_fk" FOREIGN KEY ("forum_id") REFERENCES "public"."forums"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forum_participants" ADD CONSTRAINT "forum_participants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "authorships_by_stakeholder" ON "authorships" USING btree ("stakeholder_id");--> statement-breakpoint
CREATE INDEX "contributions_by_version" ON "contributions" USING btree ("version_id","place");--> statement-breakpoint
CREATE INDEX "contributions_by_provision" ON "contributions" USING btree ("provision_id");--> statement-breakpoint
CREATE INDEX "contributions_by_stakeholder" ON "contributions" USING btree ("stakeholder_id");--> statement-breakpoint
CREATE INDEX "contributions_by_forum" ON "contributions" USING btree ("forum_id");--> statement-breakpoint
CREATE INDEX "contribution_proofs_by_contribution" ON "contribution_proofs" USING btree ("contribution_id");--> statement-breakpoint
CREATE INDEX "wordings_found" ON "wordings" USING gin ("found");--> statement-breakpoint
CREATE INDEX "forum_participants_by_person" ON "forum_participants" USING btree ("person_id");--> statement-breakpoint
-- Processes and stakeholders stand above forums in the sources; the database knows that a forum goes with them all the same.
ALTER TABLE "forums" ADD CONSTRAINT "forums_process" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade;--> statement-breakpoint
ALTER TABLE "forum_participants" ADD CONSTRAINT "forum_participants_stakeholder" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE cascade;
