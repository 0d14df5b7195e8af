import type { CheckedImport, ImportColumn } from '../imports/column.ts';
import { checkSheet, pause } from '../imports/column.ts';
import { synonymsOf } from '../imports/heading.ts';
import type { Sheet } from '../imports/sheet.ts';
import type { RegisterBounds } from '../packs/packs.ts';
import { text } from '../packs/packs.ts';
import type { Confidence, SnapshotInput } from './population.ts';
import { confidences, snapshotFaults } from './population.ts';

const KEYS = ['community', 'as_of', 'households', 'residents', 'source', 'note', 'confidence'] as const;
type Key = (typeof KEYS)[number];

/** A community a person may name in an import. */
export interface NamedCommunity {
  readonly code: string;
  readonly name: string;
}

/** Names and codes of communities → code; a name that two communities share counts only with its code behind it, so that nobody is guessed. */
export function communityChoices(communities: readonly NamedCommunity[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const twice = new Set<string>();
  for (const { code, name } of communities) {
    if (names.has(name)) twice.add(name);
    names.set(name, code);
  }
  for (const name of twice) names.delete(name);
  for (const { code, name } of communities) if (twice.has(name)) names.set(`${name} ${code}`, code);
  for (const { code } of communities) names.set(code, code);
  return names;
}

/** The columns of the import of households and residents. */
export function snapshotColumns(communities: readonly NamedCommunity[]): ImportColumn<Key>[] {
  const choices: Partial<Record<Key, ReadonlyMap<string, string>>> = {
    community: communityChoices(communities),
    confidence: new Map(
      confidences.flatMap((one) => [
        [one, one],
        [text(`populations.confidence.${one}`), one],
      ]),
    ),
  };
  return KEYS.map((key) => ({
    key,
    title: text(`populations.columns.${key}`),
    synonyms: synonymsOf(`populations.headings.${key}`),
    required: key !== 'note' && key !== 'confidence',
    choices: choices[key],
    kind: choices[key] ? 'choice' : key === 'as_of' ? 'day' : key === 'households' || key === 'residents' ? 'number' : 'text',
  }));
}

/** Reads a sheet of snapshots. Throws IMPORT_COLUMNS_MISSING. */
export async function checkSnapshots(
  sheet: Sheet,
  columns: readonly ImportColumn<Key>[],
  bounds: RegisterBounds,
): Promise<CheckedImport<SnapshotInput>> {
  const { rows, errors, unread, missing } = await checkSheet(sheet, columns);
  const found = [...errors];
  const inputs: SnapshotInput[] = [];
  const first = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    await pause(at);
    const input: SnapshotInput = {
      community: String(row.community),
      as_of: String(row.as_of),
      households: Number(row.households),
      residents: Number(row.residents),
      source: String(row.source),
      note: String(row.note ?? ''),
      confidence: (row.confidence ?? 'reported') as Confidence,
    };
    const faults = snapshotFaults(input, bounds);
    const key = `${input.community} ${input.as_of}`;
    const before = first.get(key);
    if (before !== undefined) faults.as_of = { code: 'SNAPSHOT_TWICE', values: { row: before } };
    first.set(key, before ?? row.row);
    for (const [field, fault] of Object.entries(faults))
      found.push({
        row: row.row,
        column: text(`populations.columns.${field}`),
        value: String(input[field as Key]),
        ...(typeof fault === 'string' ? { code: fault } : fault),
      });
    if (Object.keys(faults).length === 0) inputs.push(input);
  }
  return { inputs, errors: found.sort((left, right) => left.row - right.row), unread, missing };
}
