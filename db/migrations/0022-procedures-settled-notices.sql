-- Breaking: no.
-- A command stays one call when it also settles what older notices of the case asked for.
create function procedures.record_next(p jsonb) returns jsonb language plpgsql as $$
declare
  answer jsonb := procedures.record(p);
begin
  update procedures.notice n set read_at = c.holder_since from procedures.cases c
   where c.county = p -> 'case' ->> 'county' and c.id = (p -> 'case' ->> 'id')::uuid and n.county = c.county and n.case_id = c.id and n.read_at is null and n.created_at < c.holder_since;
  return answer;
end
$$;
comment on function procedures.record_next is 'Records a command on a case that is there already; when the case moves on, older notices wait for nobody any more.';
revoke all on function procedures.record_next from public;
grant execute on function procedures.record_next to linli_staff, linli_resident, linli_job;
