import type { Day, LegalCalendar } from '../../kernel/kernel.ts';
import { LinliError } from '../../kernel/kernel.ts';
import type { CsvRow, PackDocument } from './document.ts';
import { packErrors } from './errors.ts';
import type { Fault } from './fault.ts';
import type { Manifest, Parameter } from './manifest.ts';
import { statutoryDays } from './statutory.ts';

/** A policy document as data. */
export interface Pack {
  readonly name: string;
  readonly manifest: Manifest;
  /** SHA-256 (hex) over this pack's content and the content of all it extends. */
  readonly hash: string;
  /** Section name (`targets`, `codes/sex`, `texts/zh-CN/errors`, `calendar` …) → document. */
  readonly sections: ReadonlyMap<string, PackDocument>;
}

/** All packs of a folder. */
export interface PackLibrary {
  readonly packs: readonly Pack[];
  readonly faults: readonly Fault[];
  /** Throws PACK_UNKNOWN. */
  packOf(name: string): Pack;
  /** The packs that hold in a place (its own code and those above it) on a day: the most specific first, the nation's last. */
  packsFor(ancestorCodes: readonly string[], day: Day): Pack[];
  /** The dated value the most specific of the packs gives. Throws PARAMETER_UNKNOWN. */
  parameter(packs: readonly Pack[], name: string, day: Day): Parameter & { readonly pack: string };
  /** The rows of a national code table. Throws CODE_TABLE_UNKNOWN. */
  codeTable(name: string): readonly CsvRow[];
  /** Public holidays and make-up days as published. */
  calendar(): LegalCalendar;
}

const RANK = { county: 0, city: 1, province: 2, nation: 3 } as const;

/** Builds the library over packs that were read. */
export function packLibrary(packs: readonly Pack[], faults: readonly Fault[]): PackLibrary {
  const byName = new Map(packs.map((pack) => [pack.name, pack]));
  let calendar: LegalCalendar | undefined;
  const packOf = (name: string): Pack => {
    const found = byName.get(name);
    if (!found) throw new LinliError(packErrors.PACK_UNKNOWN, { name });
    return found;
  };
  return {
    packs,
    faults,
    packOf,
    parameter,
    packsFor: (codes, day) => packs.filter((pack) => holdsIn(pack, codes) && holdsOn(pack, day)).sort(bySpecificity),
    codeTable: (name) => codeTable(packOf('base'), name),
    calendar: () => (calendar ??= readCalendar(packOf('base'))),
  };
}

/** The library with the general pack, the named ones and all that these extend. Throws PACK_UNKNOWN. */
export function narrowLibrary(library: PackLibrary, names: readonly string[]): PackLibrary {
  const kept = new Set<string>();
  const keep = (name: string): void => {
    if (kept.has(name)) return;
    kept.add(name);
    library.packOf(name).manifest.extends.forEach(keep);
  };
  ['base', ...names].forEach(keep);
  return packLibrary(
    library.packs.filter((pack) => kept.has(pack.name)),
    library.faults,
  );
}

/** The real packs made for a place or for one above it, the most specific first; the nation's general pack, which always holds, is not among them. */
export function packsMadeFor(library: PackLibrary, ancestorCodes: readonly string[]): Pack[] {
  return library.packs
    .filter((pack) => ancestorCodes.includes(pack.manifest.jurisdiction) && !pack.manifest.demonstration)
    .sort(bySpecificity);
}

function holdsIn(pack: Pack, codes: readonly string[]): boolean {
  return pack.manifest.jurisdiction === 'nation' || codes.includes(pack.manifest.jurisdiction);
}

/** Whether the pack's period covers the day (its last day included). */
export function holdsOn(pack: Pack, day: Day): boolean {
  const { from, to } = pack.manifest.period;
  return day >= from && (to === null || day <= to);
}

/** Within one level the younger document goes first; between equals the name decides, so that the order never depends on the disk. */
function bySpecificity(left: Pack, right: Pack): number {
  return (
    RANK[left.manifest.level] - RANK[right.manifest.level] ||
    right.manifest.period.from.localeCompare(left.manifest.period.from) ||
    left.name.localeCompare(right.name)
  );
}

function parameter(packs: readonly Pack[], name: string, day: Day): Parameter & { readonly pack: string } {
  for (const pack of packs) {
    const rows = (pack.sections.get('parameters')?.data ?? []) as readonly Parameter[];
    const found = rows.find((row) => row.name === name && day >= row.valid_from && (!row.valid_to || day < row.valid_to));
    if (found) return { ...found, pack: pack.name };
  }
  throw new LinliError(packErrors.PARAMETER_UNKNOWN, { name, day });
}

function codeTable(base: Pack, name: string): readonly CsvRow[] {
  const found = base.sections.get(`codes/${name}`);
  if (!found) throw new LinliError(packErrors.CODE_TABLE_UNKNOWN, { name });
  return found.data as CsvRow[];
}

// Nothing here is older than the first plan or lies beyond the years the lunar tables know.
const FIRST_YEAR = 2016;
const LAST_YEAR = 2099;

/** Published days as published; the days off of every other year as the regulation fixes them. A notice names its year, and may reach into the next. */
function readCalendar(base: Pack): LegalCalendar {
  const rows = (base.sections.get('calendar')?.data ?? []) as CsvRow[];
  const rules = (base.sections.get('holidays')?.data ?? []) as CsvRow[];
  const of = (kind: string): [Day, string][] => rows.filter((row) => row.kind === kind).map((row) => [row.date ?? '', row.name ?? '']);
  const years = new Set(rows.map(yearOfNotice));
  const unpublished = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index).filter(
    (year) => !years.has(year),
  );
  return {
    years,
    makeUpDays: new Map(of('make-up')),
    holidays: new Map([...unpublished.flatMap((year) => statutoryDays(rules, year)), ...of('holiday')]),
  };
}

function yearOfNotice(row: CsvRow): number {
  return Number(/(\d{4})/.exec(row.source ?? '')?.[1] ?? (row.date ?? '').slice(0, 4));
}
