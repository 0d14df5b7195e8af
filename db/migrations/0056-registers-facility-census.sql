-- Breaking: facility_census.source is document, its region is its place.
-- A census of facilities takes the shape of every declared register. What it says counts for the code it was given for: a community that goes on under another one is asked
-- again, so the place is read from where the entry stood on its day.

alter table registers.facility_census no force row level security;
create temporary table censuses_before as select * from registers.facility_census;
drop table registers.facility_census;
create table registers.facility_census (
  document text not null check (document <> ''),
  as_of date not null
);
comment on table registers.facility_census is 'Somebody''s word that every facility of a county, town or community stands in the register since a day (FAC-01).';
comment on column registers.facility_census.as_of is 'From this day on a community in the place without a listed facility has none.';
select registers.declare_register('registers.facility_census', 'document', sorts => '{as_of}', levels => '{county,town,community}');
create unique index facility_census_identity on registers.facility_census (county, (coalesce(community, town, county)), as_of, former) where withdrawn_at is null;

insert into registers.facility_census (county, id, province, city, town, community, document, as_of, entered_by, entered_at, withdrawn_at, withdrawn_why)
select county, id, province, city, town, community, source, as_of, entered_by, entered_at, withdrawn_at, coalesce(withdrawn_why, '') from censuses_before;
insert into registers.entry_change (county, id, province, city, town, community, register, entry_id, at, actor, basis_kind, basis_id, before, after, what)
select county, gen_random_uuid(), province, city, town, community, 'facility-census', id, entered_at, entered_by, 'document', source, '{}'::jsonb,
       jsonb_build_object('document', source, 'as_of', as_of), 'entered' from censuses_before
union all
select county, gen_random_uuid(), province, city, town, community, 'facility-census', id, withdrawn_at, withdrawn_by, 'reason', withdrawn_why, '{}'::jsonb, '{}'::jsonb, 'withdrawn'
  from censuses_before where withdrawn_at is not null;
insert into registers.finder (county, register, entry_id, province, city, town, community, title, grams, lasting)
select c.county, 'facility-census', c.id, c.province, c.city, c.town, c.community, c.source,
       array_to_tsvector(array(select distinct g.gram from generate_series(1, length(c.source)) at cross join lateral
         (values (substr(lower(c.source), at, 1)), (substr(lower(c.source), at, 2))) g(gram) where g.gram <> '')), c.withdrawn_at is null
  from censuses_before c;
drop table censuses_before;

create or replace function registers.counted_since(counties text[], day date) returns table (region text, as_of date)
language sql stable security definer set search_path = registers, pg_temp as $$
  select given.region, max(given.as_of)
    from (select c.as_of, coalesce((select s.region from registers.stay s
                                     where s.county = c.county and s.register = 'facility-census' and s.entry_id = c.id and s."to" > c.as_of order by s."to" limit 1),
                                   c.community, c.town, c.county) as region
            from registers.facility_census c where c.county = any(counties) and c.withdrawn_at is null and c.grid is null and c.as_of <= day) given
   group by given.region
$$;
