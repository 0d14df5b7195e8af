-- Area, borders and layout review of a community; the review looks at households outside the band of the law (ORG-03).

create table registers.community_profile (
  name text not null,
  area_km2 numeric(14,2) check (area_km2 >= 0),
  boundary text not null default '',
  review text not null default '',
  reviewed_on date,
  review_opinion text not null default '',
  valid_from date not null,
  valid_to date,
  check (valid_to >= valid_from)
);
comment on table registers.community_profile is '社区（村、嘎查）概况 (ORG-03).';
select registers.declare_register('registers.community_profile', 'name', lasts => '{valid_from,valid_to}', filters => '{review}', sorts => '{area_km2,reviewed_on}', levels => '{community}');
create unique index community_profile_identity on registers.community_profile (county, community, former) where withdrawn_at is null and valid_to is null;

