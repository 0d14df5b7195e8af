import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, isDay, LinliError, publicScope } from '../../../kernel/kernel.ts';
import type { ChangeFilter, ChangeStory, Named, WorkbookCell } from '../../../registers/registers.ts';
import { accountNames, listRegionChanges, text, writeWorkbook } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import { publicLimit } from '../../http/limits.ts';
import type { App, Linli } from '../../http/linli.ts';
import { PlaceCode } from '../../http/schemas.ts';
import { currentSession } from '../../http/session.ts';
import { xlsxType } from '../imports/upload.ts';

const kinds = ['establish', 'rename', 'split', 'merge', 'move', 'abolish', 'retype'] as const;
const Day = Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }));
const FILTER = {
  within: PlaceCode,
  from: Day,
  to: Day,
  kind: Type.Optional(Type.Union(kinds.map((kind) => Type.Literal(kind)))),
  order: Type.Optional(Type.Union([Type.Literal('oldest'), Type.Literal('youngest')])),
};
const Filter = Type.Object({
  ...FILTER,
  after: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}_[0-9a-f-]{36}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
/** An export holds the whole list; whoever asks for a page of it is told that there is none. */
const ExportFilter = Type.Object(FILTER, { additionalProperties: false });
type Query = Static<typeof ExportFilter>;

/** A change for people; who recorded it is for those who work here. */
export async function shownChanges(linli: Linli, changes: readonly ChangeStory[], staff: boolean): Promise<object[]> {
  const ids = changes.flatMap((one) => (one.actor.startsWith('account:') ? [one.actor.slice('account:'.length)] : []));
  const names = staff && ids.length > 0 ? await accountNames(linli.sessions.gate, [...new Set(ids)]) : new Map<string, string>();
  return changes.map(({ actor, ...change }) => ({
    ...change,
    kindTitle: text(`regions.change.${change.kind}`),
    ...(staff ? { recordedBy: names.get(actor.slice('account:'.length)) ?? text('regions.bySystem') } : {}),
  }));
}

function filterFrom({ within, from, to, kind, order }: Query): ChangeFilter {
  const wrong = Object.entries({ from, to }).filter(([, day]) => day !== undefined && !isDay(day));
  if (wrong.length > 0)
    throw new LinliError('INPUT_INVALID', { count: wrong.length }, Object.fromEntries(wrong.map(([name]) => [name, 'FIELD_NOT_DATE'])));
  return { within, from, to, kinds: kind ? [kind] : undefined, oldestFirst: order === 'oldest' };
}

const COLUMNS = ['effective', 'kind', 'before', 'after', 'reason', 'source', 'recordedBy', 'recordedAt'] as const;

async function* exportedRows(linli: Linli, filter: ChangeFilter, staff: boolean): AsyncGenerator<WorkbookCell[]> {
  let next: string | undefined;
  do {
    const page = await listRegionChanges(linli.database.within(publicScope), filter, next, 200);
    for (const row of (await shownChanges(linli, page.changes, staff)) as (ChangeStory & { kindTitle: string; recordedBy?: string })[]) {
      yield [
        row.effective,
        row.kindTitle,
        side(row.before),
        side(row.after),
        row.reason,
        row.source,
        row.recordedBy ?? '',
        dayOf(row.recordedAt),
      ];
    }
    next = page.next;
  } while (next);
}

function side(regions: readonly Named[]): string {
  return regions.map((one) => `${one.name} ${one.code}`).join('; ');
}

/** What happened to the regions of a place: to read, filter, page through and take along. */
export function regionChangeRoutes(app: App): void {
  app.get('/api/regions/changes', { schema: { querystring: Filter }, config: publicLimit }, listRecorded);
  app.get('/api/regions/changes/export.xlsx', { schema: { querystring: ExportFilter }, config: publicLimit }, exportRecorded);
}

async function listRecorded(request: FastifyRequest<{ Querystring: Static<typeof Filter> }>) {
  const { linli } = request.server;
  const { after, limit } = request.query;
  const [page, session] = await Promise.all([
    listRegionChanges(linli.database.within(publicScope), filterFrom(request.query), after, limit ?? 30),
    currentSession(request),
  ]);
  return { changes: await shownChanges(linli, page.changes, session?.account !== undefined), next: page.next ?? null };
}

async function exportRecorded(request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply) {
  const { linli } = request.server;
  const staff = (await currentSession(request))?.account !== undefined;
  const columns = COLUMNS.map((name) => ({ title: text(`regions.changeColumns.${name}`) }));
  const bytes = writeWorkbook({
    name: text('regions.changesTitle'),
    columns,
    rows: exportedRows(linli, filterFrom(request.query), staff),
  });
  return reply
    .type(xlsxType)
    .header('content-disposition', contentDisposition('attachment', `${text('regions.changesTitle')}.xlsx`, 'region-changes.xlsx'))
    .send(Readable.from(bytes));
}
