import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Appointment } from '../../../registers/registers.ts';
import { findEnd, findRegion, getRegion, isRegionCode, levelOfCode, liesWithin, listReach } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';

/** Whether a place and level lie under a hat. An office of the county answers to the county alone, wherever its appointment is written down. */
function under(by: Wearer, held: { readonly region: string; readonly level: string }): boolean {
  return liesWithin(held.region, by.hat.region) && (held.level !== 'unit' || by.hat.level === 'county');
}

/**
 * An administrator reaches accounts with an appointment, past ones included, under the own region. Throws `ACCOUNT_NOT_FOUND`.
 * Whoever still wears a hat elsewhere or above is out of reach: a reset would hand that hat to the administrator. Throws `APPOINTMENT_OUTSIDE`.
 */
export async function requireInside(linli: Linli, by: Wearer, accountId: string): Promise<void> {
  const hats = await listReach(linli.sessions.gate, accountId, dayOf(linli.clock.now()));
  if (!hats.some((hat) => under(by, hat))) throw new LinliError('ACCOUNT_NOT_FOUND');
  if (hats.some((hat) => hat.lives && !under(by, hat))) throw new LinliError('APPOINTMENT_OUTSIDE');
}

/** Throws `ROLE_UNKNOWN`, `APPOINTMENT_OUTSIDE` unless this hat may give the role at the place, `REGION_ENDED` under a former code. */
export async function requireRoleAt(linli: Linli, by: Wearer, role: string, region: string, unit: string | undefined): Promise<void> {
  if (!isRegionCode(region)) throw new LinliError('APPOINTMENT_OUTSIDE');
  if (await findEnd(linli.sessions.gate, region)) await getRegion(linli.sessions.gate, region);
  if (!(await findRegion(linli.sessions.gate, region))) throw new LinliError('APPOINTMENT_OUTSIDE');
  const known = linli.roles.get(role);
  const level = unit ? 'unit' : levelOfCode(region);
  if (!known?.levels.includes(level)) throw new LinliError('ROLE_UNKNOWN', { role });
  if (!under(by, { region, level }) || (unit && (region !== by.hat.region || !unit.startsWith(`${by.hat.county}:`))))
    throw new LinliError('APPOINTMENT_OUTSIDE');
  // Nobody hands out more than an administrator of the own level may: a town's administrator appoints inside the town only.
  if (known.powers.includes('audit.read') && by.hat.level !== 'county') throw new LinliError('APPOINTMENT_OUTSIDE');
}

/** The appointment, if it lies under the administrator. Throws `APPOINTMENT_NOT_FOUND`. */
export function requireAppointmentInside(by: Wearer, held: Appointment): Appointment {
  if (!under(by, held)) throw new LinliError('APPOINTMENT_NOT_FOUND');
  return held;
}

/** A hat is lent to a colleague of the same county only (above counties: of the same region); everybody else is nobody. Throws `ACCOUNT_NOT_FOUND`. */
export async function requireColleague(linli: Linli, accountId: string, held: Appointment): Promise<void> {
  const hats = await listReach(linli.sessions.gate, accountId, dayOf(linli.clock.now()));
  if (!hats.some((hat) => hat.lives && liesWithin(hat.region, held.county || held.region))) throw new LinliError('ACCOUNT_NOT_FOUND');
}
