import { LinliError, newId } from '../../kernel/kernel.ts';
import { requireReason } from '../people/person.ts';
import type { Register, Values } from '../register/declare.ts';
import { entryRules, readEntry } from '../register/entry.ts';
import { sayValue } from '../register/say.ts';
import { SUBJECT } from './ledger.ts';
import type { LedgerDesk, OpenSheet, WholeRow } from './open.ts';
import { countCells, everyRow, ledgerEntry, rowsOf } from './open.ts';
import type { Answered, KeptRow, SheetMove } from './sheet.store.ts';
import { answerSheet, moveSheetRow, rowsOfSheet } from './sheet.store.ts';
import type { Mover, Returned, ReturnedCell, SheetAct } from './sheet.ts';
import { moveSheet, needsReason, refuseShut, sheetErrors, unanswered } from './sheet.ts';

/** Answers to some questions of a row, as a filler gives them; `version` is that of the row that was seen. */
export interface GivenRow {
  readonly subject: string;
  readonly version: number;
  readonly values: Values;
}

/** So many rows are answered at once. */
const MOST_AT_ONCE = 2_000;

/** What is asked, without what must be answered: that is looked at when the sheet is handed in. */
function lenient(asked: Register): Register {
  const fields = Object.entries(asked.fields).filter(([name]) => name !== SUBJECT);
  return { ...asked, fields: Object.fromEntries(fields.map(([name, field]) => [name, { ...field, required: false }])) };
}

/** Keeps answers of several rows. Throws SHEET_ACT_REFUSED, SHEET_ROW_UNKNOWN, SHEET_CELL_SHUT, SHEET_ANSWERS_INVALID, SHEET_MOVED_ON. */
export async function fillSheet(
  desk: LedgerDesk,
  mover: Mover,
  open: OpenSheet,
  given: readonly GivenRow[],
  drop: readonly string[] = [],
): Promise<void> {
  const { sheet, form, asked } = open;
  const to = moveSheet(sheet.state, 'answer', mover);
  const kept = await expectedRows(
    desk,
    open,
    given.map(({ subject }) => subject),
  );
  const one = lenient(asked);
  const rules = entryRules(desk.library, one, desk.today);
  const faults: Record<string, { code: string }> = {};
  const rows = given.map(({ subject, version, values }): Answered => {
    const before = kept.get(subject);
    if ((before?.version ?? 0) !== version) throw new LinliError(sheetErrors.SHEET_MOVED_ON);
    refuseShut(form, sheet.state, before?.returned ?? {}, Object.keys(values));
    const read = readEntry(one, values, rules, { partly: true });
    for (const [name, fault] of Object.entries(read.faults)) faults[`${subject}.${name}`] = fault;
    const answers = { ...before?.answers, ...read.values };
    return { id: before?.id ?? newId(), subject, before, answers, known: before?.known ?? {} };
  });
  const count = Object.keys(faults).length;
  if (count > 0) throw new LinliError(sheetErrors.SHEET_ANSWERS_INVALID, { count }, faults);
  if (drop.length > 0 && form.rows !== 'free') throw new LinliError(sheetErrors.SHEET_ROW_UNKNOWN);
  const from = sheet.state === 'returned' ? (['returned'] as const) : (['unopened', 'opened', 'filling'] as const);
  await answerSheet(desk, open.one, sheet, rows, { to, from, dropped: drop });
}

/** The kept rows of subjects the sheet expects. Throws SHEET_ROW_UNKNOWN. */
async function expectedRows(desk: LedgerDesk, open: OpenSheet, wanted: readonly string[]): Promise<Map<string, KeptRow>> {
  if (open.form.rows === 'free') {
    const kept = await rowsOfSheet(desk.handle, open.sheet, { subjects: wanted });
    return new Map(kept.map((row) => [row.subject, row]));
  }
  const { rows } = await rowsOf(desk, open, { size: MOST_AT_ONCE, only: wanted });
  if (wanted.some((subject) => !rows.some((row) => row.subject === subject))) throw new LinliError(sheetErrors.SHEET_ROW_UNKNOWN);
  return new Map(rows.flatMap(({ subject, kept }) => (kept ? [[subject, kept] as const] : [])));
}

/** A cell of a row that is sent back. */
export interface CellBack {
  readonly subject: string;
  readonly field: string;
  readonly reason: string;
}

/** What somebody does with a sheet, and of which version. */
export interface SheetCommand {
  readonly act: SheetAct;
  readonly version: number;
  readonly reason?: string;
  readonly cells?: readonly CellBack[];
}

/**
 * What an act makes of a sheet, ready to be written. Throws SHEET_ACT_REFUSED, SHEET_CLOSED, SHEET_MOVED_ON, REASON_NEEDED, SHEET_UNANSWERED,
 * SHEET_CELLS_NEEDED, SHEET_ROW_UNKNOWN.
 */
export async function decideSheet(desk: LedgerDesk, mover: Mover, open: OpenSheet, command: SheetCommand): Promise<SheetMove> {
  const { act, version, reason = '', cells = [] } = command;
  const to = moveSheet(open.sheet.state, act, mover);
  if (open.sheet.version !== version) throw new LinliError(sheetErrors.SHEET_MOVED_ON);
  const base: SheetMove = { act, to, reason: needsReason(act) ? requireReason(reason) : reason };
  if (act === 'submit') return { ...base, ...(await handedIn(desk, open)) };
  if (act === 'return') return { ...base, returned: await sentBack(desk, open, cells) };
  return base;
}

/** Decides and writes in one. */
export async function actOnSheet(desk: LedgerDesk, mover: Mover, open: OpenSheet, command: SheetCommand): Promise<SheetMove> {
  const move = await decideSheet(desk, mover, open, command);
  await moveSheetRow(desk, open.sheet, move);
  return move;
}

/** What is kept when a sheet is handed in: what the registers say on that day, beside every answer. */
async function handedIn(desk: LedgerDesk, open: OpenSheet): Promise<Partial<SheetMove>> {
  const { sheet, form } = open;
  const [rows, kept] = await Promise.all([everyRow(desk, open), rowsOfSheet(desk.handle, sheet)]);
  const missing = unanswered(
    form,
    rows.map((row) => ({ answers: row.kept?.answers ?? {} })),
  );
  if (missing.length > 0) throw new LinliError(sheetErrors.SHEET_UNANSWERED, { count: missing.length, field: missing[0]!.field });
  const expected = new Set(rows.map(({ subject }) => subject));
  const frozen = rows.map(({ subject, known, kept: before }) => {
    const returned: Returned = Object.fromEntries(
      Object.entries(before?.returned ?? {}).map(([name, cell]) => [name, { ...cell, open: false }]),
    );
    return { id: before?.id ?? newId(), subject, before, answers: before?.answers ?? {}, known, returned };
  });
  return { ...countCells(form, rows), frozen, dropped: kept.filter(({ subject }) => !expected.has(subject)).map(({ subject }) => subject) };
}

/** Single cells, each with its reason; what it said stays beside what it will say. */
async function sentBack(desk: LedgerDesk, open: OpenSheet, cells: readonly CellBack[]): Promise<NonNullable<SheetMove['returned']>> {
  if (cells.length === 0) throw new LinliError(sheetErrors.SHEET_CELLS_NEEDED);
  const wanted = [...new Set(cells.map(({ subject }) => subject))];
  const { rows } = await rowsOf(desk, open, { size: MOST_AT_ONCE, only: wanted });
  return wanted.map((subject) => {
    const row = rows.find((known) => known.subject === subject);
    const named = cells.filter((cell) => cell.subject === subject);
    const strange = named.some(({ field }) => !open.form.fields.some(({ name }) => name === field));
    if (!row?.kept || strange) throw new LinliError(sheetErrors.SHEET_ROW_UNKNOWN);
    const marks = named.map(({ field, reason }): [string, ReturnedCell] => {
      const before = saidNow(desk, open, row, field);
      return [field, { reason: requireReason(reason), before, by: desk.by.actor, at: desk.by.at.toISOString(), open: true }];
    });
    return { row: row.kept, returned: { ...row.kept.returned, ...Object.fromEntries(marks) } };
  });
}

/** A cell as a person reads it. */
function saidNow({ library }: LedgerDesk, { one, form, sheet }: OpenSheet, row: WholeRow, field: string): string {
  const entry = ledgerEntry(form, one, { ...sheet, id: row.subject }, row, row.kept) as unknown as Values;
  const kind = one.fields[field]?.kind;
  if (kind === 'entry') return sayValue(library, one, field, entry[`${field}__title`]);
  const name = kind === 'sealed' ? `${field}_last4` : field;
  return sayValue(library, one, name, entry[name]);
}
