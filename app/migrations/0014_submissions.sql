CREATE TABLE "ask_pins" (
	"contribution_id" text NOT NULL,
	"number" integer NOT NULL,
	"version_id" text NOT NULL,
	"place" text NOT NULL,
	CONSTRAINT "ask_pins_contribution_id_number_version_id_place_pk" PRIMARY KEY("contribution_id","number","version_id","place")
);
--> statement-breakpoint
CREATE TABLE "ask_themes" (
	"contribution_id" text NOT NULL,
	"number" integer NOT NULL,
	"theme_id" text NOT NULL,
	CONSTRAINT "ask_themes_contribution_id_number_theme_id_pk" PRIMARY KEY("contribution_id","number","theme_id")
);
--> statement-breakpoint
CREATE TABLE "asks" (
	"contribution_id" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "asks_contribution_id_number_pk" PRIMARY KEY("contribution_id","number"),
	CONSTRAINT "asks_state" CHECK ("asks"."state" in ('received', 'acknowledged', 'published', 'grouped', 'reported', 'reflected', 'partly', 'not-reflected'))
);
--> statement-breakpoint
CREATE TABLE "clearances" (
	"contribution_id" text NOT NULL,
	"turn" integer NOT NULL,
	"act" text NOT NULL,
	"because" text,
	"officer" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "clearances_contribution_id_turn_pk" PRIMARY KEY("contribution_id","turn")
);
--> statement-breakpoint
CREATE TABLE "co_authors" (
	"contribution_id" text NOT NULL,
	"stakeholder_id" text NOT NULL,
	"state" text NOT NULL,
	"person_id" text,
	"decided_day" date,
	CONSTRAINT "co_authors_contribution_id_stakeholder_id_pk" PRIMARY KEY("contribution_id","stakeholder_id")
);
--> statement-breakpoint
ALTER TABLE "contributions" ALTER COLUMN "version_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "contributions" ALTER COLUMN "place" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "contributions" ALTER COLUMN "provision_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "call_id" text;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "ask_number" integer;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "acknowledged_day" date;--> statement-breakpoint
ALTER TABLE "contributions" ADD COLUMN "published_day" date;--> statement-breakpoint
ALTER TABLE "wordings" ADD COLUMN "document" jsonb;--> statement-breakpoint
ALTER TABLE "wordings" ADD COLUMN "inside" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "wordings" ADD COLUMN "redacted_because" text;--> statement-breakpoint
ALTER TABLE "ask_pins" ADD CONSTRAINT "ask_pins_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ask_pins" ADD CONSTRAINT "ask_pins_contribution_id_number_asks_contribution_id_number_fk" FOREIGN KEY ("contribution_id","number") REFERENCES "public"."asks"("contribution_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ask_themes" ADD CONSTRAINT "ask_themes_theme_id_themes_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."themes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ask_themes" ADD CONSTRAINT "ask_themes_contribution_id_number_asks_contribution_id_number_fk" FOREIGN KEY ("contribution_id","number") REFERENCES "public"."asks"("contribution_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asks" ADD CONSTRAINT "asks_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clearances" ADD CONSTRAINT "clearances_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "co_authors" ADD CONSTRAINT "co_authors_contribution_id_contributions_id_fk" FOREIGN KEY ("contribution_id") REFERENCES "public"."contributions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "co_authors" ADD CONSTRAINT "co_authors_stakeholder_id_stakeholders_id_fk" FOREIGN KEY ("stakeholder_id") REFERENCES "public"."stakeholders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "co_authors" ADD CONSTRAINT "co_authors_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ask_pins_by_place" ON "ask_pins" USING btree ("version_id","place");--> statement-breakpoint
CREATE INDEX "ask_themes_by_theme" ON "ask_themes" USING btree ("theme_id");--> statement-breakpoint
CREATE INDEX "asks_by_state" ON "asks" USING btree ("state");--> statement-breakpoint
CREATE INDEX "co_authors_by_stakeholder" ON "co_authors" USING btree ("stakeholder_id");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contributions_by_call" ON "contributions" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "contributions_by_parent" ON "contributions" USING btree ("parent_id");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_cleared" CHECK ("contributions"."kind" = 'submission' or "contributions"."state" not in ('received', 'returned', 'taken-back'));--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_about" CHECK (case "contributions"."kind" when 'comment' then "contributions"."version_id" is not null and "contributions"."place" is not null and "contributions"."provision_id" is not null and "contributions"."call_id" is null
    when 'submission' then "contributions"."call_id" is not null and "contributions"."version_id" is null and "contributions"."parent_id" is null
    else "contributions"."version_id" is null and "contributions"."call_id" is null end);--> statement-breakpoint
-- Asks follow the words: a comment is one ask, pinned where it stands (one that answers another too: else that there is another would show);
-- a submission has those of its document.
-- A redacted copy asks the same things. Nobody else writes these tables, but for the state, which is the secretariat's to set. From here on written by hand.
create function asks_follow_wordings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  it contributions;
  first_state text;
begin
  select * into it from contributions where id = new.contribution_id;
  first_state := case it.state when 'shown' then 'published' else 'received' end;
  if it.kind = 'comment' then
    insert into asks values (it.id, 1, first_state) on conflict do nothing;
    insert into ask_pins values (it.id, 1, it.version_id, it.place) on conflict do nothing;
  elsif it.kind = 'submission' and new.redacted_because is null and new.document is not null then
    delete from asks where contribution_id = it.id and number > jsonb_array_length(new.document -> 'asks');
    delete from ask_pins where contribution_id = it.id;
    delete from ask_themes where contribution_id = it.id;
    insert into asks select it.id, n, first_state from generate_series(1, jsonb_array_length(new.document -> 'asks')) n on conflict do nothing;
    insert into ask_pins select it.id, ask.n, pin ->> 'versionId', pin ->> 'place' from jsonb_array_elements(new.document -> 'asks') with ordinality ask (body, n), jsonb_array_elements(ask.body -> 'pins') pin on conflict do nothing;
    insert into ask_themes select it.id, ask.n, theme from jsonb_array_elements(new.document -> 'asks') with ordinality ask (body, n), jsonb_array_elements_text(ask.body -> 'themeIds') theme on conflict do nothing;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger asks_follow_wordings after insert on wordings for each row execute function asks_follow_wordings();
--> statement-breakpoint
insert into asks select id, 1, case state when 'waiting' then 'received' else 'published' end from contributions;
--> statement-breakpoint
insert into ask_pins select id, 1, version_id, place from contributions;
--> statement-breakpoint
alter table asks enable row level security;
--> statement-breakpoint
create policy asks_read on asks for select to travaux_viewer using (exists (select from contributions where id = contribution_id));
--> statement-breakpoint
create policy asks_answer on asks for update to travaux_viewer using (viewer_officiates_over(contribution_id));
--> statement-breakpoint
revoke insert, update, delete on asks from travaux_viewer;
--> statement-breakpoint
grant update (state) on asks to travaux_viewer;
--> statement-breakpoint
alter table ask_pins enable row level security;
--> statement-breakpoint
create policy ask_pins_read on ask_pins for select to travaux_viewer using (exists (select from contributions where id = contribution_id));
--> statement-breakpoint
revoke insert, update, delete on ask_pins from travaux_viewer;
--> statement-breakpoint
alter table ask_themes enable row level security;
--> statement-breakpoint
create policy ask_themes_read on ask_themes for select to travaux_viewer using (exists (select from contributions where id = contribution_id));
--> statement-breakpoint
revoke insert, update, delete on ask_themes from travaux_viewer;
--> statement-breakpoint
alter table co_authors enable row level security;
--> statement-breakpoint
-- Who has confirmed stands beside the words; who was asked and has not said yes is for them, the author and the secretariat.
create policy co_authors_read on co_authors for select to travaux_viewer using (exists (select from contributions where id = contribution_id)
  and (state = 'confirmed' or viewer_speaks_for(stakeholder_id) or viewer_wrote(contribution_id) or viewer_officiates_over(contribution_id)));
--> statement-breakpoint
create policy co_authors_ask on co_authors for insert to travaux_viewer with check (state = 'asked' and viewer_wrote(contribution_id));
--> statement-breakpoint
create policy co_authors_decide on co_authors for update to travaux_viewer using (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
revoke update on co_authors from travaux_viewer;
--> statement-breakpoint
grant update (state, person_id, decided_day) on co_authors to travaux_viewer;
--> statement-breakpoint
create policy co_authors_leave_out on co_authors for delete to travaux_viewer using (state <> 'confirmed' and viewer_wrote(contribution_id));
--> statement-breakpoint
alter table clearances enable row level security;
--> statement-breakpoint
create policy clearances_read on clearances for select to travaux_viewer using (viewer_wrote(contribution_id) or viewer_officiates_over(contribution_id));
--> statement-breakpoint
create policy clearances_log on clearances for insert to travaux_viewer with check (viewer_officiates_over(contribution_id));
--> statement-breakpoint
revoke update, delete on clearances from travaux_viewer;
--> statement-breakpoint
-- What was done with the public, named submissions to a call, counted: that is what everyone may read of the log. What is not shown yet
-- is not counted; how many were returned, which tells of what nobody else may read, only from ten on.
create function clearance_counts(call text) returns table (act text, count integer) language sql stable security definer set search_path = public, pg_temp as $$
  select acts.act, case when acts.act = 'returned' and counted.n < 10 then null else counted.n end
  from unnest(array['acknowledged', 'published', 'published-redacted', 'returned']) acts (act)
  cross join lateral (select count(*)::int as n from clearances l join contributions c on c.id = l.contribution_id
    where l.act = acts.act and c.call_id = call and c.audience = 'public' and c.attribution = 'named' and (acts.act = 'returned' or c.state in ('shown', 'held', 'withdrawn'))) counted
$$;
--> statement-breakpoint
-- All that those for whom the viewer speaks wrote, or are asked to stand behind.
create or replace function viewer_written() returns setof text language sql stable security definer cost 1 rows 10 set search_path = public as $$
  select contribution_id from authorships where stakeholder_id = any (viewer_stakeholders())
  union all select contribution_id from co_authors where stakeholder_id = any (viewer_stakeholders()) and state <> 'declined'
$$;
--> statement-breakpoint
drop policy proofs_file on contribution_proofs;
--> statement-breakpoint
create policy proofs_file on contribution_proofs for insert to travaux_viewer with check (contribution_id in (select viewer_written()) or viewer_officiates_over(contribution_id));
--> statement-breakpoint
-- What is in clearance is read by officers and those who wrote it or are asked to stand behind it. For the form of the condition see 0012.
alter policy contributions_read on contributions using (nullif(
  (state <> 'waiting' and ((select coalesce('' = any (viewer_processes()), false)) or process_id = any ((select viewer_processes())::text[])
    or (state in ('shown', 'held', 'withdrawn') and (audience = 'public' or (audience = 'participants' and forum_id = any ((select viewer_forums())::text[]))))))
  or code_hash = (select viewer_code()) or (attribution <> 'unattributed' and id in (select viewer_written())), false) is not null);
--> statement-breakpoint
-- The words of what is shown go with it, but for those in whose place a redacted copy stands; of what is held or in clearance, its author and the secretariat may read them.
alter policy wordings_read on wordings using (exists (select from contributions where id = contribution_id
  and ((state = 'shown' and not inside) or code_hash = (select viewer_code()) or (state in ('shown', 'held', 'received', 'returned') and ((select coalesce('' = any (viewer_processes()), false)) or process_id = any ((select viewer_processes())::text[]) or id in (select viewer_written()))))));
--> statement-breakpoint
drop policy wordings_file on wordings;
--> statement-breakpoint
-- The secretariat files nothing but redacted copies.
create policy wordings_file on wordings for insert to travaux_viewer with check (viewer_wrote(contribution_id) or exists (select from contributions where id = contribution_id and viewer_holds_code(code_hash))
  or (redacted_because is not null and viewer_officiates_over(contribution_id)));
--> statement-breakpoint
drop policy wordings_change on wordings;
--> statement-breakpoint
create policy wordings_change on wordings for update to travaux_viewer using (viewer_wrote(contribution_id) or viewer_officiates_over(contribution_id) or exists (select from contributions where id = contribution_id and viewer_holds_code(code_hash)));
--> statement-breakpoint
-- An officer who redacts puts the author's words aside, and cannot change them; nobody brings them out again.
create function wordings_only_put_aside() returns trigger language plpgsql as $$
begin
  if current_user = 'travaux_viewer' and ((old.inside and not new.inside)
    or (viewer_officiates_over(old.contribution_id) and not viewer_wrote(old.contribution_id) and (to_jsonb(new) - array['inside', 'found']) <> (to_jsonb(old) - array['inside', 'found']))) then
    raise exception 'words are put aside and nothing else' using errcode = 'check_violation', constraint = 'wordings_only_put_aside';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger wordings_only_put_aside before update on wordings for each row execute function wordings_only_put_aside();
--> statement-breakpoint
create or replace function contributions_matching(query tsquery, most integer) returns setof text language sql stable security definer rows 50 set search_path = public as $$
  select contribution_id from wordings join contributions on id = contribution_id and contributions.edition = wordings.edition
  where found @@ query and state = 'shown' and not inside and (audience = 'public' or viewer_officiates(process_id) or (audience = 'participants' and viewer_takes_part(forum_id)))
  order by contributions.day desc, contribution_id limit most
$$;
--> statement-breakpoint
create or replace function contribution_forget_author(contribution text, new_audience text, new_code_hash text) returns void language plpgsql security definer set search_path = public as $$
begin
  if not viewer_wrote(contribution) then raise exception 'only its author makes an input unattributed' using errcode = 'insufficient_privilege'; end if;
  delete from contribution_proofs where contribution_id = contribution;
  delete from authorships where contribution_id = contribution;
  delete from co_authors where contribution_id = contribution;
  delete from journal where subject = contribution;
  update contributions set audience = new_audience, attribution = 'unattributed', code_hash = new_code_hash, late = false,
    stakeholder_id = null, person_id = null, shown_sector = null, shown_region = null where id = contribution;
end $$;
--> statement-breakpoint
-- As before, but that a submission goes to the secretariat first.
create or replace function release_waiting(forum text, seed text, fewest integer) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept contributions[];
  words wordings[];
  spent spent_tokens[];
  entering jsonb;
  shut boolean;
begin
  select closed_at is not null into shut from forums where id = forum and viewer_officiates(process_id) for update;
  if not found then raise exception 'only officers release what waits' using errcode = 'insufficient_privilege'; end if;
  kept := array(select c from contributions c where forum_id = forum and state = 'waiting' for update);
  if not shut and cardinality(kept) < fewest then return jsonb_build_object('inputs', 0, 'entering', '[]'::jsonb); end if;
  words := array(select w from wordings w where contribution_id in (select id from unnest(kept)));
  delete from contributions where id in (select id from unnest(kept));
  with gone as (delete from spent_tokens t where key_id in (select id from forum_keys where forum_id = forum) returning t as it) select array_agg(it) into spent from gone;
  insert into contributions select s.* from unnest(kept) k cross join lateral jsonb_populate_record(k, jsonb_build_object('state', case k.kind when 'submission' then 'received' else 'shown' end)) s order by sha256(convert_to(seed || s.id, 'UTF8'));
  insert into wordings (contribution_id, edition, body, document, inside, redacted_because, day, fingerprint, configuration, searchable)
    select contribution_id, edition, body, document, inside, redacted_because, day, fingerprint, configuration, searchable from unnest(words) order by sha256(convert_to(seed || contribution_id, 'UTF8')), edition;
  insert into spent_tokens select * from unnest(spent) order by hash;
  with gone as (delete from unattributed_commitments where forum_id = forum returning entry, commitment)
    select coalesce(jsonb_agg(jsonb_build_object('entry', entry, 'commitment', encode(commitment, 'hex')) order by sha256(convert_to(seed || entry, 'UTF8'))), '[]') into entering from gone;
  return jsonb_build_object('inputs', cardinality(kept), 'entering', entering);
end $$;
--> statement-breakpoint
-- What is filed wakes its asks with it, so the trigger of asks comes into the inbox as any other row does.
select keep_in_inbox(it::regclass) from unnest(array['asks', 'ask_pins', 'ask_themes', 'co_authors', 'clearances']) as it;
