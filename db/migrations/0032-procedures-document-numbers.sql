-- Breaking: no.
-- A decision bears a number of its organ's series of the year (发文字号), given in the transaction that records it, so that no number is left out.

create table procedures.document_series (
  county text not null,
  organ text not null,
  year int not null,
  last int not null,
  primary key (county, organ, year)
);
comment on table procedures.document_series is 'The last number each organ (region code) gave in a year.';
alter table procedures.document_series enable row level security;
alter table procedures.document_series force row level security;
create policy job on procedures.document_series to linli_job using (true) with check (true);
grant select, insert, update on procedures.document_series to linli_job;

-- Nobody reads the series; who decides is given the next number of it and nothing else.
create function procedures.next_document_number(wanted_county text, wanted_organ text, wanted_year int) returns int language sql security definer set search_path = procedures, pg_temp as $$
  insert into procedures.document_series as s (county, organ, year, last) values (wanted_county, wanted_organ, wanted_year, 1)
  on conflict (county, organ, year) do update set last = s.last + 1 returning last
$$;
alter function procedures.next_document_number owner to linli_job;
revoke all on function procedures.next_document_number from public;
grant execute on function procedures.next_document_number to linli_staff, linli_job;

create function procedures.number_document(p jsonb) returns void language sql as $$
  update procedures.cases
     set decision = jsonb_set(decision, '{document,number}',
           to_jsonb(replace(p ->> 'pattern', '#', procedures.next_document_number(p ->> 'county', p ->> 'organ', (p ->> 'year')::int)::text)))
   where county = p ->> 'county' and id = (p ->> 'case_id')::uuid
$$;
comment on function procedures.number_document is 'Gives the decision of a case the next number of its organ''s series.';
revoke all on function procedures.number_document from public;
grant execute on function procedures.number_document to linli_staff, linli_job;

create or replace function procedures.record_next(p jsonb) returns jsonb language plpgsql as $$
declare
  answer jsonb := procedures.record(p);
begin
  update procedures.notice n set read_at = c.holder_since from procedures.cases c
   where c.county = p -> 'case' ->> 'county' and c.id = (p -> 'case' ->> 'id')::uuid and n.county = c.county and n.case_id = c.id and n.read_at is null and n.created_at < c.holder_since;
  if p ? 'entitlement' and not answer ? 'repeated' then
    perform registers.decide_entitlement(p -> 'entitlement');
  end if;
  if p ? 'labels' and not answer ? 'repeated' then
    perform registers.settle_labels(p -> 'case' ->> 'county', (p -> 'case' ->> 'applicant')::uuid);
  end if;
  if p ? 'document' and not answer ? 'repeated' then
    perform procedures.number_document(p -> 'document');
  end if;
  return answer;
end
$$;
