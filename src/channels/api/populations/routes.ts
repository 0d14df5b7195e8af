import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf } from '../../../kernel/kernel.ts';
import type { RegisterBounds } from '../../../registers/registers.ts';
import {
  checkSnapshots,
  choiceLabels,
  communityChoices,
  confidences,
  importTemplate,
  listCommunities,
  listSnapshots,
  putSnapshots,
  refuseEnded,
  registerBounds,
  snapshotColumns,
  snapshotFrom,
  text,
} from '../../../registers/registers.ts';
import { handOf } from '../../http/hand.ts';
import type { App } from '../../http/linli.ts';
import { Code, DayText, Line, page } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { answerImport, ImportQuery, sendWorkbook, uploadedSheet } from '../imports/upload.ts';

const Entry = Type.Object({
  snapshot: Type.Object(
    {
      community: Code,
      as_of: DayText,
      households: Type.Integer({ minimum: 0 }),
      residents: Type.Integer({ minimum: 0 }),
      source: Line(200),
      note: Line(500),
      confidence: Type.Union(confidences.map((one) => Type.Literal(one))),
    },
    { additionalProperties: false },
  ),
  basis: Type.Object({ kind: Line(40), id: Line(80) }),
});
const Query = Type.Object({ community: Type.Optional(Code), after: page.after });

/** Households and residents of communities by day. */
export function populationRoutes(app: App): void {
  const { linli } = app;
  const bounds = (): RegisterBounds => registerBounds(linli.library, dayOf(linli.clock.now()));

  app.get<{ Querystring: Static<typeof Query> }>('/api/population-snapshots', { schema: { querystring: Query } }, async (request) => {
    const { handle } = await requireHat(request, 'indicator.read');
    const { rows, next } = await listSnapshots(handle, request.query.community, request.query.after);
    return {
      next,
      snapshots: await Promise.all(
        rows.map(async (row) => ({
          ...row,
          community_name: `${await linli.regionName(row.community)}${row.former ? text('regions.formerly', { name: await linli.regionName(row.former) }) : ''}`,
        })),
      ),
    };
  });

  app.post<{ Body: Static<typeof Entry> }>('/api/population-snapshots', { schema: { body: Entry } }, async (request, reply) => {
    const wearer = await requireHat(request, 'facility.write');
    const snapshot = snapshotFrom(request.body.snapshot, wearer.actor.id, bounds());
    // Under a code that has ended nobody would find it again.
    await refuseEnded(wearer.handle, [snapshot.community]);
    await putSnapshots(wearer.handle, linli.vault, [snapshot], request.body.basis, handOf(linli, wearer));
    return reply.status(201).send({ community: snapshot.community, as_of: snapshot.as_of });
  });

  app.get('/api/population-snapshots/template.xlsx', async (request, reply) => {
    const { handle, scope } = await requireHat(request, 'facility.write');
    const communities = await listCommunities(handle, scope.code);
    const rows = choiceLabels(communityChoices(communities)).map((label) => [label]);
    return sendWorkbook(
      reply,
      `${text('populations.title')}.xlsx`,
      await importTemplate(text('populations.title'), snapshotColumns(communities), rows),
    );
  });

  app.post<{ Querystring: ImportQuery }>(
    '/api/population-snapshots/import',
    { schema: { querystring: ImportQuery }, config: { multipart: true } },
    async (request, reply) => {
      const wearer = await requireHat(request, 'facility.write');
      const sheet = await uploadedSheet(request, reply);
      const checked = await checkSnapshots(sheet, snapshotColumns(await listCommunities(wearer.handle, wearer.scope.code)), bounds());
      return answerImport(reply, request.query, sheet, checked, async (inputs) => {
        await putSnapshots(
          wearer.handle,
          linli.vault,
          inputs.map((input) => snapshotFrom(input, wearer.actor.id, bounds())),
          { kind: 'import', id: sheet.file },
          handOf(linli, wearer),
        );
      });
    },
  );
}
