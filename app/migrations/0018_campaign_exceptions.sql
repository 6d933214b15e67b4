CREATE TABLE "campaign_exceptions" (
	"contribution_id" text PRIMARY KEY NOT NULL,
	"because" text NOT NULL,
	"officer" text NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "campaign_exceptions" ADD CONSTRAINT "campaign_exceptions_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- From here on written by hand. Whoever reads a submission reads that it was taken out of a campaign; the officers of its process take it out and put it back.
alter table campaign_exceptions enable row level security;
--> statement-breakpoint
create policy campaign_exceptions_read on campaign_exceptions for select to travaux_viewer using (exists (select from contributions where id = contribution_id));
--> statement-breakpoint
create policy campaign_exceptions_make on campaign_exceptions for insert to travaux_viewer with check (viewer_officiates_over(contribution_id));
--> statement-breakpoint
create policy campaign_exceptions_end on campaign_exceptions for delete to travaux_viewer using (viewer_officiates_over(contribution_id));
--> statement-breakpoint
revoke update on campaign_exceptions from travaux_viewer;
--> statement-breakpoint
select keep_in_inbox('campaign_exceptions'::regclass);
