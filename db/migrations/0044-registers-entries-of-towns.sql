-- What stands in a town itself (its profile, a station, a hall) follows the town to its successor; what stands in its communities follows each community.

create or replace function registers.carry_entries(p jsonb) returns jsonb language plpgsql as $$
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
  execute 'update registers.look set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  if of_level = 'town' then
    execute 'update registers.entry_change set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  end if;
  return counts;
end
$$;
