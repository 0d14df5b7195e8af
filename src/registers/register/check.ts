import { dayOf, systemClock } from '../../kernel/kernel.ts';
import type { CsvRow, PackDocument } from '../packs/document.ts';
import type { Fault } from '../packs/fault.ts';
import { faultAt } from '../packs/fault.ts';
import type { FileKind, Shelf } from '../packs/shelf.ts';
import { codesIn, onceFor, shelfPack } from '../packs/shelf.ts';
import { anything, cellFault, checkTable, codedFault, filled, repeatedRows } from '../packs/table.ts';
import { communityCell } from '../regions/community-cell.ts';
import type { Register } from './declare.ts';
import { entered } from './declare.ts';
import type { EntryRules } from './entry.ts';
import { readEntry, wholeFaults } from './entry.ts';
import type { RegisterWords } from './words.ts';

/** The words of every register: `registers/<register>.yaml` of the general pack. */
export function registerWordFiles(all: readonly Register[]): FileKind {
  return {
    path: /^registers\/[a-z-]+\.yaml$/,
    home: 'base',
    needed: ['registers/areas.yaml', ...all.map((one) => `registers/${one.register}.yaml`)],
    check: (document, shelf) => (nameOf(document) === 'areas' ? areaFaults(document, all) : wordFaults(document, shelf, all)),
  };
}

/** The entries of a demonstration: `registers/<register>.csv`. */
export function registerEntryFiles(all: readonly Register[]): FileKind {
  return {
    path: /^registers\/[a-z-]+\.csv$/,
    home: 'demonstration',
    needed: [],
    check: (document, shelf) => entryFaults(document, shelf, all),
  };
}

function nameOf(document: PackDocument): string {
  return /([a-z-]+)\.\w+$/.exec(document.file)![1]!;
}

function areaFaults(document: PackDocument, all: readonly Register[]): Fault[] {
  const known = new Set((Array.isArray(document.data) ? document.data : []).map((row) => (row as { area?: unknown })?.area));
  return [...new Set(all.map((one) => one.area))]
    .filter((area) => !known.has(area))
    .map((name) => faultAt(document, [], 'register-area', { name }));
}

function wordFaults(document: PackDocument, shelf: Shelf, all: readonly Register[]): Fault[] {
  const one = all.find((register) => register.register === nameOf(document));
  if (!one) return [faultAt(document, [], 'register-unknown', { name: nameOf(document) })];
  const words = (document.data ?? {}) as Partial<RegisterWords>;
  const fields = words.fields ?? {};
  const faults: Fault[] = [];
  for (const part of ['title', 'one', 'lead'] as const) {
    if (typeof words[part] !== 'string' || words[part].trim() === '') faults.push(faultAt(document, [], 'register-part', { part }));
  }
  for (const name of Object.keys(one.fields)) {
    const said = fields[name];
    const title = typeof said === 'string' ? said : said?.title;
    if (typeof title !== 'string' || title.trim() === '') faults.push(faultAt(document, ['fields'], 'register-field', { name }));
  }
  for (const name of Object.keys(fields))
    if (!(name in one.fields)) faults.push(faultAt(document, ['fields', name], 'register-field-extra', { name }));
  const tables = new Set(
    Object.values(one.fields).flatMap((field) => (field.kind === 'code' || field.kind === 'codes' ? [field.table] : [])),
  );
  for (const table of tables)
    if (!words.codes?.[table] && !isTable(shelf, table)) faults.push(faultAt(document, [], 'register-table', { name: table }));
  for (const table of Object.keys(words.codes ?? {}))
    if (!tables.has(table)) faults.push(faultAt(document, ['codes', table], 'register-table-extra', { name: table }));
  return faults;
}

function isTable(shelf: Shelf, table: string): boolean {
  const [of, list] = table.split('/');
  if (list !== undefined) return ownList(shelf, of!, list) !== undefined;
  return shelfPack(shelf, 'base')?.sections.has(`codes/${table}`) ?? false;
}

function entryFaults(document: PackDocument, shelf: Shelf, all: readonly Register[]): readonly Fault[] {
  const one = all.find((register) => register.register === nameOf(document));
  if (!one) return [faultAt(document, [], 'register-unknown', { name: nameOf(document) })];
  const columns = Object.fromEntries(entered(one).map(([name]) => [name, anything]));
  const levels = one.stands.includes('community') ? [...one.stands, 'grid' as const] : one.stands;
  const faults = checkTable(
    document,
    { place: communityCell(shelf, levels, document.pack) },
    { ...columns, source: one.sourced ? filled : anything },
  );
  const rules = shelfRules(shelf, one);
  const named = new Set(
    entered(one)
      .filter(([, field]) => field.kind === 'entry')
      .map(([name]) => name),
  );
  for (const [index, row] of (document.data as CsvRow[]).entries()) {
    const read = readEntry(one, Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== '' && !named.has(name))), rules);
    const whole = Object.keys(read.faults).length > 0 ? {} : wholeFaults(one, read.values, rules);
    for (const [name, fault] of Object.entries({ ...read.faults, ...whole })) {
      // Another entry is named by its title, and looked for when the demonstration is loaded.
      if (!named.has(name)) faults.push(cellFault(document, index, name, row[name] ?? '', codedFault(fault)));
    }
  }
  return [...faults, ...repeatedEntries(document, one)];
}

/** Lasting entries of one identity, told at the later row; what is named by another entry has no words to compare. */
function repeatedEntries(document: PackDocument, one: Register): readonly Fault[] {
  const ended = (row: CsvRow): boolean => one.lasts !== undefined && (row[one.lasts[1]] ?? '') !== '';
  return repeatedRows(document, one.identity, 'repeated', ended);
}

/** The list of codes a register keeps itself. */
function ownList(shelf: Shelf, register: string, table: string): Readonly<Record<string, string>> | undefined {
  return (shelfPack(shelf, 'base')?.sections.get(`registers/${register}`)?.data as RegisterWords | undefined)?.codes?.[table];
}

/** Rules over packs that are only being checked: codes as they stand, bounds by parameters wide open. */
function shelfRules(shelf: Shelf, one: Register): EntryRules {
  const words = shelfPack(shelf, 'base')?.sections.get(`registers/${one.register}`)?.data as RegisterWords | undefined;
  const areas = shelfPack(shelf, 'base')?.sections.get('codes/gb2260_history')?.data as CsvRow[] | undefined;
  return {
    today: dayOf(systemClock.now()),
    earliest: '0001-01-01',
    areas: onceFor(shelf, 'area-codes', () => new Set((areas ?? []).map((row) => row.code ?? ''))),
    parameter: () => Number.MAX_SAFE_INTEGER,
    choices: (table) => {
      const [of, list] = table.split('/');
      const own = list === undefined ? words?.codes?.[table] : ownList(shelf, of!, list);
      return own ? new Set(Object.keys(own)) : (codesIn(shelf, table) as ReadonlySet<string>);
    },
  };
}
