-- Whoever is invited says yes, or goes; nothing else of their row is theirs to write, and once ended it is ended. A row policy sees
-- the new row alone, so a trigger compares it with the old one. Written by hand.
create function participants_only_answer() returns trigger language plpgsql as $$
begin
  if current_user = 'travaux_viewer' and not exists (select from forums where id = old.forum_id and viewer_officiates(process_id))
    and (old.ended_at is not null or (to_jsonb(new) - 'accepted_at' - 'ended_at') <> (to_jsonb(old) - 'accepted_at' - 'ended_at')) then
    raise exception 'whoever is invited says yes or goes, and changes nothing else' using errcode = 'check_violation', constraint = 'participants_only_answer';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger participants_only_answer before update on forum_participants for each row execute function participants_only_answer();
