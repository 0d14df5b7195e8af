import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { dayOf } from '../../../kernel/kernel.ts';
import type { SignInRow } from '../../../registers/registers.ts';
import { getAccount, listSignIns } from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { ById } from '../../http/schemas.ts';
import { requireAccount, requireHat } from '../../http/session.ts';
import { noteLook } from './noted.ts';
import { requireInside } from './reach.ts';

/** The sign-in log: of oneself, and for administrators of an account in their reach. */
export function signInLogRoutes(app: App): void {
  app.get('/api/account/sign-ins', listOwn);
  app.get('/api/accounts/:id/sign-ins', { schema: { params: ById } }, listOfAccount);
}

async function listOwn(request: FastifyRequest) {
  const { account } = await requireAccount(request);
  return shown(request.server.linli, account.login);
}

async function listOfAccount(request: FastifyRequest<{ Params: Static<typeof ById> }>) {
  const { linli } = request.server;
  const by = await requireHat(request, 'account.manage');
  const { id } = request.params;
  await requireInside(linli, by, id);
  const { login } = await getAccount(linli.sessions.gate, id);
  await noteLook(linli, by, { county: by.hat.county, action: 'account.sign-ins', subject: `account:${id}`, detail: {} });
  return shown(linli, login);
}

async function shown(linli: Linli, login: string) {
  const { rows, more } = await listSignIns(linli.sessions.gate, login, dayOf(linli.clock.now()));
  return { signIns: rows.map(({ at, action, address, code }: SignInRow) => ({ at: at.toISOString(), action, address, code })), more };
}
