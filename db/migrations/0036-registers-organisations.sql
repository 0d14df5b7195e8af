-- Breaking: no.
-- Social organisations (SOC-02, SOC-03, SOC-22).

create table registers.social_organisation (
  name text not null,
  track text not null,
  form text not null,
  kind text not null,
  fields text[] not null default '{}',
  credit_code text not null default '',
  filing_number text not null default '',
  head text not null,
  head_phone_sealed bytea,
  head_phone_hash bytea,
  head_phone_last4 text not null default '',
  members int check (members >= 0),
  activity_place text not null default '',
  services text not null default '',
  awards text not null default '',
  registrar text not null default '',
  professional_supervisor text not null default '',
  party_supervisor text not null default '',
  industry_supervisor text not null default '',
  functional_supervisor text not null default '',
  founded_on date not null,
  ended_on date,
  check (ended_on >= founded_on)
);
comment on table registers.social_organisation is 'One row a social organisation, registered or filed; a change of name or head is a change of the row, kept in its history.';
select registers.declare_register('registers.social_organisation', 'name', lasts => '{founded_on,ended_on}', filters => '{track,form,kind}', sorts => '{members,founded_on}',
  levels => '{community,town,county}');
create unique index social_organisation_identity on registers.social_organisation (county, coalesce(community, town, county), name) where ended_on is null and withdrawn_at is null;
