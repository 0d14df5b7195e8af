import { LinliError } from '../../../kernel/kernel.ts';
import type { App } from '../../http/linli.ts';
import { openVisit, sendPage } from '../visit.ts';
import { findItems, hallItems } from './find.ts';
import { guidePage, itemsPage } from './page.tsx';

export function itemRoutes(hall: App): void {
  const { catalogue } = hall.linli;

  hall.get<{ Querystring: { q?: string } }>('/items', { schema: { hide: true } }, async (request, reply) => {
    const { visitor, place, today } = await openVisit(request, reply);
    const all = hallItems(catalogue.itemsAt(place, today));
    const query = String(request.query.q ?? '')
      .trim()
      .slice(0, 60);
    return sendPage(reply, itemsPage({ visitor, query, found: findItems(all, query), all }));
  });

  hall.get<{ Params: { item: string } }>('/items/:item', { schema: { hide: true } }, async (request, reply) => {
    const { visitor, place, today } = await openVisit(request, reply);
    const item = hallItems(catalogue.itemsAt(place, today)).find((one) => one.item === request.params.item);
    if (!item) throw new LinliError('ITEM_UNKNOWN', { item: request.params.item });
    return sendPage(reply, guidePage(visitor, item));
  });
}
