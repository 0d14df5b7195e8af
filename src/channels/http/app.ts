import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import fastify from 'fastify';
import { newId } from '../../kernel/kernel.ts';
import { attachmentRules } from '../../procedures/procedures.ts';
import { openApiAt } from './documentation.ts';
import { handleApiError, refusal } from './errors.ts';
import { formTokens } from './form-token.ts';
import { readJsonBodies } from './json-body.ts';
import { limitStore } from './limits.ts';
import type { App, Linli } from './linli.ts';
import { cleanFilters, cleanTexts } from './plain-request.ts';
import { routes } from './routes.ts';
import { carriesBearer } from './session.ts';
import { closed } from './strict.ts';
import { buildValidator } from './validators.ts';

/** Pages take everything from their own house; pictures also from what they made themselves. The defaults of the library would let fonts come from anywhere. */
const PAGE_POLICY = {
  defaultSrc: ["'self'"],
  baseUri: ["'self'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'", 'data:'],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ["'self'", 'blob:'],
};

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The HTTP server with every face on it; not yet listening. */
export async function buildApp(linli: Linli): Promise<App> {
  // One proxy is believed: what stands further left in its list is what the caller wrote.
  const trustProxy = process.env.LINLI_PROXY === 'yes' ? (_address: string, hop: number): boolean => hop === 0 : false;
  const app = fastify({
    logger: false,
    genReqId: () => newId(),
    bodyLimit: 2 * 1024 * 1024,
    trustProxy,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', discriminator: true, keywords: ['kind'] } },
    schemaController: { compilersFactory: { buildValidator } },
    frameworkErrors: refuse,
    clientErrorHandler: refuseRaw,
  });
  app.decorate('linli', linli);
  // Answers of the API are data, not pages: one header keeps browsers from guessing otherwise, the page policies stay away.
  app.addHook('onRoute', (route) => {
    if (isData(route.url)) route.helmet = false;
    if (route.url.startsWith('/api/') && route.schema) route.schema = { ...route.schema, ...closedParts(route.schema) };
    // What a command answers is a line or two.
    if (isData(route.url) && route.method === 'POST') route.compress = false;
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (isData(request.url)) reply.header('x-content-type-options', 'nosniff');
    // A window's computer is shared: what one clerk read stays in no cache. A route that serves public data says otherwise itself.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    done();
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...PAGE_POLICY, ...(linli.config.secureCookies ? { upgradeInsecureRequests: [] } : {}) },
    },
    hsts: linli.config.secureCookies,
    crossOriginOpenerPolicy: linli.config.secureCookies,
    originAgentCluster: false,
  });
  await app.register(cookie);
  await app.register(csrf, formTokens(linli));
  readJsonBodies(app);
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: attachmentRules.bytes, files: attachmentRules.files, fields: 60 } });
  await app.register(compress, { threshold: 1_024, encodings: ['br', 'gzip', 'identity'] });
  await app.register(rateLimit, { global: false, store: limitStore(linli) });
  await app.register(swagger, openApiAt(linli.publicUrl));
  app.setErrorHandler(handleApiError);
  app.addHook('preValidation', (request, reply, done) => {
    if (request.url.startsWith('/api/')) cleanFilters(request.query);
    else cleanTexts(request.query);
    cleanTexts(request.body);
    // A program that carries its token in a header cannot be tricked by a foreign page. Handlers that read a multipart form check the
    // token in it; everywhere else such a body counts as a form without token, so that no foreign page gets around the check with it.
    const ownCheck = request.isMultipart() && request.routeOptions.config?.multipart === true && !request.headers['x-csrf-token'];
    if (UNSAFE.has(request.method) && !request.is404 && !carriesBearer(request) && !ownCheck) app.csrfProtection(request, reply, done);
    else done();
  });
  for (const route of routes) route(app);
  return app;
}

/** Leads to the hall's page of unknown addresses: nothing is there. */
const UNKNOWN_PAGE = '/unknown';

/** An address the router cannot read: a person at a browser is led to the page of unknown addresses, a program gets its JSON. */
function refuse(error: Error & { code?: string }, request: FastifyRequest, reply: FastifyReply): void {
  if (request.method === 'GET' && !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html'))
    return void reply.redirect(UNKNOWN_PAGE);
  const { status, body } = refusal(error);
  void reply.status(status).type('application/json; charset=utf-8').send(body);
}

/** What is no HTTP at all is answered on the bare line. */
function refuseRaw(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { status, body } = refusal(error);
  const said = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(said)}\r\nConnection: close\r\n\r\n${said}`,
  );
}

/** What a program sends: fields nobody knows are refused. */
function closedParts(schema: FastifySchema): FastifySchema {
  const { body, querystring } = schema;
  return { ...(body ? { body: closed(body) } : {}), ...(querystring ? { querystring: closed(querystring) } : {}) };
}

function isData(url: string): boolean {
  return url.startsWith('/api/') && !/\/(receipt|result|docs|attachments)/.test(url);
}
