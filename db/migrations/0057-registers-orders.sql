-- Breaking: no.
-- Every order a list offers is read by index: also that of entry, and that of answers to what people say is wrong in their record.

CREATE OR REPLACE FUNCTION registers.declare_register(target regclass, title text, lasts text[] DEFAULT NULL::text[], filters text[] DEFAULT '{}'::text[], sorts text[] DEFAULT '{}'::text[], levels text[] DEFAULT '{community}'::text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  name text := (select relname from pg_class where oid = target);
  level text;
  wanted text;
begin
  execute format('alter table %s add column county text not null, add column id uuid not null, add column province text not null, add column city text not null, '
    || 'add column town text %s, add column community text %s, add column grid text, add column source text not null default '''', '
    || 'add column entered_by text not null, add column entered_at timestamptz not null default now(), add column version int not null default 1, '
    || 'add column withdrawn_at timestamptz, add column withdrawn_why text not null default '''', add column former text not null default '''', add primary key (county, id)',
    target, case when 'county' = any(levels) then '' else 'not null' end, case when levels && '{county,town}' then '' else 'not null' end);
  execute format('comment on column %s.withdrawn_at is ''Since when the entry counts as never made: it was entered by mistake.''', target);
  execute format('comment on column %s.former is ''Code it stood under before a change of regions, where its successor had another of the same identity already.''', target);
  perform kernel.scope_table(target);
  execute format('grant select, insert, update on %s to linli_staff, linli_job', target);
  foreach level in array array['province', 'city', 'county', 'town', 'community', 'grid'] loop
    execute format('create index %I on %s (%I, %I, id)', name || '_' || level, target, level, title);
  end loop;
  perform registers.index_references(target);
  execute format('create index %I on %s (county, entered_at, id)', name || '_in_entered_at', target);
  foreach wanted in array filters loop
    execute format('create index if not exists %I on %s (county, %I, %I, id)', name || '_by_' || wanted, target, wanted, title);
  end loop;
  foreach wanted in array sorts loop
    if wanted <> title then
      execute format('create index %I on %s (county, (%s), id)', name || '_in_' || wanted, target, registers.sort_key(target, wanted));
    end if;
  end loop;
  insert into registers.declared values (replace(name, '_', '-'), target, title, lasts[1], lasts[2]);
end
$function$
;

do $$
declare
  one record;
begin
  for one in select target, (select relname from pg_class where oid = target) as name from registers.declared loop
    execute format('create index %I on %s (county, entered_at, id)', one.name || '_in_entered_at', one.target);
  end loop;
end
$$;

create index correction_answered_county on registers.correction_request (county, answered_at desc, id desc) where outcome is not null;
create index correction_answered_town on registers.correction_request (town, answered_at desc, id desc) where outcome is not null;
create index correction_answered_community on registers.correction_request (community, answered_at desc, id desc) where outcome is not null;
create index correction_answered_grid on registers.correction_request (grid, answered_at desc, id desc) where outcome is not null;
