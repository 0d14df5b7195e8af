import type { AuditEntry, Call, Day, Handle, Statement, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, gramsOf, LinliError, newId, violatedConstraint } from '../../kernel/kernel.ts';
import { spellName } from '../people/person.store.ts';
import { getRegion, refuseEnded } from '../regions/region.store.ts';
import type { Entry, Field, Register, Values } from './declare.ts';
import { columnsOf, entered, isMasked, namedByEntry, peopleIn } from './declare.ts';
import type { Basis } from './entry.ts';
import { changedFields, entryErrors, lastsOn, placeCode, sealNumber, standsAt } from './entry.ts';
import { compile, inserts, PLACE, tableOf } from './statement.store.ts';

/** Who enters or changes, for audit and history. */
export type Hand = Pick<AuditEntry, 'actor' | 'hat' | 'channel' | 'at'>;

/** What a command on a register works with. */
export interface RegisterDesk {
  readonly handle: Handle;
  readonly vault: Vault;
  readonly by: Hand;
}

/** An entry about to be made: where it stands, and its values as `requireEntry` read them. */
export interface NewEntry {
  readonly place: string;
  readonly values: Values;
  /** The key of the form it came by, where a repeat must find the first. */
  readonly id?: string;
  /** What the entry says it was taken from; empty when its basis says it all. */
  readonly source?: string;
}

const living: Statement = { name: 'register-living', text: 'select registers.require_living($1::text[], $2::date)' };
const CHANGE = [
  'county',
  'id',
  'province',
  'city',
  'town',
  'community',
  'grid',
  'person_id',
  'register',
  'entry_id',
  'actor',
  'basis_kind',
  'basis_id',
  'before',
  'after',
  'what',
] as const;
const CHANGE_TYPES: Readonly<Record<string, string>> = { id: 'uuid', entry_id: 'uuid', person_id: 'uuid', before: 'jsonb', after: 'jsonb' };
const FINDER = [
  'county',
  'register',
  'entry_id',
  'province',
  'city',
  'town',
  'community',
  'grid',
  'title',
  'note',
  'grams',
  'initials',
  'hashes',
  'lasting',
] as const;
const FINDER_TYPES: Readonly<Record<string, string>> = { entry_id: 'uuid', hashes: 'bytea[]', lasting: 'boolean' };

const finderAnew = ` on conflict (county, register, entry_id) do update set ${FINDER.slice(3)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')}`;

/** What is kept of a value: sealed numbers in three columns, everything else as it is. */
function kept(one: Register, vault: Vault, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    entered(one).flatMap(([name, field]): [string, unknown][] => {
      if (field.kind !== 'sealed') return [[name, values[name] ?? null]];
      const { sealed, hash, last4 } = sealNumber(vault, field.as, values[name]);
      return [
        [`${name}_sealed`, sealed],
        [`${name}_hash`, hash],
        [`${name}_last4`, last4],
      ];
    }),
  );
}

type Row = Record<string, unknown>;

/** A text that may stand beside the title: what tells an entry from another one of its name. */
const isPlainText = (field: Field | undefined): boolean => field?.kind === 'text' && !isMasked(field);

/** What is named by another entry is found through it, and by its own words. */
export function finderRow(one: Register, row: Row, today: Day): unknown[] {
  const title = namedByEntry(one) ? '' : String(row[one.title] ?? '');
  const texts = [title, ...(one.find ?? []).filter((name) => one.fields[name]?.kind !== 'sealed').map((name) => String(row[name] ?? ''))];
  const [note = ''] = (one.find ?? []).filter((name) => isPlainText(one.fields[name])).map((name) => String(row[name] ?? ''));
  const hashes = (one.find ?? [])
    .filter((name) => one.fields[name]?.kind === 'sealed')
    .map((name) => row[`${name}_hash`])
    .filter((hash) => hash !== null && hash !== undefined);
  const lasting = lastsOn(one, { withdrawn_at: null, ...row } as unknown as Entry, today);
  return [
    row.county,
    one.register,
    row.id,
    row.province,
    row.city,
    row.town,
    row.community,
    row.grid,
    title,
    note,
    [...new Set(texts.flatMap(gramsOf))],
    spellName(title)[1],
    hashes,
    lasting,
  ];
}

/** What happened to an entry, as a row of the history. */
export function changeRow(
  one: Register,
  row: Row,
  by: Hand,
  basis: Basis,
  change: { what: string; before: Values; after: Values },
): unknown[] {
  const person = peopleIn(one).map((name) => row[name])[0] ?? null;
  return [
    row.county,
    newId(),
    row.province,
    row.city,
    row.town,
    row.community,
    row.grid,
    person,
    one.register,
    row.id,
    by.actor,
    basis.kind,
    basis.id,
    JSON.stringify(change.before),
    JSON.stringify(change.after),
    change.what,
  ];
}

/** Values as the history keeps them: a sealed number by its mask. */
export function told(one: Register, row: Row, names: readonly string[]): Values {
  return Object.fromEntries(
    names.map((name) => {
      const field = one.fields[name];
      return field?.kind === 'sealed' ? [`${name}_last4`, row[`${name}_last4`] ?? ''] : [name, row[name] ?? null];
    }),
  );
}

/** Rows of the history. */
export const changes = (rows: readonly unknown[][]): Call[] =>
  inserts('registers.entry_change', CHANGE, (column) => CHANGE_TYPES[column] ?? 'text', rows);
/** Rows of the finder, put anew. */
export const finders = (rows: readonly unknown[][]): Call[] =>
  inserts('registers.finder', FINDER, (column) => FINDER_TYPES[column] ?? 'text', rows, finderAnew);

/**
 * Enters entries, all or none, with history, finder rows and one audit row a county: one round trip. Returns their ids in order. Throws ENTRY_EXISTS
 * when one lasts already, REGION_ENDED under a former code, ENTRY_INVALID at a level where none stands.
 */
export async function addEntries(
  desk: RegisterDesk,
  one: Register,
  wanted: readonly NewEntry[],
  basis: Basis,
  today: Day,
): Promise<{ county: string; id: string }[]> {
  const { vault, by } = desk;
  const { columns, types } = compile(one);
  const rows = wanted.map(
    ({ place, values, id, source = '' }): Row => ({
      ...standsAt(one, place),
      ...kept(one, vault, values),
      id: id ?? newId(by.at.getTime()),
      source,
      entered_by: by.actor,
      entered_at: by.at,
      version: 1,
    }),
  );
  const own = entered(one).map(([name]) => name);
  const places = [...new Set(wanted.map((entry) => entry.place))];
  const audit = [...new Set(rows.map((row) => String(row.county)))].map((county) => {
    const here = rows.filter((row) => row.county === county);
    return auditRow(vault, {
      ...by,
      county,
      action: 'entry.add',
      subject: `${one.register}:${here.length === 1 ? String(here[0]!.id) : '*'}`,
      reason: `${basis.kind}:${basis.id}`,
      detail: { count: here.length },
    });
  });
  await write(desk, { places, title: rows.length === 1 ? String(rows[0]![one.title]) : '' }, [
    [living, [places, today]],
    ...inserts(
      tableOf(one.register),
      columns,
      (column) => types[column]!,
      rows.map((row) => columns.map((column) => row[column] ?? null)),
    ),
    ...changes(rows.map((row) => changeRow(one, row, by, basis, { what: 'entered', before: {}, after: told(one, row, own) }))),
    ...finders(rows.map((row) => finderRow(one, row, today))),
    appendAudit(audit),
  ]);
  return rows.map((row) => ({ county: String(row.county), id: String(row.id) }));
}

/** What a change of an entry is called in its history, and the source it names from now on. */
export interface ChangeMark {
  readonly what?: string;
  readonly source?: string | undefined;
  /** What is decided by it, first of all. */
  readonly before?: readonly Call[];
  readonly today: Day;
}

/** Changes fields of an entry on a basis; what it was stays in the history. Throws ENTRY_MOVED_ON when somebody was faster, ENTRY_EXISTS. */
export async function changeEntry(
  desk: RegisterDesk,
  one: Register,
  before: Entry,
  given: Values,
  basis: Basis,
  { what = 'changed', source, before: first = [], today }: ChangeMark,
): Promise<void> {
  const { vault, by } = desk;
  const { columns, update } = compile(one);
  const names = changedFields(one, before, given);
  const row: Row = {
    ...(await heldRow(desk, one, before)),
    ...pick(
      kept(one, vault, given),
      names.flatMap((name) => columnsOf(name, one.fields[name]!)),
    ),
  };
  const own = columns.slice(PLACE.length, -4);
  const sourced = (source ?? before.source) !== before.source;
  const audit = auditRow(vault, {
    ...by,
    county: before.county,
    action: `entry.${what === 'changed' ? 'change' : what}`,
    subject: `${one.register}:${before.id}`,
    reason: `${basis.kind}:${basis.id}`,
    detail: { fields: sourced ? [...names, 'source'] : names },
  });
  await write(desk, { places: [placeCode(before)], title: String(row[one.title]) }, [
    ...first,
    [update, [before.county, before.id, before.version, ...own.map((column) => row[column] ?? null), source ?? before.source]],
    ...changes([
      changeRow(one, row, by, basis, {
        what,
        before: { ...told(one, before as unknown as Row, names), ...(sourced ? { source: before.source } : {}) },
        after: { ...told(one, row, names), ...(sourced ? { source } : {}) },
      }),
    ]),
    ...finders([finderRow(one, row, today)]),
    appendAudit([audit]),
  ]);
}

/** The row with its sealed columns, which a reader's entry does not hold. */
export async function heldRow({ handle }: RegisterDesk, one: Register, before: Entry): Promise<Row> {
  const columns = entered(one).flatMap(([name, field]) => (field.kind === 'sealed' ? [`${name}_sealed`, `${name}_hash`] : []));
  if (columns.length === 0) return { ...before };
  const [found] = await handle.query(
    { name: `${one.register}-sealed`, text: `select ${columns.join(', ')} from ${tableOf(one.register)} where county = $1 and id = $2` },
    [before.county, before.id],
  );
  return { ...before, ...found };
}

function pick(values: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

/** Takes an entry back that was made by mistake, or restores it; it stays readable. Throws ENTRY_MOVED_ON, ENTRY_EXISTS. */
export async function withdrawEntry(desk: RegisterDesk, one: Register, entry: Entry, why: string | null, today: Day): Promise<void> {
  const { vault, by } = desk;
  const what = why === null ? 'restored' : 'withdrawn';
  const basis = { kind: 'reason', id: why ?? '' };
  const audit = auditRow(vault, {
    ...by,
    county: entry.county,
    action: `entry.${what}`,
    subject: `${one.register}:${entry.id}`,
    reason: why ?? '',
    detail: {},
  });
  const row: Row = { ...(await heldRow(desk, one, entry)), withdrawn_at: why === null ? null : by.at };
  await write(desk, { places: [placeCode(entry)], title: String(row[one.title]) }, [
    [compile(one).withdraw, [entry.county, entry.id, entry.version, why === null ? null : by.at, why ?? '']],
    ...changes([changeRow(one, row, by, basis, { what, before: {}, after: {} })]),
    ...finders([finderRow(one, row, today)]),
    appendAudit([audit]),
  ]);
}

const move: Statement = { name: 'entry-move', text: 'select registers.move_entry($1::jsonb)' };

/** Puts an entry under another place of the same county from a day on; where it stood stays known. Throws ENTRY_PLACE_COUNTY, ENTRY_MOVED_ON, FORBIDDEN. */
export async function moveEntry(
  desk: RegisterDesk,
  one: Register,
  entry: Entry,
  place: string,
  { on, basis, today }: { on: Day; basis: Basis; today: Day },
): Promise<void> {
  const { vault, by } = desk;
  const to = standsAt(one, place);
  if (to.county !== entry.county) throw new LinliError(entryErrors.ENTRY_INVALID, { count: 1 }, { place: entryErrors.ENTRY_PLACE_COUNTY });
  const from = placeCode(entry);
  const payload = {
    ...to,
    register: one.register,
    id: entry.id,
    version: entry.version,
    region: to.community ?? to.town ?? to.county,
    on,
    stay: newId(),
  };
  const audit = auditRow(vault, {
    ...by,
    county: entry.county,
    action: 'entry.move',
    subject: `${one.register}:${entry.id}`,
    reason: `${basis.kind}:${basis.id}`,
    detail: { from, to: place, on },
  });
  await write(desk, { places: [place], title: String((entry as unknown as Row)[one.title]) }, [
    [living, [[place], today]],
    [move, [JSON.stringify(payload)]],
    ...changes([
      changeRow(one, { ...(entry as unknown as Row), ...to }, by, basis, {
        what: 'moved',
        before: { place: from },
        after: { place, on },
      }),
    ]),
    appendAudit([audit]),
  ]);
}

/** One exchange; what the database refuses is told in the words of the registers. */
export async function write(
  { handle }: RegisterDesk,
  { places, title }: { places: readonly string[]; title: string },
  calls: readonly Call[],
): Promise<void> {
  try {
    await handle.batch(calls);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'LL001') throw new LinliError(entryErrors.ENTRY_MOVED_ON);
    if (code === 'LL005') {
      await refuseEnded(handle, places);
      for (const place of places) await getRegion(handle, place);
    }
    if (violatedConstraint(error)?.endsWith('_identity')) throw new LinliError(entryErrors.ENTRY_EXISTS, { title });
    throw error;
  }
}
