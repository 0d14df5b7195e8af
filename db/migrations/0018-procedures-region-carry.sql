-- Breaking: no.
-- Cases follow the successor of their community: the scope columns say who answers today, `former` where the case was when it happened.

alter table procedures.cases add column former text;
comment on column procedures.cases.former is 'Community the case was in before a change of regions; null when it never changed.';
grant update (province, city, town, community, grid) on procedures.act to linli_job;

-- Whatever hangs on a case stands where the case stands.
create function procedures.carry_case_rows(p jsonb) returns void language plpgsql as $$
declare
  target text;
begin
  foreach target in array array['procedures.act', 'procedures.attachment', 'procedures.consultation', 'procedures.notice', 'procedures.rating'] loop
    execute format('update %s t set province = c.province, city = c.city, town = c.town, community = c.community, grid = c.grid from procedures.cases c
                     where c.county = $1 ->> ''county'' and c.community = $1 ->> ''community'' and t.county = c.county and t.case_id = c.id and (t.community <> c.community or t.grid is distinct from c.grid)', target) using p;
  end loop;
end
$$;

create function procedures.carry_region(p jsonb) returns jsonb language plpgsql as $$
declare
  target text;
  touched bigint;
begin
  if p ->> 'level' = 'town' then
    return '{}';
  end if;
  execute format('update procedures.cases set former = case when former is null and community <> $1 ->> ''community'' then community else former end, province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'',
                  community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid where county = $1 ->> ''county'' and %I = $1 ->> ''from''', p ->> 'level') using p;
  get diagnostics touched = row_count;
  perform procedures.carry_case_rows(p);
  foreach target in array array['procedures.draft', 'procedures.attachment'] loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid where county = $1 ->> ''county'' and %I = $1 ->> ''from''',
                   target, p ->> 'level') using p;
  end loop;
  return jsonb_build_object('cases', touched);
end
$$;
comment on function procedures.carry_region is 'Puts cases and all that hangs on them under the only successor of their code.';

create function procedures.assign_region(p jsonb) returns jsonb language plpgsql as $$
declare
  applicants uuid[] := array(select jsonb_array_elements_text(p -> 'people')::uuid);
  wanted uuid[] := array(select jsonb_array_elements_text(p -> 'cases')::uuid);
  moved uuid[];
begin
  moved := array(select id from procedures.cases where county = p ->> 'county' and community = p ->> 'from' and (applicant = any(applicants) or id = any(wanted)) for update);
  -- What was counted there is counted here from now on; the sum stays the same.
  insert into procedures.fact_delta (county, id, province, city, town, community, measure, item, day, amount)
  select c.county, gen_random_uuid(), case way when 1 then p ->> 'province' else c.province end, case way when 1 then p ->> 'city' else c.city end, case way when 1 then p ->> 'town' else c.town end,
         case way when 1 then p ->> 'community' else c.community end, f.measure, c.item, (f.at at time zone 'Asia/Shanghai')::date, way * f.amount
    from procedures.cases c
    -- A case counts as closed from when it first waits for confirmation, or is closed without.
    cross join lateral (
      select coalesce((select max(a.at) from procedures.act a where a.county = c.county and a.case_id = c.id and a.to_state = 'confirming' and a.from_state <> 'confirming'
                          and a.at > coalesce((select max(r.at) from procedures.act r where r.county = c.county and r.case_id = c.id and r.kind = 'reopen'), '-infinity')), c.closed_at, c.holder_since) as at) d
    cross join lateral (
      select 'cases_opened' as measure, c.opened_at as at, 1 as amount
      union all select 'cases_opened_online', c.opened_at, 1 where c.channel in ('hall', 'kiosk')
      union all select m.measure, d.at, 1 from (values ('cases_closed', c.decision ? 'counted'), ('cases_closed_on_time', c.decision ->> 'counted' = 'on-time')) as m(measure, holds) where m.holds
      union all select m.measure, r.at, m.amount from procedures.rating r cross join lateral (values ('ratings', 1), ('rating_points', r.grade), ('ratings_satisfied', case when r.grade >= 3 then 1 end)) as m(measure, amount)
       where r.county = c.county and r.case_id = c.id and m.amount is not null) f
    cross join (values (-1), (1)) as w(way)
   where c.county = p ->> 'county' and c.id = any(moved);
  update procedures.cases set former = coalesce(former, community), province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null
   where county = p ->> 'county' and id = any(moved);
  perform procedures.carry_case_rows(p);
  update procedures.draft set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null where county = p ->> 'county' and community = p ->> 'from' and applicant = any(applicants);
  update procedures.attachment set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null where county = p ->> 'county' and community = p ->> 'from' and applicant = any(applicants);
  return jsonb_build_object('cases', cardinality(moved));
end
$$;
comment on function procedures.assign_region is 'Puts the cases of chosen applicants, and chosen cases, of a divided region under one of its successors.';

revoke all on function procedures.carry_case_rows, procedures.carry_region, procedures.assign_region from public;
grant execute on function procedures.carry_case_rows, procedures.carry_region, procedures.assign_region to linli_job;
