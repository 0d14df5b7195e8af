-- Breaking: no.
-- A locked report can be published. The public holds no table of the indicators: published reports are handed out by one function.

alter table indicators.report add column published_by text, add column published_at timestamptz;
alter table indicators.report drop constraint report_state_check;
alter table indicators.report add constraint report_state_check check (state in ('submitted', 'returned', 'checked', 'locked', 'published'));
grant update (published_by, published_at) on indicators.report to linli_staff;

grant usage on schema indicators to linli_public;
grant create on schema indicators to linli_job;
create function indicators.published_reports() returns setof indicators.report language sql stable security definer set search_path = indicators, pg_temp as $$
  select * from indicators.report where state = 'published'
$$;
alter function indicators.published_reports owner to linli_job;
revoke all on function indicators.published_reports from public;
grant execute on function indicators.published_reports to linli_public;
revoke create on schema indicators from linli_job;
comment on function indicators.published_reports is 'What everybody may read: reports that were checked, locked and published.';
