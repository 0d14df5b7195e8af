import { defineErrors, LinliError } from '../../kernel/kernel.ts';
import type { LedgerForm } from './ledger.ts';
import { askedFields } from './ledger.ts';

export const sheetErrors = defineErrors({
  SHEET_NOT_FOUND: 404,
  SHEET_MOVED_ON: 409,
  SHEET_ACT_REFUSED: 409,
  SHEET_CLOSED: 409,
  SHEET_CELL_SHUT: 409,
  SHEET_CELLS_NEEDED: 400,
  SHEET_UNANSWERED: 409,
  SHEET_ROW_UNKNOWN: 400,
  SHEET_ANSWERS_INVALID: 400,
});

/** Where the sheet of one community stands (IND-06). */
export const sheetStates = ['unopened', 'opened', 'filling', 'submitted', 'returned', 'checked', 'locked'] as const;
export type SheetState = (typeof sheetStates)[number];

/** Who acts on a sheet: who fills it in, who checks it, who keeps the ledger. */
export type SheetRole = 'fill' | 'check' | 'keep';
export const sheetActs = ['open', 'answer', 'submit', 'recall', 'return', 'check', 'reopen', 'lock', 'unlock'] as const;
export type SheetAct = (typeof sheetActs)[number];

interface Move {
  readonly by: readonly SheetRole[];
  readonly from: readonly SheetState[];
  readonly to: SheetState;
  readonly reason?: boolean;
}

/** The table of allowed moves. A sheet that was returned stays returned while its cells are mended. */
const moves: Readonly<Record<SheetAct, Move>> = {
  open: { by: ['fill'], from: ['unopened'], to: 'opened' },
  answer: { by: ['fill'], from: ['unopened', 'opened', 'filling'], to: 'filling' },
  submit: { by: ['fill'], from: ['opened', 'filling', 'returned'], to: 'submitted' },
  recall: { by: ['fill'], from: ['submitted'], to: 'filling' },
  return: { by: ['check', 'keep'], from: ['submitted', 'checked'], to: 'returned' },
  check: { by: ['check'], from: ['submitted'], to: 'checked' },
  reopen: { by: ['check'], from: ['checked'], to: 'submitted', reason: true },
  lock: { by: ['keep'], from: ['checked'], to: 'locked' },
  unlock: { by: ['keep'], from: ['locked'], to: 'checked', reason: true },
};

/** What a sheet is moved by. */
export interface Mover {
  readonly roles: readonly SheetRole[];
  /** Whether anybody checks before the county locks. */
  readonly checked: boolean;
  /** Whether the ledger still goes on. */
  readonly live: boolean;
}

/** What may be done with a sheet now. */
export function actsOn(state: SheetState, mover: Mover): SheetAct[] {
  return sheetActs.filter((act) => allowed(state, act, mover));
}

function allowed(state: SheetState, act: SheetAct, { roles, checked, live }: Mover): boolean {
  const move = moves[act];
  if (!live && act !== 'unlock' && act !== 'lock' && act !== 'check') return false;
  if (act === 'answer' && state === 'returned') return roles.includes('fill');
  if (act === 'lock' && !checked && state === 'submitted') return roles.includes('keep');
  return move.from.includes(state) && move.by.some((role) => roles.includes(role));
}

/** The state after an act. Throws SHEET_ACT_REFUSED, SHEET_CLOSED when the ledger has ended. */
export function moveSheet(state: SheetState, act: SheetAct, mover: Mover): SheetState {
  if (!allowed(state, act, mover)) {
    if (!mover.live && allowed(state, act, { ...mover, live: true })) throw new LinliError(sheetErrors.SHEET_CLOSED);
    throw new LinliError(sheetErrors.SHEET_ACT_REFUSED, { state, act });
  }
  if (act === 'answer' && state === 'returned') return 'returned';
  // The county takes a lock back to where it came from.
  if (act === 'unlock' && !mover.checked) return 'submitted';
  return moves[act].to;
}

/** Whether an act must say why. */
export function needsReason(act: SheetAct): boolean {
  return moves[act].reason === true;
}

/** A cell that was sent back: why, what it said then, and whether it is still open. */
export interface ReturnedCell {
  readonly reason: string;
  readonly before: string;
  readonly by: string;
  readonly at: string;
  readonly open: boolean;
}
export type Returned = Readonly<Record<string, ReturnedCell>>;

/** The cells of a row that may be answered now: all new ones, or of a sheet that was sent back only those. Known cells are mended where they are kept. */
export function openCells(form: Pick<LedgerForm, 'fields'>, state: SheetState, returned: Returned): string[] {
  const names = askedFields(form).map((field) => field.name);
  if (state === 'returned') return names.filter((name) => returned[name]?.open === true);
  return ['unopened', 'opened', 'filling'].includes(state) ? names : [];
}

/** Refuses an answer to a cell that is shut. Throws SHEET_CELL_SHUT. */
export function refuseShut(form: LedgerForm, state: SheetState, returned: Returned, given: readonly string[]): void {
  const open = openCells(form, state, returned);
  const shut = given.find((name) => !open.includes(name));
  if (shut === undefined) return;
  const title = form.fields.find(({ name }) => name === shut)?.title || shut;
  throw new LinliError(sheetErrors.SHEET_CELL_SHUT, { field: title });
}

/** A row as far as its sheet counts it. */
export interface CountedRow {
  readonly known: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
}

export const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** How many cells a sheet has, and how many of them the system filled in (ADM-09): a known cell without a value is nobody's work yet and counts as not filled. */
export function cellsOf(form: Pick<LedgerForm, 'fields'>, rows: readonly CountedRow[]): { cells: number; known: number } {
  const shown = form.fields.flatMap(({ known }) => (known === undefined ? [] : [known]));
  return {
    cells: rows.length * form.fields.length,
    known: rows.reduce((sum, row) => sum + shown.filter((name) => isFilled(row.known[name])).length, 0),
  };
}

/** Required answers that are missing: which row, which field. */
export function unanswered(
  form: LedgerForm,
  rows: readonly { readonly answers: Readonly<Record<string, unknown>> }[],
): { row: number; field: string }[] {
  const needed = askedFields(form).filter(({ required, kind }) => required === true && kind !== 'flag');
  return rows.flatMap((row, at) =>
    needed.filter(({ name }) => !isFilled(row.answers[name])).map(({ title }) => ({ row: at, field: title })),
  );
}

/** A sheet as a board counts it. */
export interface BoardSheet {
  readonly state: SheetState;
  readonly due_on: string;
}

/** Whether a sheet is late on a day: due, and not handed in. */
export function isLate({ state, due_on }: BoardSheet, today: string): boolean {
  return due_on < today && ['unopened', 'opened', 'filling', 'returned'].includes(state);
}

/** How many sheets stand where. */
export function boardOf(sheets: readonly BoardSheet[], today: string): Record<SheetState | 'late', number> {
  const counts = Object.fromEntries([...sheetStates, 'late'].map((name) => [name, 0])) as Record<SheetState | 'late', number>;
  for (const sheet of sheets) {
    counts[sheet.state] += 1;
    if (isLate(sheet, today)) counts.late += 1;
  }
  return counts;
}

/**
 * The answers of all versions under the names of the last one: a question that goes on from an older one carries its answers on, and nothing
 * of what was answered is rewritten (ADM-04).
 */
export function inSeries(
  versions: readonly { readonly version: number; readonly form: Pick<LedgerForm, 'fields'> }[],
  row: { readonly version: number; readonly answers: Readonly<Record<string, unknown>> },
): Record<string, unknown> {
  const later = versions.filter(({ version }) => version > row.version).sort((left, right) => left.version - right.version);
  return later.reduce<Record<string, unknown>>(
    (answers, { form }) => {
      const kept = form.fields.map(({ name, continues }) => [name, answers[continues ?? name] ?? answers[name]] as const);
      return Object.fromEntries(kept.filter(([, value]) => value !== undefined));
    },
    { ...row.answers },
  );
}
