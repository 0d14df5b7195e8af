-- Breaking: no.
-- Two entries that are one: merged, and parted again. What a merge did stands in the history of the entry that ended.

grant create on schema registers to linli_job;
create function registers.point_entries(p jsonb, from_id uuid, to_id uuid, only_ids jsonb) returns jsonb language plpgsql security definer set search_path = registers, pg_temp as $$
declare
  ref jsonb;
  target regclass;
  own record;
  moved jsonb := '{}';
  ids jsonb;
begin
  for ref in select jsonb_array_elements(p -> 'references') loop
    select d.target into strict target from registers.declared d where d.register = ref ->> 'register';
    ids := '[]';
    for own in execute format('update %s set %I = $1, version = version + 1 where county = $2 and %I = $3 and ($4 is null or $4 ? id::text) returning id, province, city, town, community, grid',
        target, ref ->> 'column', ref ->> 'column') using to_id, p ->> 'county', from_id, only_ids -> ((ref ->> 'register') || '.' || (ref ->> 'column')) loop
      ids := ids || to_jsonb(own.id);
      insert into registers.entry_change (county, id, province, city, town, community, grid, register, entry_id, actor, basis_kind, basis_id, before, after, what)
      values (p ->> 'county', gen_random_uuid(), own.province, own.city, own.town, own.community, own.grid, ref ->> 'register', own.id, p ->> 'actor', 'reason', p ->> 'reason',
              jsonb_build_object(ref ->> 'column', from_id), jsonb_build_object(ref ->> 'column', to_id), 'changed');
    end loop;
    moved := moved || jsonb_build_object((ref ->> 'register') || '.' || (ref ->> 'column'), ids);
  end loop;
  return moved;
end
$$;
alter function registers.point_entries owner to linli_job;
revoke all on function registers.point_entries from public;
comment on function registers.point_entries is 'Lets what names one entry name another, with history; only the given ids where such are given.';

create function registers.hold_entry(target regclass, in_county text, wanted uuid, seen int) returns jsonb language plpgsql security definer set search_path = registers, pg_temp as $$
declare
  held jsonb;
begin
  execute format('select to_jsonb(t) from %s t where t.county = $1 and t.id = $2 for update', target) into held using in_county, wanted;
  if held is null or not kernel.in_scope(held ->> 'province', held ->> 'city', held ->> 'county', held ->> 'town', held ->> 'community', held ->> 'grid') then
    raise exception using errcode = '42501', message = 'not the caller''s place';
  end if;
  if seen is not null and (held ->> 'version')::int <> seen then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  return held;
end
$$;
alter function registers.hold_entry owner to linli_job;
revoke all on function registers.hold_entry from public;
comment on function registers.hold_entry is 'Locks an entry of the caller''s scope in the version the caller saw.';

create function registers.merge_entries(p jsonb) returns void language plpgsql security definer set search_path = registers, pg_temp as $$
declare
  target regclass;
  kept jsonb;
  dropped jsonb;
  moved jsonb;
  columns text[] := array(select jsonb_array_elements_text(p -> 'columns'));
  sets text := (select string_agg(format('%I = l.%I', c, c), ', ') from unnest(columns) c);
begin
  select d.target into strict target from registers.declared d where d.register = p ->> 'register';
  kept := registers.hold_entry(target, p ->> 'county', (p ->> 'kept')::uuid, (p ->> 'kept_version')::int);
  dropped := registers.hold_entry(target, p ->> 'county', (p ->> 'dropped')::uuid, (p ->> 'dropped_version')::int);
  if kept ->> 'withdrawn_at' is not null or dropped ->> 'withdrawn_at' is not null then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  execute format('update %s set withdrawn_at = $1, withdrawn_why = $2, version = version + 1 where county = $3 and id = $4', target)
    using (p ->> 'at')::timestamptz, p ->> 'reason', p ->> 'county', (p ->> 'dropped')::uuid;
  execute format('update %s w set %s version = w.version + 1 from %s l where w.county = $1 and w.id = $2 and l.county = $1 and l.id = $3', target, coalesce(sets || ',', ''), target)
    using p ->> 'county', (p ->> 'kept')::uuid, (p ->> 'dropped')::uuid;
  moved := registers.point_entries(p, (p ->> 'dropped')::uuid, (p ->> 'kept')::uuid, '{}');
  update registers.finder set lasting = false where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'dropped')::uuid;
  insert into registers.entry_change (county, id, province, city, town, community, grid, register, entry_id, actor, basis_kind, basis_id, before, after, what)
  values (p ->> 'county', (p ->> 'change')::uuid, dropped ->> 'province', dropped ->> 'city', dropped ->> 'town', dropped ->> 'community', dropped ->> 'grid', p ->> 'register', (p ->> 'dropped')::uuid,
          p ->> 'actor', 'reason', p ->> 'reason', '{}', jsonb_build_object('into', p ->> 'kept', 'columns', p -> 'columns', 'moved', moved,
            'held', (select coalesce(jsonb_object_agg(c, kept -> c), '{}') from unnest(columns) c)), 'merged');
end
$$;
alter function registers.merge_entries owner to linli_job;
revoke all on function registers.merge_entries from public;
grant execute on function registers.merge_entries to linli_staff;
comment on function registers.merge_entries is 'Ends one of two entries that are one; the other takes chosen columns, and what named the one names the other.';

create function registers.part_entries(p jsonb) returns void language plpgsql security definer set search_path = registers, pg_temp as $$
declare
  target regclass;
  dropped jsonb;
  merged jsonb;
  sets text;
begin
  select d.target into strict target from registers.declared d where d.register = p ->> 'register';
  dropped := registers.hold_entry(target, p ->> 'county', (p ->> 'dropped')::uuid, (p ->> 'dropped_version')::int);
  select c.after into merged from registers.entry_change c
   where c.county = p ->> 'county' and c.entry_id = (p ->> 'dropped')::uuid and c.register = p ->> 'register' order by c.at desc, c.id desc limit 1;
  if merged ->> 'into' is null or dropped ->> 'withdrawn_at' is null then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  perform registers.hold_entry(target, p ->> 'county', (merged ->> 'into')::uuid, null);
  -- What was changed again since the merge stays as it is.
  select string_agg(format('%I = case when w.%I is not distinct from l.%I then h.%I else w.%I end', c, c, c, c, c), ', ') into sets from jsonb_array_elements_text(merged -> 'columns') c;
  execute format('update %s w set %s version = w.version + 1 from %s l, jsonb_populate_record(null::%s, $4) h where w.county = $1 and w.id = $2 and l.county = $1 and l.id = $3',
    target, coalesce(sets || ',', ''), target, target) using p ->> 'county', (merged ->> 'into')::uuid, (p ->> 'dropped')::uuid, merged -> 'held';
  execute format('update %s set withdrawn_at = null, withdrawn_why = '''', version = version + 1 where county = $1 and id = $2', target) using p ->> 'county', (p ->> 'dropped')::uuid;
  perform registers.point_entries(p, (merged ->> 'into')::uuid, (p ->> 'dropped')::uuid, merged -> 'moved');
  update registers.finder set lasting = true where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'dropped')::uuid;
end
$$;
alter function registers.part_entries owner to linli_job;
revoke all on function registers.part_entries from public;
grant execute on function registers.part_entries to linli_staff;
comment on function registers.part_entries is 'Takes a merge back: both entries and what named them as before, but for what was changed since.';
revoke create on schema registers from linli_job;

-- People and numbers that are compared over a whole county.
create index worker_same_id_number on registers.worker (county, id_number_hash) where id_number_hash is not null;
create index worker_same_phone on registers.worker (county, phone_hash) where phone_hash is not null;
create index volunteer_same_id_number on registers.volunteer (county, id_number_hash) where id_number_hash is not null;
create index volunteer_same_phone on registers.volunteer (county, phone_hash) where phone_hash is not null;
create index social_organisation_same_credit_code on registers.social_organisation (county, credit_code) where credit_code <> '';
