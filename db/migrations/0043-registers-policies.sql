-- Breaking: no.
-- Policy documents and what rests on what (IND-13, IND-17); honours (IND-15).

create table registers.policy_document (
  title text not null,
  level text not null,
  index_number text not null default '',
  issuer text not null,
  openness text not null,
  category text not null,
  number text not null default '',
  made_on date not null,
  published_on date,
  effective_on date not null,
  ended_on date,
  address text not null default '',
  summary text not null default '',
  check (effective_on >= made_on),
  check (ended_on >= effective_on)
);
comment on table registers.policy_document is 'One row a document. Whether it holds on a day is reckoned from its own days and from the documents that replace or repeal it.';
select registers.declare_register('registers.policy_document', 'title', lasts => '{effective_on,ended_on}', filters => '{level,openness,category}', sorts => '{made_on,effective_on}',
  levels => '{county,town,community}');
create unique index policy_document_identity on registers.policy_document (county, coalesce(community, town, county), title, made_on, former) where ended_on is null and withdrawn_at is null;

create table registers.policy_link (
  quote text not null,
  document uuid not null,
  relation text not null,
  cites uuid not null,
  clause text not null default '',
  check (document <> cites)
);
comment on table registers.policy_link is 'One row what one document says of another: rests on it, carries it out, amends, replaces or repeals it.';
select registers.declare_register('registers.policy_link', 'quote', filters => '{relation}', levels => '{county,town,community}');
alter table registers.policy_link
  add foreign key (county, document) references registers.policy_document (county, id),
  add foreign key (county, cites) references registers.policy_document (county, id);
create unique index policy_link_identity on registers.policy_link (county, coalesce(community, town, county), document, relation, cites, former) where withdrawn_at is null;

create table registers.honour (
  award text not null,
  level text not null,
  year int not null,
  recipient_kind text not null,
  recipient text not null,
  awarded_by text not null,
  awarded_on date not null,
  document text not null default '',
  reason text not null default '',
  revoked_on date,
  check (revoked_on >= awarded_on)
);
comment on table registers.honour is 'One row an honour received.';
select registers.declare_register('registers.honour', 'award', lasts => '{awarded_on,revoked_on}', filters => '{level,year,recipient_kind}', sorts => '{year,awarded_on}',
  levels => '{community,town,county}');
create unique index honour_identity on registers.honour (county, coalesce(community, town, county), award, year, recipient, former) where revoked_on is null and withdrawn_at is null;
