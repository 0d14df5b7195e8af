import type { Day, Handle } from '../../kernel/kernel.ts';
import { dayOf } from '../../kernel/kernel.ts';
import type { Region } from '../../registers/registers.ts';
import { fillText, findRegion, hasText, text } from '../../registers/registers.ts';
import type { Case } from '../cases/case.ts';
import type { Decision } from '../cases/transition.ts';
import type { ServiceDefinition } from '../definitions/definition.ts';

/** What is fixed when a case is decided and stands on its document ever after; the number comes from the database. */
export interface DecidedDocument {
  readonly day: Day;
  /** Full name of the organ. */
  readonly organ: string;
  /** Level of the organ: it says which remedies there are. */
  readonly level: 'community' | 'town' | 'county';
  readonly number?: string;
}

/** The document of the last decision; undefined for cases decided before documents were kept. */
export function documentOf(one: Pick<Case, 'decision'>): DecidedDocument | undefined {
  return one.decision.document as DecidedDocument | undefined;
}

/** A decision with its document, and the series its number comes from; nothing for acts that decide nothing. A community's refusal bears no number. */
export async function withDocument(
  handle: Handle,
  before: Case,
  decision: Decision,
  definition: ServiceDefinition,
  now: Date,
): Promise<{ readonly decision: Decision; readonly series?: Record<string, unknown> }> {
  const kind = definition.procedure.acts.find((act) => act.act === decision.act.kind)?.kind;
  const level = before.holder;
  if ((kind !== 'decide' && kind !== 'refuse') || level === 'applicant' || level === 'nobody') return { decision };
  const day = dayOf(now);
  const region = await findRegion(handle, before[level], day);
  const document: DecidedDocument = { day, level, organ: organName(region, level, definition) };
  const decided = { ...decision, case: { ...decision.case, decision: { ...decision.case.decision, document } } };
  const sign = definition.values[`service.document_sign_${level}`];
  if (typeof sign !== 'string') return { decision: decided };
  const year = day.slice(0, 4);
  const pattern = text('procedures.documentNumber', { sign: fillText(sign, { name: region?.name ?? '' }), year });
  return { decision: decided, series: { county: before.county, organ: before[level], year, case_id: before.id, pattern } };
}

/** Full name of the office of a level that a case lies with, e.g. 河西街道办事处. */
export async function officeName(
  handle: Handle,
  one: Pick<Case, DecidedDocument['level']>,
  level: DecidedDocument['level'],
  definition: ServiceDefinition,
  today: Day,
): Promise<string> {
  return organName(await findRegion(handle, one[level], today), level, definition);
}

function organName(region: Region | undefined, level: DecidedDocument['level'], { item }: ServiceDefinition): string {
  if (!region || (level === 'county' && !region.bureau)) return item.department;
  const key = hasText(`procedures.organs.${region.unit}`) ? region.unit : level;
  return text(`procedures.organs.${key}`, { name: region.name, bureau: region.bureau ?? '' });
}

/** Full name of the organ that reports for a region: its bureau, e.g. 柳湾县民政局, else the organ of its kind, else its name. */
export async function organOf(handle: Handle, code: string, day: Day): Promise<string> {
  const region = await findRegion(handle, code, day);
  if (!region) return code;
  if (region.bureau) return text('procedures.organs.county', { name: region.name, bureau: region.bureau });
  return hasText(`procedures.organs.${region.unit}`) && region.unit !== 'county'
    ? text(`procedures.organs.${region.unit}`, { name: region.name, bureau: '' })
    : region.name;
}

/** What can be done against a decision, with its terms, in the words of the pack the case began under; empty when that pack says nothing. */
export function remedyOf({ level }: Pick<DecidedDocument, 'level'>, { values }: Pick<ServiceDefinition, 'values'>, county: string): string {
  const remedy = values[`service.remedy_${level}`];
  if (typeof remedy !== 'string') return '';
  return fillText(remedy, { county, review: Number(values['service.review_days']), suit: Number(values['service.suit_months']) });
}
