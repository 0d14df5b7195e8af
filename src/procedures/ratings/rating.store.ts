import type { Handle, Row } from '../../kernel/kernel.ts';
import { caseColumns, caseOf } from '../cases/case.store.ts';
import type { Case } from '../cases/case.ts';

const ticket = { name: 'rating-ticket', text: `select ${caseColumns} from procedures.rating_ticket($1, $2)` };
const record = { name: 'rating-record', text: 'select procedures.rate($1) as answer' };

/** The case a still unused token belongs to. */
export async function findTicket(handle: Handle, county: string, hash: Buffer): Promise<Case | undefined> {
  const [row] = await handle.query<Row>(ticket, [county, hash]);
  return row && caseOf(row);
}

/** Writes a rating with all that follows from it; false when the token was spent meanwhile. */
export async function recordRating(handle: Handle, payload: unknown): Promise<boolean> {
  const [row] = await handle.query<{ answer: unknown }>(record, [JSON.stringify(payload)]);
  return Boolean(row?.answer);
}

const graded = {
  name: 'ratings-of-applicant',
  text: 'select distinct on (case_id) case_id, grade from procedures.rating where county = $1 and applicant = $2 order by case_id, round desc',
};

/** The last grade an applicant gave for each case, by case. */
export async function gradesOf(handle: Handle, county: string, applicant: string): Promise<ReadonlyMap<string, number>> {
  const rows = await handle.query<{ case_id: string; grade: number }>(graded, [county, applicant]);
  return new Map(rows.map((row) => [row.case_id, row.grade]));
}
