import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { ListedCase } from '../../../procedures/procedures.ts';
import { listCases, readCaseNumber } from '../../../procedures/procedures.ts';
import type { Person } from '../../../registers/registers.ts';
import { findEntries, isMasked, maskAddress, maskPerson, mayOpen, personQuery, wordsOf } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { caseRow, warnUntil } from '../cases/case-row.ts';
import { findPeople } from '../people/search.ts';

/** Said in the body, so that no number that names somebody stands in an address. */
const Sought = Type.Object({ q: Type.String({ minLength: 1, maxLength: 60 }) });

/** So many hits of the finder are shown at once. */
const MOST_FOUND = 12;
const MOST_PEOPLE = 6;
const MOST_CASES = 5;

/** One box over everything a hat may open. */
export function findRoutes(app: App): void {
  app.post('/api/find', { schema: { body: Sought } }, findAnything);
}

async function findAnything(request: FastifyRequest<{ Body: Static<typeof Sought> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request);
  const typed = request.body.q.trim();
  const [entries, known] = await Promise.all([entriesNamed(linli, wearer, typed), peopleNamed(linli, wearer, typed)]);
  const cases = await casesOf(linli, wearer, typed, known.people);
  const today = dayOf(linli.clock.now());
  return {
    ...entries,
    people: await Promise.all(
      known.people.map(async (person) => {
        const { name, idNumber } = maskPerson(person, today);
        return { county: person.county, id: person.id, name, id_number: idNumber, place_name: await linli.regionName(person.community) };
      }),
    ),
    cases: await Promise.all(
      cases.map(async (one) => {
        const { county, id, number, title, applicant, stateTitle } = await caseRow(linli, one);
        return { county, id, number, title, applicant, state_title: stateTitle };
      }),
    ),
    /** Seconds until people may be looked for again; 0 when they were. */
    wait: known.wait,
  };
}

async function entriesNamed(linli: Linli, { handle, powers }: Wearer, typed: string) {
  const open = linli.registers.filter((one) => mayOpen(powers, one, 'read'));
  const names = open.map((one) => one.register);
  const hits = names.length === 0 ? [] : await findEntries(handle, linli.vault, typed, names, MOST_FOUND + 1);
  const named = new Map(open.map((one) => [one.register, one.fields[one.title]]));
  const titles = new Map(open.map((one) => [one.register, wordsOf(linli.library, one).title]));
  const entries = hits.slice(0, MOST_FOUND).map(async (hit) => ({
    county: hit.county,
    id: hit.entry_id,
    register: hit.register,
    register_title: titles.get(hit.register),
    title: isMasked(named.get(hit.register)) ? maskAddress(hit.title) : hit.title,
    lasting: hit.lasting,
    place_name: await linli.regionName(hit.community ?? hit.town ?? hit.county),
  }));
  return { entries: await Promise.all(entries), more: hits.length > MOST_FOUND };
}

/** One character names half of everybody, and every question counts as a look: people are found from two on. */
async function peopleNamed(linli: Linli, wearer: Wearer, typed: string): Promise<{ people: readonly Person[]; wait: number }> {
  if (!wearer.powers.includes('person.read') || [...typed].length < 2 || readCaseNumber(typed)) return { people: [], wait: 0 };
  try {
    return { people: (await findPeople(linli, wearer, personQuery(typed), MOST_PEOPLE)).rows, wait: 0 };
  } catch (error) {
    if (error instanceof LinliError && error.code === 'TOO_MANY_REQUESTS') return { people: [], wait: Number(error.values.seconds) };
    throw error;
  }
}

/** The case of a number, or the newest ones of who was found. */
async function casesOf(linli: Linli, { handle, powers }: Wearer, typed: string, people: readonly Person[]): Promise<ListedCase[]> {
  const number = readCaseNumber(typed);
  if (!powers.includes('case.read') || (!number && people.length === 0)) return [];
  const sought = number ? { number } : { applicants: people.map((person) => person.id) };
  const query = { view: 'all', sort: 'opened', limit: MOST_CASES, ...sought } as const;
  return (await listCases(handle, query, dayOf(linli.clock.now()), warnUntil(linli))).cases;
}
