-- Breaking: no.
-- A resident moves (迁入): the community where somebody lives now takes the record over, with the resident's card or word. Nobody may reach
-- into another place for that, so these functions look by number and name together and take the caller's own scope as an explicit predicate.

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
  basis text not null check (basis in ('card', 'word')),
  evidence text not null,
  moved_by text not null,
  moved_at timestamptz not null,
  primary key (county, id),
  foreign key (county, person_id) references registers.person (county, id)
);
comment on table registers.person_move is 'Where somebody was registered before, who took the record over and on whose word (RES-10).';
create index person_move_person on registers.person_move (county, person_id, moved_at desc);
select kernel.scope_table('registers.person_move', 'person_id');
grant select on registers.person_move to linli_staff, linli_resident, linli_job;
grant insert on registers.person_move to linli_job;
grant update (province, city, town, community, grid) on registers.person_move to linli_job;
grant update, delete on registers.person_directory to linli_job;

create or replace function registers.personal_tables() returns text[] language sql immutable as $$
  select array['registers.person_label', 'registers.entry_change', 'registers.unmasking', 'registers.entitlement', 'registers.person_move']
$$;

grant create on schema registers, procedures to linli_job;

create function registers.person_by_word(wanted bytea, wanted_name text) returns setof registers.person language sql stable security definer set search_path = registers, pg_temp as $$
  select * from registers.person where id_hash = wanted and name = wanted_name and ended_on is null limit 1
$$;
alter function registers.person_by_word owner to linli_job;
revoke all on function registers.person_by_word from public;
grant execute on function registers.person_by_word to linli_job;

create function procedures.find_transfer(wanted bytea, wanted_name text) returns jsonb language plpgsql stable security definer set search_path = procedures, registers, pg_temp as $$
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
$$;
alter function procedures.find_transfer owner to linli_job;
revoke all on function procedures.find_transfer from public;
grant execute on function procedures.find_transfer to linli_staff;
comment on function procedures.find_transfer is 'Who has this number and this name, wherever registered, and what is under way; null where the two do not belong together.';

create function procedures.transfer_person(p jsonb) returns jsonb language plpgsql security definer set search_path = procedures, registers, pg_temp as $$
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
$$;
alter function procedures.transfer_person owner to linli_job;
revoke all on function procedures.transfer_person from public;
grant execute on function procedures.transfer_person to linli_staff;
comment on function procedures.transfer_person is 'Takes a resident over from another place, alone or with the household; the named open cases come along, the others stay where they are.';

-- A case that stays behind still needs to know its applicant.
create function procedures.applicant_of_case(wanted_county text, wanted_case uuid) returns table (person registers.person, labels text[], running jsonb)
language sql stable security definer set search_path = procedures, registers, pg_temp as $$
  select p, coalesce((select array_agg(l.label) from registers.person_label l where l.county = p.county and l.person_id = p.id and l.to_day is null), '{}'),
         coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'item', e.item, 'case_id', e.case_id, 'case_number', e.case_number, 'amount', e.amount, 'per', e.per, 'from_day', e.from_day))
                     from registers.entitlement e where e.person_id = p.id and e.to_day is null), '[]')
    from procedures.cases c join registers.person p on p.county = c.county and p.id = c.applicant
   where c.county = wanted_county and c.id = wanted_case and kernel.in_scope(c.province, c.city, c.county, c.town, c.community, c.grid)
$$;
alter function procedures.applicant_of_case owner to linli_job;
revoke all on function procedures.applicant_of_case from public;
grant execute on function procedures.applicant_of_case to linli_staff;

-- A number that was entered wrongly is set right: the directory follows, unless the right one is somebody else's.
create function registers.renumber_person(wanted_county text, wanted uuid, old_hash bytea, new_hash bytea) returns boolean language plpgsql security definer set search_path = registers, pg_temp as $$
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
$$;
alter function registers.renumber_person owner to linli_job;
revoke all on function registers.renumber_person from public;
grant execute on function registers.renumber_person to linli_staff;

-- What cases show of a name follows the register, wherever they are.
create function procedures.rename_applicant(wanted_county text, wanted uuid, mask text) returns void language plpgsql security definer set search_path = procedures, registers, pg_temp as $$
begin
  perform from registers.person q where q.county = wanted_county and q.id = wanted and kernel.in_scope(q.province, q.city, q.county, q.town, q.community, q.grid);
  if not found then
    raise exception using errcode = '42501', message = 'not the caller''s person';
  end if;
  update procedures.cases set applicant_mask = mask where county = wanted_county and applicant = wanted;
end
$$;
alter function procedures.rename_applicant owner to linli_job;
revoke all on function procedures.rename_applicant from public;
grant execute on function procedures.rename_applicant to linli_staff;
revoke create on schema registers, procedures from linli_job;
