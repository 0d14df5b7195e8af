import type { Handle } from '../../kernel/kernel.ts';
import type { Carriage } from '../../registers/registers.ts';

const carry = { name: 'region-carry-procedures', text: 'select procedures.carry_region($1::jsonb) as moved' };
const assign = { name: 'region-assign-procedures', text: 'select procedures.assign_region($1::jsonb) as moved' };
const open = {
  name: 'region-open-cases',
  text: 'select count(*) as n from procedures.cases where county = $1 and (community = any($2::text[]) or grid = any($2::text[])) and closed_at is null',
};
const cases = {
  name: 'region-standing-cases',
  text: `select c.id, c.number, c.title, c.applicant_mask as applicant, c.opened_at as "openedAt", c.closed_at as "closedAt" from procedures.cases c where c.county = $1 and c.community = $2 order by c.closed_at is not null, c.opened_at desc limit $3`,
};
const counted = {
  name: 'region-standing-cases-count',
  text: 'select count(*) as n from procedures.cases where county = $1 and community = $2',
};

/** Carries the cases of a region, open and closed, and all that hangs on them, to its only successor. */
export async function carryCases(job: Handle, carriage: Carriage): Promise<Record<string, number>> {
  return (await job.query<{ moved: Record<string, number> }>(carry, [JSON.stringify(carriage)]))[0]!.moved;
}

/** Assigns the cases of people who were assigned, and chosen cases, to a successor of a divided region; how many. */
export async function assignCases(
  job: Handle,
  carriage: Carriage & { readonly people: readonly string[]; readonly cases: readonly string[] },
): Promise<number> {
  return (await job.query<{ moved: { cases: number } }>(assign, [JSON.stringify(carriage)]))[0]!.moved.cases;
}

/** How many cases are open under codes that are to end. */
export async function countOpenCases(handle: Handle, county: string, codes: readonly string[]): Promise<number> {
  return (await handle.query<{ n: number }>(open, [county, codes]))[0]!.n;
}

export interface StandingCase {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly applicant: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** Cases that stand under a code, open ones first, and how many there are. */
export async function listStandingCases(
  handle: Handle,
  county: string,
  code: string,
  most: number,
): Promise<{ cases: StandingCase[]; count: number }> {
  const [rows = [], [count] = []] = await handle.batch([
    [cases, [county, code, most]],
    [counted, [county, code]],
  ]);
  return { cases: rows as unknown as StandingCase[], count: (count as unknown as { n: number }).n };
}
