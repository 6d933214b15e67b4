-- The directory keeps itself: whoever writes about a body marks it, and at the end of the transaction its entry is made anew.
-- See concepts/stakeholders/directory/tables.ts and docs/decisions. Written by hand.
create extension if not exists pg_trgm;
--> statement-breakpoint
create table directory_names (
  number integer primary key not null constraint directory_names_number_directory_entries_number_fk references directory_entries (number) on delete cascade,
  named tsvector not null
);
--> statement-breakpoint
create index directory_names_named on directory_names using gin (named);
--> statement-breakpoint
create index directory_entries_by_confirmation on directory_entries (confirmed_at desc nulls last, number);
--> statement-breakpoint
-- As each language's list by name has them; the function that asks says which by a number, planned each time.
create index directory_entries_by_name_ar on directory_entries ((sort_keys[1]) collate "C", number);
--> statement-breakpoint
create index directory_entries_by_name_zh on directory_entries ((sort_keys[2]) collate "C", number);
--> statement-breakpoint
create index directory_entries_by_name_en on directory_entries ((sort_keys[3]) collate "C", number);
--> statement-breakpoint
create index directory_entries_by_name_fr on directory_entries ((sort_keys[4]) collate "C", number);
--> statement-breakpoint
create index directory_entries_by_name_ru on directory_entries ((sort_keys[5]) collate "C", number);
--> statement-breakpoint
create index directory_entries_by_name_es on directory_entries ((sort_keys[6]) collate "C", number);
--> statement-breakpoint
create index directory_words_key on directory_words using gin (key gin_trgm_ops);
--> statement-breakpoint
create index stakeholders_by_survivor on stakeholders (merged_into_id) where merged_into_id is not null;
--> statement-breakpoint
-- Letters without marks, small; Cyrillic by hand, since a database in the locale C knows only ASCII. The breve of й stays.
create function directory_fold(words text) returns text language sql immutable parallel safe as $$
  select normalize(regexp_replace(lower(translate(normalize(words, NFKD), 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЄҐ', 'абвгдежзиклмнопрстуфхцчшщъыьэюяієґ')),
    '[\u0300-\u0305\u0307-\u036F\u0640\u064B-\u065F\u0670]', '', 'g'), NFC)
$$;
--> statement-breakpoint
-- Chinese as pairs of characters, as concepts/texts/search.ts cuts it.
create function directory_cut(words text) returns text language plpgsql immutable parallel safe as $$
declare
  letters text[];
  han boolean[];
  cut text := '';
begin
  if words is null or words !~ '[\u3400-\u9FFF]' then return words; end if;
  letters := regexp_split_to_array(words, '');
  select array_agg(it ~ '[\u3400-\u9FFF]' order by n) into han from unnest(letters) with ordinality as one(it, n);
  for n in 1 .. cardinality(letters) loop
    if not han[n] then cut := cut || letters[n];
    elsif n < cardinality(letters) and han[n + 1] then cut := cut || ' ' || letters[n] || letters[n + 1] || ' ';
    elsif n = 1 or not han[n - 1] then cut := cut || ' ' || letters[n] || ' ';
    end if;
  end loop;
  return cut;
end $$;
--> statement-breakpoint
create function directory_prepared(words text) returns text language sql immutable parallel safe as $$ select public.directory_cut(public.directory_fold(words)) $$;
--> statement-breakpoint
-- A word in Latin letters, one for one: only for likeness, so that a typing mistake is found in any script and any locale.
create function directory_key(word text) returns text language sql immutable parallel safe as $$
  select translate(word, 'абвгдежзийклмнопрстуфхцчшщыэюяієґابتثجحخدذرزسشصضطظعغفقكلمنهويىةъьء', 'abvgdezziiklmnoprstufhccssyeuaiegabttjhkddrzsssdtzagfqklmnhwyyh')
$$;
--> statement-breakpoint
-- What is asked for, in whichever of the six languages it was written.
create function directory_query(words text) returns tsquery language sql immutable parallel safe as $$
  select case when it ~ '[\u0400-\u04FF\u0600-\u06FF]' then asked || plainto_tsquery('russian', it) || plainto_tsquery('arabic', it) else asked end
  from public.directory_prepared(words) as it, lateral (select plainto_tsquery('simple', it) || plainto_tsquery('english', it) || plainto_tsquery('french', it) || plainto_tsquery('spanish', it) as asked) as latin
$$;
--> statement-breakpoint
-- Bits of all segments in a row; and the lexemes of several texts in one.
create aggregate directory_row(bit varying) (sfunc = bitcat, stype = bit varying);
--> statement-breakpoint
create aggregate directory_lexemes(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');
--> statement-breakpoint
-- Words in the six languages, each by its own language's endings; without places, which nobody asks for.  One expression, so that
-- it becomes part of the query that asks for it.
create function directory_vector(words jsonb) returns tsvector language sql immutable parallel safe as $$
  select strip(coalesce(to_tsvector('pg_catalog.english', public.directory_prepared(words ->> 'en')), '') || coalesce(to_tsvector('pg_catalog.french', public.directory_prepared(words ->> 'fr')), '')
    || coalesce(to_tsvector('pg_catalog.spanish', public.directory_prepared(words ->> 'es')), '') || coalesce(to_tsvector('pg_catalog.russian', public.directory_prepared(words ->> 'ru')), '')
    || coalesce(to_tsvector('pg_catalog.arabic', public.directory_prepared(words ->> 'ar')), '') || coalesce(to_tsvector('pg_catalog.simple', public.directory_prepared(words ->> 'zh')), ''))
$$;
--> statement-breakpoint
-- Which of all bodies have the words.  The index has the answer; reading all texts, which the planner takes for as cheap, is slower.
create function directory_asked(query tsquery) returns table (segment integer, bits bit(4096)) language sql stable rows 20
  set enable_seqscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
  select number / 4096, bit_or(set_bit(B'0'::bit(4096), number % 4096, 1)) from public.directory_texts where found @@ query group by 1
$$;
--> statement-breakpoint
-- Which have them in their name.
create function directory_named(query tsquery) returns table (segment integer, bits bit(4096)) language sql stable rows 20
  set enable_seqscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
  select number / 4096, bit_or(set_bit(B'0'::bit(4096), number % 4096, 1)) from public.directory_names where named @@ query group by 1
$$;
--> statement-breakpoint
-- Known words that are like each of those typed.
create function directory_near(words text) returns table (typed text, key text, known json) language sql stable set pg_trgm.similarity_threshold = 0.15 as $$
  select typed.it, typed.key, (select json_agg(json_build_object('word', near.word, 'key', near.key)) from
    (select w.word, w.key from directory_words w where w.key % typed.key or (length(typed.key) >= 4 and w.key like typed.key || '%') order by w.key <-> typed.key limit 30) near)
  from (select distinct it, directory_key(it) as key from regexp_split_to_table(directory_fold(words), '[^[:alnum:]\u0080-\uFFFF]+') as it where it <> '' limit 12) as typed
$$;
--> statement-breakpoint
-- A page of the bodies whose bit is on: by confirmation or name as an index has them, since there are many and the first will do; few
-- of them looked up one by one; by country, only what stands in the countries that the page shows.  What is chosen here the planner cannot know from bits.
create function directory_page(wanted bit varying, named bit varying, ordering text, language integer, places text[], taken integer, skipped integer) returns text[]
  language plpgsql stable set enable_sort = off set jit = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan as $$
declare
  total integer := coalesce(bit_count(wanted), 0);
  numbers integer[];
  page text[];
  part_of bit varying;
  ahead integer;
begin
  if total <= skipped then return '{}'; end if;
  if ordering = 'best' and named is not null then
    page := directory_page(wanted & named, null, ordering, language, places, taken, skipped);
    if cardinality(page) = taken then return page; end if;
    return page || directory_page(wanted & ~named, null, ordering, language, places, taken - cardinality(page), greatest(0, skipped - bit_count(wanted & named)::integer));
  end if;
  if ordering = 'country' and total > 4000 then -- only the countries that the page shows need be put in order
    with held as materialized (select place.n, segment, bits & substring(wanted from segment * 4096 + 1 for 4096) as bits
        from directory_bits join unnest(places) with ordinality as place(code, n) on place.code = value where facet = 'country'),
      counted as (select n, sum(bit_count(bits)::integer) as count from held group by n),
      running as (select n, count, sum(count) over (order by n)::integer as until from counted),
      shown as materialized (select n, until - count as before from running where until > skipped and until - count < skipped + taken),
      narrowed as (select segment, bit_or(bits) as bits from held where n in (select n from shown) group by 1)
      select directory_row(coalesce(bits, B'0'::bit(4096)) order by part), (select min(before) from shown) into part_of, ahead
      from generate_series(0, length(wanted) / 4096 - 1) as part left join narrowed on segment = part where (select max(until) from running) >= skipped + taken;
    if part_of is not null then
      wanted := part_of;
      total := bit_count(part_of);
      skipped := skipped - ahead;
    end if;
  end if;
  if total <= 1000 or (ordering in ('name', 'country') and total <= 4000) then
    numbers := array(select number from generate_series(0, length(wanted) / 16 - 1) as part, generate_series(part * 16, part * 16 + 15) as number
      where substring(wanted from part * 16 + 1 for 16) <> B'0000000000000000' and get_bit(wanted, number) = 1);
    return array(with one as materialized (select e.stakeholder_id, e.number, e.country, e.confirmed_at, e.sort_keys[language] as name from unnest(numbers) as it join directory_entries e on e.number = it)
      select stakeholder_id from one left join unnest(places) with ordinality as place(code, n) on place.code = one.country
      order by place.n nulls last, case when ordering in ('name', 'country') then name end collate "C", case when ordering not in ('name', 'country') then confirmed_at end desc nulls last, number limit taken offset skipped);
  end if;
  if ordering = 'name' then
    return array(select e.stakeholder_id from directory_entries e where get_bit(wanted, e.number) = 1 order by e.sort_keys[language] collate "C", e.number limit taken offset skipped);
  end if;
  if ordering = 'country' then
    return array(select e.stakeholder_id from directory_entries e left join unnest(places) with ordinality as place(code, n) on place.code = e.country where get_bit(wanted, e.number) = 1
      order by place.n nulls last, e.sort_keys[language] collate "C", e.number limit taken offset skipped);
  end if;
  numbers := array(select number from directory_entries where get_bit(wanted, number) = 1 order by confirmed_at desc nulls last, number limit taken offset skipped);
  return array(select e.stakeholder_id from unnest(numbers) with ordinality as one(it, n) join directory_entries e on e.number = it order by n);
end $$;
--> statement-breakpoint
-- Make the entries of these bodies anew, all at once, and turn the bits that changed.  Planned each time with the ids at hand: a plan
-- for any ids compares each row with each of thousands.  A number is taken only by a body that had none; and
-- 300 letters of a name are enough to put it in order, and no more than an index takes.
create function directory_refresh(ids text[]) returns void language plpgsql set plan_cache_mode = force_custom_plan set jit = off as $$
begin
  update directory_entries e set former = e.facets, facets = '{}' where e.stakeholder_id = any(ids)
    and not exists (select from stakeholders s where s.id = e.stakeholder_id and s.state = 'verified' and s.merged_into_id is null);
  with expertise as (select st.stakeholder_id as id, array_agg('expertise:' || t.slug) as held from stakeholder_themes st join themes t on t.id = st.theme_id where st.stakeholder_id = any(ids) group by 1),
    exchange as (select x.stakeholder_id as id, array_agg(distinct 'exchange:' || x.side || '-' || x.kind) as held from stakeholder_exchanges x where x.stakeholder_id = any(ids) group by 1),
    network as (select coalesce(m.merged_into_id, m.id) as id, array_agg(distinct 'network:' || n.slug) as held
      from stakeholders m join network_ties t on t.stakeholder_id = m.id and t.declared_at is not null and t.confirmed_at is not null join networks n on n.id = t.network_id
      where m.id = any(ids) or m.merged_into_id = any(ids) group by 1),
    made as materialized (select s.id, s.country, s.confirmed_at, s.registered_at,
        array['listed:', 'sector:' || s.sector] || case when s.regional_group is null then '{}' else array['region:' || s.regional_group] end || case when s.country is null then '{}' else array['country:' || s.country] end
          || array(select distinct 'language:' || it from unnest(s.languages) as it) || expertise.held || exchange.held || network.held as facets,
        array[left(directory_fold(coalesce(s.name ->> 'ar', s.name ->> 'en')), 300), left(directory_fold(coalesce(s.name ->> 'zh', s.name ->> 'en')), 300), left(directory_fold(s.name ->> 'en'), 300),
          left(directory_fold(coalesce(s.name ->> 'fr', s.name ->> 'en')), 300), left(directory_fold(coalesce(s.name ->> 'ru', s.name ->> 'en')), 300), left(directory_fold(coalesce(s.name ->> 'es', s.name ->> 'en')), 300)] as sort_keys
      from stakeholders s left join expertise using (id) left join exchange using (id) left join network using (id)
      where s.id = any(ids) and s.state = 'verified' and s.merged_into_id is null),
    changed as (update directory_entries e set former = e.facets, facets = made.facets, country = made.country, confirmed_at = made.confirmed_at, sort_keys = made.sort_keys from made where e.stakeholder_id = made.id)
    insert into directory_entries (stakeholder_id, facets, former, country, confirmed_at, sort_keys)
      select id, facets, '{}', country, confirmed_at, sort_keys from made where not exists (select from directory_entries e where e.stakeholder_id = made.id) order by registered_at, id;
  update directory_bits b set bits = b.bits & ~gone.bits from (
    select split_part(it, ':', 1) as facet, substr(it, strpos(it, ':') + 1) as value, number / 4096 as segment, bit_or(set_bit(B'0'::bit(4096), number % 4096, 1)) as bits
    from directory_entries e, unnest(e.former) as it where e.stakeholder_id = any(ids) and not it = any(e.facets) group by 1, 2, 3) gone
    where b.facet = gone.facet and b.value = gone.value and b.segment = gone.segment;
  insert into directory_bits (facet, value, segment, bits)
    select split_part(it, ':', 1), substr(it, strpos(it, ':') + 1), number / 4096, bit_or(set_bit(B'0'::bit(4096), number % 4096, 1))
    from directory_entries e, unnest(e.facets) as it where e.stakeholder_id = any(ids) and not it = any(e.former) group by 1, 2, 3 order by 1, 2, 3
    on conflict (facet, value, segment) do update set bits = directory_bits.bits | excluded.bits;
  delete from directory_entries where stakeholder_id = any(ids) and facets = '{}';
  insert into directory_names (number, named)
    select e.number, strip(directory_vector(s.name) || to_tsvector('simple', directory_prepared(concat_ws(' ', s.short_name, s.name ->> 'en', s.name ->> 'fr', s.name ->> 'es', s.name ->> 'ru', s.name ->> 'ar', s.name ->> 'zh'))))
    from stakeholders s join directory_entries e on e.stakeholder_id = s.id where s.id = any(ids)
    on conflict (number) do update set named = excluded.named;
  with known as materialized (select t.id, directory_vector(t.name) as words from themes t),
    theme as (select st.stakeholder_id as id, directory_lexemes(known.words) as words from stakeholder_themes st join known on known.id = st.theme_id where st.stakeholder_id = any(ids) group by 1),
    exchange as (select x.stakeholder_id as id, to_tsvector('english', directory_prepared(string_agg(x.text, ' '))) as words from stakeholder_exchanges x where x.stakeholder_id = any(ids) group by 1)
    insert into directory_texts (number, found)
      select n.number, strip(n.named || directory_vector(s.description) || coalesce(theme.words, '') || coalesce(exchange.words, ''))
      from stakeholders s join directory_entries e on e.stakeholder_id = s.id join directory_names n on n.number = e.number left join theme on theme.id = s.id left join exchange on exchange.id = s.id where s.id = any(ids)
      on conflict (number) do update set found = excluded.found;
  insert into directory_words (word, key)
    select distinct it, directory_key(it) from directory_entries e join stakeholders s on s.id = e.stakeholder_id,
      unnest(tsvector_to_array(to_tsvector('simple', directory_fold(concat_ws(' ', s.short_name, (select string_agg(value, ' ') from jsonb_each_text(s.name)), (select string_agg(value, ' ') from jsonb_each_text(s.description))))))) as it
    where s.id = any(ids) and length(it) between 4 and 40 and it !~ '[\u3400-\u9FFF0-9]' on conflict do nothing;
end $$;
--> statement-breakpoint
-- A body is marked once a statement, however many it changed; and with it the transaction, whose end makes the entries anew.
create function directory_mark_bodies() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then insert into directory_queue select id from before union select merged_into_id from before where merged_into_id is not null on conflict do nothing; end if;
  if tg_op <> 'DELETE' then insert into directory_queue select id from after union select merged_into_id from after where merged_into_id is not null on conflict do nothing; end if;
  insert into directory_queue select ':' || pg_current_xact_id() where exists (select from directory_queue) on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create function directory_mark_parts() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then insert into directory_queue select distinct stakeholder_id from before on conflict do nothing; end if;
  if tg_op <> 'DELETE' then insert into directory_queue select distinct stakeholder_id from after on conflict do nothing; end if;
  insert into directory_queue select ':' || pg_current_xact_id() where exists (select from directory_queue) on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
-- One transaction after the other, so that no two turn the same bits at once.
create function directory_drain() returns trigger language plpgsql as $$
declare
  ids text[];
begin
  perform pg_advisory_xact_lock(7211963);
  with taken as (delete from directory_queue returning stakeholder_id) select array_agg(stakeholder_id) filter (where stakeholder_id not like ':%') into ids from taken;
  if ids is not null then perform directory_refresh(ids); end if;
  return null;
end $$;
--> statement-breakpoint
create trigger directory_mark_insert after insert on stakeholders referencing new table as after for each statement execute function directory_mark_bodies();
--> statement-breakpoint
create trigger directory_mark_update after update on stakeholders referencing old table as before new table as after for each statement execute function directory_mark_bodies();
--> statement-breakpoint
create trigger directory_mark_delete after delete on stakeholders referencing old table as before for each statement execute function directory_mark_bodies();
--> statement-breakpoint
create trigger directory_mark_insert after insert on stakeholder_themes referencing new table as after for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_update after update on stakeholder_themes referencing old table as before new table as after for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_delete after delete on stakeholder_themes referencing old table as before for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_insert after insert on stakeholder_exchanges referencing new table as after for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_update after update on stakeholder_exchanges referencing old table as before new table as after for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_delete after delete on stakeholder_exchanges referencing old table as before for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_insert after insert on network_ties referencing new table as after for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_update after update on network_ties referencing old table as before new table as after for each statement execute function directory_mark_parts();
--> statement-breakpoint
create trigger directory_mark_delete after delete on network_ties referencing old table as before for each statement execute function directory_mark_parts();
--> statement-breakpoint
create constraint trigger directory_drain after insert on directory_queue deferrable initially deferred for each row when (new.stakeholder_id like ':%') execute function directory_drain();
