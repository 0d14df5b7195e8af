-- Breaking: no.
-- Declared registers: what every register needs beside its own columns is given to it by one function, and kept in one list from which
-- carrying over, finding and counting derive.

create table registers.declared (
  register text primary key,
  target regclass not null unique,
  title text not null,
  lasts_from text,
  lasts_to text
);
comment on table registers.declared is 'Every declared register: its table, the column that names an entry, and the columns between which an entry lasts.';
select kernel.open_table('registers.declared', '{}');
grant select on registers.declared to public;

-- What was done, beside what changed: entered, changed, ended, resumed, moved, withdrawn, restored, merged.
alter table registers.entry_change add column what text not null default '';
comment on column registers.entry_change.what is 'What happened to the entry; empty for changes recorded before declared registers.';
-- An entry may stand above the communities.
alter table registers.entry_change alter column town drop not null, alter column community drop not null;

create table registers.stay (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  register text not null,
  entry_id uuid not null,
  region text not null,
  "from" date,
  "to" date not null,
  primary key (county, id)
);
comment on table registers.stay is 'Where an entry stood before a move or a change of regions, so that figures of those days stay whose they were. from null = since it began.';
create index stay_entry on registers.stay (county, register, entry_id);
create index stay_region on registers.stay (region, register);
select kernel.scope_table('registers.stay');
grant select on registers.stay to linli_staff, linli_job;
grant insert, update on registers.stay to linli_job;

create table registers.finder (
  county text not null,
  register text not null,
  entry_id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  title text not null,
  note text not null default '',
  grams tsvector not null,
  initials text not null default '',
  hashes bytea[] not null default '{}',
  lasting boolean not null default true,
  primary key (county, register, entry_id)
);
comment on table registers.finder is 'One row an entry of a declared register: by which words, initials and numbers it is found.';
create index finder_grams on registers.finder using gin (grams);
create index finder_hashes on registers.finder using gin (hashes);
create index finder_initials on registers.finder (county, initials text_pattern_ops);
select kernel.scope_table('registers.finder');
grant select, insert, update on registers.finder to linli_staff, linli_job;

create table registers.look (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  register text not null,
  entry_id uuid not null,
  fields text[] not null,
  reason text not null,
  actor text not null,
  hat text not null,
  at timestamptz not null,
  primary key (county, id)
);
comment on table registers.look is 'Who looked behind the mask of an entry, and why.';
create index look_entry on registers.look (county, register, entry_id, at);
select kernel.scope_table('registers.look');
grant select, insert on registers.look to linli_staff, linli_job;
grant update (province, city, town, community, grid) on registers.look to linli_job;

grant create on schema registers to linli_job;
-- Text operators are not leak-proof: the caller's scope is an explicit predicate of the level its login role stands for.
create function registers.find(wanted tsquery, letters text, hash bytea, among text[], most int) returns setof registers.finder
language plpgsql stable security definer set search_path = registers, pg_temp as $$
declare
  level text := substr(session_user, 7);
begin
  if level not in ('province', 'city', 'county', 'town', 'community', 'grid') then
    raise exception using errcode = '42501', message = 'no search for this login role';
  end if;
  return query execute format($q$
    select * from registers.finder f
     where f.%I = current_setting('linli.scope') and f.register = any($4)
       and case when $3 is not null then f.hashes @> array[$3] when $2 <> '' then f.initials like $2 || '%%' and f.county = current_setting('linli.county') else f.grams @@ $1 end
     order by f.lasting desc, f.title, f.entry_id limit $5$q$, level) using wanted, letters, hash, among, most;
end
$$;
alter function registers.find owner to linli_job;
revoke all on function registers.find from public;
grant execute on function registers.find to linli_staff;
comment on function registers.find is 'Entries of the caller''s own scope by grams of words, initials or the keyed hash of a number.';

create function registers.move_entry(p jsonb) returns void language plpgsql security definer set search_path = registers, pg_temp as $$
declare
  target regclass;
  place text := '';
  old jsonb;
  was_region text;
begin
  select d.target into strict target from registers.declared d where d.register = p ->> 'register';
  execute format('select to_jsonb(t) from %s t where t.county = $1 and t.id = $2 for update', target) into old using p ->> 'county', (p ->> 'id')::uuid;
  if old is null or not kernel.in_scope(old ->> 'province', old ->> 'city', old ->> 'county', old ->> 'town', old ->> 'community', old ->> 'grid')
     or not kernel.in_scope(p ->> 'province', p ->> 'city', p ->> 'county', p ->> 'town', p ->> 'community', p ->> 'grid') then
    raise exception using errcode = '42501', message = 'not the caller''s place';
  end if;
  if (old ->> 'version')::int <> (p ->> 'version')::int then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  was_region := coalesce(old ->> 'community', old ->> 'town', old ->> 'county');
  execute format('update %s set town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 ->> ''grid'', version = version + 1 where county = $1 ->> ''county'' and id = ($1 ->> ''id'')::uuid', target) using p;
  update registers.finder set town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  update registers.entry_change set town = coalesce(p ->> 'town', town), community = coalesce(p ->> 'community', community), grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  update registers.look set town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  update registers.stay set town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  if was_region <> p ->> 'region' then
    insert into registers.stay (county, id, province, city, town, community, grid, register, entry_id, region, "from", "to")
    values (p ->> 'county', (p ->> 'stay')::uuid, p ->> 'province', p ->> 'city', p ->> 'town', p ->> 'community', p ->> 'grid', p ->> 'register', (p ->> 'id')::uuid, was_region,
            (select max(s."to") from registers.stay s where s.county = p ->> 'county' and s.register = p ->> 'register' and s.entry_id = (p ->> 'id')::uuid), (p ->> 'on')::date);
  end if;
end
$$;
alter function registers.move_entry owner to linli_job;
revoke all on function registers.move_entry from public;
grant execute on function registers.move_entry to linli_staff;
comment on function registers.move_entry is 'Puts an entry under another place of the caller''s scope; history and finder follow, and where it stood is kept.';
revoke create on schema registers from linli_job;

create function kernel.expect_one(hits bigint) returns void language plpgsql as $$
begin
  if hits <> 1 then
    raise exception using errcode = 'LL001', message = 'moved on';
  end if;
end
$$;
comment on function kernel.expect_one is 'Fails the transaction when a change found nothing to change: somebody was faster.';

-- One row, one call, in a form that a table distributed by county takes under its row policy.
create function kernel.put_audit(a jsonb) returns void language plpgsql as $$
declare
  one jsonb;
begin
  for one in select jsonb_array_elements(case jsonb_typeof(a) when 'array' then a else jsonb_build_array(a) end) loop
    insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
    values (one ->> 'county', (one ->> 'id')::uuid, (one ->> 'at')::timestamptz, one ->> 'actor', one ->> 'hat', one ->> 'channel', one ->> 'action', one ->> 'subject', one ->> 'reason',
            one -> 'detail', decode(one ->> 'hash', 'hex'));
  end loop;
end
$$;
comment on function kernel.put_audit is 'Appends audit rows.';

create function registers.sort_key(target regclass, wanted text) returns text language sql stable as $$
  select case when a.attnotnull then quote_ident(wanted)
              when a.atttypid = 'date'::regtype then format('coalesce(%I, ''0001-01-01''::date)', wanted)
              else format('coalesce(%I, ''-1'')', wanted) end
    from pg_attribute a where a.attrelid = target and a.attname = wanted
$$;
comment on function registers.sort_key is 'By what a list is put in order: what nobody filled in comes first, and has a place of its own.';

create function registers.require_living(codes text[], on_day date) returns void language plpgsql stable as $$
declare
  ended text;
begin
  select c into ended from unnest(codes) c
   where not exists (select from registers.region r where r.code = c and r.known_to is null and r.valid_from <= on_day and (r.valid_to is null or r.valid_to > on_day)) limit 1;
  if ended is not null then
    raise exception using errcode = 'LL005', message = ended;
  end if;
end
$$;
comment on function registers.require_living is 'Fails the transaction when a place has ended: nothing new stands under a former code.';

/* The place columns, who entered it when on what source, version and withdrawal; primary key, row policies, grants, and an index for the
   list of each level and each declared filter and order. */
create function registers.declare_register(target regclass, title text, lasts text[] default null, filters text[] default '{}', sorts text[] default '{}', levels text[] default '{community}')
returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = target);
  level text;
  wanted text;
begin
  execute format('alter table %s add column county text not null, add column id uuid not null, add column province text not null, add column city text not null, '
    || 'add column town text %s, add column community text %s, add column grid text %s, add column source text not null default '''', '
    || 'add column entered_by text not null, add column entered_at timestamptz not null default now(), add column version int not null default 1, '
    || 'add column withdrawn_at timestamptz, add column withdrawn_why text not null default '''', add primary key (county, id)',
    target, case when 'county' = any(levels) then '' else 'not null' end, case when levels && '{county,town}' then '' else 'not null' end, case when levels = '{grid}' then 'not null' else '' end);
  execute format('comment on column %s.withdrawn_at is ''Since when the entry counts as never made: it was entered by mistake.''', target);
  perform kernel.scope_table(target);
  execute format('grant select, insert, update on %s to linli_staff, linli_job', target);
  foreach level in array array['province', 'city', 'county', 'town', 'community', 'grid'] loop
    execute format('create index %I on %s (%I, %I, id)', name || '_' || level, target, level, title);
  end loop;
  foreach wanted in array filters loop
    execute format('create index %I on %s (county, %I, %I, id)', name || '_by_' || wanted, target, wanted, title);
  end loop;
  foreach wanted in array sorts loop
    if wanted <> title then
      execute format('create index %I on %s (county, (%s), id)', name || '_in_' || wanted, target, registers.sort_key(target, wanted));
    end if;
  end loop;
  insert into registers.declared values (replace(name, '_', '-'), target, title, lasts[1], lasts[2]);
end
$$;
comment on function registers.declare_register is 'Gives a table with the columns of a declared register everything else a register has.';

-- Everything declared follows a change of regions, without being named.
create function registers.carry_entries(p jsonb) returns jsonb language plpgsql as $$
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
    execute format('update %s set ' || set_place || ' where county = $1 ->> ''county'' and %I = $1 ->> ''from''', one.target, of_level) using p;
    get diagnostics touched = row_count;
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
comment on function registers.carry_entries is 'Puts the entries of every declared register under the only successor of their code, and keeps whose they were.';
revoke all on function registers.carry_entries from public;
grant execute on function registers.carry_entries to linli_job;

-- Chosen entries of a divided region: p.entries = {register: [ids]}.
create function registers.assign_entries(p jsonb) returns jsonb language plpgsql as $$
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
    execute format('update %s set ' || set_place || ' where county = $1 ->> ''county'' and community = $1 ->> ''from'' and id = any($2)', one.target) using p, one.ids;
    get diagnostics touched = row_count;
    execute 'update registers.finder set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.entry_change set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.stay set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.look set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    counts := counts || jsonb_build_object(one.register, touched);
  end loop;
  return counts;
end
$$;
comment on function registers.assign_entries is 'Puts chosen entries of a divided region under one of its successors, and keeps whose they were.';
revoke all on function registers.assign_entries from public;
grant execute on function registers.assign_entries to linli_job;
