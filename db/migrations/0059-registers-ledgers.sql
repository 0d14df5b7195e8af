-- Breaking: no.
-- Ledgers that a county declares by itself (ADM-04): what each version asks, what was decided about it, when it was sent out, the sheet of each
-- community, and its rows. What is known already is derived from the registers and kept in the row when the sheet is handed in.

create table registers.ledger (
  county text not null,
  id uuid not null,
  version int not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  form jsonb not null,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (county, id, version)
);
comment on table registers.ledger is 'One version of a ledger: title, owner, basis, admission number, frequency, who fills and checks, what a row is about, columns. Never rewritten.';
select kernel.scope_table('registers.ledger');
grant select, insert on registers.ledger to linli_staff, linli_job;

create table registers.ledger_decision (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  ledger uuid not null,
  kind text not null check (kind in ('end', 'merge', 'resume', 'keep')),
  on_day date not null,
  basis text not null,
  into_ledger uuid,
  actor text not null,
  at timestamptz not null,
  primary key (county, id)
);
comment on table registers.ledger_decision is 'What the county decided about a ledger: ended, merged into another, gone on with, kept after a look. The last one holds.';
create index ledger_decision_of on registers.ledger_decision (county, ledger, at);
select kernel.scope_table('registers.ledger_decision');
grant select, insert on registers.ledger_decision to linli_staff, linli_job;

create table registers.ledger_round (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  ledger uuid not null,
  ledger_version int not null,
  period text not null,
  due_on date not null,
  asked_of jsonb not null,
  approver text not null default '',
  reason text not null default '',
  actor text not null,
  at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_why text not null default '',
  primary key (county, id)
);
comment on table registers.ledger_round is 'One sending out of a ledger: for which period, of whom, until when; approver and reason where it is due sooner than the least number of working days.';
create unique index ledger_round_period on registers.ledger_round (county, ledger, period) where withdrawn_at is null;
select kernel.scope_table('registers.ledger_round');
grant select, insert, update on registers.ledger_round to linli_staff, linli_job;

create table registers.ledger_sheet (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  round uuid not null,
  ledger uuid not null,
  ledger_version int not null,
  title text not null,
  period text not null,
  due_on date not null,
  state text not null default 'unopened' check (state in ('unopened', 'opened', 'filling', 'submitted', 'returned', 'checked', 'locked')),
  version int not null default 1,
  saved int not null default 0,
  cells int not null default 0,
  known int not null default 0,
  sent_at timestamptz not null,
  moved_at timestamptz not null,
  moved_by text not null,
  withdrawn_at timestamptz,
  primary key (county, id)
);
comment on table registers.ledger_sheet is 'What one community is asked in one round: where it stands, and how many cells it had and how many of them the system filled in when it was handed in.';
comment on column registers.ledger_sheet.saved is 'Grows with every answer, so that nothing is handed in that changed meanwhile.';
create index ledger_sheet_of on registers.ledger_sheet (county, ledger, due_on desc, community);
create index ledger_sheet_round on registers.ledger_sheet (county, round);
create index ledger_sheet_town on registers.ledger_sheet (town, due_on desc, id) where withdrawn_at is null;
create index ledger_sheet_community on registers.ledger_sheet (community, due_on desc, id) where withdrawn_at is null;
create index ledger_sheet_county on registers.ledger_sheet (county, due_on desc, id) where withdrawn_at is null;
select kernel.scope_table('registers.ledger_sheet');
grant select, insert, update on registers.ledger_sheet to linli_staff, linli_job;

create table registers.ledger_row (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  ledger uuid not null,
  ledger_version int not null,
  sheet uuid not null,
  period text not null,
  subject uuid not null,
  answers jsonb not null default '{}',
  known jsonb not null default '{}',
  returned jsonb not null default '{}',
  version int not null default 1,
  entered_by text not null,
  entered_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (county, id),
  constraint ledger_row_identity unique (county, sheet, subject)
);
comment on table registers.ledger_row is 'A row of a sheet: what it is about, what was answered, what the registers said when it was handed in, and which cells were sent back why.';
create index ledger_row_of on registers.ledger_row (county, ledger, entered_at desc, id);
create index ledger_row_subject on registers.ledger_row (county, subject, ledger, entered_at desc);
select kernel.scope_table('registers.ledger_row');
grant select, insert, update on registers.ledger_row to linli_staff, linli_job;

grant create on schema registers to linli_job;
-- A community reads the ledger it is asked for, which stands at the county: a ledger holds no person.
create function registers.tell_ledger(of_county text, wanted uuid) returns jsonb
language plpgsql stable security definer set search_path = registers, pg_temp as $$
declare
  level text := substr(session_user, 7);
  open boolean;
begin
  if level not in ('province', 'city', 'county', 'town', 'community', 'grid') then
    raise exception using errcode = '42501', message = 'no ledgers for this login role';
  end if;
  execute format('select exists (select from registers.ledger where county = $1 and id = $2 and %1$I = current_setting(''linli.scope''))
                      or exists (select from registers.ledger_sheet where county = $1 and ledger = $2 and %1$I = current_setting(''linli.scope''))', level) into open using of_county, wanted;
  if not open then
    return null;
  end if;
  return jsonb_build_object(
    'versions', (select jsonb_agg(jsonb_build_object('version', l.version, 'form', l.form, 'entered_at', l.entered_at) order by l.version) from registers.ledger l where l.county = of_county and l.id = wanted),
    'decisions', coalesce((select jsonb_agg(jsonb_build_object('kind', d.kind, 'on_day', d.on_day, 'basis', d.basis, 'into_ledger', d.into_ledger, 'actor', d.actor, 'at', d.at) order by d.at)
                             from registers.ledger_decision d where d.county = of_county and d.ledger = wanted), '[]'));
end
$$;
alter function registers.tell_ledger owner to linli_job;
revoke all on function registers.tell_ledger from public;
grant execute on function registers.tell_ledger to linli_staff;
comment on function registers.tell_ledger is 'Versions and decisions of a ledger, for its county and for whoever has a sheet of it.';
revoke create on schema registers from linli_job;

create function registers.carry_sheets(p jsonb) returns jsonb language plpgsql as $$
declare
  target text;
  touched bigint;
  counts jsonb := '{}';
begin
  if p ->> 'level' = 'community' then
    foreach target in array array['ledger_sheet', 'ledger_row'] loop
      execute format('update registers.%I set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community''
                       where county = $1 ->> ''county'' and community = $1 ->> ''from''', target) using p;
      get diagnostics touched = row_count;
      if touched > 0 then
        counts := counts || jsonb_build_object(target, touched);
      end if;
    end loop;
  end if;
  return counts;
end
$$;
revoke all on function registers.carry_sheets from public;
grant execute on function registers.carry_sheets to linli_job;
comment on function registers.carry_sheets is 'Puts the sheets of a community under the only successor of its code.';
