-- Breaking: facility.stays and facility.placed_from are rows of registers.stay.
-- The register of facilities takes the shape of every declared register: history, finder and carrying over come from there. Rows, ids and what was
-- known of them stay; whose a facility was on a day stands where it stands for every register.

alter table registers.facility no force row level security;
alter table registers.entry_change no force row level security;
create temporary table facilities_before as select * from registers.facility;
drop view registers.facility_fact;
drop table registers.facility;
create table registers.facility (
  name text not null,
  kind text not null,
  build_case text not null default 'existing',
  area_service numeric(14, 2) not null default 0 check (area_service >= 0),
  area_activity numeric(14, 2) not null default 0 check (area_activity >= 0),
  area_office numeric(14, 2) not null default 0 check (area_office >= 0),
  area numeric generated always as (area_service + area_activity + area_office) stored,
  area_commercial numeric(14, 2) not null default 0 check (area_commercial >= 0),
  shared boolean not null default false,
  address text not null default '',
  position text not null default '',
  property_right text not null default '',
  built_on date,
  valid_from date not null,
  valid_to date,
  check (valid_to >= valid_from)
);
comment on table registers.facility is 'Rooms and buildings that serve a community (FAC-01). Areas in square metres; service, activity and office together are the comprehensive area, commercial stands apart (X03).';
comment on column registers.facility.area is 'The comprehensive area.';
comment on column registers.facility.position is 'Longitude and latitude in degrees.';
select registers.declare_register('registers.facility', 'name', lasts => '{valid_from,valid_to}', filters => '{kind,build_case,shared}', sorts => '{area,built_on,valid_from}');
create unique index facility_identity on registers.facility (county, community, name, former) where valid_to is null and withdrawn_at is null;

insert into registers.facility (county, id, province, city, town, community, grid, name, kind, build_case, area_service, area_activity, area_office, area_commercial, shared, address, property_right,
                                built_on, valid_from, valid_to, source, entered_by, entered_at, version)
select f.county, f.id, f.province, f.city, f.town, f.community, f.grid, f.name, f.kind, f.build_case, f.area_service, f.area_activity, f.area_office, f.area_commercial, f.shared, f.address, f.property_right,
       f.built_on, f.valid_from, f.valid_to, f.source, f.entered_by,
       coalesce((select min(e.at) from registers.entry_change e where e.county = f.county and e.entry_id = f.id and e.register = 'facility'), now()), f.version
  from facilities_before f;
insert into registers.stay (county, id, province, city, town, community, grid, register, entry_id, region, "from", "to")
select f.county, gen_random_uuid(), f.province, f.city, f.town, f.community, f.grid, 'facility', f.id, s.region, s."from", s."to"
  from facilities_before f cross join lateral jsonb_to_recordset(f.stays) s(region text, "from" date, "to" date);
insert into registers.finder (county, register, entry_id, province, city, town, community, grid, title, note, grams, lasting)
select f.county, 'facility', f.id, f.province, f.city, f.town, f.community, f.grid, f.name, f.address,
       array_to_tsvector(array(select distinct g.gram from unnest(array[f.name, f.address]) said cross join generate_series(1, length(said)) at cross join lateral
         (values (substr(lower(said), at, 1)), (substr(lower(said), at, 2))) g(gram) where g.gram <> '')), f.valid_to is null or f.valid_to > kernel.today()
  from facilities_before f;
update registers.entry_change set what = case when before = '{}' then 'entered' else 'changed' end where register = 'facility' and what = '';
alter table registers.entry_change force row level security;
drop table facilities_before;

create index finder_community on registers.finder (community, register);

-- Since its last stay elsewhere a facility counts where it stands; before, where it stood.
create view registers.facility_fact with (security_invoker = true) as
with f as (
  select f.county, f.id, f.province, f.city, f.town, f.community, f.name, f.kind, f.build_case, f.area_service, f.area_activity, f.area_office, f.area_commercial, f.valid_from, f.valid_to, f.source
    from registers.facility f where f.withdrawn_at is null)
select f.county, f.id, f.province, f.city, f.town, f.community, f.name, f.kind, f.build_case, f.area_service, f.area_activity, f.area_office, f.area_commercial,
       greatest(f.valid_from, l.left_on) as valid_from, f.valid_to, f.source, f.community as region
  from f left join (select county, entry_id, max("to") as left_on from registers.stay where register = 'facility' group by county, entry_id) l on l.county = f.county and l.entry_id = f.id
 where f.valid_to is null or f.valid_to > greatest(f.valid_from, l.left_on)
union all
select f.county, f.id, f.province, f.city, f.town, f.community, f.name, f.kind, f.build_case, f.area_service, f.area_activity, f.area_office, f.area_commercial,
       greatest(f.valid_from, s."from"), least(f.valid_to, s."to"), f.source, s.region
  from f join registers.stay s on s.county = f.county and s.register = 'facility' and s.entry_id = f.id
 where greatest(f.valid_from, s."from") < least(f.valid_to, s."to");
grant select on registers.facility_fact to linli_staff, linli_job;

create or replace function registers.dividing_regions(counties text[], day date) returns table (code text)
language sql stable security definer set search_path = registers, pg_temp as $$
  select distinct a from registers.region_carry w cross join unnest(w.among || w.from_code) a
   where w.county = any(counties) and w.to_code is null and w.settled_at is null and w.effective <= day
     and exists (select from registers.facility f where f.county = w.county and f.community = w.from_code and f.withdrawn_at is null)
$$;

create or replace function registers.carry_region(p jsonb) returns jsonb language plpgsql as $$
declare
  tables text[] := array['registers.person'] || registers.personal_tables();
  target text;
  counts jsonb := '{}';
  touched bigint;
  since date := (p ->> 'effective')::date;
begin
  update registers.appointment a set region = p ->> 'to'
   where a.county = p ->> 'county' and a.region = p ->> 'from' and a.level <> 'unit' and (a.valid_to is null or a.valid_to > since);
  get diagnostics touched = row_count;
  counts := counts || jsonb_build_object('appointments', touched);
  if p ->> 'level' = 'town' then
    return counts;
  end if;
  foreach target in array tables loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid where county = $1 ->> ''county'' and %I = $1 ->> ''from''',
                   target, p ->> 'level') using p;
    get diagnostics touched = row_count;
    counts := counts || jsonb_build_object(split_part(target, '.', 2), touched);
  end loop;
  if p ->> 'level' = 'grid' then
    return counts;
  end if;
  update registers.population_snapshot s
     set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community',
         former = case s.former when '' then s.community else s.former end, former_since = coalesce(s.former_since, since)
   where s.county = p ->> 'county' and s.community = p ->> 'from';
  return counts;
end
$$;

create or replace function registers.assign_region(p jsonb) returns jsonb language plpgsql as $$
declare
  wanted uuid[] := array(select jsonb_array_elements_text(p -> 'people')::uuid);
  homes uuid[];
  moved uuid[];
  target text;
  appointments bigint;
begin
  homes := array(select distinct household_id from registers.person where county = p ->> 'county' and id = any(wanted) and community = p ->> 'from' and household_id is not null);
  with gone as (
    update registers.person set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null
     where county = p ->> 'county' and community = p ->> 'from' and (id = any(wanted) or household_id = any(homes)) returning id)
  select coalesce(array_agg(id), '{}') into moved from gone;
  update registers.household set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null
   where county = p ->> 'county' and community = p ->> 'from' and id = any(homes);
  foreach target in array registers.personal_tables() loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = null where county = $1 ->> ''county'' and community = $1 ->> ''from'' and person_id = any($2)', target) using p, moved;
  end loop;
  update registers.appointment a set region = p ->> 'to'
   where a.county = p ->> 'county' and a.region = p ->> 'from' and a.level <> 'unit' and a.id in (select jsonb_array_elements_text(p -> 'appointments')::uuid);
  get diagnostics appointments = row_count;
  return jsonb_build_object('people', to_jsonb(moved), 'appointments', appointments);
end
$$;
