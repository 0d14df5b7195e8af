-- Breaking: no.
-- Figures keep the region they were counted for; who may read them follows its successor.

grant update (province, city, town, community, grid) on indicators.report, indicators.reported_value to linli_job;

create function indicators.carry_region(p jsonb) returns void language plpgsql as $$
declare
  chain text[];
  target text;
begin
  if p ->> 'level' = 'grid' then
    return;
  end if;
  chain := array(with recursive came as (select p ->> 'from' as code union select c.from_code from came join registers.region_carry c on c.to_code = came.code and c.carried_at is not null) select code from came);
  foreach target in array array['indicators.rollup', 'indicators.reported_value', 'indicators.report'] loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'' where county = $1 ->> ''county'' and region = any($2) and %I = $1 ->> ''from''',
                   target, p ->> 'level') using p, chain;
  end loop;
end
$$;
comment on function indicators.carry_region is 'Lets the successor read what was counted and reported for the regions it came from.';
revoke all on function indicators.carry_region from public;
grant execute on function indicators.carry_region to linli_job;
