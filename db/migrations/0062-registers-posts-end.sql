-- Breaking: no.
-- Who dies holds no post any more: what declared registers say of a person between two days ends, posts as labels do, and is taken back with the event.

CREATE OR REPLACE FUNCTION procedures.live_event(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'kernel', 'pg_temp'
AS $function$
declare
  one jsonb;
  s jsonb;
  e jsonb := p -> 'event';
  was registers.person;
  home registers.household;
  target text;
  ended jsonb := '{}';
  row_ended record;
  held record;
  ids jsonb;
  stop date := (p ->> 'stop')::date;
begin
  if not kernel.in_scope(e ->> 'province', e ->> 'city', e ->> 'county', e ->> 'town', e ->> 'community', e ->> 'grid') then
    raise exception using errcode = '42501', message = 'not the caller''s place';
  end if;
  for one in select jsonb_array_elements(p -> 'opened') loop
    insert into registers.household (county, id, province, city, town, community, grid, address, kind, standing, opened_on, head, source, entered_by)
    values (e ->> 'county', (one ->> 'id')::uuid, e ->> 'province', e ->> 'city', e ->> 'town', e ->> 'community', one ->> 'grid', one ->> 'address', 'family', one ->> 'standing', (e ->> 'on_day')::date,
            (one ->> 'head')::uuid, e ->> 'basis_id', e ->> 'actor');
  end loop;
  for one in select jsonb_array_elements(p -> 'homes') loop
    s := one -> 'set';
    select * into home from registers.household where county = e ->> 'county' and id = (one ->> 'id')::uuid for update;
    if home.id is null or not kernel.in_scope(home.province, home.city, home.county, home.town, home.community, home.grid) then
      raise exception using errcode = '42501', message = 'not the caller''s household';
    end if;
    update registers.household set head = case when s ? 'head' then (s ->> 'head')::uuid else head end, address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, closed_on = case when s ? 'closed_on' then greatest((s ->> 'closed_on')::date, opened_on) else closed_on end, version = version + 1
     where county = home.county and id = home.id;
  end loop;
  for one in select jsonb_array_elements(p -> 'people') loop
    s := one -> 'set';
    select * into was from registers.person where county = e ->> 'county' and id = (one ->> 'id')::uuid for update;
    if was.id is null or not kernel.in_scope(was.province, was.city, was.county, was.town, was.community, was.grid) then
      raise exception using errcode = '42501', message = 'not the caller''s person';
    end if;
    if was.version <> (one ->> 'version')::int then
      raise exception using errcode = 'LL001', message = 'person moved on';
    end if;
    update registers.person
       set household_id = case when s ? 'household_id' then (s ->> 'household_id')::uuid else household_id end, relation = coalesce(s ->> 'relation', relation), address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, residence = coalesce(s ->> 'residence', residence), education = coalesce(s ->> 'education', education),
           political_status = coalesce(s ->> 'political_status', political_status), occupation = coalesce(s ->> 'occupation', occupation),
           ethnic_group = case when s ? 'ethnic_group' then s ->> 'ethnic_group' else ethnic_group end, came_on = case when s ? 'came_on' then (s ->> 'came_on')::date else came_on end,
           ended_on = case when s ? 'ended_on' then (s ->> 'ended_on')::date else ended_on end, end_kind = coalesce(s ->> 'end_kind', end_kind),
           checked_on = case when s ? 'checked_on' then (s ->> 'checked_on')::date else checked_on end, version = version + 1
     where county = was.county and id = was.id;
    if s ? 'grid' then
      foreach target in array registers.personal_tables() loop
        execute format('update %s set grid = $1 where county = $2 and person_id = $3', target) using s ->> 'grid', was.county, was.id;
      end loop;
    end if;
    insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after, what)
    values (was.county, gen_random_uuid(), was.province, was.city, was.town, was.community, case when s ? 'grid' then s ->> 'grid' else was.grid end, was.id, 'person', was.id, e ->> 'actor', e ->> 'basis_kind',
            e ->> 'basis_id', one -> 'before', s, e ->> 'kind');
  end loop;
  if stop is not null then
    for held in select d.register, d.target, d.lasts_from, d.lasts_to, a.attname as named from registers.declared d
                  join pg_attribute a on a.attrelid = d.target and a.attname in ('person', 'person_id') and not a.attisdropped where d.lasts_to is not null order by d.register loop
      ids := '[]';
      for row_ended in execute format('update %s set %I = greatest($1, %I), version = version + 1 where county = $2 and %I = $3 and %I is null and withdrawn_at is null returning id, province, city, town, community, grid',
                                      held.target, held.lasts_to, held.lasts_from, held.named, held.lasts_to) using stop, e ->> 'county', (e ->> 'person_id')::uuid loop
        ids := ids || to_jsonb(row_ended.id);
        insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after, what)
        values (e ->> 'county', gen_random_uuid(), row_ended.province, row_ended.city, row_ended.town, row_ended.community, row_ended.grid, (e ->> 'person_id')::uuid, held.register, row_ended.id, e ->> 'actor',
                'reason', p ->> 'reason', jsonb_build_object(held.lasts_to, null), jsonb_build_object(held.lasts_to, stop), 'ended');
        update registers.finder set lasting = false where county = e ->> 'county' and register = held.register and entry_id = row_ended.id;
      end loop;
      ended := ended || jsonb_build_object(held.register, ids);
    end loop;
    ids := '[]';
    for row_ended in update registers.entitlement set to_day = greatest(stop + 1, from_day), end_reason = p ->> 'reason', ended_by = e ->> 'actor', ended_at = (e ->> 'at')::timestamptz
                      where county = e ->> 'county' and person_id = (e ->> 'person_id')::uuid and to_day is null and withdrawn_at is null returning id loop
      ids := ids || to_jsonb(row_ended.id);
    end loop;
    ended := ended || jsonb_build_object('entitlement', ids);
    update registers.sign_in_session set ended_at = (e ->> 'at')::timestamptz where person_id = (e ->> 'person_id')::uuid and ended_at is null;
  end if;
  insert into registers.life_event (county, id, province, city, town, community, grid, person_id, kind, on_day, basis_kind, basis_id, steps, told, actor, hat, at)
  values (e ->> 'county', (e ->> 'id')::uuid, e ->> 'province', e ->> 'city', e ->> 'town', e ->> 'community', e ->> 'grid', (e ->> 'person_id')::uuid, e ->> 'kind', (e ->> 'on_day')::date, e ->> 'basis_kind',
          e ->> 'basis_id', (e -> 'steps') || jsonb_build_object('ended', ended), e -> 'told', e ->> 'actor', e ->> 'hat', (e ->> 'at')::timestamptz);
  for one in select jsonb_array_elements(p -> 'notices') loop
    insert into procedures.notice (county, id, province, city, town, community, recipient, template, facts, created_at)
    values (e ->> 'county', (one ->> 'id')::uuid, e ->> 'province', e ->> 'city', e ->> 'town', e ->> 'community', 'community', one ->> 'template', one -> 'facts', (e ->> 'at')::timestamptz);
  end loop;
  perform kernel.put_audit(p -> 'audit');
end
$function$;
CREATE OR REPLACE FUNCTION procedures.unlive_event(p jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'procedures', 'registers', 'kernel', 'pg_temp'
AS $function$
declare
  one jsonb;
  s jsonb;
  done registers.life_event;
  was registers.person;
  target text;
  held record;
begin
  select * into done from registers.life_event where county = p ->> 'county' and id = (p ->> 'id')::uuid for update;
  if done.id is null or not kernel.in_scope(done.province, done.city, done.county, done.town, done.community, done.grid) or done.undone_at is not null then
    raise exception using errcode = 'LL001', message = 'event gone or taken back';
  end if;
  for one in select jsonb_array_elements(done.steps -> 'people') loop
    s := one -> 'before';
    select * into was from registers.person where county = done.county and id = (one ->> 'id')::uuid for update;
    if was.version <> (one ->> 'version')::int + 1 or not kernel.in_scope(was.province, was.city, was.county, was.town, was.community, was.grid) then
      raise exception using errcode = 'LL001', message = 'person moved on';
    end if;
    update registers.person
       set household_id = case when s ? 'household_id' then (s ->> 'household_id')::uuid else household_id end, relation = coalesce(s ->> 'relation', relation), address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, residence = coalesce(s ->> 'residence', residence), education = coalesce(s ->> 'education', education),
           political_status = coalesce(s ->> 'political_status', political_status), occupation = coalesce(s ->> 'occupation', occupation),
           ethnic_group = case when s ? 'ethnic_group' then s ->> 'ethnic_group' else ethnic_group end, came_on = case when s ? 'came_on' then (s ->> 'came_on')::date else came_on end,
           ended_on = case when s ? 'ended_on' then (s ->> 'ended_on')::date else ended_on end, end_kind = coalesce(s ->> 'end_kind', end_kind),
           checked_on = case when s ? 'checked_on' then (s ->> 'checked_on')::date else checked_on end, version = version + 1
     where county = was.county and id = was.id;
    if s ? 'grid' then
      foreach target in array registers.personal_tables() loop
        execute format('update %s set grid = $1 where county = $2 and person_id = $3', target) using s ->> 'grid', was.county, was.id;
      end loop;
    end if;
    insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after, what)
    values (was.county, gen_random_uuid(), was.province, was.city, was.town, was.community, was.grid, was.id, 'person', was.id, p ->> 'actor', 'reason', p ->> 'reason', one -> 'set', s, 'undone');
  end loop;
  for one in select jsonb_array_elements(done.steps -> 'homes') loop
    s := one -> 'before';
    update registers.household set head = case when s ? 'head' then (s ->> 'head')::uuid else head end, address = coalesce(s ->> 'address', address),
           grid = case when s ? 'grid' then s ->> 'grid' else grid end, closed_on = case when s ? 'closed_on' then null else closed_on end, version = version + 1
     where county = done.county and id = (one ->> 'id')::uuid;
  end loop;
  for one in select jsonb_array_elements(done.steps -> 'opened') loop
    update registers.household set withdrawn_at = (p ->> 'at')::timestamptz, withdrawn_why = p ->> 'reason', version = version + 1 where county = done.county and id = (one ->> 'id')::uuid;
  end loop;
  -- What earlier events ended stands under the name of its table, what later ones ended under that of its register.
  for held in select d.register, d.target, d.lasts_to, coalesce(done.steps -> 'ended' -> d.register, done.steps -> 'ended' -> replace(d.register, '-', '_')) as ids
                from registers.declared d where d.lasts_to is not null loop
    if held.ids is not null then
      execute format('update %s set %I = null, version = version + 1 where county = $1 and id in (select jsonb_array_elements_text($2)::uuid)', held.target, held.lasts_to) using done.county, held.ids;
      update registers.finder set lasting = true where county = done.county and register = held.register and entry_id in (select jsonb_array_elements_text(held.ids)::uuid);
    end if;
  end loop;
  update registers.entitlement set to_day = null, end_reason = '', ended_by = null, ended_at = null
   where county = done.county and id in (select jsonb_array_elements_text(done.steps -> 'ended' -> 'entitlement')::uuid);
  update registers.life_event set undone_at = (p ->> 'at')::timestamptz, undone_by = p ->> 'actor', undone_why = p ->> 'reason' where county = done.county and id = done.id;
  perform kernel.put_audit(p -> 'audit');
end
$function$;
