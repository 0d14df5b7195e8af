-- Breaking: no.
-- A code from an authenticator opens one session: the last time step that was accepted, so that nobody uses it or an earlier one again.

alter table registers.account add column totp_step bigint;
comment on column registers.account.totp_step is 'Thirty-second step of the last code that was accepted; this one and earlier ones are spent.';
