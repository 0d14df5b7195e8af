import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { hasText, text } from '../../registers/registers.ts';
import type { App } from './linli.ts';
import type { Shape } from './shape.ts';
import { shapeOf } from './shape.ts';

/** An answer of the running program for each operation, by `METHOD /path`; written by `npm run examples`. */
const examples = JSON.parse(readFileSync(join(import.meta.dirname, 'examples.json'), 'utf8')) as Readonly<Record<string, unknown>>;

const refusal = {
  description: 'error',
  content: { 'application/json': { schema: shapeOf({ code: '', sentence: '', next: '', fields: {}, values: {} }) } },
};

/** The OpenAPI document: every operation of the API with a sentence, what it takes, and the shape and an example of what it answers. */
export const openApiAt = (address: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    servers: [{ url: address }],
    info: {
      title: text('api.title'),
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: [text('api.intro'), text('api.signIn.steps'), text('api.faults.text'), text('api.paging.text')].join('\n\n'),
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }],
  },
  transform: ({ schema, url, route }) => {
    const operation = `${String(route.method)} ${url}`;
    return {
      url,
      schema: isDocumented(operation, schema) ? described(schema ?? {}, operation, route.config?.multipart === true) : schema,
    };
  },
});

/** Whether the catalogue has a sentence for an operation, or the operation brings its own because it derives from a declaration. */
function isDocumented(operation: string, schema: FastifySchema | undefined): boolean {
  return hasText(`api.operations.${operation}`) || schema?.summary !== undefined;
}

/** A name for generated clients, from method and path: `GET /api/cases/:county/:id` is `getCasesByCountyId`. */
export function operationId(operation: string): string {
  const [method = '', path = ''] = operation.split(' ');
  const parts = path.replace(/^\/api\//, '').split('/');
  const plain = parts
    .map((part, at) => (part.startsWith(':') ? `${parts[at - 1]?.startsWith(':') ? '' : 'by-'}${part.slice(1)}` : part))
    .join('-');
  return (
    method.toLowerCase() +
    plain
      .split(/[^A-Za-z0-9]+/)
      .filter(Boolean)
      .map((word) => word[0]!.toUpperCase() + word.slice(1))
      .join('')
  );
}

function described(schema: FastifySchema, operation: string, form: boolean): FastifySchema {
  const example = examples[operation];
  const answer =
    example === undefined
      ? { description: text('api.parts.file') }
      : { description: text('api.parts.answer'), content: { 'application/json': { schema: shapeOf(example), example } } };
  const upload = form
    ? {
        consumes: ['multipart/form-data'],
        body: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
      }
    : {};
  return {
    ...schema,
    ...upload,
    summary: schema.summary ?? text(`api.operations.${operation}`),
    operationId: operationId(operation),
    tags: [operation.split('/')[2]!],
    response: { 200: answer, '4xx': refusal },
  } as FastifySchema;
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Shape;
}

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Shape }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Shape; readonly example?: unknown }>> }>
  >;
}

const escape = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A plain page that lists every operation of the API; complete without script. */
export function documentationRoutes(app: App): void {
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  app.get('/api/docs', { schema: { hide: true } }, (_request, reply) => {
    const { paths = {} } = app.swagger() as { paths?: Record<string, Record<string, Operation>> };
    const sections = Object.entries(paths)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => section(path, method, operation)));
    return reply.type('text/html; charset=utf-8').send(page(sections, escape(app.linli.publicUrl)));
  });
}

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-inline-size:60rem;margin:2rem auto;padding-inline:1rem;color:#1c2b2a}summary{cursor:pointer;padding-block:.35rem}code{font-size:.95em;overflow-wrap:anywhere}b{display:inline-block;min-inline-size:4.5rem;color:#0b6b5d}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f3f6f5;padding:1rem;overflow:auto;border-radius:.4rem}a{color:#0b6b5d}h3{font-size:1rem;margin-block:1rem .25rem}details{border-block-end:1px solid #dde5e3}details>div{padding-inline-start:1rem;padding-block-end:1rem}';

function page(sections: readonly string[], base: string): string {
  const title = text('api.title');
  const signIn = `curl -s ${base}/api/sign-in -H 'x-linli-client: program' -H 'authorization: Bearer none' -H 'content-type: application/json' -d '{"login":"…","password":"…"}'\ncurl -s ${base}/api/cases -H 'x-linli-client: program' -H 'authorization: Bearer <token>'`;
  const parts = [
    ['signIn', text('api.signIn.steps')],
    ['faults', text('api.faults.text')],
    ['paging', text('api.paging.text')],
  ].map(
    ([name, words]) =>
      `<h2>${text(`api.${name!}.title`)}</h2><p>${escape(words!)}</p>${name === 'signIn' ? `<pre>${escape(signIn)}</pre>` : ''}`,
  );
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text('api.intro')} <a href="/api/openapi.json">openapi.json</a></p>${parts.join('')}${sections.join('')}</main></body></html>`;
}

function section(path: string, method: string, operation: Operation): string {
  const json = (value: unknown): string => `<pre>${escape(JSON.stringify(value, null, 2))}</pre>`;
  const part = (name: string, content: string): string => `<h3>${text(`api.parts.${name}`)}</h3>${content}`;
  const named = (place: string): Record<string, Shape> =>
    Object.fromEntries(
      (operation.parameters ?? []).filter((one) => one.in === place).map((one) => [one.required ? one.name : `${one.name}?`, one.schema]),
    );
  const [kind, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const example = operation.responses['200']?.content?.['application/json']?.example;
  const parts = [
    ...(['path', 'query'] as const)
      .filter((place) => Object.keys(named(place)).length > 0)
      .map((place) => part(place === 'path' ? 'parameters' : 'query', json(named(place)))),
    ...(body ? [part('body', kind === 'application/json' ? json(body.schema) : `<p>${text('api.parts.form')}</p>`)] : []),
    part('answer', example !== undefined ? json(example) : `<p>${text('api.parts.file')}</p>`),
  ];
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(operation.summary ?? '')}</summary><div>${parts.join('')}</div></details>`;
}
