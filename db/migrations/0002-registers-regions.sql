-- Breaking: no.
-- Region tree with history: versions valid from-to and known from-to, recorded changes, successors.

create schema registers;
grant usage on schema registers to linli_staff, linli_unit, linli_resident, linli_public, linli_gate, linli_job;

create table registers.region (
  id uuid primary key,
  code text not null check (code ~ '^([0-9]{12}|[0-9]{15})$'),
  name text not null,
  name_mongolian text,
  level text not null check (level in ('province', 'city', 'county', 'town', 'community', 'grid')),
  kind text not null default 'division' check (kind in ('division', 'zone')),
  unit text not null,
  type text,
  urban_rural_class text,
  bureau text,
  parent text,
  province text not null,
  city text,
  county text,
  town text,
  community text,
  pinyin text not null default '',
  initials text not null default '',
  grams tsvector not null default '',
  valid_from date not null,
  valid_to date,
  known_from timestamptz not null default now(),
  known_to timestamptz,
  source text not null,
  check (valid_to is null or valid_to >= valid_from)
);
comment on table registers.region is 'One row per version of a region. valid_* say when it was so, known_* when we knew it. valid_to is the first day no longer valid.';
comment on column registers.region.type is 'Community type (ORG-02): urban, market_town, urban_village, suburban_village, central_village, traditional_village, pastoral, resettlement; null = not recorded.';
comment on column registers.region.grams is 'Single characters and bigrams of the name, without positions: 2.7 ms for a two-character name on 1 M rows where LIKE takes 259.';
create unique index region_current on registers.region (code) where valid_to is null and known_to is null;
create unique index region_version on registers.region (code, valid_from) where known_to is null;
create index region_children on registers.region (parent, code) where known_to is null;
create index region_code_prefix on registers.region (code text_pattern_ops) where valid_to is null and known_to is null;
create index region_pinyin on registers.region (pinyin text_pattern_ops) where valid_to is null and known_to is null;
create index region_initials on registers.region (initials text_pattern_ops) where valid_to is null and known_to is null;
create index region_grams on registers.region using gin (grams) where valid_to is null and known_to is null;
create index region_county on registers.region (county, level) where known_to is null;

create table registers.region_change (
  id uuid primary key,
  kind text not null check (kind in ('establish', 'rename', 'split', 'merge', 'move', 'abolish', 'retype')),
  effective date not null,
  reason text not null,
  source text not null,
  actor text not null,
  recorded_at timestamptz not null default now()
);
create table registers.region_successor (
  change_id uuid not null references registers.region_change (id),
  from_code text not null,
  to_code text not null,
  effective date not null,
  primary key (change_id, from_code, to_code)
);
create index region_successor_from on registers.region_successor (from_code, effective);
create index region_successor_to on registers.region_successor (to_code, effective);

select kernel.open_table('registers.region', '{linli_job,linli_county,linli_city,linli_province}');
select kernel.open_table('registers.region_change', '{linli_job,linli_county,linli_city,linli_province}');
select kernel.open_table('registers.region_successor', '{linli_job,linli_county,linli_city,linli_province}');
grant select on registers.region, registers.region_change, registers.region_successor to linli_staff, linli_unit, linli_resident, linli_public, linli_gate, linli_job;
grant insert, update on registers.region, registers.region_change, registers.region_successor to linli_job, linli_county, linli_city, linli_province;

create table registers.pack_version (
  name text not null,
  version text not null,
  hash text not null,
  loaded_at timestamptz not null default now(),
  content jsonb not null,
  primary key (name, hash)
);
comment on table registers.pack_version is 'Every content a policy pack ever had here; a running case keeps the hash it began under.';
select kernel.open_table('registers.pack_version', '{linli_job}');
grant select on registers.pack_version to linli_staff, linli_unit, linli_resident, linli_public, linli_gate, linli_job;
grant insert on registers.pack_version to linli_job;
