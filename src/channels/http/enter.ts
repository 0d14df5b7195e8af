import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditRow } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, dayOf, LinliError } from '../../kernel/kernel.ts';
import type { Account } from '../../registers/registers.ts';
import { checkCredentials, listCountiesOf, listHats, loginAsSought, openAccountSession } from '../../registers/registers.ts';
import type { Linli } from './linli.ts';
import { setSessionCookie } from './session.ts';

/** What somebody of the staff signs in with; the second factor only where the account has one. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly totp?: string | undefined;
}

/** Attempts per address; the lock of an account comes on top. A county hall shares one address, so it is not small. */
export function attempts(linli: Linli) {
  return { rateLimit: { max: linli.setting('sign_in.attempts_per_minute'), timeWindow: '1 minute' } };
}

export function lockRules(linli: Linli) {
  return { failures: linli.setting('sign_in.failures'), lockMinutes: linli.setting('sign_in.lock_minutes') };
}

/** Signs somebody of the staff in: checks, opens the session, sets its cookie; its token. Throws `SIGN_IN_FAILED`, `TOTP_NEEDED`, `TOTP_WRONG`, `ACCOUNT_LOCKED`. */
export async function enterAccount(request: FastifyRequest, reply: FastifyReply, given: Credentials): Promise<string> {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const { login, password, totp } = given;
  const account = await checkCredentials(gate, linli.vault, linli.clock, lockRules(linli), { login, password, totp }).catch(
    async (error: unknown) => {
      if (error instanceof LinliError && error.code !== 'TOTP_NEEDED')
        await gate.batch([appendAudit(await gateRows(request, { login }, 'sign-in.failed', { code: error.code }))]);
      throw error;
    },
  );
  // Their password stands in the pack for everybody to read: such accounts open no real deployment, however they came into it.
  if (account.demonstration && !linli.demonstration) throw new LinliError('SIGN_IN_FAILED');
  const until = new Date(linli.clock.now().getTime() + linli.setting('sign_in.session_hours') * 3_600_000);
  const token = await openSessionOf(request, account, until);
  setSessionCookie(reply, token, until);
  delete request.headers.authorization;
  request.cookies.linli_session = token;
  return token;
}

/** Opens the session with its audit rows; whoever has one hat only need not choose. */
async function openSessionOf(request: FastifyRequest, account: Account, until: Date): Promise<string> {
  const { linli } = request.server;
  const { gate } = linli.sessions;
  const [hats, audit] = await Promise.all([listHats(gate, account.id, dayOf(linli.clock.now())), gateRows(request, account, 'sign-in')]);
  const hat = hats.length === 1 ? hats[0] : undefined;
  return openAccountSession(
    gate,
    { id: account.id, hat },
    until,
    { address: request.ip, agent: request.headers['user-agent'] ?? '' },
    audit,
  );
}

/** What happened at the gate, as audit rows of every county the account works for, so that its auditor sees it. Without an id it is somebody who is not known to be the owner. */
export async function gateRows(
  request: FastifyRequest,
  who: { readonly id?: string; readonly login: string },
  action: string,
  detail: Record<string, unknown> = {},
): Promise<AuditRow[]> {
  const { linli } = request.server;
  const login = loginAsSought(who.login);
  const counties = await listCountiesOf(linli.sessions.gate, login, dayOf(linli.clock.now()));
  return rowsIn(request, counties.length > 0 ? counties : [''], { ...who, login }, action, detail);
}

export function rowsIn(
  request: FastifyRequest,
  counties: readonly string[],
  who: { readonly id?: string; readonly login: string },
  action: string,
  detail: Record<string, unknown>,
): AuditRow[] {
  const { linli } = request.server;
  const entry = {
    at: linli.clock.now(),
    actor: who.id ? `account:${who.id}` : 'nobody',
    hat: '',
    channel: 'workbench',
    action,
    subject: `login:${[...who.login].slice(0, 40).join('')}`,
    detail: { ...detail, address: request.ip },
  };
  return counties.map((county) => auditRow(linli.vault, { ...entry, county }));
}
