import type { FastifyRequest } from 'fastify';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Ledger, LedgerDesk, LedgerForm, LedgerRules, Mover, Register, SheetRole } from '../../../registers/registers.ts';
import { allRegisters, factsOf, factsOfLedgers, fedMeasures, formOf, stateOn } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { registerDesk } from '../registers/desk.ts';

/** With what ledgers are read and written for somebody. */
export function ledgerDesk(linli: Linli, wearer: Wearer): LedgerDesk {
  const { library, registers } = linli;
  const today = dayOf(linli.clock.now());
  return { ...registerDesk(linli, wearer), library, registers, today, placeName: (code) => linli.regionName(code) };
}

/** Roles that hold a power, in the order of the pack. */
export function rolesWith(linli: Linli, power: string): { value: string; title: string }[] {
  return [...linli.roles.values()].filter(({ powers }) => powers.includes(power)).map(({ role, title }) => ({ value: role, title }));
}

/** What a ledger is read against. */
export async function ledgerRules(linli: Linli, desk: LedgerDesk, rows: string, but?: string): Promise<LedgerRules> {
  return {
    all: allRegisters(desk),
    known: [...factsOf(desk), ...(await factsOfLedgers(desk.handle, desk.today, rows, but))],
    fills: rolesWith(linli, 'ledger.fill').map(({ value }) => value),
    checks: rolesWith(linli, 'ledger.check').map(({ value }) => value),
    feeds: fedMeasures(linli.library, linli.registers).map(({ value }) => value),
  };
}

/** A hat that keeps the ledgers of its county. Throws FORBIDDEN. */
export function requireKeeper(request: FastifyRequest): Promise<Wearer> {
  return requireHat(request, 'ledger.keep');
}

const ways = ['ledger.read', 'ledger.keep', 'ledger.check', 'ledger.fill'] as const;

/** A hat that has to do with ledgers at all. Throws FORBIDDEN. */
export async function requireLedgerHat(request: FastifyRequest): Promise<Wearer> {
  const wearer = await requireHat(request);
  if (!ways.some((way) => wearer.powers.includes(way))) throw new LinliError('FORBIDDEN');
  return wearer;
}

/** What a hat is for a ledger, and whether the ledger goes on. */
export function moverOf({ powers, hat, scope }: Wearer, { today }: LedgerDesk, ledger: Ledger, form: LedgerForm): Mover {
  const roles: SheetRole[] = [];
  if (powers.includes('ledger.fill') && form.fills.includes(hat.role) && scope.level === 'community') roles.push('fill');
  if (powers.includes('ledger.check') && form.checks.includes(hat.role)) roles.push('check');
  if (powers.includes('ledger.keep')) roles.push('keep');
  const state = stateOn(formOf(ledger).form, ledger.decisions, today);
  return { roles, checked: form.checks.length > 0, live: state === 'live' || state === 'waiting' };
}

/** Who reads rows about residents may read residents. Throws FORBIDDEN. */
export function refusePersonal({ powers }: Wearer, one: Register): void {
  if (one.personal && !powers.includes('person.read')) throw new LinliError('FORBIDDEN');
}
