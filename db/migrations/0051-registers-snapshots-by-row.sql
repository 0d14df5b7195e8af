-- Counts of households and residents, written row by row: a table distributed by county takes values under its row policy, and no insert … select.
-- The same community and day entered again replaces the numbers; what they were stays in the history.
create function registers.put_snapshots(given jsonb, who text, basis_kind text, basis_id text) returns void language plpgsql set search_path to 'registers', 'pg_temp' as $$
declare
  one jsonb;
  old registers.population_snapshot;
  kept registers.population_snapshot;
begin
  for one in select jsonb_array_elements(given) loop
    kept := jsonb_populate_record(null::registers.population_snapshot, one);
    select * into old from registers.population_snapshot s where s.county = kept.county and s.community = kept.community and s.as_of = kept.as_of and s.former = '';
    insert into registers.population_snapshot as s (county, id, province, city, town, community, grid, as_of, households, residents, source, note, confidence, entered_by)
    values (kept.county, kept.id, kept.province, kept.city, kept.town, kept.community, kept.grid, kept.as_of, kept.households, kept.residents, kept.source, kept.note,
            kept.confidence, kept.entered_by)
    on conflict (county, community, as_of, former) do update set households = excluded.households, residents = excluded.residents, source = excluded.source,
      note = excluded.note, confidence = excluded.confidence, entered_by = excluded.entered_by, entered_at = now(), version = s.version + 1
    returning s.id into kept.id;
    insert into registers.entry_change (county, id, province, city, town, community, grid, register, entry_id, actor, basis_kind, basis_id, before, after)
    values (kept.county, gen_random_uuid(), kept.province, kept.city, kept.town, kept.community, kept.grid, 'population_snapshot', kept.id, who, basis_kind, basis_id,
            case when old.id is null then '{}' else jsonb_build_object('households', old.households, 'residents', old.residents, 'source', old.source) end,
            jsonb_build_object('households', kept.households, 'residents', kept.residents, 'source', kept.source));
  end loop;
end
$$;
