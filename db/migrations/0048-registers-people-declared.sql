-- Breaking: person_label.set_by is entered_by, household.valid_from and valid_to are opened_on and closed_on.
-- People and households as registers: dwellings, households and labels take the shape of every declared register; absences, employment labels and services
-- received are new (RES-01, RES-02, RES-05, RES-06, RES-08, RES-10).

create table registers.dwelling (
  address text not null,
  compound uuid,
  use text not null,
  tenure text not null,
  area_size numeric(14, 2) check (area_size >= 0),
  rooms int check (rooms >= 0),
  owner uuid,
  recorded_on date not null,
  gone_on date,
  check (gone_on >= recorded_on)
);
comment on table registers.dwelling is 'One row a dwelling: where it stands, what for and by whom it is held.';
select registers.declare_register('registers.dwelling', 'address', lasts => '{recorded_on,gone_on}', filters => '{use,tenure}', sorts => '{area_size,recorded_on}');
create unique index dwelling_identity on registers.dwelling (county, community, address, former) where gone_on is null and withdrawn_at is null;

-- Households keep their rows and ids; everything else comes from the declaration.
alter table registers.person drop constraint person_county_household_id_fkey;
alter table registers.household no force row level security;
create temporary table households_before as select * from registers.household;
drop table registers.household;
create table registers.household (
  head uuid,
  kind text not null,
  standing text not null,
  number text not null default '',
  dwelling uuid,
  address text not null default '',
  opened_on date not null,
  closed_on date,
  check (closed_on >= opened_on)
);
comment on table registers.household is 'One row a household; who belongs to it stands with each person (person.household_id, relation).';
select registers.declare_register('registers.household', 'head', lasts => '{opened_on,closed_on}', filters => '{kind,standing}', sorts => '{opened_on}');
create unique index household_identity on registers.household (county, head, former) where closed_on is null and withdrawn_at is null;
insert into registers.household (county, id, province, city, town, community, grid, address, head, opened_on, closed_on, kind, standing, entered_by)
select county, id, province, city, town, community, grid, address, head, valid_from, valid_to, 'family', 'registered', 'system' from households_before;
drop table households_before;
create policy resident on registers.household for select to linli_resident using (head = current_setting('linli.scope')::uuid);
grant select on registers.household to linli_resident;
alter table registers.person add constraint person_county_household_id_fkey foreign key (county, household_id) references registers.household (county, id);
create index person_household on registers.person (county, household_id) where household_id is not null;

-- Labels likewise.
alter table registers.person_label no force row level security;
create temporary table labels_before as select * from registers.person_label;
drop table registers.person_label;
create table registers.person_label (
  person_id uuid not null,
  label text not null,
  evidence text not null,
  responsible text not null default '',
  review_on date,
  from_day date not null,
  to_day date,
  check (to_day >= from_day)
);
comment on table registers.person_label is 'What group a person belongs to from day to day: by a paper, an inspection or a granted case.';
select registers.declare_register('registers.person_label', 'person_id', lasts => '{from_day,to_day}', filters => '{label}', sorts => '{from_day,review_on}');
create unique index person_label_identity on registers.person_label (county, person_id, label, former) where to_day is null and withdrawn_at is null;
alter table registers.person_label add foreign key (county, person_id) references registers.person (county, id);
insert into registers.person_label (county, id, person_id, province, city, town, community, grid, label, from_day, to_day, evidence, entered_by)
select county, id, person_id, province, city, town, community, grid, label, from_day, to_day, evidence, set_by from labels_before;
drop table labels_before;
create policy resident on registers.person_label for select to linli_resident using (person_id = current_setting('linli.scope')::uuid);
grant select on registers.person_label to linli_resident;

create table registers.employment_label (
  person_id uuid not null,
  label text not null,
  evidence text not null,
  certificate_number text not null default '',
  skills text not null default '',
  wish text not null default '',
  from_day date not null,
  to_day date,
  check (to_day >= from_day)
);
comment on table registers.employment_label is 'Who is served first in finding work, from day to day.';
select registers.declare_register('registers.employment_label', 'person_id', lasts => '{from_day,to_day}', filters => '{label}', sorts => '{from_day}');
create unique index employment_label_identity on registers.employment_label (county, person_id, label, former) where to_day is null and withdrawn_at is null;
alter table registers.employment_label add foreign key (county, person_id) references registers.person (county, id);

create table registers.absence (
  person_id uuid not null,
  reason text not null,
  to_place text not null,
  note text not null default '',
  left_on date not null,
  expected_back date,
  returned_on date,
  check (returned_on >= left_on),
  check (expected_back >= left_on)
);
comment on table registers.absence is 'One row a time a person is away while the household stays.';
select registers.declare_register('registers.absence', 'person_id', lasts => '{left_on,returned_on}', filters => '{reason}', sorts => '{left_on,expected_back}');
create unique index absence_identity on registers.absence (county, person_id, former) where returned_on is null and withdrawn_at is null;
alter table registers.absence add foreign key (county, person_id) references registers.person (county, id);

create table registers.service_record (
  person_id uuid not null,
  kind text not null,
  what text not null,
  server text not null,
  worker uuid,
  team uuid,
  served_on date not null,
  minutes int check (minutes >= 0),
  satisfaction text not null default ''
);
comment on table registers.service_record is 'One row a service somebody received: who served whom, when and what.';
select registers.declare_register('registers.service_record', 'person_id', filters => '{kind,satisfaction}', sorts => '{served_on}');
create unique index service_record_identity on registers.service_record (county, person_id, served_on, kind, server, former) where withdrawn_at is null;
alter table registers.service_record add foreign key (county, person_id) references registers.person (county, id);

-- Households follow their region as every declared register does.
create or replace function registers.carry_region(p jsonb)
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
  update registers.facility f
     set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community', grid = p -> 'grids' ->> f.grid,
         name = f.name || case when f.valid_to is null and f.community <> p ->> 'community' and exists (select from registers.facility o where o.county = f.county and o.community = p ->> 'community' and o.name = f.name and o.valid_to is null) then p ->> 'suffix' else '' end,
         stays = f.stays || case when f.community <> p ->> 'community' and coalesce(f.placed_from, f.valid_from) < since
                                 then jsonb_build_array(jsonb_build_object('region', f.community, 'from', coalesce(f.placed_from, f.valid_from), 'to', least(since, f.valid_to))) else '[]' end,
         placed_from = case when f.community <> p ->> 'community' then greatest(since, coalesce(f.placed_from, f.valid_from)) else f.placed_from end
   where f.county = p ->> 'county' and case p ->> 'level' when 'grid' then f.grid else f.community end = p ->> 'from';
  get diagnostics touched = row_count;
  counts := counts || jsonb_build_object('facilities', touched);
  if p ->> 'level' = 'grid' then
    return counts;
  end if;
  update registers.population_snapshot s
     set province = p ->> 'province', city = p ->> 'city', town = p ->> 'town', community = p ->> 'community',
         former = case s.former when '' then s.community else s.former end, former_since = coalesce(s.former_since, since)
   where s.county = p ->> 'county' and s.community = p ->> 'from';
  return counts;
end
$function$;

create or replace function procedures.applicant_of_case(wanted_county text, wanted_case uuid)
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
$function$;

-- A label that a case sets has its history like one that somebody enters.
create or replace function procedures.record(p jsonb)
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
$function$;
