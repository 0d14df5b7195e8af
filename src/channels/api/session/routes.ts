import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import { renderSVG } from 'uqr';
import { dayOf, LinliError, newId } from '../../../kernel/kernel.ts';
import type { HatRow } from '../../../registers/registers.ts';
import {
  endOtherSessions,
  endSession,
  getAccount,
  hashPassword,
  listHats,
  listSessions,
  mayOpen,
  mayPropose,
  newTotp,
  requireBothFactors,
  requireNewPassword,
  requireOwnPassword,
  setPassword,
  setTotp,
  totpStep,
  wearHat,
} from '../../../registers/registers.ts';
import { attempts, enterAccount, gateRows, lockRules, rowsIn } from '../../http/enter.ts';
import { newFormToken } from '../../http/form-token.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Line } from '../../http/schemas.ts';
import { clearSessionCookie, currentSession, requireAccount, requireNewcomer } from '../../http/session.ts';

const SignIn = Type.Object({
  login: Line(100),
  password: Line(200),
  totp: Type.Optional(Line(10)),
});
const ChooseHat = Type.Object({ appointment: Type.String(), delegation: Type.Optional(Type.String()) });
const ChangePassword = Type.Object({ current: Line(200), next: Line(200) });
const OwnPassword = Type.Object({ password: Line(200) });
const Code = Type.Object({ code: Line(10) });
const BothFactors = Type.Object({ password: Line(200), code: Line(10) });
const Id = Type.Object({ id: Type.String() });
/** How long a secret waits for the first code that proves it. */
const TOTP_SECONDS = 600;
const Waiting = Type.Object({ account: Type.String(), secret: Type.String({ minLength: 1 }), until: Type.Number() });

async function hatView(linli: Linli, row: HatRow): Promise<Record<string, unknown>> {
  const role = linli.roles.get(row.role);
  return {
    appointment: row.appointment,
    ...(row.delegation ? { delegation: { id: row.delegation, from: row.delegated_by } } : {}),
    role: row.role,
    roleTitle: role?.title ?? row.role,
    level: row.level,
    region: row.region,
    regionName: await linli.regionName(row.region),
    ...(row.unit ? { unit: row.unit, unitName: await linli.regionName(row.unit) } : {}),
    county: row.county,
    powers: pagePowers(linli, role?.powers ?? []),
  };
}

/** What a hat may do, and whether any register opens to it: an area's power opens the page of registers as the power over all does. */
function pagePowers({ registers }: Linli, powers: readonly string[]): readonly string[] {
  return [
    ...powers,
    ...(registers.some((one) => mayOpen(powers, one, 'read')) ? ['registers.open'] : []),
    ...(registers.some((one) => mayPropose(powers, one)) ? ['registers.decide'] : []),
  ];
}

/** What the workbench knows about who is in front of it. */
async function sessionView(request: FastifyRequest, csrf: string): Promise<Record<string, unknown>> {
  const { linli } = request.server;
  const session = await currentSession(request);
  const base = { csrf, demonstration: linli.demonstration };
  if (!session?.account) return { ...base, account: null, hat: null, hats: [] };
  const rows = await listHats(linli.sessions.gate, session.account.id, dayOf(linli.clock.now()));
  const worn = rows.find(
    (row) => row.appointment === session.hat?.appointment && (row.delegation ?? undefined) === session.hat?.delegation,
  );
  return {
    ...base,
    account: session.account,
    hat: worn ? await hatView(linli, worn) : null,
    hats: await Promise.all(rows.map((row) => hatView(linli, row))),
  };
}

export function sessionRoutes(app: App): void {
  const { linli } = app;
  const ATTEMPTS = attempts(linli);

  app.get('/api/session', showSession);
  app.post('/api/sign-in', { schema: { body: SignIn }, config: ATTEMPTS }, signIn);
  app.post('/api/session/hat', { schema: { body: ChooseHat } }, chooseHat);
  app.delete('/api/session', signOut);
  app.get('/api/sessions', listOwnSessions);
  app.delete('/api/sessions/:id', { schema: { params: Id } }, endOwnSession);
  app.delete('/api/sessions', endOtherOwnSessions);
  app.post('/api/account/password', { schema: { body: ChangePassword }, config: ATTEMPTS }, changePassword);
  app.post('/api/account/totp', { schema: { body: OwnPassword }, config: ATTEMPTS }, beginTotp);
  app.put('/api/account/totp', { schema: { body: Code }, config: ATTEMPTS }, confirmTotp);
  app.delete('/api/account/totp', { schema: { body: BothFactors }, config: ATTEMPTS }, endTotp);
  app.get('/api/roles', listRoles);
  app.get('/api/health', { schema: { hide: true } }, tellHealth);
}

/** The secret that waits in the cookie of this account; a cookie that was tampered with, kept too long or made for another holds none. */
function waitingSecret(request: FastifyRequest, accountId: string): string | undefined {
  const { linli } = request.server;
  try {
    const waiting: unknown = JSON.parse(linli.vault.open(Buffer.from(request.cookies.linli_totp ?? '', 'base64url'), 'totp'));
    return Check(Waiting, waiting) && waiting.account === accountId && waiting.until > linli.clock.now().getTime()
      ? waiting.secret
      : undefined;
  } catch {
    return undefined;
  }
}

async function showSession(request: FastifyRequest, reply: FastifyReply) {
  return sessionView(request, newFormToken(reply));
}

async function signIn(request: FastifyRequest<{ Body: Static<typeof SignIn> }>, reply: FastifyReply) {
  const token = await enterAccount(request, reply, request.body);
  return { ...(await sessionView(request, newFormToken(reply))), ...(request.headers['x-linli-client'] === 'program' ? { token } : {}) };
}

async function chooseHat(request: FastifyRequest<{ Body: Static<typeof ChooseHat> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { session, account } = await requireAccount(request);
  const rows = await listHats(gate, account.id, dayOf(linli.clock.now()));
  const chosen = rows.find(
    (row) => row.appointment === request.body.appointment && (row.delegation ?? undefined) === request.body.delegation,
  );
  if (!chosen) throw new LinliError('HAT_NOT_YOURS');
  const detail = { appointment: chosen.appointment, ...(chosen.delegation ? { delegation: chosen.delegation } : {}) };
  await wearHat(
    gate,
    session.id,
    chosen.appointment,
    chosen.delegation ?? undefined,
    rowsIn(request, [chosen.county], account, 'session.hat', detail),
  );
  await linli.sessions.forget();
  return sessionView(request, newFormToken(reply));
}

async function signOut(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const session = await currentSession(request);
  const owner = session?.account?.id ?? session?.resident?.personId;
  if (session && owner) await endSession(gate, session.id, owner);
  await linli.sessions.forget();
  clearSessionCookie(reply);
  reply.header('Clear-Site-Data', '"cache", "storage"');
  return { done: true };
}

async function listOwnSessions(request: FastifyRequest) {
  const { gate } = request.server.linli.sessions;
  const { session, account } = await requireAccount(request);
  const sessions = await listSessions(gate, account.id);
  return { sessions: sessions.map((one) => ({ ...one, current: one.id === session.id })) };
}

async function endOwnSession(request: FastifyRequest<{ Params: Static<typeof Id> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { account } = await requireAccount(request);
  await endSession(gate, request.params.id, account.id);
  await linli.sessions.forget();
  return { done: true };
}

async function endOtherOwnSessions(request: FastifyRequest) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { session, account } = await requireAccount(request);
  await endOtherSessions(gate, account.id, session.id);
  await linli.sessions.forget();
  return { done: true };
}

async function changePassword(request: FastifyRequest<{ Body: Static<typeof ChangePassword> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { session, account } = await requireNewcomer(request);
  const stored = await getAccount(gate, account.id);
  if (stored.password_hash) await requireOwnPassword(gate, linli.clock, lockRules(linli), stored, request.body.current);
  // The old word in new clothes protects nobody who has lost it.
  await requireNewPassword(stored, request.body.next);
  await setPassword(gate, account.id, await hashPassword(request.body.next), await gateRows(request, account, 'account.password'));
  await endOtherSessions(gate, account.id, session.id);
  await linli.sessions.forget();
  return { done: true };
}

// The secret waits, sealed, in the answer's own cookie until its first code proves that the phone holds it.
async function beginTotp(request: FastifyRequest<{ Body: Static<typeof OwnPassword> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { account } = await requireAccount(request);
  // A second factor is taken off with the password first; a forgotten open window neither exchanges nor sets one.
  if (account.totp) throw new LinliError('CONFLICT');
  await requireOwnPassword(gate, linli.clock, lockRules(linli), await getAccount(gate, account.id), request.body.password);
  const { secret, uri } = newTotp(account.login);
  const waiting = { account: account.id, secret, until: linli.clock.now().getTime() + TOTP_SECONDS * 1_000 };
  reply.setCookie('linli_totp', linli.vault.seal(JSON.stringify(waiting), 'totp').toString('base64url'), {
    path: '/api/account',
    httpOnly: true,
    sameSite: 'strict',
    secure: linli.config.secureCookies,
    maxAge: TOTP_SECONDS,
  });
  return { secret, uri, qr: renderSVG(uri) };
}

async function confirmTotp(request: FastifyRequest<{ Body: Static<typeof Code> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { account } = await requireAccount(request);
  if (account.totp) throw new LinliError('CONFLICT');
  const secret = waitingSecret(request, account.id);
  const step = secret && totpStep(secret, request.body.code);
  if (!secret || !step) throw new LinliError('TOTP_WRONG');
  await setTotp(gate, account.id, { sealed: linli.vault.seal(secret), step }, await gateRows(request, account, 'account.totp-on'));
  await linli.sessions.forget();
  return { done: true };
}

async function endTotp(request: FastifyRequest<{ Body: Static<typeof BothFactors> }>) {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { account } = await requireAccount(request);
  await requireBothFactors(gate, linli.vault, linli.clock, lockRules(linli), await getAccount(gate, account.id), request.body);
  await setTotp(gate, account.id, undefined, await gateRows(request, account, 'account.totp-off'));
  await linli.sessions.forget();
  return { done: true };
}

async function listRoles(request: FastifyRequest) {
  const { linli } = request.server;
  await requireAccount(request);
  return { roles: [...linli.roles.values()] };
}

async function tellHealth(request: FastifyRequest) {
  const { gate } = request.server.linli.sessions;
  await listSessions(gate, newId());
  return { well: true };
}
