-- Breaking: yes, corrections that wait and what residents say is wrong stand in one table; the table of the latter is gone.
-- What one proposes and another decides, whoever proposed it: staff of an entry, residents of their own record, grid workers of what they found at the door.

create table registers.proposal (
  county text not null,
  id uuid not null,
  province text not null,
  city text not null,
  town text,
  community text,
  grid text,
  kind text not null check (kind in ('entry', 'record', 'visit')),
  what text not null check (what ~ '^[a-z][a-z-]*$'),
  register text not null,
  entry_id uuid,
  person_id uuid,
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  said text not null default '' check (length(said) <= 500),
  sealed bytea,
  id_hash bytea,
  basis_kind text not null,
  basis_id text not null,
  actor text not null,
  hat text not null,
  at timestamptz not null,
  due_on date not null,
  outcome text check (outcome in ('accepted', 'returned', 'refused', 'taken-back')),
  answer text not null default '',
  decided_at timestamptz,
  decided_by text,
  primary key (county, id),
  foreign key (county, person_id) references registers.person (county, id),
  check ((outcome is null) = (decided_at is null)),
  check (outcome is null or outcome = 'accepted' or answer <> '')
);
comment on table registers.proposal is 'What somebody proposes and somebody else decides: a correction of an entry, what a person says is wrong in the own record, what a grid worker found at the door.';
comment on column registers.proposal.what is 'For an entry a change; for a record the part that is wrong; for a visit the facts, a death, who is gone, who joins the household.';
comment on column registers.proposal.sealed is 'Name and numbers of who is not registered yet, or a new telephone: sealed until somebody decides.';
comment on column registers.proposal.id_hash is 'By which somebody proposed is recognised in the register of people.';

alter table registers.entry_change no force row level security;
alter table registers.correction_request no force row level security;
insert into registers.proposal (county, id, province, city, town, community, grid, kind, what, register, entry_id, before, after, basis_kind, basis_id, actor, hat, at, due_on, outcome, answer, decided_at, decided_by)
select c.county, c.id, c.province, c.city, c.town, c.community, c.grid, 'entry', 'change', c.register, c.entry_id, c.before, c.after, c.basis_kind, c.basis_id, c.actor, '', c.at,
       (c.at at time zone 'Asia/Shanghai')::date + 15, d.what, case when d.what = 'refused' then coalesce(nullif(d.basis_id, ''), '-') else '' end, d.at, d.actor
  from registers.entry_change c left join registers.entry_change d on d.county = c.county and d.after ->> 'of' = c.id::text and d.what in ('accepted', 'refused')
 where c.what = 'proposed';
insert into registers.proposal (county, id, province, city, town, community, grid, kind, what, register, entry_id, person_id, said, basis_kind, basis_id, actor, hat, at, due_on, outcome, answer, decided_at, decided_by)
select county, id, province, city, town, community, grid, 'record', part, 'person', person_id, person_id, said, 'statement', '', 'person:' || person_id, asked_as, asked_at, due_on,
       case outcome when 'corrected' then 'accepted' when 'kept' then 'refused' end, answer, answered_at, answered_by
  from registers.correction_request;
alter table registers.entry_change force row level security;
drop table registers.correction_request;
drop index registers.entry_change_proposed;
drop index registers.entry_change_decided;

create index proposal_open_county on registers.proposal (county, due_on, id) where outcome is null;
create index proposal_open_town on registers.proposal (town, due_on, id) where outcome is null;
create index proposal_open_community on registers.proposal (community, due_on, id) where outcome is null;
create index proposal_open_grid on registers.proposal (grid, due_on, id) where outcome is null;
create index proposal_decided_county on registers.proposal (county, decided_at desc, id desc) where outcome is not null;
create index proposal_decided_town on registers.proposal (town, decided_at desc, id desc) where outcome is not null;
create index proposal_decided_community on registers.proposal (community, decided_at desc, id desc) where outcome is not null;
create index proposal_decided_grid on registers.proposal (grid, decided_at desc, id desc) where outcome is not null;
create index proposal_person on registers.proposal (county, person_id, at desc);
create index proposal_entry on registers.proposal (county, register, entry_id);
select kernel.scope_table('registers.proposal', 'person_id');
grant select, insert on registers.proposal to linli_staff, linli_resident, linli_job;
grant update (outcome, answer, decided_at, decided_by) on registers.proposal to linli_staff;
grant update on registers.proposal to linli_job;

create function registers.decide_proposal(of_county text, of_id uuid, with_outcome text, with_answer text, decided timestamptz, who text) returns void language plpgsql set search_path = registers, pg_temp as $$
begin
  update registers.proposal set outcome = with_outcome, answer = with_answer, decided_at = decided, decided_by = who where county = of_county and id = of_id and outcome is null;
  if not found then
    raise exception using errcode = 'LL006', message = 'decided already';
  end if;
end
$$;
revoke all on function registers.decide_proposal from public;
grant execute on function registers.decide_proposal to linli_staff, linli_job;
comment on function registers.decide_proposal is 'Decides a proposal of the caller''s scope once; fails when somebody was faster.';
