-- The embedded database does not wait for the disk. What was acknowledged is therefore written to a file that does, before it
-- commits: triggers note the rows here, ground/db/inbox.ts takes them out in the same transaction. Never used on a server. Written by hand.
create table inbox_rows (
  id bigserial primary key,
  relation text not null,
  key jsonb not null,
  kept jsonb, -- null: the row is gone
  unlinked boolean not null
);
--> statement-breakpoint
create function inbox_note() returns trigger language plpgsql security definer set search_path = public as $$
declare
  whole jsonb := to_jsonb(coalesce(new, old));
  key jsonb := '{}';
begin
  if current_setting('travaux.inbox', true) is distinct from 'on' then return null; end if;
  for n in 0 .. tg_nargs - 1 loop key := key || jsonb_build_object(tg_argv[n], whole -> tg_argv[n]); end loop;
  insert into inbox_rows (relation, key, kept, unlinked) values (tg_table_name, key, case when tg_op = 'DELETE' then null else whole end, coalesce(current_setting('travaux.code', true), '') <> '');
  return null;
end $$;
--> statement-breakpoint
-- From now on the rows of a table go through the inbox. Whoever makes a table for what people send calls this in its migration.
create function keep_in_inbox(relation regclass) returns void language plpgsql as $$
declare
  columns text;
begin
  select string_agg(quote_literal(attname), ', ') into columns from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey) where indrelid = relation and indisprimary;
  execute format('create trigger inbox_note after insert or update or delete on %s for each row execute function inbox_note(%s)', relation, columns);
end $$;
--> statement-breakpoint
select keep_in_inbox(it::regclass) from unnest(array['people', 'stakeholders', 'memberships', 'forums', 'forum_participants', 'contributions', 'wordings', 'authorships', 'contribution_proofs', 'journal',
  'forum_keys', 'spent_tokens', 'unattributed_commitments', 'record_pending', 'record_leaves', 'record_tiles', 'record_checkpoints', 'record_cosignatures']) as it;
