-- Breaking: no.
-- Places and bodies of a county (ORG-05 to ORG-16, PTY-10).

-- A grid may end without a successor: what stood in it then stands in its community.
create or replace function registers.declare_register(target regclass, title text, lasts text[] default null, filters text[] default '{}', sorts text[] default '{}', levels text[] default '{community}')
returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = target);
  level text;
  wanted text;
begin
  execute format('alter table %s add column county text not null, add column id uuid not null, add column province text not null, add column city text not null, '
    || 'add column town text %s, add column community text %s, add column grid text, add column source text not null default '''', '
    || 'add column entered_by text not null, add column entered_at timestamptz not null default now(), add column version int not null default 1, '
    || 'add column withdrawn_at timestamptz, add column withdrawn_why text not null default '''', add column former text not null default '''', add primary key (county, id)',
    target, case when 'county' = any(levels) then '' else 'not null' end, case when levels && '{county,town}' then '' else 'not null' end);
  execute format('comment on column %s.withdrawn_at is ''Since when the entry counts as never made: it was entered by mistake.''', target);
  execute format('comment on column %s.former is ''Code it stood under before a change of regions, where its successor had another of the same identity already.''', target);
  perform kernel.scope_table(target);
  execute format('grant select, insert, update on %s to linli_staff, linli_job', target);
  foreach level in array array['province', 'city', 'county', 'town', 'community', 'grid'] loop
    execute format('create index %I on %s (%I, %I, id)', name || '_' || level, target, level, title);
  end loop;
  perform registers.index_references(target);
  foreach wanted in array filters loop
    execute format('create index if not exists %I on %s (county, %I, %I, id)', name || '_by_' || wanted, target, wanted, title);
  end loop;
  foreach wanted in array sorts loop
    if wanted <> title then
      execute format('create index %I on %s (county, (%s), id)', name || '_in_' || wanted, target, registers.sort_key(target, wanted));
    end if;
  end loop;
  insert into registers.declared values (replace(name, '_', '-'), target, title, lasts[1], lasts[2]);
end
$$;

create table registers.grid (
  name text not null,
  kind text not null,
  households integer not null check (households >= 0),
  residents integer check (residents >= 0),
  compounds text not null default '',
  boundary text not null default '',
  duties text not null default '',
  posted boolean not null default false,
  posted_on date,
  posted_at text not null default '',
  location text not null default '',
  valid_from date not null,
  valid_to date,
  check (valid_to >= valid_from)
);
comment on table registers.grid is '网格 (ORG-05, ORG-07).';
select registers.declare_register('registers.grid', 'name', lasts => '{valid_from,valid_to}', filters => '{kind,posted}', sorts => '{households,valid_from}', levels => '{grid}');
create unique index grid_identity on registers.grid (county, grid, name, former) where withdrawn_at is null and valid_to is null;

create table registers.grid_post (
  name text not null,
  serves uuid not null,
  post text not null,
  came_from text not null,
  full_time boolean not null default false,
  worker uuid,
  person uuid,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  duties text not null default '',
  from_day date not null,
  to_day date,
  check (to_day >= from_day)
);
comment on table registers.grid_post is '网格人员 (ORG-06, ORG-10).';
select registers.declare_register('registers.grid_post', 'name', lasts => '{from_day,to_day}', filters => '{post,came_from,full_time}', sorts => '{from_day}', levels => '{grid}');
create unique index grid_post_identity on registers.grid_post (county, grid, name, post, former) where withdrawn_at is null and to_day is null;
alter table registers.grid_post add foreign key (county, serves) references registers.grid (county, id);
alter table registers.grid_post add foreign key (county, worker) references registers.worker (county, id);
alter table registers.grid_post add foreign key (county, person) references registers.person (county, id);

create table registers.body (
  name text not null,
  kind text not null,
  term integer check (term >= 0),
  seats integer check (seats >= 0),
  office text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  duties text not null default '',
  founded_on date not null,
  term_ends date,
  dissolved_on date,
  check (dissolved_on >= founded_on)
);
comment on table registers.body is '社区组织 (ORG-11, ORG-12).';
select registers.declare_register('registers.body', 'name', lasts => '{founded_on,dissolved_on}', filters => '{kind}', sorts => '{founded_on,term_ends}', levels => '{community}');
create unique index body_identity on registers.body (county, community, name, former) where withdrawn_at is null and dissolved_on is null;

create table registers.body_member (
  name text not null,
  body uuid not null,
  post text not null,
  person uuid,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  duties text not null default '',
  from_day date not null,
  to_day date,
  check (to_day >= from_day)
);
comment on table registers.body_member is '社区组织成员 (ORG-11, ORG-12).';
select registers.declare_register('registers.body_member', 'name', lasts => '{from_day,to_day}', filters => '{post}', sorts => '{from_day}', levels => '{community}');
create unique index body_member_identity on registers.body_member (county, community, body, name, post, former) where withdrawn_at is null and to_day is null;
alter table registers.body_member add foreign key (county, body) references registers.body (county, id);
alter table registers.body_member add foreign key (county, person) references registers.person (county, id);

create table registers.compound (
  name text not null,
  address text not null default '',
  buildings integer check (buildings >= 0),
  households integer not null check (households >= 0),
  built_on date,
  old_compound boolean not null default false,
  developer text not null default '',
  property_kind text not null,
  property_company text not null default '',
  owners_committee text not null,
  committee_ends date,
  committee_contact text not null default '',
  committee_phone_sealed bytea,
  committee_phone_hash bytea,
  committee_phone_last4 text not null default '',
  party_branch text not null default '',
  location text not null default '',
  valid_from date not null,
  valid_to date,
  check (valid_to >= valid_from)
);
comment on table registers.compound is '居民小区 (ORG-14).';
select registers.declare_register('registers.compound', 'name', lasts => '{valid_from,valid_to}', filters => '{households,old_compound,property_kind,owners_committee}', sorts => '{households,built_on}', levels => '{community}');
create unique index compound_identity on registers.compound (county, community, name, former) where withdrawn_at is null and valid_to is null;

create table registers.economic_body (
  name text not null,
  kind text not null,
  credit_code text not null default '',
  head text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  members integer check (members >= 0),
  trade text not null default '',
  income numeric(14,2) check (income >= 0),
  contribution numeric(14,2) check (contribution >= 0),
  contribution_use text not null default '',
  founded_on date not null,
  ended_on date,
  check (ended_on >= founded_on)
);
comment on table registers.economic_body is '村集体和经济组织 (ORG-15).';
select registers.declare_register('registers.economic_body', 'name', lasts => '{founded_on,ended_on}', filters => '{kind}', sorts => '{income,founded_on}', levels => '{community}');
create unique index economic_body_identity on registers.economic_body (county, community, name, former) where withdrawn_at is null and ended_on is null;

create table registers.party_organisation (
  name text not null,
  kind text not null,
  carrier text not null,
  carrier_name text not null default '',
  secretary text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  members integer check (members >= 0),
  founded_on date not null,
  dissolved_on date,
  check (dissolved_on >= founded_on)
);
comment on table registers.party_organisation is '基层党组织 (PTY-10).';
select registers.declare_register('registers.party_organisation', 'name', lasts => '{founded_on,dissolved_on}', filters => '{kind,carrier}', sorts => '{members,founded_on}', levels => '{community,town,grid}');
create unique index party_organisation_identity on registers.party_organisation (county, (coalesce(community, town)), name, former) where withdrawn_at is null and dissolved_on is null;

create table registers.town_profile (
  name text not null,
  area_km2 numeric(14,2) check (area_km2 >= 0),
  staff_posts integer check (staff_posts >= 0),
  staff_present integer check (staff_present >= 0),
  civil_affairs_staff integer check (civil_affairs_staff >= 0),
  offices text not null default '',
  has_one_stop boolean not null default false,
  has_social_work boolean not null default false,
  service_place boolean not null default false,
  duty_phone_sealed bytea,
  duty_phone_hash bytea,
  duty_phone_last4 text not null default '',
  lacks text not null default '',
  valid_from date not null,
  valid_to date,
  check (valid_to >= valid_from)
);
comment on table registers.town_profile is '乡镇（街道）概况 (ORG-16).';
select registers.declare_register('registers.town_profile', 'name', lasts => '{valid_from,valid_to}', filters => '{has_one_stop,has_social_work,service_place}', sorts => '{staff_present}', levels => '{town}');
create unique index town_profile_identity on registers.town_profile (county, (coalesce(community, town)), former) where withdrawn_at is null and valid_to is null;

create table registers.resettlement (
  name text not null,
  kind text not null,
  origins text not null,
  households integer not null check (households >= 0),
  residents integer check (residents >= 0),
  employed_households integer check (employed_households >= 0),
  comprehensive_facility boolean not null default false,
  employment_service boolean not null default false,
  moved_on date not null,
  ended_on date,
  check (ended_on >= moved_on)
);
comment on table registers.resettlement is '易地搬迁安置社区 (ORG-13).';
select registers.declare_register('registers.resettlement', 'name', lasts => '{moved_on,ended_on}', filters => '{kind,comprehensive_facility,employment_service}', sorts => '{households,moved_on}', levels => '{community}');
create unique index resettlement_identity on registers.resettlement (county, community, name, former) where withdrawn_at is null and ended_on is null;

