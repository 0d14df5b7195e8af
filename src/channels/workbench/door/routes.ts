import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Check } from 'typebox/value';
import type { LinliError } from '../../../kernel/kernel.ts';
import { text } from '../../../registers/registers.ts';
import { attempts, enterAccount } from '../../http/enter.ts';
import { asLinliError, errorBody } from '../../http/errors.ts';
import type { Body } from '../../http/form-body.ts';
import { bodyOf, word } from '../../http/form-body.ts';
import { newFormToken } from '../../http/form-token.ts';
import type { App, Linli } from '../../http/linli.ts';
import { safePath, sendPage } from '../../http/page.ts';
import { currentSession } from '../../http/session.ts';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import type { DoorView } from './page.tsx';
import { doorPage, doorPath } from './page.tsx';

const HOME = '/workbench/';
const PURPOSE = 'door';
/** How long login and password that were right wait for the second factor. */
const KNOWN_SECONDS = 300;
const Known = Type.Object({ login: Type.String(), password: Type.String(), until: Type.Number() });

/** The sign-in page of the workbench, and where it leads. */
export function doorRoutes(app: App): void {
  app.get(doorPath, { schema: { hide: true } }, showDoor);
  app.post(doorPath, { schema: { hide: true }, config: attempts(app.linli), errorHandler: stayAtDoor }, enter);
}

/** Where to go afterwards; anything but a page of the workbench leads to its first. */
function goal(to: string): string {
  const path = safePath(to, HOME);
  return /^\/workbench(\/|$)/.test(path) && !path.startsWith(doorPath) ? path : HOME;
}

/** Leads who has not signed in to the door, and from there back to this address. */
export async function throughDoor(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const session = await currentSession(request);
  if (session?.account) return true;
  await reply.redirect(`${doorPath}?to=${encodeURIComponent(goal(request.url))}`, 303);
  return false;
}

function visitorOf(request: FastifyRequest, reply: FastifyReply): Visitor {
  const { linli } = request.server;
  return {
    elder: false,
    demonstration: linli.demonstration,
    place: '',
    name: undefined,
    csrf: newFormToken(reply),
    path: doorPath,
    hotline: String(linli.setting('hall.hotline')),
  };
}

async function showDoor(request: FastifyRequest<{ Querystring: { to?: string } }>, reply: FastifyReply) {
  const to = goal(word(request.query as Body, 'to'));
  const session = await currentSession(request);
  if (session?.account) return reply.redirect(to, 303);
  return sendPage(reply, doorPage({ visitor: visitorOf(request, reply), to }));
}

async function enter(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const body = bodyOf(request);
  const to = goal(word(body, 'to'));
  const character = linli.demonstration ? word(body, 'character') : '';
  const known = openKnown(linli, word(body, 'known'));
  const given = character
    ? { login: character, password: text('workbench.session.characterPassword') }
    : (known ?? { login: word(body, 'login'), password: String(body.password ?? '') });
  const faults = missing(given);
  if (Object.keys(faults).length > 0) return again(request, reply, { to, login: given.login, faults }, 400);
  const totp = word(body, 'totp');
  try {
    await enterAccount(request, reply, { ...given, ...(totp ? { totp } : {}) });
  } catch (thrown) {
    const error = asLinliError(thrown, request.id);
    if (error.code === 'TOTP_NEEDED') return again(request, reply, { to, known: sealKnown(linli, given) }, 200);
    if (error.code === 'TOTP_WRONG')
      return again(request, reply, { to, known: sealKnown(linli, given), faults: { totp: said(error) } }, error.status);
    if (error.status >= 500) throw error;
    return again(request, reply, { to, login: given.login, faults: { '': said(error) } }, error.status);
  }
  return reply.redirect(to, 303);
}

/** Whatever stops a sign-in is told at the door itself. */
function stayAtDoor(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = asLinliError(thrown, request.id);
  if (error.code === 'INTERNAL') request.server.linli.log.error({ err: thrown, request: request.id }, 'sign-in failed');
  const body = bodyOf(request);
  void again(request, reply, { to: goal(word(body, 'to')), login: word(body, 'login'), faults: { '': said(error) } }, error.status);
}

function again(request: FastifyRequest, reply: FastifyReply, view: Omit<DoorView, 'visitor'>, status: number) {
  return sendPage(reply, doorPage({ ...view, visitor: visitorOf(request, reply) }), status);
}

function said(error: LinliError): string {
  const { sentence, next } = errorBody(error);
  return `${sentence}${next}`;
}

/** Both boxes are filled in before anything is looked up. */
function missing(given: { readonly login: string; readonly password: string }): Record<string, string> {
  const fields = [
    ['login', given.login],
    ['password', given.password],
  ] as const;
  return Object.fromEntries(
    fields
      .filter(([, value]) => value === '')
      .map(([name]) => [name, text('workbench.form.missing', { field: text(`workbench.session.${name}`) })]),
  );
}

function sealKnown(linli: Linli, { login, password }: { readonly login: string; readonly password: string }): string {
  const until = linli.clock.now().getTime() + KNOWN_SECONDS * 1_000;
  return linli.vault.seal(JSON.stringify({ login, password, until }), PURPOSE).toString('base64url');
}

/** What was sealed; nothing where it was changed or has waited too long. */
function openKnown(linli: Linli, sealed: string): { login: string; password: string } | undefined {
  if (sealed === '') return undefined;
  try {
    const known: unknown = JSON.parse(linli.vault.open(Buffer.from(sealed, 'base64url'), PURPOSE));
    return Check(Known, known) && known.until > linli.clock.now().getTime() ? known : undefined;
  } catch {
    return undefined;
  }
}
