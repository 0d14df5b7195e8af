-- Breaking: no.
-- A helped sign-in is told to the resident's own telephone: also to the former one, as long as the new one, entered by staff, is open to
-- objection. A telephone of somebody on the staff speaks for no other resident.

alter table registers.person add column phone_before_sealed bytea;
comment on column registers.person.phone_before_sealed is 'The telephone before the one that staff entered, kept while phone_held_until runs.';
create index person_phone_before on registers.person (phone_held_until) where phone_before_sealed is not null;
grant select (phone_sealed, phone_before_sealed) on registers.person to linli_gate;

alter table registers.sign_in_session add column staff_phone boolean not null default false;
comment on column registers.sign_in_session.staff_phone is 'The telephone that opened it belongs to helper, an account: it confirms and rates nothing for this resident.';
create index session_helped on registers.sign_in_session (person_id, started_at desc) where helper is not null;

create function registers.phone_digits(phone text) returns text language sql immutable parallel safe as $$
  select regexp_replace(regexp_replace(phone, '\D', '', 'g'), '^(00)?86(?=1\d{10}$)', '')
$$;
comment on function registers.phone_digits is 'The digits of a telephone as somebody typed it, without the prefix of the country.';
create index account_phone on registers.account (registers.phone_digits(phone)) where disabled_at is null and phone <> '';
