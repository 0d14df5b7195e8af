import type { Scope } from '../../kernel/kernel.ts';
import { auditRow, dayOf, defineErrors, LinliError, newId, plainText, sha256 } from '../../kernel/kernel.ts';
import type { Actor, Case } from '../cases/case.ts';
import type { CaseDesk } from '../cases/commands.ts';
import { payloadOf } from '../cases/commands.ts';
import { newCaseNumber } from '../cases/number.ts';
import { decideSubmission } from '../cases/submission.ts';
import { findTicket, recordRating } from './rating.store.ts';

export const ratingErrors = defineErrors({ RATING_USED: 409, RATING_REASON: 400 });

/** One rating: grade 1 (very dissatisfied) to 5, reasons as tags and words. */
export interface RatingInput {
  readonly county: string;
  readonly token: string;
  readonly grade: 1 | 2 | 3 | 4 | 5;
  readonly tags: readonly string[];
  readonly comment: string;
  readonly channel: 'hall' | 'kiosk';
}

/** Grades 1 and 2 are bad (GB/T 39734); they need a reason and open a rectification. */
export function isBad(grade: number): boolean {
  return grade <= 2;
}

/** The case a still unused token belongs to. Throws `RATING_USED`. */
export async function getTicketCase(desk: CaseDesk, scope: Scope, county: string, token: string): Promise<Case> {
  const found = await findTicket(desk.database.within(scope), county, sha256(token));
  if (!found) throw new LinliError('RATING_USED');
  return found;
}

/**
 * Spends the token and writes the rating; a bad first rating opens its rectification case in the same transaction.
 * Throws `RATING_USED`, `RATING_REASON`. Returns the number of the rectification when one was opened.
 */
export async function rate(desk: CaseDesk, scope: Scope, input: RatingInput): Promise<{ rectification: string | undefined }> {
  if (isBad(input.grade) && input.tags.length === 0 && input.comment.trim() === '')
    throw new LinliError('RATING_REASON', {}, { comment: 'FIELD_REQUIRED' });
  const rated = await getTicketCase(desk, scope, input.county, input.token);
  const now = desk.clock.now();
  // What a rating opened is rated a second time; that rating opens nothing more.
  const rectification = isBad(input.grade) && rated.origin === null ? await rectificationOf(desk, rated, now) : undefined;
  const day = dayOf(now);
  const deltas = [
    { measure: 'ratings', amount: 1 },
    { measure: 'rating_points', amount: input.grade },
    ...(isBad(input.grade) ? [] : [{ measure: 'ratings_satisfied', amount: 1 }]),
  ];
  // The rater is not named: the audit row says that the case was rated, the reviewed side never learns by whom.
  const audit = auditRow(desk.vault, {
    county: rated.county,
    at: now,
    actor: 'token-holder',
    hat: 'token-holder',
    channel: input.channel,
    action: 'case.rate',
    subject: `case:${rated.id}`,
    detail: { grade: input.grade },
  });
  const written = await recordRating(desk.database.within(scope), {
    county: input.county,
    token_hash: sha256(input.token).toString('hex'),
    id: newId(),
    grade: input.grade,
    tags: input.tags,
    comment: plainText(input.comment).trim(),
    channel: input.channel,
    at: now.toISOString(),
    deltas: deltas.map((delta) => ({ ...delta, id: newId(), day })),
    audit: [audit],
    ...(rectification ? { rectification: rectification.payload } : {}),
  });
  if (!written) throw new LinliError('RATING_USED');
  return { rectification: rectification?.number };
}

async function rectificationOf(desk: CaseDesk, rated: Case, now: Date): Promise<{ payload: unknown; number: string } | undefined> {
  const today = dayOf(now);
  const opened = desk.catalogue.itemsAt(rated, today).find((one) => one.opened_by === 'bad-rating');
  if (!opened) return undefined;
  const { hash, definition } = await desk.catalogue.definitionAt(rated, opened.item, today);
  const actor: Actor = { id: 'system', name: '', hat: 'system', role: 'system', level: 'system', channel: 'system' };
  const number = newCaseNumber(today);
  const place = {
    province: rated.province,
    city: rated.city,
    county: rated.county,
    town: rated.town,
    community: rated.community,
    grid: rated.grid,
  };
  const submission = {
    id: newId(),
    number,
    hash,
    place,
    applicant: rated.applicant,
    applicantMask: rated.applicant_mask,
    agent: null,
    form: {},
    origin: rated.id,
  };
  const decision = decideSubmission(submission, {
    now,
    calendar: desk.calendar,
    actor,
    definition,
    applicant: {},
    openConsultations: [],
    attachments: [],
  });
  return {
    payload: payloadOf(desk, decision, {
      actor,
      key: { key: `rated:${rated.id}`, digest: '' },
      reached: { phone_sealed: null },
      now,
    }),
    number,
  };
}
