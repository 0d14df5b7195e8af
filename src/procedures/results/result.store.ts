import type { Day, Handle } from '../../kernel/kernel.ts';
import type { DecisionFacts, Holder } from '../cases/case.ts';

/** What anybody may see who holds the number and the last four digits of the phone. */
export interface CaseStatus {
  readonly county: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly holder: Holder;
  readonly holder_since: Date;
  readonly town: string;
  readonly community: string;
  readonly due_on: Day | null;
  readonly due_provisional: boolean;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly outcome: string | null;
  readonly pack_hash: string;
}

/** What a result document may be compared with. */
export interface ResultFacts {
  readonly number: string;
  readonly title: string;
  readonly outcome: string | null;
  readonly closed_at: Date | null;
  readonly decision: DecisionFacts;
  readonly applicant_mask: string;
  readonly state: string;
}

const status = {
  name: 'case-status',
  text: 'select county, id, number, title, state, holder, holder_since, town, community, due_on, due_provisional, opened_at, closed_at, outcome, pack_hash from procedures.case_status($1, $2)',
};
const result = {
  name: 'result-verify',
  text: 'select number, title, outcome, closed_at, decision, applicant_mask, state from procedures.verify_result($1, $2)',
};

/** The status of a case by number and last four digits of the applicant's phone; undefined for a wrong pair. */
export async function findCaseStatus(handle: Handle, number: string, last4: string): Promise<CaseStatus | undefined> {
  return (await handle.query<CaseStatus>(status, [number, last4]))[0];
}

/** The facts behind a result document. The caller has checked its code. */
export async function findResult(handle: Handle, county: string, id: string): Promise<ResultFacts | undefined> {
  return (await handle.query<ResultFacts>(result, [county, id]))[0];
}
