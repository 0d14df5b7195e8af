import type { Day } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { CellError, CheckedImport, ImportColumn } from '../imports/column.ts';
import { checkSheet, pause } from '../imports/column.ts';
import { synonymsOf } from '../imports/heading.ts';
import type { Sheet } from '../imports/sheet.ts';
import { text } from '../packs/packs.ts';
import { normaliseLogin } from './account.ts';

const KEYS = ['login', 'name', 'phone', 'role', 'region', 'unit', 'validFrom', 'validTo'] as const;
type Key = (typeof KEYS)[number];
const NEEDED: ReadonlySet<Key> = new Set(['login', 'name', 'phone', 'role', 'region']);

/** An account with its first appointment, as a row of a sheet asks for it. */
export interface AccountRow {
  readonly row: number;
  readonly login: string;
  readonly name: string;
  readonly phone: string;
  readonly role: string;
  readonly region: string;
  readonly unit: string | undefined;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
}

/** What cells may say: name or code → code. */
export interface AccountChoices {
  readonly role: ReadonlyMap<string, string>;
  readonly region: ReadonlyMap<string, string>;
  readonly unit: ReadonlyMap<string, string>;
}

/** Each name that is nobody else's, and each code, leads to the code; equal names are told apart by their codes alone. */
export function choicesByName(rows: readonly { readonly code: string; readonly name: string }[]): Map<string, string> {
  const seen = new Map<string, number>();
  for (const { name } of rows) seen.set(name, (seen.get(name) ?? 0) + 1);
  return new Map(rows.flatMap(({ code, name }) => [...(seen.get(name) === 1 ? [[name, code] as const] : []), [code, code] as const]));
}

/** The columns of the import of accounts. */
export function accountColumns(choices: AccountChoices): ImportColumn<Key>[] {
  const offered: Partial<Record<Key, ReadonlyMap<string, string>>> = { ...choices };
  return KEYS.map((key) => ({
    key,
    title: text(`documents.accounts.columns.${key}`),
    synonyms: synonymsOf(`documents.accounts.headings.${key}`),
    required: NEEDED.has(key),
    ...(offered[key] ? { choices: offered[key] } : {}),
    kind: offered[key] ? 'choice' : key.startsWith('valid') ? 'day' : 'text',
  }));
}

/** Reads a sheet of accounts; whether a role fits its place is for whoever knows the roles to say. Throws IMPORT_COLUMNS_MISSING. */
export async function checkAccounts(sheet: Sheet, columns: readonly ImportColumn<Key>[], today: Day): Promise<CheckedImport<AccountRow>> {
  const { rows, errors, unread, missing } = await checkSheet(sheet, columns);
  const found: CellError[] = [...errors];
  const inputs: AccountRow[] = [];
  const first = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    await pause(at);
    const input: AccountRow = {
      row: row.row,
      login: String(row.login),
      name: String(row.name).normalize('NFKC').trim(),
      phone: String(row.phone),
      role: String(row.role),
      region: String(row.region),
      unit: row.unit === null ? undefined : String(row.unit),
      validFrom: row.validFrom === null ? today : String(row.validFrom),
      validTo: row.validTo === null ? undefined : String(row.validTo),
    };
    const faults = rowFaults(input, first);
    for (const [key, fault] of Object.entries(faults)) found.push(accountFault(input, key as Key, fault.code, fault.values));
    if (Object.keys(faults).length === 0) inputs.push(input);
  }
  return { inputs, errors: found.sort((left, right) => left.row - right.row), unread, missing };
}

type Faults = Partial<Record<Key, { code: string; values?: Record<string, string | number> }>>;

function rowFaults(input: AccountRow, first: Map<string, number>): Faults {
  const faults: Faults = {};
  try {
    const login = normaliseLogin(input.login);
    const before = first.get(login);
    if (before === undefined) first.set(login, input.row);
    else faults.login = { code: 'LOGIN_TWICE', values: { row: before } };
  } catch (error) {
    if (!(error instanceof LinliError)) throw error;
    faults.login = { code: error.code };
  }
  if (!/\p{L}/u.test(input.name)) faults.name = { code: 'FIELD_REQUIRED' };
  if (input.validTo !== undefined && input.validTo <= input.validFrom) faults.validTo = { code: 'FIELD_DATE_ORDER' };
  return faults;
}

/** What is wrong with a cell of an account's row. */
export function accountFault(input: AccountRow, key: Key, code: string, values?: Record<string, string | number>): CellError {
  return {
    row: input.row,
    column: text(`documents.accounts.columns.${key}`),
    value: String(input[key] ?? ''),
    code,
    ...(values ? { values } : {}),
  };
}
