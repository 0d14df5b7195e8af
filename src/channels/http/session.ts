import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, Database, Handle, Scope } from '../../kernel/kernel.ts';
import { dayOf, gateScope, LinliError } from '../../kernel/kernel.ts';
import type { Actor, Channel } from '../../procedures/procedures.ts';
import { helpedMark, staffPhoneMark } from '../../procedures/procedures.ts';
import type { Hat, SignInSession } from '../../registers/registers.ts';
import { findSession, scopeOfHat, scopeOfResident, touchSessions } from '../../registers/registers.ts';

export const sessionCookie = 'linli_session';

/** Sign-in sessions as requests see them: looked up once, remembered for a moment. */
export interface SessionDesk {
  readonly gate: Handle;
  find(token: string): Promise<SignInSession | undefined>;
  /** Forgets what was remembered, in every process; called whenever a session changes, before the caller is answered. */
  forget(): Promise<void>;
  /** Writes when sessions were last seen; called now and then. */
  flush(): Promise<void>;
}

/** Another machine learns of an ended session within this time; this one at once. */
const REMEMBER_MS = 3_000;

export function openSessionDesk(database: Database, clock: Clock): SessionDesk {
  const gate = database.within(gateScope);
  const remembered = new Map<string, { session: Promise<SignInSession | undefined>; until: number }>();
  const seen = new Set<string>();
  const look = (token: string): Promise<SignInSession | undefined> => findSession(gate, token, dayOf(clock.now()));
  return {
    gate,
    find: async (token) => {
      const known = remembered.get(token);
      const fresh = known && known.until > Date.now() ? known : { session: look(token), until: Date.now() + REMEMBER_MS };
      if (fresh !== known) {
        if (remembered.size > 10_000) remembered.clear();
        remembered.set(token, fresh);
      }
      const session = await fresh.session.catch((error: unknown) => {
        remembered.delete(token);
        throw error;
      });
      if (session) seen.add(session.id);
      return session;
    },
    forget: () => Promise.resolve(remembered.clear()),
    flush: async () => {
      const ids = [...seen];
      seen.clear();
      if (ids.length > 0) await touchSessions(gate, ids);
    },
  };
}

/** Whether a program signs the request itself; other kinds of authorization are added by browsers and proxies without being asked. */
export function carriesBearer(request: FastifyRequest): boolean {
  return request.headers.authorization?.startsWith('Bearer ') ?? false;
}

/** The token a request carries: the cookie, or a bearer for programs. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return carriesBearer(request) ? request.headers.authorization!.slice(7) : request.cookies[sessionCookie];
}

export function setSessionCookie(reply: FastifyReply, token: string, until: Date): void {
  const secure = reply.server.linli.config.secureCookies;
  reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires: until });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(sessionCookie, { path: '/' });
}

/** The live session of a request, or undefined. */
export async function currentSession(request: FastifyRequest): Promise<SignInSession | undefined> {
  const token = tokenOf(request);
  return token ? request.server.linli.sessions.find(token) : undefined;
}

/** Throws `SIGN_IN_NEEDED`. */
export async function requireSession(request: FastifyRequest): Promise<SignInSession> {
  const session = await currentSession(request);
  if (!session) throw new LinliError('SIGN_IN_NEEDED');
  return session;
}

/** A signed-in account, its hat on, and what follows from it. */
export interface Wearer {
  readonly session: SignInSession;
  readonly account: NonNullable<SignInSession['account']>;
  readonly hat: Hat;
  readonly scope: Scope;
  readonly handle: Handle;
  readonly actor: Actor;
  readonly powers: readonly string[];
}

interface SignedInAccount {
  readonly session: SignInSession;
  readonly account: NonNullable<SignInSession['account']>;
}

/** The account of a request, also one that came in with a one-time code and may only choose a password. Throws `SIGN_IN_NEEDED`. */
export async function requireNewcomer(request: FastifyRequest): Promise<SignedInAccount> {
  const session = await requireSession(request);
  if (!session.account) throw new LinliError('SIGN_IN_NEEDED');
  return { session, account: session.account };
}

/** The account of a request. Throws `SIGN_IN_NEEDED`, `PASSWORD_MUST_CHANGE`. */
export async function requireAccount(request: FastifyRequest): Promise<SignedInAccount> {
  const signedIn = await requireNewcomer(request);
  if (signedIn.account.mustChange) throw new LinliError('PASSWORD_MUST_CHANGE');
  return signedIn;
}

/** The hat a request is made under; `power` is what it must hold. Throws `SIGN_IN_NEEDED`, `PASSWORD_MUST_CHANGE`, `HAT_NEEDED`, `FORBIDDEN`. */
export async function requireHat(request: FastifyRequest, power?: string, channel: Channel = 'workbench'): Promise<Wearer> {
  const { session, account } = await requireAccount(request);
  const { hat } = session;
  if (!hat) throw new LinliError('HAT_NEEDED');
  const powers = request.server.linli.roles.get(hat.role)?.powers ?? [];
  if (power && !powers.includes(power)) throw new LinliError('FORBIDDEN');
  const scope = scopeOfHat(hat);
  const actor: Actor = { id: `account:${account.id}`, name: account.name, hat: hat.appointment, role: hat.role, level: hat.level, channel };
  return { session, account, hat, scope, handle: request.server.linli.database.within(scope), actor, powers };
}

export interface SignedInResident {
  readonly session: SignInSession;
  readonly county: string;
  readonly personId: string;
  readonly scope: Scope;
  readonly handle: Handle;
  readonly actor: Actor;
}

/** How a resident speaks in acts and records: for oneself, helped in by somebody, or over a telephone that belongs to somebody on the staff. */
export function hatOfResident({ helper, staffPhone }: { readonly helper?: string | undefined; readonly staffPhone?: boolean }): string {
  return helper ? `${staffPhone ? staffPhoneMark : helpedMark}${helper}` : 'self';
}

/** The resident of a request. Throws `SIGN_IN_NEEDED`. */
export async function requireResident(request: FastifyRequest, channel: Channel = 'hall'): Promise<SignedInResident> {
  const session = await requireSession(request);
  if (!session.resident) throw new LinliError('SIGN_IN_NEEDED');
  const { county, personId } = session.resident;
  const scope = scopeOfResident(county, personId);
  const actor: Actor = {
    id: `person:${personId}`,
    name: '',
    hat: hatOfResident(session.resident),
    role: 'resident',
    level: 'resident',
    channel,
  };
  return { session, county, personId, scope, handle: request.server.linli.database.within(scope), actor };
}

/** Checks the token of a multipart form once its fields were read; every multipart handler calls this before it acts. Throws `CSRF_FAILED`. */
export async function requireFormToken(request: FastifyRequest, reply: FastifyReply, token: string | undefined): Promise<void> {
  if (carriesBearer(request) || request.headers['x-csrf-token']) return;
  request.body = { _csrf: token };
  await new Promise<void>((resolve, reject) => {
    request.server.csrfProtection(request, reply, (error?: Error) => (error ? reject(new LinliError('CSRF_FAILED')) : resolve()));
  });
}
