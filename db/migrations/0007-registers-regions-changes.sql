-- Breaking: no.
-- Recorded changes of regions in one call, shares of a split, and the indexes behind the search for a region.

alter table registers.region_successor add column share numeric check (share > 0 and share <= 1);
alter table registers.region_successor add column step int not null default 0;
comment on column registers.region_successor.step is 'Order within changes that were recorded together.';
comment on table registers.region_successor is 'Where the people of a region belong after a change, every region concerned included: a region that lives on succeeds itself.';
comment on column registers.region_successor.share is 'Part of the old region''s households that came to the new one; null = not recorded, so counts are reported as ambiguous.';
comment on table registers.region_change is 'What happened to a region, on whose word, from which day.';

create index region_code_then on registers.region (code, known_from) where known_to is not null;
create index region_children_then on registers.region (parent, code) where known_to is not null;
create index region_name_prefix on registers.region (name text_pattern_ops) where valid_to is null and known_to is null;
-- Upper levels are 44 thousand of 665 thousand rows; with indexes of their own they are found however many villages share a name.
create index region_upper_name on registers.region (name text_pattern_ops) where valid_to is null and known_to is null and level in ('province', 'city', 'county', 'town');
create index region_upper_pinyin on registers.region (pinyin text_pattern_ops) where valid_to is null and known_to is null and level in ('province', 'city', 'county', 'town');
create index region_upper_initials on registers.region (initials text_pattern_ops) where valid_to is null and known_to is null and level in ('province', 'city', 'county', 'town');
create index region_upper_grams on registers.region using gin (grams) where valid_to is null and known_to is null and level in ('province', 'city', 'county', 'town');

create function registers.region_rows(rows jsonb, known timestamptz) returns setof registers.region language sql stable as $$
  select r.id, r.code, r.name, r.name_mongolian, r.level, r.kind, r.unit, r.type, r.urban_rural_class, r.bureau, r.parent, r.province, r.city, r.county, r.town, r.community,
         r.pinyin, r.initials, array_to_tsvector(r.grams), r.valid_from, r.valid_to, known, null::timestamptz, r.source
    from jsonb_to_recordset(rows) as r(id uuid, code text, name text, name_mongolian text, level text, kind text, unit text, type text, urban_rural_class text, bureau text, parent text,
         province text, city text, county text, town text, community text, pinyin text, initials text, grams text[], valid_from date, valid_to date, source text)
$$;
comment on function registers.region_rows is 'Rows of registers.region from JSON, ready to insert.';

-- LL001 = somebody else changed one of the regions since the caller read them.
create function registers.record_region_changes(p jsonb) returns int language plpgsql as $$
declare
  at timestamptz := now();
  touched int;
begin
  if current_user = 'linli_county' and exists (select from jsonb_array_elements(p -> 'open') o where o ->> 'county' is distinct from current_setting('linli.scope')) then
    raise exception using errcode = '42501', message = 'a region outside the county';
  end if;
  update registers.region r set valid_to = (c ->> 'on')::date
    from jsonb_array_elements(p -> 'close') c
   where r.id = (c ->> 'id')::uuid and r.valid_to is null and r.known_to is null
     and (current_user <> 'linli_county' or r.county = current_setting('linli.scope'));
  get diagnostics touched = row_count;
  if touched <> jsonb_array_length(p -> 'close') then
    raise exception using errcode = 'LL001', message = 'region moved on';
  end if;
  update registers.region r set known_to = at
   where r.id in (select value::uuid from jsonb_array_elements_text(p -> 'supersede')) and r.known_to is null
     and (current_user <> 'linli_county' or r.county = current_setting('linli.scope'));
  get diagnostics touched = row_count;
  if touched <> jsonb_array_length(p -> 'supersede') then
    raise exception using errcode = 'LL001', message = 'region moved on';
  end if;
  insert into registers.region select * from registers.region_rows(p -> 'open', at);
  if exists (select from jsonb_array_elements(p -> 'open') o
              join registers.region r on r.code = o ->> 'code' and r.known_to is null and r.id <> (o ->> 'id')::uuid
             where r.valid_from < coalesce((o ->> 'valid_to')::date, 'infinity') and coalesce(r.valid_to, 'infinity') > (o ->> 'valid_from')::date) then
    raise exception using errcode = 'LL001', message = 'two versions on one day';
  end if;
  insert into registers.region_change (id, kind, effective, reason, source, actor, recorded_at)
  select (c ->> 'id')::uuid, c ->> 'kind', (c ->> 'effective')::date, c ->> 'reason', c ->> 'source', p ->> 'actor', at from jsonb_array_elements(p -> 'changes') c;
  insert into registers.region_successor (change_id, from_code, to_code, effective, share, step)
  select (s ->> 'change')::uuid, s ->> 'from', s ->> 'to', (s ->> 'effective')::date, (s ->> 'share')::numeric, n from jsonb_array_elements(p -> 'successors') with ordinality t(s, n);
  insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, reason, detail, hash)
  select a ->> 'county', (a ->> 'id')::uuid, (a ->> 'at')::timestamptz, a ->> 'actor', a ->> 'hat', a ->> 'channel', a ->> 'action', a ->> 'subject', a ->> 'reason', a -> 'detail', decode(a ->> 'hash', 'hex')
    from jsonb_array_elements(p -> 'audit') a;
  return jsonb_array_length(p -> 'changes');
end
$$;
comment on function registers.record_region_changes is 'Closes and opens versions, writes changes, successors and audit: all or nothing, one round trip.';
revoke all on function registers.record_region_changes from public;
grant execute on function registers.record_region_changes to linli_job, linli_county, linli_city, linli_province;
