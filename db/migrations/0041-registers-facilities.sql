-- Breaking: no.
-- Rooms, service points, idle assets, systems and media of a county (FAC, AFF, PUB, ENV, IOT, CHN).

create table registers.room (
  name text not null,
  function text not null,
  facility text not null default '',
  area_size numeric(14,2) check (area_size >= 0),
  seats integer check (seats >= 0),
  hours text not null default '',
  bookable boolean not null default false,
  out_of_use boolean not null default false,
  contact text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  uses_last_month integer check (uses_last_month >= 0),
  opened_on date not null,
  closed_on date,
  check (closed_on >= opened_on)
);
comment on table registers.room is '功能用房 (FAC-15).';
select registers.declare_register('registers.room', 'name', lasts => '{opened_on,closed_on}', filters => '{function,bookable,out_of_use}', sorts => '{area_size,opened_on}', levels => '{community}');
create unique index room_identity on registers.room (county, community, name, former) where withdrawn_at is null and closed_on is null;

create table registers.service_point (
  name text not null,
  kind text not null,
  network text not null,
  address text not null,
  location text not null default '',
  radius numeric(14,2) check (radius >= 0),
  hours text not null default '',
  functions text[] not null default '{}',
  windows integer check (windows >= 0),
  staff integer check (staff >= 0),
  places integer check (places >= 0),
  one_stop boolean not null default false,
  near_elder_care boolean not null default false,
  operator text not null default '',
  property_right text not null default '',
  certificate text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  opened_on date not null,
  closed_on date,
  check (closed_on >= opened_on)
);
comment on table registers.service_point is '服务点 (AFF-10, AFF-16, FAC-16, FAC-25, PUB-03, PUB-04, PUB-14, ENV-10).';
select registers.declare_register('registers.service_point', 'name', lasts => '{opened_on,closed_on}', filters => '{kind,network,one_stop,property_right}', sorts => '{opened_on,windows}', levels => '{community,town,county}');
create unique index service_point_identity on registers.service_point (county, (coalesce(community, town, county)), name, former) where withdrawn_at is null and closed_on is null;

create table registers.idle_asset (
  name text not null,
  kind text not null,
  owner text not null,
  area_size numeric(14,2) not null check (area_size >= 0),
  address text not null,
  location text not null default '',
  property_right text not null,
  certificate text not null default '',
  use_state text not null,
  priority_use text not null default '',
  agreement text not null default '',
  contact text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  offered_on date not null,
  taken_on date,
  check (taken_on >= offered_on)
);
comment on table registers.idle_asset is '闲置资源 (FAC-26, FAC-20).';
select registers.declare_register('registers.idle_asset', 'name', lasts => '{offered_on,taken_on}', filters => '{kind,property_right,use_state,priority_use}', sorts => '{area_size,offered_on}', levels => '{community,town,county}');
create unique index idle_asset_identity on registers.idle_asset (county, (coalesce(community, town, county)), name, former) where withdrawn_at is null and taken_on is null;

create table registers.system (
  name text not null,
  kind text not null,
  pieces integer check (pieces >= 0),
  operator text not null default '',
  cost numeric(14,2) check (cost >= 0),
  run_state text not null,
  migration text not null default '',
  migrated_to text not null default '',
  note text not null default '',
  built_on date not null,
  retired_on date,
  check (retired_on >= built_on)
);
comment on table registers.system is '信息化设施和系统 (IOT-04, IOT-10).';
select registers.declare_register('registers.system', 'name', lasts => '{built_on,retired_on}', filters => '{kind,run_state,migration}', sorts => '{cost,built_on}', levels => '{community,town,county}');
create unique index system_identity on registers.system (county, (coalesce(community, town, county)), name, former) where withdrawn_at is null and retired_on is null;

create table registers.medium (
  name text not null,
  kind text not null,
  account text not null default '',
  owner text not null,
  administrator text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  members integer check (members >= 0),
  audience text not null default '',
  checked_on date,
  opened_on date not null,
  closed_on date,
  check (closed_on >= opened_on)
);
comment on table registers.medium is '社区信息媒介 (CHN-02).';
select registers.declare_register('registers.medium', 'name', lasts => '{opened_on,closed_on}', filters => '{kind}', sorts => '{members,opened_on}', levels => '{community,town,county}');
create unique index medium_identity on registers.medium (county, (coalesce(community, town, county)), name, former) where withdrawn_at is null and closed_on is null;

