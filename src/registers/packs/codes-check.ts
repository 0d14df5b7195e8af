import { buildCases } from '../facilities/facility.ts';
import { communityTypes } from '../regions/region.ts';
import type { CsvRow, PackDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { faultAt } from './fault.ts';
import type { FileKind, Shelf } from './shelf.ts';
import { codesIn } from './shelf.ts';
import type { CellCheck, Columns } from './table.ts';
import { among, anything, aWholeNumber, checkTable, filled, inTable, orEmpty, repeatedRows } from './table.ts';

interface CodeTable {
  readonly columns: Columns;
  /** The columns that together name a row. */
  readonly key: readonly string[];
  /** Codes that the program itself works with: all of them, and no others. */
  readonly exactly?: readonly string[];
  /** The standard numbers its codes without a gap, up to the group of others at the end. */
  readonly unbroken?: true;
}

const segmentKinds = ['subdistrict', 'town', 'township', 'town_like', 'community', 'village', 'community_like', 'village_like'];
const yesNo = among(['yes', 'no']);
const bit = among(['0', '1']);
const aMonth: CellCheck = (value) => (/^\d{4}(0[1-9]|1[0-2])$/.test(value) ? undefined : { key: 'month' });
const sixDigits: CellCheck = (value) => (/^[1-9]\d{5}$/.test(value) ? undefined : { key: 'area-code' });
const threeDigits: CellCheck = (value) => (/^\d{3}$/.test(value) ? undefined : { key: 'segment' });

const digits = (count: number): Columns => ({
  code: (value) => (new RegExp(`^\\d{${count}}$`).test(value) ? undefined : { key: 'digits', values: { count } }),
});
const aLimit: CellCheck = (value, row) => (row.unit === 'date' ? filled(value, row) : aWholeNumber(value, row));

const coded = (more: Columns = {}, exactly?: readonly string[]): CodeTable => ({
  columns: { code: filled, name: filled, ...more },
  key: ['code'],
  ...(exactly ? { exactly } : {}),
});

const tables: Readonly<Record<string, CodeTable>> = {
  case_status: coded({ stops_clock: bit, final: bit, verify: yesNo }),
  community_type: coded({ setting: among(['urban', 'rural']), source: filled }, communityTypes),
  contradiction: coded(),
  disability_category: { ...coded(digits(1)), unbroken: true },
  disability_level: { ...coded({ ...digits(1), severity: anything }), unbroken: true },
  education_level: coded({ ...digits(2), level: filled }),
  employment_status: coded(digits(2)),
  organisation_field: coded({ source: filled }),
  consent_purpose: coded({ explain: filled, note: anything }),
  record_part: coded(),
  protection_control: coded({ level2: filled, level3: filled, verify: yesNo }),
  protection_state: coded({ met: bit }),
  data_class: coded({ access: filled, shown: filled, exported: filled, retention: filled, verify: yesNo }, [
    'public',
    'internal',
    'personal',
    'sensitive',
  ]),
  social_work_certificate: coded(),
  ethnic_group: { ...coded({ ...digits(2), romanised: anything, letter_code: anything }), unbroken: true },
  facility_case: coded({ source: filled }, buildCases),
  facility_kind: coded({ network: among(['comprehensive', 'special', 'outlet']), source: filled }),
  gb2260_history: {
    columns: { code: sixDigits, name: filled, first_seen: aMonth, last_seen: aMonth },
    key: ['code', 'name', 'first_seen'],
  },
  health_status: coded({ ...digits(2), parent: anything }),
  household_registration_type: coded({ ...digits(1), verify: yesNo }),
  identity_document_type: coded({ number_format: anything, verify: yesNo }),
  key_population_category: coded({ sensitive: bit, verify: yesNo }),
  kinship: coded({ ...digits(2), major_class: filled }),
  legal_deadlines: {
    columns: {
      domain: filled,
      event: filled,
      days: aLimit,
      unit: among(['working', 'calendar', 'date', 'hour', 'month (min)', 'year (min)']),
      extend_days: anything,
      basis: filled,
      verify: yesNo,
    },
    key: ['domain', 'event'],
  },
  marital_status: coded({ ...digits(2), parent: anything }),
  personal_data_classes: {
    columns: { field: filled, class: filled, basis: anything, default_display: filled, consent_needed: filled },
    key: ['field'],
  },
  political_status: { ...coded(digits(2)), unbroken: true },
  prohibited_certificates: { columns: { no: aWholeNumber, name: filled }, key: ['no'] },
  region_code_segments: {
    columns: { segment: filled, from: threeDigits, to: threeDigits, kind: among(segmentKinds), name: filled },
    key: ['segment', 'from'],
  },
  satisfaction_grade: coded({ ...digits(1), stars: aWholeNumber, is_bad: bit, requires_reason: bit }),
  sex: coded({ ...digits(1), note: anything }),
  social_assistance_category: coded({ group: filled, verify: yesNo }),
  urban_rural_class: coded({ ...digits(3), parent: anything }),
};

export const codeFiles: FileKind = {
  path: new RegExp(`^codes/(${Object.keys(tables).join('|')})\\.csv$`),
  home: 'base',
  needed: Object.keys(tables).map((name) => `codes/${name}.csv`),
  check: checkCodes,
};

function checkCodes(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const name = document.file.split('/').at(-1)!.slice(0, -'.csv'.length);
  const { columns, key, exactly, unbroken } = tables[name]!;
  const above: Columns = 'parent' in columns ? { parent: parentIn(document, name, shelf) } : {};
  const cited: Columns = 'source' in columns ? { source: (value) => citation(value, shelf) } : {};
  const faults = [...checkTable(document, { ...columns, ...above, ...cited }), ...repeatedRows(document, key)];
  return [
    ...faults,
    ...(exactly ? closedList(document, exactly) : []),
    ...(unbroken ? gaps(document) : []),
    ...(name === 'gb2260_history' ? backwards(document) : []),
  ];
}

function citation(value: string, shelf: Shelf): ReturnType<CellCheck> {
  if (value === '') return { key: 'empty' };
  const known = !shelf.outside || shelf.outside.requirements.has(value) || codesIn(shelf, 'contradiction').has(value);
  return known ? undefined : { key: 'requirement' };
}

function closedList(document: PackDocument, exactly: readonly string[]): Fault[] {
  const rows = document.data as CsvRow[];
  const lost = exactly
    .filter((code) => !rows.some((row) => row.code === code))
    .map((code) => faultAt(document, [], 'code-missing', { code }));
  return [
    ...lost,
    ...rows.flatMap((row, index) =>
      exactly.includes(row.code ?? '') ? [] : [faultAt(document, [index], 'code-unread', { code: row.code ?? '' })],
    ),
  ];
}

/** A code of several digits that has a group in the table belongs to it: 21 to 20, 210 to 200. */
function parentIn(document: PackDocument, name: string, shelf: Shelf): CellCheck {
  const codes = new Set((document.data as CsvRow[]).map((row) => row.code ?? ''));
  const inThis = orEmpty(inTable(codesIn(shelf, name), name));
  return (value, row) => {
    const { code = '' } = row;
    const groups = [...code].map((_, at) => code.slice(0, code.length - 1 - at) + '0'.repeat(at + 1)).slice(0, -1);
    const expected = groups.find((group) => group !== code && codes.has(group));
    return expected !== undefined && value !== expected ? { key: 'parent', values: { code, expected } } : inThis(value, row);
  };
}

const OTHERS = 90;

function gaps(document: PackDocument): Fault[] {
  const codes = (document.data as CsvRow[]).map((row) => row.code ?? '').filter((code) => /^\d+$/.test(code) && Number(code) < OTHERS);
  const last = Math.max(...codes.map(Number));
  const due = Array.from({ length: last }, (_, at) => String(at + 1).padStart(codes[0]?.length ?? 1, '0'));
  return due.filter((code) => !codes.includes(code)).map((code) => faultAt(document, [], 'code-gap', { code }));
}

function backwards(document: PackDocument): Fault[] {
  return (document.data as CsvRow[]).flatMap((row, index) =>
    (row.last_seen ?? '') < (row.first_seen ?? '')
      ? [faultAt(document, [index], 'backwards', { from: row.first_seen ?? '', to: row.last_seen ?? '' })]
      : [],
  );
}
