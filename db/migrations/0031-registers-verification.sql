-- Breaking: no.
-- Who somebody is was verified when a window or a real-name service has seen the card. What a person enters alone online takes a number in
-- good faith: a verified registration takes it over.

alter table registers.person add column verified_by text, add column id_lost_on date;
comment on column registers.person.verified_on is 'The day on which a window or a real-name service saw the card; null for who registered alone online and was not seen yet.';
comment on column registers.person.verified_by is 'Who saw the card: an account, or the name of a service.';
comment on column registers.person.id_lost_on is 'The day on which a verified registration took the id number over from this unverified one.';
update registers.person set verified_on = created_at::date, verified_by = source where source <> 'self' and verified_on is null;
grant select (verified_on) on registers.person to linli_gate;

grant create on schema registers to linli_job;
grant update on registers.person_directory to linli_job;
create function registers.take_over_number(p jsonb) returns boolean language plpgsql security definer set search_path = registers, kernel, pg_temp as $$
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
$$;
alter function registers.take_over_number owner to linli_job;
revoke all on function registers.take_over_number from public;
grant execute on function registers.take_over_number to linli_staff, linli_job;
comment on function registers.take_over_number is 'Gives an id number that an unverified record holds to a verified registration, in whatever county the record lies; false when its holder was verified.';
revoke create on schema registers from linli_job;
