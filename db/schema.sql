-- What the migrations add up to; written by `npm run linli -- schema`, compared by a test. Never run this file.

schema indicators

schema kernel

schema procedures

schema registers

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
  year integer not null,
  version integer not null,
  state text not null,
  facts jsonb not null,
  hash text not null,
  submitted_by text not null,
  submitted_at timestamp with time zone not null,
  checked_by text,
  checked_at timestamp with time zone,
  locked_by text,
  locked_at timestamp with time zone,
  note text not null default ''::text,
  published_by text,
  published_at timestamp with time zone
);
comment on table indicators.report is 'Frozen yearly reports. facts and hash are never updated: only the columns of the state are granted for update. county = the region itself above the county level.';

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
  note text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now()
);
comment on table indicators.reported_value is 'Values of measures that no register keeps yet, typed in with their source. Append-only: the youngest entry of a day holds.';

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
  amount numeric not null
);
comment on table indicators.rollup is 'Sums of measure deltas per day for a community and for every region above it. Rows of a city or province hold the part of one county; readers add the parts.';

create table indicators.watermark (
  name text not null,
  below_xid xid8 not null,
  folded_at timestamp with time zone not null
);
comment on table indicators.watermark is 'Every delta below this transaction id is folded; deltas of transactions still running stay for the next batch.';

create table kernel.audit (
  county text not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor text not null,
  hat text not null,
  channel text not null,
  action text not null,
  subject text not null,
  reason text not null default ''::text,
  detail jsonb not null default '{}'::jsonb,
  hash bytea not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table kernel.audit is 'Append-only. hash = keyed hash of the other columns; county is the tenant, or the code of the region above it for acts of upper levels.';

create table kernel.audit_head (
  county text not null,
  seq bigint not null,
  row_count bigint not null,
  chain_hash bytea not null,
  keyed_from bigint not null,
  at timestamp with time zone not null,
  mac bytea not null
);
comment on table kernel.audit_head is 'Where the chain of a county ends; mac = keyed hash of the other columns. The roster of counties stands in kernel.deployment under audit_roster.';

create table kernel.audit_seal (
  county text not null,
  seq bigint not null,
  sealed_at timestamp with time zone not null,
  below_xid xid8 not null,
  audit_ids uuid[] not null,
  row_hashes bytea[] not null,
  chain_hash bytea not null,
  keyed boolean not null default false
);
comment on table kernel.audit_seal is 'chain_hash = hash(previous chain_hash, row hashes in order). One row per county and batch.';

create table kernel.deployment (
  key text not null,
  value jsonb not null
);
comment on table kernel.deployment is 'Facts about this deployment: mode (demonstration or real), chosen packs, time of the last restore.';

create table kernel.outbox (
  id uuid not null,
  county text not null default ''::text,
  channel text not null default 'sms'::text,
  to_sealed bytea not null,
  body_sealed bytea not null,
  created_at timestamp with time zone not null default now(),
  tries integer not null default 0,
  sent_at timestamp with time zone,
  failure text
);
comment on table kernel.outbox is 'Messages that wait for an adapter; number and text are sealed because codes pass through here.';

create table kernel.rate_limit (
  key text not null,
  hits integer not null,
  until timestamp with time zone not null
);
comment on table kernel.rate_limit is 'key = keyed hash of what is counted (an address, a phone, a case number); until = when counting begins anew.';

create table procedures.act (
  county text not null,
  case_id uuid not null,
  seq integer not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  actor text not null,
  actor_name text not null,
  hat text not null,
  role text not null,
  channel text not null,
  from_state text not null,
  to_state text not null,
  opinion text not null default ''::text,
  reason text not null default ''::text,
  form jsonb not null default '{}'::jsonb,
  key text not null,
  answer jsonb not null
);
comment on table procedures.act is 'Append-only. key = idempotency key of its actor; answer = what the first call was told.';

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
  size integer not null,
  sha256 bytea not null,
  uploaded_by text not null,
  uploaded_at timestamp with time zone not null,
  act_seq integer,
  visit_id uuid
);

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
  holder text not null,
  holder_since timestamp with time zone not null,
  assignee uuid,
  channel text not null,
  opened_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  due_on date,
  due_provisional boolean not null default false,
  deadline jsonb not null default '{}'::jsonb,
  paused_at timestamp with time zone,
  supervised_at timestamp with time zone,
  closed_at timestamp with time zone,
  outcome text,
  form jsonb not null default '{}'::jsonb,
  decision jsonb not null default '{}'::jsonb,
  origin uuid,
  acts integer not null,
  former text
);
comment on table procedures.cases is 'The folded state of a case; acts are the truth. Regions of all levels are stored because each level''s policy compares its own.';

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
  asked_at timestamp with time zone not null,
  asked_by text not null,
  due_on date not null,
  answered_at timestamp with time zone,
  answered_by text,
  answer text,
  opinion text
);

create table procedures.document_series (
  county text not null,
  organ text not null,
  year integer not null,
  last integer not null
);
comment on table procedures.document_series is 'The last number each organ (region code) gave in a year.';

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
  form jsonb not null default '{}'::jsonb,
  page text not null default ''::text,
  opened_by text not null,
  updated_at timestamp with time zone not null,
  submitted_case uuid
);

create table procedures.fact_delta (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  measure text not null,
  item text not null default ''::text,
  day date not null,
  amount numeric not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table procedures.fact_delta is 'A change of a measure, appended in the act''s own transaction; indicators fold them in batches below the oldest running transaction.';

create table procedures.notice (
  county text not null,
  id uuid not null,
  case_id uuid,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  applicant uuid,
  recipient text not null,
  template text not null,
  facts jsonb not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone
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
  grade smallint not null,
  tags text[] not null default '{}'::text[],
  comment text not null default ''::text,
  channel text not null,
  at timestamp with time zone not null
);
comment on table procedures.rating is 'Written only by procedures.rate, which takes a token that staff never hold; nobody may change or delete a row.';

create table procedures.rating_token (
  county text not null,
  token_hash bytea not null,
  case_id uuid not null,
  round smallint not null,
  issued_at timestamp with time zone not null,
  used_at timestamp with time zone
);

create table registers.absence (
  person_id uuid not null,
  reason text not null,
  to_place text not null,
  note text not null default ''::text,
  left_on date not null,
  expected_back date,
  returned_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.absence is 'One row a time a person is away while the household stays.';

create table registers.account (
  id uuid not null,
  login text not null,
  name text not null,
  phone text not null default ''::text,
  password_hash text,
  totp_secret bytea,
  one_time_hash bytea,
  one_time_until timestamp with time zone,
  failures integer not null default 0,
  locked_until timestamp with time zone,
  must_change boolean not null default false,
  demonstration boolean not null default false,
  created_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone,
  totp_step bigint,
  one_time_used_at timestamp with time zone,
  former_hash text
);

create table registers.appointment (
  id uuid not null,
  account_id uuid not null,
  role text not null,
  level text not null,
  region text not null,
  unit text,
  county text not null default ''::text,
  valid_from date not null,
  valid_to date,
  granted_by text not null,
  granted_at timestamp with time zone not null default now(),
  ended_by text,
  ended_reason text
);

create table registers.body (
  name text not null,
  kind text not null,
  term integer,
  seats integer,
  office text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  duties text not null default ''::text,
  founded_on date not null,
  term_ends date,
  dissolved_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.body is '社区组织 (ORG-11, ORG-12).';

create table registers.body_member (
  name text not null,
  body uuid not null,
  post text not null,
  person uuid,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  duties text not null default ''::text,
  from_day date not null,
  to_day date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.body_member is '社区组织成员 (ORG-11, ORG-12).';

create table registers.collection_task (
  name text not null,
  collects text not null,
  label text not null default ''::text,
  checked_before date,
  post uuid,
  note text not null default ''::text,
  given_on date not null,
  due_on date not null,
  closed_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.collection_task is 'Collection tasks 走访任务 (RES-04): one a grid. Whom it looks for follows from label and day, and from the visits made for it.';

create table registers.committee_member (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default ''::text,
  sex text not null,
  born_on date not null,
  ethnic_group text not null,
  education text not null,
  political_status text not null default ''::text,
  party_post text not null default ''::text,
  committee_post text not null default ''::text,
  term integer not null,
  way text not null default ''::text,
  origin text not null default ''::text,
  since date not null,
  until date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.committee_member is 'One row a person and a time with the same posts; when a post changes the row ends and another begins, so that any past day can be asked for.';

create table registers.community_profile (
  name text not null,
  area_km2 numeric(14,2),
  boundary text not null default ''::text,
  review text not null default ''::text,
  reviewed_on date,
  review_opinion text not null default ''::text,
  valid_from date not null,
  valid_to date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.community_profile is '社区（村、嘎查）概况 (ORG-03).';

create table registers.compound (
  name text not null,
  address text not null default ''::text,
  buildings integer,
  households integer not null,
  built_on date,
  old_compound boolean not null default false,
  developer text not null default ''::text,
  property_kind text not null,
  property_company text not null default ''::text,
  owners_committee text not null,
  committee_ends date,
  committee_contact text not null default ''::text,
  committee_phone_sealed bytea,
  committee_phone_hash bytea,
  committee_phone_last4 text not null default ''::text,
  party_branch text not null default ''::text,
  location text not null default ''::text,
  valid_from date not null,
  valid_to date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.compound is '居民小区 (ORG-14).';

create table registers.consent (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  purpose text not null,
  given_at timestamp with time zone not null,
  given_by text not null,
  given_as text not null,
  channel text not null,
  ended_at timestamp with time zone,
  ended_by text,
  ended_as text
);
comment on table registers.consent is 'What a person agreed to, for one purpose; it holds until it is taken back. Purposes stand in the code table consent_purpose.';

create table registers.declared (
  register text not null,
  target regclass not null,
  title text not null,
  lasts_from text,
  lasts_to text
);
comment on table registers.declared is 'Every declared register: its table, the column that names an entry, and the columns between which an entry lasts.';

create table registers.delegation (
  id uuid not null,
  appointment_id uuid not null,
  to_account uuid not null,
  from_day date not null,
  to_day date not null,
  reason text not null,
  created_by text not null,
  created_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone
);

create table registers.dwelling (
  address text not null,
  compound uuid,
  use text not null,
  tenure text not null,
  area_size numeric(14,2),
  rooms integer,
  owner uuid,
  recorded_on date not null,
  gone_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.dwelling is 'One row a dwelling: where it stands, what for and by whom it is held.';

create table registers.economic_body (
  name text not null,
  kind text not null,
  credit_code text not null default ''::text,
  head text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  members integer,
  trade text not null default ''::text,
  income numeric(14,2),
  contribution numeric(14,2),
  contribution_use text not null default ''::text,
  founded_on date not null,
  ended_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.economic_body is '村集体和经济组织 (ORG-15).';

create table registers.employment_label (
  person_id uuid not null,
  label text not null,
  evidence text not null,
  certificate_number text not null default ''::text,
  skills text not null default ''::text,
  wish text not null default ''::text,
  from_day date not null,
  to_day date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.employment_label is 'Who is served first in finding work, from day to day.';

create table registers.entitlement (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  item text not null,
  case_id uuid not null,
  case_number text not null,
  amount numeric,
  per text not null,
  from_day date not null,
  to_day date,
  single boolean not null,
  granted_by text not null,
  granted_at timestamp with time zone not null,
  ended_by text,
  ended_at timestamp with time zone,
  end_reason text not null default ''::text,
  withdrawn_at timestamp with time zone
);
comment on table registers.entitlement is 'What a person receives since a decision; `to_day` is the first day without it, null while it runs.';

create table registers.entry_change (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  person_id uuid,
  register text not null,
  entry_id uuid not null,
  at timestamp with time zone not null default now(),
  actor text not null,
  basis_kind text not null,
  basis_id text not null,
  before jsonb not null,
  after jsonb not null,
  what text not null default ''::text
);
comment on table registers.entry_change is 'What an entry was and became, on whose word: the history behind "as it was on".';

create table registers.facility (
  name text not null,
  kind text not null,
  build_case text not null default 'existing'::text,
  area_service numeric(14,2) not null default 0,
  area_activity numeric(14,2) not null default 0,
  area_office numeric(14,2) not null default 0,
  area numeric default ((area_service + area_activity) + area_office),
  area_commercial numeric(14,2) not null default 0,
  shared boolean not null default false,
  address text not null default ''::text,
  "position" text not null default ''::text,
  property_right text not null default ''::text,
  built_on date,
  valid_from date not null,
  valid_to date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.facility is 'Rooms and buildings that serve a community (FAC-01). Areas in square metres; service, activity and office together are the comprehensive area, commercial stands apart (X03).';

create table registers.facility_census (
  document text not null,
  as_of date not null,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.facility_census is 'Somebody''s word that every facility of a county, town or community stands in the register since a day (FAC-01).';

create table registers.finder (
  county text not null,
  register text not null,
  entry_id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  title text not null,
  note text not null default ''::text,
  grams tsvector not null,
  initials text not null default ''::text,
  hashes bytea[] not null default '{}'::bytea[],
  lasting boolean not null default true
);
comment on table registers.finder is 'One row an entry of a declared register: by which words, initials and numbers it is found.';

create table registers.grid (
  name text not null,
  kind text not null,
  households integer not null,
  residents integer,
  compounds text not null default ''::text,
  boundary text not null default ''::text,
  duties text not null default ''::text,
  posted boolean not null default false,
  posted_on date,
  posted_at text not null default ''::text,
  location text not null default ''::text,
  valid_from date not null,
  valid_to date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.grid is '网格 (ORG-05, ORG-07).';

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
  phone_last4 text not null default ''::text,
  duties text not null default ''::text,
  from_day date not null,
  to_day date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.grid_post is '网格人员 (ORG-06, ORG-10).';

create table registers.handover (
  id uuid not null,
  county text not null,
  from_appointment uuid not null,
  to_appointment uuid not null,
  at timestamp with time zone not null default now(),
  by_account text not null,
  case_count integer not null,
  note text not null default ''::text
);

create table registers.home_visit (
  person_id uuid not null,
  household uuid,
  task uuid,
  result text not null,
  visited_on date not null,
  visitor text not null,
  told text not null default ''::text,
  location text not null default ''::text,
  accuracy numeric(14,2),
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.home_visit is 'Visits at the door 走访记录 (RES-04). The id is the key of the form that was handed in, so that a repeat finds the first.';

create table registers.honour (
  award text not null,
  level text not null,
  year integer not null,
  recipient_kind text not null,
  recipient text not null,
  awarded_by text not null,
  awarded_on date not null,
  document text not null default ''::text,
  reason text not null default ''::text,
  revoked_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.honour is 'One row an honour received.';

create table registers.household (
  head uuid,
  kind text not null,
  standing text not null,
  number text not null default ''::text,
  dwelling uuid,
  address text not null default ''::text,
  opened_on date not null,
  closed_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.household is 'One row a household; who belongs to it stands with each person (person.household_id, relation).';

create table registers.idle_asset (
  name text not null,
  kind text not null,
  owner text not null,
  area_size numeric(14,2) not null,
  address text not null,
  location text not null default ''::text,
  property_right text not null,
  certificate text not null default ''::text,
  use_state text not null,
  priority_use text not null default ''::text,
  agreement text not null default ''::text,
  contact text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  offered_on date not null,
  taken_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.idle_asset is '闲置资源 (FAC-26, FAC-20).';

create table registers.ledger (
  county text not null,
  id uuid not null,
  version integer not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  form jsonb not null,
  entered_by text not null,
  entered_at timestamp with time zone not null
);
comment on table registers.ledger is 'One version of a ledger: title, owner, basis, admission number, frequency, who fills and checks, what a row is about, columns. Never rewritten.';

create table registers.ledger_decision (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  ledger uuid not null,
  kind text not null,
  on_day date not null,
  basis text not null,
  into_ledger uuid,
  actor text not null,
  at timestamp with time zone not null
);
comment on table registers.ledger_decision is 'What the county decided about a ledger: ended, merged into another, gone on with, kept after a look. The last one holds.';

create table registers.ledger_round (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  ledger uuid not null,
  ledger_version integer not null,
  period text not null,
  due_on date not null,
  asked_of jsonb not null,
  approver text not null default ''::text,
  reason text not null default ''::text,
  actor text not null,
  at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text
);
comment on table registers.ledger_round is 'One sending out of a ledger: for which period, of whom, until when; approver and reason where it is due sooner than the least number of working days.';

create table registers.ledger_row (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  ledger uuid not null,
  ledger_version integer not null,
  sheet uuid not null,
  period text not null,
  subject uuid not null,
  answers jsonb not null default '{}'::jsonb,
  known jsonb not null default '{}'::jsonb,
  returned jsonb not null default '{}'::jsonb,
  version integer not null default 1,
  entered_by text not null,
  entered_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone
);
comment on table registers.ledger_row is 'A row of a sheet: what it is about, what was answered, what the registers said when it was handed in, and which cells were sent back why.';

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
  ledger_version integer not null,
  title text not null,
  period text not null,
  due_on date not null,
  state text not null default 'unopened'::text,
  version integer not null default 1,
  saved integer not null default 0,
  cells integer not null default 0,
  known integer not null default 0,
  sent_at timestamp with time zone not null,
  moved_at timestamp with time zone not null,
  moved_by text not null,
  withdrawn_at timestamp with time zone
);
comment on table registers.ledger_sheet is 'What one community is asked in one round: where it stands, and how many cells it had and how many of them the system filled in when it was handed in.';

create table registers.life_event (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  kind text not null,
  on_day date not null,
  basis_kind text not null,
  basis_id text not null,
  steps jsonb not null,
  told jsonb not null default '[]'::jsonb,
  actor text not null,
  hat text not null,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by text,
  undone_why text not null default ''::text
);
comment on table registers.life_event is 'What happened to a person: on what day and basis, what it changed and from what, and what followed from it. Taken back by the same steps.';

create table registers.look (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  register text not null,
  entry_id uuid not null,
  fields text[] not null,
  reason text not null,
  actor text not null,
  hat text not null,
  at timestamp with time zone not null
);
comment on table registers.look is 'Who looked behind the mask of an entry, and why.';

create table registers.medium (
  name text not null,
  kind text not null,
  account text not null default ''::text,
  owner text not null,
  administrator text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  members integer,
  audience text not null default ''::text,
  checked_on date,
  opened_on date not null,
  closed_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.medium is '社区信息媒介 (CHN-02).';

create table registers.one_time_code (
  id uuid not null,
  purpose text not null,
  phone_hash bytea not null,
  code_hash bytea not null,
  tries integer not null default 0,
  county text not null default ''::text,
  person_id uuid,
  helper text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone
);

create table registers.outlet (
  name text not null,
  kind text not null,
  services text[] not null default '{}'::text[],
  operator text not null default ''::text,
  credit_code text not null default ''::text,
  licence text not null default ''::text,
  chain text not null default ''::text,
  head text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  address text not null,
  "position" text not null default ''::text,
  hours text not null,
  home_visits boolean not null default false,
  staff integer,
  opened_on date not null,
  closed_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.outlet is 'One row a shop, service or collecting point that serves the residents of a community.';

create table registers.pack_version (
  name text not null,
  version text not null,
  hash text not null,
  loaded_at timestamp with time zone not null default now(),
  content jsonb not null
);
comment on table registers.pack_version is 'Every content a policy pack ever had here; a running case keeps the hash it began under.';

create table registers.party_organisation (
  name text not null,
  kind text not null,
  carrier text not null,
  carrier_name text not null default ''::text,
  secretary text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  members integer,
  founded_on date not null,
  dissolved_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.party_organisation is '基层党组织 (PTY-10).';

create table registers.person (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  name text not null,
  name_grams tsvector not null default ''::tsvector,
  pinyin text not null default ''::text,
  initials text not null default ''::text,
  id_type text not null default '111'::text,
  id_sealed bytea,
  id_hash bytea,
  id_last4 text not null default ''::text,
  birth date,
  sex text not null default '0'::text,
  ethnic_group text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  bank_sealed bytea,
  bank_last4 text not null default ''::text,
  residence text not null default 'registered'::text,
  household_id uuid,
  relation text not null default ''::text,
  address text not null default ''::text,
  source text not null,
  verified_on date,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  ended_on date,
  phone_held_by text,
  phone_held_until timestamp with time zone,
  phone_before_sealed bytea,
  verified_by text,
  id_lost_on date,
  education text not null default ''::text,
  political_status text not null default ''::text,
  occupation text not null default ''::text,
  came_on date,
  checked_on date,
  end_kind text not null default ''::text
);
comment on table registers.person is 'Residents, registered or not (RES-12). Numbers are sealed; the keyed hash serves look-up, the last four digits display.';

create table registers.person_directory (
  id_hash bytea not null,
  county text not null,
  person_id uuid not null
);
comment on table registers.person_directory is 'Nation-wide uniqueness of an id number; the only look-up that crosses counties, and it crosses them by a keyed hash.';

create table registers.person_label (
  person_id uuid not null,
  label text not null,
  evidence text not null,
  responsible text not null default ''::text,
  review_on date,
  from_day date not null,
  to_day date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.person_label is 'What group a person belongs to from day to day: by a paper, an inspection or a granted case.';

create table registers.person_move (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  person_id uuid not null,
  from_county text not null,
  from_community text not null,
  moved_on date not null,
  basis text not null,
  evidence text not null,
  moved_by text not null,
  moved_at timestamp with time zone not null
);
comment on table registers.person_move is 'Where somebody was registered before, who took the record over and on whose word (RES-10).';

create table registers.policy_document (
  title text not null,
  level text not null,
  index_number text not null default ''::text,
  issuer text not null,
  openness text not null,
  category text not null,
  number text not null default ''::text,
  made_on date not null,
  published_on date,
  effective_on date not null,
  ended_on date,
  address text not null default ''::text,
  summary text not null default ''::text,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.policy_document is 'One row a document. Whether it holds on a day is reckoned from its own days and from the documents that replace or repeal it.';

create table registers.policy_link (
  quote text not null,
  document uuid not null,
  relation text not null,
  cites uuid not null,
  clause text not null default ''::text,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.policy_link is 'One row what one document says of another: rests on it, carries it out, amends, replaces or repeals it.';

create table registers.population_snapshot (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  as_of date not null,
  households integer not null,
  residents integer not null,
  source text not null,
  note text not null default ''::text,
  confidence text not null default 'counted'::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  former text not null default ''::text,
  former_since date
);
comment on table registers.population_snapshot is 'Households and resident population of a community on a day, typed in or imported where archives are incomplete (RES-07, RES-08).';

create table registers.professional (
  name text not null,
  kind text not null,
  employer text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  certificate text not null default ''::text,
  certificate_number text not null default ''::text,
  duty_times text not null,
  duty_place text not null default ''::text,
  attached_on date not null,
  left_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.professional is 'One row a community that a professional serves.';

create table registers.proposal (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  kind text not null,
  what text not null,
  register text not null,
  entry_id uuid,
  person_id uuid,
  before jsonb not null default '{}'::jsonb,
  after jsonb not null default '{}'::jsonb,
  said text not null default ''::text,
  sealed bytea,
  id_hash bytea,
  basis_kind text not null,
  basis_id text not null,
  actor text not null,
  hat text not null,
  at timestamp with time zone not null,
  due_on date not null,
  outcome text,
  answer text not null default ''::text,
  decided_at timestamp with time zone,
  decided_by text
);
comment on table registers.proposal is 'What somebody proposes and somebody else decides: a correction of an entry, what a person says is wrong in the own record, what a grid worker found at the door.';

create table registers.protection_control (
  name text not null,
  control text not null,
  finding text not null,
  measures_taken text not null default ''::text,
  evidence text not null default ''::text,
  keeper text not null default ''::text,
  checked_on date not null,
  replaced_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.protection_control is '等级保护自查 (SEC-01).';

create table registers.region (
  id uuid not null,
  code text not null,
  name text not null,
  name_mongolian text,
  level text not null,
  kind text not null default 'division'::text,
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
  pinyin text not null default ''::text,
  initials text not null default ''::text,
  grams tsvector not null default ''::tsvector,
  valid_from date not null,
  valid_to date,
  known_from timestamp with time zone not null default now(),
  known_to timestamp with time zone,
  source text not null
);
comment on table registers.region is 'One row per version of a region. valid_* say when it was so, known_* when we knew it. valid_to is the first day no longer valid.';

create table registers.region_carry (
  change_id uuid not null,
  from_code text not null,
  to_code text,
  among text[] not null default '{}'::text[],
  county text not null,
  effective date not null,
  step integer not null,
  carried_at timestamp with time zone,
  settled_at timestamp with time zone,
  finished_by text
);
comment on table registers.region_carry is 'What has to follow a change: everything under from_code to its only successor, or, where there are several, what an officer assigns among them.';

create table registers.region_change (
  id uuid not null,
  kind text not null,
  effective date not null,
  reason text not null,
  source text not null,
  actor text not null,
  recorded_at timestamp with time zone not null default now(),
  codes text[] not null default '{}'::text[],
  county text not null default ''::text
);
comment on table registers.region_change is 'What happened to a region, on whose word, from which day.';

create table registers.region_successor (
  change_id uuid not null,
  from_code text not null,
  to_code text not null,
  effective date not null,
  share numeric,
  step integer not null default 0
);
comment on table registers.region_successor is 'Where the people of a region belong after a change, every region concerned included: a region that lives on succeeds itself.';

create table registers.resettlement (
  name text not null,
  kind text not null,
  origins text not null,
  households integer not null,
  residents integer,
  employed_households integer,
  comprehensive_facility boolean not null default false,
  employment_service boolean not null default false,
  moved_on date not null,
  ended_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.resettlement is '易地搬迁安置社区 (ORG-13).';

create table registers.room (
  name text not null,
  function text not null,
  facility text not null default ''::text,
  area_size numeric(14,2),
  seats integer,
  hours text not null default ''::text,
  bookable boolean not null default false,
  out_of_use boolean not null default false,
  contact text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  uses_last_month integer,
  opened_on date not null,
  closed_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.room is '功能用房 (FAC-15).';

create table registers.saved_view (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  query jsonb not null,
  page text not null default 'inbox'::text,
  region text,
  unit text
);
comment on table registers.saved_view is 'Filters, order, columns and page size of a list under a name; with a region they are for everybody who serves that office.';

create table registers.service_point (
  name text not null,
  kind text not null,
  network text not null,
  address text not null,
  location text not null default ''::text,
  radius numeric(14,2),
  hours text not null default ''::text,
  functions text[] not null default '{}'::text[],
  windows integer,
  staff integer,
  places integer,
  one_stop boolean not null default false,
  near_elder_care boolean not null default false,
  operator text not null default ''::text,
  property_right text not null default ''::text,
  certificate text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  opened_on date not null,
  closed_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.service_point is '服务点 (AFF-10, AFF-16, FAC-16, FAC-25, PUB-03, PUB-04, PUB-14, ENV-10).';

create table registers.service_record (
  person_id uuid not null,
  kind text not null,
  what text not null,
  server text not null,
  worker uuid,
  team uuid,
  served_on date not null,
  minutes integer,
  satisfaction text not null default ''::text,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.service_record is 'One row a service somebody received: who served whom, when and what.';

create table registers.sign_in_session (
  token_hash bytea not null,
  id uuid not null,
  account_id uuid,
  county text not null default ''::text,
  person_id uuid,
  appointment_id uuid,
  delegation_id uuid,
  started_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  address text not null default ''::text,
  agent text not null default ''::text,
  helper text,
  ended_at timestamp with time zone,
  staff_phone boolean not null default false
);

create table registers.social_organisation (
  name text not null,
  track text not null,
  form text not null,
  kind text not null,
  fields text[] not null default '{}'::text[],
  credit_code text not null default ''::text,
  filing_number text not null default ''::text,
  head text not null,
  head_phone_sealed bytea,
  head_phone_hash bytea,
  head_phone_last4 text not null default ''::text,
  members integer,
  activity_place text not null default ''::text,
  services text not null default ''::text,
  awards text not null default ''::text,
  registrar text not null default ''::text,
  professional_supervisor text not null default ''::text,
  party_supervisor text not null default ''::text,
  industry_supervisor text not null default ''::text,
  functional_supervisor text not null default ''::text,
  founded_on date not null,
  ended_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.social_organisation is 'One row a social organisation, registered or filed; a change of name or head is a change of the row, kept in its history.';

create table registers.social_work_station (
  name text not null,
  address text not null,
  "position" text not null default ''::text,
  area numeric(14,2),
  mode text not null,
  operator text not null default ''::text,
  head text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  hours text not null,
  staff integer not null,
  certified integer not null,
  has_place boolean not null default false,
  has_equipment boolean not null default false,
  has_staff boolean not null default false,
  has_functions boolean not null default false,
  has_process boolean not null default false,
  has_rules boolean not null default false,
  checked_on date,
  opened_on date not null,
  closed_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.social_work_station is 'One row a station of a town or street, with what it has of the six that make it count as built.';

create table registers.social_worker (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  certificate text not null,
  certificate_number text not null,
  certified_on date not null,
  registered_until date,
  works_in text not null,
  employer text not null default ''::text,
  specialities text[] not null default '{}'::text[],
  allowance numeric(14,2),
  incentives text not null default ''::text,
  since date not null,
  until date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.social_worker is 'One row a certified social worker at a place of work.';

create table registers.stay (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  register text not null,
  entry_id uuid not null,
  region text not null,
  "from" date,
  "to" date not null
);
comment on table registers.stay is 'Where an entry stood before a move or a change of regions, so that figures of those days stay whose they were. from null = since it began.';

create table registers.supervision_member (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default ''::text,
  sex text not null,
  born_on date,
  political_status text not null default ''::text,
  post text not null,
  represents text not null,
  kin_of uuid,
  term integer not null,
  since date not null,
  until date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.supervision_member is 'One row a member of a supervision committee.';

create table registers.system (
  name text not null,
  kind text not null,
  pieces integer,
  operator text not null default ''::text,
  cost numeric(14,2),
  run_state text not null,
  migration text not null default ''::text,
  migrated_to text not null default ''::text,
  note text not null default ''::text,
  built_on date not null,
  retired_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.system is '信息化设施和系统 (IOT-04, IOT-10).';

create table registers.town_profile (
  name text not null,
  area_km2 numeric(14,2),
  staff_posts integer,
  staff_present integer,
  civil_affairs_staff integer,
  offices text not null default ''::text,
  has_one_stop boolean not null default false,
  has_social_work boolean not null default false,
  service_place boolean not null default false,
  duty_phone_sealed bytea,
  duty_phone_hash bytea,
  duty_phone_last4 text not null default ''::text,
  lacks text not null default ''::text,
  valid_from date not null,
  valid_to date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.town_profile is '乡镇（街道）概况 (ORG-16).';

create table registers.unit (
  county text not null,
  id text not null,
  name text not null,
  kind text not null,
  province text not null,
  city text not null,
  phone text not null default ''::text
);
comment on table registers.unit is 'Departments and offices of a county that a case can be sent to; id = county code, colon, short name.';

create table registers.unknown_login (
  login_hash bytea not null,
  failures integer not null,
  locked_until timestamp with time zone,
  tried_at timestamp with time zone not null
);
comment on table registers.unknown_login is 'Attempts at logins nobody has, by keyed hash; counted and locked like registers.account.';

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
  at timestamp with time zone not null default now()
);
comment on table registers.unmasking is 'Each look behind the mask: who, as what, at which fields, why. The person concerned may read it.';

create table registers.volunteer (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  sex text not null default ''::text,
  identities text[] not null default '{}'::text[],
  number text not null default ''::text,
  sign_up text not null,
  skills text[] not null default '{}'::text[],
  service_area text not null default ''::text,
  times text[] not null default '{}'::text[],
  team uuid,
  registered_on date not null,
  left_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text not null,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.volunteer is 'One row a volunteer in a community; registered from the number on.';

create table registers.volunteer_team (
  name text not null,
  kind text not null,
  fields text[] not null default '{}'::text[],
  leader text not null,
  leader_phone_sealed bytea,
  leader_phone_hash bytea,
  leader_phone_last4 text not null default ''::text,
  activities text not null default ''::text,
  insured boolean not null default false,
  insured_until date,
  founded_on date not null,
  dissolved_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text
);
comment on table registers.volunteer_team is 'One row a team; its members are the volunteers that name it.';

create table registers.worker (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default ''::text,
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default ''::text,
  category text not null,
  post text not null,
  grade integer,
  education text not null default ''::text,
  political_status text not null default ''::text,
  certificate text not null default ''::text,
  certified_on date,
  insured text not null default ''::text,
  housing_fund boolean not null default false,
  pay numeric(14,2),
  hired_on date not null,
  left_on date,
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text not null,
  community text,
  grid text,
  source text not null default ''::text,
  entered_by text not null,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  withdrawn_at timestamp with time zone,
  withdrawn_why text not null default ''::text,
  former text not null default ''::text,
  presence text not null default ''::text,
  entry_way text not null default ''::text,
  contract text not null default ''::text,
  worked_since date,
  certificate_number text not null default ''::text
);
comment on table registers.worker is 'One row a post a community worker holds or held.';

alter table indicators.report add constraint report_county_region_plan_year_version_key UNIQUE (county, region, plan, year, version);

alter table indicators.report add constraint report_pkey PRIMARY KEY (county, id);

alter table indicators.report add constraint report_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'returned'::text, 'checked'::text, 'locked'::text, 'published'::text])));

alter table indicators.reported_value add constraint reported_value_pkey PRIMARY KEY (county, id);

alter table indicators.rollup add constraint rollup_pkey PRIMARY KEY (county, region, measure, item, day);

alter table indicators.watermark add constraint watermark_pkey PRIMARY KEY (name);

alter table kernel.audit add constraint audit_pkey PRIMARY KEY (county, id);

alter table kernel.audit_head add constraint audit_head_pkey PRIMARY KEY (county);

alter table kernel.audit_seal add constraint audit_seal_pkey PRIMARY KEY (county, seq);

alter table kernel.deployment add constraint deployment_pkey PRIMARY KEY (key);

alter table kernel.outbox add constraint outbox_pkey PRIMARY KEY (id);

alter table kernel.rate_limit add constraint rate_limit_pkey PRIMARY KEY (key);

alter table procedures.act add constraint act_pkey PRIMARY KEY (county, case_id, seq);

alter table procedures.attachment add constraint attachment_pkey PRIMARY KEY (county, id);

alter table procedures.cases add constraint cases_holder_check CHECK ((holder = ANY (ARRAY['applicant'::text, 'community'::text, 'town'::text, 'county'::text, 'nobody'::text])));

alter table procedures.cases add constraint cases_pkey PRIMARY KEY (county, id);

alter table procedures.consultation add constraint consultation_pkey PRIMARY KEY (county, id);

alter table procedures.document_series add constraint document_series_pkey PRIMARY KEY (county, organ, year);

alter table procedures.draft add constraint draft_pkey PRIMARY KEY (county, id);

alter table procedures.fact_delta add constraint fact_delta_pkey PRIMARY KEY (county, id);

alter table procedures.notice add constraint notice_pkey PRIMARY KEY (county, id);

alter table procedures.rating add constraint rating_county_case_id_round_key UNIQUE (county, case_id, round);

alter table procedures.rating add constraint rating_grade_check CHECK (((grade >= 1) AND (grade <= 5)));

alter table procedures.rating add constraint rating_pkey PRIMARY KEY (county, id);

alter table procedures.rating_token add constraint rating_token_pkey PRIMARY KEY (county, token_hash);

alter table registers.absence add constraint absence_check CHECK ((returned_on >= left_on));

alter table registers.absence add constraint absence_check1 CHECK ((expected_back >= left_on));

alter table registers.absence add constraint absence_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.absence add constraint absence_pkey PRIMARY KEY (county, id);

alter table registers.account add constraint account_pkey PRIMARY KEY (id);

alter table registers.appointment add constraint appointment_account_id_fkey FOREIGN KEY (account_id) REFERENCES registers.account(id);

alter table registers.appointment add constraint appointment_check CHECK (((level = 'unit'::text) = (unit IS NOT NULL)));

alter table registers.appointment add constraint appointment_level_check CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text, 'community'::text, 'grid'::text, 'unit'::text])));

alter table registers.appointment add constraint appointment_pkey PRIMARY KEY (id);

alter table registers.body add constraint body_check CHECK ((dissolved_on >= founded_on));

alter table registers.body add constraint body_pkey PRIMARY KEY (county, id);

alter table registers.body add constraint body_seats_check CHECK ((seats >= 0));

alter table registers.body add constraint body_term_check CHECK ((term >= 0));

alter table registers.body_member add constraint body_member_check CHECK ((to_day >= from_day));

alter table registers.body_member add constraint body_member_county_body_fkey FOREIGN KEY (county, body) REFERENCES registers.body(county, id);

alter table registers.body_member add constraint body_member_county_person_fkey FOREIGN KEY (county, person) REFERENCES registers.person(county, id);

alter table registers.body_member add constraint body_member_pkey PRIMARY KEY (county, id);

alter table registers.collection_task add constraint collection_task_check CHECK ((due_on >= given_on));

alter table registers.collection_task add constraint collection_task_check1 CHECK ((closed_on >= given_on));

alter table registers.collection_task add constraint collection_task_county_post_fkey FOREIGN KEY (county, post) REFERENCES registers.grid_post(county, id);

alter table registers.collection_task add constraint collection_task_pkey PRIMARY KEY (county, id);

alter table registers.committee_member add constraint committee_member_check CHECK ((until >= since));

alter table registers.committee_member add constraint committee_member_check1 CHECK ((born_on < since));

alter table registers.committee_member add constraint committee_member_check2 CHECK (((party_post <> ''::text) OR (committee_post <> ''::text)));

alter table registers.committee_member add constraint committee_member_pkey PRIMARY KEY (county, id);

alter table registers.committee_member add constraint committee_member_term_check CHECK ((term > 0));

alter table registers.community_profile add constraint community_profile_area_km2_check CHECK ((area_km2 >= (0)::numeric));

alter table registers.community_profile add constraint community_profile_check CHECK ((valid_to >= valid_from));

alter table registers.community_profile add constraint community_profile_pkey PRIMARY KEY (county, id);

alter table registers.compound add constraint compound_buildings_check CHECK ((buildings >= 0));

alter table registers.compound add constraint compound_check CHECK ((valid_to >= valid_from));

alter table registers.compound add constraint compound_households_check CHECK ((households >= 0));

alter table registers.compound add constraint compound_pkey PRIMARY KEY (county, id);

alter table registers.consent add constraint consent_check CHECK (((ended_at IS NULL) = (ended_by IS NULL)));

alter table registers.consent add constraint consent_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.consent add constraint consent_pkey PRIMARY KEY (county, id);

alter table registers.consent add constraint consent_purpose_check CHECK ((purpose ~ '^[a-z][a-z0-9-]*$'::text));

alter table registers.declared add constraint declared_pkey PRIMARY KEY (register);

alter table registers.declared add constraint declared_target_key UNIQUE (target);

alter table registers.delegation add constraint delegation_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES registers.appointment(id);

alter table registers.delegation add constraint delegation_check CHECK ((to_day >= from_day));

alter table registers.delegation add constraint delegation_pkey PRIMARY KEY (id);

alter table registers.delegation add constraint delegation_to_account_fkey FOREIGN KEY (to_account) REFERENCES registers.account(id);

alter table registers.dwelling add constraint dwelling_area_size_check CHECK ((area_size >= (0)::numeric));

alter table registers.dwelling add constraint dwelling_check CHECK ((gone_on >= recorded_on));

alter table registers.dwelling add constraint dwelling_pkey PRIMARY KEY (county, id);

alter table registers.dwelling add constraint dwelling_rooms_check CHECK ((rooms >= 0));

alter table registers.economic_body add constraint economic_body_check CHECK ((ended_on >= founded_on));

alter table registers.economic_body add constraint economic_body_contribution_check CHECK ((contribution >= (0)::numeric));

alter table registers.economic_body add constraint economic_body_income_check CHECK ((income >= (0)::numeric));

alter table registers.economic_body add constraint economic_body_members_check CHECK ((members >= 0));

alter table registers.economic_body add constraint economic_body_pkey PRIMARY KEY (county, id);

alter table registers.employment_label add constraint employment_label_check CHECK ((to_day >= from_day));

alter table registers.employment_label add constraint employment_label_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.employment_label add constraint employment_label_pkey PRIMARY KEY (county, id);

alter table registers.entitlement add constraint entitlement_check CHECK (((to_day IS NULL) OR (to_day >= from_day)));

alter table registers.entitlement add constraint entitlement_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.entitlement add constraint entitlement_per_check CHECK ((per = ANY (ARRAY['month'::text, 'once'::text])));

alter table registers.entitlement add constraint entitlement_pkey PRIMARY KEY (county, id);

alter table registers.entry_change add constraint entry_change_pkey PRIMARY KEY (county, id);

alter table registers.facility add constraint facility_area_activity_check CHECK ((area_activity >= (0)::numeric));

alter table registers.facility add constraint facility_area_commercial_check CHECK ((area_commercial >= (0)::numeric));

alter table registers.facility add constraint facility_area_office_check CHECK ((area_office >= (0)::numeric));

alter table registers.facility add constraint facility_area_service_check CHECK ((area_service >= (0)::numeric));

alter table registers.facility add constraint facility_check CHECK ((valid_to >= valid_from));

alter table registers.facility add constraint facility_pkey PRIMARY KEY (county, id);

alter table registers.facility_census add constraint facility_census_document_check CHECK ((document <> ''::text));

alter table registers.facility_census add constraint facility_census_pkey PRIMARY KEY (county, id);

alter table registers.finder add constraint finder_pkey PRIMARY KEY (county, register, entry_id);

alter table registers.grid add constraint grid_check CHECK ((valid_to >= valid_from));

alter table registers.grid add constraint grid_households_check CHECK ((households >= 0));

alter table registers.grid add constraint grid_pkey PRIMARY KEY (county, id);

alter table registers.grid add constraint grid_residents_check CHECK ((residents >= 0));

alter table registers.grid_post add constraint grid_post_check CHECK ((to_day >= from_day));

alter table registers.grid_post add constraint grid_post_county_person_fkey FOREIGN KEY (county, person) REFERENCES registers.person(county, id);

alter table registers.grid_post add constraint grid_post_county_serves_fkey FOREIGN KEY (county, serves) REFERENCES registers.grid(county, id);

alter table registers.grid_post add constraint grid_post_county_worker_fkey FOREIGN KEY (county, worker) REFERENCES registers.worker(county, id);

alter table registers.grid_post add constraint grid_post_pkey PRIMARY KEY (county, id);

alter table registers.handover add constraint handover_from_appointment_fkey FOREIGN KEY (from_appointment) REFERENCES registers.appointment(id);

alter table registers.handover add constraint handover_pkey PRIMARY KEY (id);

alter table registers.handover add constraint handover_to_appointment_fkey FOREIGN KEY (to_appointment) REFERENCES registers.appointment(id);

alter table registers.home_visit add constraint home_visit_county_household_fkey FOREIGN KEY (county, household) REFERENCES registers.household(county, id);

alter table registers.home_visit add constraint home_visit_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.home_visit add constraint home_visit_county_task_fkey FOREIGN KEY (county, task) REFERENCES registers.collection_task(county, id);

alter table registers.home_visit add constraint home_visit_pkey PRIMARY KEY (county, id);

alter table registers.honour add constraint honour_check CHECK ((revoked_on >= awarded_on));

alter table registers.honour add constraint honour_pkey PRIMARY KEY (county, id);

alter table registers.household add constraint household_check CHECK ((closed_on >= opened_on));

alter table registers.household add constraint household_pkey PRIMARY KEY (county, id);

alter table registers.idle_asset add constraint idle_asset_area_size_check CHECK ((area_size >= (0)::numeric));

alter table registers.idle_asset add constraint idle_asset_check CHECK ((taken_on >= offered_on));

alter table registers.idle_asset add constraint idle_asset_pkey PRIMARY KEY (county, id);

alter table registers.ledger add constraint ledger_pkey PRIMARY KEY (county, id, version);

alter table registers.ledger_decision add constraint ledger_decision_kind_check CHECK ((kind = ANY (ARRAY['end'::text, 'merge'::text, 'resume'::text, 'keep'::text])));

alter table registers.ledger_decision add constraint ledger_decision_pkey PRIMARY KEY (county, id);

alter table registers.ledger_round add constraint ledger_round_pkey PRIMARY KEY (county, id);

alter table registers.ledger_row add constraint ledger_row_identity UNIQUE (county, sheet, subject);

alter table registers.ledger_row add constraint ledger_row_pkey PRIMARY KEY (county, id);

alter table registers.ledger_sheet add constraint ledger_sheet_pkey PRIMARY KEY (county, id);

alter table registers.ledger_sheet add constraint ledger_sheet_state_check CHECK ((state = ANY (ARRAY['unopened'::text, 'opened'::text, 'filling'::text, 'submitted'::text, 'returned'::text, 'checked'::text, 'locked'::text])));

alter table registers.life_event add constraint life_event_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.life_event add constraint life_event_pkey PRIMARY KEY (county, id);

alter table registers.look add constraint look_pkey PRIMARY KEY (county, id);

alter table registers.medium add constraint medium_check CHECK ((closed_on >= opened_on));

alter table registers.medium add constraint medium_members_check CHECK ((members >= 0));

alter table registers.medium add constraint medium_pkey PRIMARY KEY (county, id);

alter table registers.one_time_code add constraint one_time_code_pkey PRIMARY KEY (id);

alter table registers.outlet add constraint outlet_check CHECK ((closed_on >= opened_on));

alter table registers.outlet add constraint outlet_pkey PRIMARY KEY (county, id);

alter table registers.outlet add constraint outlet_staff_check CHECK ((staff >= 0));

alter table registers.pack_version add constraint pack_version_pkey PRIMARY KEY (name, hash);

alter table registers.party_organisation add constraint party_organisation_check CHECK ((dissolved_on >= founded_on));

alter table registers.party_organisation add constraint party_organisation_members_check CHECK ((members >= 0));

alter table registers.party_organisation add constraint party_organisation_pkey PRIMARY KEY (county, id);

alter table registers.person add constraint person_county_household_id_fkey FOREIGN KEY (county, household_id) REFERENCES registers.household(county, id);

alter table registers.person add constraint person_pkey PRIMARY KEY (county, id);

alter table registers.person add constraint person_residence_check CHECK ((residence = ANY (ARRAY['registered'::text, 'resident'::text, 'floating'::text])));

alter table registers.person_directory add constraint person_directory_pkey PRIMARY KEY (id_hash);

alter table registers.person_label add constraint person_label_check CHECK ((to_day >= from_day));

alter table registers.person_label add constraint person_label_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.person_label add constraint person_label_pkey PRIMARY KEY (county, id);

alter table registers.person_move add constraint person_move_basis_check CHECK ((basis = ANY (ARRAY['card'::text, 'word'::text])));

alter table registers.person_move add constraint person_move_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.person_move add constraint person_move_pkey PRIMARY KEY (county, id);

alter table registers.policy_document add constraint policy_document_check CHECK ((effective_on >= made_on));

alter table registers.policy_document add constraint policy_document_check1 CHECK ((ended_on >= effective_on));

alter table registers.policy_document add constraint policy_document_pkey PRIMARY KEY (county, id);

alter table registers.policy_link add constraint policy_link_check CHECK ((document <> cites));

alter table registers.policy_link add constraint policy_link_county_cites_fkey FOREIGN KEY (county, cites) REFERENCES registers.policy_document(county, id);

alter table registers.policy_link add constraint policy_link_county_document_fkey FOREIGN KEY (county, document) REFERENCES registers.policy_document(county, id);

alter table registers.policy_link add constraint policy_link_pkey PRIMARY KEY (county, id);

alter table registers.population_snapshot add constraint population_snapshot_confidence_check CHECK ((confidence = ANY (ARRAY['counted'::text, 'reported'::text, 'estimated'::text])));

alter table registers.population_snapshot add constraint population_snapshot_households_check CHECK ((households >= 0));

alter table registers.population_snapshot add constraint population_snapshot_pkey PRIMARY KEY (county, id);

alter table registers.population_snapshot add constraint population_snapshot_residents_check CHECK ((residents >= 0));

alter table registers.professional add constraint professional_check CHECK ((left_on >= attached_on));

alter table registers.professional add constraint professional_pkey PRIMARY KEY (county, id);

alter table registers.proposal add constraint proposal_check CHECK (((outcome IS NULL) = (decided_at IS NULL)));

alter table registers.proposal add constraint proposal_check1 CHECK (((outcome IS NULL) OR (outcome = 'accepted'::text) OR (answer <> ''::text)));

alter table registers.proposal add constraint proposal_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.proposal add constraint proposal_kind_check CHECK ((kind = ANY (ARRAY['entry'::text, 'record'::text, 'visit'::text])));

alter table registers.proposal add constraint proposal_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'returned'::text, 'refused'::text, 'taken-back'::text])));

alter table registers.proposal add constraint proposal_pkey PRIMARY KEY (county, id);

alter table registers.proposal add constraint proposal_said_check CHECK ((length(said) <= 500));

alter table registers.proposal add constraint proposal_what_check CHECK ((what ~ '^[a-z][a-z-]*$'::text));

alter table registers.protection_control add constraint protection_control_check CHECK ((replaced_on >= checked_on));

alter table registers.protection_control add constraint protection_control_pkey PRIMARY KEY (county, id);

alter table registers.region add constraint region_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)));

alter table registers.region add constraint region_code_check CHECK ((code ~ '^([0-9]{12}|[0-9]{15})$'::text));

alter table registers.region add constraint region_kind_check CHECK ((kind = ANY (ARRAY['division'::text, 'zone'::text])));

alter table registers.region add constraint region_level_check CHECK ((level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text, 'community'::text, 'grid'::text])));

alter table registers.region add constraint region_pkey PRIMARY KEY (id);

alter table registers.region_carry add constraint region_carry_change_id_fkey FOREIGN KEY (change_id) REFERENCES registers.region_change(id);

alter table registers.region_carry add constraint region_carry_pkey PRIMARY KEY (change_id, from_code);

alter table registers.region_change add constraint region_change_kind_check CHECK ((kind = ANY (ARRAY['establish'::text, 'rename'::text, 'split'::text, 'merge'::text, 'move'::text, 'abolish'::text, 'retype'::text])));

alter table registers.region_change add constraint region_change_pkey PRIMARY KEY (id);

alter table registers.region_successor add constraint region_successor_change_id_fkey FOREIGN KEY (change_id) REFERENCES registers.region_change(id);

alter table registers.region_successor add constraint region_successor_pkey PRIMARY KEY (change_id, from_code, to_code);

alter table registers.region_successor add constraint region_successor_share_check CHECK (((share > (0)::numeric) AND (share <= (1)::numeric)));

alter table registers.resettlement add constraint resettlement_check CHECK ((ended_on >= moved_on));

alter table registers.resettlement add constraint resettlement_employed_households_check CHECK ((employed_households >= 0));

alter table registers.resettlement add constraint resettlement_households_check CHECK ((households >= 0));

alter table registers.resettlement add constraint resettlement_pkey PRIMARY KEY (county, id);

alter table registers.resettlement add constraint resettlement_residents_check CHECK ((residents >= 0));

alter table registers.room add constraint room_area_size_check CHECK ((area_size >= (0)::numeric));

alter table registers.room add constraint room_check CHECK ((closed_on >= opened_on));

alter table registers.room add constraint room_pkey PRIMARY KEY (county, id);

alter table registers.room add constraint room_seats_check CHECK ((seats >= 0));

alter table registers.room add constraint room_uses_last_month_check CHECK ((uses_last_month >= 0));

alter table registers.saved_view add constraint saved_view_office CHECK (((region IS NOT NULL) OR (unit IS NULL)));

alter table registers.saved_view add constraint saved_view_pkey PRIMARY KEY (account_id, id);

alter table registers.service_point add constraint service_point_check CHECK ((closed_on >= opened_on));

alter table registers.service_point add constraint service_point_pkey PRIMARY KEY (county, id);

alter table registers.service_point add constraint service_point_places_check CHECK ((places >= 0));

alter table registers.service_point add constraint service_point_radius_check CHECK ((radius >= (0)::numeric));

alter table registers.service_point add constraint service_point_staff_check CHECK ((staff >= 0));

alter table registers.service_point add constraint service_point_windows_check CHECK ((windows >= 0));

alter table registers.service_record add constraint service_record_county_person_id_fkey FOREIGN KEY (county, person_id) REFERENCES registers.person(county, id);

alter table registers.service_record add constraint service_record_minutes_check CHECK ((minutes >= 0));

alter table registers.service_record add constraint service_record_pkey PRIMARY KEY (county, id);

alter table registers.sign_in_session add constraint sign_in_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES registers.account(id);

alter table registers.sign_in_session add constraint sign_in_session_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES registers.appointment(id);

alter table registers.sign_in_session add constraint sign_in_session_check CHECK (((account_id IS NULL) <> (person_id IS NULL)));

alter table registers.sign_in_session add constraint sign_in_session_delegation_id_fkey FOREIGN KEY (delegation_id) REFERENCES registers.delegation(id);

alter table registers.sign_in_session add constraint sign_in_session_id_key UNIQUE (id);

alter table registers.sign_in_session add constraint sign_in_session_pkey PRIMARY KEY (token_hash);

alter table registers.social_organisation add constraint social_organisation_check CHECK ((ended_on >= founded_on));

alter table registers.social_organisation add constraint social_organisation_members_check CHECK ((members >= 0));

alter table registers.social_organisation add constraint social_organisation_pkey PRIMARY KEY (county, id);

alter table registers.social_work_station add constraint social_work_station_area_check CHECK ((area >= (0)::numeric));

alter table registers.social_work_station add constraint social_work_station_certified_check CHECK ((certified >= 0));

alter table registers.social_work_station add constraint social_work_station_check CHECK ((certified <= staff));

alter table registers.social_work_station add constraint social_work_station_check1 CHECK ((closed_on >= opened_on));

alter table registers.social_work_station add constraint social_work_station_pkey PRIMARY KEY (county, id);

alter table registers.social_work_station add constraint social_work_station_staff_check CHECK ((staff >= 0));

alter table registers.social_worker add constraint social_worker_allowance_check CHECK ((allowance >= (0)::numeric));

alter table registers.social_worker add constraint social_worker_check CHECK ((until >= since));

alter table registers.social_worker add constraint social_worker_check1 CHECK ((registered_until >= certified_on));

alter table registers.social_worker add constraint social_worker_pkey PRIMARY KEY (county, id);

alter table registers.stay add constraint stay_pkey PRIMARY KEY (county, id);

alter table registers.supervision_member add constraint supervision_member_check CHECK ((until >= since));

alter table registers.supervision_member add constraint supervision_member_county_kin_of_fkey FOREIGN KEY (county, kin_of) REFERENCES registers.committee_member(county, id);

alter table registers.supervision_member add constraint supervision_member_pkey PRIMARY KEY (county, id);

alter table registers.supervision_member add constraint supervision_member_term_check CHECK ((term > 0));

alter table registers.system add constraint system_check CHECK ((retired_on >= built_on));

alter table registers.system add constraint system_cost_check CHECK ((cost >= (0)::numeric));

alter table registers.system add constraint system_pieces_check CHECK ((pieces >= 0));

alter table registers.system add constraint system_pkey PRIMARY KEY (county, id);

alter table registers.town_profile add constraint town_profile_area_km2_check CHECK ((area_km2 >= (0)::numeric));

alter table registers.town_profile add constraint town_profile_check CHECK ((valid_to >= valid_from));

alter table registers.town_profile add constraint town_profile_civil_affairs_staff_check CHECK ((civil_affairs_staff >= 0));

alter table registers.town_profile add constraint town_profile_pkey PRIMARY KEY (county, id);

alter table registers.town_profile add constraint town_profile_staff_posts_check CHECK ((staff_posts >= 0));

alter table registers.town_profile add constraint town_profile_staff_present_check CHECK ((staff_present >= 0));

alter table registers.unit add constraint unit_pkey PRIMARY KEY (county, id);

alter table registers.unknown_login add constraint unknown_login_pkey PRIMARY KEY (login_hash);

alter table registers.unmasking add constraint unmasking_pkey PRIMARY KEY (county, id);

alter table registers.volunteer add constraint volunteer_check CHECK ((left_on >= registered_on));

alter table registers.volunteer add constraint volunteer_county_team_fkey FOREIGN KEY (county, team) REFERENCES registers.volunteer_team(county, id);

alter table registers.volunteer add constraint volunteer_pkey PRIMARY KEY (county, id);

alter table registers.volunteer_team add constraint volunteer_team_check CHECK ((dissolved_on >= founded_on));

alter table registers.volunteer_team add constraint volunteer_team_pkey PRIMARY KEY (county, id);

alter table registers.worker add constraint worker_check CHECK ((left_on >= hired_on));

alter table registers.worker add constraint worker_grade_check CHECK ((grade > 0));

alter table registers.worker add constraint worker_pay_check CHECK ((pay >= (0)::numeric));

alter table registers.worker add constraint worker_pkey PRIMARY KEY (county, id);

CREATE INDEX absence_by_person_id ON registers.absence USING btree (county, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX absence_by_reason ON registers.absence USING btree (county, reason, person_id, id);

CREATE INDEX absence_city ON registers.absence USING btree (city, person_id, id);

CREATE INDEX absence_community ON registers.absence USING btree (community, person_id, id);

CREATE INDEX absence_county ON registers.absence USING btree (county, person_id, id);

CREATE INDEX absence_grid ON registers.absence USING btree (grid, person_id, id);

CREATE INDEX absence_in_entered_at ON registers.absence USING btree (county, entered_at, id);

CREATE INDEX absence_in_expected_back ON registers.absence USING btree (county, COALESCE(expected_back, '0001-01-01'::date), id);

CREATE INDEX absence_in_left_on ON registers.absence USING btree (county, left_on, id);

CREATE INDEX absence_province ON registers.absence USING btree (province, person_id, id);

CREATE INDEX absence_town ON registers.absence USING btree (town, person_id, id);

CREATE INDEX account_phone ON registers.account USING btree (registers.phone_digits(phone)) WHERE ((disabled_at IS NULL) AND (phone <> ''::text));

CREATE INDEX appointment_account ON registers.appointment USING btree (account_id);

CREATE INDEX appointment_region ON registers.appointment USING btree (county, region);

CREATE INDEX attachment_applicant ON procedures.attachment USING btree (county, applicant, uploaded_at);

CREATE INDEX attachment_case ON procedures.attachment USING btree (county, case_id);

CREATE INDEX attachment_content ON procedures.attachment USING btree (sha256);

CREATE INDEX attachment_draft ON procedures.attachment USING btree (county, draft_id);

CREATE INDEX attachment_loose ON procedures.attachment USING btree (uploaded_at) WHERE ((case_id IS NULL) AND (draft_id IS NULL));

CREATE INDEX attachment_visit ON procedures.attachment USING btree (county, visit_id) WHERE (visit_id IS NOT NULL);

CREATE INDEX audit_recent ON kernel.audit USING btree (county, at DESC);

CREATE INDEX audit_subject ON kernel.audit USING btree (county, subject);

CREATE INDEX audit_unsealed ON kernel.audit USING btree (xid);

CREATE INDEX body_by_kind ON registers.body USING btree (county, kind, name, id);

CREATE INDEX body_city ON registers.body USING btree (city, name, id);

CREATE INDEX body_community ON registers.body USING btree (community, name, id);

CREATE INDEX body_county ON registers.body USING btree (county, name, id);

CREATE INDEX body_grid ON registers.body USING btree (grid, name, id);

CREATE INDEX body_in_entered_at ON registers.body USING btree (county, entered_at, id);

CREATE INDEX body_in_founded_on ON registers.body USING btree (county, founded_on, id);

CREATE INDEX body_in_term_ends ON registers.body USING btree (county, COALESCE(term_ends, '0001-01-01'::date), id);

CREATE INDEX body_member_by_body ON registers.body_member USING btree (county, body) WHERE (body IS NOT NULL);

CREATE INDEX body_member_by_person ON registers.body_member USING btree (county, person) WHERE (person IS NOT NULL);

CREATE INDEX body_member_by_post ON registers.body_member USING btree (county, post, name, id);

CREATE INDEX body_member_city ON registers.body_member USING btree (city, name, id);

CREATE INDEX body_member_community ON registers.body_member USING btree (community, name, id);

CREATE INDEX body_member_county ON registers.body_member USING btree (county, name, id);

CREATE INDEX body_member_grid ON registers.body_member USING btree (grid, name, id);

CREATE INDEX body_member_in_entered_at ON registers.body_member USING btree (county, entered_at, id);

CREATE INDEX body_member_in_from_day ON registers.body_member USING btree (county, from_day, id);

CREATE INDEX body_member_province ON registers.body_member USING btree (province, name, id);

CREATE INDEX body_member_town ON registers.body_member USING btree (town, name, id);

CREATE INDEX body_province ON registers.body USING btree (province, name, id);

CREATE INDEX body_town ON registers.body USING btree (town, name, id);

CREATE INDEX case_applicant ON procedures.cases USING btree (applicant, opened_at DESC);

CREATE INDEX case_awaiting ON procedures.cases USING btree (holder_since) WHERE ((holder = 'applicant'::text) AND (closed_at IS NULL));

CREATE INDEX case_city ON procedures.cases USING btree (city, opened_at DESC);

CREATE INDEX case_community ON procedures.cases USING btree (community, opened_at DESC);

CREATE INDEX case_county ON procedures.cases USING btree (county, opened_at DESC);

CREATE INDEX case_grid ON procedures.cases USING btree (grid, opened_at DESC) WHERE (grid IS NOT NULL);

CREATE INDEX case_number_anywhere ON procedures.cases USING btree (number);

CREATE INDEX case_open_due ON procedures.cases USING btree (county, due_on) WHERE (closed_at IS NULL);

CREATE INDEX case_province ON procedures.cases USING btree (province, opened_at DESC);

CREATE INDEX case_provisional ON procedures.cases USING btree (county) WHERE (due_provisional AND (closed_at IS NULL));

CREATE INDEX case_town ON procedures.cases USING btree (town, opened_at DESC);

CREATE INDEX collection_task_by_collects ON registers.collection_task USING btree (county, collects, name, id);

CREATE INDEX collection_task_by_post ON registers.collection_task USING btree (county, post) WHERE (post IS NOT NULL);

CREATE INDEX collection_task_city ON registers.collection_task USING btree (city, name, id);

CREATE INDEX collection_task_community ON registers.collection_task USING btree (community, name, id);

CREATE INDEX collection_task_county ON registers.collection_task USING btree (county, name, id);

CREATE INDEX collection_task_grid ON registers.collection_task USING btree (grid, name, id);

CREATE INDEX collection_task_in_due_on ON registers.collection_task USING btree (county, due_on, id);

CREATE INDEX collection_task_in_entered_at ON registers.collection_task USING btree (county, entered_at, id);

CREATE INDEX collection_task_in_given_on ON registers.collection_task USING btree (county, given_on, id);

CREATE INDEX collection_task_province ON registers.collection_task USING btree (province, name, id);

CREATE INDEX collection_task_town ON registers.collection_task USING btree (town, name, id);

CREATE INDEX committee_member_by_committee_post ON registers.committee_member USING btree (county, committee_post, name, id);

CREATE INDEX committee_member_by_origin ON registers.committee_member USING btree (county, origin, name, id);

CREATE INDEX committee_member_by_party_post ON registers.committee_member USING btree (county, party_post, name, id);

CREATE INDEX committee_member_by_person ON registers.committee_member USING btree (county, person) WHERE (person IS NOT NULL);

CREATE INDEX committee_member_by_political_status ON registers.committee_member USING btree (county, political_status, name, id);

CREATE INDEX committee_member_by_way ON registers.committee_member USING btree (county, way, name, id);

CREATE INDEX committee_member_city ON registers.committee_member USING btree (city, name, id);

CREATE INDEX committee_member_community ON registers.committee_member USING btree (community, name, id);

CREATE INDEX committee_member_county ON registers.committee_member USING btree (county, name, id);

CREATE INDEX committee_member_grid ON registers.committee_member USING btree (grid, name, id);

CREATE INDEX committee_member_in_born_on ON registers.committee_member USING btree (county, born_on, id);

CREATE INDEX committee_member_in_entered_at ON registers.committee_member USING btree (county, entered_at, id);

CREATE INDEX committee_member_in_since ON registers.committee_member USING btree (county, since, id);

CREATE INDEX committee_member_in_term ON registers.committee_member USING btree (county, term, id);

CREATE INDEX committee_member_province ON registers.committee_member USING btree (province, name, id);

CREATE INDEX committee_member_town ON registers.committee_member USING btree (town, name, id);

CREATE INDEX community_profile_by_review ON registers.community_profile USING btree (county, review, name, id);

CREATE INDEX community_profile_city ON registers.community_profile USING btree (city, name, id);

CREATE INDEX community_profile_community ON registers.community_profile USING btree (community, name, id);

CREATE INDEX community_profile_county ON registers.community_profile USING btree (county, name, id);

CREATE INDEX community_profile_grid ON registers.community_profile USING btree (grid, name, id);

CREATE INDEX community_profile_in_area_km2 ON registers.community_profile USING btree (county, COALESCE(area_km2, '-1'::numeric), id);

CREATE INDEX community_profile_in_entered_at ON registers.community_profile USING btree (county, entered_at, id);

CREATE INDEX community_profile_in_reviewed_on ON registers.community_profile USING btree (county, COALESCE(reviewed_on, '0001-01-01'::date), id);

CREATE INDEX community_profile_province ON registers.community_profile USING btree (province, name, id);

CREATE INDEX community_profile_town ON registers.community_profile USING btree (town, name, id);

CREATE INDEX compound_by_households ON registers.compound USING btree (county, households, name, id);

CREATE INDEX compound_by_old_compound ON registers.compound USING btree (county, old_compound, name, id);

CREATE INDEX compound_by_owners_committee ON registers.compound USING btree (county, owners_committee, name, id);

CREATE INDEX compound_by_property_kind ON registers.compound USING btree (county, property_kind, name, id);

CREATE INDEX compound_city ON registers.compound USING btree (city, name, id);

CREATE INDEX compound_community ON registers.compound USING btree (community, name, id);

CREATE INDEX compound_county ON registers.compound USING btree (county, name, id);

CREATE INDEX compound_grid ON registers.compound USING btree (grid, name, id);

CREATE INDEX compound_in_built_on ON registers.compound USING btree (county, COALESCE(built_on, '0001-01-01'::date), id);

CREATE INDEX compound_in_entered_at ON registers.compound USING btree (county, entered_at, id);

CREATE INDEX compound_in_households ON registers.compound USING btree (county, households, id);

CREATE INDEX compound_province ON registers.compound USING btree (province, name, id);

CREATE INDEX compound_town ON registers.compound USING btree (town, name, id);

CREATE INDEX consent_person ON registers.consent USING btree (county, person_id, given_at DESC);

CREATE INDEX consultation_answered ON procedures.consultation USING btree (unit, answered_at DESC, id DESC) WHERE (answered_at IS NOT NULL);

CREATE INDEX consultation_case ON procedures.consultation USING btree (county, case_id);

CREATE INDEX consultation_unit ON procedures.consultation USING btree (unit, due_on, id) WHERE (answered_at IS NULL);

CREATE INDEX delegation_to ON registers.delegation USING btree (to_account);

CREATE INDEX draft_applicant ON procedures.draft USING btree (applicant, updated_at DESC) WHERE (submitted_case IS NULL);

CREATE INDEX dwelling_by_compound ON registers.dwelling USING btree (county, compound) WHERE (compound IS NOT NULL);

CREATE INDEX dwelling_by_owner ON registers.dwelling USING btree (county, owner) WHERE (owner IS NOT NULL);

CREATE INDEX dwelling_by_tenure ON registers.dwelling USING btree (county, tenure, address, id);

CREATE INDEX dwelling_by_use ON registers.dwelling USING btree (county, use, address, id);

CREATE INDEX dwelling_city ON registers.dwelling USING btree (city, address, id);

CREATE INDEX dwelling_community ON registers.dwelling USING btree (community, address, id);

CREATE INDEX dwelling_county ON registers.dwelling USING btree (county, address, id);

CREATE INDEX dwelling_grid ON registers.dwelling USING btree (grid, address, id);

CREATE INDEX dwelling_in_area_size ON registers.dwelling USING btree (county, COALESCE(area_size, '-1'::numeric), id);

CREATE INDEX dwelling_in_entered_at ON registers.dwelling USING btree (county, entered_at, id);

CREATE INDEX dwelling_in_recorded_on ON registers.dwelling USING btree (county, recorded_on, id);

CREATE INDEX dwelling_province ON registers.dwelling USING btree (province, address, id);

CREATE INDEX dwelling_town ON registers.dwelling USING btree (town, address, id);

CREATE INDEX economic_body_by_kind ON registers.economic_body USING btree (county, kind, name, id);

CREATE INDEX economic_body_city ON registers.economic_body USING btree (city, name, id);

CREATE INDEX economic_body_community ON registers.economic_body USING btree (community, name, id);

CREATE INDEX economic_body_county ON registers.economic_body USING btree (county, name, id);

CREATE INDEX economic_body_grid ON registers.economic_body USING btree (grid, name, id);

CREATE INDEX economic_body_in_entered_at ON registers.economic_body USING btree (county, entered_at, id);

CREATE INDEX economic_body_in_founded_on ON registers.economic_body USING btree (county, founded_on, id);

CREATE INDEX economic_body_in_income ON registers.economic_body USING btree (county, COALESCE(income, '-1'::numeric), id);

CREATE INDEX economic_body_province ON registers.economic_body USING btree (province, name, id);

CREATE INDEX economic_body_town ON registers.economic_body USING btree (town, name, id);

CREATE INDEX employment_label_by_label ON registers.employment_label USING btree (county, label, person_id, id);

CREATE INDEX employment_label_by_person_id ON registers.employment_label USING btree (county, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX employment_label_city ON registers.employment_label USING btree (city, person_id, id);

CREATE INDEX employment_label_community ON registers.employment_label USING btree (community, person_id, id);

CREATE INDEX employment_label_county ON registers.employment_label USING btree (county, person_id, id);

CREATE INDEX employment_label_grid ON registers.employment_label USING btree (grid, person_id, id);

CREATE INDEX employment_label_in_entered_at ON registers.employment_label USING btree (county, entered_at, id);

CREATE INDEX employment_label_in_from_day ON registers.employment_label USING btree (county, from_day, id);

CREATE INDEX employment_label_province ON registers.employment_label USING btree (province, person_id, id);

CREATE INDEX employment_label_town ON registers.employment_label USING btree (town, person_id, id);

CREATE INDEX entitlement_case ON registers.entitlement USING btree (county, case_id);

CREATE INDEX entitlement_person ON registers.entitlement USING btree (county, person_id, from_day DESC);

CREATE INDEX entitlement_running ON registers.entitlement USING btree (person_id) WHERE (to_day IS NULL);

CREATE INDEX entry_change_entry ON registers.entry_change USING btree (county, entry_id, at);

CREATE INDEX facility_by_build_case ON registers.facility USING btree (county, build_case, name, id);

CREATE INDEX facility_by_kind ON registers.facility USING btree (county, kind, name, id);

CREATE INDEX facility_by_shared ON registers.facility USING btree (county, shared, name, id);

CREATE INDEX facility_census_city ON registers.facility_census USING btree (city, document, id);

CREATE INDEX facility_census_community ON registers.facility_census USING btree (community, document, id);

CREATE INDEX facility_census_county ON registers.facility_census USING btree (county, document, id);

CREATE INDEX facility_census_grid ON registers.facility_census USING btree (grid, document, id);

CREATE INDEX facility_census_in_as_of ON registers.facility_census USING btree (county, as_of, id);

CREATE INDEX facility_census_in_entered_at ON registers.facility_census USING btree (county, entered_at, id);

CREATE INDEX facility_census_province ON registers.facility_census USING btree (province, document, id);

CREATE INDEX facility_census_town ON registers.facility_census USING btree (town, document, id);

CREATE INDEX facility_city ON registers.facility USING btree (city, name, id);

CREATE INDEX facility_community ON registers.facility USING btree (community, name, id);

CREATE INDEX facility_county ON registers.facility USING btree (county, name, id);

CREATE INDEX facility_grid ON registers.facility USING btree (grid, name, id);

CREATE INDEX facility_in_area ON registers.facility USING btree (county, COALESCE(area, '-1'::numeric), id);

CREATE INDEX facility_in_built_on ON registers.facility USING btree (county, COALESCE(built_on, '0001-01-01'::date), id);

CREATE INDEX facility_in_entered_at ON registers.facility USING btree (county, entered_at, id);

CREATE INDEX facility_in_valid_from ON registers.facility USING btree (county, valid_from, id);

CREATE INDEX facility_province ON registers.facility USING btree (province, name, id);

CREATE INDEX facility_town ON registers.facility USING btree (town, name, id);

CREATE INDEX fact_delta_xid ON procedures.fact_delta USING btree (xid);

CREATE INDEX finder_community ON registers.finder USING btree (community, register);

CREATE INDEX finder_grams ON registers.finder USING gin (grams);

CREATE INDEX finder_hashes ON registers.finder USING gin (hashes);

CREATE INDEX finder_initials ON registers.finder USING btree (county, initials text_pattern_ops);

CREATE INDEX grid_by_kind ON registers.grid USING btree (county, kind, name, id);

CREATE INDEX grid_by_posted ON registers.grid USING btree (county, posted, name, id);

CREATE INDEX grid_city ON registers.grid USING btree (city, name, id);

CREATE INDEX grid_community ON registers.grid USING btree (community, name, id);

CREATE INDEX grid_county ON registers.grid USING btree (county, name, id);

CREATE INDEX grid_grid ON registers.grid USING btree (grid, name, id);

CREATE INDEX grid_in_entered_at ON registers.grid USING btree (county, entered_at, id);

CREATE INDEX grid_in_households ON registers.grid USING btree (county, households, id);

CREATE INDEX grid_in_valid_from ON registers.grid USING btree (county, valid_from, id);

CREATE INDEX grid_post_by_came_from ON registers.grid_post USING btree (county, came_from, name, id);

CREATE INDEX grid_post_by_full_time ON registers.grid_post USING btree (county, full_time, name, id);

CREATE INDEX grid_post_by_person ON registers.grid_post USING btree (county, person) WHERE (person IS NOT NULL);

CREATE INDEX grid_post_by_post ON registers.grid_post USING btree (county, post, name, id);

CREATE INDEX grid_post_by_serves ON registers.grid_post USING btree (county, serves) WHERE (serves IS NOT NULL);

CREATE INDEX grid_post_by_worker ON registers.grid_post USING btree (county, worker) WHERE (worker IS NOT NULL);

CREATE INDEX grid_post_city ON registers.grid_post USING btree (city, name, id);

CREATE INDEX grid_post_community ON registers.grid_post USING btree (community, name, id);

CREATE INDEX grid_post_county ON registers.grid_post USING btree (county, name, id);

CREATE INDEX grid_post_grid ON registers.grid_post USING btree (grid, name, id);

CREATE INDEX grid_post_in_entered_at ON registers.grid_post USING btree (county, entered_at, id);

CREATE INDEX grid_post_in_from_day ON registers.grid_post USING btree (county, from_day, id);

CREATE INDEX grid_post_province ON registers.grid_post USING btree (province, name, id);

CREATE INDEX grid_post_town ON registers.grid_post USING btree (town, name, id);

CREATE INDEX grid_province ON registers.grid USING btree (province, name, id);

CREATE INDEX grid_town ON registers.grid USING btree (town, name, id);

CREATE INDEX home_visit_by_household ON registers.home_visit USING btree (county, household) WHERE (household IS NOT NULL);

CREATE INDEX home_visit_by_person_id ON registers.home_visit USING btree (county, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX home_visit_by_result ON registers.home_visit USING btree (county, result, person_id, id);

CREATE INDEX home_visit_by_task ON registers.home_visit USING btree (county, task) WHERE (task IS NOT NULL);

CREATE INDEX home_visit_city ON registers.home_visit USING btree (city, person_id, id);

CREATE INDEX home_visit_community ON registers.home_visit USING btree (community, person_id, id);

CREATE INDEX home_visit_county ON registers.home_visit USING btree (county, person_id, id);

CREATE INDEX home_visit_grid ON registers.home_visit USING btree (grid, person_id, id);

CREATE INDEX home_visit_in_entered_at ON registers.home_visit USING btree (county, entered_at, id);

CREATE INDEX home_visit_in_visited_on ON registers.home_visit USING btree (county, visited_on, id);

CREATE INDEX home_visit_province ON registers.home_visit USING btree (province, person_id, id);

CREATE INDEX home_visit_task ON registers.home_visit USING btree (county, task, household) WHERE (withdrawn_at IS NULL);

CREATE INDEX home_visit_town ON registers.home_visit USING btree (town, person_id, id);

CREATE INDEX honour_by_level ON registers.honour USING btree (county, level, award, id);

CREATE INDEX honour_by_recipient_kind ON registers.honour USING btree (county, recipient_kind, award, id);

CREATE INDEX honour_by_year ON registers.honour USING btree (county, year, award, id);

CREATE INDEX honour_city ON registers.honour USING btree (city, award, id);

CREATE INDEX honour_community ON registers.honour USING btree (community, award, id);

CREATE INDEX honour_county ON registers.honour USING btree (county, award, id);

CREATE INDEX honour_grid ON registers.honour USING btree (grid, award, id);

CREATE INDEX honour_in_awarded_on ON registers.honour USING btree (county, awarded_on, id);

CREATE INDEX honour_in_entered_at ON registers.honour USING btree (county, entered_at, id);

CREATE INDEX honour_in_year ON registers.honour USING btree (county, year, id);

CREATE INDEX honour_province ON registers.honour USING btree (province, award, id);

CREATE INDEX honour_town ON registers.honour USING btree (town, award, id);

CREATE INDEX household_by_dwelling ON registers.household USING btree (county, dwelling) WHERE (dwelling IS NOT NULL);

CREATE INDEX household_by_head ON registers.household USING btree (county, head) WHERE (head IS NOT NULL);

CREATE INDEX household_by_kind ON registers.household USING btree (county, kind, head, id);

CREATE INDEX household_by_standing ON registers.household USING btree (county, standing, head, id);

CREATE INDEX household_city ON registers.household USING btree (city, head, id);

CREATE INDEX household_community ON registers.household USING btree (community, head, id);

CREATE INDEX household_county ON registers.household USING btree (county, head, id);

CREATE INDEX household_grid ON registers.household USING btree (grid, head, id);

CREATE INDEX household_grid_open ON registers.household USING btree (grid, id) WHERE (withdrawn_at IS NULL);

CREATE INDEX household_in_entered_at ON registers.household USING btree (county, entered_at, id);

CREATE INDEX household_in_opened_on ON registers.household USING btree (county, opened_on, id);

CREATE INDEX household_province ON registers.household USING btree (province, head, id);

CREATE INDEX household_town ON registers.household USING btree (town, head, id);

CREATE INDEX idle_asset_by_kind ON registers.idle_asset USING btree (county, kind, name, id);

CREATE INDEX idle_asset_by_priority_use ON registers.idle_asset USING btree (county, priority_use, name, id);

CREATE INDEX idle_asset_by_property_right ON registers.idle_asset USING btree (county, property_right, name, id);

CREATE INDEX idle_asset_by_use_state ON registers.idle_asset USING btree (county, use_state, name, id);

CREATE INDEX idle_asset_city ON registers.idle_asset USING btree (city, name, id);

CREATE INDEX idle_asset_community ON registers.idle_asset USING btree (community, name, id);

CREATE INDEX idle_asset_county ON registers.idle_asset USING btree (county, name, id);

CREATE INDEX idle_asset_grid ON registers.idle_asset USING btree (grid, name, id);

CREATE INDEX idle_asset_in_area_size ON registers.idle_asset USING btree (county, area_size, id);

CREATE INDEX idle_asset_in_entered_at ON registers.idle_asset USING btree (county, entered_at, id);

CREATE INDEX idle_asset_in_offered_on ON registers.idle_asset USING btree (county, offered_on, id);

CREATE INDEX idle_asset_province ON registers.idle_asset USING btree (province, name, id);

CREATE INDEX idle_asset_town ON registers.idle_asset USING btree (town, name, id);

CREATE INDEX inbox_community ON procedures.cases USING btree (community, due_on, id) WHERE (holder = 'community'::text);

CREATE INDEX inbox_county ON procedures.cases USING btree (county, due_on, id) WHERE (holder = 'county'::text);

CREATE INDEX inbox_town ON procedures.cases USING btree (town, due_on, id) WHERE (holder = 'town'::text);

CREATE INDEX ledger_decision_of ON registers.ledger_decision USING btree (county, ledger, at);

CREATE INDEX ledger_row_of ON registers.ledger_row USING btree (county, ledger, entered_at DESC, id);

CREATE INDEX ledger_row_subject ON registers.ledger_row USING btree (county, subject, ledger, entered_at DESC);

CREATE INDEX ledger_sheet_community ON registers.ledger_sheet USING btree (community, due_on DESC, id) WHERE (withdrawn_at IS NULL);

CREATE INDEX ledger_sheet_county ON registers.ledger_sheet USING btree (county, due_on DESC, id) WHERE (withdrawn_at IS NULL);

CREATE INDEX ledger_sheet_of ON registers.ledger_sheet USING btree (county, ledger, due_on DESC, community);

CREATE INDEX ledger_sheet_round ON registers.ledger_sheet USING btree (county, round);

CREATE INDEX ledger_sheet_town ON registers.ledger_sheet USING btree (town, due_on DESC, id) WHERE (withdrawn_at IS NULL);

CREATE INDEX life_event_person ON registers.life_event USING btree (county, person_id, at DESC);

CREATE INDEX look_entry ON registers.look USING btree (county, register, entry_id, at);

CREATE INDEX medium_by_kind ON registers.medium USING btree (county, kind, name, id);

CREATE INDEX medium_city ON registers.medium USING btree (city, name, id);

CREATE INDEX medium_community ON registers.medium USING btree (community, name, id);

CREATE INDEX medium_county ON registers.medium USING btree (county, name, id);

CREATE INDEX medium_grid ON registers.medium USING btree (grid, name, id);

CREATE INDEX medium_in_entered_at ON registers.medium USING btree (county, entered_at, id);

CREATE INDEX medium_in_members ON registers.medium USING btree (county, COALESCE(members, '-1'::integer), id);

CREATE INDEX medium_in_opened_on ON registers.medium USING btree (county, opened_on, id);

CREATE INDEX medium_province ON registers.medium USING btree (province, name, id);

CREATE INDEX medium_town ON registers.medium USING btree (town, name, id);

CREATE INDEX notice_applicant ON procedures.notice USING btree (applicant, created_at DESC) WHERE (recipient = 'applicant'::text);

CREATE INDEX notice_case ON procedures.notice USING btree (county, case_id);

CREATE INDEX notice_community ON procedures.notice USING btree (community, created_at DESC) WHERE ((recipient = 'community'::text) AND (read_at IS NULL));

CREATE INDEX notice_county ON procedures.notice USING btree (county, created_at DESC) WHERE ((recipient = 'county'::text) AND (read_at IS NULL));

CREATE INDEX notice_town ON procedures.notice USING btree (town, created_at DESC) WHERE ((recipient = 'town'::text) AND (read_at IS NULL));

CREATE INDEX one_time_code_phone ON registers.one_time_code USING btree (phone_hash, created_at DESC);

CREATE INDEX outbox_waiting ON kernel.outbox USING btree (created_at) WHERE (sent_at IS NULL);

CREATE INDEX outlet_by_home_visits ON registers.outlet USING btree (county, home_visits, name, id);

CREATE INDEX outlet_by_kind ON registers.outlet USING btree (county, kind, name, id);

CREATE INDEX outlet_by_services ON registers.outlet USING gin (services);

CREATE INDEX outlet_city ON registers.outlet USING btree (city, name, id);

CREATE INDEX outlet_community ON registers.outlet USING btree (community, name, id);

CREATE INDEX outlet_county ON registers.outlet USING btree (county, name, id);

CREATE INDEX outlet_grid ON registers.outlet USING btree (grid, name, id);

CREATE INDEX outlet_in_entered_at ON registers.outlet USING btree (county, entered_at, id);

CREATE INDEX outlet_in_opened_on ON registers.outlet USING btree (county, opened_on, id);

CREATE INDEX outlet_in_staff ON registers.outlet USING btree (county, COALESCE(staff, '-1'::integer), id);

CREATE INDEX outlet_province ON registers.outlet USING btree (province, name, id);

CREATE INDEX outlet_town ON registers.outlet USING btree (town, name, id);

CREATE INDEX party_organisation_by_carrier ON registers.party_organisation USING btree (county, carrier, name, id);

CREATE INDEX party_organisation_by_kind ON registers.party_organisation USING btree (county, kind, name, id);

CREATE INDEX party_organisation_city ON registers.party_organisation USING btree (city, name, id);

CREATE INDEX party_organisation_community ON registers.party_organisation USING btree (community, name, id);

CREATE INDEX party_organisation_county ON registers.party_organisation USING btree (county, name, id);

CREATE INDEX party_organisation_grid ON registers.party_organisation USING btree (grid, name, id);

CREATE INDEX party_organisation_in_entered_at ON registers.party_organisation USING btree (county, entered_at, id);

CREATE INDEX party_organisation_in_founded_on ON registers.party_organisation USING btree (county, founded_on, id);

CREATE INDEX party_organisation_in_members ON registers.party_organisation USING btree (county, COALESCE(members, '-1'::integer), id);

CREATE INDEX party_organisation_province ON registers.party_organisation USING btree (province, name, id);

CREATE INDEX party_organisation_town ON registers.party_organisation USING btree (town, name, id);

CREATE INDEX person_community ON registers.person USING btree (community, id);

CREATE INDEX person_grams ON registers.person USING gin (name_grams);

CREATE INDEX person_household ON registers.person USING btree (county, household_id) WHERE (household_id IS NOT NULL);

CREATE INDEX person_initials ON registers.person USING btree (county, initials text_pattern_ops) WHERE (ended_on IS NULL);

CREATE INDEX person_label_by_label ON registers.person_label USING btree (county, label, person_id, id);

CREATE INDEX person_label_by_person_id ON registers.person_label USING btree (county, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX person_label_city ON registers.person_label USING btree (city, person_id, id);

CREATE INDEX person_label_community ON registers.person_label USING btree (community, person_id, id);

CREATE INDEX person_label_county ON registers.person_label USING btree (county, person_id, id);

CREATE INDEX person_label_grid ON registers.person_label USING btree (grid, person_id, id);

CREATE INDEX person_label_in_entered_at ON registers.person_label USING btree (county, entered_at, id);

CREATE INDEX person_label_in_from_day ON registers.person_label USING btree (county, from_day, id);

CREATE INDEX person_label_in_review_on ON registers.person_label USING btree (county, COALESCE(review_on, '0001-01-01'::date), id);

CREATE INDEX person_label_province ON registers.person_label USING btree (province, person_id, id);

CREATE INDEX person_label_town ON registers.person_label USING btree (town, person_id, id);

CREATE INDEX person_move_person ON registers.person_move USING btree (county, person_id, moved_at DESC);

CREATE INDEX person_phone ON registers.person USING btree (county, phone_hash);

CREATE INDEX person_phone_before ON registers.person USING btree (phone_held_until) WHERE (phone_before_sealed IS NOT NULL);

CREATE INDEX person_pinyin ON registers.person USING btree (county, pinyin text_pattern_ops) WHERE (ended_on IS NULL);

CREATE INDEX person_roster ON registers.person USING btree (community, pinyin, id) WHERE (ended_on IS NULL);

CREATE INDEX person_roster_county ON registers.person USING btree (county, pinyin, id) WHERE (ended_on IS NULL);

CREATE INDEX person_roster_grid ON registers.person USING btree (grid, pinyin, id) WHERE (ended_on IS NULL);

CREATE INDEX person_roster_town ON registers.person USING btree (town, pinyin, id) WHERE (ended_on IS NULL);

CREATE INDEX person_town ON registers.person USING btree (town, id);

CREATE INDEX policy_document_by_category ON registers.policy_document USING btree (county, category, title, id);

CREATE INDEX policy_document_by_level ON registers.policy_document USING btree (county, level, title, id);

CREATE INDEX policy_document_by_openness ON registers.policy_document USING btree (county, openness, title, id);

CREATE INDEX policy_document_city ON registers.policy_document USING btree (city, title, id);

CREATE INDEX policy_document_community ON registers.policy_document USING btree (community, title, id);

CREATE INDEX policy_document_county ON registers.policy_document USING btree (county, title, id);

CREATE INDEX policy_document_grid ON registers.policy_document USING btree (grid, title, id);

CREATE INDEX policy_document_in_effective_on ON registers.policy_document USING btree (county, effective_on, id);

CREATE INDEX policy_document_in_entered_at ON registers.policy_document USING btree (county, entered_at, id);

CREATE INDEX policy_document_in_made_on ON registers.policy_document USING btree (county, made_on, id);

CREATE INDEX policy_document_province ON registers.policy_document USING btree (province, title, id);

CREATE INDEX policy_document_town ON registers.policy_document USING btree (town, title, id);

CREATE INDEX policy_link_by_cites ON registers.policy_link USING btree (county, cites) WHERE (cites IS NOT NULL);

CREATE INDEX policy_link_by_document ON registers.policy_link USING btree (county, document) WHERE (document IS NOT NULL);

CREATE INDEX policy_link_by_relation ON registers.policy_link USING btree (county, relation, quote, id);

CREATE INDEX policy_link_city ON registers.policy_link USING btree (city, quote, id);

CREATE INDEX policy_link_community ON registers.policy_link USING btree (community, quote, id);

CREATE INDEX policy_link_county ON registers.policy_link USING btree (county, quote, id);

CREATE INDEX policy_link_grid ON registers.policy_link USING btree (grid, quote, id);

CREATE INDEX policy_link_in_entered_at ON registers.policy_link USING btree (county, entered_at, id);

CREATE INDEX policy_link_province ON registers.policy_link USING btree (province, quote, id);

CREATE INDEX policy_link_town ON registers.policy_link USING btree (town, quote, id);

CREATE INDEX professional_by_kind ON registers.professional USING btree (county, kind, name, id);

CREATE INDEX professional_city ON registers.professional USING btree (city, name, id);

CREATE INDEX professional_community ON registers.professional USING btree (community, name, id);

CREATE INDEX professional_county ON registers.professional USING btree (county, name, id);

CREATE INDEX professional_grid ON registers.professional USING btree (grid, name, id);

CREATE INDEX professional_in_attached_on ON registers.professional USING btree (county, attached_on, id);

CREATE INDEX professional_in_entered_at ON registers.professional USING btree (county, entered_at, id);

CREATE INDEX professional_province ON registers.professional USING btree (province, name, id);

CREATE INDEX professional_town ON registers.professional USING btree (town, name, id);

CREATE INDEX proposal_decided_community ON registers.proposal USING btree (community, decided_at DESC, id DESC) WHERE (outcome IS NOT NULL);

CREATE INDEX proposal_decided_county ON registers.proposal USING btree (county, decided_at DESC, id DESC) WHERE (outcome IS NOT NULL);

CREATE INDEX proposal_decided_grid ON registers.proposal USING btree (grid, decided_at DESC, id DESC) WHERE (outcome IS NOT NULL);

CREATE INDEX proposal_decided_town ON registers.proposal USING btree (town, decided_at DESC, id DESC) WHERE (outcome IS NOT NULL);

CREATE INDEX proposal_entry ON registers.proposal USING btree (county, register, entry_id);

CREATE INDEX proposal_open_community ON registers.proposal USING btree (community, due_on, id) WHERE (outcome IS NULL);

CREATE INDEX proposal_open_county ON registers.proposal USING btree (county, due_on, id) WHERE (outcome IS NULL);

CREATE INDEX proposal_open_grid ON registers.proposal USING btree (grid, due_on, id) WHERE (outcome IS NULL);

CREATE INDEX proposal_open_town ON registers.proposal USING btree (town, due_on, id) WHERE (outcome IS NULL);

CREATE INDEX proposal_person ON registers.proposal USING btree (county, person_id, at DESC);

CREATE INDEX protection_control_by_control ON registers.protection_control USING btree (county, control, name, id);

CREATE INDEX protection_control_by_finding ON registers.protection_control USING btree (county, finding, name, id);

CREATE INDEX protection_control_city ON registers.protection_control USING btree (city, name, id);

CREATE INDEX protection_control_community ON registers.protection_control USING btree (community, name, id);

CREATE INDEX protection_control_county ON registers.protection_control USING btree (county, name, id);

CREATE INDEX protection_control_grid ON registers.protection_control USING btree (grid, name, id);

CREATE INDEX protection_control_in_checked_on ON registers.protection_control USING btree (county, checked_on, id);

CREATE INDEX protection_control_in_entered_at ON registers.protection_control USING btree (county, entered_at, id);

CREATE INDEX protection_control_province ON registers.protection_control USING btree (province, name, id);

CREATE INDEX protection_control_town ON registers.protection_control USING btree (town, name, id);

CREATE INDEX rate_limit_until ON kernel.rate_limit USING btree (until);

CREATE INDEX region_carry_county ON registers.region_carry USING btree (county) WHERE (settled_at IS NULL);

CREATE INDEX region_carry_to ON registers.region_carry USING btree (to_code);

CREATE INDEX region_carry_waiting ON registers.region_carry USING btree (effective) WHERE (settled_at IS NULL);

CREATE INDEX region_change_codes ON registers.region_change USING gin (codes);

CREATE INDEX region_change_county ON registers.region_change USING btree (county, effective DESC, id DESC);

CREATE INDEX region_children ON registers.region USING btree (parent, code) WHERE (known_to IS NULL);

CREATE INDEX region_children_then ON registers.region USING btree (parent, code) WHERE (known_to IS NOT NULL);

CREATE INDEX region_code_prefix ON registers.region USING btree (code text_pattern_ops) WHERE ((valid_to IS NULL) AND (known_to IS NULL));

CREATE INDEX region_code_then ON registers.region USING btree (code, known_from) WHERE (known_to IS NOT NULL);

CREATE INDEX region_county ON registers.region USING btree (county, level) WHERE (known_to IS NULL);

CREATE INDEX region_ending ON registers.region USING btree (valid_to, code) WHERE ((valid_to IS NOT NULL) AND (known_to IS NULL));

CREATE INDEX region_former_code ON registers.region USING btree (code text_pattern_ops) WHERE ((valid_to IS NOT NULL) AND (known_to IS NULL));

CREATE INDEX region_former_grams ON registers.region USING gin (grams) WHERE ((valid_to IS NOT NULL) AND (known_to IS NULL));

CREATE INDEX region_former_initials ON registers.region USING btree (initials text_pattern_ops) WHERE ((valid_to IS NOT NULL) AND (known_to IS NULL));

CREATE INDEX region_former_pinyin ON registers.region USING btree (pinyin text_pattern_ops) WHERE ((valid_to IS NOT NULL) AND (known_to IS NULL));

CREATE INDEX region_grams ON registers.region USING gin (grams) WHERE ((valid_to IS NULL) AND (known_to IS NULL));

CREATE INDEX region_initials ON registers.region USING btree (initials text_pattern_ops) WHERE ((valid_to IS NULL) AND (known_to IS NULL));

CREATE INDEX region_name_prefix ON registers.region USING btree (name text_pattern_ops) WHERE ((valid_to IS NULL) AND (known_to IS NULL));

CREATE INDEX region_pinyin ON registers.region USING btree (pinyin text_pattern_ops) WHERE ((valid_to IS NULL) AND (known_to IS NULL));

CREATE INDEX region_successor_from ON registers.region_successor USING btree (from_code, effective);

CREATE INDEX region_successor_to ON registers.region_successor USING btree (to_code, effective);

CREATE INDEX region_successor_to_prefix ON registers.region_successor USING btree (to_code text_pattern_ops);

CREATE INDEX region_upper_grams ON registers.region USING gin (grams) WHERE ((valid_to IS NULL) AND (known_to IS NULL) AND (level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text])));

CREATE INDEX region_upper_initials ON registers.region USING btree (initials text_pattern_ops) WHERE ((valid_to IS NULL) AND (known_to IS NULL) AND (level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text])));

CREATE INDEX region_upper_name ON registers.region USING btree (name text_pattern_ops) WHERE ((valid_to IS NULL) AND (known_to IS NULL) AND (level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text])));

CREATE INDEX region_upper_pinyin ON registers.region USING btree (pinyin text_pattern_ops) WHERE ((valid_to IS NULL) AND (known_to IS NULL) AND (level = ANY (ARRAY['province'::text, 'city'::text, 'county'::text, 'town'::text])));

CREATE INDEX reported_value_region ON indicators.reported_value USING btree (region, measure, as_of DESC, entered_at DESC);

CREATE INDEX resettlement_by_comprehensive_facility ON registers.resettlement USING btree (county, comprehensive_facility, name, id);

CREATE INDEX resettlement_by_employment_service ON registers.resettlement USING btree (county, employment_service, name, id);

CREATE INDEX resettlement_by_kind ON registers.resettlement USING btree (county, kind, name, id);

CREATE INDEX resettlement_city ON registers.resettlement USING btree (city, name, id);

CREATE INDEX resettlement_community ON registers.resettlement USING btree (community, name, id);

CREATE INDEX resettlement_county ON registers.resettlement USING btree (county, name, id);

CREATE INDEX resettlement_grid ON registers.resettlement USING btree (grid, name, id);

CREATE INDEX resettlement_in_entered_at ON registers.resettlement USING btree (county, entered_at, id);

CREATE INDEX resettlement_in_households ON registers.resettlement USING btree (county, households, id);

CREATE INDEX resettlement_in_moved_on ON registers.resettlement USING btree (county, moved_on, id);

CREATE INDEX resettlement_province ON registers.resettlement USING btree (province, name, id);

CREATE INDEX resettlement_town ON registers.resettlement USING btree (town, name, id);

CREATE INDEX rollup_region ON indicators.rollup USING btree (region, measure, day);

CREATE INDEX room_by_bookable ON registers.room USING btree (county, bookable, name, id);

CREATE INDEX room_by_function ON registers.room USING btree (county, function, name, id);

CREATE INDEX room_by_out_of_use ON registers.room USING btree (county, out_of_use, name, id);

CREATE INDEX room_city ON registers.room USING btree (city, name, id);

CREATE INDEX room_community ON registers.room USING btree (community, name, id);

CREATE INDEX room_county ON registers.room USING btree (county, name, id);

CREATE INDEX room_grid ON registers.room USING btree (grid, name, id);

CREATE INDEX room_in_area_size ON registers.room USING btree (county, COALESCE(area_size, '-1'::numeric), id);

CREATE INDEX room_in_entered_at ON registers.room USING btree (county, entered_at, id);

CREATE INDEX room_in_opened_on ON registers.room USING btree (county, opened_on, id);

CREATE INDEX room_province ON registers.room USING btree (province, name, id);

CREATE INDEX room_town ON registers.room USING btree (town, name, id);

CREATE INDEX saved_view_office ON registers.saved_view USING btree (region, page) WHERE (region IS NOT NULL);

CREATE INDEX service_point_by_functions ON registers.service_point USING gin (functions);

CREATE INDEX service_point_by_kind ON registers.service_point USING btree (county, kind, name, id);

CREATE INDEX service_point_by_network ON registers.service_point USING btree (county, network, name, id);

CREATE INDEX service_point_by_one_stop ON registers.service_point USING btree (county, one_stop, name, id);

CREATE INDEX service_point_by_property_right ON registers.service_point USING btree (county, property_right, name, id);

CREATE INDEX service_point_city ON registers.service_point USING btree (city, name, id);

CREATE INDEX service_point_community ON registers.service_point USING btree (community, name, id);

CREATE INDEX service_point_county ON registers.service_point USING btree (county, name, id);

CREATE INDEX service_point_grid ON registers.service_point USING btree (grid, name, id);

CREATE INDEX service_point_in_entered_at ON registers.service_point USING btree (county, entered_at, id);

CREATE INDEX service_point_in_opened_on ON registers.service_point USING btree (county, opened_on, id);

CREATE INDEX service_point_in_windows ON registers.service_point USING btree (county, COALESCE(windows, '-1'::integer), id);

CREATE INDEX service_point_province ON registers.service_point USING btree (province, name, id);

CREATE INDEX service_point_town ON registers.service_point USING btree (town, name, id);

CREATE INDEX service_record_by_kind ON registers.service_record USING btree (county, kind, person_id, id);

CREATE INDEX service_record_by_person_id ON registers.service_record USING btree (county, person_id) WHERE (person_id IS NOT NULL);

CREATE INDEX service_record_by_satisfaction ON registers.service_record USING btree (county, satisfaction, person_id, id);

CREATE INDEX service_record_by_team ON registers.service_record USING btree (county, team) WHERE (team IS NOT NULL);

CREATE INDEX service_record_by_worker ON registers.service_record USING btree (county, worker) WHERE (worker IS NOT NULL);

CREATE INDEX service_record_city ON registers.service_record USING btree (city, person_id, id);

CREATE INDEX service_record_community ON registers.service_record USING btree (community, person_id, id);

CREATE INDEX service_record_county ON registers.service_record USING btree (county, person_id, id);

CREATE INDEX service_record_grid ON registers.service_record USING btree (grid, person_id, id);

CREATE INDEX service_record_in_entered_at ON registers.service_record USING btree (county, entered_at, id);

CREATE INDEX service_record_in_served_on ON registers.service_record USING btree (county, served_on, id);

CREATE INDEX service_record_province ON registers.service_record USING btree (province, person_id, id);

CREATE INDEX service_record_town ON registers.service_record USING btree (town, person_id, id);

CREATE INDEX session_account ON registers.sign_in_session USING btree (account_id) WHERE (ended_at IS NULL);

CREATE INDEX session_helped ON registers.sign_in_session USING btree (person_id, started_at DESC) WHERE (helper IS NOT NULL);

CREATE INDEX session_person ON registers.sign_in_session USING btree (person_id) WHERE (ended_at IS NULL);

CREATE INDEX social_organisation_by_fields ON registers.social_organisation USING gin (fields);

CREATE INDEX social_organisation_by_form ON registers.social_organisation USING btree (county, form, name, id);

CREATE INDEX social_organisation_by_kind ON registers.social_organisation USING btree (county, kind, name, id);

CREATE INDEX social_organisation_by_track ON registers.social_organisation USING btree (county, track, name, id);

CREATE INDEX social_organisation_city ON registers.social_organisation USING btree (city, name, id);

CREATE INDEX social_organisation_community ON registers.social_organisation USING btree (community, name, id);

CREATE INDEX social_organisation_county ON registers.social_organisation USING btree (county, name, id);

CREATE INDEX social_organisation_grid ON registers.social_organisation USING btree (grid, name, id);

CREATE INDEX social_organisation_in_entered_at ON registers.social_organisation USING btree (county, entered_at, id);

CREATE INDEX social_organisation_in_founded_on ON registers.social_organisation USING btree (county, founded_on, id);

CREATE INDEX social_organisation_in_members ON registers.social_organisation USING btree (county, COALESCE(members, '-1'::integer), id);

CREATE INDEX social_organisation_province ON registers.social_organisation USING btree (province, name, id);

CREATE INDEX social_organisation_same_credit_code ON registers.social_organisation USING btree (county, credit_code) WHERE (credit_code <> ''::text);

CREATE INDEX social_organisation_town ON registers.social_organisation USING btree (town, name, id);

CREATE INDEX social_work_station_by_mode ON registers.social_work_station USING btree (county, mode, name, id);

CREATE INDEX social_work_station_city ON registers.social_work_station USING btree (city, name, id);

CREATE INDEX social_work_station_community ON registers.social_work_station USING btree (community, name, id);

CREATE INDEX social_work_station_county ON registers.social_work_station USING btree (county, name, id);

CREATE INDEX social_work_station_grid ON registers.social_work_station USING btree (grid, name, id);

CREATE INDEX social_work_station_in_entered_at ON registers.social_work_station USING btree (county, entered_at, id);

CREATE INDEX social_work_station_in_opened_on ON registers.social_work_station USING btree (county, opened_on, id);

CREATE INDEX social_work_station_in_staff ON registers.social_work_station USING btree (county, staff, id);

CREATE INDEX social_work_station_province ON registers.social_work_station USING btree (province, name, id);

CREATE INDEX social_work_station_town ON registers.social_work_station USING btree (town, name, id);

CREATE INDEX social_worker_by_certificate ON registers.social_worker USING btree (county, certificate, name, id);

CREATE INDEX social_worker_by_person ON registers.social_worker USING btree (county, person) WHERE (person IS NOT NULL);

CREATE INDEX social_worker_by_specialities ON registers.social_worker USING gin (specialities);

CREATE INDEX social_worker_by_works_in ON registers.social_worker USING btree (county, works_in, name, id);

CREATE INDEX social_worker_city ON registers.social_worker USING btree (city, name, id);

CREATE INDEX social_worker_community ON registers.social_worker USING btree (community, name, id);

CREATE INDEX social_worker_county ON registers.social_worker USING btree (county, name, id);

CREATE INDEX social_worker_grid ON registers.social_worker USING btree (grid, name, id);

CREATE INDEX social_worker_in_certified_on ON registers.social_worker USING btree (county, certified_on, id);

CREATE INDEX social_worker_in_entered_at ON registers.social_worker USING btree (county, entered_at, id);

CREATE INDEX social_worker_in_registered_until ON registers.social_worker USING btree (county, COALESCE(registered_until, '0001-01-01'::date), id);

CREATE INDEX social_worker_province ON registers.social_worker USING btree (province, name, id);

CREATE INDEX social_worker_town ON registers.social_worker USING btree (town, name, id);

CREATE INDEX stay_entry ON registers.stay USING btree (county, register, entry_id);

CREATE INDEX stay_region ON registers.stay USING btree (region, register);

CREATE INDEX supervision_member_by_kin_of ON registers.supervision_member USING btree (county, kin_of) WHERE (kin_of IS NOT NULL);

CREATE INDEX supervision_member_by_person ON registers.supervision_member USING btree (county, person) WHERE (person IS NOT NULL);

CREATE INDEX supervision_member_by_post ON registers.supervision_member USING btree (county, post, name, id);

CREATE INDEX supervision_member_by_represents ON registers.supervision_member USING btree (county, represents, name, id);

CREATE INDEX supervision_member_city ON registers.supervision_member USING btree (city, name, id);

CREATE INDEX supervision_member_community ON registers.supervision_member USING btree (community, name, id);

CREATE INDEX supervision_member_county ON registers.supervision_member USING btree (county, name, id);

CREATE INDEX supervision_member_grid ON registers.supervision_member USING btree (grid, name, id);

CREATE INDEX supervision_member_in_entered_at ON registers.supervision_member USING btree (county, entered_at, id);

CREATE INDEX supervision_member_in_since ON registers.supervision_member USING btree (county, since, id);

CREATE INDEX supervision_member_in_term ON registers.supervision_member USING btree (county, term, id);

CREATE INDEX supervision_member_province ON registers.supervision_member USING btree (province, name, id);

CREATE INDEX supervision_member_town ON registers.supervision_member USING btree (town, name, id);

CREATE INDEX system_by_kind ON registers.system USING btree (county, kind, name, id);

CREATE INDEX system_by_migration ON registers.system USING btree (county, migration, name, id);

CREATE INDEX system_by_run_state ON registers.system USING btree (county, run_state, name, id);

CREATE INDEX system_city ON registers.system USING btree (city, name, id);

CREATE INDEX system_community ON registers.system USING btree (community, name, id);

CREATE INDEX system_county ON registers.system USING btree (county, name, id);

CREATE INDEX system_grid ON registers.system USING btree (grid, name, id);

CREATE INDEX system_in_built_on ON registers.system USING btree (county, built_on, id);

CREATE INDEX system_in_cost ON registers.system USING btree (county, COALESCE(cost, '-1'::numeric), id);

CREATE INDEX system_in_entered_at ON registers.system USING btree (county, entered_at, id);

CREATE INDEX system_province ON registers.system USING btree (province, name, id);

CREATE INDEX system_town ON registers.system USING btree (town, name, id);

CREATE INDEX town_profile_by_has_one_stop ON registers.town_profile USING btree (county, has_one_stop, name, id);

CREATE INDEX town_profile_by_has_social_work ON registers.town_profile USING btree (county, has_social_work, name, id);

CREATE INDEX town_profile_by_service_place ON registers.town_profile USING btree (county, service_place, name, id);

CREATE INDEX town_profile_city ON registers.town_profile USING btree (city, name, id);

CREATE INDEX town_profile_community ON registers.town_profile USING btree (community, name, id);

CREATE INDEX town_profile_county ON registers.town_profile USING btree (county, name, id);

CREATE INDEX town_profile_grid ON registers.town_profile USING btree (grid, name, id);

CREATE INDEX town_profile_in_entered_at ON registers.town_profile USING btree (county, entered_at, id);

CREATE INDEX town_profile_in_staff_present ON registers.town_profile USING btree (county, COALESCE(staff_present, '-1'::integer), id);

CREATE INDEX town_profile_province ON registers.town_profile USING btree (province, name, id);

CREATE INDEX town_profile_town ON registers.town_profile USING btree (town, name, id);

CREATE INDEX unmasking_person ON registers.unmasking USING btree (county, person_id, at DESC);

CREATE INDEX volunteer_by_identities ON registers.volunteer USING gin (identities);

CREATE INDEX volunteer_by_person ON registers.volunteer USING btree (county, person) WHERE (person IS NOT NULL);

CREATE INDEX volunteer_by_sign_up ON registers.volunteer USING btree (county, sign_up, name, id);

CREATE INDEX volunteer_by_skills ON registers.volunteer USING gin (skills);

CREATE INDEX volunteer_by_team ON registers.volunteer USING btree (county, team) WHERE (team IS NOT NULL);

CREATE INDEX volunteer_by_times ON registers.volunteer USING gin (times);

CREATE INDEX volunteer_city ON registers.volunteer USING btree (city, name, id);

CREATE INDEX volunteer_community ON registers.volunteer USING btree (community, name, id);

CREATE INDEX volunteer_county ON registers.volunteer USING btree (county, name, id);

CREATE INDEX volunteer_grid ON registers.volunteer USING btree (grid, name, id);

CREATE INDEX volunteer_in_entered_at ON registers.volunteer USING btree (county, entered_at, id);

CREATE INDEX volunteer_in_registered_on ON registers.volunteer USING btree (county, registered_on, id);

CREATE INDEX volunteer_province ON registers.volunteer USING btree (province, name, id);

CREATE INDEX volunteer_same_id_number ON registers.volunteer USING btree (county, id_number_hash) WHERE (id_number_hash IS NOT NULL);

CREATE INDEX volunteer_same_phone ON registers.volunteer USING btree (county, phone_hash) WHERE (phone_hash IS NOT NULL);

CREATE INDEX volunteer_team_by_fields ON registers.volunteer_team USING gin (fields);

CREATE INDEX volunteer_team_by_insured ON registers.volunteer_team USING btree (county, insured, name, id);

CREATE INDEX volunteer_team_by_kind ON registers.volunteer_team USING btree (county, kind, name, id);

CREATE INDEX volunteer_team_city ON registers.volunteer_team USING btree (city, name, id);

CREATE INDEX volunteer_team_community ON registers.volunteer_team USING btree (community, name, id);

CREATE INDEX volunteer_team_county ON registers.volunteer_team USING btree (county, name, id);

CREATE INDEX volunteer_team_grid ON registers.volunteer_team USING btree (grid, name, id);

CREATE INDEX volunteer_team_in_entered_at ON registers.volunteer_team USING btree (county, entered_at, id);

CREATE INDEX volunteer_team_in_founded_on ON registers.volunteer_team USING btree (county, founded_on, id);

CREATE INDEX volunteer_team_in_insured_until ON registers.volunteer_team USING btree (county, COALESCE(insured_until, '0001-01-01'::date), id);

CREATE INDEX volunteer_team_province ON registers.volunteer_team USING btree (province, name, id);

CREATE INDEX volunteer_team_town ON registers.volunteer_team USING btree (town, name, id);

CREATE INDEX volunteer_town ON registers.volunteer USING btree (town, name, id);

CREATE INDEX worker_by_category ON registers.worker USING btree (county, category, name, id);

CREATE INDEX worker_by_certificate ON registers.worker USING btree (county, certificate, name, id);

CREATE INDEX worker_by_insured ON registers.worker USING btree (county, insured, name, id);

CREATE INDEX worker_by_person ON registers.worker USING btree (county, person) WHERE (person IS NOT NULL);

CREATE INDEX worker_by_post ON registers.worker USING btree (county, post, name, id);

CREATE INDEX worker_by_presence ON registers.worker USING btree (county, presence, name, id);

CREATE INDEX worker_city ON registers.worker USING btree (city, name, id);

CREATE INDEX worker_community ON registers.worker USING btree (community, name, id);

CREATE INDEX worker_county ON registers.worker USING btree (county, name, id);

CREATE INDEX worker_grid ON registers.worker USING btree (grid, name, id);

CREATE INDEX worker_in_entered_at ON registers.worker USING btree (county, entered_at, id);

CREATE INDEX worker_in_grade ON registers.worker USING btree (county, COALESCE(grade, '-1'::integer), id);

CREATE INDEX worker_in_hired_on ON registers.worker USING btree (county, hired_on, id);

CREATE INDEX worker_province ON registers.worker USING btree (province, name, id);

CREATE INDEX worker_same_id_number ON registers.worker USING btree (county, id_number_hash) WHERE (id_number_hash IS NOT NULL);

CREATE INDEX worker_same_phone ON registers.worker USING btree (county, phone_hash) WHERE (phone_hash IS NOT NULL);

CREATE INDEX worker_town ON registers.worker USING btree (town, name, id);

CREATE UNIQUE INDEX absence_identity ON registers.absence USING btree (county, person_id, former) WHERE ((returned_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX account_login ON registers.account USING btree (lower(login));

CREATE UNIQUE INDEX act_key ON procedures.act USING btree (county, actor, key);

CREATE UNIQUE INDEX body_identity ON registers.body USING btree (county, community, name, former) WHERE ((withdrawn_at IS NULL) AND (dissolved_on IS NULL));

CREATE UNIQUE INDEX body_member_identity ON registers.body_member USING btree (county, community, body, name, post, former) WHERE ((withdrawn_at IS NULL) AND (to_day IS NULL));

CREATE UNIQUE INDEX case_number ON procedures.cases USING btree (county, number);

CREATE UNIQUE INDEX collection_task_identity ON registers.collection_task USING btree (county, grid, name, former) WHERE ((withdrawn_at IS NULL) AND (closed_on IS NULL));

CREATE UNIQUE INDEX committee_member_identity ON registers.committee_member USING btree (county, community, name, born_on, former) WHERE ((until IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX community_profile_identity ON registers.community_profile USING btree (county, community, former) WHERE ((withdrawn_at IS NULL) AND (valid_to IS NULL));

CREATE UNIQUE INDEX compound_identity ON registers.compound USING btree (county, community, name, former) WHERE ((withdrawn_at IS NULL) AND (valid_to IS NULL));

CREATE UNIQUE INDEX consent_running ON registers.consent USING btree (county, person_id, purpose) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX dwelling_identity ON registers.dwelling USING btree (county, community, address, former) WHERE ((gone_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX economic_body_identity ON registers.economic_body USING btree (county, community, name, former) WHERE ((withdrawn_at IS NULL) AND (ended_on IS NULL));

CREATE UNIQUE INDEX employment_label_identity ON registers.employment_label USING btree (county, person_id, label, former) WHERE ((to_day IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX entitlement_single ON registers.entitlement USING btree (county, person_id, item) WHERE (single AND (to_day IS NULL));

CREATE UNIQUE INDEX facility_census_identity ON registers.facility_census USING btree (county, COALESCE(community, town, county), as_of, former) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX facility_identity ON registers.facility USING btree (county, community, name, former) WHERE ((valid_to IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX grid_identity ON registers.grid USING btree (county, grid, name, former) WHERE ((withdrawn_at IS NULL) AND (valid_to IS NULL));

CREATE UNIQUE INDEX grid_post_identity ON registers.grid_post USING btree (county, grid, name, post, former) WHERE ((withdrawn_at IS NULL) AND (to_day IS NULL));

CREATE UNIQUE INDEX home_visit_identity ON registers.home_visit USING btree (county, person_id, task, visited_on, result, former) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX honour_identity ON registers.honour USING btree (county, COALESCE(community, town, county), award, year, recipient, former) WHERE ((revoked_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX household_identity ON registers.household USING btree (county, head, former) WHERE ((closed_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX idle_asset_identity ON registers.idle_asset USING btree (county, COALESCE(community, town, county), name, former) WHERE ((withdrawn_at IS NULL) AND (taken_on IS NULL));

CREATE UNIQUE INDEX ledger_round_period ON registers.ledger_round USING btree (county, ledger, period) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX medium_identity ON registers.medium USING btree (county, COALESCE(community, town, county), name, former) WHERE ((withdrawn_at IS NULL) AND (closed_on IS NULL));

CREATE UNIQUE INDEX outlet_identity ON registers.outlet USING btree (county, community, name, address, former) WHERE ((closed_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX party_organisation_identity ON registers.party_organisation USING btree (county, COALESCE(community, town), name, former) WHERE ((withdrawn_at IS NULL) AND (dissolved_on IS NULL));

CREATE UNIQUE INDEX person_id_hash ON registers.person USING btree (county, id_hash);

CREATE UNIQUE INDEX person_label_identity ON registers.person_label USING btree (county, person_id, label, former) WHERE ((to_day IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX policy_document_identity ON registers.policy_document USING btree (county, COALESCE(community, town, county), title, made_on, former) WHERE ((ended_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX policy_link_identity ON registers.policy_link USING btree (county, COALESCE(community, town, county), document, relation, cites, former) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX population_snapshot_day ON registers.population_snapshot USING btree (county, community, as_of, former);

CREATE UNIQUE INDEX professional_identity ON registers.professional USING btree (county, community, name, kind, former) WHERE ((left_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX protection_control_identity ON registers.protection_control USING btree (county, COALESCE(community, town, county), control, former) WHERE ((withdrawn_at IS NULL) AND (replaced_on IS NULL));

CREATE UNIQUE INDEX region_current ON registers.region USING btree (code) WHERE ((valid_to IS NULL) AND (known_to IS NULL));

CREATE UNIQUE INDEX region_version ON registers.region USING btree (code, valid_from) WHERE (known_to IS NULL);

CREATE UNIQUE INDEX resettlement_identity ON registers.resettlement USING btree (county, community, name, former) WHERE ((withdrawn_at IS NULL) AND (ended_on IS NULL));

CREATE UNIQUE INDEX room_identity ON registers.room USING btree (county, community, name, former) WHERE ((withdrawn_at IS NULL) AND (closed_on IS NULL));

CREATE UNIQUE INDEX service_point_identity ON registers.service_point USING btree (county, COALESCE(community, town, county), name, former) WHERE ((withdrawn_at IS NULL) AND (closed_on IS NULL));

CREATE UNIQUE INDEX service_record_identity ON registers.service_record USING btree (county, person_id, served_on, kind, server, former) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX social_organisation_identity ON registers.social_organisation USING btree (county, COALESCE(community, town, county), name, former) WHERE ((ended_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX social_work_station_identity ON registers.social_work_station USING btree (county, town, name, former) WHERE ((closed_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX social_worker_identity ON registers.social_worker USING btree (county, COALESCE(community, town, county), name, certificate_number, former) WHERE ((until IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX supervision_member_identity ON registers.supervision_member USING btree (county, community, name, former) WHERE ((until IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX system_identity ON registers.system USING btree (county, COALESCE(community, town, county), name, former) WHERE ((withdrawn_at IS NULL) AND (retired_on IS NULL));

CREATE UNIQUE INDEX town_profile_identity ON registers.town_profile USING btree (county, COALESCE(community, town), former) WHERE ((withdrawn_at IS NULL) AND (valid_to IS NULL));

CREATE UNIQUE INDEX volunteer_identity ON registers.volunteer USING btree (county, community, name, registered_on, former) WHERE ((left_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX volunteer_team_identity ON registers.volunteer_team USING btree (county, COALESCE(community, town, county), name, former) WHERE ((dissolved_on IS NULL) AND (withdrawn_at IS NULL));

CREATE UNIQUE INDEX worker_identity ON registers.worker USING btree (county, COALESCE(community, town), post, name, former) WHERE ((left_on IS NULL) AND (withdrawn_at IS NULL));

create view procedures.measure_fact with (security_invoker=true) as
 SELECT county,
    id,
    province,
    city,
    town,
    community,
    measure,
    item,
    day,
    amount,
    xid
   FROM procedures.fact_delta;

create view registers.facility_fact with (security_invoker=true) as
 WITH f AS (
         SELECT f.county,
            f.id,
            f.province,
            f.city,
            f.town,
            f.community,
            f.name,
            f.kind,
            f.build_case,
            f.area_service,
            f.area_activity,
            f.area_office,
            f.area_commercial,
            f.valid_from,
            f.valid_to,
            f.source
           FROM registers.facility f
          WHERE (f.withdrawn_at IS NULL)
        )
 SELECT f.county,
    f.id,
    f.province,
    f.city,
    f.town,
    f.community,
    f.name,
    f.kind,
    f.build_case,
    f.area_service,
    f.area_activity,
    f.area_office,
    f.area_commercial,
    GREATEST(f.valid_from, l.left_on) AS valid_from,
    f.valid_to,
    f.source,
    f.community AS region
   FROM (f
     LEFT JOIN ( SELECT stay.county,
            stay.entry_id,
            max(stay."to") AS left_on
           FROM registers.stay
          WHERE (stay.register = 'facility'::text)
          GROUP BY stay.county, stay.entry_id) l ON (((l.county = f.county) AND (l.entry_id = f.id))))
  WHERE ((f.valid_to IS NULL) OR (f.valid_to > GREATEST(f.valid_from, l.left_on)))
UNION ALL
 SELECT f.county,
    f.id,
    f.province,
    f.city,
    f.town,
    f.community,
    f.name,
    f.kind,
    f.build_case,
    f.area_service,
    f.area_activity,
    f.area_office,
    f.area_commercial,
    GREATEST(f.valid_from, s."from") AS valid_from,
    LEAST(f.valid_to, s."to") AS valid_to,
    f.source,
    s.region
   FROM (f
     JOIN registers.stay s ON (((s.county = f.county) AND (s.register = 'facility'::text) AND (s.entry_id = f.id))))
  WHERE (GREATEST(f.valid_from, s."from") < LEAST(f.valid_to, s."to"));

create view registers.place with (security_invoker=true) as
 SELECT code,
    name,
    level,
    unit,
    type,
    province,
    city,
    county,
    town,
    community,
    valid_from,
    valid_to
   FROM registers.region
  WHERE (known_to IS NULL);

create view registers.population_fact with (security_invoker=true) as
 SELECT county,
    id,
    province,
    city,
    town,
    community,
    as_of,
    households,
    residents,
    source,
    note,
    confidence,
    COALESCE(NULLIF(former, ''::text), community) AS region,
    former_since
   FROM registers.population_snapshot;

create policy city on indicators.report for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on indicators.report for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on indicators.report for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on indicators.report for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on indicators.report for all to linli_job using (true) with check (true);

create policy province on indicators.report for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on indicators.report for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on indicators.reported_value for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on indicators.reported_value for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on indicators.reported_value for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on indicators.reported_value for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on indicators.reported_value for all to linli_job using (true) with check (true);

create policy province on indicators.reported_value for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on indicators.reported_value for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on indicators.rollup for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on indicators.rollup for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on indicators.rollup for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on indicators.rollup for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on indicators.rollup for all to linli_job using (true) with check (true);

create policy province on indicators.rollup for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on indicators.rollup for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy job on indicators.watermark for all to linli_job using (true) with check (true);

create policy read_all on indicators.watermark for select to public using (true);

create policy county on kernel.audit for select to linli_county using ((county = current_setting('linli.scope'::text)));

create policy gate_write on kernel.audit for insert to linli_gate with check (true);

create policy job on kernel.audit for all to linli_job using (true) with check (true);

create policy write_own on kernel.audit for insert to public with check ((county = current_setting('linli.county'::text)));

create policy job on kernel.audit_head for all to linli_job using (true) with check (true);

create policy job on kernel.audit_seal for all to linli_job using (true) with check (true);

create policy read_all on kernel.deployment for select to public using (true);

create policy write_linli_job on kernel.deployment for all to linli_job using (true) with check (true);

create policy job on kernel.outbox for all to linli_job using (true) with check (true);

create policy put on kernel.outbox for insert to public with check (true);

create policy gate on kernel.rate_limit for all to linli_gate using (true) with check (true);

create policy job on kernel.rate_limit for all to linli_job using (true) with check (true);

create policy city on procedures.act for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on procedures.act for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on procedures.act for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on procedures.act for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on procedures.act for all to linli_job using (true) with check (true);

create policy province on procedures.act for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on procedures.act for all to linli_resident using ((applicant = (current_setting('linli.scope'::text))::uuid)) with check ((applicant = (current_setting('linli.scope'::text))::uuid));

create policy town on procedures.act for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on procedures.attachment for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on procedures.attachment for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on procedures.attachment for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on procedures.attachment for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on procedures.attachment for all to linli_job using (true) with check (true);

create policy province on procedures.attachment for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on procedures.attachment for all to linli_resident using ((applicant = (current_setting('linli.scope'::text))::uuid)) with check ((applicant = (current_setting('linli.scope'::text))::uuid));

create policy town on procedures.attachment for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on procedures.cases for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on procedures.cases for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on procedures.cases for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on procedures.cases for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on procedures.cases for all to linli_job using (true) with check (true);

create policy province on procedures.cases for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on procedures.cases for all to linli_resident using ((applicant = (current_setting('linli.scope'::text))::uuid)) with check ((applicant = (current_setting('linli.scope'::text))::uuid));

create policy town on procedures.cases for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on procedures.consultation for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on procedures.consultation for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on procedures.consultation for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on procedures.consultation for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on procedures.consultation for all to linli_job using (true) with check (true);

create policy province on procedures.consultation for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on procedures.consultation for all to linli_resident using ((applicant = (current_setting('linli.scope'::text))::uuid)) with check ((applicant = (current_setting('linli.scope'::text))::uuid));

create policy town on procedures.consultation for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy unit on procedures.consultation for all to linli_unit using ((unit = current_setting('linli.scope'::text))) with check ((unit = current_setting('linli.scope'::text)));

create policy job on procedures.document_series for all to linli_job using (true) with check (true);

create policy city on procedures.draft for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on procedures.draft for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on procedures.draft for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on procedures.draft for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on procedures.draft for all to linli_job using (true) with check (true);

create policy province on procedures.draft for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on procedures.draft for all to linli_resident using ((applicant = (current_setting('linli.scope'::text))::uuid)) with check ((applicant = (current_setting('linli.scope'::text))::uuid));

create policy town on procedures.draft for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy append on procedures.fact_delta for insert to public with check ((county = current_setting('linli.county'::text)));

create policy job on procedures.fact_delta for all to linli_job using (true) with check (true);

create policy city on procedures.notice for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on procedures.notice for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on procedures.notice for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on procedures.notice for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on procedures.notice for all to linli_job using (true) with check (true);

create policy province on procedures.notice for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on procedures.notice for all to linli_resident using ((applicant = (current_setting('linli.scope'::text))::uuid)) with check ((applicant = (current_setting('linli.scope'::text))::uuid));

create policy town on procedures.notice for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on procedures.rating for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on procedures.rating for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on procedures.rating for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on procedures.rating for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on procedures.rating for all to linli_job using (true) with check (true);

create policy province on procedures.rating for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on procedures.rating for all to linli_resident using ((applicant = (current_setting('linli.scope'::text))::uuid)) with check ((applicant = (current_setting('linli.scope'::text))::uuid));

create policy town on procedures.rating for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy issue on procedures.rating_token for insert to public with check ((county = current_setting('linli.county'::text)));

create policy job on procedures.rating_token for all to linli_job using (true) with check (true);

create policy city on registers.absence for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.absence for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.absence for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.absence for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.absence for all to linli_job using (true) with check (true);

create policy province on registers.absence for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.absence for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy gate on registers.account for all to linli_gate using (true) with check (true);

create policy job on registers.account for all to linli_job using (true) with check (true);

create policy gate on registers.appointment for all to linli_gate using (true) with check (true);

create policy job on registers.appointment for all to linli_job using (true) with check (true);

create policy city on registers.body for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.body for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.body for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.body for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.body for all to linli_job using (true) with check (true);

create policy province on registers.body for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.body for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.body_member for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.body_member for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.body_member for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.body_member for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.body_member for all to linli_job using (true) with check (true);

create policy province on registers.body_member for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.body_member for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.collection_task for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.collection_task for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.collection_task for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.collection_task for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.collection_task for all to linli_job using (true) with check (true);

create policy province on registers.collection_task for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.collection_task for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.committee_member for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.committee_member for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.committee_member for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.committee_member for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.committee_member for all to linli_job using (true) with check (true);

create policy province on registers.committee_member for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.committee_member for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.community_profile for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.community_profile for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.community_profile for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.community_profile for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.community_profile for all to linli_job using (true) with check (true);

create policy province on registers.community_profile for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.community_profile for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.compound for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.compound for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.compound for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.compound for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.compound for all to linli_job using (true) with check (true);

create policy province on registers.compound for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.compound for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.consent for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.consent for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.consent for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.consent for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.consent for all to linli_job using (true) with check (true);

create policy province on registers.consent for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.consent for all to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid)) with check ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.consent for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy read_all on registers.declared for select to public using (true);

create policy gate on registers.delegation for all to linli_gate using (true) with check (true);

create policy job on registers.delegation for all to linli_job using (true) with check (true);

create policy city on registers.dwelling for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.dwelling for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.dwelling for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.dwelling for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.dwelling for all to linli_job using (true) with check (true);

create policy province on registers.dwelling for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.dwelling for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.economic_body for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.economic_body for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.economic_body for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.economic_body for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.economic_body for all to linli_job using (true) with check (true);

create policy province on registers.economic_body for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.economic_body for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.employment_label for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.employment_label for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.employment_label for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.employment_label for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.employment_label for all to linli_job using (true) with check (true);

create policy province on registers.employment_label for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.employment_label for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.entitlement for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.entitlement for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.entitlement for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.entitlement for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.entitlement for all to linli_job using (true) with check (true);

create policy province on registers.entitlement for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.entitlement for all to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid)) with check ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.entitlement for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.entry_change for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.entry_change for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.entry_change for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.entry_change for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.entry_change for all to linli_job using (true) with check (true);

create policy province on registers.entry_change for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.entry_change for all to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid)) with check ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.entry_change for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.facility for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.facility for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.facility for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.facility for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.facility for all to linli_job using (true) with check (true);

create policy province on registers.facility for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.facility for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.facility_census for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.facility_census for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.facility_census for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.facility_census for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.facility_census for all to linli_job using (true) with check (true);

create policy province on registers.facility_census for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.facility_census for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.finder for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.finder for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.finder for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.finder for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.finder for all to linli_job using (true) with check (true);

create policy province on registers.finder for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.finder for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.grid for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.grid for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.grid for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.grid for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.grid for all to linli_job using (true) with check (true);

create policy province on registers.grid for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.grid for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.grid_post for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.grid_post for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.grid_post for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.grid_post for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.grid_post for all to linli_job using (true) with check (true);

create policy province on registers.grid_post for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.grid_post for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy gate on registers.handover for all to linli_gate using (true) with check (true);

create policy job on registers.handover for all to linli_job using (true) with check (true);

create policy city on registers.home_visit for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.home_visit for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.home_visit for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.home_visit for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.home_visit for all to linli_job using (true) with check (true);

create policy province on registers.home_visit for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.home_visit for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.honour for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.honour for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.honour for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.honour for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.honour for all to linli_job using (true) with check (true);

create policy province on registers.honour for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.honour for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.household for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.household for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.household for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.household for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.household for all to linli_job using (true) with check (true);

create policy province on registers.household for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.household for select to linli_resident using ((head = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.household for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.idle_asset for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.idle_asset for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.idle_asset for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.idle_asset for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.idle_asset for all to linli_job using (true) with check (true);

create policy province on registers.idle_asset for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.idle_asset for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.ledger for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.ledger for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.ledger for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.ledger for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.ledger for all to linli_job using (true) with check (true);

create policy province on registers.ledger for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.ledger for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.ledger_decision for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.ledger_decision for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.ledger_decision for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.ledger_decision for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.ledger_decision for all to linli_job using (true) with check (true);

create policy province on registers.ledger_decision for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.ledger_decision for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.ledger_round for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.ledger_round for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.ledger_round for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.ledger_round for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.ledger_round for all to linli_job using (true) with check (true);

create policy province on registers.ledger_round for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.ledger_round for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.ledger_row for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.ledger_row for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.ledger_row for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.ledger_row for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.ledger_row for all to linli_job using (true) with check (true);

create policy province on registers.ledger_row for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.ledger_row for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.ledger_sheet for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.ledger_sheet for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.ledger_sheet for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.ledger_sheet for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.ledger_sheet for all to linli_job using (true) with check (true);

create policy province on registers.ledger_sheet for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.ledger_sheet for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.life_event for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.life_event for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.life_event for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.life_event for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.life_event for all to linli_job using (true) with check (true);

create policy province on registers.life_event for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.life_event for all to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid)) with check ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.life_event for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.look for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.look for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.look for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.look for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.look for all to linli_job using (true) with check (true);

create policy province on registers.look for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.look for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.medium for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.medium for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.medium for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.medium for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.medium for all to linli_job using (true) with check (true);

create policy province on registers.medium for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.medium for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy gate on registers.one_time_code for all to linli_gate using (true) with check (true);

create policy job on registers.one_time_code for all to linli_job using (true) with check (true);

create policy city on registers.outlet for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.outlet for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.outlet for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.outlet for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.outlet for all to linli_job using (true) with check (true);

create policy province on registers.outlet for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.outlet for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy read_all on registers.pack_version for select to public using (true);

create policy write_linli_job on registers.pack_version for all to linli_job using (true) with check (true);

create policy city on registers.party_organisation for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.party_organisation for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.party_organisation for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.party_organisation for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.party_organisation for all to linli_job using (true) with check (true);

create policy province on registers.party_organisation for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.party_organisation for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.person for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.person for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.person for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy gate on registers.person for select to linli_gate using (true);

create policy gate_add on registers.person for insert to linli_gate with check (true);

create policy grid on registers.person for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.person for all to linli_job using (true) with check (true);

create policy province on registers.person for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.person for all to linli_resident using ((id = (current_setting('linli.scope'::text))::uuid)) with check ((id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.person for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy add_own on registers.person_directory for insert to linli_staff with check ((county = current_setting('linli.county'::text)));

create policy county_of_job on registers.person_directory for all to linli_gate, linli_job using (true) with check (true);

create policy city on registers.person_label for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.person_label for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.person_label for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.person_label for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.person_label for all to linli_job using (true) with check (true);

create policy province on registers.person_label for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.person_label for select to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.person_label for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.person_move for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.person_move for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.person_move for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.person_move for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.person_move for all to linli_job using (true) with check (true);

create policy province on registers.person_move for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.person_move for all to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid)) with check ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.person_move for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.policy_document for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.policy_document for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.policy_document for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.policy_document for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.policy_document for all to linli_job using (true) with check (true);

create policy province on registers.policy_document for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.policy_document for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.policy_link for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.policy_link for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.policy_link for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.policy_link for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.policy_link for all to linli_job using (true) with check (true);

create policy province on registers.policy_link for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.policy_link for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.population_snapshot for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.population_snapshot for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.population_snapshot for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.population_snapshot for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.population_snapshot for all to linli_job using (true) with check (true);

create policy province on registers.population_snapshot for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.population_snapshot for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.professional for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.professional for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.professional for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.professional for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.professional for all to linli_job using (true) with check (true);

create policy province on registers.professional for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.professional for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.proposal for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.proposal for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.proposal for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.proposal for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.proposal for all to linli_job using (true) with check (true);

create policy province on registers.proposal for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.proposal for all to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid)) with check ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.proposal for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.protection_control for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.protection_control for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.protection_control for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.protection_control for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.protection_control for all to linli_job using (true) with check (true);

create policy province on registers.protection_control for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.protection_control for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy read_all on registers.region for select to public using (true);

create policy write_linli_city on registers.region for all to linli_city using (true) with check (true);

create policy write_linli_county on registers.region for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy write_linli_job on registers.region for all to linli_job using (true) with check (true);

create policy write_linli_province on registers.region for all to linli_province using (true) with check (true);

create policy above on registers.region_carry for insert to linli_city, linli_province with check (true);

create policy county on registers.region_carry for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy job on registers.region_carry for all to linli_job using (true) with check (true);

create policy read_all on registers.region_change for select to public using (true);

create policy write_linli_city on registers.region_change for all to linli_city using (true) with check (true);

create policy write_linli_county on registers.region_change for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy write_linli_job on registers.region_change for all to linli_job using (true) with check (true);

create policy write_linli_province on registers.region_change for all to linli_province using (true) with check (true);

create policy read_all on registers.region_successor for select to public using (true);

create policy write_linli_city on registers.region_successor for all to linli_city using (true) with check (true);

create policy write_linli_county on registers.region_successor for all to linli_county using (((("left"(from_code, 6) || '000000'::text) = current_setting('linli.scope'::text)) AND (("left"(to_code, 6) || '000000'::text) = current_setting('linli.scope'::text)))) with check (((("left"(from_code, 6) || '000000'::text) = current_setting('linli.scope'::text)) AND (("left"(to_code, 6) || '000000'::text) = current_setting('linli.scope'::text))));

create policy write_linli_job on registers.region_successor for all to linli_job using (true) with check (true);

create policy write_linli_province on registers.region_successor for all to linli_province using (true) with check (true);

create policy city on registers.resettlement for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.resettlement for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.resettlement for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.resettlement for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.resettlement for all to linli_job using (true) with check (true);

create policy province on registers.resettlement for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.resettlement for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.room for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.room for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.room for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.room for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.room for all to linli_job using (true) with check (true);

create policy province on registers.room for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.room for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy gate on registers.saved_view for all to linli_gate using (true) with check (true);

create policy job on registers.saved_view for all to linli_job using (true) with check (true);

create policy city on registers.service_point for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.service_point for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.service_point for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.service_point for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.service_point for all to linli_job using (true) with check (true);

create policy province on registers.service_point for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.service_point for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.service_record for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.service_record for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.service_record for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.service_record for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.service_record for all to linli_job using (true) with check (true);

create policy province on registers.service_record for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.service_record for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy gate on registers.sign_in_session for all to linli_gate using (true) with check (true);

create policy job on registers.sign_in_session for all to linli_job using (true) with check (true);

create policy city on registers.social_organisation for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.social_organisation for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.social_organisation for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.social_organisation for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.social_organisation for all to linli_job using (true) with check (true);

create policy province on registers.social_organisation for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.social_organisation for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.social_work_station for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.social_work_station for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.social_work_station for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.social_work_station for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.social_work_station for all to linli_job using (true) with check (true);

create policy province on registers.social_work_station for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.social_work_station for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.social_worker for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.social_worker for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.social_worker for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.social_worker for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.social_worker for all to linli_job using (true) with check (true);

create policy province on registers.social_worker for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.social_worker for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.stay for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.stay for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.stay for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.stay for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.stay for all to linli_job using (true) with check (true);

create policy province on registers.stay for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.stay for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.supervision_member for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.supervision_member for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.supervision_member for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.supervision_member for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.supervision_member for all to linli_job using (true) with check (true);

create policy province on registers.supervision_member for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.supervision_member for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.system for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.system for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.system for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.system for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.system for all to linli_job using (true) with check (true);

create policy province on registers.system for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.system for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.town_profile for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.town_profile for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.town_profile for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.town_profile for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.town_profile for all to linli_job using (true) with check (true);

create policy province on registers.town_profile for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.town_profile for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy read_all on registers.unit for select to public using (true);

create policy write_linli_county on registers.unit for all to linli_county using (true) with check (true);

create policy write_linli_job on registers.unit for all to linli_job using (true) with check (true);

create policy gate on registers.unknown_login for all to linli_gate using (true) with check (true);

create policy job on registers.unknown_login for all to linli_job using (true) with check (true);

create policy city on registers.unmasking for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.unmasking for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.unmasking for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.unmasking for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.unmasking for all to linli_job using (true) with check (true);

create policy province on registers.unmasking for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy resident on registers.unmasking for all to linli_resident using ((person_id = (current_setting('linli.scope'::text))::uuid)) with check ((person_id = (current_setting('linli.scope'::text))::uuid));

create policy town on registers.unmasking for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.volunteer for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.volunteer for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.volunteer for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.volunteer for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.volunteer for all to linli_job using (true) with check (true);

create policy province on registers.volunteer for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.volunteer for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.volunteer_team for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.volunteer_team for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.volunteer_team for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.volunteer_team for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.volunteer_team for all to linli_job using (true) with check (true);

create policy province on registers.volunteer_team for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.volunteer_team for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

create policy city on registers.worker for all to linli_city using ((city = current_setting('linli.scope'::text))) with check ((city = current_setting('linli.scope'::text)));

create policy community on registers.worker for all to linli_community using ((community = current_setting('linli.scope'::text))) with check ((community = current_setting('linli.scope'::text)));

create policy county on registers.worker for all to linli_county using ((county = current_setting('linli.scope'::text))) with check ((county = current_setting('linli.scope'::text)));

create policy grid on registers.worker for all to linli_grid using ((grid = current_setting('linli.scope'::text))) with check ((grid = current_setting('linli.scope'::text)));

create policy job on registers.worker for all to linli_job using (true) with check (true);

create policy province on registers.worker for all to linli_province using ((province = current_setting('linli.scope'::text))) with check ((province = current_setting('linli.scope'::text)));

create policy town on registers.worker for all to linli_town using ((town = current_setting('linli.scope'::text))) with check ((town = current_setting('linli.scope'::text)));

CREATE OR REPLACE FUNCTION indicators.carry_region(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  chain text[];
  target text;
begin
  if p ->> 'level' = 'grid' then
    return;
  end if;
  chain := array(with recursive came as (select p ->> 'from' as code union select c.from_code from came join registers.region_carry c on c.to_code = came.code and c.carried_at is not null) select code from came);
  foreach target in array array['indicators.rollup', 'indicators.reported_value', 'indicators.report'] loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'' where county = $1 ->> ''county'' and region = any($2) and %I = $1 ->> ''from''',
                   target, p ->> 'level') using p, chain;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION indicators.published_reports()
 RETURNS SETOF indicators.report
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'indicators', 'pg_temp'
AS $function$
  select * from indicators.report where state = 'published'
$function$
;

CREATE OR REPLACE FUNCTION kernel.expect_one(hits bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if hits <> 1 then
    raise exception using errcode = 'LL001', message = 'moved on';
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION kernel.gate_table(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy gate on %s to linli_gate using (true) with check (true)', target);
  execute format('create policy job on %s to linli_job using (true) with check (true)', target);
  execute format('grant select, insert, update on %s to linli_gate, linli_job', target);
end
$function$
;

CREATE OR REPLACE FUNCTION kernel.in_scope(province text, city text, county text, town text, community text, grid text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(case session_user
    when 'linli_province' then province when 'linli_city' then city when 'linli_county' then county
    when 'linli_town' then town when 'linli_community' then community when 'linli_grid' then grid end = current_setting('linli.scope'), false)
$function$
;

CREATE OR REPLACE FUNCTION kernel.open_table(target regclass, writers text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  writer text;
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy read_all on %s for select using (true)', target);
  foreach writer in array writers loop
    execute format('create policy %I on %s to %I using (true) with check (true)', 'write_' || writer, target, writer);
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION kernel.put_audit(a jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  one jsonb;
begin
  for one in select jsonb_array_elements(case jsonb_typeof(a) when 'array' then a else jsonb_build_array(a) end) loop
    insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
    values (one ->> 'county', (one ->> 'id')::uuid, (one ->> 'at')::timestamptz, one ->> 'actor', one ->> 'hat', one ->> 'channel', one ->> 'action', one ->> 'subject', one ->> 'reason',
            one -> 'detail', decode(one ->> 'hash', 'hex'));
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION kernel.scope_table(target regclass, resident_column text DEFAULT NULL::text, unit_column text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  level text;
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  foreach level in array array['province', 'city', 'county', 'town', 'community', 'grid'] loop
    execute format('create policy %I on %s to %I using (%I = current_setting(''linli.scope'')) with check (%I = current_setting(''linli.scope''))',
                   level, target, 'linli_' || level, level, level);
  end loop;
  if resident_column is not null then
    execute format('create policy resident on %s to linli_resident using (%I = current_setting(''linli.scope'')::uuid) with check (%I = current_setting(''linli.scope'')::uuid)',
                   target, resident_column, resident_column);
  end if;
  if unit_column is not null then
    execute format('create policy unit on %s to linli_unit using (%I = current_setting(''linli.scope'')) with check (%I = current_setting(''linli.scope''))',
                   target, unit_column, unit_column);
  end if;
  execute format('create policy job on %s to linli_job using (true) with check (true)', target);
end
$function$
;

CREATE OR REPLACE FUNCTION kernel.start_of(day date)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select day::timestamp at time zone 'Asia/Shanghai' $function$
;

CREATE OR REPLACE FUNCTION kernel.today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select (now() at time zone 'Asia/Shanghai')::date $function$
;

CREATE OR REPLACE FUNCTION procedures.answer_consultation(p jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION procedures.applicant_of_case(wanted_county text, wanted_case uuid)
 RETURNS TABLE(person registers.person, labels text[], running jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'pg_temp'
AS $function$
  select p, coalesce((select array_agg(l.label) from registers.person_label l where l.county = p.county and l.person_id = p.id and l.withdrawn_at is null and (l.to_day is null or l.to_day > kernel.today())), '{}'),
         coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'item', e.item, 'case_id', e.case_id, 'case_number', e.case_number, 'amount', e.amount, 'per', e.per, 'from_day', e.from_day))
                     from registers.entitlement e where e.person_id = p.id and e.to_day is null), '[]')
    from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant
   where c.county = wanted_county and c.id = wanted_case and kernel.in_scope(c.province, c.city, c.county, c.town, c.community, c.grid)
$function$
;

CREATE OR REPLACE FUNCTION procedures.assign_region(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  applicants uuid[] := array(select jsonb_array_elements_text(p -> 'people')::uuid);
  wanted uuid[] := array(select jsonb_array_elements_text(p -> 'cases')::uuid);
  moved uuid[];
begin
  moved := array(select id from procedures.cases where county = p ->> 'county' and community = p ->> 'from' and (applicant = any(applicants) or id = any(wanted)) for update);
  -- What was counted there is counted here from now on; the sum stays the same.
  insert into procedures.fact_delta (county, id, province, city, town, community, measure, item, day, amount)
  select c.county, gen_random_uuid(), case way when 1 then p ->> 'province' else c.province end, case way when 1 then p ->> 'city' else c.city end, case way when 1 then p ->> 'town' else c.town end,
         case way when 1 then p ->> 'community' else c.community end, f.measure, c.item, (f.at at time zone 'Asia/Shanghai')::date, way * f.amount
    from procedures.cases c
    -- A case counts as closed from when it first waits for confirmation, or is closed without.
    cross join lateral (
      select coalesce((select max(a.at) from procedures.act a where a.county = c.county and a.case_id = c.id and a.to_state = 'confirming' and a.from_state <> 'confirming'
                          and a.at > coalesce((select max(r.at) from procedures.act r where r.county = c.county and r.case_id = c.id and r.kind = 'reopen'), '-infinity')), c.closed_at, c.holder_since) as at) d
    cross join lateral (
      select 'cases_opened' as measure, c.opened_at as at, 1 as amount
      union all select 'cases_opened_online', c.opened_at, 1 where c.channel in ('hall', 'kiosk')
      union all select m.measure, d.at, 1 from (values ('cases_closed', c.decision ? 'counted'), ('cases_closed_on_time', c.decision ->> 'counted' = 'on-time')) as m(measure, holds) where m.holds
      union all select m.measure, r.at, m.amount from procedures.rating r cross join lateral (values ('ratings', 1), ('rating_points', r.grade), ('ratings_satisfied', case when r.grade >= 3 then 1 end)) as m(measure, amount)
       where r.county = c.county and r.case_id = c.id and m.amount is not null) f
    cross join (values (-1), (1)) as w(way)
   where c.county = p ->> 'county' and c.id = any(moved);
  update procedures.cases set former = coalesce(former, community), province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null
   where county = p ->> 'county' and id = any(moved);
  perform procedures.carry_case_rows(p);
  update procedures.draft set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null where county = p ->> 'county' and community = p ->> 'from' and applicant = any(applicants);
  update procedures.attachment set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null where county = p ->> 'county' and community = p ->> 'from' and applicant = any(applicants);
  return jsonb_build_object('cases', cardinality(moved));
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.carry_case_rows(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  target text;
begin
  foreach target in array array['procedures.act', 'procedures.attachment', 'procedures.consultation', 'procedures.notice', 'procedures.rating'] loop
    execute format('update %s t set province = c.province, city = c.city, town = c.town, community = c.community, grid = c.grid from procedures.cases c
                     where c.county = $1 ->> ''county'' and c.community = $1 ->> ''community'' and t.county = c.county and t.case_id = c.id and (t.community <> c.community or t.grid is distinct from c.grid)', target) using p;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.carry_region(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  target text;
  touched bigint;
begin
  if p ->> 'level' = 'town' then
    return '{}';
  end if;
  execute format('update procedures.cases set former = case when former is null and community <> $1 ->> ''community'' then community else former end,
                         province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid
                   where county = $1 ->> ''county'' and %I = $1 ->> ''from''', p ->> 'level') using p;
  get diagnostics touched = row_count;
  perform procedures.carry_case_rows(p);
  -- What hangs on no case: drafts, loose files, notices about the place itself.
  foreach target in array array['procedures.draft', 'procedures.attachment', 'procedures.notice'] loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid
                     where county = $1 ->> ''county'' and %I = $1 ->> ''from''', target, p ->> 'level') using p;
  end loop;
  return jsonb_build_object('cases', touched);
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.case_status(wanted_number text, last4 text)
 RETURNS TABLE(county text, id uuid, number text, title text, state text, holder text, holder_since timestamp with time zone, town text, community text, due_on date, due_provisional boolean, opened_at timestamp with time zone, closed_at timestamp with time zone, outcome text, procedure text, pack text, pack_hash text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'pg_temp'
AS $function$
  select c.county, c.id, c.number, c.title, c.state, c.holder, c.holder_since, c.town, c.community, c.due_on, c.due_provisional, c.opened_at, c.closed_at, c.outcome, c.procedure, c.pack, c.pack_hash
    from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant
   where c.number = wanted_number and p.phone_last4 = last4
   limit 1
$function$
;

CREATE OR REPLACE FUNCTION procedures.find_transfer(wanted bytea, wanted_name text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'pg_temp'
AS $function$
declare
  found registers.person := registers.person_by_word(wanted, wanted_name);
begin
  if found.id is null then
    return null;
  end if;
  return jsonb_build_object(
    'county', found.county, 'id', found.id, 'community', found.community,
    'own', kernel.in_scope(found.province, found.city, found.county, found.town, found.community, found.grid),
    'others', (select count(*) from registers.person o where o.county = found.county and o.household_id = found.household_id and o.community = found.community and o.id <> found.id and o.ended_on is null),
    'cases', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'number', c.number, 'title', c.title, 'state', c.state, 'pack_hash', c.pack_hash, 'opened_at', c.opened_at,
                                                       'applicant', c.applicant_mask, 'mine', c.applicant = found.id) order by c.applicant <> found.id, c.opened_at), '[]')
                from procedures.cases c
               where c.county = found.county and c.community = found.community and c.closed_at is null
                 and (c.applicant = found.id or c.applicant in (select o.id from registers.person o where o.county = found.county and o.household_id = found.household_id and o.community = found.community and o.ended_on is null))));
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.identify_consulted(p jsonb)
 RETURNS TABLE(name text, id_sealed bytea)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'kernel', 'pg_temp'
AS $function$
declare
  asked procedures.consultation;
begin
  if session_user <> 'linli_unit' then
    raise exception using errcode = '42501', message = 'no consultation for this login role';
  end if;
  select * into asked from procedures.consultation c
   where c.county = p ->> 'county' and c.id = (p ->> 'consultation')::uuid and c.unit = current_setting('linli.scope') and c.answered_at is null;
  if not found then
    return;
  end if;
  insert into registers.unmasking (county, id, province, city, town, community, grid, person_id, fields, reason, actor, hat, at)
  values (asked.county, (p ->> 'id')::uuid, asked.province, asked.city, asked.town, asked.community, asked.grid, asked.applicant, '{name,idNumber}', p ->> 'reason', p ->> 'actor', p ->> 'hat', (p ->> 'at')::timestamptz);
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select asked.county, (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  return query select o.name, o.id_sealed from registers.person o where o.county = asked.county and o.id = asked.applicant;
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.live_event(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'kernel', 'pg_temp'
AS $function$
declare
  one jsonb;
  s jsonb;
  e jsonb := p -> 'event';
  was registers.person;
  home registers.household;
  target text;
  ended jsonb := '{}';
  row_ended record;
  held record;
  ids jsonb;
  stop date := (p ->> 'stop')::date;
begin
  if not kernel.in_scope(e ->> 'province', e ->> 'city', e ->> 'county', e ->> 'town', e ->> 'community', e ->> 'grid') then
    raise exception using errcode = '42501', message = 'not the caller''s place';
  end if;
  for one in select jsonb_array_elements(p -> 'opened') loop
    insert into registers.household (county, id, province, city, town, community, grid, address, kind, standing, opened_on, head, source, entered_by)
    values (e ->> 'county', (one ->> 'id')::uuid, e ->> 'province', e ->> 'city', e ->> 'town', e ->> 'community', one ->> 'grid', one ->> 'address', 'family', one ->> 'standing', (e ->> 'on_day')::date,
            (one ->> 'head')::uuid, e ->> 'basis_id', e ->> 'actor');
  end loop;
  for one in select jsonb_array_elements(p -> 'homes') loop
    s := one -> 'set';
    select * into home from registers.household where county = e ->> 'county' and id = (one ->> 'id')::uuid for update;
    if home.id is null or not kernel.in_scope(home.province, home.city, home.county, home.town, home.community, home.grid) then
      raise exception using errcode = '42501', message = 'not the caller''s household';
    end if;
    update registers.household set head = case when s ? 'head' then (s ->> 'head')::uuid else head end, address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, closed_on = case when s ? 'closed_on' then greatest((s ->> 'closed_on')::date, opened_on) else closed_on end, version = version + 1
     where county = home.county and id = home.id;
  end loop;
  for one in select jsonb_array_elements(p -> 'people') loop
    s := one -> 'set';
    select * into was from registers.person where county = e ->> 'county' and id = (one ->> 'id')::uuid for update;
    if was.id is null or not kernel.in_scope(was.province, was.city, was.county, was.town, was.community, was.grid) then
      raise exception using errcode = '42501', message = 'not the caller''s person';
    end if;
    if was.version <> (one ->> 'version')::int then
      raise exception using errcode = 'LL001', message = 'person moved on';
    end if;
    update registers.person
       set household_id = case when s ? 'household_id' then (s ->> 'household_id')::uuid else household_id end, relation = coalesce(s ->> 'relation', relation), address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, residence = coalesce(s ->> 'residence', residence), education = coalesce(s ->> 'education', education),
           political_status = coalesce(s ->> 'political_status', political_status), occupation = coalesce(s ->> 'occupation', occupation),
           ethnic_group = case when s ? 'ethnic_group' then s ->> 'ethnic_group' else ethnic_group end, came_on = case when s ? 'came_on' then (s ->> 'came_on')::date else came_on end,
           ended_on = case when s ? 'ended_on' then (s ->> 'ended_on')::date else ended_on end, end_kind = coalesce(s ->> 'end_kind', end_kind),
           checked_on = case when s ? 'checked_on' then (s ->> 'checked_on')::date else checked_on end, version = version + 1
     where county = was.county and id = was.id;
    if s ? 'grid' then
      foreach target in array registers.personal_tables() loop
        execute format('update %s set grid = $1 where county = $2 and person_id = $3', target) using s ->> 'grid', was.county, was.id;
      end loop;
    end if;
    insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after, what)
    values (was.county, gen_random_uuid(), was.province, was.city, was.town, was.community, case when s ? 'grid' then s ->> 'grid' else was.grid end, was.id, 'person', was.id, e ->> 'actor', e ->> 'basis_kind',
            e ->> 'basis_id', one -> 'before', s, e ->> 'kind');
  end loop;
  if stop is not null then
    for held in select d.register, d.target, d.lasts_from, d.lasts_to, a.attname as named from registers.declared d
                  join pg_attribute a on a.attrelid = d.target and a.attname in ('person', 'person_id') and not a.attisdropped where d.lasts_to is not null order by d.register loop
      ids := '[]';
      for row_ended in execute format('update %s set %I = greatest($1, %I), version = version + 1 where county = $2 and %I = $3 and %I is null and withdrawn_at is null returning id, province, city, town, community, grid',
                                      held.target, held.lasts_to, held.lasts_from, held.named, held.lasts_to) using stop, e ->> 'county', (e ->> 'person_id')::uuid loop
        ids := ids || to_jsonb(row_ended.id);
        insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after, what)
        values (e ->> 'county', gen_random_uuid(), row_ended.province, row_ended.city, row_ended.town, row_ended.community, row_ended.grid, (e ->> 'person_id')::uuid, held.register, row_ended.id, e ->> 'actor',
                'reason', p ->> 'reason', jsonb_build_object(held.lasts_to, null), jsonb_build_object(held.lasts_to, stop), 'ended');
        update registers.finder set lasting = false where county = e ->> 'county' and register = held.register and entry_id = row_ended.id;
      end loop;
      ended := ended || jsonb_build_object(held.register, ids);
    end loop;
    ids := '[]';
    for row_ended in update registers.entitlement set to_day = greatest(stop + 1, from_day), end_reason = p ->> 'reason', ended_by = e ->> 'actor', ended_at = (e ->> 'at')::timestamptz
                      where county = e ->> 'county' and person_id = (e ->> 'person_id')::uuid and to_day is null and withdrawn_at is null returning id loop
      ids := ids || to_jsonb(row_ended.id);
    end loop;
    ended := ended || jsonb_build_object('entitlement', ids);
    update registers.sign_in_session set ended_at = (e ->> 'at')::timestamptz where person_id = (e ->> 'person_id')::uuid and ended_at is null;
  end if;
  insert into registers.life_event (county, id, province, city, town, community, grid, person_id, kind, on_day, basis_kind, basis_id, steps, told, actor, hat, at)
  values (e ->> 'county', (e ->> 'id')::uuid, e ->> 'province', e ->> 'city', e ->> 'town', e ->> 'community', e ->> 'grid', (e ->> 'person_id')::uuid, e ->> 'kind', (e ->> 'on_day')::date, e ->> 'basis_kind',
          e ->> 'basis_id', (e -> 'steps') || jsonb_build_object('ended', ended), e -> 'told', e ->> 'actor', e ->> 'hat', (e ->> 'at')::timestamptz);
  for one in select jsonb_array_elements(p -> 'notices') loop
    insert into procedures.notice (county, id, province, city, town, community, recipient, template, facts, created_at)
    values (e ->> 'county', (one ->> 'id')::uuid, e ->> 'province', e ->> 'city', e ->> 'town', e ->> 'community', 'community', one ->> 'template', one -> 'facts', (e ->> 'at')::timestamptz);
  end loop;
  perform kernel.put_audit(p -> 'audit');
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.next_document_number(wanted_county text, wanted_organ text, wanted_year integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'pg_temp'
AS $function$
  insert into procedures.document_series as s (county, organ, year, last) values (wanted_county, wanted_organ, wanted_year, 1)
  on conflict (county, organ, year) do update set last = s.last + 1 returning last
$function$
;

CREATE OR REPLACE FUNCTION procedures.number_document(p jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  update procedures.cases
     set decision = jsonb_set(decision, '{document,number}',
           to_jsonb(replace(p ->> 'pattern', '#', procedures.next_document_number(p ->> 'county', p ->> 'organ', (p ->> 'year')::int)::text)))
   where county = p ->> 'county' and id = (p ->> 'case_id')::uuid
$function$
;

CREATE OR REPLACE FUNCTION procedures.rate(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'kernel', 'pg_temp'
AS $function$
declare
  ticket procedures.rating_token;
  rated procedures.cases;
begin
  update procedures.rating_token t set used_at = (p ->> 'at')::timestamptz
   where t.county = p ->> 'county' and t.token_hash = decode(p ->> 'token_hash', 'hex') and t.used_at is null
  returning * into ticket;
  if not found then
    return null;
  end if;
  select * into rated from procedures.cases c where c.county = ticket.county and c.id = ticket.case_id;
  insert into procedures.rating (county, id, case_id, province, city, town, community, grid, applicant, item, round, grade, tags, comment, channel, at)
  values (rated.county, (p ->> 'id')::uuid, rated.id, rated.province, rated.city, rated.town, rated.community, rated.grid, rated.applicant, rated.item, ticket.round, (p ->> 'grade')::smallint,
          coalesce((select array_agg(t) from jsonb_array_elements_text(p -> 'tags') t), '{}'), p ->> 'comment', p ->> 'channel', (p ->> 'at')::timestamptz);
  insert into procedures.fact_delta (county, id, province, city, town, community, measure, item, day, amount)
  select rated.county, (d ->> 'id')::uuid, rated.province, rated.city, rated.town, rated.community, d ->> 'measure', rated.item, (d ->> 'day')::date, (d ->> 'amount')::numeric
    from jsonb_array_elements(p -> 'deltas') d;
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select rated.county, (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  if p ? 'rectification' then
    perform procedures.record(p -> 'rectification');
  end if;
  return jsonb_build_object('case', rated.id, 'number', rated.number, 'round', ticket.round);
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.rating_ticket(wanted_county text, wanted_hash bytea)
 RETURNS SETOF procedures.cases
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'procedures', 'pg_temp'
AS $function$
  select c.* from procedures.rating_token t join procedures.cases c on c.county = t.county and c.id = t.case_id
   where t.county = wanted_county and t.token_hash = wanted_hash and t.used_at is null
$function$
;

CREATE OR REPLACE FUNCTION procedures.record(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  first jsonb;
  earlier uuid;
  written procedures.cases;
  touched int;
  label jsonb;
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
    for label in select jsonb_array_elements(p -> 'labels') loop
      insert into registers.person_label (county, id, person_id, province, city, town, community, grid, label, from_day, evidence, entered_by)
      values (written.county, (label ->> 'id')::uuid, written.applicant, written.province, written.city, written.town, written.community, written.grid, label ->> 'label', (label ->> 'from_day')::date, written.number, label ->> 'set_by');
      insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after, what)
      values (written.county, gen_random_uuid(), written.province, written.city, written.town, written.community, written.grid, written.applicant, 'person-label', (label ->> 'id')::uuid,
              label ->> 'set_by', 'case', written.number, '{}', jsonb_build_object('label', label ->> 'label', 'from_day', label ->> 'from_day'), 'entered');
    end loop;
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
$function$
;

CREATE OR REPLACE FUNCTION procedures.record_next(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  answer jsonb := procedures.record(p);
begin
  update procedures.notice n set read_at = c.holder_since from procedures.cases c
   where c.county = p -> 'case' ->> 'county' and c.id = (p -> 'case' ->> 'id')::uuid and n.county = c.county and n.case_id = c.id and n.read_at is null and n.created_at < c.holder_since;
  if p ? 'entitlement' and not answer ? 'repeated' then
    perform registers.decide_entitlement(p -> 'entitlement');
  end if;
  if p ? 'labels' and not answer ? 'repeated' then
    perform registers.settle_labels(p -> 'case' ->> 'county', (p -> 'case' ->> 'applicant')::uuid);
  end if;
  if p ? 'document' and not answer ? 'repeated' then
    perform procedures.number_document(p -> 'document');
  end if;
  return answer;
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.rename_applicant(wanted_county text, wanted uuid, mask text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'pg_temp'
AS $function$
begin
  perform from registers.person q where q.county = wanted_county and q.id = wanted and kernel.in_scope(q.province, q.city, q.county, q.town, q.community, q.grid);
  if not found then
    raise exception using errcode = '42501', message = 'not the caller''s person';
  end if;
  update procedures.cases set applicant_mask = mask where county = wanted_county and applicant = wanted;
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.transfer_person(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'pg_temp'
AS $function$
declare
  who registers.person;
  people uuid[];
  target text;
  crossing boolean;
begin
  -- The levels of a place follow from its code, so that the caller's own level vouches for all of them.
  if not kernel.in_scope(p ->> 'province', p ->> 'city', p ->> 'county', p ->> 'town', p ->> 'community', p ->> 'grid')
     or p ->> 'town' <> left(p ->> 'community', 9) || '000' or p ->> 'county' <> left(p ->> 'community', 6) || '000000' or p ->> 'city' <> left(p ->> 'community', 4) || '00000000'
     or p ->> 'province' <> left(p ->> 'community', 2) || '0000000000' or left(p ->> 'grid', 12) <> p ->> 'community' then
    raise exception using errcode = '42501', message = 'not the caller''s place';
  end if;
  select * into who from registers.person_by_word(decode(p ->> 'id_hash', 'hex'), p ->> 'name');
  if who.id is null then
    return null;
  end if;
  -- Of two places that take somebody over at one moment, the second finds nobody; nor does one's own, pressed twice.
  perform from registers.person where county = who.county and id = who.id and community = who.community and ended_on is null and id_hash = who.id_hash for update;
  if not found or kernel.in_scope(who.province, who.city, who.county, who.town, who.community, who.grid) then
    return null;
  end if;
  crossing := who.county <> p ->> 'county';
  people := array[who.id];
  if (p ->> 'household')::boolean and who.household_id is not null and not crossing then
    people := array(select id from registers.person where county = who.county and household_id = who.household_id and community = who.community and ended_on is null for update);
    update registers.household set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid', address = p ->> 'address'
     where county = who.county and id = who.household_id;
  end if;
  if crossing then
    -- Another county is another tenant: the old record ends there and stays readable, a new one begins here under the same id.
    update registers.person set ended_on = (p ->> 'on')::date, phone_held_by = null, phone_held_until = null where county = who.county and id = who.id;
    who.household_id := null;
    who.relation := '';
    if p ->> 'basis' = 'card' then
      who.verified_on := (p ->> 'on')::date;
      who.verified_by := p ->> 'by';
    end if;
    insert into registers.person select (jsonb_populate_record(who, jsonb_build_object('county', p ->> 'county', 'province', p ->> 'province', 'city', p ->> 'city', 'town', p ->> 'town', 'community', p ->> 'community',
      'grid', p ->> 'grid', 'address', p ->> 'address', 'residence', p ->> 'residence', 'source', 'transfer', 'version', who.version + 1))).*
    -- Who comes back to a county finds the old record there.
    on conflict (county, id) do update set province = excluded.province, city = excluded.city, town = excluded.town, community = excluded.community, grid = excluded.grid, name = excluded.name,
      name_grams = excluded.name_grams, pinyin = excluded.pinyin, initials = excluded.initials, id_sealed = excluded.id_sealed, id_hash = excluded.id_hash, id_last4 = excluded.id_last4, birth = excluded.birth,
      sex = excluded.sex, ethnic_group = excluded.ethnic_group, phone_sealed = excluded.phone_sealed, phone_hash = excluded.phone_hash, phone_last4 = excluded.phone_last4, bank_sealed = excluded.bank_sealed,
      bank_last4 = excluded.bank_last4, residence = excluded.residence, household_id = null, relation = '', address = excluded.address, source = excluded.source, version = registers.person.version + 1,
      ended_on = null, verified_on = excluded.verified_on, verified_by = excluded.verified_by, id_lost_on = null, phone_held_by = null, phone_held_until = null;
    update registers.person_directory set county = p ->> 'county' where id_hash = decode(p ->> 'id_hash', 'hex');
    update registers.sign_in_session set ended_at = (p ->> 'at')::timestamptz where person_id = who.id and ended_at is null;
    -- The county that loses somebody reads it in its own book.
    insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
    select who.county, (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
      from jsonb_array_elements(p -> 'audit') a;
  else
    update registers.person
       set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid', address = p ->> 'address', version = version + 1,
           residence = case when id = who.id then p ->> 'residence' else residence end,
           verified_on = case when id = who.id and p ->> 'basis' = 'card' then (p ->> 'on')::date else verified_on end,
           verified_by = case when id = who.id and p ->> 'basis' = 'card' then p ->> 'by' else verified_by end,
           household_id = case when (p ->> 'household')::boolean then household_id end, relation = case when (p ->> 'household')::boolean then relation else '' end
     where county = who.county and id = any(people);
    foreach target in array registers.personal_tables() loop
      execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 ->> ''grid'' where county = $1 ->> ''county'' and person_id = any($2)', target)
        using p, people;
    end loop;
    update procedures.draft set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid' where county = who.county and applicant = any(people) and submitted_case is null;
    update procedures.attachment set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid' where county = who.county and applicant = any(people) and case_id is null;
    perform procedures.assign_region(p || jsonb_build_object('from', who.community, 'to', p ->> 'community', 'people', '[]'::jsonb,
      'cases', (select coalesce(jsonb_agg(c.id), '[]') from procedures.cases c
                 where c.county = who.county and c.community = who.community and c.applicant = any(people) and c.closed_at is null and c.id in (select jsonb_array_elements_text(p -> 'cases')::uuid))));
    update procedures.cases set assignee = null where county = who.county and community = p ->> 'community' and applicant = any(people) and id in (select jsonb_array_elements_text(p -> 'cases')::uuid) and closed_at is null;
  end if;
  for target in select unnest(people)::text loop
    insert into registers.person_move (county, id, province, city, town, community, grid, person_id, from_county, from_community, moved_on, basis, evidence, moved_by, moved_at)
    values (p ->> 'county', gen_random_uuid(), p ->> 'province', p ->> 'city', p ->> 'town', p ->> 'community', p ->> 'grid', target::uuid, who.county, who.community, (p ->> 'on')::date, p ->> 'basis', p ->> 'evidence', p ->> 'by', (p ->> 'at')::timestamptz);
  end loop;
  insert into procedures.notice (county, id, province, city, town, community, recipient, template, facts, created_at)
  values (who.county, gen_random_uuid(), who.province, who.city, who.town, who.community, 'community', p ->> 'template', p -> 'facts', (p ->> 'at')::timestamptz);
  if who.phone_sealed is not null then
    insert into kernel.outbox (id, county, to_sealed, body_sealed) values (gen_random_uuid(), p ->> 'county', who.phone_sealed, decode(p ->> 'message', 'hex'));
  end if;
  return jsonb_build_object('county', p ->> 'county', 'id', who.id, 'from', who.community, 'people', cardinality(people));
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.unlive_event(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'kernel', 'pg_temp'
AS $function$
declare
  one jsonb;
  s jsonb;
  done registers.life_event;
  was registers.person;
  target text;
  held record;
begin
  select * into done from registers.life_event where county = p ->> 'county' and id = (p ->> 'id')::uuid for update;
  if done.id is null or not kernel.in_scope(done.province, done.city, done.county, done.town, done.community, done.grid) or done.undone_at is not null then
    raise exception using errcode = 'LL001', message = 'event gone or taken back';
  end if;
  for one in select jsonb_array_elements(done.steps -> 'people') loop
    s := one -> 'before';
    select * into was from registers.person where county = done.county and id = (one ->> 'id')::uuid for update;
    if was.version <> (one ->> 'version')::int + 1 or not kernel.in_scope(was.province, was.city, was.county, was.town, was.community, was.grid) then
      raise exception using errcode = 'LL001', message = 'person moved on';
    end if;
    update registers.person
       set household_id = case when s ? 'household_id' then (s ->> 'household_id')::uuid else household_id end, relation = coalesce(s ->> 'relation', relation), address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, residence = coalesce(s ->> 'residence', residence), education = coalesce(s ->> 'education', education),
           political_status = coalesce(s ->> 'political_status', political_status), occupation = coalesce(s ->> 'occupation', occupation),
           ethnic_group = case when s ? 'ethnic_group' then s ->> 'ethnic_group' else ethnic_group end, came_on = case when s ? 'came_on' then (s ->> 'came_on')::date else came_on end,
           ended_on = case when s ? 'ended_on' then (s ->> 'ended_on')::date else ended_on end, end_kind = coalesce(s ->> 'end_kind', end_kind),
           checked_on = case when s ? 'checked_on' then (s ->> 'checked_on')::date else checked_on end, version = version + 1
     where county = was.county and id = was.id;
    if s ? 'grid' then
      foreach target in array registers.personal_tables() loop
        execute format('update %s set grid = $1 where county = $2 and person_id = $3', target) using s ->> 'grid', was.county, was.id;
      end loop;
    end if;
    insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after, what)
    values (was.county, gen_random_uuid(), was.province, was.city, was.town, was.community, was.grid, was.id, 'person', was.id, p ->> 'actor', 'reason', p ->> 'reason', one -> 'set', s, 'undone');
  end loop;
  for one in select jsonb_array_elements(done.steps -> 'homes') loop
    s := one -> 'before';
    update registers.household set head = case when s ? 'head' then (s ->> 'head')::uuid else head end, address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, closed_on = case when s ? 'closed_on' then null else closed_on end, version = version + 1
     where county = done.county and id = (one ->> 'id')::uuid;
  end loop;
  for one in select jsonb_array_elements(done.steps -> 'opened') loop
    update registers.household set withdrawn_at = (p ->> 'at')::timestamptz, withdrawn_why = p ->> 'reason', version = version + 1 where county = done.county and id = (one ->> 'id')::uuid;
  end loop;
  -- What earlier events ended stands under the name of its table, what later ones ended under that of its register.
  for held in select d.register, d.target, d.lasts_to, coalesce(done.steps -> 'ended' -> d.register, done.steps -> 'ended' -> replace(d.register, '-', '_')) as ids
                from registers.declared d where d.lasts_to is not null loop
    if held.ids is not null then
      execute format('update %s set %I = null, version = version + 1 where county = $1 and id in (select jsonb_array_elements_text($2)::uuid)', held.target, held.lasts_to) using done.county, held.ids;
      update registers.finder set lasting = true where county = done.county and register = held.register and entry_id in (select jsonb_array_elements_text(held.ids)::uuid);
    end if;
  end loop;
  update registers.entitlement set to_day = null, end_reason = '', ended_by = null, ended_at = null
   where county = done.county and id in (select jsonb_array_elements_text(done.steps -> 'ended' -> 'entitlement')::uuid);
  update registers.life_event set undone_at = (p ->> 'at')::timestamptz, undone_by = p ->> 'actor', undone_why = p ->> 'reason' where county = done.county and id = done.id;
  perform kernel.put_audit(p -> 'audit');
end
$function$
;

CREATE OR REPLACE FUNCTION procedures.verify_result(wanted_county text, wanted_id uuid)
 RETURNS TABLE(number text, title text, outcome text, closed_at timestamp with time zone, decision jsonb, applicant_mask text, state text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'procedures', 'pg_temp'
AS $function$
  select c.number, c.title, c.outcome, c.closed_at, c.decision, c.applicant_mask, c.state from procedures.cases c where c.county = wanted_county and c.id = wanted_id
$function$
;

CREATE OR REPLACE FUNCTION registers.assign_entries(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  one record;
  counts jsonb := '{}';
  touched bigint;
  set_place constant text := 'province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = null';
begin
  for one in select d.*, array(select jsonb_array_elements_text(p -> 'entries' -> d.register)::uuid) as ids from registers.declared d where p -> 'entries' ? d.register loop
    execute format('insert into registers.stay (county, id, province, city, town, community, register, entry_id, region, "from", "to")
      select t.county, gen_random_uuid(), $1 ->> ''province'', $1 ->> ''city'', $1 ->> ''town'', $1 ->> ''community'', $2, t.id, t.community,
             (select max(s."to") from registers.stay s where s.county = t.county and s.register = $2 and s.entry_id = t.id), ($1 ->> ''effective'')::date
        from %s t where t.county = $1 ->> ''county'' and t.community = $1 ->> ''from'' and t.id = any($3)', one.target) using p, one.register, one.ids;
    touched := registers.place_entries(one.target, p, set_place, 'community = $1 ->> ''from'' and id = any($2)', one.ids);
    execute 'update registers.finder set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.entry_change set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.stay set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    execute 'update registers.look set ' || set_place || ' where county = $1 ->> ''county'' and register = $2 and entry_id = any($3)' using p, one.register, one.ids;
    counts := counts || jsonb_build_object(one.register, touched);
  end loop;
  return counts;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.assign_region(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  wanted uuid[] := array(select jsonb_array_elements_text(p -> 'people')::uuid);
  homes uuid[];
  moved uuid[];
  target text;
  appointments bigint;
begin
  homes := array(select distinct household_id from registers.person where county = p ->> 'county' and id = any(wanted) and community = p ->> 'from' and household_id is not null);
  with gone as (
    update registers.person set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null
     where county = p ->> 'county' and community = p ->> 'from' and (id = any(wanted) or household_id = any(homes)) returning id)
  select coalesce(array_agg(id), '{}') into moved from gone;
  update registers.household set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = null
   where county = p ->> 'county' and community = p ->> 'from' and id = any(homes);
  foreach target in array registers.personal_tables() loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = null where county = $1 ->> ''county'' and community = $1 ->> ''from'' and person_id = any($2)', target) using p, moved;
  end loop;
  update registers.appointment a set region = p ->> 'to'
   where a.county = p ->> 'county' and a.region = p ->> 'from' and a.level <> 'unit' and a.id in (select jsonb_array_elements_text(p -> 'appointments')::uuid);
  get diagnostics appointments = row_count;
  return jsonb_build_object('people', to_jsonb(moved), 'appointments', appointments);
end
$function$
;

CREATE OR REPLACE FUNCTION registers.carry_entries(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  one record;
  counts jsonb := '{}';
  touched bigint;
  of_level text := p ->> 'level';
  chosen text := case of_level when 'town' then 'town = $1 ->> ''from'' and community is null' else format('%I = $1 ->> ''from''', of_level) end;
  set_place constant text := 'province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid';
begin
  if of_level not in ('town', 'community', 'grid') then
    return counts;
  end if;
  for one in select * from registers.declared order by register loop
    if of_level <> 'grid' then
      execute format('insert into registers.stay (county, id, province, city, town, community, grid, register, entry_id, region, "from", "to")
        select t.county, gen_random_uuid(), $1 ->> ''province'', $1 ->> ''city'', $1 ->> ''town'', $1 ->> ''community'', $1 -> ''grids'' ->> t.grid, $2, t.id, $1 ->> ''from'',
               (select max(s."to") from registers.stay s where s.county = t.county and s.register = $2 and s.entry_id = t.id), ($1 ->> ''effective'')::date
          from %s t where t.county = $1 ->> ''county'' and %s', one.target, chosen) using p, one.register;
    end if;
    touched := registers.place_entries(one.target, p, set_place, chosen, null);
    if touched > 0 then
      counts := counts || jsonb_build_object(one.register, touched);
    end if;
  end loop;
  execute 'update registers.finder set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  execute 'update registers.stay set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  execute 'update registers.proposal set ' || set_place || ' where person_id is null and county = $1 ->> ''county'' and ' || chosen using p;
  execute 'update registers.look set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  if of_level = 'town' then
    execute 'update registers.entry_change set ' || set_place || ' where county = $1 ->> ''county'' and ' || chosen using p;
  end if;
  return counts;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.carry_region(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
declare
  tables text[] := array['registers.person'] || registers.personal_tables();
  target text;
  counts jsonb := '{}';
  touched bigint;
  since date := (p ->> 'effective')::date;
begin
  update registers.appointment a set region = p ->> 'to'
   where a.county = p ->> 'county' and a.region = p ->> 'from' and a.level <> 'unit' and (a.valid_to is null or a.valid_to > since);
  get diagnostics touched = row_count;
  counts := counts || jsonb_build_object('appointments', touched);
  if p ->> 'level' = 'town' then
    return counts;
  end if;
  foreach target in array tables loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid where county = $1 ->> ''county'' and %I = $1 ->> ''from''',
                   target, p ->> 'level') using p;
    get diagnostics touched = row_count;
    counts := counts || jsonb_build_object(split_part(target, '.', 2), touched);
  end loop;
  if p ->> 'level' = 'grid' then
    return counts;
  end if;
  update registers.population_snapshot s
     set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community',
         former = case s.former when '' then s.community else s.former end, former_since = coalesce(s.former_since, since)
   where s.county = p ->> 'county' and s.community = p ->> 'from';
  return counts;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.carry_sheets(p jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION registers.claim_person(wanted bytea, own_county text, own_id uuid)
 RETURNS TABLE(county text, person_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
begin
  insert into registers.person_directory (id_hash, county, person_id) values (wanted, own_county, own_id) on conflict (id_hash) do nothing;
  return query select d.county, d.person_id from registers.person_directory d where d.id_hash = wanted;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.counted_since(counties text[], day date)
 RETURNS TABLE(region text, as_of date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
  select given.region, max(given.as_of)
    from (select c.as_of, coalesce((select s.region from registers.stay s
                                     where s.county = c.county and s.register = 'facility-census' and s.entry_id = c.id and s."to" > c.as_of order by s."to" limit 1),
                                   c.community, c.town, c.county) as region
            from registers.facility_census c where c.county = any(counties) and c.withdrawn_at is null and c.grid is null and c.as_of <= day) given
   group by given.region
$function$
;

CREATE OR REPLACE FUNCTION registers.decide_entitlement(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  who registers.person;
  other registers.entitlement;
begin
  perform from procedures.cases c
   where c.county = p ->> 'county' and c.id = (p ->> 'case_id')::uuid and c.applicant is not distinct from (p ->> 'person_id')::uuid
     and (session_user = 'linli_job' or kernel.in_scope(c.province, c.city, c.county, c.town, c.community, c.grid));
  if not found then
    raise exception using errcode = '42501', message = 'not the caller''s case';
  end if;
  select * into who from registers.person q where q.county = p ->> 'county' and q.id = (p ->> 'person_id')::uuid for update;
  update registers.entitlement e
     set to_day = least(e.to_day, greatest(e.from_day, (p ->> 'on')::date)), ended_by = coalesce(e.ended_by, p ->> 'by'), ended_at = coalesce(e.ended_at, (p ->> 'at')::timestamptz),
         end_reason = case when e.end_reason = '' then p ->> 'reason' else e.end_reason end, withdrawn_at = case when e.case_id = (p ->> 'case_id')::uuid then (p ->> 'at')::timestamptz end
   where e.county = p ->> 'county' and e.person_id = who.id and e.withdrawn_at is null
     and (e.case_id = (p ->> 'case_id')::uuid or (e.item = p ->> 'replaces' and (e.to_day is null or e.to_day > (p ->> 'on')::date)));
  if p ? 'id' then
    -- What can be had once is never had for one day twice, whatever day is written and under whatever definition the other was given.
    select * into other from registers.entitlement e
     where e.county = p ->> 'county' and e.person_id = who.id and e.item = p ->> 'item' and e.withdrawn_at is null and (e.single or (p ->> 'single')::boolean)
       and daterange(e.from_day, e.to_day) && daterange((p ->> 'from_day')::date, (p ->> 'to_day')::date) order by e.to_day desc nulls first limit 1;
    if found then
      raise exception using errcode = '23505', message = 'had already', constraint = case when other.to_day is null then 'entitlement_single' else 'entitlement_overlap' end, detail = coalesce(other.to_day::text, '');
    end if;
    insert into registers.entitlement (county, id, province, city, town, community, grid, person_id, item, case_id, case_number, amount, per, from_day, to_day, single, granted_by, granted_at)
    values (who.county, (p ->> 'id')::uuid, who.province, who.city, who.town, who.community, who.grid, who.id, p ->> 'item', (p ->> 'case_id')::uuid,
            p ->> 'number', (p ->> 'amount')::numeric, p ->> 'per', (p ->> 'from_day')::date, (p ->> 'to_day')::date, (p ->> 'single')::boolean, p ->> 'by', (p ->> 'at')::timestamptz);
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.decide_proposal(of_county text, of_id uuid, with_outcome text, with_answer text, decided timestamp with time zone, who text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registers', 'pg_temp'
AS $function$
begin
  update registers.proposal set outcome = with_outcome, answer = with_answer, decided_at = decided, decided_by = who where county = of_county and id = of_id and outcome is null;
  if not found then
    raise exception using errcode = 'LL006', message = 'decided already';
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.declare_register(target regclass, title text, lasts text[] DEFAULT NULL::text[], filters text[] DEFAULT '{}'::text[], sorts text[] DEFAULT '{}'::text[], levels text[] DEFAULT '{community}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
  execute format('create index %I on %s (county, entered_at, id)', name || '_in_entered_at', target);
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
$function$
;

CREATE OR REPLACE FUNCTION registers.dividing_regions(counties text[], day date)
 RETURNS TABLE(code text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
  select distinct a from registers.region_carry w cross join unnest(w.among || w.from_code) a
   where w.county = any(counties) and w.to_code is null and w.settled_at is null and w.effective <= day
     and exists (select from registers.facility f where f.county = w.county and f.community = w.from_code and f.withdrawn_at is null)
$function$
;

CREATE OR REPLACE FUNCTION registers.find(wanted tsquery, letters text, hash bytea, among text[], most integer)
 RETURNS SETOF registers.finder
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  level text := substr(session_user, 7);
begin
  if level not in ('province', 'city', 'county', 'town', 'community', 'grid') then
    raise exception using errcode = '42501', message = 'no search for this login role';
  end if;
  return query execute format($q$
    select * from registers.finder f
     where f.%I = current_setting('linli.scope') and f.register = any($4)
       and case when $3 is not null then f.hashes @> array[$3] when $2 <> '' then f.initials like $2 || '%%' and f.county = current_setting('linli.county') else f.grams @@ $1 end
     order by f.lasting desc, f.title, f.entry_id limit $5$q$, level) using wanted, letters, hash, among, most;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.find_people(wanted tsquery, letters text, most integer)
 RETURNS SETOF registers.person
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  level text := substr(session_user, 7);
begin
  if level not in ('province', 'city', 'county', 'town', 'community', 'grid') then
    raise exception using errcode = '42501', message = 'no search for this login role';
  end if;
  return query execute format($q$
    select * from registers.person p
     where p.%I = current_setting('linli.scope') and p.ended_on is null and %s limit $3$q$, level,
    case when letters = '' then 'p.name_grams @@ $1'
         else 'p.county = current_setting(''linli.county'') and (p.initials like $2 || ''%'' or p.pinyin like $2 || ''%'')' end) using wanted, letters, most;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.hold_entry(target regclass, in_county text, wanted uuid, seen integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  held jsonb;
begin
  execute format('select to_jsonb(t) from %s t where t.county = $1 and t.id = $2 for update', target) into held using in_county, wanted;
  if held is null or not kernel.in_scope(held ->> 'province', held ->> 'city', held ->> 'county', held ->> 'town', held ->> 'community', held ->> 'grid') then
    raise exception using errcode = '42501', message = 'not the caller''s place';
  end if;
  if seen is not null and (held ->> 'version')::int <> seen then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  return held;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.index_references(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  name text := (select relname from pg_class where oid = target);
  own record;
begin
  for own in select a.attname, a.atttypid from pg_attribute a where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attname <> 'id' and a.atttypid in ('uuid'::regtype, 'text[]'::regtype) loop
    if own.atttypid = 'uuid'::regtype then
      execute format('create index if not exists %I on %s (county, %I) where %I is not null', name || '_by_' || own.attname, target, own.attname, own.attname);
    else
      execute format('create index if not exists %I on %s using gin (%I)', name || '_by_' || own.attname, target, own.attname);
    end if;
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.merge_entries(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  target regclass;
  kept jsonb;
  dropped jsonb;
  moved jsonb;
  columns text[] := array(select jsonb_array_elements_text(p -> 'columns'));
  sets text := (select string_agg(format('%I = l.%I', c, c), ', ') from unnest(columns) c);
begin
  select d.target into strict target from registers.declared d where d.register = p ->> 'register';
  kept := registers.hold_entry(target, p ->> 'county', (p ->> 'kept')::uuid, (p ->> 'kept_version')::int);
  dropped := registers.hold_entry(target, p ->> 'county', (p ->> 'dropped')::uuid, (p ->> 'dropped_version')::int);
  if kept ->> 'withdrawn_at' is not null or dropped ->> 'withdrawn_at' is not null then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  execute format('update %s set withdrawn_at = $1, withdrawn_why = $2, version = version + 1 where county = $3 and id = $4', target)
    using (p ->> 'at')::timestamptz, p ->> 'reason', p ->> 'county', (p ->> 'dropped')::uuid;
  execute format('update %s w set %s version = w.version + 1 from %s l where w.county = $1 and w.id = $2 and l.county = $1 and l.id = $3', target, coalesce(sets || ',', ''), target)
    using p ->> 'county', (p ->> 'kept')::uuid, (p ->> 'dropped')::uuid;
  moved := registers.point_entries(p, (p ->> 'dropped')::uuid, (p ->> 'kept')::uuid, '{}');
  update registers.finder set lasting = false where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'dropped')::uuid;
  insert into registers.entry_change (county, id, province, city, town, community, grid, register, entry_id, actor, basis_kind, basis_id, before, after, what)
  values (p ->> 'county', (p ->> 'change')::uuid, dropped ->> 'province', dropped ->> 'city', dropped ->> 'town', dropped ->> 'community', dropped ->> 'grid', p ->> 'register', (p ->> 'dropped')::uuid,
          p ->> 'actor', 'reason', p ->> 'reason', '{}', jsonb_build_object('into', p ->> 'kept', 'columns', p -> 'columns', 'moved', moved,
            'held', (select coalesce(jsonb_object_agg(c, kept -> c), '{}') from unnest(columns) c)), 'merged');
end
$function$
;

CREATE OR REPLACE FUNCTION registers.move_entry(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  target regclass;
  place text := '';
  old jsonb;
  was_region text;
begin
  select d.target into strict target from registers.declared d where d.register = p ->> 'register';
  execute format('select to_jsonb(t) from %s t where t.county = $1 and t.id = $2 for update', target) into old using p ->> 'county', (p ->> 'id')::uuid;
  if old is null or not kernel.in_scope(old ->> 'province', old ->> 'city', old ->> 'county', old ->> 'town', old ->> 'community', old ->> 'grid')
     or not kernel.in_scope(p ->> 'province', p ->> 'city', p ->> 'county', p ->> 'town', p ->> 'community', p ->> 'grid') then
    raise exception using errcode = '42501', message = 'not the caller''s place';
  end if;
  if (old ->> 'version')::int <> (p ->> 'version')::int then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  was_region := coalesce(old ->> 'community', old ->> 'town', old ->> 'county');
  execute format('update %s set town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 ->> ''grid'', version = version + 1 where county = $1 ->> ''county'' and id = ($1 ->> ''id'')::uuid', target) using p;
  update registers.finder set town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  update registers.entry_change set town = coalesce(p ->> 'town', town), community = coalesce(p ->> 'community', community), grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  update registers.proposal set town = coalesce(p ->> 'town', town), community = coalesce(p ->> 'community', community), grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid and kind = 'entry';
  update registers.look set town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  update registers.stay set town = p ->> 'town', community = p ->> 'community', grid = p ->> 'grid'
   where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'id')::uuid;
  if was_region <> p ->> 'region' then
    insert into registers.stay (county, id, province, city, town, community, grid, register, entry_id, region, "from", "to")
    values (p ->> 'county', (p ->> 'stay')::uuid, p ->> 'province', p ->> 'city', p ->> 'town', p ->> 'community', p ->> 'grid', p ->> 'register', (p ->> 'id')::uuid, was_region,
            (select max(s."to") from registers.stay s where s.county = p ->> 'county' and s.register = p ->> 'register' and s.entry_id = (p ->> 'id')::uuid), (p ->> 'on')::date);
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.part_entries(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  target regclass;
  dropped jsonb;
  merged jsonb;
  sets text;
begin
  select d.target into strict target from registers.declared d where d.register = p ->> 'register';
  dropped := registers.hold_entry(target, p ->> 'county', (p ->> 'dropped')::uuid, (p ->> 'dropped_version')::int);
  select c.after into merged from registers.entry_change c
   where c.county = p ->> 'county' and c.entry_id = (p ->> 'dropped')::uuid and c.register = p ->> 'register' order by c.at desc, c.id desc limit 1;
  if merged ->> 'into' is null or dropped ->> 'withdrawn_at' is null then
    raise exception using errcode = 'LL001', message = 'entry moved on';
  end if;
  perform registers.hold_entry(target, p ->> 'county', (merged ->> 'into')::uuid, null);
  -- What was changed again since the merge stays as it is.
  select string_agg(format('%I = case when w.%I is not distinct from l.%I then h.%I else w.%I end', c, c, c, c, c), ', ') into sets from jsonb_array_elements_text(merged -> 'columns') c;
  execute format('update %s w set %s version = w.version + 1 from %s l, jsonb_populate_record(null::%s, $4) h where w.county = $1 and w.id = $2 and l.county = $1 and l.id = $3',
    target, coalesce(sets || ',', ''), target, target) using p ->> 'county', (merged ->> 'into')::uuid, (p ->> 'dropped')::uuid, merged -> 'held';
  execute format('update %s set withdrawn_at = null, withdrawn_why = '''', version = version + 1 where county = $1 and id = $2', target) using p ->> 'county', (p ->> 'dropped')::uuid;
  perform registers.point_entries(p, (merged ->> 'into')::uuid, (p ->> 'dropped')::uuid, merged -> 'moved');
  update registers.finder set lasting = true where county = p ->> 'county' and register = p ->> 'register' and entry_id = (p ->> 'dropped')::uuid;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.person_by_word(wanted bytea, wanted_name text)
 RETURNS SETOF registers.person
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
  select * from registers.person where id_hash = wanted and name = wanted_name and ended_on is null limit 1
$function$
;

CREATE OR REPLACE FUNCTION registers.personal_tables()
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select array_agg(format('registers.%I', c.relname) order by c.relname)
    from pg_class c
   where c.relnamespace = 'registers'::regnamespace and c.relkind = 'r'
     and 4 = (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and a.attname in ('person_id', 'town', 'community', 'grid'))
$function$
;

CREATE OR REPLACE FUNCTION registers.phone_digits(phone text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(00)?86(?=1\d{10}$)', '')
$function$
;

CREATE OR REPLACE FUNCTION registers.place_entries(target regclass, p jsonb, set_place text, chosen text, ids uuid[])
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  touched bigint;
  entry uuid;
  these constant text := ' where county = $1 ->> ''county'' and ' || chosen;
begin
  begin
    execute format('update %s set ' || set_place || these, target) using p, ids;
    get diagnostics touched = row_count;
    return touched;
  exception when unique_violation then
    touched := 0;
  end;
  for entry in execute format('select id from %s' || these || ' order by id', target) using p, ids loop
    begin
      execute format('update %s set ' || set_place || ' where county = $1 ->> ''county'' and id = $2', target) using p, entry;
    exception when unique_violation then
      execute format('update %s set ' || set_place || ', former = $1 ->> ''from'' where county = $1 ->> ''county'' and id = $2', target) using p, entry;
    end;
    touched := touched + 1;
  end loop;
  return touched;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.point_entries(p jsonb, from_id uuid, to_id uuid, only_ids jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  ref jsonb;
  target regclass;
  own record;
  moved jsonb := '{}';
  ids jsonb;
begin
  for ref in select jsonb_array_elements(p -> 'references') loop
    select d.target into strict target from registers.declared d where d.register = ref ->> 'register';
    ids := '[]';
    for own in execute format('update %s set %I = $1, version = version + 1 where county = $2 and %I = $3 and ($4 is null or $4 ? id::text) returning id, province, city, town, community, grid',
        target, ref ->> 'column', ref ->> 'column') using to_id, p ->> 'county', from_id, only_ids -> ((ref ->> 'register') || '.' || (ref ->> 'column')) loop
      ids := ids || to_jsonb(own.id);
      insert into registers.entry_change (county, id, province, city, town, community, grid, register, entry_id, actor, basis_kind, basis_id, before, after, what)
      values (p ->> 'county', gen_random_uuid(), own.province, own.city, own.town, own.community, own.grid, ref ->> 'register', own.id, p ->> 'actor', 'reason', p ->> 'reason',
              jsonb_build_object(ref ->> 'column', from_id), jsonb_build_object(ref ->> 'column', to_id), 'changed');
    end loop;
    moved := moved || jsonb_build_object((ref ->> 'register') || '.' || (ref ->> 'column'), ids);
  end loop;
  return moved;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.put_snapshots(given jsonb, who text, basis_kind text, basis_id text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  one jsonb;
  old registers.population_snapshot;
  kept registers.population_snapshot;
begin
  for one in select jsonb_array_elements(given) loop
    kept := jsonb_populate_record(null::registers.population_snapshot, one);
    select * into old from registers.population_snapshot s where s.county = kept.county and s.community = kept.community and s.as_of = kept.as_of and s.former = '';
    insert into registers.population_snapshot as s (county, id, province, city, town, community, grid, as_of, households, residents, source, note, confidence, entered_by)
    values (kept.county, kept.id, kept.province, kept.city, kept.town, kept.community, kept.grid, kept.as_of, kept.households, kept.residents, kept.source, kept.note,
            kept.confidence, kept.entered_by)
    on conflict (county, community, as_of, former) do update set households = excluded.households, residents = excluded.residents, source = excluded.source,
      note = excluded.note, confidence = excluded.confidence, entered_by = excluded.entered_by, entered_at = now(), version = s.version + 1
    returning s.id into kept.id;
    insert into registers.entry_change (county, id, province, city, town, community, grid, register, entry_id, actor, basis_kind, basis_id, before, after)
    values (kept.county, gen_random_uuid(), kept.province, kept.city, kept.town, kept.community, kept.grid, 'population_snapshot', kept.id, who, basis_kind, basis_id,
            case when old.id is null then '{}' else jsonb_build_object('households', old.households, 'residents', old.residents, 'source', old.source) end,
            jsonb_build_object('households', kept.households, 'residents', kept.residents, 'source', kept.source));
  end loop;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.record_region_changes(p jsonb)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  at timestamptz := now();
  touched int;
begin
  if current_user = 'linli_county' and exists (select from jsonb_array_elements(p -> 'open') o where o ->> 'county' is distinct from current_setting('linli.scope')) then
    raise exception using errcode = '42501', message = 'a region outside the county';
  end if;
  update registers.region r set valid_to = (c ->> 'on')::date
    from jsonb_array_elements(p -> 'close') c
   where r.id = (c ->> 'id')::uuid and r.valid_to is null and r.known_to is null
     and (current_user <> 'linli_county' or r.county = current_setting('linli.scope'));
  get diagnostics touched = row_count;
  if touched <> jsonb_array_length(p -> 'close') then
    raise exception using errcode = 'LL001', message = 'region moved on';
  end if;
  update registers.region r set known_to = at
   where r.id in (select value::uuid from jsonb_array_elements_text(p -> 'supersede')) and r.known_to is null
     and (current_user <> 'linli_county' or r.county = current_setting('linli.scope'));
  get diagnostics touched = row_count;
  if touched <> jsonb_array_length(p -> 'supersede') then
    raise exception using errcode = 'LL001', message = 'region moved on';
  end if;
  insert into registers.region select * from registers.region_rows(p -> 'open', at);
  if exists (select from jsonb_array_elements(p -> 'open') o
              join registers.region r on r.code = o ->> 'code' and r.known_to is null and r.id <> (o ->> 'id')::uuid
             where r.valid_from < coalesce((o ->> 'valid_to')::date, 'infinity') and coalesce(r.valid_to, 'infinity') > (o ->> 'valid_from')::date) then
    raise exception using errcode = 'LL001', message = 'two versions on one day';
  end if;
  insert into registers.region_change (id, kind, effective, reason, source, actor, recorded_at, codes, county)
  select (c ->> 'id')::uuid, c ->> 'kind', (c ->> 'effective')::date, c ->> 'reason', c ->> 'source', p ->> 'actor', at, array(select jsonb_array_elements_text(c -> 'codes')), c ->> 'county'
    from jsonb_array_elements(p -> 'changes') c;
  insert into registers.region_successor (change_id, from_code, to_code, effective, share, step)
  select (s ->> 'change')::uuid, s ->> 'from', s ->> 'to', (s ->> 'effective')::date, (s ->> 'share')::numeric, n from jsonb_array_elements(p -> 'successors') with ordinality t(s, n);
  insert into registers.region_carry (change_id, from_code, to_code, among, county, effective, step)
  select (s ->> 'change')::uuid, s ->> 'from', s ->> 'to', array(select jsonb_array_elements_text(s -> 'among')), s ->> 'county', (s ->> 'effective')::date, n from jsonb_array_elements(p -> 'carries') with ordinality t(s, n);
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select a ->> 'county', (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  return jsonb_array_length(p -> 'changes');
end
$function$
;

CREATE OR REPLACE FUNCTION registers.region_origins(codes text[])
 RETURNS TABLE(code text, since date)
 LANGUAGE sql
 STABLE
 SET search_path TO 'registers', 'pg_temp'
AS $function$
  with recursive came as (
    select c as code, c as origin from unnest(codes) c
    union
    select came.code, s.from_code from came join registers.region_successor s on s.to_code = came.origin)
  select came.code, min(r.valid_from) from came join registers.region r on r.code = came.origin and r.known_to is null group by came.code
$function$
;

CREATE OR REPLACE FUNCTION registers.region_rows(rows jsonb, known timestamp with time zone)
 RETURNS SETOF registers.region
 LANGUAGE sql
 STABLE
AS $function$
  select r.id, r.code, r.name, r.name_mongolian, r.level, r.kind, r.unit, r.type, r.urban_rural_class, r.bureau, r.parent, r.province, r.city, r.county, r.town, r.community,
         r.pinyin, r.initials, array_to_tsvector(r.grams), r.valid_from, r.valid_to, known, null::timestamptz, r.source
    from jsonb_to_recordset(rows) as r(id uuid, code text, name text, name_mongolian text, level text, kind text, unit text, type text, urban_rural_class text, bureau text, parent text,
         province text, city text, county text, town text, community text, pinyin text, initials text, grams text[], valid_from date, valid_to date, source text)
$function$
;

CREATE OR REPLACE FUNCTION registers.renumber_person(wanted_county text, wanted uuid, old_hash bytea, new_hash bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
begin
  perform from registers.person q where q.county = wanted_county and q.id = wanted and q.id_hash is not distinct from old_hash and kernel.in_scope(q.province, q.city, q.county, q.town, q.community, q.grid);
  if not found then
    raise exception using errcode = '42501', message = 'not the caller''s person';
  end if;
  insert into registers.person_directory (id_hash, county, person_id) values (new_hash, wanted_county, wanted) on conflict (id_hash) do nothing;
  if not found then
    return false;
  end if;
  delete from registers.person_directory where id_hash = old_hash and person_id = wanted;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.require_living(codes text[], on_day date)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  ended text;
begin
  select c into ended from unnest(codes) c
   where not exists (select from registers.region r where r.code = c and r.known_to is null and r.valid_from <= on_day and (r.valid_to is null or r.valid_to > on_day)) limit 1;
  if ended is not null then
    raise exception using errcode = 'LL005', message = ended;
  end if;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.running_of(wanted_county text, wanted uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'item', e.item, 'case_id', e.case_id, 'case_number', e.case_number, 'amount', e.amount, 'per', e.per, 'from_day', e.from_day)
                            order by e.from_day desc, e.id), '[]')
    from registers.entitlement e
   where e.person_id = wanted and e.to_day is null
     and exists (select from registers.person q where q.county = wanted_county and q.id = wanted
                    and (kernel.in_scope(q.province, q.city, q.county, q.town, q.community, q.grid) or session_user = 'linli_job'
                         or (session_user = 'linli_resident' and q.id::text = current_setting('linli.scope'))))
$function$
;

CREATE OR REPLACE FUNCTION registers.search_people(wanted tsquery, most integer)
 RETURNS SETOF registers.person
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
declare
  scope text := current_setting('linli.scope');
begin
  case session_user
    when 'linli_province' then return query select * from registers.person where name_grams @@ wanted and province = scope and ended_on is null limit most;
    when 'linli_city' then return query select * from registers.person where name_grams @@ wanted and city = scope and ended_on is null limit most;
    when 'linli_county' then return query select * from registers.person where name_grams @@ wanted and county = scope and ended_on is null limit most;
    when 'linli_town' then return query select * from registers.person where name_grams @@ wanted and town = scope and ended_on is null limit most;
    when 'linli_community' then return query select * from registers.person where name_grams @@ wanted and community = scope and ended_on is null limit most;
    when 'linli_grid' then return query select * from registers.person where name_grams @@ wanted and grid = scope and ended_on is null limit most;
    else raise exception using errcode = '42501', message = 'no search for this login role';
  end case;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.settle_labels(wanted_county text, wanted uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
  update registers.person_label l set province = q.province, city = q.city, town = q.town, community = q.community, grid = q.grid
    from registers.person q
   where q.county = wanted_county and q.id = wanted and l.county = q.county and l.person_id = q.id and (l.community <> q.community or l.grid is distinct from q.grid)
$function$
;

CREATE OR REPLACE FUNCTION registers.sign_ins(wanted_login text, counties text[], most integer)
 RETURNS TABLE(at timestamp with time zone, action text, address text, code text, county text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'kernel', 'pg_temp'
AS $function$
  select a.at, a.action, coalesce(a.detail ->> 'address', ''), coalesce(a.detail ->> 'code', ''), a.county
    from kernel.audit a
   where a.county = any(counties) and a.subject = 'login:' || wanted_login and a.action in ('sign-in', 'sign-in.failed', 'session.hat')
   order by a.at desc, a.id desc
   limit most
$function$
;

CREATE OR REPLACE FUNCTION registers.sort_key(target regclass, wanted text)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case when a.attnotnull then quote_ident(wanted)
              when a.atttypid = 'date'::regtype then format('coalesce(%I, ''0001-01-01''::date)', wanted)
              else format('coalesce(%I, ''-1'')', wanted) end
    from pg_attribute a where a.attrelid = target and a.attname = wanted
$function$
;

CREATE OR REPLACE FUNCTION registers.take_over_number(p jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registers', 'kernel', 'pg_temp'
AS $function$
declare
  lost registers.person;
begin
  select * into lost from registers.person o
   where o.county = p ->> 'from_county' and o.id = (p ->> 'from_id')::uuid and o.id_hash = decode(p ->> 'wanted', 'hex') and o.verified_on is null for update;
  if not found then
    return false;
  end if;
  update registers.person o set id_sealed = null, id_hash = null, id_last4 = '', id_lost_on = (p ->> 'day')::date, version = o.version + 1
   where o.county = lost.county and o.id = lost.id;
  update registers.person_directory d set county = p ->> 'county', person_id = (p ->> 'id')::uuid where d.id_hash = decode(p ->> 'wanted', 'hex');
  insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after)
  values (lost.county, (p ->> 'change')::uuid, lost.province, lost.city, lost.town, lost.community, lost.grid, lost.id, 'person', lost.id, p ->> 'actor', 'verified-registration', p ->> 'id',
          jsonb_build_object('idNumber', lost.id_last4), jsonb_build_object('idNumber', ''));
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select a ->> 'county', (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  return true;
end
$function$
;

CREATE OR REPLACE FUNCTION registers.tell_ledger(of_county text, wanted uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'registers', 'pg_temp'
AS $function$
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
$function$
;

grant insert, select on indicators.report to linli_job;

grant insert, select on indicators.report to linli_staff;

grant insert, select on indicators.reported_value to linli_job;

grant insert, select on indicators.reported_value to linli_staff;

grant delete, insert, select, update on indicators.rollup to linli_job;

grant select on indicators.rollup to linli_staff;

grant delete, insert, select, update on indicators.watermark to linli_job;

grant select on indicators.watermark to linli_staff;

grant select on kernel.audit to linli_county;

grant insert on kernel.audit to linli_gate;

grant insert, select on kernel.audit to linli_job;

grant insert on kernel.audit to linli_resident;

grant insert on kernel.audit to linli_staff;

grant insert on kernel.audit to linli_unit;

grant insert, select, update on kernel.audit_head to linli_job;

grant insert, select on kernel.audit_seal to linli_job;

grant select on kernel.deployment to PUBLIC;

grant insert, update on kernel.deployment to linli_job;

grant insert on kernel.outbox to linli_gate;

grant delete, insert, select, update on kernel.outbox to linli_job;

grant insert on kernel.outbox to linli_public;

grant insert on kernel.outbox to linli_resident;

grant insert on kernel.outbox to linli_staff;

grant insert on kernel.outbox to linli_unit;

grant insert, select, update on kernel.rate_limit to linli_gate;

grant delete, select on kernel.rate_limit to linli_job;

grant insert, select on procedures.act to linli_job;

grant insert, select on procedures.act to linli_resident;

grant insert, select on procedures.act to linli_staff;

grant delete, insert, select, update on procedures.attachment to linli_job;

grant delete, insert, select, update on procedures.attachment to linli_resident;

grant delete, insert, select, update on procedures.attachment to linli_staff;

grant insert, select, update on procedures.cases to linli_job;

grant insert, select, update on procedures.cases to linli_resident;

grant insert, select, update on procedures.cases to linli_staff;

grant insert, select, update on procedures.consultation to linli_job;

grant insert, select, update on procedures.consultation to linli_resident;

grant insert, select, update on procedures.consultation to linli_staff;

grant select, update on procedures.consultation to linli_unit;

grant insert, select, update on procedures.document_series to linli_job;

grant insert, select, update on procedures.draft to linli_job;

grant delete, insert, select, update on procedures.draft to linli_resident;

grant delete, insert, select, update on procedures.draft to linli_staff;

grant delete, insert, select on procedures.fact_delta to linli_job;

grant insert on procedures.fact_delta to linli_resident;

grant insert on procedures.fact_delta to linli_staff;

grant insert on procedures.fact_delta to linli_unit;

grant select on procedures.measure_fact to linli_job;

grant insert, select, update on procedures.notice to linli_job;

grant insert, select, update on procedures.notice to linli_resident;

grant insert, select, update on procedures.notice to linli_staff;

grant insert, select, update on procedures.rating to linli_job;

grant select on procedures.rating to linli_resident;

grant select on procedures.rating to linli_staff;

grant insert, select, update on procedures.rating_token to linli_job;

grant insert on procedures.rating_token to linli_staff;

grant insert, select, update on registers.absence to linli_job;

grant insert, select, update on registers.absence to linli_staff;

grant insert, select, update on registers.account to linli_gate;

grant insert, select, update on registers.account to linli_job;

grant insert, select, update on registers.appointment to linli_gate;

grant insert, select, update on registers.appointment to linli_job;

grant insert, select, update on registers.body to linli_job;

grant insert, select, update on registers.body to linli_staff;

grant insert, select, update on registers.body_member to linli_job;

grant insert, select, update on registers.body_member to linli_staff;

grant insert, select, update on registers.collection_task to linli_job;

grant insert, select, update on registers.collection_task to linli_staff;

grant insert, select, update on registers.committee_member to linli_job;

grant insert, select, update on registers.committee_member to linli_staff;

grant insert, select, update on registers.community_profile to linli_job;

grant insert, select, update on registers.community_profile to linli_staff;

grant insert, select, update on registers.compound to linli_job;

grant insert, select, update on registers.compound to linli_staff;

grant insert, select, update on registers.consent to linli_job;

grant insert, select on registers.consent to linli_resident;

grant insert, select on registers.consent to linli_staff;

grant select on registers.declared to PUBLIC;

grant insert, select, update on registers.delegation to linli_gate;

grant insert, select, update on registers.delegation to linli_job;

grant insert, select, update on registers.dwelling to linli_job;

grant insert, select, update on registers.dwelling to linli_staff;

grant insert, select, update on registers.economic_body to linli_job;

grant insert, select, update on registers.economic_body to linli_staff;

grant insert, select, update on registers.employment_label to linli_job;

grant insert, select, update on registers.employment_label to linli_staff;

grant insert, select, update on registers.entitlement to linli_job;

grant select on registers.entitlement to linli_resident;

grant select on registers.entitlement to linli_staff;

grant insert, select on registers.entry_change to linli_job;

grant insert, select on registers.entry_change to linli_resident;

grant insert, select on registers.entry_change to linli_staff;

grant insert, select, update on registers.facility to linli_job;

grant insert, select, update on registers.facility to linli_staff;

grant insert, select, update on registers.facility_census to linli_job;

grant insert, select, update on registers.facility_census to linli_staff;

grant select on registers.facility_fact to linli_job;

grant select on registers.facility_fact to linli_staff;

grant insert, select, update on registers.finder to linli_job;

grant insert, select, update on registers.finder to linli_staff;

grant insert, select, update on registers.grid to linli_job;

grant insert, select, update on registers.grid to linli_staff;

grant insert, select, update on registers.grid_post to linli_job;

grant insert, select, update on registers.grid_post to linli_staff;

grant insert, select, update on registers.handover to linli_gate;

grant insert, select, update on registers.handover to linli_job;

grant insert, select, update on registers.home_visit to linli_job;

grant insert, select, update on registers.home_visit to linli_staff;

grant insert, select, update on registers.honour to linli_job;

grant insert, select, update on registers.honour to linli_staff;

grant insert, select, update on registers.household to linli_job;

grant select on registers.household to linli_resident;

grant insert, select, update on registers.household to linli_staff;

grant insert, select, update on registers.idle_asset to linli_job;

grant insert, select, update on registers.idle_asset to linli_staff;

grant insert, select on registers.ledger to linli_job;

grant insert, select on registers.ledger to linli_staff;

grant insert, select on registers.ledger_decision to linli_job;

grant insert, select on registers.ledger_decision to linli_staff;

grant insert, select, update on registers.ledger_round to linli_job;

grant insert, select, update on registers.ledger_round to linli_staff;

grant insert, select, update on registers.ledger_row to linli_job;

grant insert, select, update on registers.ledger_row to linli_staff;

grant insert, select, update on registers.ledger_sheet to linli_job;

grant insert, select, update on registers.ledger_sheet to linli_staff;

grant insert, select, update on registers.life_event to linli_job;

grant select on registers.life_event to linli_resident;

grant select on registers.life_event to linli_staff;

grant insert, select on registers.look to linli_job;

grant insert, select on registers.look to linli_staff;

grant insert, select, update on registers.medium to linli_job;

grant insert, select, update on registers.medium to linli_staff;

grant insert, select, update on registers.one_time_code to linli_gate;

grant insert, select, update on registers.one_time_code to linli_job;

grant insert, select, update on registers.outlet to linli_job;

grant insert, select, update on registers.outlet to linli_staff;

grant select on registers.pack_version to linli_gate;

grant insert, select on registers.pack_version to linli_job;

grant select on registers.pack_version to linli_public;

grant select on registers.pack_version to linli_resident;

grant select on registers.pack_version to linli_staff;

grant select on registers.pack_version to linli_unit;

grant insert, select, update on registers.party_organisation to linli_job;

grant insert, select, update on registers.party_organisation to linli_staff;

grant insert on registers.person to linli_gate;

grant insert, select, update on registers.person to linli_job;

grant select, update on registers.person to linli_resident;

grant insert, select, update on registers.person to linli_staff;

grant select on registers.person_directory to linli_gate;

grant delete, insert, select, update on registers.person_directory to linli_job;

grant insert on registers.person_directory to linli_staff;

grant insert, select, update on registers.person_label to linli_job;

grant select on registers.person_label to linli_resident;

grant insert, select, update on registers.person_label to linli_staff;

grant insert, select on registers.person_move to linli_job;

grant select on registers.person_move to linli_resident;

grant select on registers.person_move to linli_staff;

grant select on registers.place to linli_job;

grant select on registers.place to linli_staff;

grant insert, select, update on registers.policy_document to linli_job;

grant insert, select, update on registers.policy_document to linli_staff;

grant insert, select, update on registers.policy_link to linli_job;

grant insert, select, update on registers.policy_link to linli_staff;

grant select on registers.population_fact to linli_job;

grant select on registers.population_fact to linli_staff;

grant insert, select, update on registers.population_snapshot to linli_job;

grant insert, select, update on registers.population_snapshot to linli_staff;

grant insert, select, update on registers.professional to linli_job;

grant insert, select, update on registers.professional to linli_staff;

grant insert, select, update on registers.proposal to linli_job;

grant insert, select on registers.proposal to linli_resident;

grant insert, select on registers.proposal to linli_staff;

grant insert, select, update on registers.protection_control to linli_job;

grant insert, select, update on registers.protection_control to linli_staff;

grant insert, update on registers.region to linli_city;

grant insert, update on registers.region to linli_county;

grant select on registers.region to linli_gate;

grant insert, select, update on registers.region to linli_job;

grant insert, update on registers.region to linli_province;

grant select on registers.region to linli_public;

grant select on registers.region to linli_resident;

grant select on registers.region to linli_staff;

grant select on registers.region to linli_unit;

grant insert on registers.region_carry to linli_city;

grant insert, select on registers.region_carry to linli_county;

grant insert, select, update on registers.region_carry to linli_job;

grant insert on registers.region_carry to linli_province;

grant insert, update on registers.region_change to linli_city;

grant insert, update on registers.region_change to linli_county;

grant select on registers.region_change to linli_gate;

grant insert, select, update on registers.region_change to linli_job;

grant insert, update on registers.region_change to linli_province;

grant select on registers.region_change to linli_public;

grant select on registers.region_change to linli_resident;

grant select on registers.region_change to linli_staff;

grant select on registers.region_change to linli_unit;

grant insert, update on registers.region_successor to linli_city;

grant insert, update on registers.region_successor to linli_county;

grant select on registers.region_successor to linli_gate;

grant insert, select, update on registers.region_successor to linli_job;

grant insert, update on registers.region_successor to linli_province;

grant select on registers.region_successor to linli_public;

grant select on registers.region_successor to linli_resident;

grant select on registers.region_successor to linli_staff;

grant select on registers.region_successor to linli_unit;

grant insert, select, update on registers.resettlement to linli_job;

grant insert, select, update on registers.resettlement to linli_staff;

grant insert, select, update on registers.room to linli_job;

grant insert, select, update on registers.room to linli_staff;

grant delete, insert, select, update on registers.saved_view to linli_gate;

grant insert, select, update on registers.saved_view to linli_job;

grant insert, select, update on registers.service_point to linli_job;

grant insert, select, update on registers.service_point to linli_staff;

grant insert, select, update on registers.service_record to linli_job;

grant insert, select, update on registers.service_record to linli_staff;

grant insert, select, update on registers.sign_in_session to linli_gate;

grant insert, select, update on registers.sign_in_session to linli_job;

grant insert, select, update on registers.social_organisation to linli_job;

grant insert, select, update on registers.social_organisation to linli_staff;

grant insert, select, update on registers.social_work_station to linli_job;

grant insert, select, update on registers.social_work_station to linli_staff;

grant insert, select, update on registers.social_worker to linli_job;

grant insert, select, update on registers.social_worker to linli_staff;

grant insert, select, update on registers.stay to linli_job;

grant select on registers.stay to linli_staff;

grant insert, select, update on registers.supervision_member to linli_job;

grant insert, select, update on registers.supervision_member to linli_staff;

grant insert, select, update on registers.system to linli_job;

grant insert, select, update on registers.system to linli_staff;

grant insert, select, update on registers.town_profile to linli_job;

grant insert, select, update on registers.town_profile to linli_staff;

grant insert, update on registers.unit to linli_county;

grant select on registers.unit to linli_gate;

grant insert, select, update on registers.unit to linli_job;

grant select on registers.unit to linli_public;

grant select on registers.unit to linli_resident;

grant select on registers.unit to linli_staff;

grant select on registers.unit to linli_unit;

grant insert, select, update on registers.unknown_login to linli_gate;

grant delete, insert, select, update on registers.unknown_login to linli_job;

grant insert, select on registers.unmasking to linli_job;

grant select on registers.unmasking to linli_resident;

grant insert, select on registers.unmasking to linli_staff;

grant insert, select, update on registers.volunteer to linli_job;

grant insert, select, update on registers.volunteer to linli_staff;

grant insert, select, update on registers.volunteer_team to linli_job;

grant insert, select, update on registers.volunteer_team to linli_staff;

grant insert, select, update on registers.worker to linli_job;

grant insert, select, update on registers.worker to linli_staff;
