import type { Day } from '../../../kernel/kernel.ts';
import { dayOf, sayDay, timeOf } from '../../../kernel/kernel.ts';
import type { Case, StateDefinition } from '../../../procedures/procedures.ts';
import { stateOf } from '../../../procedures/procedures.ts';
import { hasText, text } from '../../../registers/registers.ts';
import { officeOf } from '../../http/handler.ts';
import type { Linli } from '../../http/linli.ts';
import type { Standing } from './page.tsx';

type Placed = Pick<Case, 'county' | 'town' | 'community'>;

/** Where a case stands, in the words of its procedure for residents. */
export async function plainState(linli: Linli, one: Pick<Case, 'pack_hash' | 'state'>): Promise<string> {
  const definition = await linli.catalogue.definitionOf(one.pack_hash);
  return stateOf(definition.procedure, one.state).plain;
}

/** The civil date in China of an instant, as people say it. */
export function dayText(instant: string | Date): string {
  return sayDay(dayOf(new Date(instant)));
}

/** Date and time of day in China. */
export function momentText(instant: string | Date): string {
  return `${dayText(instant)} ${timeOf(new Date(instant)).slice(0, 5)}`;
}

type Stood = Placed &
  Pick<Case, 'title' | 'number' | 'state' | 'pack_hash' | 'holder' | 'due_on' | 'due_provisional' | 'outcome'> & {
    readonly holder_since: string | Date;
    readonly closed_at: string | Date | null;
  };

/** Where a case stands; `until` is the last day of the applicant's turn, where that is known; `by` names who has it, else it is the office. */
export async function standingOf(
  linli: Linli,
  one: Stood,
  { until, by }: { readonly until?: Day | undefined; readonly by?: string } = {},
): Promise<Standing> {
  const definition = await linli.catalogue.definitionOf(one.pack_hash);
  const { clock, plain } = stateOf(definition.procedure, one.state);
  return {
    title: one.title,
    number: one.number,
    plain,
    holder: one.holder,
    holderName: by ?? (await officeOf(linli, one.holder, one, definition)),
    since: dayText(one.holder_since),
    due: until
      ? text(clock === 'paused' ? 'hall.cases.correctBy' : 'hall.cases.confirmBy', { until: sayDay(until) })
      : dueText(clock, one.due_on),
    provisional: one.due_provisional && clock !== 'stopped',
    closed: one.closed_at !== null,
    outcome: outcomeText(one.outcome),
  };
}

/** What is promised until when: an answer before acceptance, the end afterwards, nothing while the clock stands. */
export function dueText(clock: StateDefinition['clock'], dueOn: Day | null): string {
  if (clock === 'paused') return text('hall.cases.paused');
  if (!dueOn || clock === 'stopped') return '';
  return text(clock === 'waiting' ? 'hall.cases.dueWaiting' : 'hall.cases.due', { due: sayDay(dueOn) });
}

export function outcomeText(outcome: string | null): string {
  return outcome && hasText(`procedures.outcomes.${outcome}`) ? text(`procedures.outcomes.${outcome}`) : '';
}
