import type { Handle, Vault } from '../../kernel/kernel.ts';
import type { CsvRow } from '../packs/packs.ts';
import { unbounded } from '../packs/packs.ts';
import type { Hand } from '../register/entry.store.ts';
import { listSnapshots, putSnapshots } from './population.store.ts';
import type { Confidence } from './population.ts';
import { snapshotFrom } from './population.ts';

const basis = { kind: 'pack', id: 'demonstration' };

/** Enters the rows of a `population.csv`; leaves communities alone that already have snapshots. Returns how many were new. */
export async function loadSnapshots(handle: Handle, vault: Vault, rows: readonly CsvRow[], by: Hand): Promise<number> {
  const settled = new Set<string>();
  for (const community of new Set(rows.map((row) => row.community ?? '')))
    if ((await listSnapshots(handle, community, undefined, 1)).rows.length > 0) settled.add(community);
  const snapshots = rows
    .filter((row) => !settled.has(row.community ?? ''))
    .map((row) =>
      snapshotFrom(
        {
          community: row.community ?? '',
          as_of: row.as_of ?? '',
          households: Number(row.households),
          residents: Number(row.residents),
          source: row.source ?? '',
          note: row.note ?? '',
          confidence: row.confidence as Confidence,
        },
        by.actor,
        unbounded,
      ),
    );
  if (snapshots.length > 0) await putSnapshots(handle, vault, snapshots, basis, by);
  return snapshots.length;
}
