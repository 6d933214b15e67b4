CREATE TABLE "assessment_form_drafts" (
	"assessment_id" text PRIMARY KEY NOT NULL,
	"turn" integer NOT NULL,
	"content" jsonb NOT NULL,
	"changed_day" date NOT NULL,
	"by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assessment_form_drafts" ADD CONSTRAINT "assessment_form_drafts_assessment_id_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."assessments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- From here on written by hand. What is being written of a questionnaire is there for the officers of its process alone.
alter table assessment_form_drafts enable row level security;
--> statement-breakpoint
create policy assessment_form_drafts_read on assessment_form_drafts for select to travaux_viewer using (viewer_officiates_over_assessment(assessment_id));
--> statement-breakpoint
create policy assessment_form_drafts_begin on assessment_form_drafts for insert to travaux_viewer with check (viewer_officiates_over_assessment(assessment_id));
--> statement-breakpoint
create policy assessment_form_drafts_change on assessment_form_drafts for update to travaux_viewer using (viewer_officiates_over_assessment(assessment_id));
--> statement-breakpoint
create policy assessment_form_drafts_end on assessment_form_drafts for delete to travaux_viewer using (viewer_officiates_over_assessment(assessment_id));
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['assessment_form_drafts']) as it;
