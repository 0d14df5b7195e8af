import type { FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, sayDay } from '../../../kernel/kernel.ts';
import type { Message, ResidentEntry } from '../../../registers/registers.ts';
import { accountNames, findStaffOfPhone, openResidentSession, ownPhonesOf, text } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import { setSessionCookie } from '../../http/session.ts';
import { signedIn } from './noted.ts';

/** Who helped a resident in: whoever entered the telephone lately, or whose own telephone it is. */
export async function helperByPhone(
  linli: Linli,
  phone: string,
  person: { readonly name: string; readonly held_by: string | null },
): Promise<Pick<ResidentEntry, 'helper' | 'staffPhone'>> {
  const staff = await findStaffOfPhone(linli.sessions.gate, phone, person.name);
  return staff ? { helper: `account:${staff}`, staffPhone: true } : { helper: person.held_by ?? undefined };
}

/** Opens the resident's session. That somebody helped is told on the resident's own telephone at the same moment, so that nobody is spoken for unawares. */
export async function enterAs(request: FastifyRequest, reply: FastifyReply, entry: ResidentEntry): Promise<void> {
  const { linli } = request.server;
  const until = new Date(linli.clock.now().getTime() + linli.setting('sign_in.resident_hours') * 3_600_000);
  const visit = { address: request.ip, agent: request.headers['user-agent'] ?? '' };
  const told = entry.helper && !entry.staffPhone ? await helpedWords(linli, entry, entry.helper) : [];
  setSessionCookie(reply, await openResidentSession(linli.sessions.gate, entry, until, visit, [signedIn(request, entry)], told), until);
}

async function helpedWords(linli: Linli, { county, person }: ResidentEntry, helper: string): Promise<Message[]> {
  const { gate } = linli.sessions;
  const id = helper.slice('account:'.length);
  const [{ phones }, names] = await Promise.all([ownPhonesOf(gate, county, person), accountNames(gate, [id])]);
  const now = linli.clock.now();
  const body = text('notices.helped-sign-in', {
    day: sayDay(dayOf(now)),
    clerk: names.get(id) ?? '',
    hotline: linli.setting('hall.hotline'),
  });
  return phones.map((to) => ({ county, to, body: linli.vault.seal(body) }));
}
