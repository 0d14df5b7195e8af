import type { FastifyCsrfProtectionOptions } from '@fastify/csrf-protection';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Linli } from './linli.ts';
import { sessionCookie } from './session.ts';

const MARK_LENGTH = 22;

/** Which session a form belongs to: a keyed mark of its token, so that a pair somebody fetched for an own session is worth nothing in another. */
function markOf(request: FastifyRequest): string {
  return request.server.linli.vault
    .keyedHash('form-session', request.cookies[sessionCookie] ?? '')
    .toString('base64url')
    .slice(0, MARK_LENGTH);
}

/** What a request sends as its anti-forgery token: the header of a program's page, or the hidden field of a form. */
function sentToken(request: FastifyRequest): string {
  const header = request.headers['x-csrf-token'];
  const field = (request.body as { _csrf?: unknown } | undefined)?._csrf;
  const sent = typeof header === 'string' ? header : field;
  return typeof sent === 'string' ? sent : '';
}

/**
 * A request without a session may bring a form of one that has ended: it can do no more than anybody, and is asked to sign in with what was typed
 * still in hand. With a session, only its own forms count.
 */
function markExpected(request: FastifyRequest): string {
  return request.cookies[sessionCookie] ? markOf(request) : sentToken(request).slice(0, MARK_LENGTH);
}

/** How forms are kept from foreign pages: cookie and token are a pair, bound to the session they were made in. */
export function formTokens({ config, vault }: Pick<Linli, 'config' | 'vault'>): FastifyCsrfProtectionOptions {
  return {
    cookieKey: 'linli_form',
    cookieOpts: { path: '/', httpOnly: true, sameSite: 'lax', secure: config.secureCookies },
    csrfOpts: { hmacKey: vault.keyedHash('form-token', 'key').toString('base64url') },
    getToken: (request) => sentToken(request).slice(MARK_LENGTH),
    getUserInfo: (request) => markExpected(request) || 'none',
  };
}

/** The token for a page answered now. */
export function newFormToken(reply: FastifyReply): string {
  const mark = markOf(reply.request);
  return `${mark}${reply.generateCsrf({ userInfo: mark })}`;
}
