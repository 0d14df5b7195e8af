import type { AuditEntry, AuditRow } from './audit.ts';
import type { Day } from './clock.ts';
import type { Handle } from './database/handle.ts';

const insert = { name: 'audit-insert', text: 'select kernel.put_audit($1::jsonb)' };

/** The call that appends rows, to be sent in the same batch as the change they record. */
export function appendAudit(rows: readonly AuditRow[]): readonly [typeof insert, [string]] {
  return [insert, [JSON.stringify(rows)]];
}

const page = {
  name: 'audit-page',
  text: `select id, at, actor, hat, channel, action, subject, reason, detail from kernel.audit
          where county = current_setting('linli.scope') and ($1 = '' or subject = $1) and ($2 = '' or actor = $2) and ($3 = '' or action = $3 or replace(action, '.', '-') = $3)
            and at >= kernel.start_of($4::date) and at < kernel.start_of($5::date + 1)
            and ($8::text[] = '{}' or hat = any($8))
            and ($6 = '' or (at, id) < (select a.at, a.id from kernel.audit a where a.county = current_setting('linli.scope') and a.id = nullif($6, '')::uuid))
          order by at desc, id desc limit $7`,
};

export interface AuditFilter {
  /** Empty for any. */
  readonly subject: string;
  readonly actor: string;
  /** An action, its dots also as hyphens; empty for any. */
  readonly action: string;
  /** Hats, one of which was worn; empty for any. */
  readonly hats: readonly string[];
  readonly from: Day;
  /** The last day, included. */
  readonly to: Day;
}

/** An entry as it is read. */
export type AuditPageRow = Required<Omit<AuditEntry, 'county'>> & { readonly id: string };

/** Audit rows of the caller's county, newest first; `after` is the id of the last row seen. */
export async function listAudit(
  handle: Handle,
  filter: AuditFilter,
  after: string,
  limit = 50,
): Promise<{ rows: AuditPageRow[]; next: string | null }> {
  const rows = await handle.query<AuditPageRow>(page, [
    filter.subject,
    filter.actor,
    filter.action,
    filter.from,
    filter.to,
    after,
    limit + 1,
    filter.hats,
  ]);
  return { rows: rows.slice(0, limit), next: rows.length > limit ? rows[limit - 1]!.id : null };
}

const within = 'at >= kernel.start_of($2::date) and at < kernel.start_of($3::date + 1)';
const byHat = {
  name: 'audit-by-hat',
  text: `select hat, action, count(*) as times, count(distinct subject) as subjects, max(at) as last from kernel.audit
          where county = current_setting('linli.scope') and hat like any($1::text[]) and ${within} group by hat, action`,
};
const against = {
  name: 'audit-against',
  text: `select detail ->> 'against' as whom, count(*) as times from kernel.audit
          where county = current_setting('linli.scope') and detail ? 'against' and ${within} and $1::text[] is not null group by 1`,
};

/** How often an action was done under a hat, and on how many different subjects. */
export interface HatCount {
  readonly hat: string;
  readonly action: string;
  readonly times: number;
  readonly subjects: number;
  readonly last: Date;
}

/** Counts of the caller's county under hats that begin with one of these words, and whom what was done later turned against. */
export async function countByHat(
  handle: Handle,
  beginnings: readonly string[],
  from: Day,
  to: Day,
): Promise<{ counts: HatCount[]; against: Map<string, number> }> {
  const values = [beginnings.map((one) => `${one}%`), from, to];
  const [counts, objections] = (await handle.batch([
    [byHat, values],
    [against, values],
  ])) as unknown as [HatCount[], { whom: string; times: number }[]];
  return { counts, against: new Map(objections.map((one) => [one.whom, one.times])) };
}

const rowsByHat = {
  name: 'audit-rows-by-hat',
  text: `select id, at, actor, hat, channel, action, subject, reason, detail from kernel.audit
          where county = current_setting('linli.scope') and hat like any($1::text[]) and ${within} order by hat, at, id limit $4`,
};

/** The rows behind `countByHat`, hat by hat; `most` at most. */
export function listByHat(handle: Handle, beginnings: readonly string[], from: Day, to: Day, most: number): Promise<AuditPageRow[]> {
  return handle.query<AuditPageRow>(rowsByHat, [beginnings.map((one) => `${one}%`), from, to, most]);
}
