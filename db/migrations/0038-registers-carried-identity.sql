-- Breaking: no.
-- Where two places become one, entries of the same identity (one lawyer for both, two shops of one name) stay two: the one that comes keeps the code it came from.

alter table registers.worker add column former text not null default '';
alter table registers.social_organisation add column former text not null default '';
comment on column registers.worker.former is 'Code it stood under before a change of regions, where its successor had another of the same identity already.';
comment on column registers.social_organisation.former is 'Code it stood under before a change of regions, where its successor had another of the same identity already.';
drop index registers.worker_identity;
create unique index worker_identity on registers.worker (county, coalesce(community, town), post, name, former) where left_on is null and withdrawn_at is null;
drop index registers.social_organisation_identity;
create unique index social_organisation_identity on registers.social_organisation (county, coalesce(community, town, county), name, former) where ended_on is null and withdrawn_at is null;

create or replace function registers.declare_register(target regclass, title text, lasts text[] default null, filters text[] default '{}', sorts text[] default '{}', levels text[] default '{community}')
returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = target);
  level text;
  wanted text;
begin
  execute format('alter table %s add column county text not null, add column id uuid not null, add column province text not null, add column city text not null, '
    || 'add column town text %s, add column community text %s, add column grid text %s, add column source text not null default '''', '
    || 'add column entered_by text not null, add column entered_at timestamptz not null default now(), add column version int not null default 1, '
    || 'add column withdrawn_at timestamptz, add column withdrawn_why text not null default '''', add column former text not null default '''', add primary key (county, id)',
    target, case when 'county' = any(levels) then '' else 'not null' end, case when levels && '{county,town}' then '' else 'not null' end, case when levels = '{grid}' then 'not null' else '' end);
  execute format('comment on column %s.withdrawn_at is ''Since when the entry counts as never made: it was entered by mistake.''', target);
  execute format('comment on column %s.former is ''Code it stood under before a change of regions, where its successor had another of the same identity already.''', target);
  perform kernel.scope_table(target);
  execute format('grant select, insert, update on %s to linli_staff, linli_job', target);
  foreach level in array array['province', 'city', 'county', 'town', 'community', 'grid'] loop
    execute format('create index %I on %s (%I, %I, id)', name || '_' || level, target, level, title);
  end loop;
  perform registers.index_references(target);
  foreach wanted in array filters loop
    execute format('create index if not exists %I on %s (county, %I, %I, id)', name || '_by_' || wanted, target, wanted, title);
  end loop;
  foreach wanted in array sorts loop
    if wanted <> title then
      execute format('create index %I on %s (county, (%s), id)', name || '_in_' || wanted, target, registers.sort_key(target, wanted));
    end if;
  end loop;
  insert into registers.declared values (replace(name, '_', '-'), target, title, lasts[1], lasts[2]);
end
$$;

create function registers.place_entries(target regclass, p jsonb, set_place text, chosen text, ids uuid[]) returns bigint language plpgsql as $$
declare
  touched bigint;
  entry uuid;
  these constant text := ' where county = $1 ->> ''county'' and ' || chosen;
begin
  begin
    execute format('update %s set ' || set_place || these, target) using p, ids;
    get diagnostics touched = row_count;
    return touched;
  exception when unique_violation then
    touched := 0;
  end;
  for entry in execute format('select id from %s' || these || ' order by id', target) using p, ids loop
    begin
      execute format('update %s set ' || set_place || ' where county = $1 ->> ''county'' and id = $2', target) using p, entry;
    exception when unique_violation then
      execute format('update %s set ' || set_place || ', former = $1 ->> ''from'' where county = $1 ->> ''county'' and id = $2', target) using p, entry;
    end;
    touched := touched + 1;
  end loop;
  return touched;
end
$$;
comment on function registers.place_entries is 'Puts entries under another place; those whose identity lasts there already come one by one and keep their former code.';
revoke all on function registers.place_entries from public;
grant execute on function registers.place_entries to linli_job;

create or replace function registers.carry_entries(p jsonb) returns jsonb language plpgsql as $$
declare
  one record;
  counts jsonb := '{}';
  touched bigint;
  of_level text := p ->> 'level';
  set_place constant text := 'province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid';
begin
  if of_level not in ('community', 'grid') then
    return counts;
  end if;
  for one in select * from registers.declared order by register loop
    if of_level = 'community' then
      execute format('insert into registers.stay (county, id, province, city, town, community, grid, register, entry_id, region, "from", "to")
        select t.county, gen_random_uuid(), $1 ->> ''province'', $1 ->> ''city'', $1 ->> ''town'', $1 ->> ''community'', $1 -> ''grids'' ->> t.grid, $2, t.id, t.community,
               (select max(s."to") from registers.stay s where s.county = t.county and s.register = $2 and s.entry_id = t.id), ($1 ->> ''effective'')::date
          from %s t where t.county = $1 ->> ''county'' and t.community = $1 ->> ''from''', one.target) using p, one.register;
    end if;
    touched := registers.place_entries(one.target, p, set_place, format('%I = $1 ->> ''from''', of_level), null);
    if touched > 0 then
      counts := counts || jsonb_build_object(one.register, touched);
    end if;
  end loop;
  execute format('update registers.finder set ' || set_place || ' where county = $1 ->> ''county'' and %I = $1 ->> ''from''', of_level) using p;
  execute format('update registers.stay set ' || set_place || ' where county = $1 ->> ''county'' and %I = $1 ->> ''from''', of_level) using p;
  execute format('update registers.look set ' || set_place || ' where county = $1 ->> ''county'' and %I = $1 ->> ''from''', of_level) using p;
  return counts;
end
$$;

create or replace function registers.assign_entries(p jsonb) returns jsonb language plpgsql as $$
declare
  one record;
  counts jsonb := '{}';
  touched bigint;
  set_place constant text := 'province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = null';
begin
  for one in select d.*, array(select jsonb_array_elements_text(p -> 'entries' -> d.register)::uuid) as ids from registers.declared d where p -> 'entries' ? d.register loop
    execute format('insert into registers.stay (county, id, province, city, town, community, register, entry_id, region, "from", "to")
      select t.county, gen_random_uuid(), $1 ->> ''province'', $1 ->> ''city'', $1 ->> ''town'', $1 ->> ''community'', $2, t.id, t.community,
             (select max(s."to") from registers.stay s where s.county = t.county and s.register = $2 and s.entry_id = t.id), ($1 ->> ''effective'')::date
        from %s t where t.county = $1 ->> ''county'' and t.community = $1 ->> ''from'' and t.id = any($3)', one.target) using p, one.register, one.ids;
    touched := registers.place_entries(one.target, p, set_place, 'community = $1 ->> ''from'' and id = any($2)', one.ids);
    execute 'update registers.finder set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.entry_change set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.stay set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.look set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    counts := counts || jsonb_build_object(one.register, touched);
  end loop;
  return counts;
end
$$;
