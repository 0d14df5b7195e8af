import type { Handle } from '../../kernel/kernel.ts';
import { dayOf } from '../../kernel/kernel.ts';
import type { Act, Case, Holder, ServiceDefinition } from '../../procedures/procedures.ts';
import { officeName } from '../../procedures/procedures.ts';
import type { OfficeStaff } from '../../registers/registers.ts';
import { listStaffOf, text } from '../../registers/registers.ts';
import type { Linli } from './linli.ts';

type Held = Pick<Case, 'county' | 'town' | 'community' | 'holder' | 'state'>;

/** Who has a case now: its office, and the one there who works on it; no name where nobody can be named. */
export interface Handler {
  readonly office: string;
  readonly name: string;
}

/** The everyday name of the office a case lies with; the applicant and a closed case in words. */
export async function officeOf(
  linli: Linli,
  holder: Holder,
  one: Pick<Case, 'county' | 'town' | 'community'>,
  definition: ServiceDefinition,
): Promise<string> {
  if (holder === 'community' || holder === 'town') return linli.regionName(one[holder]);
  return holder === 'county' ? definition.item.department : text(`procedures.holders.${holder}`);
}

/** Office and person that have a case now; an office nobody is named of is told by its full name. */
export async function handlerOf(
  linli: Linli,
  handle: Handle,
  one: Held & Pick<Case, 'assignee'>,
  definition: ServiceDefinition,
  acts: readonly Pick<Act, 'actor' | 'role'>[],
): Promise<Handler> {
  const { holder } = one;
  if (holder === 'applicant' || holder === 'nobody') return { office: text(`procedures.holders.${holder}`), name: '' };
  const today = dayOf(linli.clock.now());
  const full = await officeName(handle, one, holder, definition, today);
  const staff = await listStaffOf(linli.sessions.gate, { county: one.county, level: holder, region: one[holder] }, today);
  const name = nameOfHandler(staff, one, rolesToAct(definition, one.state), acts);
  return { office: name && holder !== 'county' ? await linli.regionName(one[holder]) : full, name };
}

/** Office and person in one line, e.g. 杨柳社区 · 林小云. */
export function sayHandler({ office, name }: Handler): string {
  return name ? text('procedures.handler', { office, name }) : office;
}

/** The roles that move a case on from its state, those of the act meant first in front. */
function rolesToAct({ procedure }: ServiceDefinition, state: string): readonly string[] {
  const acts = procedure.acts.filter((act) => act.relation === 'holder' && act.from.includes(state));
  return [...acts.filter((act) => act.style === 'primary'), ...acts].flatMap((act) => act.roles);
}

/**
 * The one among the staff of an office who has the case: whom it was given to, else who acted on it last, else the one appointed to the role that may act.
 * Empty where several hold that role: none of them has it yet.
 */
export function nameOfHandler(
  staff: readonly OfficeStaff[],
  { assignee }: Pick<Case, 'assignee'>,
  roles: readonly string[],
  acts: readonly Pick<Act, 'actor' | 'role'>[],
): string {
  const given = staff.find((one) => one.appointment === assignee);
  if (given) return given.name;
  const able = staff.filter((one) => roles.includes(one.role));
  const last = acts.findLast((act) => able.some((one) => act.actor === `account:${one.account}` && act.role === one.role));
  if (last) return able.find((one) => last.actor === `account:${one.account}`)!.name;
  const role = roles.find((name) => able.some((one) => one.role === name));
  const names = new Set(able.filter((one) => one.role === role).map((one) => one.name));
  return names.size === 1 ? [...names][0]! : '';
}
