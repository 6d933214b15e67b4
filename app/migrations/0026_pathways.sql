CREATE TABLE "pathways" (
	"id" text PRIMARY KEY NOT NULL,
	"process_id" text NOT NULL,
	"slug" text NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name" jsonb NOT NULL,
	"about" jsonb NOT NULL,
	"standing" text NOT NULL,
	"status" jsonb NOT NULL,
	"regions" text[] NOT NULL,
	"ways" jsonb NOT NULL,
	"takes" jsonb NOT NULL,
	"next_dates" jsonb NOT NULL,
	"address" text,
	"checked_day" date NOT NULL,
	CONSTRAINT "pathways_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "pathway_themes" (
	"pathway_id" text NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "pathway_themes_pathway_id_theme_id_pk" PRIMARY KEY("pathway_id","theme_id")
);
--> statement-breakpoint
CREATE TABLE "pathway_bindings" (
	"pathway_id" text NOT NULL,
	"country" text NOT NULL,
	"what" text NOT NULL,
	"day" date NOT NULL,
	"sure" text NOT NULL,
	"sources" text[] NOT NULL,
	CONSTRAINT "pathway_bindings_pathway_id_country_what_pk" PRIMARY KEY("pathway_id","country","what")
);
--> statement-breakpoint
ALTER TABLE "pathways" ADD CONSTRAINT "pathways_process_id_processes_id_fk" FOREIGN KEY ("process_id") REFERENCES "public"."processes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pathway_themes" ADD CONSTRAINT "pathway_themes_pathway_id_pathways_id_fk" FOREIGN KEY ("pathway_id") REFERENCES "public"."pathways"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pathway_themes" ADD CONSTRAINT "pathway_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pathway_bindings" ADD CONSTRAINT "pathway_bindings_pathway_id_pathways_id_fk" FOREIGN KEY ("pathway_id") REFERENCES "public"."pathways"("id") ON DELETE cascade ON UPDATE no action;
