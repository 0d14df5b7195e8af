-- Breaking: no.
-- How often something was asked for, counted for all web processes together. Unlogged: a count is worth nothing after a crash.

create unlogged table kernel.rate_limit (
  key text primary key,
  hits int not null,
  until timestamptz not null
);
comment on table kernel.rate_limit is 'key = keyed hash of what is counted (an address, a phone, a case number); until = when counting begins anew.';
create index rate_limit_until on kernel.rate_limit (until);
alter table kernel.rate_limit enable row level security;
alter table kernel.rate_limit force row level security;
create policy gate on kernel.rate_limit to linli_gate using (true) with check (true);
create policy job on kernel.rate_limit to linli_job using (true) with check (true);
grant select, insert, update on kernel.rate_limit to linli_gate;
grant select, delete on kernel.rate_limit to linli_job;
