-- Decisions on who comes to a meeting that are not sent yet: for its officers alone, and gone once they are sent or taken back.
CREATE TABLE "registration_prepared" (
	"registration_id" text PRIMARY KEY NOT NULL,
	"meeting_id" text NOT NULL,
	"turn" integer NOT NULL,
	"decision" text NOT NULL,
	"line" text,
	"by" text NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "registration_prepared" ADD CONSTRAINT "registration_prepared_registration_id_registrations_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registration_prepared" ADD CONSTRAINT "registration_prepared_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "registration_prepared_by_meeting" ON "registration_prepared" USING btree ("meeting_id");--> statement-breakpoint
alter table registration_prepared enable row level security;
--> statement-breakpoint
create policy registration_prepared_read on registration_prepared for select to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy registration_prepared_keep on registration_prepared for insert to travaux_viewer with check (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
create policy registration_prepared_remove on registration_prepared for delete to travaux_viewer using (viewer_officiates_over_meeting(meeting_id));
--> statement-breakpoint
revoke update on registration_prepared from travaux_viewer;
--> statement-breakpoint
select keep_in_inbox('registration_prepared'::regclass);
