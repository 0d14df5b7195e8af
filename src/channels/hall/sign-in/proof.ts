import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Check } from 'typebox/value';

/** What somebody has shown on the way to a session: a phone that answers, later who they say they are. Sealed in a cookie of its own. */
export interface Proof {
  readonly phone: string;
  readonly name?: string;
  readonly id_number?: string;
  readonly address?: string;
}

const COOKIE = 'linli_proof';
const SECONDS = 1_800;
const Sealed = Type.Object({
  phone: Type.String({ minLength: 1 }),
  name: Type.Optional(Type.String()),
  id_number: Type.Optional(Type.String()),
  address: Type.Optional(Type.String()),
  until: Type.Number(),
});

export function setProof(reply: FastifyReply, proof: Proof): void {
  const { linli } = reply.server;
  const until = linli.clock.now().getTime() + SECONDS * 1_000;
  reply.setCookie(COOKIE, linli.vault.seal(JSON.stringify({ ...proof, until }), 'proof').toString('base64url'), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: linli.config.secureCookies,
    maxAge: SECONDS,
  });
}

/** The proof, or undefined when there is none, it is too old or was tampered with. */
export function readProof(request: FastifyRequest): Proof | undefined {
  const { linli } = request.server;
  try {
    const proof: unknown = JSON.parse(linli.vault.open(Buffer.from(request.cookies[COOKIE] ?? '', 'base64url'), 'proof'));
    return Check(Sealed, proof) && proof.until > linli.clock.now().getTime() ? proof : undefined;
  } catch {
    return undefined;
  }
}

export function clearProof(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, { path: '/' });
}
