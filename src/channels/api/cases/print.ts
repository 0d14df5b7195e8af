import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { Handle } from '../../../kernel/kernel.ts';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { CasePage, ServiceDefinition } from '../../../procedures/procedures.ts';
import { getCasePage, listCases } from '../../../procedures/procedures.ts';
import { hasText, text, writeWorkbook } from '../../../registers/registers.ts';
import type { PrintedDocument } from '../../documents/documents.ts';
import { documentPage, sendPdf } from '../../documents/documents.ts';
import { receiptDocument } from '../../documents/receipt.ts';
import { decidedAt, decidedWhy, resultDocument } from '../../documents/result.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { noteLook, takenBy } from '../accounts/noted.ts';
import { xlsxType } from '../imports/upload.ts';
import { caseRow, warnUntil } from './case-row.ts';
import { showAnswer } from './case-view.ts';
import type { AskedCases, ListQuery as ListQueryType } from './list-query.ts';
import { ListQuery, mostNamesakes, readListQuery } from './list-query.ts';

interface KeyParams {
  Params: { county: string; id: string };
}

const COLUMNS = [
  'number',
  'title',
  'applicant',
  'communityName',
  'stateTitle',
  'office',
  'openedAt',
  'dueOn',
  'light',
  'channel',
  'outcome',
] as const;
/** An export reads page after page, so that memory stays small; this many rows are a file a person can still open. */
const MOST_ROWS = 50_000;

/** Receipt and result as print, lists as Excel. */
export function casePrintRoutes(app: App): void {
  const { linli } = app;

  for (const [name, documentOf] of [
    ['receipt', receiptOf],
    ['result', resultOf],
  ] as const) {
    const path = `/api/cases/:county/:id/${name}`;
    app.get<KeyParams>(path, { schema: { params: Key } }, async (request, reply) => sendPdf(reply, await documentOf(request), name));

    // The same to read and print in the browser itself; one function opens the case for both, so both see the same rows.
    app.get<KeyParams>(`${path}/page`, { schema: { params: Key } }, async (request, reply) => {
      const { county, id } = request.params;
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(documentPage(await documentOf(request), `/api/cases/${county}/${id}/${name}`));
    });
  }

  app.get<{ Querystring: ListQueryType }>('/api/cases/export', { schema: { querystring: ListQuery } }, async (request, reply) => {
    const wearer = await requireHat(request, 'case.read');
    const { handle } = wearer;
    const query = await readListQuery(linli, wearer, request.query);
    await noteLook(linli, wearer, {
      county: wearer.hat.county,
      action: 'case.export',
      subject: 'case',
      detail: { view: query.view, asked: Object.keys(request.query).sort() },
    });
    const mark = await takenBy(linli, wearer);
    const columns = COLUMNS.map((name) => ({ title: text(`documents.cases.columns.${name}`) }));
    return reply
      .type(xlsxType)
      .header('content-disposition', contentDisposition('attachment', `${text('documents.cases.title')}.xlsx`, 'cases.xlsx'))
      .send(Readable.from(writeWorkbook({ name: text('documents.cases.title'), columns, rows: rowsOf(linli, handle, query), mark })));
  });
}

async function receiptOf(request: FastifyRequest<KeyParams>): Promise<PrintedDocument> {
  const { page, definition } = await openForPrint(request);
  return receiptDocument(
    request.server.linli,
    page.case,
    definition,
    page.attachments.map((one) => one.material),
  );
}

async function resultOf(request: FastifyRequest<KeyParams>): Promise<PrintedDocument> {
  const { page, definition } = await openForPrint(request);
  if (!page.case.outcome) throw new LinliError('NOT_FOUND');
  return resultDocument(
    request.server.linli,
    page.case,
    definition,
    { applicant: page.case.applicant_mask, reason: decidedWhy(page, definition), decidedAt: decidedAt(page, definition) },
    showAnswer,
  );
}

async function openForPrint(request: FastifyRequest<KeyParams>): Promise<{ page: CasePage; definition: ServiceDefinition }> {
  // A result says why: it is for those who work on cases, and the resident has a copy.
  const { handle } = await requireHat(request, 'case.handle');
  const page = await getCasePage(handle, request.params.county, request.params.id);
  return { page, definition: await request.server.linli.catalogue.definitionOf(page.case.pack_hash) };
}

async function* rowsOf(linli: Linli, handle: Handle, query: AskedCases): AsyncGenerator<(string | null)[]> {
  let after = query.after;
  for (let written = 0; written < MOST_ROWS; ) {
    const page = await listCases(handle, { ...query, limit: 500, ...(after ? { after } : {}) }, dayOf(linli.clock.now()), warnUntil(linli));
    for (const one of page.cases) {
      const row = await caseRow(linli, one);
      yield COLUMNS.map((name) => cellOf(name, row[name]));
      written += 1;
    }
    if (!page.next) {
      if (query.partial) yield [text('documents.namesakes', { most: mostNamesakes })];
      return;
    }
    after = page.next;
  }
  yield [text('documents.more', { most: MOST_ROWS })];
}

function cellOf(name: (typeof COLUMNS)[number], value: string | null): string | null {
  const keys: Partial<Record<(typeof COLUMNS)[number], string>> = {
    light: 'documents.cases.lights',
    channel: 'documents.cases.channels',
    outcome: 'procedures.outcomes',
  };
  const key = value && keys[name] ? `${keys[name]}.${value}` : '';
  if (key && hasText(key)) return text(key);
  return name === 'openedAt' && value ? dayOf(new Date(value)) : value;
}
