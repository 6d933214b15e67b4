-- Unattributed inputs: keys that sign tokens blind, the marks of who was given some, tokens spent, commitments that wait for their
-- batch. No table here has a number that rises, nor a time; see docs/explanation/the-rule.md. Written by hand.
create table "forum_keys" (
  "id" text primary key,
  "forum_id" text not null references "forums"("id") on delete cascade,
  "purpose" text not null,
  "public_key" text not null,
  "fingerprint" text not null,
  "made_day" date not null,
  "destroyed_day" date,
  "entry" text not null,
  "salt" bytea not null,
  "destroyed_entry" text,
  "destroyed_salt" bytea,
  constraint "forum_keys_forum_id_purpose_unique" unique ("forum_id", "purpose")
);
--> statement-breakpoint
create table "forum_key_secrets" (
  "key_id" text primary key references "forum_keys"("id") on delete cascade,
  "private_key" bytea not null
);
--> statement-breakpoint
create table "forum_token_marks" (
  "forum_id" text not null references "forums"("id") on delete cascade,
  "purpose" text not null,
  "person_id" text not null references "people"("id") on delete cascade,
  "request" text not null,
  constraint "forum_token_marks_forum_id_purpose_person_id_pk" primary key ("forum_id", "purpose", "person_id")
);
--> statement-breakpoint
create table "spent_tokens" (
  "key_id" text not null references "forum_keys"("id") on delete cascade,
  "hash" text not null,
  constraint "spent_tokens_key_id_hash_pk" primary key ("key_id", "hash")
);
--> statement-breakpoint
create table "unattributed_commitments" (
  "entry" text primary key,
  "forum_id" text not null references "forums"("id") on delete cascade,
  "commitment" bytea not null
);
--> statement-breakpoint
alter table contributions add column "stands" boolean, add column "stands_day" date;
--> statement-breakpoint
alter table contributions add constraint "contributions_stands" check ((stands is null) = (stands_day is null));
--> statement-breakpoint
alter table contributions add constraint "contributions_random_id" check (attribution <> 'unattributed' or id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$');
--> statement-breakpoint
alter table forum_keys enable row level security;
--> statement-breakpoint
create policy keys_read on forum_keys for select to travaux_viewer using (true);
--> statement-breakpoint
create policy keys_make on forum_keys for insert to travaux_viewer with check (exists (select from forums where id = forum_id and viewer_officiates(process_id)));
--> statement-breakpoint
create policy keys_end on forum_keys for update to travaux_viewer using (exists (select from forums where id = forum_id and viewer_officiates(process_id)));
--> statement-breakpoint
alter table forum_key_secrets enable row level security;
--> statement-breakpoint
-- Nobody reads a secret by asking the table: forum_signing_key gives it out for one request of somebody who may have tokens.
create policy secrets_keep on forum_key_secrets for insert to travaux_viewer with check (exists (select from forum_keys k join forums f on f.id = k.forum_id where k.id = key_id and viewer_officiates(f.process_id)));
--> statement-breakpoint
revoke select, update, delete on forum_key_secrets from travaux_viewer;
--> statement-breakpoint
alter table forum_token_marks enable row level security;
--> statement-breakpoint
create policy marks_read on forum_token_marks for select to travaux_viewer using (person_id = current_setting('travaux.viewer', true));
--> statement-breakpoint
revoke insert, update, delete on forum_token_marks from travaux_viewer;
--> statement-breakpoint
alter table spent_tokens enable row level security;
--> statement-breakpoint
revoke all on spent_tokens from travaux_viewer;
--> statement-breakpoint
alter table unattributed_commitments enable row level security;
--> statement-breakpoint
create policy commitments_wait on unattributed_commitments for insert to travaux_viewer with check (true);
--> statement-breakpoint
revoke select, update, delete on unattributed_commitments from travaux_viewer;
--> statement-breakpoint
-- What waits and is withdrawn was never there.
create policy contributions_take_back on contributions for delete to travaux_viewer using (state = 'waiting' and viewer_holds_code(code_hash));
--> statement-breakpoint
-- The key that signs for somebody who may write in a forum, once: a mark stays, with the hash of what was sent, so that a browser
-- that lost the answer may ask for the same again, and for nothing else.
create function forum_signing_key(forum text, wanted text, sent text) returns bytea language plpgsql security definer set search_path = public, pg_temp as $$
declare
  person constant text := nullif(current_setting('travaux.viewer', true), '');
begin
  if person is null or not exists (select from forums where id = forum and (viewer_takes_part(id) or (open_to = 'stakeholders' and coalesce(current_setting('travaux.stakeholders', true), '') <> ''))) then return null; end if;
  insert into forum_token_marks (forum_id, purpose, person_id, request) values (forum, wanted, person, sent) on conflict do nothing;
  if not exists (select from forum_token_marks where forum_id = forum and purpose = wanted and person_id = person and request = sent) then return null; end if;
  return (select private_key from forum_key_secrets join forum_keys on id = key_id where forum_id = forum and purpose = wanted and destroyed_day is null);
end $$;
--> statement-breakpoint
-- Whether this token was not spent before; of two at once the second waits for the first.
create function spend_token(key text, token text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into spent_tokens (key_id, hash) select id, token from forum_keys where id = key and destroyed_day is null on conflict do nothing;
  return found;
end $$;
--> statement-breakpoint
-- Whether a forum is open, and keep it so to the end of the transaction: what is filed as it closes is filed before or not at all.
create function hold_forum_open(forum text) returns boolean language sql security definer set search_path = public, pg_temp as $$
  select coalesce((select closed_at is null from forums where id = forum for share), false)
$$;
--> statement-breakpoint
create function destroy_forum_keys(forum text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from forums where id = forum and viewer_officiates(process_id)) then raise exception 'only officers close a forum' using errcode = 'insufficient_privilege'; end if;
  delete from forum_key_secrets where key_id in (select id from forum_keys where forum_id = forum);
end $$;
--> statement-breakpoint
-- Show what waits in a forum, all at once: if `fewest` wait, or the forum is closed. Rows are written anew in an order that
-- `seed` alone decides, and with them what could tell when they came: the places and transactions in which they stood, and those of
-- the tokens that were spent on them. Nothing is filed meanwhile: that holds the forum's row (hold_forum_open). How many were shown comes back, and the commitments for the record, in another such order.
create function release_waiting(forum text, seed text, fewest integer) returns jsonb language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept contributions[];
  words wordings[];
  spent spent_tokens[];
  entering jsonb;
  shut boolean;
begin
  select closed_at is not null into shut from forums where id = forum and viewer_officiates(process_id) for update;
  if not found then raise exception 'only officers release what waits' using errcode = 'insufficient_privilege'; end if;
  kept := array(select c from contributions c where forum_id = forum and state = 'waiting' for update); -- a withdrawal at the same time comes before or after
  if not shut and cardinality(kept) < fewest then return jsonb_build_object('inputs', 0, 'entering', '[]'::jsonb); end if;
  words := array(select w from wordings w where contribution_id in (select id from unnest(kept)));
  delete from contributions where id in (select id from unnest(kept));
  with gone as (delete from spent_tokens t where key_id in (select id from forum_keys where forum_id = forum) returning t as it) select array_agg(it) into spent from gone;
  insert into contributions select s.* from unnest(kept) k cross join lateral jsonb_populate_record(k, '{"state": "shown"}') s order by sha256(convert_to(seed || s.id, 'UTF8'));
  insert into wordings (contribution_id, edition, body, day, fingerprint, configuration, searchable)
    select contribution_id, edition, body, day, fingerprint, configuration, searchable from unnest(words) order by sha256(convert_to(seed || contribution_id, 'UTF8')), edition;
  insert into spent_tokens select * from unnest(spent) order by hash;
  with gone as (delete from unattributed_commitments where forum_id = forum returning entry, commitment)
    select coalesce(jsonb_agg(jsonb_build_object('entry', entry, 'commitment', encode(commitment, 'hex')) order by sha256(convert_to(seed || entry, 'UTF8'))), '[]') into entering from gone;
  return jsonb_build_object('inputs', cardinality(kept), 'entering', entering);
end $$;
