-- Breaking: no.
-- Volunteers and their teams (VOL-01, VOL-02, VOL-04), commercial outlets (COM-01, COM-03, COM-04, COM-06), social-work stations (SWS-01, SWS-02).

create table registers.volunteer_team (
  name text not null,
  kind text not null,
  fields text[] not null default '{}',
  leader text not null,
  leader_phone_sealed bytea,
  leader_phone_hash bytea,
  leader_phone_last4 text not null default '',
  activities text not null default '',
  insured boolean not null default false,
  insured_until date,
  founded_on date not null,
  dissolved_on date,
  check (dissolved_on >= founded_on)
);
comment on table registers.volunteer_team is 'One row a team; its members are the volunteers that name it.';
select registers.declare_register('registers.volunteer_team', 'name', lasts => '{founded_on,dissolved_on}', filters => '{kind,insured}', sorts => '{insured_until,founded_on}',
  levels => '{community,town,county}');
create unique index volunteer_team_identity on registers.volunteer_team (county, coalesce(community, town, county), name, former) where dissolved_on is null and withdrawn_at is null;

create table registers.volunteer (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  sex text not null default '',
  identities text[] not null default '{}',
  number text not null default '',
  sign_up text not null,
  skills text[] not null default '{}',
  service_area text not null default '',
  times text[] not null default '{}',
  team uuid,
  registered_on date not null,
  left_on date,
  check (left_on >= registered_on)
);
comment on table registers.volunteer is 'One row a volunteer in a community; registered from the number on.';
select registers.declare_register('registers.volunteer', 'name', lasts => '{registered_on,left_on}', filters => '{sign_up}', sorts => '{registered_on}');
alter table registers.volunteer add foreign key (county, team) references registers.volunteer_team (county, id);
create unique index volunteer_identity on registers.volunteer (county, community, name, registered_on, former) where left_on is null and withdrawn_at is null;

create table registers.outlet (
  name text not null,
  kind text not null,
  services text[] not null default '{}',
  operator text not null default '',
  credit_code text not null default '',
  licence text not null default '',
  chain text not null default '',
  head text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  address text not null,
  position text not null default '',
  hours text not null,
  home_visits boolean not null default false,
  staff int check (staff >= 0),
  opened_on date not null,
  closed_on date,
  check (closed_on >= opened_on)
);
comment on table registers.outlet is 'One row a shop, service or collecting point that serves the residents of a community.';
select registers.declare_register('registers.outlet', 'name', lasts => '{opened_on,closed_on}', filters => '{kind,home_visits}', sorts => '{staff,opened_on}');
create unique index outlet_identity on registers.outlet (county, community, name, address, former) where closed_on is null and withdrawn_at is null;

create table registers.social_work_station (
  name text not null,
  address text not null,
  position text not null default '',
  area numeric(14, 2) check (area >= 0),
  mode text not null,
  operator text not null default '',
  head text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  hours text not null,
  staff int not null check (staff >= 0),
  certified int not null check (certified >= 0),
  has_place boolean not null default false,
  has_equipment boolean not null default false,
  has_staff boolean not null default false,
  has_functions boolean not null default false,
  has_process boolean not null default false,
  has_rules boolean not null default false,
  checked_on date,
  opened_on date not null,
  closed_on date,
  check (certified <= staff),
  check (closed_on >= opened_on)
);
comment on table registers.social_work_station is 'One row a station of a town or street, with what it has of the six that make it count as built.';
select registers.declare_register('registers.social_work_station', 'name', lasts => '{opened_on,closed_on}', filters => '{mode}', sorts => '{staff,opened_on}', levels => '{town}');
create unique index social_work_station_identity on registers.social_work_station (county, town, name, former) where closed_on is null and withdrawn_at is null;
