import { LinliError, appendAudit, auditRow } from '../../../kernel/kernel.ts';
import { normaliseNumber, normalisePhone, searchPeople } from '../../../registers/registers.ts';
import type { Person, PersonQuery } from '../../../registers/registers.ts';
import { spendTry } from '../../http/limits.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';

const HOUR = 3_600;

/**
 * People of the hat's scope by number, phone or name. Whether a number is somebody's is itself a look behind the mask: it leaves a row, and nobody
 * tries more of them in an hour than a busy window needs. Throws `TOO_MANY_REQUESTS`.
 */
export async function findPeople(linli: Linli, { handle, actor, hat }: Pick<Wearer, 'handle' | 'actor' | 'hat'>, query: PersonQuery, most?: number): Promise<Person[]> {
  const exact = 'idNumber' in query ? normaliseNumber(query.idNumber) : 'phone' in query ? normalisePhone(query.phone) : undefined;
  const tried = await spendTry(linli, `people ${actor.id}`, linli.setting('people.searches_per_hour'), HOUR);
  if (tried > 0) throw new LinliError('TOO_MANY_REQUESTS', { seconds: tried });
  const people = await searchPeople(handle, linli.vault, query, most);
  if (exact === undefined || exact === '') return people;
  const detail = { by: 'idNumber' in query ? 'idNumber' : 'phone', found: people.length, sought: linli.vault.keyedHash('person-search', exact).toString('base64url') };
  await handle.batch([appendAudit([auditRow(linli.vault, { county: people[0]?.county ?? hat.county, at: linli.clock.now(), actor: actor.id, hat: actor.hat, channel: actor.channel, action: 'person.search', subject: people[0] ? `person:${people[0].id}` : 'person', detail })])]);
  return people;
}
