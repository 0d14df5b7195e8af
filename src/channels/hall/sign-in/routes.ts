import type { FastifyReply, FastifyRequest } from 'fastify';
import { appendAudit, dayOf, LinliError, someOf } from '../../../kernel/kernel.ts';
import type { FormerHit, Member, RegionHit } from '../../../registers/registers.ts';
import {
  ancestryOfCode,
  endSession,
  findPeopleByPhone,
  getRegion,
  issueCode,
  listChildren,
  maskPhone,
  normaliseName,
  normalisePhone,
  phoneHash,
  phoneLast4,
  placeOf,
  registerPerson,
  requireCitizenNumber,
  searchRegions,
  spendCode,
  text,
} from '../../../registers/registers.ts';
import type { Body } from '../../http/form-body.ts';
import { bodyOf, word } from '../../http/form-body.ts';
import type { App, Linli, RateLimit } from '../../http/linli.ts';
import { safePath, sendPage } from '../../http/page.ts';
import { clearSessionCookie, currentSession } from '../../http/session.ts';
import { restoreTyped } from '../apply/kept.ts';
import { faultsOf } from '../page-error.tsx';
import { openVisit } from '../visit.ts';
import { enterAs, helperByPhone } from './enter.ts';
import { choicesOf } from './members.ts';
import { triedKnown } from './noted.ts';
import { codePage, communityPage, phonePage, registerPage, whoPage } from './page.tsx';
import type { Proof } from './proof.ts';
import { clearProof, readProof, setProof } from './proof.ts';

/** So many communities stand to choose from; above that one types more of the name. */
const MOST_CHOICES = 15;
const PURPOSE = 'resident-sign-in';
// A whole village may share one address; each phone and each code has its own, stricter limit.
const LIMIT = { rateLimit: { max: 60, timeWindow: '1 minute' } };

export function signInRoutes(hall: App): void {
  const hidden = { schema: { hide: true } };
  const limited = { ...hidden, config: LIMIT };

  hall.get('/sign-in', hidden, askPhone);
  hall.post('/sign-in', limited, sendCode);
  hall.post('/sign-in/code', limited, checkCode);
  hall.post('/sign-in/who', limited, chooseWho);
  hall.post('/register', limited, takeIdentity);
  hall.get('/register/community', hidden, askCommunity);
  // Each try tells whether an id number is known: nobody goes through a list of them with one phone.
  const perPhone = hall.createRateLimit({
    max: 10,
    timeWindow: '1 hour',
    keyGenerator: (request) => `register ${readProof(request)?.phone ?? ''}`,
  });
  hall.post('/register/community', limited, (request, reply) => takeCommunity(request, reply, perPhone));

  hall.post('/sign-out', hidden, signOut);
}

async function takeCommunity(request: FastifyRequest, reply: FastifyReply, perPhone: RateLimit) {
  const { linli } = request.server;
  const body = bodyOf(request);
  const proof = requireProof(request);
  const tried = await perPhone(request);
  if (!tried.isAllowed && tried.isExceeded) throw new LinliError('TOO_MANY_REQUESTS', { seconds: 3_600 });
  const code = word(body, 'community');
  if (!/^\d{12}$/.test(code)) return sendPage(reply, await communityView(request, reply, { community: text('hall.signIn.choose') }), 400);
  const to = safePath(word(body, 'to'), '/my');
  try {
    const entered = {
      county: ancestryOfCode(code).county!,
      id: await register(linli, proof, code),
      name: proof.name ?? '',
      held_by: null,
    };
    return await enter(request, reply, entered, proof.phone, { to, kept: '' });
  } catch (error) {
    if (!(error instanceof LinliError) || error.code !== 'PERSON_EXISTS') throw error;
    await linli.sessions.gate.batch([appendAudit([triedKnown(request, proof, ancestryOfCode(code).county!)])]);
    const { visitor } = await openVisit(request, reply);
    const entered = { name: proof.name ?? '', id_number: proof.id_number ?? '', address: proof.address ?? '' };
    return sendPage(reply, registerPage({ visitor, to, entered, faults: { id_number: text('hall.register.exists') } }), 409);
  }
}

/** Where to go after signing in, and what was typed before. */
interface Onward {
  readonly to: string;
  readonly kept: string;
}

function onwardOf(body: Body): Onward {
  return { to: safePath(word(body, 'to'), '/my'), kept: word(body, 'kept') };
}

/** Who came in by telephone. */
type Comer = Pick<Member, 'county' | 'id' | 'name' | 'held_by'>;

/** Opens the session. With a number that staff entered only lately, or that is a telephone of the staff, it counts as helped by them. */
async function enter(request: FastifyRequest, reply: FastifyReply, comer: Comer, phone: string, { to, kept }: Onward): Promise<void> {
  const { linli } = request.server;
  const { county, id: person } = comer;
  await enterAs(request, reply, { county, person, ...(await helperByPhone(linli, phone, comer)) });
  clearProof(reply);
  await reply.redirect((await restoreTyped(linli, kept, county, person)) ?? to, 303);
}

function requireProof(request: FastifyRequest): Proof {
  const proof = readProof(request);
  if (!proof) throw new LinliError('SIGN_IN_NEEDED');
  return proof;
}

/** Each fault stands at its field; the first wrong one does not hide the second. */
function personFaults(linli: Linli, entered: { name: string; id_number: string }): Record<string, string> {
  const today = dayOf(linli.clock.now());
  const checks = { name: () => normaliseName(entered.name), id_number: () => requireCitizenNumber(entered.id_number, linli.areas, today) };
  const faults: Record<string, string> = {};
  for (const [name, check] of Object.entries(checks)) {
    try {
      check();
    } catch (error) {
      if (!(error instanceof LinliError)) throw error;
      faults[name] = faultsOf(error)['']!;
    }
  }
  return faults;
}

async function register(linli: Linli, proof: Proof, code: string): Promise<string> {
  const { gate } = linli.sessions;
  const region = await getRegion(gate, code);
  if (region.level !== 'community') throw new LinliError('REGION_NOT_FOUND', { code });
  const place = placeOf(region.code);
  const now = linli.clock.now();
  const input = {
    name: proof.name ?? '',
    idNumber: proof.id_number ?? '',
    phone: proof.phone,
    address: proof.address ?? '',
    residence: 'resident' as const,
    source: 'self',
    place,
  };
  return registerPerson(
    gate,
    linli.vault,
    input,
    {
      county: place.county,
      at: now,
      actor: `phone:${maskPhone(phoneLast4(proof.phone))}`,
      hat: 'self',
      channel: 'hall',
      action: 'person.register',
    },
    { areas: linli.areas, today: dayOf(now) },
  );
}

async function communityView(request: FastifyRequest, reply: FastifyReply, faults: Record<string, string>): Promise<string> {
  const { linli } = request.server;
  const { visitor, place } = await openVisit(request, reply);
  const { q = '', town, to } = request.query as { q?: string; town?: string; to?: string };
  const { gate } = linli.sessions;
  const query = q.trim().slice(0, 40);
  const towns = await listChildren(gate, place.county);
  const searched = query
    ? someOf(await searchRegions(gate, query, { within: place.county, level: 'community', limit: MOST_CHOICES + 1 }), MOST_CHOICES)
    : undefined;
  const found = searched?.rows ?? (town && towns.some((one) => one.code === town) ? await listChildren(gate, town) : []);
  const communities = found.map((one) => ({ value: one.code, title: one.name, ...('path' in one ? { hint: whereabouts(one) } : {}) }));
  return communityPage({ visitor, to: safePath(to, '/my'), query, more: searched?.more ?? false, towns, communities, faults });
}

/** The town it belongs to; who typed a name of the past reads what became of it. */
function whereabouts(hit: RegionHit & Partial<FormerHit>): string {
  const town = hit.path.at(-1) ?? '';
  return hit.former ? text('hall.register.former', { former: hit.former, name: hit.name, town }) : town;
}

async function askPhone(request: FastifyRequest<{ Querystring: { to?: string } }>, reply: FastifyReply) {
  const { visitor, resident } = await openVisit(request, reply);
  const to = safePath(request.query.to, '/my');
  return resident ? reply.redirect(to, 303) : sendPage(reply, phonePage({ visitor, to }));
}

async function sendCode(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const body = bodyOf(request);
  const onward = onwardOf(body);
  const typed = word(body, 'phone');
  const { visitor } = await openVisit(request, reply);
  const minutes = linli.setting('sign_in.code_minutes');
  try {
    const phone = normalisePhone(typed);
    const until = new Date(linli.clock.now().getTime() + minutes * 60_000);
    const code = await issueCode(gate, linli.vault, {
      purpose: PURPOSE,
      phone,
      until,
      most: linli.setting('sign_in.codes_in_ten_minutes'),
      message: (digits) => text('notices.code', { code: digits, minutes }),
    });
    return sendPage(reply, codePage({ visitor, ...onward, phone, minutes, ...(linli.demonstration ? { demonstrationCode: code } : {}) }));
  } catch (error) {
    if (!(error instanceof LinliError) || !['PHONE_INVALID', 'CODE_TOO_OFTEN'].includes(error.code)) throw error;
    return sendPage(
      reply,
      phonePage({
        visitor,
        ...onward,
        phone: typed,
        faults: { phone: error.code === 'PHONE_INVALID' ? text('hall.signIn.phoneFault') : faultsOf(error)['']! },
      }),
      error.status,
    );
  }
}

async function checkCode(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const body = bodyOf(request);
  const onward = onwardOf(body);
  const { visitor } = await openVisit(request, reply);
  const phone = normalisePhone(word(body, 'phone'));
  try {
    await spendCode(gate, linli.vault, PURPOSE, phoneHash(linli.vault, phone), word(body, 'code'));
  } catch (error) {
    if (!(error instanceof LinliError) || error.code !== 'CODE_WRONG') throw error;
    return sendPage(
      reply,
      codePage({ visitor, ...onward, phone, minutes: linli.setting('sign_in.code_minutes'), faults: { code: faultsOf(error)['']! } }),
      error.status,
    );
  }
  const people = await findPeopleByPhone(gate, linli.vault, phone);
  if (people.length === 1) return enter(request, reply, people[0]!, phone, onward);
  setProof(reply, { phone });
  if (people.length === 0) return sendPage(reply, registerPage({ visitor, to: onward.to, entered: {} }));
  return sendPage(reply, whoPage({ visitor, ...onward, people: choicesOf(people) }));
}

async function chooseWho(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const body = bodyOf(request);
  const onward = onwardOf(body);
  const { phone } = requireProof(request);
  const people = await findPeopleByPhone(gate, linli.vault, phone);
  const chosen = people.find((one) => one.id === word(body, 'person'));
  if (chosen) return enter(request, reply, chosen, phone, onward);
  const { visitor } = await openVisit(request, reply);
  return sendPage(reply, whoPage({ visitor, ...onward, people: choicesOf(people), faults: { person: text('hall.signIn.choose') } }), 400);
}

async function takeIdentity(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const body = bodyOf(request);
  const to = safePath(word(body, 'to'), '/my');
  const proof = requireProof(request);
  const entered = { name: word(body, 'name'), id_number: word(body, 'id_number'), address: word(body, 'address') };
  const faults = personFaults(linli, entered);
  if (Object.keys(faults).length > 0) {
    const { visitor } = await openVisit(request, reply);
    return sendPage(reply, registerPage({ visitor, to, entered, faults }), 400);
  }
  setProof(reply, { ...proof, ...entered });
  return reply.redirect(`/register/community?to=${encodeURIComponent(to)}`, 303);
}

async function askCommunity(request: FastifyRequest<{ Querystring: { q?: string; town?: string; to?: string } }>, reply: FastifyReply) {
  requireProof(request);
  return sendPage(reply, await communityView(request, reply, {}));
}

async function signOut(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const session = await currentSession(request);
  if (session?.resident) await endSession(gate, session.id, session.resident.personId);
  await linli.sessions.forget();
  clearSessionCookie(reply);
  return reply.header('clear-site-data', '"cache", "storage"').redirect('/', 303);
}
