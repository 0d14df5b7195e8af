import type { Handle, Some } from '../../kernel/kernel.ts';
import { newId, someOf } from '../../kernel/kernel.ts';
import type { Place } from '../../registers/registers.ts';
import { ancestryOfCode } from '../../registers/registers.ts';

export interface Notice {
  readonly county: string;
  readonly id: string;
  /** Null for a notice about a place or a person. */
  readonly case_id: string | null;
  readonly template: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly created_at: Date;
  readonly read_at: Date | null;
}

// What older programs left unread of cases that moved on since asks for nothing any more; new acts settle such notices themselves.
const unread = {
  name: 'notices-unread',
  text: `select n.county, n.id, n.case_id, n.template, n.facts, n.created_at, n.read_at
           from (select * from procedures.notice where recipient = $1 and read_at is null order by created_at desc limit 1000) n
           left join procedures.cases c on c.county = n.county and c.id = n.case_id
          where n.case_id is null or n.created_at >= c.holder_since order by n.created_at desc limit $2`,
};
const latest = {
  name: 'notices-latest',
  text: 'select county, id, case_id, template, facts, created_at, read_at from procedures.notice where recipient = $1 order by created_at desc limit 200',
};
const readOfCase = {
  name: 'notices-read-of-case',
  text: 'update procedures.notice set read_at = now() where county = $1 and case_id = $2 and recipient = $3 and read_at is null',
};
const read = {
  name: 'notice-read',
  text: 'update procedures.notice set read_at = coalesce(read_at, now()) where county = $1 and id = $2 and recipient = $3 returning id',
};

/** What waits in a level's in-app inbox, newest first. */
export async function listUnreadNotices(handle: Handle, recipient: string, most = 50): Promise<Some<Notice>> {
  return someOf(await handle.query<Notice>(unread, [recipient, most + 1]), most);
}

/** The applicant's messages, read or not; the last 200. */
export function listNotices(handle: Handle, recipient: string): Promise<Notice[]> {
  return handle.query<Notice>(latest, [recipient]);
}

/** Marks a notice of this recipient as read; false when there is none for it. */
export async function markNoticeRead(handle: Handle, county: string, id: string, recipient: string): Promise<boolean> {
  return (await handle.query(read, [county, id, recipient])).length > 0;
}

/** Who opened a case has seen what was to be told about it. */
export async function markCaseNoticesRead(handle: Handle, county: string, caseId: string, recipient: string): Promise<void> {
  await handle.query(readOfCase, [county, caseId, recipient]);
}

/** Something that an office must know and that is about no case. */
export interface OfficeNotice {
  /** Code of the community, town or county whose office it is. */
  readonly code: string;
  readonly recipient: 'community' | 'town' | 'county';
  readonly template: string;
  /** What the sentence fills in; `path` says where to read on. */
  readonly facts: Readonly<Record<string, string>>;
}

const add = {
  name: 'notice-office-add',
  text: `insert into procedures.notice (county, id, province, city, town, community, recipient, template, facts, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())`,
};

/** Puts notices into the boxes of offices. */
export async function addOfficeNotices(handle: Handle, notices: readonly OfficeNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await handle.batch(
    notices.map(({ code, recipient, template, facts }) => {
      const { province, city = '', county = '', town = '', community = '' } = ancestryOfCode(code);
      return [add, [county, newId(), province, city, town, community, recipient, template, facts]] as const;
    }),
  );
}

/** Something a resident must know that no act on a case told. */
export interface ApplicantNotice {
  readonly place: Place;
  readonly applicant: string;
  /** The case to read on at, if there is one. */
  readonly caseId: string | null;
  readonly template: string;
  readonly facts: Readonly<Record<string, string>>;
}

const tell = {
  name: 'notice-applicant-add',
  text: `insert into procedures.notice (county, id, province, city, town, community, grid, case_id, applicant, recipient, template, facts, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'applicant', $10, $11, now())`,
};
const word = { name: 'outbox-add', text: 'insert into kernel.outbox (id, county, to_sealed, body_sealed) values ($1, $2, $3, $4)' };

/** Puts a notice on the resident's own page. */
export async function tellApplicant(handle: Handle, { place, applicant, caseId, template, facts }: ApplicantNotice): Promise<void> {
  await handle.query(tell, [
    place.county,
    newId(),
    place.province,
    place.city,
    place.town,
    place.community,
    place.grid,
    caseId,
    applicant,
    template,
    facts,
  ]);
}

/** Hands a sealed message to the outbox, in the transaction of what it tells. */
export async function sendWord(
  handle: Handle,
  { county, to, body }: { readonly county: string; readonly to: Buffer; readonly body: Buffer },
): Promise<void> {
  await handle.query(word, [newId(), county, to, body]);
}
