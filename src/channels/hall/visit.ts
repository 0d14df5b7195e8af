import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Day } from '../../kernel/kernel.ts';
import { dayOf, LinliError } from '../../kernel/kernel.ts';
import type { Person } from '../../registers/registers.ts';
import { ancestryOfCode, findPerson, maskName } from '../../registers/registers.ts';
import { newFormToken } from '../http/form-token.ts';
import type { Linli } from '../http/linli.ts';
import type { SignedInResident } from '../http/session.ts';
import { currentSession, requireResident } from '../http/session.ts';
import type { Visitor } from '../web/components/shell/shell.tsx';

export const elderCookie = 'linli_elder';
export const placeCookie = 'linli_place';

/** The county whose items are shown. */
export interface HallPlace {
  readonly province: string;
  readonly city: string;
  readonly county: string;
}

/** A request to a page: who looks, where, and the day. */
export interface Visit {
  readonly linli: Linli;
  readonly visitor: Visitor;
  readonly place: HallPlace;
  readonly today: Day;
  readonly resident: (SignedInResident & { readonly person: Person }) | undefined;
}

const opened = new WeakMap<FastifyRequest, Promise<Visit>>();

/** Reads cookies and session into what every page needs: once a request, however many of its steps ask. */
export function openVisit(request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const known = opened.get(request) ?? readVisit(request, reply);
  opened.set(request, known);
  return known;
}

async function readVisit(request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const { linli } = request.server;
  const resident = await findResident(request);
  const place = placeOf(resident?.county ?? countyOf(linli, request.cookies[placeCookie]));
  const visitor: Visitor = {
    elder: request.cookies[elderCookie] === '1',
    demonstration: linli.demonstration,
    place: await linli.regionName(place.county),
    name: resident ? maskName(resident.person.name) : undefined,
    csrf: newFormToken(reply),
    path: request.method === 'GET' ? request.url : request.url.split('?')[0]!,
    hotline: String(linli.setting('hall.hotline')),
  };
  return { linli, visitor, place, today: dayOf(linli.clock.now()), resident };
}

/** A visitor of whom nothing is known but what the request itself tells; needs no database. */
export function bareVisitor(request: FastifyRequest): Visitor {
  const { linli } = request.server;
  return {
    elder: request.cookies[elderCookie] === '1',
    demonstration: linli.demonstration,
    place: '',
    name: undefined,
    csrf: '',
    path: '/',
    hotline: String(linli.setting('hall.hotline')),
  };
}

async function findResident(request: FastifyRequest): Promise<Visit['resident']> {
  const session = await currentSession(request);
  if (!session?.resident) return undefined;
  const resident = await requireResident(request);
  const person = await findPerson(resident.handle, resident.county, resident.personId);
  return person && { ...resident, person };
}

/** A visit by a signed-in resident. Throws `SIGN_IN_NEEDED`, which the hall answers with the sign-in page. */
export async function openResidentVisit(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visit & { readonly resident: NonNullable<Visit['resident']> }> {
  const visit = await openVisit(request, reply);
  if (!visit.resident) throw new LinliError('SIGN_IN_NEEDED');
  return { ...visit, resident: visit.resident };
}

function placeOf(county: string): HallPlace {
  const { province, city = '', county: own = '' } = ancestryOfCode(county);
  return { province, city, county: own };
}

/** The counties this deployment was set up for; a demonstration offers those whose own pack it carries, the invented one stands first where invented people live, and nowhere else at all. */
export function countiesOf(linli: Linli): string[] {
  if (linli.counties.length > 0) return [...linli.counties];
  const packs = linli.library.packs.filter(
    (pack) => pack.manifest.level === 'county' && (linli.demonstration || !pack.manifest.demonstration),
  );
  return packs
    .toSorted((a, b) => Number(b.manifest.demonstration ?? false) - Number(a.manifest.demonstration ?? false))
    .map((pack) => pack.manifest.jurisdiction);
}

function countyOf(linli: Linli, chosen: string | undefined): string {
  const counties = countiesOf(linli);
  const found = chosen && counties.includes(chosen) ? chosen : counties[0];
  if (!found) throw new LinliError('NOT_FOUND');
  return found;
}
