-- Breaking: no.
-- Not everything an office must know is about a case: a place is divided, a resident moves. Such a notice has no case and no applicant.

alter table procedures.notice alter column case_id drop not null, alter column applicant drop not null;
comment on column procedures.notice.case_id is 'Null for a notice about a place or a person; `facts.path` then says where to read on.';

create or replace function procedures.carry_region(p jsonb) returns jsonb language plpgsql as $$
declare
  target text;
  touched bigint;
begin
  if p ->> 'level' = 'town' then
    return '{}';
  end if;
  execute format('update procedures.cases set former = case when former is null and community <> $1 ->> ''community'' then community else former end,
                         province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid
                   where county = $1 ->> ''county'' and %I = $1 ->> ''from''', p ->> 'level') using p;
  get diagnostics touched = row_count;
  perform procedures.carry_case_rows(p);
  -- What hangs on no case: drafts, loose files, notices about the place itself.
  foreach target in array array['procedures.draft', 'procedures.attachment', 'procedures.notice'] loop
    execute format('update %s set province = $1 ->> ''province'', city = $1 ->> ''city'', town = $1 ->> ''town'', community = $1 ->> ''community'', grid = $1 -> ''grids'' ->> grid
                     where county = $1 ->> ''county'' and %I = $1 ->> ''from''', target, p ->> 'level') using p;
  end loop;
  return jsonb_build_object('cases', touched);
end
$$;
