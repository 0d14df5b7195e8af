-- Breaking: no.
-- What stands under a code follows its successor: scope columns say who answers today, `region`, `former` and `stays` whose it was then.

alter table registers.region_change add column codes text[] not null default '{}';
alter table registers.region_change add column county text not null default '';
comment on column registers.region_change.codes is 'The regions the change names, the one it is about first.';
comment on column registers.region_change.county is 'County of the first code; empty above the counties.';
create index region_change_county on registers.region_change (county, effective desc, id desc);
create index region_change_codes on registers.region_change using gin (codes);
-- A version whose end lies ahead still holds; there are few of them.
create index region_ending on registers.region (valid_to, code) where valid_to is not null and known_to is null;

-- What was recorded before told its codes to the audit only; both were written in the same order.
alter table registers.region_change no force row level security;
alter table registers.region no force row level security;
alter table kernel.audit no force row level security;
with told as (
       select c.id, row_number() over (partition by c.kind, c.effective, c.reason, c.source, c.actor order by c.id) as nth, c.kind, c.effective, c.reason, c.source, c.actor from registers.region_change c),
     said as (
       select a.detail -> 'codes' as codes, row_number() over (partition by a.action, a.detail ->> 'effective', a.reason, a.detail ->> 'source', a.actor order by a.id) as nth,
              a.action, a.detail ->> 'effective' as effective, a.reason, a.detail ->> 'source' as source, a.actor
         from kernel.audit a where a.action like 'region.%' and jsonb_typeof(a.detail -> 'codes') = 'array')
update registers.region_change c set codes = array(select jsonb_array_elements_text(s.codes))
  from told t join said s on s.action = 'region.' || t.kind and s.effective = t.effective::text and s.reason = t.reason and s.source = t.source and s.actor = t.actor and s.nth = t.nth
 where c.id = t.id;
update registers.region_change set county = left(codes[1], 6) || '000000' where codes <> '{}' and substr(codes[1], 5, 2) <> '00';
-- Segments from 400 on of a town are units that are no administrative division.
update registers.region set kind = 'zone' where level = 'town' and kind = 'division' and substr(code, 7, 3) >= '400';
alter table registers.region_change force row level security;
alter table registers.region force row level security;
alter table kernel.audit force row level security;

create table registers.region_carry (
  change_id uuid not null references registers.region_change,
  from_code text not null,
  to_code text,
  among text[] not null default '{}',
  county text not null,
  effective date not null,
  step int not null,
  carried_at timestamptz,
  settled_at timestamptz,
  finished_by text,
  primary key (change_id, from_code)
);
comment on table registers.region_carry is 'What has to follow a change: everything under from_code to its only successor, or, where there are several, what an officer assigns among them.';
comment on column registers.region_carry.settled_at is 'Since when nothing more is looked for: late writers have been swept up, or an officer has finished assigning.';
create index region_carry_waiting on registers.region_carry (effective) where settled_at is null;
create index region_carry_county on registers.region_carry (county) where settled_at is null;
create index region_carry_to on registers.region_carry (to_code);
-- What earlier changes left behind follows now, unless the old code stands for another region today.
insert into registers.region_carry (change_id, from_code, to_code, among, county, effective, step)
select s.change_id, s.from_code, case when count(*) = 1 then min(s.to_code) end, case when count(*) > 1 then array_agg(s.to_code order by s.to_code) else '{}' end, left(s.from_code, 6) || '000000', min(s.effective), min(s.step)
  from registers.region_successor s
 where substr(s.from_code, 7, 3) <> '000'
   and not exists (select from registers.region r where r.code = s.from_code and r.valid_to is null and r.known_to is null)
 group by s.change_id, s.from_code
having bool_and(left(s.to_code, 6) = left(s.from_code, 6)) and not bool_or(s.to_code = s.from_code);
alter table registers.region_carry enable row level security;
alter table registers.region_carry force row level security;
create policy county on registers.region_carry to linli_county using (county = current_setting('linli.scope')) with check (county = current_setting('linli.scope'));
create policy above on registers.region_carry for insert to linli_city, linli_province with check (true);
create policy job on registers.region_carry to linli_job using (true) with check (true);
grant select, insert on registers.region_carry to linli_county;
grant insert on registers.region_carry to linli_city, linli_province;
grant select, insert, update on registers.region_carry to linli_job;

create or replace function registers.record_region_changes(p jsonb) returns int language plpgsql as $$
declare
  at timestamptz := now();
  touched int;
begin
  if current_user = 'linli_county' and exists (select from jsonb_array_elements(p -> 'open') o where o ->> 'county' is distinct from current_setting('linli.scope')) then
    raise exception using errcode = '42501', message = 'a region outside the county';
  end if;
  update registers.region r set valid_to = (c ->> 'on')::date
    from jsonb_array_elements(p -> 'close') c
   where r.id = (c ->> 'id')::uuid and r.valid_to is null and r.known_to is null
     and (current_user <> 'linli_county' or r.county = current_setting('linli.scope'));
  get diagnostics touched = row_count;
  if touched <> jsonb_array_length(p -> 'close') then
    raise exception using errcode = 'LL001', message = 'region moved on';
  end if;
  update registers.region r set known_to = at
   where r.id in (select value::uuid from jsonb_array_elements_text(p -> 'supersede')) and r.known_to is null
     and (current_user <> 'linli_county' or r.county = current_setting('linli.scope'));
  get diagnostics touched = row_count;
  if touched <> jsonb_array_length(p -> 'supersede') then
    raise exception using errcode = 'LL001', message = 'region moved on';
  end if;
  insert into registers.region select * from registers.region_rows(p -> 'open', at);
  if exists (select from jsonb_array_elements(p -> 'open') o
              join registers.region r on r.code = o ->> 'code' and r.known_to is null and r.id <> (o ->> 'id')::uuid
             where r.valid_from < coalesce((o ->> 'valid_to')::date, 'infinity') and coalesce(r.valid_to, 'infinity') > (o ->> 'valid_from')::date) then
    raise exception using errcode = 'LL001', message = 'two versions on one day';
  end if;
  insert into registers.region_change (id, kind, effective, reason, source, actor, recorded_at, codes, county)
  select (c ->> 'id')::uuid, c ->> 'kind', (c ->> 'effective')::date, c ->> 'reason', c ->> 'source', p ->> 'actor', at, array(select jsonb_array_elements_text(c -> 'codes')), c ->> 'county'
    from jsonb_array_elements(p -> 'changes') c;
  insert into registers.region_successor (change_id, from_code, to_code, effective, share, step)
  select (s ->> 'change')::uuid, s ->> 'from', s ->> 'to', (s ->> 'effective')::date, (s ->> 'share')::numeric, n from jsonb_array_elements(p -> 'successors') with ordinality t(s, n);
  insert into registers.region_carry (change_id, from_code, to_code, among, county, effective, step)
  select (s ->> 'change')::uuid, s ->> 'from', s ->> 'to', array(select jsonb_array_elements_text(s -> 'among')), s ->> 'county', (s ->> 'effective')::date, n from jsonb_array_elements(p -> 'carries') with ordinality t(s, n);
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select a ->> 'county', (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  return jsonb_array_length(p -> 'changes');
end
$$;

alter table registers.population_snapshot add column former text not null default '';
alter table registers.population_snapshot add column former_since date;
comment on column registers.population_snapshot.former is 'Code the count was made under, when the community has another one since former_since.';
drop index registers.population_snapshot_day;
create unique index population_snapshot_day on registers.population_snapshot (county, community, as_of, former);

alter table registers.facility add column stays jsonb not null default '[]';
alter table registers.facility add column placed_from date;
comment on column registers.facility.stays is 'Communities it stood in before a change of regions: [{region, from, to}].';
comment on column registers.facility.placed_from is 'Since when it stands in the present community; null = since valid_from.';

-- `region` is whose a fact was on its days; the other columns say who answers for it today.
create or replace view registers.facility_fact with (security_invoker = true) as
  select county, id, province, city, town, community, name, kind, build_case, area_service, area_activity, area_office, area_commercial, coalesce(placed_from, valid_from) as valid_from, valid_to, source, community as region
    from registers.facility where valid_to is null or valid_to > coalesce(placed_from, valid_from)
  union all
  select f.county, f.id, f.province, f.city, f.town, f.community, f.name, f.kind, f.build_case, f.area_service, f.area_activity, f.area_office, f.area_commercial, s."from", s."to", f.source, s.region
    from registers.facility f cross join lateral jsonb_to_recordset(f.stays) as s(region text, "from" date, "to" date) where f.stays <> '[]';
create or replace view registers.population_fact with (security_invoker = true) as
  select county, id, province, city, town, community, as_of, households, residents, source, note, confidence, coalesce(nullif(former, ''), community) as region, former_since
    from registers.population_snapshot;

-- Only where a row stands may change in a history, never what it says.
grant update (province, city, town, community, grid) on registers.entry_change, registers.unmasking to linli_job;

create function registers.carry_region(p jsonb) returns jsonb language plpgsql as $$
declare
  tables text[] := array['registers.person', 'registers.household', 'registers.person_label', 'registers.entry_change', 'registers.unmasking'];
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
comment on function registers.carry_region is 'Puts people, households, facilities, counts and appointments under the only successor of their code. Doing it again moves only what came in between.';
revoke all on function registers.carry_region from public;
grant execute on function registers.carry_region to linli_job;

create function registers.assign_region(p jsonb) returns jsonb language plpgsql as $$
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
  foreach target in array array['registers.person_label', 'registers.entry_change', 'registers.unmasking'] loop
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
comment on function registers.assign_region is 'Puts chosen people with their households, facilities and appointments of a divided region under one of its successors.';
revoke all on function registers.assign_region from public;
grant execute on function registers.assign_region to linli_job;
