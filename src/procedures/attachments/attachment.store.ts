import type { Handle } from '../../kernel/kernel.ts';
import type { Place } from '../../registers/registers.ts';

export interface StoredAttachment {
  readonly id: string;
  readonly material: string;
  readonly filename: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: Buffer;
}

const insert = {
  name: 'attachment-insert',
  text: `insert into procedures.attachment (county, id, case_id, draft_id, province, city, town, community, grid, applicant, material, filename, mime, size, sha256, uploaded_by, uploaded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
};
const recent = {
  name: 'attachments-recent',
  text: 'select count(*) as n from procedures.attachment where county = $1 and applicant = $2 and uploaded_at > $3',
};
const find = {
  name: 'attachment-find',
  text: 'select id, material, filename, mime, size, sha256 from procedures.attachment where county = $1 and id = $2',
};
const ofDraft = {
  name: 'attachments-of-draft',
  text: 'select id, material, filename, mime, size, sha256 from procedures.attachment where county = $1 and draft_id = $2 order by uploaded_at',
};
const loose = {
  name: 'attachments-loose',
  text: `select id, material, filename, mime, size, sha256 from procedures.attachment
          where county = $1 and id = any($2::uuid[]) and applicant = $3 and uploaded_by = $4 and case_id is null and draft_id is null and visit_id is null`,
};
const remove = { name: 'attachment-remove', text: 'delete from procedures.attachment where county = $1 and id = $2 and case_id is null' };
const removeLoose = {
  name: 'attachment-remove-loose',
  text: 'delete from procedures.attachment where county = $1 and id = $2 and uploaded_by = $3 and case_id is null and draft_id is null and visit_id is null returning id',
};
const sweep = {
  name: 'attachments-sweep',
  text: 'delete from procedures.attachment where uploaded_at < $1 and case_id is null and draft_id is null and visit_id is null returning id',
};
const used = { name: 'attachment-contents-used', text: 'select distinct sha256 from procedures.attachment where sha256 = any($1)' };

export interface AttachmentRow {
  readonly place: Place;
  readonly applicant: string;
  readonly material: string;
  readonly uploadedBy: string;
  readonly caseId?: string;
  readonly draftId?: string;
  readonly id: string;
  readonly filename: string;
  readonly mime: string;
  readonly size: number;
  readonly hash: Buffer;
  readonly at: Date;
}

export async function insertAttachment(handle: Handle, row: AttachmentRow): Promise<void> {
  const { place } = row;
  await handle.query(insert, [
    place.county,
    row.id,
    row.caseId ?? null,
    row.draftId ?? null,
    place.province,
    place.city,
    place.town,
    place.community,
    place.grid,
    row.applicant,
    row.material,
    row.filename,
    row.mime,
    row.size,
    row.hash,
    row.uploadedBy,
    row.at,
  ]);
}

const take = {
  name: 'attachments-visit',
  text: `update procedures.attachment set visit_id = $3 where county = $1 and id = any($2::uuid[]) and applicant = $4 and uploaded_by = $5 and case_id is null and draft_id is null and visit_id is null returning id`,
};
const ofVisit = {
  name: 'attachments-of-visit',
  text: 'select id, material, filename, mime, size, sha256 from procedures.attachment where county = $1 and visit_id = $2 order by uploaded_at',
};

/** Binds photos that their uploader keeps ready to the visit at which they were taken; how many there were. */
export async function takeForVisit(
  handle: Handle,
  county: string,
  ids: readonly string[],
  { visit, applicant, uploadedBy }: { readonly visit: string; readonly applicant: string; readonly uploadedBy: string },
): Promise<number> {
  return (await handle.query(take, [county, ids, visit, applicant, uploadedBy])).length;
}

/** The photos of a visit. */
export function listVisitPhotos(handle: Handle, county: string, visit: string): Promise<StoredAttachment[]> {
  return handle.query<StoredAttachment>(ofVisit, [county, visit]);
}

/** How many files an applicant has handed in since a moment. */
export async function countAttachmentsSince(handle: Handle, county: string, applicant: string, since: Date): Promise<number> {
  return (await handle.query<{ n: number }>(recent, [county, applicant, since]))[0]!.n;
}

export async function findAttachment(handle: Handle, county: string, id: string): Promise<StoredAttachment | undefined> {
  return (await handle.query<StoredAttachment>(find, [county, id]))[0];
}

export function listDraftAttachments(handle: Handle, county: string, draftId: string): Promise<StoredAttachment[]> {
  return handle.query<StoredAttachment>(ofDraft, [county, draftId]);
}

/** Of the named files those that this uploader keeps ready for this applicant, bound to no case and no draft yet. */
export function listLooseAttachments(
  handle: Handle,
  county: string,
  ids: readonly string[],
  owner: { readonly applicant: string; readonly uploadedBy: string },
): Promise<StoredAttachment[]> {
  return handle.query<StoredAttachment>(loose, [county, ids, owner.applicant, owner.uploadedBy]);
}

/** Takes away an attachment that is not yet part of a case. */
export async function removeAttachment(handle: Handle, county: string, id: string): Promise<void> {
  await handle.query(remove, [county, id]);
}

/** Takes away a file its uploader has not used yet; false when there is none. */
export async function removeLooseAttachment(handle: Handle, county: string, id: string, uploadedBy: string): Promise<boolean> {
  return (await handle.query(removeLoose, [county, id, uploadedBy])).length > 0;
}

/** Forgets files that nobody used since before a moment; returns how many. Needs the job scope. */
export async function sweepLooseAttachments(handle: Handle, before: Date): Promise<number> {
  return (await handle.query(sweep, [before])).length;
}

/** Which of these contents an attachment still names. Needs the job scope. */
export async function findUsedContents(handle: Handle, hashes: readonly Buffer[]): Promise<Buffer[]> {
  return (await handle.query<{ sha256: Buffer }>(used, [hashes])).map((row) => row.sha256);
}
