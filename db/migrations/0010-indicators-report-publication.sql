-- Breaking: no.
-- A locked report can be published; the public reads published reports and nothing else of the indicators.

alter table indicators.report add column published_by text, add column published_at timestamptz;
alter table indicators.report drop constraint report_state_check;
alter table indicators.report add constraint report_state_check check (state in ('submitted', 'returned', 'checked', 'locked', 'published'));
grant update (published_by, published_at) on indicators.report to linli_staff;

grant usage on schema indicators to linli_public, linli_resident;
create policy published on indicators.report for select to linli_public using (state = 'published');
create policy published_to_residents on indicators.report for select to linli_resident using (state = 'published');
grant select on indicators.report to linli_public, linli_resident;
