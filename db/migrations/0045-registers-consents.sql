-- Breaking: no.
-- What a person has agreed to and for what (a row a purpose, taken back whenever the person likes), and what a person says is wrong in the own record.

create table registers.consent (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  purpose text not null check (purpose ~ '^[a-z][a-z0-9-]*$'),
  given_at timestamptz not null,
  given_by text not null,
  given_as text not null,
  channel text not null,
  ended_at timestamptz,
  ended_by text,
  ended_as text,
  primary key (county, id),
  foreign key (county, person_id) references registers.person (county, id),
  check ((ended_at is null) = (ended_by is null))
);
comment on table registers.consent is 'What a person agreed to, for one purpose; it holds until it is taken back. Purposes stand in the code table consent_purpose.';
comment on column registers.consent.given_as is 'In what capacity: the person alone, or helped by whom.';
create unique index consent_running on registers.consent (county, person_id, purpose) where ended_at is null;
create index consent_person on registers.consent (county, person_id, given_at desc);
select kernel.scope_table('registers.consent', 'person_id');
grant select on registers.consent to linli_staff, linli_resident, linli_job;
grant insert on registers.consent to linli_staff, linli_resident, linli_job;
grant update (ended_at, ended_by, ended_as) on registers.consent to linli_staff, linli_resident;
grant update on registers.consent to linli_job;

create table registers.correction_request (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  part text not null check (part ~ '^[a-z][a-z0-9-]*$'),
  said text not null check (length(said) between 1 and 500),
  asked_at timestamptz not null,
  asked_as text not null,
  due_on date not null,
  outcome text check (outcome in ('corrected', 'kept')),
  answer text not null default '',
  answered_at timestamptz,
  answered_by text,
  primary key (county, id),
  foreign key (county, person_id) references registers.person (county, id),
  check ((outcome is null) = (answered_at is null)),
  check (outcome is null or answer <> '')
);
comment on table registers.correction_request is 'What a person says is wrong in the own record, and what became of it. Parts stand in the code table record_part.';
create index correction_request_person on registers.correction_request (county, person_id, asked_at desc);
create index correction_request_county on registers.correction_request (county, due_on, id) where outcome is null;
create index correction_request_town on registers.correction_request (town, due_on, id) where outcome is null;
create index correction_request_community on registers.correction_request (community, due_on, id) where outcome is null;
create index correction_request_grid on registers.correction_request (grid, due_on, id) where outcome is null;
select kernel.scope_table('registers.correction_request', 'person_id');
grant select on registers.correction_request to linli_staff, linli_resident, linli_job;
grant insert on registers.correction_request to linli_staff, linli_resident, linli_job;
grant update (outcome, answer, answered_at, answered_by) on registers.correction_request to linli_staff;
grant update on registers.correction_request to linli_job;

-- What belongs to a person goes where the person goes: every table that names one beside a place, whoever adds it later.
create or replace function registers.personal_tables() returns text[] language sql stable as $$
  select array_agg(format('registers.%I', c.relname) order by c.relname)
    from pg_class c
   where c.relnamespace = 'registers'::regnamespace and c.relkind = 'r'
     and 4 = (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and a.attname in ('person_id', 'town', 'community', 'grid'))
$$;
