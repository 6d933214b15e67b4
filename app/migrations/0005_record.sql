CREATE TABLE "version_entries" (
	"version_id" text PRIMARY KEY NOT NULL,
	"entry" uuid NOT NULL,
	"statement" jsonb NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "version_entries_entry_unique" UNIQUE("entry")
);
--> statement-breakpoint
CREATE TABLE "record_checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" "bytea" NOT NULL,
	"note" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record_cosignatures" (
	"size" bigint NOT NULL,
	"witness" text NOT NULL,
	"line" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "record_cosignatures_size_witness_pk" PRIMARY KEY("size","witness")
);
--> statement-breakpoint
CREATE TABLE "record_leaves" (
	"position" bigint PRIMARY KEY NOT NULL,
	"entry" uuid NOT NULL,
	"commitment" "bytea" NOT NULL,
	CONSTRAINT "record_leaves_entry_unique" UNIQUE("entry"),
	CONSTRAINT "record_leaves_commitment_length" CHECK (length("record_leaves"."commitment") = 32)
);
--> statement-breakpoint
CREATE TABLE "record_pending" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"entry" uuid NOT NULL,
	"commitment" "bytea" NOT NULL,
	CONSTRAINT "record_pending_entry_unique" UNIQUE("entry"),
	CONSTRAINT "record_pending_commitment_length" CHECK (length("record_pending"."commitment") = 32)
);
--> statement-breakpoint
CREATE TABLE "record_tiles" (
	"level" integer NOT NULL,
	"index" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "record_tiles_level_index_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
ALTER TABLE "version_entries" ADD CONSTRAINT "version_entries_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_cosignatures" ADD CONSTRAINT "record_cosignatures_size_record_checkpoints_size_fk" FOREIGN KEY ("size") REFERENCES "public"."record_checkpoints"("size") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Hashes cannot be compressed; trying costs time at each write and read.
alter table record_tiles alter column hashes set storage external;
--> statement-breakpoint
-- The log is only ever added to. Whoever holds the database can still undo this; checkpoints in other hands tell.
create function record_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the record is only added to: % on % is refused', tg_op, tg_table_name;
end $$;
--> statement-breakpoint
create trigger record_leaves_stay before update or delete or truncate on record_leaves for each statement execute function record_refuse_change();
--> statement-breakpoint
create trigger record_checkpoints_stay before update or delete or truncate on record_checkpoints for each statement execute function record_refuse_change();
