-- Breaking: no.
-- A one-time code opens one session; its hash stays until a password is chosen, so that the password cannot be the code again. A reset
-- keeps the hash of the password it took away, for the same reason.

alter table registers.account add column one_time_used_at timestamptz, add column former_hash text;
comment on column registers.account.one_time_used_at is 'When the one-time code opened its only session; null while it has not.';
comment on column registers.account.former_hash is 'Hash of the password that a reset took away; gone once a new one is chosen.';
