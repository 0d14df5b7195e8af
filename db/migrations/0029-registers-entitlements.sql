-- Breaking: no.
-- What somebody receives on the basis of a decided case (待遇): from when to when, how much. What can be had once is held to one row by the
-- database itself, whichever two officers decide at one moment.

create table registers.entitlement (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  item text not null,
  case_id uuid not null,
  case_number text not null,
  amount numeric,
  per text not null check (per in ('month', 'once')),
  from_day date not null,
  to_day date,
  single boolean not null,
  granted_by text not null,
  granted_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  end_reason text not null default '',
  withdrawn_at timestamptz,
  primary key (county, id),
  foreign key (county, person_id) references registers.person (county, id),
  check (to_day is null or to_day >= from_day)
);
comment on table registers.entitlement is 'What a person receives since a decision; `to_day` is the first day without it, null while it runs.';
comment on column registers.entitlement.withdrawn_at is 'The decision that gave it was replaced by another one on the same case.';
create unique index entitlement_single on registers.entitlement (county, person_id, item) where single and to_day is null;
create index entitlement_person on registers.entitlement (county, person_id, from_day desc);
create index entitlement_case on registers.entitlement (county, case_id);
select kernel.scope_table('registers.entitlement', 'person_id');
grant select, insert, update on registers.entitlement to linli_staff, linli_job;
grant select on registers.entitlement to linli_resident;

create function registers.decide_entitlement(p jsonb) returns void language plpgsql as $$
begin
  update registers.entitlement e
     set to_day = coalesce(e.to_day, greatest(e.from_day, (p ->> 'on')::date)), ended_by = coalesce(e.ended_by, p ->> 'by'), ended_at = coalesce(e.ended_at, (p ->> 'at')::timestamptz),
         end_reason = case when e.end_reason = '' then p ->> 'reason' else e.end_reason end, withdrawn_at = case when e.case_id = (p ->> 'case_id')::uuid then (p ->> 'at')::timestamptz end
   where e.county = p ->> 'county' and e.person_id = (p ->> 'person_id')::uuid and e.withdrawn_at is null
     and (e.case_id = (p ->> 'case_id')::uuid or (e.to_day is null and e.item = p ->> 'replaces'));
  if p ? 'id' then
    insert into registers.entitlement (county, id, province, city, town, community, grid, person_id, item, case_id, case_number, amount, per, from_day, to_day, single, granted_by, granted_at)
    values (p ->> 'county', (p ->> 'id')::uuid, p ->> 'province', p ->> 'city', p ->> 'town', p ->> 'community', p ->> 'grid', (p ->> 'person_id')::uuid, p ->> 'item', (p ->> 'case_id')::uuid,
            p ->> 'number', (p ->> 'amount')::numeric, p ->> 'per', (p ->> 'from_day')::date, (p ->> 'to_day')::date, (p ->> 'single')::boolean, p ->> 'by', (p ->> 'at')::timestamptz);
  end if;
end
$$;
comment on function registers.decide_entitlement is 'Enters what a decision gives; what the same case gave before, or what it replaces, ends with it.';
revoke all on function registers.decide_entitlement from public;
grant execute on function registers.decide_entitlement to linli_staff, linli_job;

create or replace function procedures.record_next(p jsonb) returns jsonb language plpgsql as $$
declare
  answer jsonb := procedures.record(p);
begin
  update procedures.notice n set read_at = c.holder_since from procedures.cases c
   where c.county = p -> 'case' ->> 'county' and c.id = (p -> 'case' ->> 'id')::uuid and n.county = c.county and n.case_id = c.id and n.read_at is null and n.created_at < c.holder_since;
  if p ? 'entitlement' and not answer ? 'repeated' then
    perform registers.decide_entitlement(p -> 'entitlement');
  end if;
  return answer;
end
$$;

-- A label that is borne already is not given a second time. Of those that were, the first stays.
alter table registers.person_label no force row level security;
update registers.person_label l set to_day = l.from_day
 where l.to_day is null and exists (select from registers.person_label o where o.county = l.county and o.person_id = l.person_id and o.label = l.label and o.to_day is null
                                       and (o.from_day, o.id) < (l.from_day, l.id));
alter table registers.person_label force row level security;
create unique index person_label_open on registers.person_label (county, person_id, label) where to_day is null;

-- What belongs to a person stands where the person stands.
create function registers.personal_tables() returns text[] language sql immutable as $$
  select array['registers.person_label', 'registers.entry_change', 'registers.unmasking', 'registers.entitlement']
$$;
comment on function registers.personal_tables is 'Tables whose rows follow the community of their person (person_id).';

create or replace function registers.carry_region(p jsonb) returns jsonb language plpgsql as $$
declare
  tables text[] := array['registers.person', 'registers.household'] || registers.personal_tables();
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
  update registers.facility f
     set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = p -> 'grids' ->> f.grid,
         name = f.name || case when f.valid_to is null and f.community <> p ->> 'community' and exists (select from registers.facility o where o.county = f.county and o.community = p ->> 'community' and o.name = f.name and o.valid_to is null) then p ->> 'suffix' else '' end,
         stays = f.stays || case when f.community <> p ->> 'community' and coalesce(f.placed_from, f.valid_from) < since
                                 then jsonb_build_array(jsonb_build_object('region', f.community, 'from', coalesce(f.placed_from, f.valid_from), 'to', least(since, f.valid_to))) else '[]' end,
         placed_from = case when f.community <> p ->> 'community' then greatest(since, coalesce(f.placed_from, f.valid_from)) else f.placed_from end
   where f.county = p ->> 'county' and case p ->> 'level' when 'grid' then f.grid else f.community end = p ->> 'from';
  get diagnostics touched = row_count;
  counts := counts || jsonb_build_object('facilities', touched);
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
  facilities bigint;
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
  update registers.facility f
     set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null,
         name = f.name || case when f.valid_to is null and exists (select from registers.facility o where o.county = f.county and o.community = p ->> 'community' and o.name = f.name and o.valid_to is null) then p ->> 'suffix' else '' end,
         stays = f.stays || case when coalesce(f.placed_from, f.valid_from) < (p ->> 'effective')::date
                                 then jsonb_build_array(jsonb_build_object('region', f.community, 'from', coalesce(f.placed_from, f.valid_from), 'to', least((p ->> 'effective')::date, f.valid_to))) else '[]' end,
         placed_from = greatest((p ->> 'effective')::date, coalesce(f.placed_from, f.valid_from))
   where f.county = p ->> 'county' and f.community = p ->> 'from' and f.id in (select jsonb_array_elements_text(p -> 'facilities')::uuid);
  get diagnostics facilities = row_count;
  update registers.entry_change e set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null
   where e.county = p ->> 'county' and e.community = p ->> 'from' and e.register = 'facility' and e.entry_id in (select jsonb_array_elements_text(p -> 'facilities')::uuid);
  update registers.appointment a set region = p ->> 'to'
   where a.county = p ->> 'county' and a.region = p ->> 'from' and a.level <> 'unit' and a.id in (select jsonb_array_elements_text(p -> 'appointments')::uuid);
  get diagnostics appointments = row_count;
  return jsonb_build_object('people', to_jsonb(moved), 'facilities', facilities, 'appointments', appointments);
end
$$;

grant update (province, city, town, community, grid) on registers.entitlement to linli_job;
revoke all on function registers.personal_tables from public;
grant execute on function registers.personal_tables to linli_staff, linli_job;
