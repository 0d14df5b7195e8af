-- Breaking: no.
-- Entries are also listed by the entry they name, and filtered by one of several codes: both have an index from the declaration on.

create index worker_by_person on registers.worker (county, person) where person is not null;

create function registers.index_references(target regclass) returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = target);
  own record;
begin
  for own in select a.attname, a.atttypid from pg_attribute a where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attname <> 'id' and a.atttypid in ('uuid'::regtype, 'text[]'::regtype) loop
    if own.atttypid = 'uuid'::regtype then
      execute format('create index if not exists %I on %s (county, %I) where %I is not null', name || '_by_' || own.attname, target, own.attname, own.attname);
    else
      execute format('create index if not exists %I on %s using gin (%I)', name || '_by_' || own.attname, target, own.attname);
    end if;
  end loop;
end
$$;
comment on function registers.index_references is 'Indexes of a declared register for the entries it names and the lists of codes it holds.';

create or replace function registers.declare_register(target regclass, title text, lasts text[] default null, filters text[] default '{}', sorts text[] default '{}', levels text[] default '{community}')
returns void language plpgsql as $$
declare
  name text := (select relname from pg_class where oid = target);
  level text;
  wanted text;
begin
  execute format('alter table %s add column county text not null, add column id uuid not null, add column province text not null, add column city text not null, '
    || 'add column town text %s, add column community text %s, add column grid text %s, add column source text not null default '''', '
    || 'add column entered_by text not null, add column entered_at timestamptz not null default now(), add column version int not null default 1, '
    || 'add column withdrawn_at timestamptz, add column withdrawn_why text not null default '''', add primary key (county, id)',
    target, case when 'county' = any(levels) then '' else 'not null' end, case when levels && '{county,town}' then '' else 'not null' end, case when levels = '{grid}' then 'not null' else '' end);
  execute format('comment on column %s.withdrawn_at is ''Since when the entry counts as never made: it was entered by mistake.''', target);
  perform kernel.scope_table(target);
  execute format('grant select, insert, update on %s to linli_staff, linli_job', target);
  foreach level in array array['province', 'city', 'county', 'town', 'community', 'grid'] loop
    execute format('create index %I on %s (%I, %I, id)', name || '_' || level, target, level, title);
  end loop;
  perform registers.index_references(target);
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
$$;
