-- Breaking: no.
-- Residents are also found by the letters of their names, whole or initials, within a county.

create index person_initials on registers.person (county, initials text_pattern_ops) where ended_on is null;
create index person_pinyin on registers.person (county, pinyin text_pattern_ops) where ended_on is null;

grant create on schema registers to linli_job;
-- Text operators are not leak-proof: the caller's scope is an explicit predicate of the level its login role stands for.
create function registers.find_people(wanted tsquery, letters text, most int) returns setof registers.person
language plpgsql stable security definer set search_path = registers, pg_temp as $$
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
$$;
alter function registers.find_people owner to linli_job;
revoke all on function registers.find_people from public;
grant execute on function registers.find_people to linli_staff;
comment on function registers.find_people is 'Residents of the caller''s own scope by grams of the name, or by its letters within a county.';
revoke create on schema registers from linli_job;
comment on function registers.search_people(tsquery, int) is 'What find_people does without letters; kept for web processes of the version before.';
