import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LinliError } from '../../kernel/kernel.ts';
import type { App } from '../http/linli.ts';

const folder = resolve(import.meta.dirname, '../../../dist/workbench');

/** The built workbench under /workbench; every path of the application answers with its one page. */
export function workbenchPages(app: App): void {
  void app.register(serveStatic, { root: folder, prefix: '/workbench/', wildcard: false, index: false, maxAge: '365d', immutable: true, serveDotFiles: false });
  const page = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (!existsSync(join(folder, 'index.html'))) throw new LinliError('NOT_FOUND');
    return reply.sendFile('index.html', { maxAge: 0, immutable: false });
  };
  app.get('/workbench', { schema: { hide: true } }, page);
  app.get('/workbench/*', { schema: { hide: true } }, page);
}
