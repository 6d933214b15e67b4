-- What the row policies cost the reader, made less; they say what they said. Written by hand.
-- Who asks, as lists: in a language that PostgreSQL does not unfold, so that each is one call a query, and its plan stays small. A
-- policy stands in the plan once for every table under it: unfolded, planning took as long as the answer.
create or replace function viewer_stakeholders() returns text[] language plpgsql stable cost 1 as $$
begin return string_to_array(trim(both ',' from current_setting('travaux.stakeholders', true)), ','); end $$;
--> statement-breakpoint
create or replace function viewer_forums() returns text[] language plpgsql stable cost 1 as $$
begin return string_to_array(trim(both ',' from current_setting('travaux.forums', true)), ','); end $$;
--> statement-breakpoint
create or replace function viewer_processes() returns text[] language plpgsql stable cost 1 as $$
begin return array(select substr(it, length('officer:') + 1) from unnest(string_to_array(trim(both ',' from current_setting('travaux.roles', true)), ',')) it where it like 'officer:%'); end $$;
--> statement-breakpoint
create or replace function viewer_code() returns text language plpgsql stable cost 1 as $$
begin return nullif(current_setting('travaux.code', true), ''); end $$;
--> statement-breakpoint
create or replace function viewer_written() returns setof text language sql stable security definer cost 1 rows 10 set search_path = public as $$
  select contribution_id from authorships where stakeholder_id = any (viewer_stakeholders())
$$;
--> statement-breakpoint
-- Every query asks for its viewer's circle itself, so what it finds passes this almost always. PostgreSQL would count the same
-- condition twice, expect far fewer rows than there are, and look up each one's words by itself. It takes “nullif(…, false) is not
-- null”, which is the condition, to be true nearly everywhere.
alter policy contributions_read on contributions using (nullif(
  (state <> 'waiting' and ((select coalesce('' = any (viewer_processes()), false)) or audience = 'public' or process_id = any ((select viewer_processes())::text[])
    or (audience = 'participants' and forum_id = any ((select viewer_forums())::text[]))))
  or code_hash = (select viewer_code()) or (attribution <> 'unattributed' and id in (select viewer_written())), false) is not null);
--> statement-breakpoint
alter policy wordings_read on wordings using (exists (select from contributions where id = contribution_id
  and (state = 'shown' or code_hash = (select viewer_code()) or (state = 'held' and ((select coalesce('' = any (viewer_processes()), false)) or process_id = any ((select viewer_processes())::text[]) or id in (select viewer_written()))))));
