-- Breaking: no.
-- Community workers (WRK-01 to WRK-08).

create table registers.worker (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  category text not null,
  post text not null,
  grade int check (grade > 0),
  education text not null default '',
  political_status text not null default '',
  certificate text not null default '',
  certified_on date,
  insured text not null default '',
  housing_fund boolean not null default false,
  pay numeric(14, 2) check (pay >= 0),
  hired_on date not null,
  left_on date,
  check (left_on >= hired_on)
);
comment on table registers.worker is 'One row a post a community worker holds or held.';
select registers.declare_register('registers.worker', 'name', lasts => '{hired_on,left_on}', filters => '{category,post,certificate,insured}', sorts => '{grade,hired_on}', levels => '{community,town}');
create unique index worker_identity on registers.worker (county, coalesce(community, town), post, name) where left_on is null and withdrawn_at is null;
