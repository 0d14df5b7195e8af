import type { LegalCalendar } from '../../kernel/kernel.ts';
import { LinliError, plainText } from '../../kernel/kernel.ts';
import type { Running } from '../../registers/registers.ts';
import type { ActDefinition } from '../definitions/definition.ts';
import type { Actor, Holder } from './case.ts';
import type { CaseContext } from './facts.ts';

/** What an actor asks for. */
export interface ActRequest {
  readonly act: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly opinion: string;
  readonly key: string;
  /** Ids of loose files that come with the act. */
  readonly attachments?: readonly string[];
}

/** What the decision may look at besides the case. */
export interface ActContext extends CaseContext {
  readonly calendar: LegalCalendar;
  readonly actor: Actor;
  /** For how many days a confirmation that staff helped with stays open to objection. */
  readonly objectionDays?: number;
  /** What the applicant receives today. */
  readonly running?: readonly Running[];
}

export interface NoticeRow {
  readonly recipient: 'applicant' | 'community' | 'town' | 'county';
  readonly template: string;
}

/** The words of a request, without what cannot be kept or printed. */
export function opinionOf({ opinion }: ActRequest): string {
  return plainText(opinion).trim();
}

/** Who is told of an act; the holder is told as the office that has the case now. */
export function noticesOf(act: ActDefinition, holder: Holder, late: boolean): NoticeRow[] {
  return (act.notices ?? []).flatMap((notice) => {
    const recipient = notice.to === 'holder' ? holder : notice.to;
    return recipient === 'nobody' ? [] : [{ recipient, template: (late && notice.late) || notice.template }];
  });
}

/** At the window a clerk may have seen the original; who applies online hands in what the item requires. Throws `MATERIAL_MISSING`. */
export function requireMaterials({ definition, attachments }: ActContext): void {
  const missing = definition.item.materials.find(
    (material) => material.required && material.from === 'applicant' && !attachments.includes(material.material),
  );
  if (missing)
    throw new LinliError('MATERIAL_MISSING', { material: missing.title }, { [`material_${missing.material}`]: 'FIELD_REQUIRED' });
}
