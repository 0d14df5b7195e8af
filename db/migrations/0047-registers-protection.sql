-- Breaking: no.
-- How a county meets the controls of graded protection (SEC-01).

create table registers.protection_control (
  name text not null,
  control text not null,
  finding text not null,
  measures_taken text not null default '',
  evidence text not null default '',
  keeper text not null default '',
  checked_on date not null,
  replaced_on date,
  check (replaced_on >= checked_on)
);
comment on table registers.protection_control is '等级保护自查 (SEC-01).';
select registers.declare_register('registers.protection_control', 'name', lasts => '{checked_on,replaced_on}', filters => '{control,finding}', sorts => '{checked_on}', levels => '{county}');
create unique index protection_control_identity on registers.protection_control (county, (coalesce(community, town, county)), control, former) where withdrawn_at is null and replaced_on is null;

