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
create index entitlement_running on registers.entitlement (person_id) where to_day is null;
select kernel.scope_table('registers.entitlement', 'person_id');
grant select on registers.entitlement to linli_staff, linli_job;
grant update (to_day, end_reason, ended_by, ended_at) on registers.entitlement to linli_staff;
grant insert, update on registers.entitlement to linli_job;
grant select on registers.entitlement to linli_resident;

-- Whether a place is the caller's own: equality on the level the login role stands for, as in the row policies; never unknown.
create function kernel.in_scope(province text, city text, county text, town text, community text, grid text) returns boolean language sql stable as $$
  select coalesce(case session_user
    when 'linli_province' then province when 'linli_city' then city when 'linli_county' then county
    when 'linli_town' then town when 'linli_community' then community when 'linli_grid' then grid end = current_setting('linli.scope'), false)
$$;

grant create on schema registers to linli_job;

-- A person who moved between counties keeps the id: what runs in the former county is known to whoever decides in the new one.
create function registers.running_of(wanted_county text, wanted uuid) returns jsonb language sql stable security definer set search_path = registers, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'item', e.item, 'case_id', e.case_id, 'case_number', e.case_number, 'amount', e.amount, 'per', e.per, 'from_day', e.from_day)
                            order by e.from_day desc, e.id), '[]')
    from registers.entitlement e
   where e.person_id = wanted and e.to_day is null
     and exists (select from registers.person q where q.county = wanted_county and q.id = wanted
                    and (kernel.in_scope(q.province, q.city, q.county, q.town, q.community, q.grid) or session_user = 'linli_job'
                         or (session_user = 'linli_resident' and q.id::text = current_setting('linli.scope'))))
$$;
alter function registers.running_of owner to linli_job;
revoke all on function registers.running_of from public;
grant execute on function registers.running_of to linli_staff, linli_resident, linli_job;
comment on function registers.running_of is 'What a person of the caller''s scope receives today, in whatever county it was granted.';

-- The person may live elsewhere by now, where whoever decides the case does not reach: the case must be the caller's, the row follows the person.
create function registers.decide_entitlement(p jsonb) returns void language plpgsql security definer set search_path = registers, pg_temp as $$
declare
  who registers.person;
  other registers.entitlement;
begin
  perform from procedures.cases c
   where c.county = p ->> 'county' and c.id = (p ->> 'case_id')::uuid and c.applicant is not distinct from (p ->> 'person_id')::uuid
     and (session_user = 'linli_job' or kernel.in_scope(c.province, c.city, c.county, c.town, c.community, c.grid));
  if not found then
    raise exception using errcode = '42501', message = 'not the caller''s case';
  end if;
  select * into who from registers.person q where q.county = p ->> 'county' and q.id = (p ->> 'person_id')::uuid for update;
  update registers.entitlement e
     set to_day = least(e.to_day, greatest(e.from_day, (p ->> 'on')::date)), ended_by = coalesce(e.ended_by, p ->> 'by'), ended_at = coalesce(e.ended_at, (p ->> 'at')::timestamptz),
         end_reason = case when e.end_reason = '' then p ->> 'reason' else e.end_reason end, withdrawn_at = case when e.case_id = (p ->> 'case_id')::uuid then (p ->> 'at')::timestamptz end
   where e.county = p ->> 'county' and e.person_id = who.id and e.withdrawn_at is null
     and (e.case_id = (p ->> 'case_id')::uuid or (e.item = p ->> 'replaces' and (e.to_day is null or e.to_day > (p ->> 'on')::date)));
  if p ? 'id' then
    -- What can be had once is never had for one day twice, whatever day is written and under whatever definition the other was given.
    select * into other from registers.entitlement e
     where e.county = p ->> 'county' and e.person_id = who.id and e.item = p ->> 'item' and e.withdrawn_at is null and (e.single or (p ->> 'single')::boolean)
       and daterange(e.from_day, e.to_day) && daterange((p ->> 'from_day')::date, (p ->> 'to_day')::date) order by e.to_day desc nulls first limit 1;
    if found then
      raise exception using errcode = '23505', message = 'had already', constraint = case when other.to_day is null then 'entitlement_single' else 'entitlement_overlap' end, detail = coalesce(other.to_day::text, '');
    end if;
    insert into registers.entitlement (county, id, province, city, town, community, grid, person_id, item, case_id, case_number, amount, per, from_day, to_day, single, granted_by, granted_at)
    values (who.county, (p ->> 'id')::uuid, who.province, who.city, who.town, who.community, who.grid, who.id, p ->> 'item', (p ->> 'case_id')::uuid,
            p ->> 'number', (p ->> 'amount')::numeric, p ->> 'per', (p ->> 'from_day')::date, (p ->> 'to_day')::date, (p ->> 'single')::boolean, p ->> 'by', (p ->> 'at')::timestamptz);
  end if;
end
$$;
alter function registers.decide_entitlement owner to linli_job;
comment on function registers.decide_entitlement is 'Enters what a decision gives; what the same case gave before, or what it replaces, ends with it.';
revoke all on function registers.decide_entitlement from public;
grant execute on function registers.decide_entitlement to linli_staff, linli_job;

-- A label that a case gives after its person moved stands with the person.
create function registers.settle_labels(wanted_county text, wanted uuid) returns void language sql security definer set search_path = registers, pg_temp as $$
  update registers.person_label l set province = q.province, city = q.city, town = q.town, community = q.community, grid = q.grid
    from registers.person q
   where q.county = wanted_county and q.id = wanted and l.county = q.county and l.person_id = q.id and (l.community <> q.community or l.grid is distinct from q.grid)
$$;
alter function registers.settle_labels owner to linli_job;
revoke all on function registers.settle_labels from public;
grant execute on function registers.settle_labels to linli_staff, linli_job;
comment on function registers.settle_labels is 'Puts the labels of a person where the person stands; says nothing and moves nobody.';
revoke create on schema registers from linli_job;

create or replace function procedures.record_next(p jsonb) returns jsonb language plpgsql as $$
declare
  answer jsonb := procedures.record(p);
begin
  update procedures.notice n set read_at = c.holder_since from procedures.cases c
   where c.county = p -> 'case' ->> 'county' and c.id = (p -> 'case' ->> 'id')::uuid and n.county = c.county and n.case_id = c.id and n.read_at is null and n.created_at < c.holder_since;
  if p ? 'entitlement' and not answer ? 'repeated' then
    perform registers.decide_entitlement(p -> 'entitlement');
  end if;
  if p ? 'labels' and not answer ? 'repeated' then
    perform registers.settle_labels(p -> 'case' ->> 'county', (p -> 'case' ->> 'applicant')::uuid);
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

revoke all on function registers.personal_tables from public;
grant execute on function registers.personal_tables to linli_staff, linli_job;
