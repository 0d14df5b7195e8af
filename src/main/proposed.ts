import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Clock, Database, Vault } from '../kernel/kernel.ts';
import { addDays, dayOf, startOf } from '../kernel/kernel.ts';
import type { Actor } from '../procedures/procedures.ts';
import type { PackLibrary, Proposed } from '../registers/registers.ts';
import { declaredRegisters, entryRules, listEntries, proposeChange, registerNamed, requireChange } from '../registers/registers.ts';
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
