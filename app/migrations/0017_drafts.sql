CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"person_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"edition" integer NOT NULL,
	"content" jsonb,
	"kept_at" timestamp with time zone NOT NULL,
	"clearance" text NOT NULL,
	"clearance_text" text,
	"clearance_note" text,
	"cleared_by" text,
	"contribution_id" text,
	CONSTRAINT "drafts_sent" CHECK (("drafts"."content" is null) = ("drafts"."contribution_id" is not null)),
	CONSTRAINT "drafts_clearance" CHECK ("drafts"."clearance" in ('private', 'asked', 'cleared', 'returned') and ("drafts"."clearance" = 'private') = ("drafts"."clearance_text" is null))
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_cleared_by_people_id_fk" FOREIGN KEY ("cleared_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_contribution_id_authorships_contribution_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."authorships"("contribution_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_by_person" ON "drafts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "drafts_by_stakeholder" ON "drafts" USING btree ("stakeholder_id");--> statement-breakpoint
-- From here on written by hand. A draft is its writer's; once they ask for it to be cleared, also their colleagues'. No officer reads one.
alter table drafts enable row level security;
--> statement-breakpoint
create function viewer_person() returns text language sql stable as $$ select nullif(current_setting('travaux.viewer', true), '') $$;
--> statement-breakpoint
create policy drafts_read on drafts for select to travaux_viewer using (person_id = (select viewer_person()) or (clearance <> 'private' and viewer_speaks_for(stakeholder_id)));
--> statement-breakpoint
create policy drafts_keep on drafts for insert to travaux_viewer with check (person_id = (select viewer_person()) and viewer_speaks_for(stakeholder_id) and clearance in ('private', 'asked'));
--> statement-breakpoint
create policy drafts_change on drafts for update to travaux_viewer using (person_id = (select viewer_person()) or (clearance = 'asked' and viewer_speaks_for(stakeholder_id)))
  with check ((person_id = (select viewer_person()) or clearance <> 'private') and viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy drafts_remove on drafts for delete to travaux_viewer using (person_id = (select viewer_person()));
--> statement-breakpoint
-- A colleague decides about a draft and changes no word of it; and what was cleared stays cleared only as it is.
create function drafts_only_cleared() returns trigger language plpgsql as $$
begin
  if current_user = 'travaux_viewer' and ((old.person_id is distinct from viewer_person() and (to_jsonb(new) - array['clearance', 'clearance_note', 'cleared_by']) <> (to_jsonb(old) - array['clearance', 'clearance_note', 'cleared_by']))
    or (old.person_id = viewer_person() and new.clearance = 'cleared' and (old.clearance <> 'cleared' or new.clearance_text is distinct from old.clearance_text))) then
    raise exception 'a draft is cleared by a colleague, who changes no word of it' using errcode = 'check_violation', constraint = 'drafts_only_cleared';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger drafts_only_cleared before update on drafts for each row execute function drafts_only_cleared();
--> statement-breakpoint
-- Drafts that nobody has changed for so long are forgotten, by the house and not by a viewer.
create function drafts_forget(before timestamptz) returns integer language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from drafts where kept_at < before returning 1) select count(*)::int from gone
$$;
--> statement-breakpoint
-- Once the words are others, whoever had confirmed them is asked anew. Only their author brings that about, while they are in clearance.
create function co_authors_ask_anew(contribution text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not viewer_wrote(contribution) then raise exception 'only its author files a submission again' using errcode = 'insufficient_privilege'; end if;
  update co_authors set state = 'asked', person_id = null, decided_day = null
    where contribution_id = contribution and state <> 'asked' and exists (select from contributions c where c.id = contribution and c.state in ('received', 'returned'));
end $$;
--> statement-breakpoint
select keep_in_inbox('drafts'::regclass);
