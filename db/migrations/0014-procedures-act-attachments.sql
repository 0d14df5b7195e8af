-- Breaking: no.
-- Files that come with a later act: bound to it in the act's own transaction; those nobody used are swept.

alter table procedures.attachment add column act_seq int;
comment on column procedures.attachment.act_seq is 'The act the file came with; empty while it belongs to no case, and for cases older than this column.';
create index attachment_loose on procedures.attachment (uploaded_at) where case_id is null and draft_id is null;
create index attachment_content on procedures.attachment (sha256);
grant delete on procedures.attachment to linli_job;

create or replace function procedures.record(p jsonb) returns jsonb language plpgsql as $$
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
