import type { FastifyReply } from 'fastify';

/** Only addresses of this server are gone back to, in the characters a header may carry; browsers write others with percent signs. */
export function safePath(text: unknown, otherwise = '/'): string {
  const path = typeof text === 'string' ? text : '';
  return /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path) ? path : otherwise;
}

/** Sends a page. Nobody's page is kept by a shared browser. */
export async function sendPage(reply: FastifyReply, html: string, status = 200): Promise<void> {
  await reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
}
