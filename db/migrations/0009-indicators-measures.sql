-- Breaking: no.
-- Rollups of measures that follow the acts, values typed in for measures nobody keeps yet, frozen reports; views over the wings to the left.

create schema indicators;
grant usage on schema indicators to linli_staff, linli_job;

-- What the indicators may read of the registers and procedures. The caller's own row policies apply.
create view registers.place with (security_invoker = true) as
  select code, name, level, unit, type, province, city, county, town, community, valid_from, valid_to from registers.region where known_to is null;
create view registers.facility_fact with (security_invoker = true) as
  select county, id, province, city, town, community, name, kind, build_case, area_service, area_activity, area_office, area_commercial, valid_from, valid_to, source from registers.facility;
create view registers.population_fact with (security_invoker = true) as
  select county, id, province, city, town, community, as_of, households, residents, source, note, confidence from registers.population_snapshot;
create view procedures.measure_fact with (security_invoker = true) as
  select county, id, province, city, town, community, measure, item, day, amount, xid from procedures.fact_delta;
grant select on registers.place, registers.facility_fact, registers.population_fact to linli_staff, linli_job;
grant select on procedures.measure_fact to linli_job;

-- A community without a facility counts as 0 only where somebody keeps the register; that must not depend on how much the reader may see.
grant create on schema registers to linli_job;
create function registers.facility_counties(wanted text[]) returns table (county text) language sql stable security definer set search_path = registers, pg_temp as $$
  select w from unnest(wanted) w where exists (select from registers.facility f where f.county = w)
$$;
alter function registers.facility_counties owner to linli_job;
revoke all on function registers.facility_counties from public;
grant execute on function registers.facility_counties to linli_staff, linli_job;
revoke create on schema registers from linli_job;
comment on function registers.facility_counties is 'Which of the counties keep a facility register at all.';

create table indicators.rollup (
  county text not null,
  region text not null,
  province text not null,
  city text,
  town text,
  community text,
  grid text,
  measure text not null,
  item text not null,
  day date not null,
  amount numeric not null,
  primary key (county, region, measure, item, day)
);
comment on table indicators.rollup is 'Sums of measure deltas per day for a community and for every region above it. Rows of a city or province hold the part of one county; readers add the parts.';
create index rollup_region on indicators.rollup (region, measure, day);

create table indicators.watermark (
  name text primary key,
  below_xid xid8 not null,
  folded_at timestamptz not null
);
comment on table indicators.watermark is 'Every delta below this transaction id is folded; deltas of transactions still running stay for the next batch.';

create table indicators.reported_value (
  county text not null,
  id uuid not null,
  region text not null,
  province text not null,
  city text,
  town text,
  community text,
  grid text,
  measure text not null,
  as_of date not null,
  value numeric not null,
  source text not null,
  note text not null default '',
  entered_by text not null,
  entered_at timestamptz not null default now(),
  primary key (county, id)
);
comment on table indicators.reported_value is 'Values of measures that no register keeps yet, typed in with their source. Append-only: the youngest entry of a day holds.';
create index reported_value_region on indicators.reported_value (region, measure, as_of desc, entered_at desc);

create table indicators.report (
  county text not null,
  id uuid not null,
  region text not null,
  province text not null,
  city text,
  town text,
  community text,
  grid text,
  plan text not null,
  plan_hash text not null,
  year int not null,
  version int not null,
  state text not null check (state in ('submitted', 'returned', 'checked', 'locked')),
  facts jsonb not null,
  hash text not null,
  submitted_by text not null,
  submitted_at timestamptz not null,
  checked_by text,
  checked_at timestamptz,
  locked_by text,
  locked_at timestamptz,
  note text not null default '',
  primary key (county, id),
  unique (county, region, plan, year, version)
);
comment on table indicators.report is 'Frozen yearly reports. facts and hash are never updated: only the columns of the state are granted for update. county = the region itself above the county level.';

select kernel.scope_table('indicators.rollup');
select kernel.scope_table('indicators.reported_value');
select kernel.scope_table('indicators.report');
alter table indicators.watermark enable row level security;
alter table indicators.watermark force row level security;
create policy job on indicators.watermark to linli_job using (true) with check (true);
create policy read_all on indicators.watermark for select using (true);
grant select, insert, update, delete on indicators.rollup to linli_job;
grant select, insert, update, delete on indicators.watermark to linli_job;
grant select on indicators.watermark, indicators.rollup to linli_staff;
grant select, insert on indicators.reported_value, indicators.report to linli_staff, linli_job;
grant update (state, checked_by, checked_at, locked_by, locked_at, note) on indicators.report to linli_staff;
