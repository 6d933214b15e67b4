-- What the row policies cost whoever files, made less; they say what they said. Written by hand.
-- Asked once for each row: in a language whose plans PostgreSQL keeps. In the other it planned the question anew each time.
create or replace function viewer_wrote(contribution text) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from authorships where contribution_id = contribution and viewer_speaks_for(stakeholder_id)); end $$;
--> statement-breakpoint
create or replace function viewer_officiates_over(contribution text) returns boolean language plpgsql stable security definer set search_path = public as $$
begin return exists (select from contributions where id = contribution and viewer_officiates(process_id)); end $$;
--> statement-breakpoint
-- Whether the viewer speaks for whoever wrote it, or for one that is asked to stand behind it. The list of all that they wrote
-- (viewer_written) grew with each comment, and was made for each proof.
create function viewer_stands_behind(contribution text) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
begin return viewer_wrote(contribution) or exists (select from co_authors where contribution_id = contribution and viewer_speaks_for(stakeholder_id) and state <> 'declined'); end $$;
--> statement-breakpoint
alter policy proofs_file on contribution_proofs with check (viewer_stands_behind(contribution_id) or viewer_officiates_over(contribution_id));
