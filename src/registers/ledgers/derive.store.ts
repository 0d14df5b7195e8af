import type { Day, Handle } from '../../kernel/kernel.ts';
import { dayOf } from '../../kernel/kernel.ts';
import { maskName } from '../people/masking.ts';
import { ancestryOfCode, levelOfCode, stemOf } from '../regions/region.ts';
import type { Field, Register } from '../register/declare.ts';
import { namedByEntry } from '../register/declare.ts';
import { measureCall } from '../register/measure.store.ts';
import { named, tableOf } from '../register/statement.store.ts';
import type { KnownField, Reach } from './dictionary.ts';
import { reachOf } from './dictionary.ts';
import type { Expected, LedgerForm } from './ledger.ts';
import { knownFields } from './ledger.ts';

/** Where a known value was taken from: the entry, when it last changed, and by whom. */
export interface KnownSource {
  readonly register: string;
  /** The entry that says so; null for figures and answers of other ledgers. */
  readonly entry: string | null;
  readonly on: Day | null;
  readonly by: string;
}

/** Something a ledger expects a row about, with what the registers say of it. */
export interface DerivedRow {
  readonly id: string;
  readonly title: string;
  readonly county: string;
  readonly community: string;
  readonly grid: string | null;
  /** Field → value as its kind keeps it; sealed numbers by their last four characters. */
  readonly known: Readonly<Record<string, unknown>>;
  /** Field → title of the entry it names. */
  readonly titles: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<string, KnownSource>>;
}

/** What rows are derived by. */
export interface Deriving {
  readonly all: readonly Register[];
  readonly known: readonly KnownField[];
  readonly today: Day;
}

interface Asked {
  readonly name: string;
  readonly fact: KnownField;
  readonly reach: Reach;
}

function askedOf(form: LedgerForm, { all, known }: Deriving): Asked[] {
  return knownFields(form).flatMap(({ name, known: key }) => {
    const fact = known.find((one) => one.key === key);
    const reach = fact && reachOf(all, form.rows, fact);
    return fact && reach ? [{ name, fact, reach }] : [];
  });
}

/** What rows a ledger about people, households or dwellings expects in a region, a page of them in the order of their ids. */
export async function deriveRows(
  handle: Handle,
  form: LedgerForm,
  deriving: Deriving,
  region: string,
  page: { after?: string | undefined; size: number; only?: readonly string[] },
): Promise<{ rows: DerivedRow[]; next: string | undefined }> {
  const { text, values } = derivedStatement(form, deriving, region, page);
  const found = await handle.query<Record<string, unknown>>(named('ledger-derived', text), values);
  const rows = found.slice(0, page.size).map((row) => rowOf(row, askedOf(form, deriving)));
  return { rows, next: found.length > page.size ? rows.at(-1)?.id : undefined };
}

function rowOf(row: Record<string, unknown>, asked: readonly Asked[]): DerivedRow {
  const known: Record<string, unknown> = {};
  const titles: Record<string, string> = {};
  const sources: Record<string, KnownSource> = {};
  for (const [at, { name, fact }] of asked.entries()) {
    known[name] = row[`k${at}`] ?? null;
    if (fact.declared.kind === 'entry' && row[`t${at}`]) titles[name] = String(row[`t${at}`]);
    sources[name] = {
      register: fact.register === 'ledger' ? fact.key.split('.')[1]! : fact.register,
      entry: (row[`e${at}`] as string | null) ?? null,
      on: dayAt(row[`d${at}`]),
      by: String(row[`b${at}`] ?? ''),
    };
  }
  return {
    id: String(row.id),
    title: String(row.title ?? ''),
    county: String(row.county),
    community: String(row.community),
    grid: (row.grid as string | null) ?? null,
    known,
    titles,
    sources,
  };
}

/** So many rows of a county are counted. */
const MOST_DERIVED = 5_000_000;

const dayAt = (value: unknown): Day | null => (value instanceof Date ? dayOf(value) : null);

/** The rows of one register that last today. */
function lasting(one: Register | undefined, alias: string): string {
  if (one === undefined || one.register === 'person') return `${alias}.ended_on is null`;
  const to = one.lasts?.[1];
  return `${alias}.withdrawn_at is null${to ? ` and (${alias}.${to} is null or ${alias}.${to} > kernel.today())` : ''}`;
}

const columnOf = (name: string, field: Field): string => (field.kind === 'sealed' ? `${name}_last4` : name);

function derivedStatement(
  form: LedgerForm,
  deriving: Deriving,
  region: string,
  { after, size, only }: { after?: string | undefined; size: number; only?: readonly string[] },
): { text: string; values: unknown[] } {
  const { all } = deriving;
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const subject = all.find(({ register }) => register === form.rows)!;
  const asked = askedOf(form, deriving);
  const joins = new Map<string, string>();
  const where = [`s.${levelOfCode(region)} = ${put(region)}`, lasting(subject, 's')];
  if (after !== undefined) where.push(`s.id > ${put(after)}::uuid`);
  if (only !== undefined) where.push(`s.id = any(${put(only)}::uuid[])`);
  const conditionOn = (register: string, alias: string): string =>
    form.expected
      .filter((one) => one.key.startsWith(`${register}.`))
      .map((one) => ` and ${condition(one, `${alias}.${one.key.slice(register.length + 1)}`, put)}`)
      .join('');
  const join = ({ fact, reach }: Pick<Asked, 'fact' | 'reach'>): string => {
    if (reach.way === 'own') return 's';
    const known = joins.get(fact.register);
    if (known) return known.slice(0, known.indexOf(' '));
    const alias = `r${joins.size}`;
    const one = all.find(({ register }) => register === fact.register);
    const link = reach.way === 'names-it' ? `t.${reach.by} = s.id` : `t.id = s.${(reach as { by: string }).by}`;
    const order = one?.lasts ? `t.${one.lasts[0]} desc, ` : '';
    joins.set(
      fact.register,
      `${alias} left join lateral (select t.* from ${tableOf(fact.register)} t where t.county = s.county and ${link} and ${lasting(one, 't')}${conditionOn(fact.register, 't')} order by ${order}t.id desc limit 1) ${alias} on true`,
    );
    return alias;
  };
  for (const one of form.expected) {
    const [register] = one.key.split('.') as [string];
    const fact = deriving.known.find(({ key }) => key === one.key);
    const reach = fact && reachOf(all, form.rows, fact);
    if (!fact || !reach) continue;
    if (register === form.rows) where.push(condition(one, `s.${fact.field}`, put));
    else where.push(`${join({ fact, reach })}.id is not null`);
  }
  const columns = asked.flatMap((one, at) => columnsFor(one, at, one.reach.way === 'ledger' ? 's' : join(one), put));
  const registers = [...new Set(asked.filter(({ reach }) => reach.way !== 'ledger').map(({ fact }) => fact.register))];
  const changed = registers.map((register) =>
    changedJoin(register, register === form.rows ? 's' : joins.get(register)!.split(' ')[0]!, changedAlias(register)),
  );
  const title = subjectTitle(subject);
  const text = `select s.id, s.county, s.community, s.grid, ${title} as title${columns.join('')}
    from ${tableOf(subject.register)} s ${[...joins.values()].map((one) => one.slice(one.indexOf(' '))).join('')}${changed.join('')}
   where ${where.join(' and ')} order by s.id limit ${put(size + 1)}`;
  return { text, values };
}

function subjectTitle(subject: Register): string {
  if (!namedByEntry(subject)) return `s.${subject.title}`;
  return `(select p.name from registers.person p where p.county = s.county and p.id = s.${subject.title})`;
}

function condition(one: Expected, column: string, put: (value: unknown) => string): string {
  if (one.any) return `${column} = any(${put(one.any)}::text[])`;
  return `${column} <= kernel.today() - make_interval(years => ${put(one.years)}::int)`;
}

/** Value, title of what it names, entry, day and hand of one known column. */
function columnsFor({ name: _, fact, reach }: Asked, at: number, alias: string, put: (value: unknown) => string): string[] {
  if (reach.way === 'ledger') {
    const [, ledger] = fact.key.split('.') as [string, string];
    const answer = (what: string): string =>
      `(select ${what} from registers.ledger_row a where a.county = s.county and a.subject = s.id and a.ledger = ${put(ledger)}::uuid and a.withdrawn_at is null and a.answers ? ${put(fact.field)} order by a.entered_at desc limit 1)`;
    return [
      `, ${answer(`a.answers -> ${put(fact.field)}`)} as k${at}`,
      `, ${answer('a.entered_at')} as d${at}`,
      `, ${answer('a.entered_by')} as b${at}`,
    ];
  }
  const column = `${alias}.${columnOf(fact.field, fact.declared)}`;
  const title =
    fact.declared.kind === 'entry'
      ? [
          `, (select x.${fact.declared.of.title}::text from ${tableOf(fact.declared.of.register)} x where x.county = s.county and x.id = ${column}) as t${at}`,
        ]
      : [];
  const when = changedAlias(fact.register);
  return [
    `, ${column} as k${at}, ${alias}.id as e${at}, case when ${alias}.id is not null then ${when}.at end as d${at}, ${when}.actor as b${at}`,
    ...title,
  ];
}

const changedAlias = (register: string): string => `c_${register.replaceAll('-', '_')}`;

/** When an entry last changed and by whom; the moment of its entry where nothing is recorded. */
function changedJoin(register: string, alias: string, as: string): string {
  const [entered, by] = register === 'person' ? [`${alias}.created_at`, "''"] : [`${alias}.entered_at`, `${alias}.entered_by`];
  return ` left join lateral (select coalesce(c.at, ${entered}) as at, coalesce(c.actor, ${by}) as actor
      from (select 1) o left join lateral (select h.at, h.actor from registers.entry_change h where h.county = ${alias}.county and h.register = '${register}'
            and h.entry_id = ${alias}.id and h.what not in ('proposed', 'refused') order by h.at desc limit 1) c on true) ${as} on true`;
}

/** How many rows a ledger expects in each community of a region; a community without any is left out. */
export async function deriveCounts(handle: Handle, form: LedgerForm, deriving: Deriving, region: string): Promise<Map<string, number>> {
  const { text, values } = derivedStatement({ ...form, fields: [] }, deriving, region, { size: MOST_DERIVED });
  const counted = `select community, count(*)::int as value from (${text}) d group by community`;
  const rows = await handle.query<{ community: string; value: number }>(named('ledger-expected', counted), values);
  return new Map(rows.map((row) => [row.community, row.value]));
}

/** One row a community: its figures, and what registers keep of it as a place. `of` names the subject of each row: the sheet it stands on. */
export async function deriveCommunities(
  handle: Handle,
  form: LedgerForm,
  deriving: Deriving,
  region: string,
  of: readonly { readonly community: string; readonly subject: string; readonly title: string }[],
): Promise<DerivedRow[]> {
  const asked = askedOf(form, deriving);
  const level = levelOfCode(region) as 'county';
  const measured = deriving.all.filter((one) => asked.some(({ fact }) => fact.register === 'figure' && fact.field in (one.measures ?? {})));
  const placed = deriving.all.filter((one) => asked.some(({ fact }) => fact.register === one.register));
  const answers = await handle.batch([
    ...measured.map((one) => measureCall(one, level, region, deriving.today, stemOf(region))),
    ...placed.map((one) => [named(`ledger-of-place-${one.register}`, placeText(one, level)), [region]] as const),
  ]);
  const figures = answers.slice(0, measured.length).flat() as { region: string; measure: string; value: number }[];
  const entries = placed.map((one, at) => [one.register, answers[measured.length + at] as Record<string, unknown>[]] as const);
  return of.map(({ community, subject, title }) => {
    const known: Record<string, unknown> = {};
    const sources: Record<string, KnownSource> = {};
    for (const { name, fact } of asked) {
      if (fact.register === 'figure') {
        known[name] = figures.find((row) => row.region === community && row.measure === fact.field)?.value ?? null;
        const owner = measured.find((one) => fact.field in (one.measures ?? {}))!;
        sources[name] = { register: owner.register, entry: null, on: deriving.today, by: '' };
      } else {
        const row = entries.find(([register]) => register === fact.register)?.[1].find((one) => one.community === community);
        known[name] = row?.[columnOf(fact.field, fact.declared)] ?? null;
        sources[name] = {
          register: fact.register,
          entry: (row?.id as string) ?? null,
          on: dayAt(row?.changed_at),
          by: String(row?.actor ?? ''),
        };
      }
    }
    return { id: subject, title, county: ancestryOfCode(community).county!, community, grid: null, known, titles: {}, sources };
  });
}

function placeText(one: Register, level: string): string {
  const order = one.lasts ? `t.${one.lasts[0]} desc, ` : '';
  return `select distinct on (t.community) t.*, c.at as changed_at, c.actor from ${tableOf(one.register)} t${changedJoin(one.register, 't', 'c')}
     where t.${level} = $1 and t.community is not null and ${lasting(one, 't')} order by t.community, ${order}t.id desc`;
}

/** Whose rows of people are shown by their masked name. */
export function subjectSaid(form: Pick<LedgerForm, 'rows'>, title: string): string {
  return form.rows === 'person' || form.rows === 'household' ? maskName(title) : title;
}
