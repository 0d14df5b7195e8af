import { buildCases } from '../facilities/facility.ts';
import { communityTypes } from '../regions/region.ts';
import type { CsvRow, PackDocument } from './document.ts';
import { faultAt } from './fault.ts';
import type { Fault } from './fault.ts';
import { codesIn } from './shelf.ts';
import type { FileKind, Shelf } from './shelf.ts';
import { aWholeNumber, among, anything, checkTable, filled, inTable, orEmpty, repeatedRows } from './table.ts';
import type { CellCheck, Columns } from './table.ts';

interface CodeTable {
  readonly columns: Columns;
  /** The columns that together name a row. */
  readonly key: readonly string[];
  /** Codes that the program itself works with: all of them, and no others. */
  readonly exactly?: readonly string[];
}

const yesNo = among(['yes', 'no']);
const bit = among(['0', '1']);
const aMonth: CellCheck = (value) => (/^\d{4}(0[1-9]|1[0-2])$/.test(value) ? undefined : { key: 'month' });
const sixDigits: CellCheck = (value) => (/^[1-9]\d{5}$/.test(value) ? undefined : { key: 'area-code' });
const threeDigits: CellCheck = (value) => (/^\d{3}$/.test(value) ? undefined : { key: 'segment' });

const coded = (more: Columns = {}, exactly?: readonly string[]): CodeTable => ({ columns: { code: filled, name: filled, ...more }, key: ['code'], ...(exactly ? { exactly } : {}) });

const tables: Readonly<Record<string, CodeTable>> = {
  case_status: coded({ stops_clock: bit, final: bit, verify: yesNo }),
  community_type: coded({ setting: among(['urban', 'rural']), source: filled }, communityTypes),
  contradiction: coded(),
  disability_category: coded(),
  disability_level: coded({ severity: anything }),
  education_level: coded({ level: filled }),
  employment_status: coded(),
  ethnic_group: coded({ romanised: anything, letter_code: anything }),
  facility_case: coded({ source: filled }, buildCases),
  facility_kind: coded({ network: among(['comprehensive', 'special', 'outlet']), source: filled }),
  gb2260_history: { columns: { code: sixDigits, name: filled, first_seen: aMonth, last_seen: aMonth }, key: ['code', 'name', 'first_seen'] },
  health_status: coded({ parent: anything }),
  household_registration_type: coded({ verify: yesNo }),
  identity_document_type: coded({ number_format: anything, verify: yesNo }),
  key_population_category: coded({ sensitive: bit, verify: yesNo }),
  kinship: coded({ major_class: filled }),
  legal_deadlines: { columns: { domain: filled, event: filled, days: filled, unit: among(['working', 'calendar', 'date', 'hour', 'month (min)', 'year (min)']), extend_days: anything, basis: filled, verify: yesNo }, key: ['domain', 'event'] },
  marital_status: coded({ parent: anything }),
  personal_data_classes: { columns: { field: filled, class: filled, basis: anything, default_display: filled, consent_needed: filled }, key: ['field'] },
  political_status: coded(),
  prohibited_certificates: { columns: { no: aWholeNumber, name: filled }, key: ['no'] },
  region_code_segments: { columns: { segment: filled, from: threeDigits, to: threeDigits, kind: filled, name: filled }, key: ['segment', 'from'] },
  satisfaction_grade: coded({ stars: aWholeNumber, is_bad: bit, requires_reason: bit }),
  sex: coded({ note: anything }),
  social_assistance_category: coded({ group: filled, verify: yesNo }),
  urban_rural_class: coded({ parent: anything }),
};

export const codeFiles: FileKind = {
  path: new RegExp(`^codes/(${Object.keys(tables).join('|')})\\.csv$`), home: 'base', needed: Object.keys(tables).map((name) => `codes/${name}.csv`), check: checkCodes,
};

function checkCodes(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const name = document.file.split('/').at(-1)!.slice(0, -'.csv'.length);
  const { columns, key, exactly } = tables[name]!;
  const above: Columns = 'parent' in columns ? { parent: orEmpty(inTable(codesIn(shelf, name), name)) } : {};
  const cited: Columns = 'source' in columns ? { source: (value) => citation(value, shelf) } : {};
  const faults = [...checkTable(document, { ...columns, ...above, ...cited }), ...repeatedRows(document, key)];
  return [...faults, ...(exactly ? closedList(document, exactly) : []), ...(name === 'gb2260_history' ? backwards(document) : [])];
}

function citation(value: string, shelf: Shelf): ReturnType<CellCheck> {
  if (value === '') return { key: 'empty' };
  const known = !shelf.outside || shelf.outside.requirements.has(value) || codesIn(shelf, 'contradiction').has(value);
  return known ? undefined : { key: 'requirement' };
}

function closedList(document: PackDocument, exactly: readonly string[]): Fault[] {
  const rows = document.data as CsvRow[];
  const lost = exactly.filter((code) => !rows.some((row) => row.code === code)).map((code) => faultAt(document, [], 'code-missing', { code }));
  return [...lost, ...rows.flatMap((row, index) => (exactly.includes(row.code ?? '') ? [] : [faultAt(document, [index], 'code-unread', { code: row.code ?? '' })]))];
}

function backwards(document: PackDocument): Fault[] {
  return (document.data as CsvRow[]).flatMap((row, index) => ((row.last_seen ?? '') < (row.first_seen ?? '') ? [faultAt(document, [index], 'backwards', { from: row.first_seen ?? '', to: row.last_seen ?? '' })] : []));
}
