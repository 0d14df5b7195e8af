import type { Handle } from '../../kernel/kernel.ts';
import { LinliError, newId } from '../../kernel/kernel.ts';
import type { Place } from '../../registers/registers.ts';

/** An application not yet submitted: the same one opens at phone, kiosk and window. */
export interface Draft {
  readonly county: string;
  readonly id: string;
  readonly applicant: string;
  readonly item: string;
  readonly pack_hash: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly page: string;
  readonly updated_at: Date;
}

const columns = 'county, id, applicant, item, pack_hash, form, page, updated_at';
const open = {
  name: 'draft-open',
  text: `insert into procedures.draft (county, id, province, city, town, community, grid, applicant, item, pack_hash, opened_by, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now())`,
};
const ofItem = {
  name: 'draft-of-item',
  text: `select ${columns} from procedures.draft where applicant = $1 and item = $2 and submitted_case is null order by updated_at desc limit 1`,
};
const byId = {
  name: 'draft-by-id',
  text: `select ${columns} from procedures.draft where county = $1 and id = $2 and submitted_case is null`,
};
const save = {
  name: 'draft-save',
  text: 'update procedures.draft set form = form || $3::jsonb, page = $4, updated_at = now() where county = $1 and id = $2 and submitted_case is null returning id',
};
const ofApplicant = {
  name: 'drafts-of-applicant',
  text: `select ${columns} from procedures.draft where applicant = $1 and submitted_case is null order by updated_at desc limit 500`,
};
const remove = { name: 'draft-remove', text: 'delete from procedures.draft where county = $1 and id = $2 and submitted_case is null' };
const removeFiles = {
  name: 'draft-remove-files',
  text: 'delete from procedures.attachment where county = $1 and draft_id = $2 and case_id is null',
};
const submitted = { name: 'draft-submitted', text: 'select submitted_case from procedures.draft where county = $1 and id = $2' };

/** The applicant's open draft of an item, opened if there is none. */
export async function openDraft(
  handle: Handle,
  place: Place,
  applicant: string,
  item: string,
  packHash: string,
  openedBy: string,
): Promise<Draft> {
  const [known] = await handle.query<Draft>(ofItem, [applicant, item]);
  if (known) return known;
  const id = newId();
  await handle.query(open, [
    place.county,
    id,
    place.province,
    place.city,
    place.town,
    place.community,
    place.grid,
    applicant,
    item,
    packHash,
    openedBy,
  ]);
  return getDraft(handle, place.county, id);
}

/** Throws `DRAFT_NOT_FOUND`, also when it was submitted or belongs to somebody else. */
export async function getDraft(handle: Handle, county: string, id: string): Promise<Draft> {
  const [draft] = await handle.query<Draft>(byId, [county, id]);
  if (!draft) throw new LinliError('DRAFT_NOT_FOUND');
  return draft;
}

/** The case a submitted draft became, or undefined. */
export async function findSubmittedCase(handle: Handle, county: string, id: string): Promise<string | undefined> {
  return (await handle.query<{ submitted_case: string | null }>(submitted, [county, id]))[0]?.submitted_case ?? undefined;
}

/** Adds what a page asked to the draft. Throws `DRAFT_NOT_FOUND`. */
export async function saveDraft(
  handle: Handle,
  county: string,
  id: string,
  values: Readonly<Record<string, unknown>>,
  page: string,
): Promise<void> {
  const rows = await handle.query(save, [county, id, JSON.stringify(values), page]);
  if (rows.length === 0) throw new LinliError('DRAFT_NOT_FOUND');
}

/** Open drafts of an applicant, newest first. */
export function listDrafts(handle: Handle, applicant: string): Promise<Draft[]> {
  return handle.query<Draft>(ofApplicant, [applicant]);
}

export async function removeDraft(handle: Handle, county: string, id: string): Promise<void> {
  await handle.batch([
    [removeFiles, [county, id]],
    [remove, [county, id]],
  ]);
}
