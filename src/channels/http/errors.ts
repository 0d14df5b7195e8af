import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { FieldFault } from '../../kernel/kernel.ts';
import { defineErrors, LinliError, translate } from '../../kernel/kernel.ts';
import { attachmentRules } from '../../procedures/procedures.ts';
import { outOfRange, text } from '../../registers/registers.ts';

export const requestErrors = defineErrors({ FIELD_UNKNOWN: 400 });

/** What a face is told about an error: code, sentence, next step, and the fields at fault. */
export interface ErrorBody {
  readonly code: string;
  readonly sentence: string;
  readonly next: string;
  /** `key` names what a fault points to, where there is one to go to. */
  readonly fields?: Readonly<Record<string, { readonly code: string; readonly sentence: string; readonly key?: string }>>;
  readonly values?: LinliError['values'];
}

/** Puts an error into words. */
export function errorBody(error: LinliError): ErrorBody {
  const fields = Object.entries(error.fields).map(([name, code]) => {
    const values = error.faults[name]?.values;
    const key = values?.key === undefined ? {} : { key: String(values.key) };
    return [name, { code, sentence: text(`errors.${code}.sentence`, values), ...key }] as const;
  });
  return {
    code: error.code,
    sentence: text(`errors.${error.code}.sentence`, error.values),
    next: text(`errors.${error.code}.next`, error.values),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
    values: error.values,
  };
}

/** Every error as one a person can act on; what nobody foresaw becomes `INTERNAL` with the request's number. */
export function asLinliError(thrown: unknown, reference: string): LinliError {
  const error = translate(thrown);
  if (error instanceof LinliError) return error;
  const { statusCode, code, validation } = error as FastifyError;
  if (validation)
    return new LinliError(
      'INPUT_INVALID',
      { count: validation.length },
      Object.fromEntries(validation.map((one) => [fieldOf(one), faultOf(one)] as const).reverse()),
    );
  if (statusCode === 429) return new LinliError('TOO_MANY_REQUESTS', { seconds: 60 });
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE')
    return new LinliError('TOO_LARGE', { limit: `${attachmentRules.bytes / 2 ** 20} MB` });
  if (code?.startsWith('FST_CSRF')) return new LinliError('CSRF_FAILED');
  if (statusCode === 404) return new LinliError('NOT_FOUND');
  if (statusCode && statusCode < 500) return new LinliError('INPUT_INVALID', { count: 1 });
  return ofDatabase(error as { code?: string; message?: string }) ?? new LinliError('INTERNAL', { reference });
}

type Fault = NonNullable<FastifyError['validation']>[number];

/** What a broken rule of a schema means to a person. */
const KEYWORDS: Readonly<Record<string, string>> = {
  required: 'FIELD_REQUIRED',
  minLength: 'FIELD_REQUIRED',
  minItems: 'FIELD_REQUIRED',
  maxLength: 'FIELD_TOO_LONG',
  maxItems: 'FIELD_TOO_LONG',
  enum: 'FIELD_NOT_CHOICE',
  const: 'FIELD_NOT_CHOICE',
  anyOf: 'FIELD_NOT_CHOICE',
  additionalProperties: 'FIELD_UNKNOWN',
};

function faultOf({ keyword, params }: Fault): string | FieldFault {
  if (keyword === 'minimum') return outOfRange(Number(params.limit), undefined);
  if (keyword === 'maximum') return outOfRange(undefined, Number(params.limit));
  if (keyword === 'type' && params.type === 'number') return 'FIELD_NOT_NUMBER';
  if (keyword === 'type' && params.type === 'integer') return 'FIELD_NOT_WHOLE';
  if (keyword === 'format' && params.format === 'date') return 'FIELD_NOT_DATE';
  return KEYWORDS[keyword] ?? 'FIELD_UNREADABLE';
}

/** The field at fault, dots between the levels. */
function fieldOf({ instancePath, params }: Fault): string {
  const name = params.missingProperty ?? params.additionalProperty;
  return [...instancePath.split('/').slice(1), ...(name === undefined ? [] : [String(name)])].join('.') || 'body';
}

/** What the database could not read was the caller's mistake, not ours. */
function ofDatabase({ code = '', message = '' }: { code?: string; message?: string }): LinliError | undefined {
  // A malformed id names nothing there is.
  if (code === '22P02' && !message.includes('json')) return new LinliError('NOT_FOUND');
  // A day that does not exist; a number no column holds; a null character or half a character, in a column or in a document.
  return ['22003', '22007', '22008', '22P02', '22021', '22P05'].includes(code) ? new LinliError('INPUT_INVALID', { count: 1 }) : undefined;
}

/** What reaches no route: an address that cannot be read, a request that is none. */
export function refusal(error: { readonly code?: string | undefined }): { status: number; body: ErrorBody } {
  const refused =
    error.code === 'HPE_HEADER_OVERFLOW' ? new LinliError('TOO_LARGE', { limit: '16 KB' }) : new LinliError('ADDRESS_UNREADABLE');
  return { status: refused.status, body: errorBody(refused) };
}

export async function handleApiError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const error = asLinliError(thrown, request.id);
  if (error.code === 'INTERNAL')
    request.server.linli.log.error({ err: thrown, request: request.id, url: request.routeOptions.url }, 'request failed');
  await reply.status(error.status).removeHeader('content-disposition').type('application/json; charset=utf-8').send(errorBody(error));
}
