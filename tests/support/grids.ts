import type pg from 'pg';

/** The community whose grids stay. */
const KEPT = '990101001001';

/** What becomes of the grids of a place that ends has to be said; where places end in a test, they end without any. */
export async function withoutGrids(owner: pg.Client): Promise<void> {
  for (const table of ['registers.grid_post', 'registers.grid']) await owner.query(`delete from ${table} where community <> $1`, [KEPT]);
  await owner.query("delete from registers.finder where register in ('grid', 'grid-post') and community <> $1", [KEPT]);
  await owner.query("delete from registers.region where level = 'grid' and community <> $1 and starts_with(code, '990101')", [KEPT]);
}
