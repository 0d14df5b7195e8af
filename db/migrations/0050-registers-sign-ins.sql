-- Breaking: no.
-- When and from where an account signed in, was refused or changed its hat: for its owner and its administrator, who read no other row of the audit.

create function registers.sign_ins(wanted_login text, counties text[], most int)
  returns table (at timestamptz, action text, address text, code text, county text) language sql stable security definer set search_path = kernel, pg_temp as $$
  select a.at, a.action, coalesce(a.detail ->> 'address', ''), coalesce(a.detail ->> 'code', ''), a.county
    from kernel.audit a
   where a.county = any(counties) and a.subject = 'login:' || wanted_login and a.action in ('sign-in', 'sign-in.failed', 'session.hat')
   order by a.at desc, a.id desc
   limit most
$$;
alter function registers.sign_ins owner to linli_job;
revoke all on function registers.sign_ins from public;
grant execute on function registers.sign_ins to linli_gate, linli_job;
comment on function registers.sign_ins is 'The newest sign-ins of one login as the audit keeps them, in the counties it works for.';
