import { daysLeft, shortDay } from '../text/figures.ts';
import { words } from '../text/words.ts';

export type LightColour = 'green' | 'yellow' | 'red' | 'grey';

/** A light that says in words what its colour says. */
export function Light({ colour, children }: { colour: LightColour; children: string }) {
  return <span className={`light ${colour}`}>{children}</span>;
}

/** How a deadline stands, or `ended` where nothing runs any more. Days are counted on the ordinary calendar; the date itself was counted in working days by the server. */
export function DeadlineLight({ light, dueOn, ended }: { light: LightColour; dueOn: string | null; ended?: string | undefined }) {
  return <Light colour={light}>{ended ?? deadlineWords(light, dueOn)}</Light>;
}

/** What stands in place of a deadline once the office is through with a case: closed, or waiting for the applicant's word. */
export function endOf({ holder, done }: { readonly holder: string; readonly done: boolean }): string | undefined {
  if (holder === 'nobody') return words('light.closed');
  return done ? words('light.awaiting') : undefined;
}

function deadlineWords(light: LightColour, dueOn: string | null): string {
  if (!dueOn) return words('light.none');
  const left = daysLeft(dueOn);
  if (light === 'grey') return words('light.paused');
  if (left < 0) return words('light.over', { days: -left });
  if (left === 0) return words('light.today');
  return words(light === 'yellow' ? 'light.soon' : 'light.left', { days: left, date: shortDay(dueOn) });
}
