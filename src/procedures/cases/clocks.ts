import type { Day, LegalCalendar } from '../../kernel/kernel.ts';
import { addDays, dayOf, LinliError, nextWorkingDay } from '../../kernel/kernel.ts';
import { outOfRange, text } from '../../registers/registers.ts';
import type { ActDefinition, ServiceDefinition, StateDefinition } from '../definitions/definition.ts';
import { stateOf } from '../definitions/definition.ts';
import type { ActContext, ActRequest } from './act.ts';
import { opinionOf } from './act.ts';
import type { Case } from './case.ts';
import { clockOf } from './case.ts';
import type { CaseClock } from './deadline.ts';
import { endPause, openPause, pauseEnds } from './deadline.ts';

/** A limit of the procedure in days, as the pack of the place has it. */
export function dayLimit(context: ActContext, key: keyof ServiceDefinition['procedure']['limits']): number {
  return Number(context.definition.values[context.definition.procedure.limits[key]] ?? 0);
}

/** The clock behind an act: begun anew when accepted, extended, stopped for the applicant's turn and gone on with. */
export function nextClock(
  one: Case,
  act: ActDefinition,
  to: StateDefinition,
  entered: Record<string, unknown>,
  request: ActRequest,
  context: ActContext,
): CaseClock | undefined {
  const today = dayOf(context.now);
  const clock = clockOf(one);
  // A case that went back for a correction after it was accepted keeps its clock: asking again must not buy time.
  if (act.kind === 'accept' && one.accepted_at === null) {
    const promised = context.definition.item.promised_limit;
    return {
      start: today,
      days: promised.days,
      unit: promised.unit,
      source: promised.source,
      pauses: [],
      extended: 0,
      pauseCap: dayLimit(context, 'pause_cap'),
    };
  }
  if (!clock) return undefined;
  if (act.kind === 'extend') return extended(clock, Number(entered.days ?? 0), dayLimit(context, 'extension'));
  const was = stateOf(context.definition.procedure, one.state).clock;
  if (to.clock === 'paused' && was !== 'paused')
    return openPause(clock, today, String(entered.reason ?? '') || opinionOf(request) || act.title);
  return was === 'paused' && to.clock !== 'paused' ? endPause(clock, today) : clock;
}

/** All extensions of a case together stay within the limit. Throws `EXTENSION_TOO_LONG` with the days that are left. */
function extended(clock: CaseClock, days: number, limit: number): CaseClock {
  const left = Math.max(0, limit - clock.extended);
  if (days > left)
    throw new LinliError(
      'EXTENSION_TOO_LONG',
      { limit, left, unit: text(`procedures.dayUnits.${clock.unit}`) },
      { days: outOfRange(1, left) },
    );
  return { ...clock, extended: clock.extended + days };
}

/** The last day on which an applicant's confirmation is waited for; never a day off (Civil Code art. 203). */
export function confirmationEnds(calendar: LegalCalendar, definition: ServiceDefinition, since: Day): Day {
  return nextWorkingDay(calendar, addDays(since, Number(definition.values[definition.procedure.limits.confirmation] ?? 0)));
}

/** The last day of the applicant's turn: for a correction until the pause reaches its cap, for a confirmation until it is taken as given. Undefined while an office has the case. */
export function turnEnds(
  calendar: LegalCalendar,
  definition: ServiceDefinition,
  one: Pick<Case, 'state' | 'holder' | 'holder_since' | 'deadline'>,
): Day | undefined {
  if (one.holder !== 'applicant') return undefined;
  const clock = clockOf(one);
  const pause = clock?.pauses.find((candidate) => candidate.to === undefined);
  if (clock && pause && stateOf(definition.procedure, one.state).clock === 'paused') return pauseEnds(calendar, clock, pause.from);
  return stateOf(definition.procedure, one.state).clock === 'stopped'
    ? confirmationEnds(calendar, definition, dayOf(new Date(one.holder_since)))
    : undefined;
}
