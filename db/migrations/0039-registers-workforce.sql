-- Breaking: no.
-- Community workers know how they came, under what contract and for how long they have done this work (WRK-01, WRK-03, WRK-08); social workers (WRK-23);
-- professionals attached to communities (PUB-12); members of the two committees (ELE-07, ELE-08) and of the supervision committee (ELE-09).

alter table registers.worker
  add column presence text not null default '',
  add column entry_way text not null default '',
  add column contract text not null default '',
  add column worked_since date,
  add column certificate_number text not null default '';
create index worker_by_presence on registers.worker (county, presence, name, id);

create table registers.social_worker (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  certificate text not null,
  certificate_number text not null,
  certified_on date not null,
  registered_until date,
  works_in text not null,
  employer text not null default '',
  specialities text[] not null default '{}',
  allowance numeric(14, 2) check (allowance >= 0),
  incentives text not null default '',
  since date not null,
  until date,
  check (until >= since),
  check (registered_until >= certified_on)
);
comment on table registers.social_worker is 'One row a certified social worker at a place of work.';
select registers.declare_register('registers.social_worker', 'name', lasts => '{since,until}', filters => '{certificate,works_in}', sorts => '{certified_on,registered_until}',
  levels => '{community,town,county}');
create unique index social_worker_identity on registers.social_worker (county, coalesce(community, town, county), name, certificate_number, former) where until is null and withdrawn_at is null;

create table registers.professional (
  name text not null,
  kind text not null,
  employer text not null default '',
  phone_sealed bytea,
  phone_hash bytea,
  phone_last4 text not null default '',
  certificate text not null default '',
  certificate_number text not null default '',
  duty_times text not null,
  duty_place text not null default '',
  attached_on date not null,
  left_on date,
  check (left_on >= attached_on)
);
comment on table registers.professional is 'One row a community that a professional serves.';
select registers.declare_register('registers.professional', 'name', lasts => '{attached_on,left_on}', filters => '{kind}', sorts => '{attached_on}');
create unique index professional_identity on registers.professional (county, community, name, kind, former) where left_on is null and withdrawn_at is null;

create table registers.committee_member (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default '',
  sex text not null,
  born_on date not null,
  ethnic_group text not null,
  education text not null,
  political_status text not null default '',
  party_post text not null default '',
  committee_post text not null default '',
  term int not null check (term > 0),
  way text not null default '',
  origin text not null default '',
  since date not null,
  until date,
  check (until >= since),
  check (born_on < since),
  check (party_post <> '' or committee_post <> '')
);
comment on table registers.committee_member is 'One row a person and a time with the same posts; when a post changes the row ends and another begins, so that any past day can be asked for.';
select registers.declare_register('registers.committee_member', 'name', lasts => '{since,until}', filters => '{political_status,party_post,committee_post,way,origin}',
  sorts => '{born_on,since,term}');
create unique index committee_member_identity on registers.committee_member (county, community, name, born_on, former) where until is null and withdrawn_at is null;

create table registers.supervision_member (
  name text not null,
  person uuid,
  id_number_sealed bytea,
  id_number_hash bytea,
  id_number_last4 text not null default '',
  sex text not null,
  born_on date,
  political_status text not null default '',
  post text not null,
  represents text not null,
  kin_of uuid,
  term int not null check (term > 0),
  since date not null,
  until date,
  check (until >= since)
);
comment on table registers.supervision_member is 'One row a member of a supervision committee.';
comment on column registers.supervision_member.kin_of is 'The member of the two committees whose near kin it is: whoever is supervised may not supervise.';
select registers.declare_register('registers.supervision_member', 'name', lasts => '{since,until}', filters => '{post,represents}', sorts => '{term,since}');
alter table registers.supervision_member add foreign key (county, kin_of) references registers.committee_member (county, id);
create unique index supervision_member_identity on registers.supervision_member (county, community, name, former) where until is null and withdrawn_at is null;
