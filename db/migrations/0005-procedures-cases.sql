-- Breaking: no.
-- Cases, acts, consultations, notices, attachments, drafts, ratings, deltas, and the one function that writes a command.

create table kernel.outbox (
  id uuid primary key,
  county text not null default '',
  channel text not null default 'sms',
  to_sealed bytea not null,
  body_sealed bytea not null,
  created_at timestamptz not null default now(),
  tries int not null default 0,
  sent_at timestamptz,
  failure text
);
comment on table kernel.outbox is 'Messages that wait for an adapter; number and text are sealed because codes pass through here.';
create index outbox_waiting on kernel.outbox (created_at) where sent_at is null;
alter table kernel.outbox enable row level security;
alter table kernel.outbox force row level security;
create policy put on kernel.outbox for insert with check (true);
create policy job on kernel.outbox to linli_job using (true) with check (true);
grant insert on kernel.outbox to linli_staff, linli_unit, linli_resident, linli_gate, linli_job, linli_public;
grant select, update, delete on kernel.outbox to linli_job;

create schema procedures;
grant usage on schema procedures to linli_staff, linli_unit, linli_resident, linli_public, linli_gate, linli_job;

create table procedures.cases (
  county text not null,
  id uuid not null,
  number text not null,
  item text not null,
  procedure text not null,
  pack text not null,
  pack_hash text not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  applicant_mask text not null,
  agent jsonb,
  title text not null,
  state text not null,
  holder text not null check (holder in ('applicant', 'community', 'town', 'county', 'nobody')),
  holder_since timestamptz not null,
  assignee uuid,
  channel text not null,
  opened_at timestamptz not null,
  accepted_at timestamptz,
  due_on date,
  due_provisional boolean not null default false,
  deadline jsonb not null default '{}',
  paused_at timestamptz,
  supervised_at timestamptz,
  closed_at timestamptz,
  outcome text,
  form jsonb not null default '{}',
  decision jsonb not null default '{}',
  origin uuid,
  acts int not null,
  primary key (county, id)
);
comment on table procedures.cases is 'The folded state of a case; acts are the truth. Regions of all levels are stored because each level''s policy compares its own.';
create unique index case_number on procedures.cases (county, number);
create index case_applicant on procedures.cases (applicant, opened_at desc);
create index case_province on procedures.cases (province, opened_at desc);
create index case_city on procedures.cases (city, opened_at desc);
create index case_county on procedures.cases (county, opened_at desc);
create index case_town on procedures.cases (town, opened_at desc);
create index case_community on procedures.cases (community, opened_at desc);
create index case_grid on procedures.cases (grid, opened_at desc) where grid is not null;
-- The inbox of a level: only cases that level holds now, so that a million closed ones cost nothing.
create index inbox_community on procedures.cases (community, due_on, id) where holder = 'community';
create index inbox_town on procedures.cases (town, due_on, id) where holder = 'town';
create index inbox_county on procedures.cases (county, due_on, id) where holder = 'county';
create index case_awaiting on procedures.cases (holder_since) where holder = 'applicant' and closed_at is null;
create index case_provisional on procedures.cases (county) where due_provisional and closed_at is null;
create index case_open_due on procedures.cases (county, due_on) where closed_at is null;

create table procedures.act (
  county text not null,
  case_id uuid not null,
  seq int not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  kind text not null,
  at timestamptz not null,
  actor text not null,
  actor_name text not null,
  hat text not null,
  role text not null,
  channel text not null,
  from_state text not null,
  to_state text not null,
  opinion text not null default '',
  reason text not null default '',
  form jsonb not null default '{}',
  key text not null,
  answer jsonb not null,
  primary key (county, case_id, seq)
);
comment on table procedures.act is 'Append-only. key = idempotency key of its actor; answer = what the first call was told.';
create unique index act_key on procedures.act (county, actor, key);

create table procedures.consultation (
  county text not null,
  id uuid not null,
  case_id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  unit text not null,
  question text not null,
  shown jsonb not null,
  case_number text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  due_on date not null,
  answered_at timestamptz,
  answered_by text,
  answer text,
  opinion text,
  primary key (county, id)
);
comment on column procedures.consultation.shown is 'The few facts the unit needs for its answer; it does not see the case.';
create index consultation_unit on procedures.consultation (unit, due_on, id) where answered_at is null;
create index consultation_case on procedures.consultation (county, case_id);

create table procedures.notice (
  county text not null,
  id uuid not null,
  case_id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  recipient text not null,
  template text not null,
  facts jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (county, id)
);
comment on column procedures.notice.recipient is 'applicant, community, town or county: whose inbox shows it.';
create index notice_case on procedures.notice (county, case_id);
create index notice_applicant on procedures.notice (applicant, created_at desc) where recipient = 'applicant';
create index notice_community on procedures.notice (community, created_at desc) where recipient = 'community' and read_at is null;
create index notice_town on procedures.notice (town, created_at desc) where recipient = 'town' and read_at is null;
create index notice_county on procedures.notice (county, created_at desc) where recipient = 'county' and read_at is null;

create table procedures.attachment (
  county text not null,
  id uuid not null,
  case_id uuid,
  draft_id uuid,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  material text not null,
  filename text not null,
  mime text not null,
  size int not null,
  sha256 bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  act_seq int,
  primary key (county, id)
);
comment on column procedures.attachment.act_seq is 'The act the file came with; empty while it belongs to no case.';
create index attachment_loose on procedures.attachment (uploaded_at) where case_id is null and draft_id is null;
create index attachment_content on procedures.attachment (sha256);
create index attachment_case on procedures.attachment (county, case_id);
create index attachment_draft on procedures.attachment (county, draft_id);
create index attachment_applicant on procedures.attachment (county, applicant, uploaded_at);

create table procedures.draft (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  item text not null,
  pack_hash text not null,
  form jsonb not null default '{}',
  page text not null default '',
  opened_by text not null,
  updated_at timestamptz not null,
  submitted_case uuid,
  primary key (county, id)
);
create index draft_applicant on procedures.draft (applicant, updated_at desc) where submitted_case is null;

create table procedures.rating_token (
  county text not null,
  token_hash bytea not null,
  case_id uuid not null,
  round smallint not null,
  issued_at timestamptz not null,
  used_at timestamptz,
  primary key (county, token_hash)
);
create table procedures.rating (
  county text not null,
  id uuid not null,
  case_id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  item text not null,
  round smallint not null,
  grade smallint not null check (grade between 1 and 5),
  tags text[] not null default '{}',
  comment text not null default '',
  channel text not null,
  at timestamptz not null,
  primary key (county, id),
  unique (county, case_id, round)
);
comment on table procedures.rating is 'Written only by procedures.rate, which takes a token that staff never hold; nobody may change or delete a row.';

create table procedures.fact_delta (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  measure text not null,
  item text not null default '',
  day date not null,
  amount numeric not null,
  xid xid8 not null default pg_current_xact_id(),
  primary key (county, id)
);
comment on table procedures.fact_delta is 'A change of a measure, appended in the act''s own transaction; indicators fold them in batches below the oldest running transaction.';
create index fact_delta_xid on procedures.fact_delta (xid);

select kernel.scope_table('procedures.cases', 'applicant');
select kernel.scope_table('procedures.act', 'applicant');
select kernel.scope_table('procedures.consultation', 'applicant', 'unit');
select kernel.scope_table('procedures.notice', 'applicant');
select kernel.scope_table('procedures.attachment', 'applicant');
select kernel.scope_table('procedures.draft', 'applicant');
select kernel.scope_table('procedures.rating', 'applicant');
alter table procedures.rating_token enable row level security;
alter table procedures.rating_token force row level security;
create policy issue on procedures.rating_token for insert with check (county = current_setting('linli.county'));
create policy job on procedures.rating_token to linli_job using (true) with check (true);
alter table procedures.fact_delta enable row level security;
alter table procedures.fact_delta force row level security;
create policy append on procedures.fact_delta for insert with check (county = current_setting('linli.county'));
create policy job on procedures.fact_delta to linli_job using (true) with check (true);

grant select, insert, update on procedures.cases, procedures.consultation, procedures.notice, procedures.attachment, procedures.draft to linli_staff, linli_resident, linli_job;
grant delete on procedures.draft, procedures.attachment to linli_resident, linli_staff;
grant delete on procedures.attachment to linli_job;
grant select, insert on procedures.act to linli_staff, linli_resident, linli_job;
grant select on procedures.rating to linli_staff, linli_resident;
grant select, insert, update on procedures.rating, procedures.rating_token to linli_job;
grant insert on procedures.rating_token to linli_staff;
grant insert on procedures.fact_delta to linli_staff, linli_resident, linli_unit, linli_job;
grant select, delete on procedures.fact_delta to linli_job;
grant select, update on procedures.consultation to linli_unit;

-- The one call that writes a command. Shapes: case = a row of procedures.cases; acts, consultations, notices, messages, tokens,
-- labels, deltas, audit = arrays of rows; expected = number of acts the caller decided upon (0 for a new case).
create function procedures.record(p jsonb) returns jsonb language plpgsql as $$
declare
  first jsonb;
  earlier uuid;
  written procedures.cases;
  touched int;
begin
  select answer || '{"repeated": true}', applicant into first, earlier from procedures.act where county = p ->> 'county' and actor = p -> 'acts' -> 0 ->> 'actor' and key = p ->> 'key';
  if found then
    if earlier <> (p -> 'case' ->> 'applicant')::uuid then
      raise exception using errcode = 'LL002', message = 'key answered for somebody else';
    end if;
    return first;
  end if;
  written := jsonb_populate_record(null::procedures.cases, p -> 'case');
  if (p ->> 'expected')::int = 0 then
    insert into procedures.cases select (written).*;
  else
    update procedures.cases c
       set state = written.state, holder = written.holder, holder_since = written.holder_since, assignee = written.assignee,
           accepted_at = written.accepted_at, due_on = written.due_on, due_provisional = written.due_provisional, deadline = written.deadline,
           paused_at = written.paused_at, supervised_at = written.supervised_at, closed_at = written.closed_at, outcome = written.outcome,
           form = written.form, decision = written.decision, acts = written.acts
     where c.county = written.county and c.id = written.id and c.acts = (p ->> 'expected')::int;
    get diagnostics touched = row_count;
    if touched = 0 then
      raise exception using errcode = 'LL001', message = 'case moved on';
    end if;
  end if;
  insert into procedures.act select * from jsonb_populate_recordset(null::procedures.act, p -> 'acts');
  if p ? 'consultations' then
    insert into procedures.consultation select * from jsonb_populate_recordset(null::procedures.consultation, p -> 'consultations');
  end if;
  if p ? 'notices' then
    insert into procedures.notice select * from jsonb_populate_recordset(null::procedures.notice, p -> 'notices');
  end if;
  if p ? 'messages' then
    insert into kernel.outbox (id, county, to_sealed, body_sealed)
    select (m ->> 'id')::uuid, p ->> 'county', decode(m ->> 'to_sealed', 'hex'), decode(m ->> 'body_sealed', 'hex') from jsonb_array_elements(p -> 'messages') m;
  end if;
  if p ? 'token' then
    insert into procedures.rating_token (county, token_hash, case_id, round, issued_at)
    values (p ->> 'county', decode(p -> 'token' ->> 'hash', 'hex'), written.id, (p -> 'token' ->> 'round')::smallint, now());
  end if;
  if p ? 'deltas' then
    insert into procedures.fact_delta (county, id, province, city, town, community, measure, item, day, amount)
    select written.county, (d ->> 'id')::uuid, written.province, written.city, written.town, written.community, d ->> 'measure', written.item, (d ->> 'day')::date, (d ->> 'amount')::numeric
      from jsonb_array_elements(p -> 'deltas') d;
  end if;
  if p ? 'labels' then
    insert into registers.person_label (county, id, person_id, province, city, town, community, grid, label, from_day, evidence, set_by)
    select written.county, (l ->> 'id')::uuid, written.applicant, written.province, written.city, written.town, written.community, written.grid, l ->> 'label', (l ->> 'from_day')::date, 'case:' || written.number, l ->> 'set_by'
      from jsonb_array_elements(p -> 'labels') l;
  end if;
  if p ? 'draft' then
    update procedures.draft set submitted_case = written.id where county = written.county and id = (p ->> 'draft')::uuid;
    update procedures.attachment set case_id = written.id, act_seq = written.acts where county = written.county and draft_id = (p ->> 'draft')::uuid;
  end if;
  if p ? 'attachments' then
    update procedures.attachment set case_id = written.id, act_seq = written.acts
     where county = written.county and applicant = written.applicant and uploaded_by = p -> 'acts' -> 0 ->> 'actor' and case_id is null and draft_id is null
       and id in (select jsonb_array_elements_text(p -> 'attachments')::uuid);
    get diagnostics touched = row_count;
    if touched <> jsonb_array_length(p -> 'attachments') then
      raise exception using errcode = 'LL003', message = 'attachment gone or not of this actor and applicant';
    end if;
  end if;
  -- Files that an applicant sent into the open case since the last act came with this one.
  if (p ->> 'expected')::int > 0 then
    update procedures.attachment set act_seq = written.acts
     where county = written.county and case_id = written.id and act_seq is null and uploaded_by = p -> 'acts' -> 0 ->> 'actor'
       and uploaded_at >= (select a.at from procedures.act a where a.county = written.county and a.case_id = written.id and a.seq = written.acts - 1);
  end if;
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select p ->> 'county', (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  return p -> 'acts' -> 0 -> 'answer';
end
$$;
comment on function procedures.record is 'Writes one command whole: case, act, audit, notices, deltas, attachments. Repeating a key returns the first answer. LL001 = somebody else acted first, LL002 = the key answered for another applicant, LL003 = a named attachment is gone or belongs to somebody else.';

-- The department answers without ever holding the case: its answer and the audit row are one call too.
create function procedures.answer_consultation(p jsonb) returns boolean language plpgsql as $$
declare
  touched int;
begin
  update procedures.consultation
     set answered_at = (p ->> 'at')::timestamptz, answered_by = p ->> 'actor', answer = p ->> 'answer', opinion = p ->> 'opinion'
   where county = p ->> 'county' and id = (p ->> 'id')::uuid and answered_at is null;
  get diagnostics touched = row_count;
  if touched = 0 then
    return false;
  end if;
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select p ->> 'county', (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  return true;
end
$$;
