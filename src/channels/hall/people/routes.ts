import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountNames, listHelpedSessions, listUnmaskings, text } from '../../../registers/registers.ts';
import type { App } from '../../http/linli.ts';
import { sendPage } from '../../http/page.ts';
import { momentText } from '../cases/standing.ts';
import { openResidentVisit } from '../visit.ts';
import { looksPage } from './page.tsx';

export function lookRoutes(hall: App): void {
  hall.get('/my/looks', { schema: { hide: true } }, listLooks);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function listLooks(request: FastifyRequest, reply: FastifyReply) {
  const { linli, visitor, resident } = await openResidentVisit(request, reply);
  const { gate } = linli.sessions;
  const [looks, helped] = await Promise.all([
    listUnmaskings(resident.handle, resident.county, resident.personId),
    listHelpedSessions(gate, resident.personId),
  ]);
  // The person concerned may know by name who looked, and who entered in the person's name.
  const names = await accountNames(
    gate,
    [...looks.rows, ...helped.rows].map((one) => one.actor.replace(/^account:/, '')).filter((id) => UUID.test(id)),
  );
  const nameOf = (actor: string): string => names.get(actor.replace(/^account:/, '')) ?? '';
  const entries = [
    ...looks.rows.map((look) => ({
      at: look.at,
      what: look.fields.map((field) => text(`hall.looks.field.${field}`)).join(text('hall.comma')),
      by: nameOf(look.actor),
      note: text('hall.looks.reason', { reason: look.reason }),
    })),
    ...helped.rows.map((one) => ({
      at: one.at,
      what: text(`hall.looks.${one.staffPhone ? 'staffPhone' : 'helped'}`),
      by: nameOf(one.actor),
      note: '',
    })),
  ];
  return sendPage(
    reply,
    looksPage(
      visitor,
      entries.sort((a, b) => b.at.getTime() - a.at.getTime()).map(({ at, ...entry }) => ({ ...entry, when: momentText(at) })),
      looks.more || helped.more,
    ),
  );
}
