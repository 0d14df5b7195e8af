-- Breaking: no.
-- A department that is asked about somebody must know who it is: name and id number of the person behind an open question to the
-- caller's own unit, against a reason. The look and its audit row are written in the same call that shows anything.

grant create on schema procedures to linli_job;
create function procedures.identify_consulted(p jsonb) returns table (name text, id_sealed bytea) language plpgsql security definer set search_path = procedures, registers, kernel, pg_temp as $$
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
$$;
alter function procedures.identify_consulted owner to linli_job;
revoke all on function procedures.identify_consulted from public;
grant execute on function procedures.identify_consulted to linli_unit;
comment on function procedures.identify_consulted is 'Name and sealed id number of the person an open question to the caller''s unit is about; nothing for any other question.';
revoke create on schema procedures from linli_job;

create index consultation_answered on procedures.consultation (unit, answered_at desc, id desc) where answered_at is not null;
