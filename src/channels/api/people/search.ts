import type { AuditRow, Some } from '../../../kernel/kernel.ts';
import { appendAudit, auditRow, LinliError } from '../../../kernel/kernel.ts';
import type { KnownPerson, Person, PersonQuery, Place } from '../../../registers/registers.ts';
import { liesWithin, normaliseNumber, normalisePhone, peopleByNumber, searchPeople } from '../../../registers/registers.ts';
import { spendTry } from '../../http/limits.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';

const HOUR = 3_600;

/** A number that somebody looked for, and what the answer told. */
export interface NumberLook {
  readonly by: 'idNumber' | 'phone' | 'registration' | 'transfer';
  readonly number: string;
  readonly found: number;
  readonly county: string;
  /** The person found, if the one who looked may know who it is. */
  readonly person?: string | undefined;
}

type Looker = Pick<Wearer, 'handle' | 'actor' | 'hat'>;

/**
 * Whatever can say that a number is known is itself a look behind the mask: nobody tries more of them in an hour than a busy window needs.
 * Throws `TOO_MANY_REQUESTS`.
 */
export async function countLook(linli: Linli, { actor }: Pick<Wearer, 'actor'>): Promise<void> {
  const tried = await spendTry(linli, `people ${actor.id}`, linli.setting('people.searches_per_hour'), HOUR);
  if (tried > 0) throw new LinliError('TOO_MANY_REQUESTS', { seconds: tried });
}

/** The row such a look leaves: the same number can be told again, the number itself cannot be read. */
export function lookRow(linli: Linli, { actor }: Pick<Wearer, 'actor'>, { by, number, found, county, person }: NumberLook): AuditRow {
  const detail = { by, found, sought: linli.vault.keyedHash('person-search', number).toString('base64url') };
  const subject = person ? `person:${person}` : 'person';
  return auditRow(linli.vault, {
    county,
    at: linli.clock.now(),
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: 'person.search',
    subject,
    detail,
  });
}

/** Refuses a place outside the hat before anything is looked up under it. Throws `FORBIDDEN`. */
export function requirePlace({ hat }: Pick<Wearer, 'hat'>, place: Place): void {
  if (!liesWithin(place.grid ?? place.community, hat.region)) throw new LinliError('FORBIDDEN');
}

/** People of the hat's scope by number, phone or name; a number looked for leaves a row. Throws `TOO_MANY_REQUESTS`. */
export async function findPeople(linli: Linli, looker: Looker, query: PersonQuery, most?: number): Promise<Some<Person>> {
  const { handle, hat } = looker;
  const number = 'idNumber' in query ? normaliseNumber(query.idNumber) : 'phone' in query ? normalisePhone(query.phone) : '';
  await countLook(linli, looker);
  const people = await searchPeople(handle, linli.vault, query, most);
  const { rows } = people;
  if (number === '') return people;
  const look = {
    by: 'idNumber' in query ? 'idNumber' : 'phone',
    number,
    found: rows.length,
    county: rows[0]?.county ?? hat.county,
    person: rows[0]?.id,
  } as const;
  await handle.batch([appendAudit([lookRow(linli, looker, look)])]);
  return people;
}

/** Who of the hat's scope has the id numbers of a sheet; a sheet counts as one look and leaves one row. Throws `TOO_MANY_REQUESTS`. */
export async function peopleInSheet(linli: Linli, looker: Looker, numbers: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  const { handle, hat, actor } = looker;
  await countLook(linli, looker);
  const people = await peopleByNumber(handle, linli.vault, numbers);
  const row = auditRow(linli.vault, {
    county: hat.county,
    at: linli.clock.now(),
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    action: 'person.search',
    subject: 'person',
    detail: { by: 'sheet', asked: numbers.length, found: people.size },
  });
  await handle.batch([appendAudit([row])]);
  return people;
}
