import type { Handle, Vault } from '../../kernel/kernel.ts';
import type { CsvRow } from '../packs/packs.ts';
import { unbounded } from '../packs/packs.ts';
import { listSnapshots, putSnapshots } from '../populations/population.store.ts';
import type { Confidence } from '../populations/population.ts';
import { snapshotFrom } from '../populations/population.ts';
import type { Hand } from './facility.store.ts';
import { addFacilities, listFacilities } from './facility.store.ts';
import type { BuildCase } from './facility.ts';
import { facilityFrom } from './facility.ts';

const basis = { kind: 'pack', id: 'demonstration' };

/** Enters the rows of a `facilities.csv`; leaves communities alone that already have facilities. Returns how many were new. */
export async function loadFacilities(handle: Handle, vault: Vault, rows: readonly CsvRow[], by: Hand): Promise<number> {
  const kinds = new Set(rows.map((row) => row.kind ?? ''));
  const settled = new Set<string>();
  for (const community of new Set(rows.map((row) => row.community ?? ''))) {
    if ((await listFacilities(handle, { community }, undefined, 1)).rows.length > 0) settled.add(community);
  }
  const facilities = rows
    .filter((row) => !settled.has(row.community ?? ''))
    .map((row) =>
      facilityFrom(
        {
          community: row.community ?? '',
          name: row.name ?? '',
          kind: row.kind ?? '',
          build_case: row.build_case as BuildCase,
          area_service: Number(row.area_service),
          area_activity: Number(row.area_activity),
          area_office: Number(row.area_office),
          area_commercial: Number(row.area_commercial),
          shared: row.shared === 'yes',
          address: row.address ?? '',
          property_right: row.property_right ?? '',
          built_on: row.built_on || null,
          valid_from: row.valid_from ?? '',
          valid_to: null,
          source: row.source ?? '',
        },
        by.actor,
        { kinds, bounds: unbounded },
      ),
    );
  if (facilities.length > 0) await addFacilities(handle, vault, facilities, basis, by);
  return facilities.length;
}

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
