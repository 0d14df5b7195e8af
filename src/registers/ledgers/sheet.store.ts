import type { Call, Day, Handle, Statement } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError } from '../../kernel/kernel.ts';
import type { Register, Values } from '../register/declare.ts';
import type { RegisterDesk } from '../register/entry.store.ts';
import { changeRow, changes, told } from '../register/entry.store.ts';
import type { EntryChange } from '../register/entry.ts';
import { inserts, named } from '../register/statement.store.ts';
import type { Returned, SheetState } from './sheet.ts';
import { sheetErrors } from './sheet.ts';

/** What one community is asked in one round. */
export interface SheetRow {
  readonly county: string;
  readonly id: string;
  readonly province: string;
  readonly city: string;
  readonly town: string;
  readonly community: string;
  readonly grid: string | null;
  readonly round: string;
  readonly ledger: string;
  readonly ledger_version: number;
  readonly title: string;
  readonly period: string;
  readonly due_on: Day;
  readonly state: SheetState;
  readonly version: number;
  readonly saved: number;
  readonly cells: number;
  readonly known: number;
  readonly sent_at: Date;
  readonly moved_at: Date;
}

const columns =
  'county, id, province, city, town, community, grid, round, ledger, ledger_version, title, period, due_on, state, version, saved, cells, known, sent_at, moved_at';
const MOST_SHEETS = 1_000;

/** The sheets in the caller's scope: of one ledger or of all, of one round or of all; the ones due last first. */
export function listSheets(
  handle: Handle,
  { county, ledger, round, open, most = MOST_SHEETS }: { county: string; ledger?: string; round?: string; open?: boolean; most?: number },
): Promise<SheetRow[]> {
  const values: unknown[] = [county];
  const where = ['county = $1', 'withdrawn_at is null'];
  if (ledger !== undefined) where.push(`ledger = $${values.push(ledger)}::uuid`);
  if (round !== undefined) where.push(`round = $${values.push(round)}::uuid`);
  if (open) where.push("state <> 'locked'");
  const text = `select ${columns} from registers.ledger_sheet where ${where.join(' and ')} order by due_on desc, community, id limit ${most}`;
  return handle.query<SheetRow>(named('ledger-sheets', text), values);
}

const byId: Statement = {
  name: 'ledger-sheet',
  text: `select ${columns} from registers.ledger_sheet where county = $1 and id = $2 and withdrawn_at is null`,
};

/** A sheet. Throws SHEET_NOT_FOUND, also outside the caller's scope. */
export async function getSheet(handle: Handle, county: string, id: string): Promise<SheetRow> {
  const [found] = await handle.query<SheetRow>(byId, [county, id]);
  if (!found) throw new LinliError(sheetErrors.SHEET_NOT_FOUND);
  return found;
}

/** A row as it is kept: answers, what the registers said when it was handed in, and the cells that were sent back. */
export interface KeptRow {
  readonly id: string;
  readonly sheet: string;
  readonly subject: string;
  readonly answers: Values;
  /** Field → value, title and source as they were; empty until the sheet is handed in. */
  readonly known: Readonly<Record<string, KeptValue>>;
  readonly returned: Returned;
  readonly version: number;
}
export interface KeptValue {
  readonly value: unknown;
  readonly title?: string;
  readonly register: string;
  readonly entry: string | null;
  readonly on: Day | null;
  readonly by: string;
}

const rowColumns = 'id, sheet, subject, answers, known, returned, version';
const rowsOf: Statement = {
  name: 'ledger-rows',
  text: `select ${rowColumns} from registers.ledger_row where county = $1 and sheet = $2 and withdrawn_at is null and ($3::uuid[] is null or subject = any($3))
            and ($4::uuid is null or subject > $4) order by subject limit $5`,
};

const MOST_ROWS = 20_000;

/** The rows of a sheet in the order of what they are about: all, a page of them, or those of some subjects. */
export function rowsOfSheet(
  handle: Handle,
  { county, id }: Pick<SheetRow, 'county' | 'id'>,
  { subjects, after, size = MOST_ROWS }: { subjects?: readonly string[]; after?: string | undefined; size?: number } = {},
): Promise<KeptRow[]> {
  return handle.query<KeptRow>(rowsOf, [county, id, subjects ?? null, after ?? null, size]);
}

/** A row of a series: what was answered in which period, where. */
export interface SeriesRow extends KeptRow {
  readonly county: string;
  readonly community: string;
  readonly town: string;
  readonly period: string;
  readonly ledger_version: number;
  readonly entered_at: Date;
}

/** The rows of a ledger that were handed in, all periods, the newest first: a page in the order in which they were entered. */
export async function listSeries(
  handle: Handle,
  {
    county,
    ledger,
    period,
    place,
  }: { county: string; ledger: string; period?: string | undefined; place?: { level: string; code: string } },
  after: { at: string; id: string } | undefined,
  size: number,
): Promise<SeriesRow[]> {
  const values: unknown[] = [county, ledger];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const where = [
    'r.county = $1',
    'r.ledger = $2::uuid',
    'r.withdrawn_at is null',
    "s.state in ('submitted', 'checked', 'locked')",
    's.withdrawn_at is null',
  ];
  if (period !== undefined) where.push(`r.period = ${put(period)}`);
  if (place !== undefined) where.push(`r.${place.level} = ${put(place.code)}`);
  if (after) where.push(`(r.entered_at, r.id) < (${put(after.at)}::timestamptz, ${put(after.id)}::uuid)`);
  const text = `select r.county, r.community, r.town, r.period, r.ledger_version, r.entered_at, r.${rowColumns.split(', ').join(', r.')}
    from registers.ledger_row r join registers.ledger_sheet s on s.county = r.county and s.id = r.sheet
   where ${where.join(' and ')} order by r.entered_at desc, r.id desc limit ${put(size)}`;
  return handle.query<SeriesRow>(named('ledger-series', text), values);
}

const move: Statement = {
  name: 'ledger-sheet-move',
  text: `with moved as (update registers.ledger_sheet set state = $4, version = version + 1, moved_at = $5, moved_by = $6, cells = coalesce($7, cells), known = coalesce($8, known)
                         where county = $1 and id = $2 and version = $3 and ($9::int is null or saved = $9) and withdrawn_at is null returning 1)
         select kernel.expect_one((select count(*) from moved))`,
};
const touch: Statement = {
  name: 'ledger-sheet-touch',
  text: `with touched as (update registers.ledger_sheet set state = $4, saved = saved + 1, moved_at = $5, moved_by = $6
                           where county = $1 and id = $2 and state = any($3) and withdrawn_at is null returning 1)
         select kernel.expect_one((select count(*) from touched))`,
};

const ROW = [
  'county',
  'id',
  'province',
  'city',
  'town',
  'community',
  'grid',
  'ledger',
  'ledger_version',
  'sheet',
  'period',
  'subject',
  'answers',
  'known',
  'returned',
  'entered_by',
  'entered_at',
] as const;
const ROW_TYPES: Readonly<Record<string, string>> = {
  id: 'uuid',
  ledger: 'uuid',
  ledger_version: 'int',
  sheet: 'uuid',
  subject: 'uuid',
  answers: 'jsonb',
  known: 'jsonb',
  returned: 'jsonb',
  entered_at: 'timestamptz',
};
const answer: Statement = {
  name: 'ledger-row-answer',
  text: `with done as (insert into registers.ledger_row (${ROW.join(', ')}) values (${ROW.map((column, at) => `$${at + 1}::${ROW_TYPES[column] ?? 'text'}`).join(', ')})
           on conflict (county, sheet, subject) do update set answers = excluded.answers, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
              withdrawn_at = null, version = registers.ledger_row.version + 1 where registers.ledger_row.version = $${ROW.length + 1}::int returning 1)
         select kernel.expect_one((select count(*) from done))`,
};
const drop: Statement = {
  name: 'ledger-row-drop',
  text: `with done as (update registers.ledger_row set withdrawn_at = $4, version = version + 1 where county = $1 and sheet = $2 and subject = $3 and withdrawn_at is null returning 1)
         select kernel.expect_one((select count(*) from done))`,
};

/** An answer to some questions of a row. */
export interface Answered {
  readonly id: string;
  readonly subject: string;
  readonly before: KeptRow | undefined;
  readonly answers: Values;
  readonly known?: Readonly<Record<string, KeptValue>>;
}

function valuesOf(sheet: SheetRow, { id: row, subject, answers, known = {} }: Answered, desk: RegisterDesk, returned: Returned): unknown[] {
  const { county, province, city, town, community, grid, ledger, ledger_version, id, period } = sheet;
  const place = [county, row, province, city, town, community, grid];
  const kept = [JSON.stringify(answers), JSON.stringify(known), JSON.stringify(returned)];
  return [...place, ledger, ledger_version, id, period, subject, ...kept, desk.by.actor, desk.by.at];
}

/**
 * Keeps answers, with what they were before in the history: one exchange for all rows. `to` is the state of the sheet from now on. Throws
 * SHEET_MOVED_ON when somebody was faster.
 */
export async function answerSheet(
  desk: RegisterDesk,
  one: Register,
  sheet: SheetRow,
  rows: readonly Answered[],
  { to, from, dropped = [] }: { to: SheetState; from: readonly SheetState[]; dropped?: readonly string[] },
): Promise<void> {
  const basis = { kind: 'statement', id: sheet.period };
  const history = rows.map(({ id, before, answers }) => {
    const names = Object.keys(answers).filter(
      (name) => JSON.stringify(before?.answers[name] ?? null) !== JSON.stringify(answers[name] ?? null),
    );
    const change = { what: 'changed', before: told(one, { ...before?.answers }, names), after: told(one, { ...answers }, names) };
    return changeRow(one, { ...sheet, id }, desk.by, basis, change);
  });
  await write(desk, sheet, 'sheet.answer', '', { rows: rows.length, dropped: dropped.length }, [
    [touch, [sheet.county, sheet.id, from, to, desk.by.at, desk.by.actor]],
    ...rows.map((row): Call => [answer, [...valuesOf(sheet, row, desk, row.before?.returned ?? {}), row.before?.version ?? 0]]),
    ...dropped.map((subject): Call => [drop, [sheet.county, sheet.id, subject, desk.by.at]]),
    ...changes(history),
  ]);
}

const freezing =
  ' on conflict (county, sheet, subject) do update set known = excluded.known, returned = excluded.returned, version = registers.ledger_row.version + 1';

/** What a sheet becomes by an act, and what is kept of its rows with it. */
export interface SheetMove {
  readonly act: string;
  readonly to: SheetState;
  readonly reason: string;
  readonly cells?: number;
  readonly known?: number;
  /** Rows as they are frozen when the sheet is handed in. */
  readonly frozen?: readonly (Answered & { readonly returned: Returned })[];
  readonly returned?: readonly { readonly row: KeptRow; readonly returned: Returned }[];
  /** Rows about what is expected no more. */
  readonly dropped?: readonly string[];
}

const sendBack: Statement = {
  name: 'ledger-row-return',
  text: `with done as (update registers.ledger_row set returned = $3::jsonb, version = version + 1 where county = $1 and id = $2 and version = $4 returning 1)
         select kernel.expect_one((select count(*) from done))`,
};

/** Moves a sheet: handed in, sent back, checked, locked. Throws SHEET_MOVED_ON when somebody was faster. */
export async function moveSheetRow(desk: RegisterDesk, sheet: SheetRow, moved: SheetMove): Promise<void> {
  const { act, to, reason, cells, known, frozen, returned = [], dropped = [] } = moved;
  const saved = frozen ? sheet.saved : null;
  const rows = (frozen ?? []).map((row) => valuesOf(sheet, row, desk, row.returned));
  await write(desk, sheet, `sheet.${act}`, reason, { to, ...(cells === undefined ? {} : { cells, known }) }, [
    [move, [sheet.county, sheet.id, sheet.version, to, desk.by.at, desk.by.actor, cells ?? null, known ?? null, saved]],
    ...inserts('registers.ledger_row', ROW, (column) => ROW_TYPES[column] ?? 'text', rows, freezing),
    ...dropped.map((subject): Call => [drop, [sheet.county, sheet.id, subject, desk.by.at]]),
    ...returned.map((one): Call => [sendBack, [sheet.county, one.row.id, JSON.stringify(one.returned), one.row.version]]),
  ]);
}

async function write(
  { handle, vault, by }: RegisterDesk,
  sheet: SheetRow,
  action: string,
  reason: string,
  detail: Record<string, unknown>,
  calls: readonly Call[],
): Promise<void> {
  const audit = auditRow(vault, { ...by, county: sheet.county, action, subject: `sheet:${sheet.id}`, reason, detail });
  try {
    await handle.batch([...calls, appendAudit([audit])]);
  } catch (error) {
    if ((error as { code?: string }).code === 'LL001') throw new LinliError(sheetErrors.SHEET_MOVED_ON);
    throw error;
  }
}

const historyOf: Statement = {
  name: 'ledger-row-history',
  text: `select at, what, actor, basis_kind, basis_id, before, after from registers.entry_change where county = $1 and register = 'ledger-row' and entry_id = $2 order by at, id limit 500`,
};

/** What was answered in a row, oldest first. */
export function rowHistory(handle: Handle, county: string, row: string): Promise<EntryChange[]> {
  return handle.query<EntryChange>(historyOf, [county, row]);
}
