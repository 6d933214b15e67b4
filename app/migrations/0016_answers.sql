CREATE TABLE "answers" (
	"contribution_id" text NOT NULL,
	"number" integer NOT NULL,
	"turn" integer NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"line" text,
	"link" text,
	"by" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "answers_contribution_id_number_turn_pk" PRIMARY KEY("contribution_id","number","turn"),
	CONSTRAINT "answers_state" CHECK (state in ('grouped', 'reported', 'reflected', 'partly', 'not-reflected'))
);
--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_contribution_id_number_asks_contribution_id_number_fk" FOREIGN KEY ("contribution_id","number") REFERENCES "public"."asks"("contribution_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answers_by_day" ON "answers" USING btree ("day");--> statement-breakpoint
-- What became of an ask is said to whoever may know of the ask, by the officers of its process; what was said is never changed. From here on written by hand.
alter table answers enable row level security;
--> statement-breakpoint
create policy answers_read on answers for select to travaux_viewer using (exists (select from contributions where id = contribution_id));
--> statement-breakpoint
create policy answers_say on answers for insert to travaux_viewer with check (viewer_officiates_over(contribution_id));
--> statement-breakpoint
revoke update, delete on answers from travaux_viewer;
--> statement-breakpoint
select keep_in_inbox('answers'::regclass);
