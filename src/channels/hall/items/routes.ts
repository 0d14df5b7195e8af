import type { FastifyReply, FastifyRequest } from 'fastify';
import { LinliError } from '../../../kernel/kernel.ts';
import type { App } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import { openVisit } from '../visit.ts';
import { findItems, hallItems } from './find.ts';
import { guidePage, itemsPage } from './page.tsx';

export function itemRoutes(hall: App): void {
  hall.get('/items', { schema: { hide: true } }, listItems);
  hall.get('/items/:item', { schema: { hide: true } }, showGuide);
}

async function listItems(request: FastifyRequest<{ Querystring: { q?: string } }>, reply: FastifyReply) {
  const { linli, visitor, place, today } = await openVisit(request, reply);
  const all = hallItems(linli.catalogue.itemsAt(place, today));
  const query = String(request.query.q ?? '')
    .trim()
    .slice(0, 60);
  return sendPage(reply, itemsPage({ visitor, query, found: findItems(all, query), all }));
}

async function showGuide(request: FastifyRequest<{ Params: { item: string } }>, reply: FastifyReply) {
  const { linli, visitor, place, today } = await openVisit(request, reply);
  const item = hallItems(linli.catalogue.itemsAt(place, today)).find((one) => one.item === request.params.item);
  if (!item) throw new LinliError('ITEM_UNKNOWN', { item: request.params.item });
  return sendPage(reply, guidePage(visitor, item));
}
