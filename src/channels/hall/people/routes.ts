import { getAccount, listUnmaskings } from '../../../registers/registers.ts';
import type { App } from '../../http/linli.ts';
import { momentText } from '../cases/standing.ts';
import { openResidentVisit, sendPage } from '../visit.ts';
import { looksPage } from './page.tsx';

export function lookRoutes(hall: App): void {
  const { linli } = hall;
  hall.get('/my/looks', { schema: { hide: true } }, async (request, reply) => {
    const { visitor, resident } = await openResidentVisit(request, reply);
    const looks = await listUnmaskings(resident.handle, resident.county, resident.personId);
    const named = await Promise.all(looks.rows.map(async (look) => ({ when: momentText(look.at), who: await nameOf(look.actor), fields: look.fields, reason: look.reason })));
    return sendPage(reply, looksPage(visitor, named, looks.more));
  });

  /** The person concerned may know by name who looked. */
  async function nameOf(actor: string): Promise<string> {
    const [kind, id = ''] = actor.split(':');
    if (kind !== 'account') return actor;
    return getAccount(linli.sessions.gate, id).then((account) => account.name, () => '');
  }
}
