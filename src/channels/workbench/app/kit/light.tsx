import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';

export type LightColour = 'green' | 'yellow' | 'red' | 'grey';

/** A light that says in words what its colour says. */
export function Light({ colour, children }: { colour: LightColour; children: string }) {
  return <span className={`light ${colour}`}>{children}</span>;
}

export type DaysUnit = 'working' | 'calendar';

/** A due date as the server reckoned it: the days left are in the unit of the promise. */
export interface Due {
  readonly light: LightColour;
  readonly dueOn: string | null;
  readonly daysLeft: number | null;
  readonly daysUnit: DaysUnit;
}

/** How a deadline stands, or `ended` where nothing runs any more. */
export function DeadlineLight({ due, ended }: { due: Due; ended?: string | undefined }) {
  return <Light colour={due.light}>{ended ?? deadlineWords(due)}</Light>;
}

/** What stands in place of a deadline once the office is through with a case: closed, or waiting for the applicant's word. */
export function endOf({ holder, done }: { readonly holder: string; readonly done: boolean }): string | undefined {
  if (holder === 'nobody') return words('light.closed');
  return done ? words('light.awaiting') : undefined;
}

function deadlineWords({ light, dueOn, daysLeft, daysUnit }: Due): string {
  if (!dueOn || daysLeft === null) return words('light.none');
  if (light === 'grey') return words('light.paused');
  const days = words(`light.days.${daysUnit}`, { n: Math.abs(daysLeft) });
  // On the weekend after its last day a case is late by no working day yet.
  if (light === 'red') return daysLeft === 0 ? words('light.late') : words('light.over', { days });
  if (daysLeft === 0) return words('light.today');
  return words(light === 'yellow' ? 'light.soon' : 'light.left', { days, date: day(dueOn) });
}
