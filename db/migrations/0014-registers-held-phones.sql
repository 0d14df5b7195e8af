-- Breaking: no.
-- A phone number entered by staff opens the resident's pages like any other. Until the resident has had time to object, who enters with
-- it counts as helped by whoever entered it: what only the resident may do, above all rating, has to wait.

alter table registers.person add column phone_held_by text, add column phone_held_until timestamptz;
comment on column registers.person.phone_held_until is 'Until then a sign-in with this phone counts as helped by phone_held_by, who entered the number.';
grant select (phone_held_by, phone_held_until) on registers.person to linli_gate;
