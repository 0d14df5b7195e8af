-- Breaking: no.
-- A community the register of facilities does not list has none only where somebody has counted them; until then nobody knows.

create table registers.facility_census (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  region text not null,
  as_of date not null,
  source text not null check (source <> ''),
  entered_by text not null,
  entered_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_why text,
  primary key (county, id),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_why is null))
);
comment on table registers.facility_census is 'Somebody''s word that every facility of a county, town or community stands in the register since a day (FAC-01).';
comment on column registers.facility_census.as_of is 'From this day on a community in the region without a listed facility has none.';
create unique index facility_census_day on registers.facility_census (county, region, as_of) where withdrawn_at is null;
create index facility_census_list on registers.facility_census (county, as_of desc, id desc);
select kernel.scope_table('registers.facility_census');
grant select, insert on registers.facility_census to linli_staff;
grant update (withdrawn_at, withdrawn_by, withdrawn_why) on registers.facility_census to linli_staff;
grant select, insert, update on registers.facility_census to linli_job;

-- Whether a community's 0 is known must not depend on how much the reader may see: a town's hat does not see the county's word.
grant create on schema registers to linli_job;
create function registers.counted_regions(counties text[], day date) returns table (region text) language sql stable security definer set search_path = registers, pg_temp as $$
  select distinct c.region from registers.facility_census c where c.county = any(counties) and c.withdrawn_at is null and c.as_of <= day
$$;
alter function registers.counted_regions owner to linli_job;
revoke all on function registers.counted_regions from public;
grant execute on function registers.counted_regions to linli_staff, linli_job;
revoke create on schema registers from linli_job;
comment on function registers.counted_regions is 'Regions of these counties whose facilities had all been counted by the day.';
drop function registers.facility_counties;
