import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LinliError } from '../../kernel/kernel.ts';
import type { App } from '../http/linli.ts';
import { doorRoutes, throughDoor } from './door/routes.ts';

const folder = resolve(import.meta.dirname, '../../../dist/workbench');

/**
 * The built workbench under /workbench; every path of the application answers with its one page, once somebody has come through the door. Assets are looked up when they are asked for, so that
 * pages built anew are served as they are; one that is gone is not found, instead of a page in its place.
 */
export function workbenchPages(app: App): void {
  void app.register(serveStatic, {
    root: join(folder, 'assets'),
    prefix: '/workbench/assets/',
    index: false,
    maxAge: '365d',
    immutable: true,
    serveDotFiles: false,
    preCompressed: true,
  });
  const page = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!existsSync(join(folder, 'index.html'))) throw new LinliError('NOT_FOUND');
    if (!(await throughDoor(request, reply))) return reply;
    return reply.sendFile('index.html', folder, { maxAge: 0, immutable: false });
  };
  doorRoutes(app);
  app.get('/workbench', { schema: { hide: true } }, page);
  app.get('/workbench/*', { schema: { hide: true } }, page);
}
