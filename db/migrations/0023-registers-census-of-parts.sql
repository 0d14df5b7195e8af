-- Breaking: no.
-- A census speaks for the communities that were there when it was taken. What a division leaves waiting to be assigned is nobody's 0.

grant create on schema registers to linli_job;

create function registers.counted_since(counties text[], day date) returns table (region text, as_of date) language sql stable security definer set search_path = registers, pg_temp as $$
  select c.region, max(c.as_of) from registers.facility_census c where c.county = any(counties) and c.withdrawn_at is null and c.as_of <= day group by c.region
$$;
alter function registers.counted_since owner to linli_job;
revoke all on function registers.counted_since from public;
grant execute on function registers.counted_since to linli_staff, linli_job;
comment on function registers.counted_since is 'Regions of these counties whose facilities had all been counted by the day, and on which day last.';
drop function registers.counted_regions;

create function registers.dividing_regions(counties text[], day date) returns table (code text) language sql stable security definer set search_path = registers, pg_temp as $$
  select distinct a from registers.region_carry w cross join unnest(w.among || w.from_code) a
   where w.county = any(counties) and w.to_code is null and w.settled_at is null and w.effective <= day
     and exists (select from registers.facility f where f.county = w.county and f.community = w.from_code)
$$;
alter function registers.dividing_regions owner to linli_job;
revoke all on function registers.dividing_regions from public;
grant execute on function registers.dividing_regions to linli_staff, linli_job;
comment on function registers.dividing_regions is 'Regions among which an officer still has to assign facilities: nobody knows yet what each of them has.';

create function registers.region_origins(codes text[]) returns table (code text, since date) language sql stable set search_path = registers, pg_temp as $$
  with recursive came as (
    select c as code, c as origin from unnest(codes) c
    union
    select came.code, s.from_code from came join registers.region_successor s on s.to_code = came.origin)
  select came.code, min(r.valid_from) from came join registers.region r on r.code = came.origin and r.known_to is null group by came.code
$$;
revoke all on function registers.region_origins from public;
grant execute on function registers.region_origins to linli_staff, linli_job;
comment on function registers.region_origins is 'Since when there is the place, or what it was made from: a census of that day or later has looked there.';

revoke create on schema registers from linli_job;
