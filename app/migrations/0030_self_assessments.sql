CREATE TABLE "self_assessment_rounds" (
	"partnership_id" text NOT NULL,
	"number" integer NOT NULL,
	"opener_id" text NOT NULL,
	"opened_day" date NOT NULL,
	"partner_ids" text[] NOT NULL,
	"ended_day" date,
	CONSTRAINT "self_assessment_rounds_partnership_id_number_pk" PRIMARY KEY("partnership_id","number"),
	CONSTRAINT "self_assessment_rounds_partners" CHECK (cardinality(partner_ids) >= 2 and opener_id = any (partner_ids))
);
--> statement-breakpoint
CREATE TABLE "self_assessments" (
	"partnership_id" text NOT NULL,
	"number" integer NOT NULL,
	"stakeholder_id" text NOT NULL,
	"scale" jsonb NOT NULL,
	"words" jsonb NOT NULL,
	"shows" text[] NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "self_assessments_partnership_id_number_stakeholder_id_pk" PRIMARY KEY("partnership_id","number","stakeholder_id"),
	CONSTRAINT "self_assessments_shows" CHECK (shows <@ array['scale', 'strengths', 'needs', 'challenges', 'opportunities']::text[])
);
--> statement-breakpoint
ALTER TABLE "self_assessment_rounds" ADD CONSTRAINT "self_assessment_rounds_partnership_id_partnerships_id_fk" FOREIGN KEY ("partnership_id") REFERENCES "public"."partnerships"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessment_rounds" ADD CONSTRAINT "self_assessment_rounds_opener_id_stakeholders_id_fk" FOREIGN KEY ("opener_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_round_fk" FOREIGN KEY ("partnership_id","number") REFERENCES "public"."self_assessment_rounds"("partnership_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- From here on written by hand. A round is for those who are asked in it, officers or not; it asks every partner of the day, and nobody else,
-- so that nobody makes a round of their own choice to find out who said what.
alter table self_assessment_rounds enable row level security;
--> statement-breakpoint
create policy self_assessment_rounds_read on self_assessment_rounds for select to travaux_viewer using (partner_ids && viewer_stakeholders());
--> statement-breakpoint
create policy self_assessment_rounds_open on self_assessment_rounds for insert to travaux_viewer with check (viewer_speaks_for(opener_id) and ended_day is null and partner_ids = array(
  select pp.stakeholder_id from partnership_partners pp join partnerships p on p.id = pp.partnership_id and p.edition = pp.edition where p.id = self_assessment_rounds.partnership_id and p.state = 'published' and pp.state = 'confirmed' order by pp.stakeholder_id collate "C"));
--> statement-breakpoint
create policy self_assessment_rounds_end on self_assessment_rounds for update to travaux_viewer using (partner_ids && viewer_stakeholders());
--> statement-breakpoint
revoke delete on self_assessment_rounds from travaux_viewer;
--> statement-breakpoint
-- What a partner says is read by that body alone, whatever its round has come to.
alter table self_assessments enable row level security;
--> statement-breakpoint
create policy self_assessments_read on self_assessments for select to travaux_viewer using (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy self_assessments_say on self_assessments for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
create policy self_assessments_again on self_assessments for update to travaux_viewer using (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
revoke delete on self_assessments from travaux_viewer;
--> statement-breakpoint
-- How many have answered in a round: told to those who are asked in it. It looks past the policy to count, and tells nothing else.
create function self_assessment_answered(partnership text, round_number integer) returns integer language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from self_assessments a join self_assessment_rounds r on r.partnership_id = a.partnership_id and r.number = a.number
  where r.partnership_id = partnership and r.number = round_number and r.partner_ids && viewer_stakeholders()
$$;
--> statement-breakpoint
-- What all partners said, once all have answered, to those partners: each thing by itself, without whose it is and not beside what else the
-- same body said. Where there are two partners, a part is told when both let it be shown.
create function self_assessment_together(partnership text, round_number integer) returns table (part text, said text) language sql stable security definer set search_path = public, pg_temp as $$
  with whole as (
    select r.partnership_id, r.number, cardinality(r.partner_ids) as partners from self_assessment_rounds r where r.partnership_id = partnership and r.number = round_number and r.ended_day is null and r.partner_ids && viewer_stakeholders()
      and cardinality(r.partner_ids) = (select count(*) from self_assessments a where a.partnership_id = r.partnership_id and a.number = r.number)),
  answers as (select a.scale, a.words, a.shows, w.partners from self_assessments a join whole w on w.partnership_id = a.partnership_id and w.number = a.number),
  told as (select it from unnest(array['scale', 'strengths', 'needs', 'challenges', 'opportunities']) it where not exists (select from answers where partners <= 2 and not it = any (shows)))
  select * from (
    select placed.key as part, placed.value as said from answers, jsonb_each_text(scale) placed where 'scale' in (select it from told)
    union all select worded.key, worded.value from answers, jsonb_each_text(words) worded where worded.value <> '' and worded.key in (select it from told)
  ) sayings order by part, said collate "C"
$$;
--> statement-breakpoint
-- How many rounds there were, and whether one is open, told to the partners of today as well: who came after a round was opened is asked in
-- the next, and sees nothing of that one.
create function self_assessment_rounds_so_far(partnership text) returns table (rounds integer, is_open boolean) language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer, coalesce(bool_or(r.ended_day is null and cardinality(r.partner_ids) > (select count(*) from self_assessments a where a.partnership_id = r.partnership_id and a.number = r.number)), false)
  from self_assessment_rounds r where r.partnership_id = partnership and (r.partner_ids && viewer_stakeholders() or exists (
    select from partnership_partners pp join partnerships p on p.id = pp.partnership_id and p.edition = pp.edition where p.id = partnership and p.state = 'published' and pp.state = 'confirmed' and viewer_speaks_for(pp.stakeholder_id)))
$$;
--> statement-breakpoint
-- A body that is asked answers while somebody has not; when all have, it stands. Looks past the policy, since nobody may count others' rows.
create function self_assessments_stand() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asked self_assessment_rounds;
begin
  select * into asked from self_assessment_rounds where partnership_id = new.partnership_id and number = new.number for update;
  if not new.stakeholder_id = any (asked.partner_ids) or asked.ended_day is not null or (tg_op = 'UPDATE' and (new.partnership_id, new.number, new.stakeholder_id) <> (old.partnership_id, old.number, old.stakeholder_id))
    or cardinality(asked.partner_ids) <= (select count(*) from self_assessments where partnership_id = new.partnership_id and number = new.number) then
    raise exception 'a partner that is asked answers until all have' using errcode = 'check_violation', constraint = 'self_assessments_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger self_assessments_stand before insert or update on self_assessments for each row execute function self_assessments_stand();
--> statement-breakpoint
-- Of a round nothing changes but that it is given up, and that only while somebody has not answered.
create function self_assessment_rounds_stand() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if to_jsonb(new) - 'ended_day' <> to_jsonb(old) - 'ended_day' or old.ended_day is not null
    or cardinality(old.partner_ids) <= (select count(*) from self_assessments where partnership_id = old.partnership_id and number = old.number) then
    raise exception 'a round stands' using errcode = 'check_violation', constraint = 'self_assessment_rounds_stand';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger self_assessment_rounds_stand before update on self_assessment_rounds for each row execute function self_assessment_rounds_stand();
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['self_assessment_rounds', 'self_assessments']) as it;
