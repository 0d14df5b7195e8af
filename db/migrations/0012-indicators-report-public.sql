-- Breaking: no.
-- The public holds no table of the indicators; published reports are handed out by one function.

drop policy published on indicators.report;
revoke select on indicators.report from linli_public;

grant create on schema indicators to linli_job;
create function indicators.published_reports() returns setof indicators.report language sql stable security definer set search_path = indicators, pg_temp as $$
  select * from indicators.report where state = 'published'
$$;
alter function indicators.published_reports owner to linli_job;
revoke all on function indicators.published_reports from public;
grant execute on function indicators.published_reports to linli_public;
revoke create on schema indicators from linli_job;
comment on function indicators.published_reports is 'What everybody may read: reports that were checked, locked and published.';
