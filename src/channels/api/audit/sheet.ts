import { dayOf, timeOf } from '../../../kernel/kernel.ts';
import { hasText, text } from '../../../registers/registers.ts';

/** An action in words; its own name where nobody gave it any. */
export function actionName(action: string): string {
  const key = `workbench.audit.actions.${action.replaceAll('.', '-')}`;
  return hasText(key) ? text(key) : action;
}

/** Day and time of the county's clock. */
export function momentOf(at: Date): { day: string; time: string } {
  return { day: dayOf(at), time: timeOf(at) };
}
