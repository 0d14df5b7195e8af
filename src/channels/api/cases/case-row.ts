import { dayOf, daysLeft, dueDate } from '../../../kernel/kernel.ts';
import type { ListedCase } from '../../../procedures/procedures.ts';
import { clockOf, deadlineLight, stateOf } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { officeOf } from '../../http/handler.ts';
import type { Linli } from '../../http/linli.ts';

/** A line of a case list as every face shows it; the applicant is masked. */
export interface CaseRow {
  readonly county: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly item: string;
  readonly applicant: string;
  readonly state: string;
  readonly stateTitle: string;
  readonly plain: string;
  readonly holder: string;
  /** The office that has it. */
  readonly office: string;
  readonly holderSince: string;
  readonly light: 'green' | 'yellow' | 'red' | 'grey';
  /** Whether the office's work is done, also while the applicant's word is awaited. */
  readonly done: boolean;
  readonly dueOn: string | null;
  readonly dueProvisional: boolean;
  /** Days until the due date, negative when past, in the unit the promise was made in; null without one. */
  readonly daysLeft: number | null;
  readonly daysUnit: 'working' | 'calendar';
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly channel: string;
  readonly community: string;
  readonly communityName: string;
  readonly supervised: boolean;
  readonly outcome: string | null;
  readonly outcomeTitle: string;
  readonly acts: number;
}

/** Until when a due date counts as soon, seen from today: the days on which the light is yellow. */
export function warnUntil(linli: Linli): string {
  return dueDate(linli.calendar, dayOf(linli.clock.now()), linli.setting('service.warn_days'), 'working').day;
}

export async function caseRow(linli: Linli, one: ListedCase): Promise<CaseRow> {
  const definition = await linli.catalogue.definitionOf(one.pack_hash);
  const state = stateOf(definition.procedure, one.state);
  const today = dayOf(linli.clock.now());
  const daysUnit = clockOf(one)?.unit ?? 'working';
  const running = state.clock === 'running' || state.clock === 'waiting';
  return {
    county: one.county,
    id: one.id,
    number: one.number,
    title: one.title,
    item: one.item,
    applicant: one.applicant_mask,
    state: one.state,
    stateTitle: state.title,
    plain: state.plain,
    holder: one.holder,
    office: await officeOf(linli, one.holder, one, definition),
    holderSince: one.holder_since,
    light: deadlineLight(linli.calendar, one.due_on, running, today, linli.setting('service.warn_days')),
    done: state.clock === 'stopped',
    dueOn: one.due_on,
    dueProvisional: one.due_provisional,
    daysLeft: one.due_on === null ? null : daysLeft(linli.calendar, today, one.due_on, daysUnit),
    daysUnit,
    openedAt: one.opened_at,
    closedAt: one.closed_at,
    channel: one.channel,
    community: one.community,
    communityName: await linli.regionName(one.community),
    supervised: one.supervised_at !== null && one.closed_at === null,
    outcome: one.outcome,
    outcomeTitle: one.outcome ? text(`procedures.outcomes.${one.outcome}`) : '',
    acts: one.acts,
  };
}
