-- Breaking: no.
-- Collection tasks for the grids, the visits at the door, and the photos taken there (RES-04).

create table registers.collection_task (
  name text not null,
  collects text not null,
  label text not null default '',
  checked_before date,
  post uuid,
  note text not null default '',
  given_on date not null,
  due_on date not null,
  closed_on date,
  check (due_on >= given_on),
  check (closed_on >= given_on)
);
comment on table registers.collection_task is 'Collection tasks 走访任务 (RES-04): one a grid. Whom it looks for follows from label and day, and from the visits made for it.';
select registers.declare_register('registers.collection_task', 'name', lasts => '{given_on,closed_on}', filters => '{collects}', sorts => '{due_on,given_on}', levels => '{grid}');
create unique index collection_task_identity on registers.collection_task (county, grid, name, former) where withdrawn_at is null and closed_on is null;
alter table registers.collection_task add foreign key (county, post) references registers.grid_post (county, id);

create table registers.home_visit (
  person_id uuid not null,
  household uuid,
  task uuid,
  result text not null,
  visited_on date not null,
  visitor text not null,
  told text not null default '',
  location text not null default '',
  accuracy numeric(14, 2)
);
comment on table registers.home_visit is 'Visits at the door 走访记录 (RES-04). The id is the key of the form that was handed in, so that a repeat finds the first.';
select registers.declare_register('registers.home_visit', 'person_id', filters => '{result}', sorts => '{visited_on}', levels => '{community}');
create unique index home_visit_identity on registers.home_visit (county, person_id, task, visited_on, result, former) where withdrawn_at is null;
create index home_visit_task on registers.home_visit (county, task, household) where withdrawn_at is null;
alter table registers.home_visit add foreign key (county, person_id) references registers.person (county, id);
alter table registers.home_visit add foreign key (county, household) references registers.household (county, id);
alter table registers.home_visit add foreign key (county, task) references registers.collection_task (county, id);

create index household_grid_open on registers.household (grid, id) where withdrawn_at is null;
alter table procedures.attachment add column visit_id uuid;
comment on column procedures.attachment.visit_id is 'The visit at the door at which the photo was taken.';
create index attachment_visit on procedures.attachment (county, visit_id) where visit_id is not null;

-- A correction that waits goes where its entry goes.
CREATE OR REPLACE FUNCTION registers.carry_entries(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  one record;
  counts jsonb := '{}';
  touched bigint;
  of_level text := p ->> 'level';
  chosen text := case of_level when 'town' then 'town = $1 ->> ''from'' and community is null' else format('%I = $1 ->> ''from''', of_level) end;
  set_place constant text := 'province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid';
begin
  if of_level not in ('town', 'community', 'grid') then
    return counts;
  end if;
  for one in select * from registers.declared order by register loop
    if of_level <> 'grid' then
      execute format('insert into registers.stay (county, id, province, city, town, community, grid, register, entry_id, region, "from", "to")
        select t.county, gen_random_uuid(), $1 ->> ''province'', $1 ->> ''city'', $1 ->> ''town'', $1 ->> ''community'', $1 -> ''grids'' ->> t.grid, $2, t.id, $1 ->> ''from'',
               (select max(s."to") from registers.stay s where s.county = t.county and s.register = $2 and s.entry_id = t.id), ($1 ->> ''effective'')::date
          from %s t where t.county = $1 ->> ''county'' and %s', one.target, chosen) using p, one.register;
    end if;
    touched := registers.place_entries(one.target, p, set_place, chosen, null);
    if touched > 0 then
      counts := counts || jsonb_build_object(one.register, touched);
    end if;
  end loop;
  execute 'update registers.finder set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  execute 'update registers.stay set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  execute 'update registers.proposal set ' || set_place || ' where person_id is null and county = $1 ->> ''county'' and ' || chosen using p;
  execute 'update registers.look set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  if of_level = 'town' then
    execute 'update registers.entry_change set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  end if;
  return counts;
end
$function$;
CREATE OR REPLACE FUNCTION registers.move_entry(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
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
  update registers.proposal set town = coalesce(p ->> 'town', town), community = coalesce(p ->> 'community', community), grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid and kind = 'entry';
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
$function$;
