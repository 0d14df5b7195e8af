import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { LinliError, translate } from '../../kernel/kernel.ts';
import { attachmentRules } from '../../procedures/procedures.ts';
import { text } from '../../registers/registers.ts';

/** What a face is told about an error: code, sentence, next step, and the fields at fault. */
export interface ErrorBody {
  readonly code: string;
  readonly sentence: string;
  readonly next: string;
  readonly fields?: Readonly<Record<string, { readonly code: string; readonly sentence: string }>>;
  readonly values?: LinliError['values'];
}

/** Puts an error into words. */
export function errorBody(error: LinliError): ErrorBody {
  const fields = Object.entries(error.fields).map(([name, code]) => [name, { code, sentence: text(`errors.${code}.sentence`) }] as const);
  return {
    code: error.code, sentence: text(`errors.${error.code}.sentence`, error.values), next: text(`errors.${error.code}.next`, error.values),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}), values: error.values,
  };
}

/** Every error as one a person can act on; what nobody foresaw becomes `INTERNAL` with the request's number. */
export function asLinliError(thrown: unknown, reference: string): LinliError {
  const error = translate(thrown);
  if (error instanceof LinliError) return error;
  const { statusCode, code, validation } = error as FastifyError;
  if (validation) return new LinliError('INPUT_INVALID', { count: validation.length }, Object.fromEntries(validation.map((one) => [one.instancePath.slice(1).replaceAll('/', '.') || String(one.params?.missingProperty ?? 'body'), 'FIELD_REQUIRED'])));
  if (statusCode === 429) return new LinliError('TOO_MANY_REQUESTS', { seconds: 60 });
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE') return new LinliError('TOO_LARGE', { limit: `${attachmentRules.bytes / 2 ** 20} MB` });
  if (code?.startsWith('FST_CSRF')) return new LinliError('CSRF_FAILED');
  if (statusCode === 404) return new LinliError('NOT_FOUND');
  if (statusCode && statusCode < 500) return new LinliError('INPUT_INVALID', { count: 1 });
  // A malformed id or date reached the database: the caller's mistake, not ours.
  if ((error as { code?: string }).code === '22P02' || (error as { code?: string }).code === '22007') return new LinliError('NOT_FOUND');
  // Nor can a text with a null character in it be stored, in a column or in a document.
  if (['22021', '22P05'].includes((error as { code?: string }).code ?? '')) return new LinliError('INPUT_INVALID', { count: 1 });
  return new LinliError('INTERNAL', { reference });
}

export async function handleApiError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const error = asLinliError(thrown, request.id);
  if (error.code === 'INTERNAL') request.server.linli.log.error({ err: thrown, request: request.id, url: request.routeOptions.url }, 'request failed');
  await reply.status(error.status).removeHeader('content-disposition').type('application/json; charset=utf-8').send(errorBody(error));
}
