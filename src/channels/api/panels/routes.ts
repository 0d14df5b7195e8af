import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Panel, PanelRead } from '../../../registers/registers.ts';
import { mayOpen, text, wordsOf } from '../../../registers/registers.ts';
import type { App } from '../../http/linli.ts';
import { Code, DayText } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { panels } from './panels.ts';

const Query = Type.Object({ on: Type.Optional(DayText), place: Type.Optional(Code) });

/** What the registers say by themselves: `/api/registers/<register>/<panel>`. */
export function panelRoutes(app: App): void {
  for (const one of panels) panelOperation(app, one);
}

function panelOperation(app: App, one: PanelRead): void {
  const { linli } = app;
  const title = text(`panels.titles.${one.of.register}.${one.panel}`);
  const summary = text('api.panel', { register: wordsOf(linli.library, one.of).title, title });

  async function read(request: FastifyRequest<{ Querystring: Static<typeof Query> }>): Promise<Panel & { title: string }> {
    const { handle, scope, powers } = await requireHat(request);
    if (!mayOpen(powers, one.of, 'read')) throw new LinliError('FORBIDDEN');
    const { vault, library, clock } = linli;
    const today = dayOf(clock.now());
    const { on = today, place: region = scope.code } = request.query;
    return { title, ...(await one.read({ handle, vault, library, region, on, today })) };
  }
  app.get(`/api/registers/${one.of.register}/${one.panel}`, { schema: { querystring: Query, summary, tags: [one.of.register] } }, read);
}
