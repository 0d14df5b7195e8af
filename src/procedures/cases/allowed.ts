import type { Day } from '../../kernel/kernel.ts';
import type { ActDefinition, ServiceDefinition } from '../definitions/definition.ts';
import type { Actor, Case } from './case.ts';
import { staffPhoneMark } from './case.ts';

/** The acts of the definition this actor may do on the case today, guards aside. */
export function allowedActs(definition: ServiceDefinition, one: Case, actor: Actor, today: Day): ActDefinition[] {
  const open = (act: ActDefinition): boolean =>
    act.from.includes(one.state) || (act.kind === 'reopen' && mayObject(definition, one, today));
  return definition.procedure.acts.filter(
    (act) => act.kind !== 'submit' && open(act) && act.roles.includes(actor.role) && related(act, one, actor) && mayConfirm(act, actor),
  );
}

/** A case closed by a confirmation that staff helped with stays open to the applicant's objection for some days. */
export function mayObject(definition: ServiceDefinition, one: Case, today: Day): boolean {
  const { objection } = one.decision;
  return (
    objection !== undefined &&
    today <= objection.until &&
    definition.procedure.acts.some((act) => act.kind === 'confirm' && act.to === one.state)
  );
}

/** Over a telephone of somebody on the staff nobody says for another that it was done well. */
export function mayConfirm(act: ActDefinition, actor: Actor): boolean {
  return act.kind !== 'confirm' || !actor.hat.startsWith(staffPhoneMark);
}

const RANK: Record<string, number> = { community: 1, town: 2, county: 3, city: 4, province: 5 };

function related(act: ActDefinition, one: Case, actor: Actor): boolean {
  switch (act.relation) {
    case 'holder':
      return one.holder === actor.level;
    case 'applicant':
      return actor.level === 'resident';
    case 'above':
      return (RANK[actor.level] ?? 0) > (RANK[one.holder] ?? 0);
    case 'anyone':
      return true;
    default:
      throw new Error(`unknown relation ${String(act.relation)}`);
  }
}
