import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Clock, Database, Vault } from '../kernel/kernel.ts';
import { addDays, dayOf, fixedClock, gateScope, newId, startOf } from '../kernel/kernel.ts';
import type { Actor } from '../procedures/procedures.ts';
import { recordVisit } from '../procedures/procedures.ts';
import type { PackLibrary, Proposed, Visited } from '../registers/registers.ts';
import {
  collectionTask,
  declaredRegisters,
  entryRules,
  findPeopleByPhone,
  listEntries,
  proposeChange,
  registerNamed,
  requireChange,
} from '../registers/registers.ts';
import { settingsOf } from './program.ts';

interface Ground {
  readonly database: Database;
  readonly vault: Vault;
  readonly library: PackLibrary;
  readonly clock: Clock;
}
type Scoped = { readonly actor: Actor; readonly scope: Parameters<Database['within']>[0] };

const NOON = 12 * 3_600_000;

/** Corrections of the invented county that wait for somebody else's decision. */
export async function loadProposed(
  { database, vault, library, clock }: Ground,
  workers: ReadonlyMap<string, Scoped>,
  folder: string,
): Promise<void> {
  const file = join(folder, 'proposals.yaml');
  if (!existsSync(file)) return;
  const days = Number(settingsOf(library, clock)('registers.decision_days'));
  for (const { by, register, find, values, basis, days_ago } of parse(readFileSync(file, 'utf8')) as Proposed) {
    const { actor, scope } = workers.get(by)!;
    const one = registerNamed(declaredRegisters, register);
    const handle = database.within(scope);
    const today = dayOf(clock.now());
    const [entry] = (await listEntries(handle, vault, one, { q: find }, undefined, 1)).rows;
    const at = new Date(startOf(addDays(today, -days_ago)).getTime() + NOON);
    const desk = { handle, vault, by: { actor: actor.id, hat: actor.hat, channel: actor.channel, at } };
    const given = requireChange(one, entry!, values, entryRules(library, one, today));
    await proposeChange(desk, one, entry!, given, { basis, due: addDays(dayOf(at), days) });
  }
}

/** Visits at doors of the invented county, lived through by the command itself: what changed waits for the community. */
export async function loadVisits(
  { database, vault, library, clock }: Ground,
  workers: ReadonlyMap<string, Scoped>,
  folder: string,
): Promise<void> {
  const file = join(folder, 'visits.yaml');
  if (!existsSync(file)) return;
  const areas = new Set(library.codeTable('gb2260_history').map((row) => row.code ?? ''));
  for (const { by, task, phone, days_ago, result, told, changed = [], joins = [] } of parse(readFileSync(file, 'utf8')) as Visited) {
    const { actor, scope } = workers.get(by)!;
    const handle = database.within(scope);
    const idOf = async (number: string) => (await findPeopleByPhone(database.within(gateScope), vault, number))[0]!.id;
    const [found] = (await listEntries(handle, vault, collectionTask, { q: task }, undefined, 1)).rows;
    const on = addDays(dayOf(clock.now()), -days_ago);
    const then = fixedClock(new Date(startOf(on).getTime() + NOON));
    const desk = { database, vault, library, areas, clock: then, setting: settingsOf(library, clock) };
    await recordVisit(desk, scope, actor, {
      key: newId(),
      county: found!.county,
      task: found!.id,
      person: await idOf(phone),
      result,
      on,
      told,
      who: [],
      toPlace: '',
      changed: await Promise.all(changed.map(async (one) => ({ id: await idOf(one.phone), phone: '', facts: one.facts }))),
      joins: joins.map(({ id_number, ...one }) => ({ ...one, idNumber: id_number })),
      location: '',
      accuracy: null,
      photos: [],
    });
  }
}
