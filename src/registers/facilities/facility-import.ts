import type { Day } from '../../kernel/kernel.ts';
import type { CheckedImport, ImportColumn, ImportRow } from '../imports/column.ts';
import { checkSheet, pause } from '../imports/column.ts';
import { synonymsOf } from '../imports/heading.ts';
import type { Sheet } from '../imports/sheet.ts';
import type { PackLibrary } from '../packs/packs.ts';
import { text } from '../packs/packs.ts';
import type { BuildCase, FacilityInput } from './facility.ts';
import { facilityFaults, facilityRules } from './facility.ts';

const KEYS = [
  'community',
  'name',
  'kind',
  'build_case',
  'area_service',
  'area_activity',
  'area_office',
  'area_commercial',
  'shared',
  'address',
  'property_right',
  'built_on',
  'valid_from',
  'source',
] as const;
type Key = (typeof KEYS)[number];
const NUMBERS: ReadonlySet<Key> = new Set(['area_service', 'area_activity', 'area_office', 'area_commercial']);
const DAYS: ReadonlySet<Key> = new Set(['built_on', 'valid_from']);
const OPTIONAL: ReadonlySet<Key> = new Set([
  'area_service',
  'area_activity',
  'area_office',
  'area_commercial',
  'build_case',
  'shared',
  'address',
  'property_right',
  'built_on',
  'valid_from',
]);

/** A community a person may name in an import. */
export interface NamedCommunity {
  readonly code: string;
  readonly name: string;
}

/** The columns of the facility import. Communities may be given by code, or by a name that is unique in the list. */
export function facilityColumns(library: PackLibrary, communities: readonly NamedCommunity[]): ImportColumn<Key>[] {
  const choices: Partial<Record<Key, ReadonlyMap<string, string>>> = {
    community: communityChoices(communities),
    kind: tableChoices(library, 'facility_kind'),
    build_case: tableChoices(library, 'facility_case'),
    shared: new Map([
      [text('facilities.yes'), 'yes'],
      [text('facilities.no'), 'no'],
    ]),
  };
  return KEYS.map((key) => ({
    key,
    title: text(`facilities.columns.${key}`),
    synonyms: synonymsOf(`facilities.headings.${key}`),
    required: !OPTIONAL.has(key),
    choices: choices[key],
    kind: choices[key] ? 'choice' : NUMBERS.has(key) ? 'number' : DAYS.has(key) ? 'day' : 'text',
  }));
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

function tableChoices(library: PackLibrary, table: string): ReadonlyMap<string, string> {
  return new Map(
    library.codeTable(table).flatMap((row) => [
      [row.name ?? '', row.code ?? ''],
      [row.code ?? '', row.code ?? ''],
    ]),
  );
}

/** Reads a sheet of facilities. `known` holds `community name` of those already registered. Throws IMPORT_COLUMNS_MISSING. */
export async function checkFacilities(
  sheet: Sheet,
  columns: readonly ImportColumn<Key>[],
  library: PackLibrary,
  today: Day,
  known: ReadonlySet<string>,
): Promise<CheckedImport<FacilityInput>> {
  const { rows, errors, unread, missing } = await checkSheet(sheet, columns);
  const rules = facilityRules(library, today);
  const first = new Map<string, number>();
  const found = [...errors];
  const inputs: FacilityInput[] = [];
  for (const [at, row] of rows.entries()) {
    await pause(at);
    const input = facilityOfRow(row, today);
    const faults = facilityFaults(input, rules);
    const key = `${input.community} ${input.name}`;
    const before = first.get(key);
    if (before !== undefined) faults.name = { code: 'FACILITY_TWICE', values: { row: before } };
    else if (known.has(key)) faults.name = 'FACILITY_EXISTS';
    first.set(key, before ?? row.row);
    for (const [field, fault] of Object.entries(faults))
      found.push({
        row: row.row,
        column: text(`facilities.columns.${field}`),
        value: String(input[field as keyof FacilityInput] ?? ''),
        ...(typeof fault === 'string' ? { code: fault } : fault),
      });
    if (Object.keys(faults).length === 0) inputs.push(input);
  }
  return { inputs, errors: found.sort((left, right) => left.row - right.row), unread, missing };
}

function facilityOfRow(row: ImportRow<Key>, today: Day): FacilityInput {
  return {
    community: String(row.community),
    name: String(row.name),
    kind: String(row.kind),
    build_case: (row.build_case ?? 'existing') as BuildCase,
    area_service: Number(row.area_service ?? 0),
    area_activity: Number(row.area_activity ?? 0),
    area_office: Number(row.area_office ?? 0),
    area_commercial: Number(row.area_commercial ?? 0),
    shared: row.shared === 'yes',
    address: String(row.address ?? ''),
    property_right: String(row.property_right ?? ''),
    built_on: row.built_on === null ? null : String(row.built_on),
    valid_from: row.valid_from === null ? String(row.built_on ?? today) : String(row.valid_from),
    valid_to: null,
    source: String(row.source),
  };
}
