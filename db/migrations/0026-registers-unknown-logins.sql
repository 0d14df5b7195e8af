-- Breaking: no.
-- A login nobody has locks by the same rule as one somebody has, so that neither the lock nor its minutes tell which logins exist.

create table registers.unknown_login (
  login_hash bytea primary key,
  failures int not null,
  locked_until timestamptz,
  tried_at timestamptz not null
);
comment on table registers.unknown_login is 'Attempts at logins nobody has, by keyed hash; counted and locked like registers.account.';
select kernel.gate_table('registers.unknown_login');
grant delete on registers.unknown_login to linli_job;
