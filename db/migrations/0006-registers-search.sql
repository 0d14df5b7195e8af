-- Breaking: no.
-- Search by name and the few look-ups that must answer before a scope is known. Text operators are not leak-proof, so each function
-- takes the caller's scope as an explicit predicate of the level its login role stands for.

grant create on schema registers to linli_job;
do $$ begin execute format('grant linli_job to %I', current_user); end $$;

create function registers.search_people(wanted tsquery, most int) returns setof registers.person language plpgsql stable security definer set search_path = registers, pg_temp as $$
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
$$;
alter function registers.search_people owner to linli_job;
revoke all on function registers.search_people from public;
grant execute on function registers.search_people to linli_staff;
comment on function registers.search_people is 'People of the caller''s own scope whose name holds all grams of the query.';

create function registers.claim_person(wanted bytea, own_county text, own_id uuid) returns table (county text, person_id uuid) language plpgsql security definer set search_path = registers, pg_temp as $$
begin
  insert into registers.person_directory (id_hash, county, person_id) values (wanted, own_county, own_id) on conflict (id_hash) do nothing;
  return query select d.county, d.person_id from registers.person_directory d where d.id_hash = wanted;
end
$$;
alter function registers.claim_person owner to linli_job;
revoke all on function registers.claim_person from public;
grant execute on function registers.claim_person to linli_staff, linli_gate, linli_job;
comment on function registers.claim_person is 'Enters an id number''s keyed hash in the nation-wide directory, or tells whose it is already.';
revoke create on schema registers from linli_job;

create policy gate_add on registers.person for insert to linli_gate with check (true);
grant insert on registers.person to linli_gate;

create table registers.saved_view (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  query jsonb not null,
  primary key (account_id, id)
);
select kernel.gate_table('registers.saved_view');
grant delete on registers.saved_view to linli_gate;

-- Status by number and the last four digits of the phone: one row of few facts, nothing for a wrong pair.
grant create on schema procedures to linli_job;
create function procedures.case_status(wanted_number text, last4 text) returns table (county text, id uuid, number text, title text, state text, holder text, holder_since timestamptz, town text, community text,
    due_on date, due_provisional boolean, opened_at timestamptz, closed_at timestamptz, outcome text, procedure text, pack text, pack_hash text) language sql stable security definer set search_path = procedures, registers, pg_temp as $$
  select c.county, c.id, c.number, c.title, c.state, c.holder, c.holder_since, c.town, c.community, c.due_on, c.due_provisional, c.opened_at, c.closed_at, c.outcome, c.procedure, c.pack, c.pack_hash
    from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant
   where c.number = wanted_number and p.phone_last4 = last4
   limit 1
$$;
create index case_number_anywhere on procedures.cases (number);
alter function procedures.case_status owner to linli_job;
revoke all on function procedures.case_status from public;
grant execute on function procedures.case_status to linli_public;

-- A result document carries county, case and a keyed code; whoever holds the paper may ask whether it is genuine.
create function procedures.verify_result(wanted_county text, wanted_id uuid) returns table (number text, title text, outcome text, closed_at timestamptz, decision jsonb, applicant_mask text, state text) language sql stable security definer set search_path = procedures, pg_temp as $$
  select c.number, c.title, c.outcome, c.closed_at, c.decision, c.applicant_mask, c.state from procedures.cases c where c.county = wanted_county and c.id = wanted_id
$$;
alter function procedures.verify_result owner to linli_job;
revoke all on function procedures.verify_result from public;
grant execute on function procedures.verify_result to linli_public;

-- The holder of a token rates once. Staff roles are not granted it, nor any write on the tables behind it.
create function procedures.rate(p jsonb) returns jsonb language plpgsql security definer set search_path = procedures, kernel, pg_temp as $$
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
$$;
alter function procedures.rate owner to linli_job;
revoke all on function procedures.rate from public;
grant execute on function procedures.rate to linli_public, linli_resident;

create function procedures.rating_ticket(wanted_county text, wanted_hash bytea) returns setof procedures.cases language sql stable security definer set search_path = procedures, pg_temp as $$
  select c.* from procedures.rating_token t join procedures.cases c on c.county = t.county and c.id = t.case_id
   where t.county = wanted_county and t.token_hash = wanted_hash and t.used_at is null
$$;
alter function procedures.rating_ticket owner to linli_job;
revoke all on function procedures.rating_ticket from public;
grant execute on function procedures.rating_ticket to linli_public, linli_resident;
comment on function procedures.rating_ticket is 'The case a still unused token belongs to.';
revoke create on schema procedures from linli_job;
revoke all on function procedures.record from public;
grant execute on function procedures.record to linli_staff, linli_resident, linli_job;
revoke all on function procedures.answer_consultation from public;
grant execute on function procedures.answer_consultation to linli_unit;
grant select on procedures.act to linli_job;
