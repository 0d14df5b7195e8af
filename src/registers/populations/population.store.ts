import type { Handle, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, someOf } from '../../kernel/kernel.ts';
import type { Hand } from '../register/entry.store.ts';
import type { Basis } from '../register/entry.ts';
import type { PopulationSnapshot } from './population.ts';

// The same community and day entered again replaces the numbers; what they were stays in the history.
const put = { name: 'population-snapshot-put', text: 'select registers.put_snapshots($1::jsonb, $2, $3, $4)' };
const list = {
  name: 'population-snapshot-list',
  text: `select county, id, province, city, town, community, grid, as_of, households, residents, source, note, confidence, entered_by, former from registers.population_snapshot
          where ($1::text is null or community = $1) and ($2::date is null or as_of < $2 or (as_of = $2 and (community, id) > ($3, $4::uuid)))
          order by as_of desc, community, id limit $5`,
};

/** Enters snapshots, all or none, with one audit row per county. */
export async function putSnapshots(
  handle: Handle,
  vault: Vault,
  snapshots: readonly PopulationSnapshot[],
  basis: Basis,
  by: Hand,
): Promise<void> {
  const counties = [...new Set(snapshots.map((one) => one.county))];
  const audit = counties.map((county) =>
    auditRow(vault, {
      ...by,
      county,
      action: 'population-snapshot.put',
      subject: 'population_snapshot:*',
      reason: `${basis.kind}:${basis.id}`,
      detail: { count: snapshots.filter((one) => one.county === county).length },
    }),
  );
  await handle.batch([[put, [JSON.stringify(snapshots), by.actor, basis.kind, basis.id]], appendAudit(audit)]);
}

export interface SnapshotPage {
  readonly rows: readonly PopulationSnapshot[];
  /** Hand it back to get the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** A page of the snapshots in the caller's scope, the youngest first; of one community when it is given. */
export async function listSnapshots(handle: Handle, community?: string, after?: string, size = 100): Promise<SnapshotPage> {
  const [, day, place, id] = /^(\d{4}-\d\d-\d\d)_(\d{12})_([0-9a-f-]{36})$/.exec(after ?? '') ?? [];
  const { rows, more } = someOf(
    await handle.query<PopulationSnapshot>(list, [community ?? null, day ?? null, place ?? null, id ?? null, size + 1]),
    size,
  );
  const last = rows.at(-1);
  return { rows, next: more && last ? `${last.as_of}_${last.community}_${last.id}` : undefined };
}
