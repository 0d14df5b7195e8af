import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { Day, Handle, Row } from '../../kernel/kernel.ts';
import { sha256 } from '../../kernel/kernel.ts';
import { caseOf } from './case.store.ts';
import type { Case, Holder } from './case.ts';

/** The views of a case list. `inbox`: what my level holds now; the others: what my scope may see. */
export const caseViews = ['inbox', 'all', 'overdue', 'due-soon', 'supervised', 'closed'] as const;
export type CaseView = (typeof caseViews)[number];

export interface CaseQuery {
  readonly view: CaseView;
  readonly item?: string;
  readonly state?: string;
  /** Case number, or ids of applicants found before. */
  readonly number?: string;
  readonly applicants?: readonly string[];
  readonly sort: 'due' | 'opened';
  readonly after?: string;
  readonly limit: number;
}

interface Tables {
  'procedures.cases': Case & { holder: Holder };
}

// Compiles only: statements leave through the handle, named by their text, so that each shape is planned once per connection.
const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

const listColumns = [
  'county',
  'id',
  'number',
  'item',
  'procedure',
  'pack_hash',
  'province',
  'city',
  'town',
  'community',
  'grid',
  'applicant',
  'applicant_mask',
  'title',
  'state',
  'holder',
  'holder_since',
  'channel',
  'opened_at',
  'due_on',
  'due_provisional',
  'deadline',
  'paused_at',
  'supervised_at',
  'closed_at',
  'outcome',
  'acts',
] as const;
export type ListedCase = Pick<Case, (typeof listColumns)[number]>;

const stopped = sql<boolean>`holder in ('nobody', 'applicant')`;

function filtered(query: CaseQuery, level: string, today: Day, warnUntil: Day) {
  let list = builder.selectFrom('procedures.cases');
  if (query.view === 'inbox') list = list.where('holder', '=', level as Holder);
  if (query.view === 'overdue')
    list = list
      .where('closed_at', 'is', null)
      .where('due_on', '<', today)
      .where((eb) => eb.not(stopped));
  if (query.view === 'due-soon')
    list = list
      .where('closed_at', 'is', null)
      .where('due_on', '>=', today)
      .where('due_on', '<=', warnUntil)
      .where((eb) => eb.not(stopped));
  if (query.view === 'supervised') list = list.where('supervised_at', 'is not', null).where('closed_at', 'is', null);
  if (query.view === 'closed') list = list.where('closed_at', 'is not', null);
  if (query.item) list = list.where('item', '=', query.item);
  if (query.state) list = list.where('state', '=', query.state);
  if (query.number) list = list.where('number', '=', query.number);
  if (query.applicants) list = list.where('applicant', '=', sql<string>`any(${[...query.applicants]}::uuid[])`);
  return list;
}

function run<R extends object>(handle: Handle, compiled: { sql: string; parameters: readonly unknown[] }): Promise<R[]> {
  return handle.query<R>({ name: `list-${sha256(compiled.sql).toString('hex').slice(0, 16)}`, text: compiled.sql }, compiled.parameters);
}

/** A page of cases and the cursor of the next; reads only index entries of the caller's scope (≤ 50 buffers for 20 rows). */
export async function listCases(
  handle: Handle,
  query: CaseQuery,
  today: Day,
  warnUntil: Day,
): Promise<{ cases: ListedCase[]; next: string | null }> {
  const byDue = query.sort === 'due';
  let list = filtered(query, handle.scope.level, today, warnUntil).select(listColumns);
  const cursor = query.after ? readCursor(query.after) : undefined;
  if (cursor) {
    const [value, id] = cursor;
    list = byDue
      ? list.where(sql<boolean>`(due_on, id) > (${value}::date, ${id}::uuid)`)
      : list.where(sql<boolean>`(opened_at, id) < (${value}::timestamptz, ${id}::uuid)`);
  }
  const ordered = byDue ? list.orderBy('due_on').orderBy('id') : list.orderBy('opened_at', 'desc').orderBy('id', 'desc');
  const rows = (await run<Row>(handle, ordered.limit(query.limit + 1).compile())).map((row) => caseOf(row) as ListedCase);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    cases: page,
    next: rows.length > query.limit && last ? writeCursor(byDue ? (last.due_on ?? '') : last.opened_at, last.id) : null,
  };
}

/** How many cases the query has, counted up to 1,000. */
export async function countCases(handle: Handle, query: CaseQuery, today: Day, warnUntil: Day): Promise<{ value: number; more: boolean }> {
  const some = filtered(query, handle.scope.level, today, warnUntil).select(sql<number>`1`.as('one')).limit(1_001).as('some');
  const [row] = await run<{ n: number }>(handle, builder.selectFrom(some).select(sql<number>`count(*)::int`.as('n')).compile());
  return { value: Math.min(row?.n ?? 0, 1_000), more: (row?.n ?? 0) > 1_000 };
}

function writeCursor(value: string, id: string): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

function readCursor(text: string): [string, string] | undefined {
  try {
    const [value, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    return typeof value === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? [value, id] : undefined;
  } catch {
    return undefined;
  }
}
