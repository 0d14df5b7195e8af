-- Breaking: no.
-- Facilities of communities and population snapshots (the denominators of a plan's figures).

create table registers.facility (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  name text not null,
  kind text not null,
  build_case text not null default 'existing' check (build_case in ('existing', 'new_estate', 'renewal')),
  area_service numeric(12, 2) not null default 0 check (area_service >= 0),
  area_activity numeric(12, 2) not null default 0 check (area_activity >= 0),
  area_office numeric(12, 2) not null default 0 check (area_office >= 0),
  area_commercial numeric(12, 2) not null default 0 check (area_commercial >= 0),
  shared boolean not null default false,
  address text not null default '',
  property_right text not null default '',
  built_on date,
  valid_from date not null,
  valid_to date,
  source text not null,
  entered_by text not null,
  version int not null default 1,
  primary key (county, id),
  check (valid_to is null or valid_to >= valid_from)
);
comment on table registers.facility is 'Rooms and buildings that serve a community (FAC-01). Areas in square metres; service, activity and office together are the comprehensive area, commercial stands apart (X03).';
comment on column registers.facility.build_case is 'existing, part of a new housing estate, or of a contiguous renewal: standards differ by it (X01).';
comment on column registers.facility.valid_to is 'First day on which the facility no longer serves.';
create unique index facility_name on registers.facility (county, community, name) where valid_to is null;
create index facility_list on registers.facility (county, name, id);
create index facility_community on registers.facility (community, id);

create table registers.population_snapshot (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  as_of date not null,
  households int not null check (households >= 0),
  residents int not null check (residents >= 0),
  source text not null,
  note text not null default '',
  confidence text not null default 'counted' check (confidence in ('counted', 'reported', 'estimated')),
  entered_by text not null,
  entered_at timestamptz not null default now(),
  version int not null default 1,
  primary key (county, id)
);
comment on table registers.population_snapshot is 'Households and resident population of a community on a day, typed in or imported where archives are incomplete (RES-07, RES-08).';
create unique index population_snapshot_day on registers.population_snapshot (county, community, as_of);

select kernel.scope_table('registers.facility');
select kernel.scope_table('registers.population_snapshot');
grant select, insert, update on registers.facility, registers.population_snapshot to linli_staff, linli_job;
