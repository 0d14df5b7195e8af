import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { AuditFilter, Day, Handle } from '../../../kernel/kernel.ts';
import { addDays, dayOf, isId, jobScope, listAudit, readOutsideHeads, verifyAudit } from '../../../kernel/kernel.ts';
import type { WorkbookCell } from '../../../registers/registers.ts';
import { hasText, text, writeWorkbook } from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import { DayText, Line, page } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { noteLook, takenBy } from '../accounts/noted.ts';
import { xlsxType } from '../imports/upload.ts';
import { hatsHelpedBy, helpedRoutes } from './helped.ts';
import { nameRows } from './names.ts';
import { actionName, momentOf } from './sheet.ts';

const Filter = {
  subject: Type.Optional(Line(80)),
  actor: Type.Optional(Line(80)),
  action: Type.Optional(Line(60)),
  helper: Type.Optional(Line(60)),
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
};
const Query = Type.Object({ ...Filter, after: page.after });
const ExportQuery = Type.Object(Filter);

/** Without a subject or days, what is asked for is looked for in this many days: records of years are not read through for a rare act. */
const WINDOW_DAYS = 92;
/** What a person still opens in one sheet. */
const MOST_ROWS = 50_000;

/** The record of who did what: list, Excel, and whether the chain still holds. */
export function auditRoutes(app: App): void {
  app.get('/api/audit', { schema: { querystring: Query } }, listRows);
  app.get('/api/audit/export', { schema: { querystring: ExportQuery } }, exportRows);
  helpedRoutes(app);

  app.post('/api/audit/verify', verifyChain);
}

function filterOf(linli: Linli, { subject = '', actor = '', action = '', helper = '', from, to }: Static<typeof ExportQuery>): AuditFilter {
  const last = (to ?? dayOf(linli.clock.now())) as Day;
  return {
    subject,
    actor,
    action,
    hats: helper === '' ? [] : hatsHelpedBy(helper),
    from: (from ?? (subject === '' ? addDays(last, -WINDOW_DAYS) : '0001-01-01')) as Day,
    to: last,
  };
}

const COLUMNS = ['at', 'action', 'actorName', 'hatName', 'subjectName', 'subject', 'channel', 'reason', 'detail'] as const;

async function* exportedRows(linli: Linli, handle: Handle, county: string, filter: AuditFilter): AsyncGenerator<WorkbookCell[]> {
  let after = '';
  for (let written = 0; written < MOST_ROWS; ) {
    const { rows, next } = await listAudit(handle, filter, after, 500);
    for (const row of await nameRows(linli, handle, county, rows)) {
      yield [
        text('documents.audit.moment', momentOf(row.at)),
        actionName(row.action),
        row.actorName,
        row.hatName,
        row.subjectName,
        row.subject,
        channelName(row.channel),
        row.reason,
        Object.keys(row.detail).length > 0 ? JSON.stringify(row.detail) : '',
      ];
    }
    written += rows.length;
    if (!next) return;
    after = next;
  }
  yield [text('documents.more', { most: MOST_ROWS })];
}

function channelName(channel: string): string {
  const key = `documents.cases.channels.${channel}`;
  return hasText(key) ? text(key) : channel;
}

async function listRows(request: FastifyRequest<{ Querystring: Static<typeof Query> }>) {
  const { linli } = request.server;
  const { handle, hat } = await requireHat(request, 'audit.read');
  const { after = '', ...asked } = request.query;
  const filter = filterOf(linli, asked);
  const { rows, next } = await listAudit(handle, filter, isId(after) ? after : '');
  return { rows: await nameRows(linli, handle, hat.county, rows), next, from: filter.from, to: filter.to };
}

async function exportRows(request: FastifyRequest<{ Querystring: Static<typeof ExportQuery> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'audit.read');
  const filter = filterOf(linli, request.query);
  await noteLook(linli, wearer, { county: wearer.hat.county, action: 'audit.export', subject: 'audit', detail: { ...request.query } });
  const mark = await takenBy(linli, wearer);
  const columns = COLUMNS.map((name) => ({ title: text(`documents.audit.columns.${name}`), width: name === 'detail' ? 60 : 22 }));
  return reply
    .type(xlsxType)
    .header('content-disposition', contentDisposition('attachment', `${text('documents.audit.title')}.xlsx`, 'audit.xlsx'))
    .send(
      Readable.from(
        writeWorkbook({
          name: text('documents.audit.title'),
          columns,
          rows: exportedRows(linli, wearer.handle, wearer.hat.county, filter),
          mark,
        }),
      ),
    );
}

async function verifyChain(request: FastifyRequest) {
  const { linli } = request.server;
  const { hat } = await requireHat(request, 'audit.read');
  const findings = await verifyAudit(linli.database.within(jobScope), linli.vault, {
    outside: readOutsideHeads(linli.config.dataFolder),
    only: hat.county,
  });
  return { findings };
}
