import type { Day } from '../../../kernel/kernel.ts';
import type { KeptRow, KeptValue, Ledger, ListedLedger, OpenSheet, SheetRow, WholeRow } from '../../../registers/registers.ts';
import { formOf, isLate, knownFields, ledgerEntry, stateOn, text, valuesIn, wordsOf } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { EntryView } from '../registers/view.ts';
import { entryView } from '../registers/view.ts';

/** A ledger in the catalogue. */
export async function ledgerView(linli: Linli, today: Day, ledger: Ledger & Partial<Omit<ListedLedger, keyof Ledger>>) {
  const { form, version, entered_at } = formOf(ledger);
  const last = ledger.decisions.at(-1);
  return {
    county: ledger.county,
    id: ledger.id,
    version,
    since: entered_at.slice(0, 10),
    state: stateOn(form, ledger.decisions, today),
    ...form,
    shown: knownFields(form).length,
    frequency_title: text(`ledgers.frequencies.${form.frequency}`),
    rows_title: rowsTitle(linli, form.rows),
    fills_titles: form.fills.map((role) => linli.roles.get(role)?.title ?? role),
    checks_titles: form.checks.map((role) => linli.roles.get(role)?.title ?? role),
    decision: last ? { kind: last.kind, on_day: last.on_day, basis: last.basis, into_ledger: last.into_ledger } : null,
    communities: ledger.communities ?? 0,
    sheets: ledger.sheets ?? 0,
    cells: ledger.cells ?? 0,
    known: ledger.known ?? 0,
    share: shareOf(ledger.known ?? 0, ledger.cells ?? 0),
  };
}

/** A share in per cent with one decimal; null of nothing. */
export function shareOf(part: number, of: number): number | null {
  return of === 0 ? null : Math.round((part / of) * 1000) / 10;
}

/** What a row is about, in words. */
export function rowsTitle(linli: Linli, rows: string): string {
  if (rows === 'community' || rows === 'free') return text(`ledgers.rows.${rows}`);
  const one = linli.registers.find(({ register }) => register === rows);
  return one ? wordsOf(linli.library, one).one : text('ledgers.rows.person');
}

/** A sheet on a board or in a list. */
export async function sheetView(linli: Linli, today: Day, sheet: SheetRow) {
  const { county, id, community, town, ledger, round, title, period, due_on, state, version, cells, known, moved_at } = sheet;
  return {
    county,
    id,
    community,
    community_name: await linli.regionName(community),
    town,
    town_name: await linli.regionName(town),
    ledger,
    round,
    title,
    period,
    due_on,
    state,
    version,
    late: isLate(sheet, today),
    cells,
    known,
    moved_at,
  };
}

/** A row of a sheet: what it is about, what is known with its source, what was answered, what was sent back. */
export interface RowView extends EntryView {
  readonly subject: string;
  readonly row_version: number;
  readonly row: string | null;
  readonly sources: Readonly<Record<string, SourceView>>;
  readonly returned: KeptRow['returned'];
}
interface SourceView {
  readonly register: string;
  readonly title: string;
  readonly entry: string | null;
  readonly on: string | null;
  readonly by: string;
}

/** A row as the register mechanism shows entries. */
export async function rowView(linli: Linli, { one, form, sheet }: OpenSheet, row: WholeRow): Promise<RowView> {
  const { kept } = row;
  const entry = ledgerEntry(form, one, { ...sheet, id: row.subject }, row, kept);
  return {
    ...(await entryView(linli, one, entry)),
    subject: row.subject,
    row: kept?.id ?? null,
    row_version: kept?.version ?? 0,
    sources: Object.fromEntries(Object.entries(valuesIn(row.known)).map(([name, value]) => [name, sourceView(linli, value)])),
    returned: kept?.returned ?? {},
  };
}

function sourceView(linli: Linli, { register, entry, on, by }: KeptValue): SourceView {
  return { register, title: sourceTitle(linli, register), entry, on, by };
}

function sourceTitle(linli: Linli, register: string): string {
  if (register === 'person') return text('ledgers.people');
  const one = linli.registers.find((known) => known.register === register);
  return one ? wordsOf(linli.library, one).title : text('ledgers.other');
}
