-- Breaking: no.
-- Accounts, appointments (role × region or unit × validity), delegation, hand-over, sign-in sessions.
-- Sign-in spans counties, so these tables stand outside the tenants; only the gate and the job role may read them, and the
-- county's administrators through functions that take their scope as an explicit predicate.

create table registers.unit (
  county text not null,
  id text not null,
  name text not null,
  kind text not null,
  province text not null,
  city text not null,
  phone text not null default '',
  primary key (county, id)
);
comment on table registers.unit is 'Departments and offices of a county that a case can be sent to; id = county code, colon, short name.';
select kernel.open_table('registers.unit', '{linli_job,linli_county}');
grant select on registers.unit to linli_staff, linli_unit, linli_resident, linli_public, linli_gate, linli_job;
grant insert, update on registers.unit to linli_job, linli_county;

create table registers.account (
  id uuid primary key,
  login text not null,
  name text not null,
  phone text not null default '',
  password_hash text,
  totp_secret bytea,
  one_time_hash bytea,
  one_time_until timestamptz,
  failures int not null default 0,
  locked_until timestamptz,
  must_change boolean not null default false,
  demonstration boolean not null default false,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
create unique index account_login on registers.account (lower(login));

create table registers.appointment (
  id uuid primary key,
  account_id uuid not null references registers.account (id),
  role text not null,
  level text not null check (level in ('province', 'city', 'county', 'town', 'community', 'grid', 'unit')),
  region text not null,
  unit text,
  county text not null default '',
  valid_from date not null,
  valid_to date,
  granted_by text not null,
  granted_at timestamptz not null default now(),
  ended_by text,
  ended_reason text,
  check ((level = 'unit') = (unit is not null))
);
comment on column registers.appointment.valid_to is 'First day on which the appointment no longer holds.';
create index appointment_account on registers.appointment (account_id);
create index appointment_region on registers.appointment (county, region);

create table registers.delegation (
  id uuid primary key,
  appointment_id uuid not null references registers.appointment (id),
  to_account uuid not null references registers.account (id),
  from_day date not null,
  to_day date not null,
  reason text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  check (to_day >= from_day)
);
comment on column registers.delegation.to_day is 'Last day on which the stand-in may wear the hat.';
create index delegation_to on registers.delegation (to_account);

create table registers.handover (
  id uuid primary key,
  county text not null,
  from_appointment uuid not null references registers.appointment (id),
  to_appointment uuid not null references registers.appointment (id),
  at timestamptz not null default now(),
  by_account text not null,
  case_count int not null,
  note text not null default ''
);

create table registers.sign_in_session (
  token_hash bytea primary key,
  id uuid not null unique,
  account_id uuid references registers.account (id),
  county text not null default '',
  person_id uuid,
  appointment_id uuid references registers.appointment (id),
  delegation_id uuid references registers.delegation (id),
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address text not null default '',
  agent text not null default '',
  helper text,
  ended_at timestamptz,
  check ((account_id is null) <> (person_id is null))
);
comment on column registers.sign_in_session.helper is 'The clerk who helped a resident sign in once, with the resident standing at the window.';
create index session_account on registers.sign_in_session (account_id) where ended_at is null;
create index session_person on registers.sign_in_session (person_id) where ended_at is null;

create table registers.one_time_code (
  id uuid primary key,
  purpose text not null,
  phone_hash bytea not null,
  code_hash bytea not null,
  tries int not null default 0,
  county text not null default '',
  person_id uuid,
  helper text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on column registers.one_time_code.phone_hash is 'Keyed hash of what the code is asked with: a phone number, or the id number when a clerk helps.';
create index one_time_code_phone on registers.one_time_code (phone_hash, created_at desc);

create function kernel.gate_table(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy gate on %s to linli_gate using (true) with check (true)', target);
  execute format('create policy job on %s to linli_job using (true) with check (true)', target);
  execute format('grant select, insert, update on %s to linli_gate, linli_job', target);
end
$$;
comment on function kernel.gate_table is 'A table of the sign-in: no staff or resident role reaches it.';
select kernel.gate_table(t) from unnest(array['registers.account', 'registers.appointment', 'registers.delegation', 'registers.handover',
                                              'registers.sign_in_session', 'registers.one_time_code']::regclass[]) as t;
