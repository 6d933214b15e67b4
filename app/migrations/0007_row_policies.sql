-- The third guard of disclosure: who reads and writes which rows, held by the database for a role that owns nothing.
-- ground/db/request.ts takes that role for every request and says who asks; see docs/explanation/the-rule.md. Written by hand.
do $$ begin
  if not exists (select from pg_roles where rolname = 'travaux_viewer') then create role travaux_viewer nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of this server made it in the same moment
end $$;
--> statement-breakpoint
do $$ begin
  if not pg_has_role(current_user, 'travaux_viewer', case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) then execute format('grant travaux_viewer to %I', current_user); end if;
end $$;
--> statement-breakpoint
grant usage on schema public to travaux_viewer;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema public to travaux_viewer;
--> statement-breakpoint
grant usage, select on all sequences in schema public to travaux_viewer;
--> statement-breakpoint
alter default privileges in schema public grant select, insert, update, delete on tables to travaux_viewer;
--> statement-breakpoint
alter default privileges in schema public grant usage, select on sequences to travaux_viewer;
--> statement-breakpoint
-- Who asks, as the transaction says. Each answers false, never null.
create function viewer_speaks_for(stakeholder text) returns boolean language sql stable as $$
  select coalesce(position(',' || stakeholder || ',' in current_setting('travaux.stakeholders', true)) > 0, false)
$$;
--> statement-breakpoint
create function viewer_takes_part(forum text) returns boolean language sql stable as $$
  select coalesce(position(',' || forum || ',' in current_setting('travaux.forums', true)) > 0, false)
$$;
--> statement-breakpoint
create function viewer_officiates(process text) returns boolean language sql stable as $$
  select coalesce(position(',officer:,' in current_setting('travaux.roles', true)) > 0, false) or coalesce(position(',officer:' || process || ',' in current_setting('travaux.roles', true)) > 0, false)
$$;
--> statement-breakpoint
-- The secret code of an unattributed input, hashed: whoever has typed it is the only one who may open it.
create function viewer_holds_code(code_hash text) returns boolean language sql stable as $$
  select coalesce(code_hash = nullif(current_setting('travaux.code', true), ''), false)
$$;
--> statement-breakpoint
-- The same as lists. A policy that asks for them in a select of its own has them made once a query, not once a row.
create function viewer_stakeholders() returns text[] language sql stable as $$
  select string_to_array(trim(both ',' from current_setting('travaux.stakeholders', true)), ',')
$$;
--> statement-breakpoint
create function viewer_forums() returns text[] language sql stable as $$
  select string_to_array(trim(both ',' from current_setting('travaux.forums', true)), ',')
$$;
--> statement-breakpoint
-- The processes of which the viewer is an officer; an empty name among them stands for the whole house.
create function viewer_processes() returns text[] language sql stable as $$
  select array(select substr(it, length('officer:') + 1) from unnest(string_to_array(trim(both ',' from current_setting('travaux.roles', true)), ',')) it where it like 'officer:%')
$$;
--> statement-breakpoint
create function viewer_code() returns text language sql stable as $$ select nullif(current_setting('travaux.code', true), '') $$;
--> statement-breakpoint
-- Whether the viewer speaks for whoever wrote it. Asked by policies, so it looks past them; it tells nothing else.
create function viewer_wrote(contribution text) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from authorships where contribution_id = contribution and viewer_speaks_for(stakeholder_id))
$$;
--> statement-breakpoint
-- All that those for whom the viewer speaks wrote.
create function viewer_written() returns setof text language sql stable security definer set search_path = public as $$
  select contribution_id from authorships where stakeholder_id = any (viewer_stakeholders())
$$;
--> statement-breakpoint
create function viewer_officiates_over(contribution text) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from contributions where id = contribution and viewer_officiates(process_id))
$$;
--> statement-breakpoint
alter table contributions enable row level security;
--> statement-breakpoint
create policy contributions_read on contributions for select to travaux_viewer using (
  (state <> 'waiting' and (audience = 'public' or '' = any ((select viewer_processes())::text[]) or process_id = any ((select viewer_processes())::text[])
    or (audience = 'participants' and forum_id = any ((select viewer_forums())::text[]))))
  or code_hash = (select viewer_code()) or (attribution <> 'unattributed' and id in (select viewer_written())));
--> statement-breakpoint
create policy contributions_file on contributions for insert to travaux_viewer with check (case attribution
  when 'named' then viewer_speaks_for(stakeholder_id)
  when 'kind' then current_setting('travaux.stakeholders', true) <> ''
  else state = 'waiting' and viewer_holds_code(code_hash) end);
--> statement-breakpoint
create policy contributions_change on contributions for update to travaux_viewer
  using (viewer_officiates(process_id) or viewer_wrote(id) or viewer_holds_code(code_hash))
  with check (viewer_officiates(process_id) or viewer_wrote(id) or viewer_holds_code(code_hash));
--> statement-breakpoint
alter table wordings enable row level security;
--> statement-breakpoint
-- The words of what is shown go with it; of what is held, its author and the secretariat may read them.
create policy wordings_read on wordings for select to travaux_viewer using (exists (select from contributions where id = contribution_id
  and (state = 'shown' or code_hash = (select viewer_code()) or (state = 'held' and (viewer_officiates(process_id) or id in (select viewer_written()))))));
--> statement-breakpoint
create policy wordings_file on wordings for insert to travaux_viewer with check (viewer_wrote(contribution_id) or exists (select from contributions where id = contribution_id and viewer_holds_code(code_hash)));
--> statement-breakpoint
create policy wordings_change on wordings for update to travaux_viewer using (viewer_wrote(contribution_id) or exists (select from contributions where id = contribution_id and viewer_holds_code(code_hash)));
--> statement-breakpoint
alter table authorships enable row level security;
--> statement-breakpoint
create policy authorships_read on authorships for select to travaux_viewer using (stakeholder_id = any ((select viewer_stakeholders())::text[])
  or '' = any ((select viewer_processes())::text[]) or ((select cardinality(viewer_processes())) > 0 and viewer_officiates_over(contribution_id)));
--> statement-breakpoint
create policy authorships_file on authorships for insert to travaux_viewer with check (viewer_speaks_for(stakeholder_id) and person_id = current_setting('travaux.viewer', true));
--> statement-breakpoint
create policy authorships_forget on authorships for delete to travaux_viewer using (viewer_speaks_for(stakeholder_id));
--> statement-breakpoint
alter table contribution_proofs enable row level security;
--> statement-breakpoint
create policy proofs_read on contribution_proofs for select to travaux_viewer using (viewer_wrote(contribution_id) or viewer_officiates_over(contribution_id));
--> statement-breakpoint
create policy proofs_file on contribution_proofs for insert to travaux_viewer with check (viewer_wrote(contribution_id) or viewer_officiates_over(contribution_id));
--> statement-breakpoint
create policy proofs_forget on contribution_proofs for delete to travaux_viewer using (viewer_wrote(contribution_id));
--> statement-breakpoint
alter table forum_participants enable row level security;
--> statement-breakpoint
create policy participants_read on forum_participants for select to travaux_viewer
  using (person_id = current_setting('travaux.viewer', true) or exists (select from forums where id = forum_id and viewer_officiates(process_id)));
--> statement-breakpoint
create policy participants_write on forum_participants for insert to travaux_viewer with check (exists (select from forums where id = forum_id and viewer_officiates(process_id)));
--> statement-breakpoint
create policy participants_change on forum_participants for update to travaux_viewer
  using (person_id = current_setting('travaux.viewer', true) or exists (select from forums where id = forum_id and viewer_officiates(process_id)));
--> statement-breakpoint
-- What nobody wrote can never be given back to anybody, nor to more readers; and an answer is for no more readers than what it answers.
create function contributions_only_narrow() returns trigger language plpgsql as $$
declare
  wide constant text[] := array['secretariat', 'participants', 'public'];
begin
  if tg_op = 'UPDATE' and old.attribution = 'unattributed' and (new.attribution <> 'unattributed' or array_position(wide, new.audience) > array_position(wide, old.audience)) then
    raise exception 'an unattributed input is never widened' using errcode = 'check_violation', constraint = 'contributions_never_widened';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger contributions_only_narrow before update on contributions for each row execute function contributions_only_narrow();
--> statement-breakpoint
-- Make an input nobody's: its author, its proofs and the journal's lines about it forget who wrote it, in one stroke, on its author's word.
create function contribution_forget_author(contribution text, new_audience text, new_code_hash text) returns void language plpgsql security definer set search_path = public as $$
begin
  if not viewer_wrote(contribution) then raise exception 'only its author makes an input unattributed' using errcode = 'insufficient_privilege'; end if;
  delete from contribution_proofs where contribution_id = contribution;
  delete from authorships where contribution_id = contribution;
  delete from journal where subject = contribution;
  update contributions set audience = new_audience, attribution = 'unattributed', code_hash = new_code_hash,
    stakeholder_id = null, person_id = null, shown_sector = null, shown_region = null where id = contribution;
end $$;
--> statement-breakpoint
-- Sectors and regions of those who take part in a forum, each as often as it occurs: what is said of an author must not be theirs alone.
create function forum_kinds(forum text) returns table (sector text, region text) language sql stable security definer set search_path = public as $$
  select s.sector, s.regional_group from stakeholders s where s.id in (select stakeholder_id from forum_participants where forum_id = forum and accepted_at is not null and ended_at is null) order by 1, 2
$$;
--> statement-breakpoint
-- Search: an operator of full-text search is not leakproof, so under a policy PostgreSQL would read every row before it asks the index.
-- This looks past the policies and applies the rule of audiences itself; its answer is joined back under them. Of more than are asked
-- for the newest days come first: as they are stored would tell in which order they came.
create function contributions_matching(query tsquery, most integer) returns setof text language sql stable security definer rows 50 set search_path = public as $$
  select contribution_id from wordings join contributions on id = contribution_id and contributions.edition = wordings.edition
  where found @@ query and state = 'shown' and (audience = 'public' or viewer_officiates(process_id) or (audience = 'participants' and viewer_takes_part(forum_id)))
  order by contributions.day desc, contribution_id limit most
$$;
