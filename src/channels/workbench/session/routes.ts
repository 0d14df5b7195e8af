import { Type } from 'typebox';
import type { Static } from 'typebox';
import { renderSVG } from 'uqr';
import type { FastifyRequest } from 'fastify';
import { LinliError, auditRow, appendAudit, dayOf, newId } from '../../../kernel/kernel.ts';
import { checkCredentials, endOtherSessions, endSession, findAccountByLogin, getAccount, hashPassword, listHats, listSessions, newTotp, openAccountSession, passwordMatches, requireStrongPassword, setPassword, setTotp, spendTotpStep, totpStep, wearHat } from '../../../registers/registers.ts';
import type { HatRow } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { clearSessionCookie, currentSession, requireAccount, setSessionCookie } from '../../http/session.ts';

const SignIn = Type.Object({ login: Type.String({ maxLength: 100 }), password: Type.String({ maxLength: 200 }), totp: Type.Optional(Type.String({ maxLength: 10 })) });
const ChooseHat = Type.Object({ appointment: Type.String(), delegation: Type.Optional(Type.String()) });
const ChangePassword = Type.Object({ current: Type.String({ maxLength: 200 }), next: Type.String({ maxLength: 200 }) });
const Code = Type.Object({ code: Type.String({ maxLength: 10 }) });
const Password = Type.Object({ password: Type.String({ maxLength: 200 }) });
const Id = Type.Object({ id: Type.String() });

async function hatView(linli: Linli, row: HatRow): Promise<Record<string, unknown>> {
  const role = linli.roles.get(row.role);
  return {
    appointment: row.appointment, ...(row.delegation ? { delegation: { id: row.delegation, from: row.delegated_by } } : {}), role: row.role, roleTitle: role?.title ?? row.role, level: row.level,
    region: row.region, regionName: await linli.regionName(row.region), ...(row.unit ? { unit: row.unit, unitName: await linli.regionName(row.unit) } : {}), county: row.county, powers: role?.powers ?? [],
  };
}

/** What the workbench knows about who is in front of it. */
async function sessionView(request: FastifyRequest, csrf: string): Promise<Record<string, unknown>> {
  const { linli } = request.server;
  const session = await currentSession(request);
  const base = { csrf, demonstration: linli.demonstration };
  if (!session?.account) return { ...base, account: null, hat: null, hats: [] };
  const rows = await listHats(linli.sessions.gate, session.account.id, dayOf(linli.clock.now()));
  const worn = rows.find((row) => row.appointment === session.hat?.appointment && (row.delegation ?? undefined) === session.hat?.delegation);
  return { ...base, account: session.account, hat: worn ? await hatView(linli, worn) : null, hats: await Promise.all(rows.map((row) => hatView(linli, row))) };
}

export function sessionRoutes(app: App): void {
  const { linli } = app;
  const { gate } = linli.sessions;
  // Attempts per address; the lock of an account comes on top. A county hall shares one address, so it is not small.
  const ATTEMPTS = { rateLimit: { max: linli.setting('sign_in.attempts_per_minute'), timeWindow: '1 minute' } };

  const unknownLogin = app.createRateLimit({
    max: linli.setting('sign_in.failures'), timeWindow: linli.setting('sign_in.lock_minutes') * 60_000,
    keyGenerator: (request) => `login ${(request.body as Static<typeof SignIn>).login.normalize('NFKC').trim().toLowerCase()}`,
  });

  app.get('/api/session', async (request, reply) => sessionView(request, reply.generateCsrf()));

  app.post<{ Body: Static<typeof SignIn> }>('/api/sign-in', { schema: { body: SignIn }, config: ATTEMPTS }, async (request, reply) => {
    const triedUnknown = async (): Promise<number> => {
      const tried = await unknownLogin(request);
      return !tried.isAllowed && tried.isExceeded ? Math.ceil(tried.ttlInSeconds / 60) : 0;
    };
    const rules = { failures: linli.setting('sign_in.failures'), lockMinutes: linli.setting('sign_in.lock_minutes'), triedUnknown };
    const { login, password, totp } = request.body;
    const now = linli.clock.now();
    const account = await checkCredentials(gate, linli.vault, linli.clock, rules, { login, password, totp }).catch(async (error: unknown) => {
      if (error instanceof LinliError && error.code !== 'TOTP_NEEDED') await noteAccount(request, { id: (await findAccountByLogin(gate, login))?.id, login, actor: 'nobody' }, 'sign-in.failed', { code: error.code });
      throw error;
    });
    // Their password stands in the pack for everybody to read: such accounts open no real deployment, however they came into it.
    if (account.demonstration && !linli.demonstration) throw new LinliError('SIGN_IN_FAILED');
    const until = new Date(now.getTime() + linli.setting('sign_in.session_hours') * 3_600_000);
    const token = await openAccountSession(gate, account.id, until, { address: request.ip, agent: request.headers['user-agent'] ?? '' });
    await noteAccount(request, account, 'sign-in');
    await wearOnlyHat(linli, account.id, token);
    setSessionCookie(reply, token, until);
    delete request.headers.authorization;
    request.cookies.linli_session = token;
    return { ...(await sessionView(request, reply.generateCsrf())), ...(request.headers['x-linli-client'] === 'program' ? { token } : {}) };
  });

  app.post<{ Body: Static<typeof ChooseHat> }>('/api/session/hat', { schema: { body: ChooseHat } }, async (request, reply) => {
    const { session, account } = await requireAccount(request);
    const rows = await listHats(gate, account.id, dayOf(linli.clock.now()));
    const chosen = rows.find((row) => row.appointment === request.body.appointment && (row.delegation ?? undefined) === request.body.delegation);
    if (!chosen) throw new LinliError('HAT_NOT_YOURS');
    await wearHat(gate, session.id, chosen.appointment, chosen.delegation ?? undefined);
    await noteAccount(request, account, 'session.hat', { appointment: chosen.appointment });
    await linli.sessions.forget();
    return sessionView(request, reply.generateCsrf());
  });

  app.delete('/api/session', async (request, reply) => {
    const session = await currentSession(request);
    const owner = session?.account?.id ?? session?.resident?.personId;
    if (session && owner) await endSession(gate, session.id, owner);
    await linli.sessions.forget();
    clearSessionCookie(reply);
    reply.header('Clear-Site-Data', '"cache", "storage"');
    return { done: true };
  });

  app.get('/api/sessions', async (request) => {
    const { session, account } = await requireAccount(request);
    const sessions = await listSessions(gate, account.id);
    return { sessions: sessions.map((one) => ({ ...one, current: one.id === session.id })) };
  });

  app.delete<{ Params: Static<typeof Id> }>('/api/sessions/:id', { schema: { params: Id } }, async (request) => {
    const { account } = await requireAccount(request);
    await endSession(gate, request.params.id, account.id);
    await linli.sessions.forget();
    return { done: true };
  });

  app.delete('/api/sessions', async (request) => {
    const { session, account } = await requireAccount(request);
    await endOtherSessions(gate, account.id, session.id);
    await linli.sessions.forget();
    return { done: true };
  });

  app.post<{ Body: Static<typeof ChangePassword> }>('/api/account/password', { schema: { body: ChangePassword }, config: ATTEMPTS }, async (request) => {
    const { session, account } = await requireAccount(request);
    const stored = await getAccount(gate, account.id);
    if (stored.password_hash && !(await passwordMatches(stored.password_hash, request.body.current))) throw new LinliError('SIGN_IN_FAILED');
    requireStrongPassword(request.body.next, account.login);
    // The old word in new clothes protects nobody who has lost it.
    if (stored.password_hash && (await passwordMatches(stored.password_hash, request.body.next))) throw new LinliError('PASSWORD_SAME', {}, { next: 'PASSWORD_SAME' });
    await setPassword(gate, account.id, await hashPassword(request.body.next));
    await noteAccount(request, account, 'account.password');
    await endOtherSessions(gate, account.id, session.id);
    await linli.sessions.forget();
    return { done: true };
  });

  // The secret waits, sealed, in the answer's own cookie until its first code proves that the phone holds it.
  app.post('/api/account/totp', async (request, reply) => {
    const { account } = await requireAccount(request);
    // A second factor is taken off with the password first; a forgotten open window does not exchange it.
    if (account.totp) throw new LinliError('CONFLICT');
    const { secret, uri } = newTotp(account.login);
    reply.setCookie('linli_totp', linli.vault.seal(secret).toString('base64url'), { path: '/api/account', httpOnly: true, sameSite: 'strict', secure: linli.config.secureCookies, maxAge: 600 });
    return { secret, uri, qr: renderSVG(uri) };
  });

  app.put<{ Body: Static<typeof Code> }>('/api/account/totp', { schema: { body: Code }, config: ATTEMPTS }, async (request) => {
    const { account } = await requireAccount(request);
    if (account.totp) throw new LinliError('CONFLICT');
    const sealed = Buffer.from(request.cookies.linli_totp ?? '', 'base64url');
    const step = provenStep(linli, sealed, request.body.code);
    if (step === undefined) throw new LinliError('TOTP_WRONG');
    await setTotp(gate, account.id, sealed);
    await spendTotpStep(gate, account.id, step);
    await noteAccount(request, account, 'account.totp-on');
    await linli.sessions.forget();
    return { done: true };
  });

  app.delete<{ Body: Static<typeof Password> }>('/api/account/totp', { schema: { body: Password }, config: ATTEMPTS }, async (request) => {
    const { account } = await requireAccount(request);
    const stored = await getAccount(gate, account.id);
    if (!stored.password_hash || !(await passwordMatches(stored.password_hash, request.body.password))) throw new LinliError('SIGN_IN_FAILED');
    await setTotp(gate, account.id, null);
    await noteAccount(request, account, 'account.totp-off');
    await linli.sessions.forget();
    return { done: true };
  });

  app.get('/api/roles', async (request) => {
    await requireAccount(request);
    return { roles: [...linli.roles.values()] };
  });

  app.get('/api/health', { schema: { hide: true } }, async () => {
    await listSessions(gate, newId());
    return { well: true };
  });
}

/** The step of a code that belongs to the sealed secret; a cookie that was tampered with proves nothing. */
function provenStep(linli: Linli, sealed: Buffer, code: string): number | undefined {
  try {
    return totpStep(linli.vault.open(sealed), code);
  } catch {
    return undefined;
  }
}

/** Writes what somebody did at the gate into the audit of every county the account serves, so that its auditor sees it. */
async function noteAccount(request: FastifyRequest, account: { readonly id: string | undefined; readonly login: string; readonly actor?: string }, action: string, detail: Record<string, unknown> = {}): Promise<void> {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const at = linli.clock.now();
  const hats = account.id ? await listHats(gate, account.id, dayOf(at)) : [];
  const counties = hats.length > 0 ? [...new Set(hats.map((hat) => hat.county))] : [''];
  const subject = `login:${[...account.login.trim()].slice(0, 40).join('')}`;
  const rows = counties.map((county) => auditRow(linli.vault, { county, at, actor: account.actor ?? `account:${account.id}`, hat: '', channel: 'workbench', action, subject, detail: { ...detail, address: request.ip } }));
  await gate.batch([appendAudit(rows)]);
}

/** Whoever has one hat only need not choose. */
async function wearOnlyHat(linli: Linli, accountId: string, token: string): Promise<void> {
  const rows = await listHats(linli.sessions.gate, accountId, dayOf(linli.clock.now()));
  const session = await linli.sessions.find(token);
  if (rows.length !== 1 || !session) return;
  await wearHat(linli.sessions.gate, session.id, rows[0]!.appointment, rows[0]!.delegation ?? undefined);
  await linli.sessions.forget();
}

