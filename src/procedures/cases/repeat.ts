import type { Day } from '../../kernel/kernel.ts';
import { dayOf, LinliError } from '../../kernel/kernel.ts';
import type { Running } from '../../registers/registers.ts';
import { sayRunning, saysSomething, text } from '../../registers/registers.ts';
import type { ActDefinition, EntitlementRule, ServiceDefinition, ServiceItem } from '../definitions/definition.ts';
import type { Field } from '../forms/field.ts';
import { sayCaseNumber } from './number.ts';

/** Why somebody who receives it already gets it again: one of the item's exceptions, and the reason in words. */
export interface Repeat {
  readonly repeat_exception: string;
  readonly repeat_reason: string;
}

/** What a decision gives, and what it takes the place of. */
export interface Granted {
  readonly grant:
    | {
        readonly amount: number;
        readonly per: EntitlementRule['per'];
        readonly from: Day;
        readonly to: Day | null;
        readonly single: boolean;
      }
    | undefined;
  /** Item whose running entitlement ends where the new one begins. */
  readonly replaces: string | undefined;
}

/** What of the same item runs for the applicant on another case, where only one can. */
export function runningAlready(item: ServiceItem, running: readonly Running[], caseId?: string): Running | undefined {
  return item.entitlement?.repeat === 'single' ? running.find((one) => one.item === item.item && one.case_id !== caseId) : undefined;
}

/** The two questions asked of whoever files or grants a second one. */
export function repeatFields(item: ServiceItem): Field[] {
  const options = (item.entitlement?.exceptions ?? []).map(({ exception, title }) => ({ value: exception, title }));
  const asked = { required: true, owner: item.department, basis: item.entitlement?.source ?? '' };
  return options.length === 0
    ? []
    : [
        { name: 'repeat_exception', title: text('procedures.repeat.exception'), kind: 'choice', options, ...asked },
        { name: 'repeat_reason', title: text('procedures.repeat.reason'), kind: 'text', ...asked },
      ];
}

/** Whether an act, if done, gives what the item's entitlement describes. */
export function grants(act: ActDefinition, item: ServiceItem): boolean {
  return act.kind === 'decide' && (act.form ?? []).some((field) => field.name === item.entitlement?.amount);
}

/** What an act asks: with the reason for a second one, where one runs already and no exception was stated before. */
export function askedInAct(
  act: ActDefinition,
  { item }: ServiceDefinition,
  running: readonly Running[],
  one: { readonly id: string; readonly decision: Readonly<Record<string, unknown>> },
): Field[] {
  const second = grants(act, item) && runningAlready(item, running, one.id) !== undefined && !excepted(item, one.decision);
  return [...(act.form ?? []), ...(second ? repeatFields(item) : [])];
}

function excepted(item: ServiceItem, told: Readonly<Record<string, unknown>>): boolean {
  return (
    (item.entitlement?.exceptions ?? []).some((one) => one.exception === told.repeat_exception) &&
    saysSomething(String(told.repeat_reason ?? ''))
  );
}

/** Throws `ALREADY_RECEIVED` where the applicant has it already and nothing says why there should be a second one. */
export function refuseSecond(
  item: ServiceItem,
  running: readonly Running[],
  told: Readonly<Record<string, unknown>>,
  caseId?: string,
): void {
  const known = runningAlready(item, running, caseId);
  if (known && !excepted(item, told))
    throw new LinliError('ALREADY_RECEIVED', {
      item: item.entitlement?.title ?? item.title,
      running: sayRunning(known),
      number: sayCaseNumber(known.case_number),
    });
}

/** What an act gives or takes back, `told` being what was said before and with it; undefined where it decides nothing about an entitlement. */
export function grantedBy(act: ActDefinition, item: ServiceItem, told: Readonly<Record<string, unknown>>, now: Date): Granted | undefined {
  const rule = item.entitlement;
  if (!rule || act.kind !== 'decide') return undefined;
  if (!grants(act, item)) return { grant: undefined, replaces: undefined };
  const from = rule.from && typeof told[rule.from] === 'string' ? (told[rule.from] as Day) : dayOf(now);
  const single = rule.repeat === 'single';
  return {
    grant: { amount: Number(told[rule.amount]), per: rule.per, from, to: rule.per === 'once' && !single ? from : null, single },
    // Only a stated exception lets the new one end the old: of two grants at one moment, the database keeps one.
    replaces: single && excepted(item, told) ? item.item : undefined,
  };
}
