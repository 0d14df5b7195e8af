import type { FastifyReply, FastifyRequest } from 'fastify';
import { readFormParts } from './parts.ts';
import { requireFormToken } from './session.ts';

export type Body = Readonly<Record<string, unknown>>;

/** What a plain form sent. */
export function bodyOf(request: FastifyRequest): Body {
  return (request.body ?? {}) as Body;
}

/** One field as text; the last one when it came several times. */
export function word(body: Body, name: string): string {
  const value = body[name];
  return String((Array.isArray(value) ? value.at(-1) : value) ?? '').trim();
}

/** All values of a field that may come several times. */
export function words(body: Body, name: string): string[] {
  const value = body[name];
  return value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);
}

export interface SentFile {
  readonly field: string;
  readonly filename: string;
  readonly content: Buffer;
}

/** Fields and files of a form with photos, its token checked. Empty file boxes are left out. Throws `CSRF_FAILED`, `FORM_BROKEN`, `TOO_LARGE`. */
export async function readParts(request: FastifyRequest, reply: FastifyReply): Promise<{ body: Body; files: SentFile[] }> {
  const body: Record<string, unknown> = {};
  const files: SentFile[] = [];
  for await (const part of readFormParts(request)) {
    if (!part.file) body[part.name] = body[part.name] === undefined ? part.value : [body[part.name], part.value].flat();
    else if (part.file.content.length > 0) files.push({ field: part.name, ...part.file });
  }
  await requireFormToken(request, reply, word(body, '_csrf'));
  return { body, files };
}
