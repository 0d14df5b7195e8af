import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import { ancestryOfCode, levelOfCode } from './region.ts';

/** Something that waits to follow a change of regions. */
export interface WaitingCarry {
  readonly change: string;
  readonly from: string;
  readonly to: string;
  readonly county: string;
  readonly effective: Day;
  readonly carried: boolean;
  /** Whether the old code stands for another region today. */
  readonly reused: boolean;
  readonly fromName: string;
}

/** What the functions that move rows take: whose rows, and where they stand from now on. */
export type Carriage = Readonly<Record<string, unknown>>;

const due = {
  name: 'region-carry-due',
  text: `select w.change_id as change, w.from_code as "from", w.to_code as "to", w.county, w.effective, w.carried_at is not null as carried,
                exists (select from registers.region r where r.code = w.from_code and r.known_to is null and r.valid_from <= $1 and (r.valid_to is null or r.valid_to > $1)) as reused,
                coalesce((select r.name from registers.region r where r.code = w.from_code and r.known_to is null and r.valid_from < w.effective order by r.valid_from desc limit 1), w.from_code) as "fromName"
           from registers.region_carry w join registers.region_change c on c.id = w.change_id
          where w.settled_at is null and w.to_code is not null and w.effective <= $1 and (w.carried_at is null or w.carried_at < $2)
          order by w.county, w.effective, c.recorded_at, w.change_id, w.step`,
};
const lock = {
  name: 'region-carry-lock',
  text: 'select from_code as "from", carried_at is not null as carried from registers.region_carry where change_id = $1 and settled_at is null and to_code is not null order by step for update',
};
const carried = {
  name: 'region-carry-done',
  text: 'update registers.region_carry set carried_at = coalesce(carried_at, $2), settled_at = case when carried_at is null then null else $2::timestamptz end where change_id = $1 and to_code is not null and settled_at is null',
};

/** What has to be carried by `today`; what was carried before `settledBefore` is looked at once more, for writers who came late. */
export function listDueCarries(job: Handle, today: Day, settledBefore: Date): Promise<WaitingCarry[]> {
  return job.query<WaitingCarry>(due, [today, settledBefore]);
}

/** Holds the carries of a change; the codes that are still waiting, and whether they were carried before. */
export function lockCarries(job: Handle, change: string): Promise<{ from: string; carried: boolean }[]> {
  return job.query<{ from: string; carried: boolean }>(lock, [change]);
}

export async function markCarried(job: Handle, change: string, at: Date): Promise<void> {
  await job.query(carried, [change, at]);
}

/** Where the rows of a code stand after it; `grids` says what became of the grids inside. */
export function carriageOf(
  carry: Pick<WaitingCarry, 'from' | 'to' | 'county' | 'effective'>,
  grids: Readonly<Record<string, string>>,
): Carriage {
  const { province, city, town, community } = ancestryOfCode(carry.to);
  return {
    county: carry.county,
    from: carry.from,
    to: carry.to,
    level: levelOfCode(carry.to),
    effective: carry.effective,
    province,
    city,
    town,
    community,
    grids,
  };
}

const carryDeclared = { name: 'region-carry-declared', text: 'select registers.carry_entries($1::jsonb) as moved' };
const carryRows = { name: 'region-carry-registers', text: 'select registers.carry_region($1::jsonb) as moved' };
const carrySheets = { name: 'region-carry-sheets', text: 'select registers.carry_sheets($1::jsonb) as moved' };
const assignRows = { name: 'region-assign-registers', text: 'select registers.assign_region($1::jsonb) as moved' };

/** Carries what the registers keep; how many rows of each kind. */
export async function carryRegisters(job: Handle, carriage: Carriage): Promise<Record<string, number>> {
  const given = [JSON.stringify(carriage)];
  const answers = (await job.batch([
    [carryRows, given],
    [carryDeclared, given],
    [carrySheets, given],
  ])) as [{ moved: Record<string, number> }][];
  return Object.assign({}, ...answers.map(([row]) => row.moved));
}

export interface Assigned {
  readonly people: readonly string[];
  readonly appointments: number;
}

/** Assigns chosen entries of a divided region; the people who moved, with those of their households. */
export async function assignRegisters(
  job: Handle,
  carriage: Carriage & { people: readonly string[]; appointments: readonly string[] },
): Promise<Assigned> {
  return (await job.query<{ moved: Assigned }>(assignRows, [JSON.stringify(carriage)]))[0]!.moved;
}

/** A divided region whose people and things are still being assigned. */
export interface Assignment {
  readonly change: string;
  readonly from: string;
  readonly fromName: string;
  readonly kind: string;
  readonly effective: Day;
  readonly among: readonly { readonly code: string; readonly name: string }[];
  /** Whether the divided region lives on: what nobody assigns then stays with it. */
  readonly lives: boolean;
}

const OPEN = `w.to_code is null and w.settled_at is null`;
const assignments = {
  name: 'region-assignments',
  text: `select w.change_id as change, w.from_code as "from", c.kind, w.effective, w.from_code = any(w.among) as lives,
                coalesce((select r.name from registers.region r where r.code = w.from_code and r.known_to is null and r.valid_from < w.effective order by r.valid_from desc limit 1), w.from_code) as "fromName",
                (select jsonb_agg(jsonb_build_object('code', a, 'name', coalesce((select r.name from registers.region r where r.code = a and r.known_to is null order by r.valid_from desc limit 1), a)) order by a) from unnest(w.among) a) as among
           from registers.region_carry w join registers.region_change c on c.id = w.change_id
          where w.county = $1 and ${OPEN} and w.effective <= $2 and ($3::uuid is null or w.change_id = $3) and ($4::text is null or w.from_code = $4) order by w.effective, c.recorded_at, w.step`,
};
const finish = {
  name: 'region-assignment-finish',
  text: `update registers.region_carry w set settled_at = $3, finished_by = $4 where w.change_id = $1 and w.from_code = $2 and ${OPEN} returning 1`,
};
const holdAssignment = {
  name: 'region-assignment-hold',
  text: `select 1 from registers.region_carry w where w.change_id = $1 and w.from_code = $2 and ${OPEN} for update`,
};

/** The divided regions of a county that wait for an officer. */
export function listAssignments(
  handle: Handle,
  county: string,
  today: Day,
  only?: { readonly change: string; readonly from: string },
): Promise<Assignment[]> {
  return handle.query<Assignment>(assignments, [county, today, only?.change ?? null, only?.from ?? null]);
}

/** Holds an assignment for the rest of the transaction; false when it is finished. */
export async function holdOpenAssignment(job: Handle, change: string, from: string): Promise<boolean> {
  return (await job.query(holdAssignment, [change, from])).length > 0;
}

/** Says that nothing more is to be assigned. */
export async function finishAssignment(job: Handle, change: string, from: string, by: string, at: Date): Promise<boolean> {
  return (await job.query(finish, [change, from, at, by])).length > 0;
}

const resume = {
  name: 'region-carry-resume',
  text: `update registers.region_carry w set settled_at = null
          where w.from_code = $1 and w.effective = (select max(l.effective) from registers.region_carry l where l.from_code = $1 and l.effective <= $2) returning 1`,
};

/** Looks once more for what stands under a code that has ended; false when nothing says where that goes. */
export async function resumeCarry(job: Handle, code: string, today: Day): Promise<boolean> {
  return (await job.query(resume, [code, today])).length > 0;
}

const coming = {
  name: 'region-carry-coming',
  text: `with recursive came as (select unnest($1::text[]) as code union select c.from_code from came join registers.region_carry c on c.to_code = came.code and c.settled_at is null) select code from came`,
};

/** The codes, and those whose people and things are recorded to come to them and have not all come yet. */
export async function withComing(handle: Handle, codes: readonly string[]): Promise<string[]> {
  return (await handle.query<{ code: string }>(coming, [codes])).map((one) => one.code);
}

const serving = {
  name: 'region-serving',
  text: 'select a.id from registers.appointment a where a.county = $1 and a.id = any($2::uuid[]) and (a.valid_to is null or a.valid_to > $3)',
};

/** Those of the appointments that have not ended: where somebody once served is not rewritten. */
export async function stillServing(job: Handle, county: string, ids: readonly string[], today: Day): Promise<string[]> {
  return (await job.query<{ id: string }>(serving, [county, ids, today])).map((one) => one.id);
}

const standing = (name: string, text: string): Statement => ({ name: `region-standing-${name}`, text });
const people = standing(
  'people',
  `select id, name, address, birth, household_id as household, ended_on as ended from registers.person where county = $1 and community = $2 and ($3::text = '' or position($3 in address) > 0) order by address, household_id, id limit $4`,
);
const appointments = standing(
  'appointments',
  `select a.id, o.name, a.role from registers.appointment a join registers.account o on o.id = a.account_id
  where a.county = $1 and a.region = $2 and a.level <> 'unit' and (a.valid_to is null or a.valid_to > $3) order by o.name, a.id limit $4`,
);
const inhabited = standing('people-count', 'select count(*) as people from registers.person where county = $1 and community = $2');
const appointed = standing(
  'appointed',
  `select count(*) as appointments from registers.appointment a where a.county = $1 and a.region = any($2::text[]) and a.level <> 'unit' and (a.valid_to is null or a.valid_to > $3)`,
);

export interface StandingPerson {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly birth: Day | null;
  readonly household: string | null;
  readonly ended: Day | null;
}
export interface StandingAppointment {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** People who stand under a code, and how many there are; `street` narrows them by a part of the address. */
export async function listStanding(
  handle: Handle,
  county: string,
  code: string,
  street: string,
  most: number,
): Promise<{ people: StandingPerson[]; count: number }> {
  const [persons = [], [counted] = []] = await handle.batch([
    [people, [county, code, street, most]],
    [inhabited, [county, code]],
  ]);
  return { people: persons as unknown as StandingPerson[], count: (counted as unknown as { people: number }).people };
}

const standingEntries = standing(
  'entries',
  `select register || ':' || entry_id as id, title as name, note, register from registers.finder where county = $1 and community = $2 order by register, title, entry_id limit $3`,
);

/** An entry of a declared register that stands under a code; `id` is its register and its id. */
export interface StandingEntry {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly register: string;
}

/** Entries of declared registers that stand under a code. */
export function listStandingEntries(handle: Handle, county: string, code: string, most: number): Promise<StandingEntry[]> {
  return handle.query<StandingEntry>(standingEntries, [county, code, most]);
}

const assignDeclared = { name: 'region-assign-declared', text: 'select registers.assign_entries($1::jsonb) as moved' };

/** Assigns chosen entries of a divided region, each as `register:id`; how many moved. */
export async function assignEntries(job: Handle, carriage: Carriage, chosen: readonly string[]): Promise<number> {
  if (chosen.length === 0) return 0;
  const entries: Record<string, string[]> = {};
  for (const one of chosen) {
    const [register = '', id = ''] = one.split(':');
    (entries[register] ??= []).push(id);
  }
  const [row] = await job.query<{ moved: Record<string, number> }>(assignDeclared, [JSON.stringify({ ...carriage, entries })]);
  return Object.values(row!.moved).reduce((sum, count) => sum + count, 0);
}

/** Who serves under a code. Needs the gate: appointments belong to sign-in. */
export function listStandingAppointments(
  gate: Handle,
  county: string,
  code: string,
  today: Day,
  most: number,
): Promise<StandingAppointment[]> {
  return gate.query<StandingAppointment>(appointments, [county, code, today, most]);
}

/** How many people and lasting entries, and how many appointments, stand under codes that are to end. */
export async function countStanding(
  handle: Handle,
  gate: Handle,
  county: string,
  codes: readonly string[],
  today: Day,
): Promise<{ people: number; entries: number; appointments: number }> {
  const [stands] = await handle.query<{ people: number; entries: number }>(inhabitants, [county, codes]);
  const [served] = await gate.query<{ appointments: number }>(appointed, [county, codes, today]);
  return { ...stands!, ...served! };
}

const inhabitants = standing(
  'inhabitants',
  `select (select count(*) from registers.person where county = $1 and (community = any($2::text[]) or grid = any($2::text[])) and ended_on is null) as people,
  (select count(*) from registers.finder where county = $1 and community = any($2::text[]) and lasting) as entries`,
);
