-- Breaking: no.
-- People, households, labels, change history, unmasking.

create table registers.household (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  address text not null default '',
  head uuid,
  valid_from date not null default current_date,
  valid_to date,
  primary key (county, id)
);
create index household_community on registers.household (community);

create table registers.person (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  name text not null,
  name_grams tsvector not null default '',
  pinyin text not null default '',
  initials text not null default '',
  id_type text not null default '111',
  id_sealed bytea,
  id_hash bytea,
  id_last4 text not null default '',
  birth date,
  sex text not null default '0',
  ethnic_group text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  bank_sealed bytea,
  bank_last4 text not null default '',
  residence text not null default 'registered' check (residence in ('registered', 'resident', 'floating')),
  household_id uuid,
  relation text not null default '',
  address text not null default '',
  source text not null,
  verified_on date,
  created_at timestamptz not null default now(),
  version int not null default 1,
  ended_on date,
  primary key (county, id),
  foreign key (county, household_id) references registers.household (county, id)
);
comment on table registers.person is 'Residents, registered or not (RES-12). Numbers are sealed; the keyed hash serves look-up, the last four digits display.';
create unique index person_id_hash on registers.person (county, id_hash);
create index person_phone on registers.person (county, phone_hash);
create index person_grams on registers.person using gin (name_grams);
create index person_community on registers.person (community, id);
create index person_town on registers.person (town, id);

create table registers.person_directory (
  id_hash bytea primary key,
  county text not null,
  person_id uuid not null
);
comment on table registers.person_directory is 'Nation-wide uniqueness of an id number; the only look-up that crosses counties, and it crosses them by a keyed hash.';

create table registers.person_label (
  county text not null,
  id uuid not null,
  person_id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  label text not null,
  from_day date not null,
  to_day date,
  evidence text not null default '',
  set_by text not null,
  primary key (county, id),
  foreign key (county, person_id) references registers.person (county, id)
);

create table registers.entry_change (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid,
  register text not null,
  entry_id uuid not null,
  at timestamptz not null default now(),
  actor text not null,
  basis_kind text not null,
  basis_id text not null,
  before jsonb not null,
  after jsonb not null,
  primary key (county, id)
);
comment on table registers.entry_change is 'What an entry was and became, on whose word: the history behind "as it was on".';
create index entry_change_entry on registers.entry_change (county, entry_id, at);

create table registers.unmasking (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  fields text[] not null,
  reason text not null,
  actor text not null,
  hat text not null,
  at timestamptz not null default now(),
  primary key (county, id)
);
comment on table registers.unmasking is 'Each look behind the mask: who, as what, at which fields, why. The person concerned may read it.';
create index unmasking_person on registers.unmasking (county, person_id, at desc);

select kernel.scope_table('registers.household', 'head');
select kernel.scope_table('registers.person', 'id');
select kernel.scope_table('registers.person_label', 'person_id');
select kernel.scope_table('registers.entry_change', 'person_id');
select kernel.scope_table('registers.unmasking', 'person_id');
create policy county_of_job on registers.person_directory to linli_job, linli_gate using (true) with check (true);
create policy add_own on registers.person_directory for insert to linli_staff with check (county = current_setting('linli.county'));
alter table registers.person_directory enable row level security;
alter table registers.person_directory force row level security;

grant select, insert, update on registers.household, registers.person, registers.person_label to linli_staff, linli_job;
grant select, insert on registers.entry_change, registers.unmasking to linli_staff, linli_job;
grant select, update on registers.person to linli_resident;
grant select on registers.household, registers.person_label, registers.unmasking, registers.entry_change to linli_resident;
grant insert on registers.entry_change to linli_resident;
grant insert on registers.person_directory to linli_staff, linli_job;
grant select on registers.person_directory to linli_gate, linli_job;
create policy gate on registers.person for select to linli_gate using (true);
grant select (county, id, name, community, phone_hash, id_hash, ended_on) on registers.person to linli_gate;
