import type { Day, Handle } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, canonical, LinliError, newId } from '../../kernel/kernel.ts';
import type { Entry, Register, Values } from './declare.ts';
import { columnsOf, entered } from './declare.ts';
import { isAlike } from './duplicates.ts';
import type { RegisterDesk } from './entry.store.ts';
import { changeRow, changes, finderRow, finders, heldRow, told, write } from './entry.store.ts';
import type { EntryChange } from './entry.ts';
import { entryErrors } from './entry.ts';
import { compile, joinsOf, named, tableOf, titlesOf } from './statement.store.ts';

/** Two entries that may be one, and the fields that say so. */
export interface Pair {
  readonly left: Entry;
  readonly right: Entry;
  readonly why: readonly string[];
}

/** So many pairs are shown; whoever has more begins with these. */
const MOST_PAIRS = 50;
/** So many pairs of one place are compared by name. */
const MOST_COMPARED = 5_000;

function lasting(one: Register, alias: string): string {
  const ended = one.lasts ? ` and (${alias}.${one.lasts[1]} is null or ${alias}.${one.lasts[1]} > kernel.today())` : '';
  return `${alias}.withdrawn_at is null${ended}`;
}

/** Pairs that somebody has looked at and found to be two are not offered again. */
const apart = (register: string): string => `not exists (select from registers.entry_change c
  where c.county = a.county and c.entry_id = a.id and c.register = '${register}' and c.what = 'apart' and c.after ->> 'from' = b.id::text)`;

function pairsBy(one: Register, name: string, like: boolean): string {
  const field = one.fields[name]!;
  const column = field.kind === 'sealed' ? `${name}_hash` : name;
  const filled = field.kind === 'sealed' || field.kind === 'entry' ? `a.${column} is not null` : `a.${column} <> ''`;
  const place = (alias: string): string => `coalesce(${alias}.community, ${alias}.town, ${alias}.county)`;
  const agree = like ? `${place('b')} = ${place('a')} and left(b.${column}, 1) = left(a.${column}, 1)` : `b.${column} = a.${column}`;
  const texts = like ? `a.${column}, b.${column}` : `'', ''`;
  return `select a.county, a.id, b.id, '${name}', ${texts} from ${tableOf(one.register)} a
    join ${tableOf(one.register)} b on b.county = a.county and ${agree} and b.id > a.id and ${lasting(one, 'b')}
   where ${filled} and ${lasting(one, 'a')} and ${apart(one.register)} limit ${like ? MOST_COMPARED : MOST_PAIRS + 1}`;
}

/** The pairs of a register that may be one entry twice, in the caller's scope; those with the most reasons first. */
export async function findDuplicates(handle: Handle, one: Register): Promise<{ pairs: Pair[]; more: boolean }> {
  const { same = [], like = [] } = one.duplicates ?? {};
  const parts = [...same.map((name) => pairsBy(one, name, false)), ...like.map((name) => pairsBy(one, name, true))];
  if (parts.length === 0) return { pairs: [], more: false };
  const text = `select p.* from (${parts.map((part) => `(${part})`).join(' union all ')}) p (county, left_id, right_id, name, one, other)`;
  const rows = await handle.query<{ county: string; left_id: string; right_id: string; name: string; one: string; other: string }>(
    named(`${one.register}-duplicates`, text),
    [],
  );
  const why = new Map<string, { county: string; left: string; right: string; names: string[] }>();
  for (const row of rows) {
    if (like.includes(row.name) && row.one !== '' && !isAlike(row.one, row.other)) continue;
    const key = `${row.left_id} ${row.right_id}`;
    const pair = why.get(key) ?? { county: row.county, left: row.left_id, right: row.right_id, names: [] };
    if (!pair.names.includes(row.name)) pair.names.push(row.name);
    why.set(key, pair);
  }
  const found = [...why.values()].toSorted((a, b) => b.names.length - a.names.length);
  const entries = await entriesOf(
    handle,
    one,
    found.slice(0, MOST_PAIRS).flatMap(({ county, left, right }) => [left, right].map((id) => ({ county, id }))),
  );
  const pairs = found.slice(0, MOST_PAIRS).flatMap(({ left, right, names }): Pair[] => {
    const [first, second] = [entries.get(left), entries.get(right)];
    return first && second ? [{ left: first, right: second, why: names }] : [];
  });
  return { pairs, more: found.length > MOST_PAIRS };
}

interface Key {
  readonly county: string;
  readonly id: string;
}

async function entriesOf(handle: Handle, one: Register, keys: readonly Key[]): Promise<ReadonlyMap<string, Entry>> {
  const columns = compile(one)
    .shown.map((column) => `t.${column}`)
    .join(', ');
  const text = `select ${columns}${titlesOf(one)} from ${tableOf(one.register)} t${joinsOf(one)} where t.county = any($1) and t.id = any($2::uuid[])`;
  const values = [[...new Set(keys.map((key) => key.county))], keys.map((key) => key.id)];
  const rows = keys.length === 0 ? [] : await handle.query<Entry>(named(`${one.register}-some`, text), values);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Keeps that two entries are two: both histories say so. */
export async function keepApart(desk: RegisterDesk, one: Register, [left, right]: readonly [Entry, Entry], reason: string): Promise<void> {
  const basis = { kind: 'reason', id: reason };
  const row = (entry: Entry, other: Entry) =>
    changeRow(one, { ...entry }, desk.by, basis, { what: 'apart', before: {}, after: { from: other.id } });
  const audit = auditRow(desk.vault, {
    ...desk.by,
    county: left.county,
    action: 'entry.apart',
    subject: `${one.register}:${left.id}`,
    reason,
    detail: { other: right.id },
  });
  await write(desk, { places: [], title: '' }, [...changes([row(left, right), row(right, left)]), appendAudit([audit])]);
}

/** What a merge does: which entry stays, which ends, what the one takes over from the other, and why. */
export interface Merge {
  readonly kept: Entry;
  readonly dropped: Entry;
  readonly take: readonly string[];
  readonly reason: string;
}

const merge = { name: 'entry-merge', text: 'select registers.merge_entries($1::jsonb)' };
const part = { name: 'entry-part', text: 'select registers.part_entries($1::jsonb)' };

/** Every field of the registers that may name an entry of this one. */
function references(all: readonly Register[], one: Register): { register: string; column: string }[] {
  return all.flatMap((other) =>
    Object.entries(other.fields).flatMap(([column, field]) =>
      field.kind === 'entry' && field.of.register === one.register ? [{ register: other.register, column }] : [],
    ),
  );
}

/** Merges two entries of a county in one exchange. Throws ENTRY_MOVED_ON, ENTRY_EXISTS, FORBIDDEN, MERGE_SELF, MERGE_COUNTY. */
export async function mergeEntries(
  desk: RegisterDesk,
  all: readonly Register[],
  one: Register,
  { kept, dropped, take, reason }: Merge,
  today: Day,
): Promise<void> {
  if (kept.id === dropped.id) throw new LinliError(entryErrors.MERGE_SELF);
  if (kept.county !== dropped.county) throw new LinliError(entryErrors.MERGE_COUNTY);
  const { by, vault } = desk;
  const columns = take.flatMap((name) => columnsOf(name, one.fields[name]!));
  const [old, other] = await Promise.all([heldRow(desk, one, kept), heldRow(desk, one, dropped)]);
  const row = { ...old, ...Object.fromEntries(columns.map((column) => [column, other[column] ?? null])) };
  const payload = {
    register: one.register,
    county: kept.county,
    kept: kept.id,
    kept_version: kept.version,
    dropped: dropped.id,
    dropped_version: dropped.version,
    columns,
    references: references(all, one),
    change: newId(),
    actor: by.actor,
    reason,
    at: by.at,
  };
  const basis = { kind: 'reason', id: reason };
  const change = { what: 'merged', before: told(one, { ...kept }, take), after: { ...told(one, row, take), from: dropped.id } };
  const audit = auditRow(vault, {
    ...by,
    county: kept.county,
    action: 'entry.merge',
    subject: `${one.register}:${kept.id}`,
    reason,
    detail: { dropped: dropped.id, fields: take },
  });
  await write(desk, { places: [], title: String(row[one.title]) }, [
    [merge, [JSON.stringify(payload)]],
    ...changes([changeRow(one, row, by, basis, change)]),
    ...finders([finderRow(one, row, today)]),
    appendAudit([audit]),
  ]);
}

/** The entry into which this one went, while that can be taken back; undefined when its last change was something else. */
export function mergedInto(history: readonly EntryChange[]): { id: string; at: Date } | undefined {
  const last = history.at(-1);
  return last?.what === 'merged' && typeof last.after.into === 'string' ? { id: last.after.into, at: last.at } : undefined;
}

/** Both entries of a merge with what happened to them. */
export interface Merged {
  readonly kept: Entry;
  readonly keptHistory: readonly EntryChange[];
  readonly dropped: Entry;
}

/** Takes a merge back in one exchange; fields of the other entry that were changed since stay. Throws ENTRY_MOVED_ON, ENTRY_EXISTS, FORBIDDEN. */
export async function partEntries(
  desk: RegisterDesk,
  all: readonly Register[],
  one: Register,
  { kept, keptHistory, dropped }: Merged,
  reason: string,
  today: Day,
): Promise<void> {
  const { by, vault } = desk;
  const was = keptHistory.findLast((change) => change.what === 'merged' && change.after.from === dropped.id);
  const now = told(
    one,
    { ...kept },
    entered(one).map(([name]) => name),
  );
  const still = Object.keys(was?.before ?? {}).filter(
    (name) => canonical({ v: now[name] ?? null }) === canonical({ v: was?.after[name] ?? null }),
  );
  const pick = (values: Values): Values => Object.fromEntries(still.map((name) => [name, values[name] ?? null]));
  const basis = { kind: 'reason', id: reason };
  const payload = {
    register: one.register,
    county: kept.county,
    dropped: dropped.id,
    dropped_version: dropped.version,
    references: references(all, one),
    actor: by.actor,
    reason,
  };
  const parted = (entry: Entry, before: Values, after: Values) =>
    changeRow(one, { ...entry }, by, basis, { what: 'parted', before, after });
  const audit = auditRow(vault, {
    ...by,
    county: kept.county,
    action: 'entry.part',
    subject: `${one.register}:${kept.id}`,
    reason,
    detail: { dropped: dropped.id },
  });
  await write(desk, { places: [], title: String((dropped as unknown as Values)[one.title] ?? '') }, [
    [part, [JSON.stringify(payload)]],
    ...changes([parted(kept, pick(now), pick(was?.before ?? {})), parted(dropped, {}, {})]),
    appendAudit([audit]),
  ]);
  await findAnew(desk, one, [kept, dropped], today);
}

/** Finder rows of entries as they stand now. */
async function findAnew(desk: RegisterDesk, one: Register, some: readonly Entry[], today: Day): Promise<void> {
  const entries = await entriesOf(desk.handle, one, some);
  const rows = await Promise.all([...entries.values()].map((entry) => heldRow(desk, one, entry)));
  await desk.handle.batch(finders(rows.map((row) => finderRow(one, row, today))));
}
