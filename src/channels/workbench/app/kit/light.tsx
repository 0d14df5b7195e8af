import { daysLeft, shortDay } from '../text/figures.ts';
import { words } from '../text/words.ts';

export type LightColour = 'green' | 'yellow' | 'red' | 'grey';

/** A light that says in words what its colour says. */
export function Light({ colour, children }: { colour: LightColour; children: string }) {
  return <span className={`light ${colour}`}>{children}</span>;
}

/** How a deadline stands. Days are counted on the ordinary calendar; the date itself was counted in working days by the server. */
export function DeadlineLight({ light, dueOn, closed = false }: { light: LightColour; dueOn: string | null; closed?: boolean }) {
  return <Light colour={light}>{deadlineWords(light, dueOn, closed)}</Light>;
}

function deadlineWords(light: LightColour, dueOn: string | null, closed: boolean): string {
  if (closed) return words('light.closed');
  if (!dueOn) return words('light.none');
  const left = daysLeft(dueOn);
  if (light === 'grey') return words('light.paused');
  if (left < 0) return words('light.over', { days: -left });
  if (left === 0) return words('light.today');
  return words(light === 'yellow' ? 'light.soon' : 'light.left', { days: left, date: shortDay(dueOn) });
}
