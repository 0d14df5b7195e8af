import type { AuditEntry, Database, Day, Handle, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, dayOf, jobScope, LinliError } from '../../kernel/kernel.ts';
import { assignCases, carryCases } from '../../procedures/procedures.ts';
import type { Assignment, WaitingCarry } from '../../registers/registers.ts';
import {
  assignEntries,
  assignRegisters,
  carriageOf,
  carryRegisters,
  findRegion,
  finishAssignment,
  getRegion,
  holdOpenAssignment,
  listAssignments,
  listDueCarries,
  lockCarries,
  markCarried,
  resumeCarry,
  stillServing,
} from '../../registers/registers.ts';
import { carryFigures } from './figures.store.ts';

/** How long writers who began before a change may still come in under the old code. */
const LATE_MS = 10 * 60_000;

export interface CarryDesk {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: { now(): Date };
}

/**
 * Carries everything that stands under codes that have ended to their only successors: one transaction per change, so that a
 * killed process leaves a change carried or waiting. A change that fails holds up the later ones of its county only; it is thrown at
 * the end. Returns how many changes were carried for the first time.
 */
export async function carryDueRegions(desk: CarryDesk): Promise<number> {
  const job = desk.database.within(jobScope);
  const now = desk.clock.now();
  const due = await listDueCarries(job, dayOf(now), new Date(now.getTime() - LATE_MS));
  const failures = new Map<string, unknown>();
  let first = 0;
  for (const change of new Set(due.map((one) => one.change))) {
    const waiting = due.filter((one) => one.change === change);
    const { county } = waiting[0]!;
    if (failures.has(county)) continue;
    await job
      .transaction((within) => carryChange(within, desk, waiting, now))
      .then(
        (fresh) => (first += fresh),
        (error: unknown) => failures.set(county, error),
      );
  }
  for (const failure of failures.values()) throw failure;
  return first;
}

async function carryChange(within: Handle, { vault }: CarryDesk, waiting: readonly WaitingCarry[], now: Date): Promise<number> {
  const change = waiting[0]!.change;
  const held = new Map((await lockCarries(within, change)).map((one) => [one.from, one.carried]));
  const grids = Object.fromEntries(waiting.filter((one) => one.from.length > one.county.length).map((one) => [one.from, one.to]));
  let fresh = 0;
  for (const carry of waiting) {
    const before = held.get(carry.from);
    // Another process was faster, or the code stands for another region by now.
    if (before === undefined || before !== carry.carried || (before && carry.reused)) continue;
    const carriage = carriageOf(carry, grids);
    const moved = { ...(await carryRegisters(within, carriage)), ...(await carryCases(within, carriage)) };
    await carryFigures(within, carriage);
    if (before && Object.values(moved).every((count) => count === 0)) continue;
    fresh = before ? fresh : 1;
    await within.batch([
      appendAudit([
        auditRow(vault, {
          actor: 'system',
          hat: 'system',
          channel: 'system',
          at: now,
          county: carry.county,
          action: 'region.carry',
          subject: `region:${carry.from}`,
          reason: '',
          detail: { change, to: carry.to, ...moved },
        }),
      ]),
    ]);
  }
  const untouched = waiting.every((one) => held.get(one.from) === one.carried);
  if (untouched) await markCarried(within, change, now);
  return fresh;
}

/** What an officer puts under one successor of a divided region. */
export interface Choice {
  readonly change: string;
  readonly from: string;
  readonly to: string;
  readonly people: readonly string[];
  readonly cases: readonly string[];
  readonly appointments: readonly string[];
  /** Entries of declared registers, each as `register:id`. */
  readonly entries: readonly string[];
}

type By = Pick<AuditEntry, 'actor' | 'hat' | 'channel' | 'at'>;

/** How many of each kind moved. */
export interface Moved {
  readonly people: number;
  readonly cases: number;
  readonly appointments: number;
  readonly entries: number;
}

/** Assigns in one transaction. Throws ASSIGNMENT_NOT_FOUND, ASSIGNMENT_ELSEWHERE, REGION_ENDED for a successor that came to nothing. */
export async function assignRegion(desk: CarryDesk, county: string, choice: Choice, by: By): Promise<Moved> {
  return desk.database.within(jobScope).transaction(async (within) => {
    const assignment = await openAssignment(within, county, choice, by);
    if (choice.to === choice.from || !assignment.among.some((one) => one.code === choice.to))
      throw new LinliError('ASSIGNMENT_ELSEWHERE', { code: choice.to });
    const carriage = carriageOf({ from: choice.from, to: choice.to, county, effective: assignment.effective }, {});
    await refuseDeadEnd(within, choice.to, dayOf(by.at));
    const serving = await stillServing(within, county, choice.appointments, dayOf(by.at));
    const { people, appointments } = await assignRegisters(within, { ...carriage, people: choice.people, appointments: serving });
    const cases = await assignCases(within, { ...carriage, people, cases: choice.cases });
    const entries = await assignEntries(within, carriage, choice.entries);
    const moved: Moved = { people: people.length, cases, appointments, entries };
    await within.batch([
      appendAudit([
        auditRow(desk.vault, {
          ...by,
          county,
          action: 'region.assign',
          subject: `region:${choice.from}`,
          reason: '',
          detail: { change: choice.change, to: choice.to, ...moved },
        }),
      ]),
    ]);
    return moved;
  });
}

/** A successor that has ended itself hands on what is put under it. */
async function refuseDeadEnd(within: Handle, code: string, today: Day): Promise<void> {
  if (await findRegion(within, code, today)) return;
  if (!(await resumeCarry(within, code, today))) await getRegion(within, code, today);
}

/** Says that nothing more is to be assigned; what is left stays with the region if it lives on. Throws ASSIGNMENT_NOT_FOUND. */
export async function finishRegionAssignment(
  desk: CarryDesk,
  county: string,
  which: Pick<Choice, 'change' | 'from'>,
  by: By,
): Promise<void> {
  await desk.database.within(jobScope).transaction(async (within) => {
    await openAssignment(within, county, which, by);
    await finishAssignment(within, which.change, which.from, by.actor, by.at);
    await within.batch([
      appendAudit([
        auditRow(desk.vault, {
          ...by,
          county,
          action: 'region.assign-finish',
          subject: `region:${which.from}`,
          reason: '',
          detail: { change: which.change },
        }),
      ]),
    ]);
  });
}

async function openAssignment(
  within: Handle,
  county: string,
  { change, from }: Pick<Choice, 'change' | 'from'>,
  by: By,
): Promise<Assignment> {
  const [assignment] = (await holdOpenAssignment(within, change, from))
    ? await listAssignments(within, county, dayOf(by.at), { change, from })
    : [];
  if (!assignment) throw new LinliError('ASSIGNMENT_NOT_FOUND');
  return assignment;
}
