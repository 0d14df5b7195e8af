import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { LinliError } from '../../../kernel/kernel.ts';
import type { Entry, Ledger, LedgerDesk, LedgerForm, Register, SeriesRow, WorkbookCell } from '../../../registers/registers.ts';
import {
  askedFields,
  asRegister,
  checkEntries,
  choiceLabelsByCode,
  deriveCommunities,
  deriveRows,
  derivingOf,
  entryRules,
  exportColumns,
  exportRow,
  fillSheet,
  formOf,
  getLedger,
  importTemplate,
  inSeries,
  keptOf,
  ledgerEntry,
  ledgerErrors,
  levelOfCode,
  listPlaces,
  listSeries,
  requireReason,
  rowsOfSheet,
  SUBJECT,
  sheetColumns,
  sheetNames,
  text,
  titleIn,
  writeWorkbook,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, PlaceCode, page } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { noteLook } from '../accounts/noted.ts';
import { answerImport, ImportQuery, sendWorkbook, uploadedSheet, xlsxType } from '../imports/upload.ts';
import { peopleInSheet } from '../people/search.ts';
import { entryView, registerView } from '../registers/view.ts';
import { ledgerDesk, refusePersonal, requireLedgerHat } from './desk.ts';
import { opened } from './sheets.ts';

const Asked = Type.Object({ ...page, period: Type.Optional(Line(60)), place: Type.Optional(PlaceCode) });
const Export = Type.Object({ purpose: Line(100), period: Type.Optional(Line(60)), place: Type.Optional(PlaceCode) });

type Keyed<Query> = FastifyRequest<{ Params: Static<typeof Key>; Querystring: Query }>;

/** One series over all periods and versions; a list that derives whole; Excel out and in (ADM-04, DAT-03). */
export function seriesRoutes(app: App): void {
  app.get('/api/ledgers/:county/:id/rows', { schema: { params: Key, querystring: Asked } }, tellSeries as never);
  app.get('/api/ledgers/:county/:id/export.xlsx', { schema: { params: Key, querystring: Export } }, exportSeries as never);
  app.get('/api/sheets/:county/:id/template.xlsx', { schema: { params: Key } }, template as never);
  app.post(
    '/api/sheets/:county/:id/import',
    { schema: { params: Key, querystring: ImportQuery }, config: { multipart: true } },
    importAnswers as never,
  );
}

interface Series {
  readonly desk: LedgerDesk;
  readonly ledger: Ledger;
  readonly form: LedgerForm;
  readonly one: Register;
}

async function openSeries(linli: Linli, wearer: Wearer, { county, id }: Static<typeof Key>): Promise<Series> {
  const desk = ledgerDesk(linli, wearer);
  const ledger = await getLedger(wearer.handle, county, id);
  const { form } = formOf(ledger);
  const one = asRegister(desk, form);
  refusePersonal(wearer, one);
  return { desk, ledger, form, one };
}

interface SeriesEntry {
  readonly period: string;
  readonly entry: Entry;
}

/** A row of any version under the names of the last one. */
function seriesEntry({ ledger, form, one }: Series, row: SeriesRow): SeriesEntry {
  const answers = inSeries(ledger.versions, { version: row.ledger_version, answers: row.answers });
  const title = titleIn(one, { known: row.known, answers });
  const place = { county: row.county, town: row.town, community: row.community, grid: null, id: row.subject };
  return { period: row.period, entry: ledgerEntry(form, one, place, { title, known: row.known }, { answers, version: row.version }) };
}

type Cut = { period?: string; place?: string; after?: string; limit?: number };

/** A page of what was handed in, or of a list that derives whole, as the registers stand now. */
async function seriesPage(
  wearer: Wearer,
  series: Series,
  { period, place, after, limit = 50 }: Cut,
): Promise<{ rows: SeriesEntry[]; next?: string }> {
  const { desk, ledger, form, one } = series;
  const region = place ?? wearer.hat.region;
  if (form.list && form.rows === 'community') return { rows: after ? [] : await listedCommunities(series, region) };
  if (form.list) {
    const found = await deriveRows(desk.handle, form, derivingOf(desk, form), region, { after, size: limit });
    const rows = found.rows.map((row) => {
      const at = { county: row.county, town: null, community: row.community, grid: row.grid, id: row.id };
      return { period: '', entry: ledgerEntry(form, one, at, { title: row.title, known: keptOf(row) }, undefined) };
    });
    return { rows, ...(found.next ? { next: found.next } : {}) };
  }
  const from = after?.split('|');
  const cursor = from?.length === 2 ? { at: from[0]!, id: from[1]! } : undefined;
  const asked = {
    county: ledger.county,
    ledger: ledger.id,
    period,
    ...(place ? { place: { level: levelOfCode(place), code: place } } : {}),
  };
  const found = await listSeries(wearer.handle, asked, cursor, limit + 1);
  const last = found[limit - 1];
  return {
    rows: found.slice(0, limit).map((row) => seriesEntry(series, row)),
    ...(found.length > limit && last ? { next: `${last.entered_at.toISOString()}|${last.id}` } : {}),
  };
}

async function listedCommunities({ desk, form, one }: Series, region: string): Promise<SeriesEntry[]> {
  const places = await listPlaces(desk.handle, region, ['community'], desk.today);
  const of = places.map(({ code, name }) => ({ community: code, subject: code, title: name }));
  const rows = await deriveCommunities(desk.handle, form, derivingOf(desk, form), region, of);
  return rows.map((row, at) => ({
    period: '',
    entry: ledgerEntry(
      form,
      one,
      { county: row.county, town: places[at]!.town, community: row.community, grid: null, id: row.id },
      { title: row.title, known: keptOf(row) },
      undefined,
    ),
  }));
}

async function tellSeries(request: Keyed<Cut>) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const series = await openSeries(linli, wearer, request.params);
  const { rows, next } = await seriesPage(wearer, series, request.query);
  return {
    register: registerView(linli.library, series.one, wearer.powers),
    rows: await Promise.all(rows.map(async ({ period, entry }) => ({ period, ...(await entryView(linli, series.one, entry)) }))),
    ...(next ? { next } : {}),
  };
}

async function exportSeries(request: Keyed<Static<typeof Export>>, reply: FastifyReply): Promise<FastifyReply> {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const series = await openSeries(linli, wearer, request.params);
  const { purpose: said, ...cut } = request.query;
  const purpose = requireReason(said);
  const names = await sheetNames(wearer.handle, series.one, wearer.scope.code, series.desk.today);
  const columns = exportColumns(sheetColumns(linli.library, series.one, { ...names, people: true }));
  const places = choiceLabelsByCode(names.places);
  await noteLook(linli, wearer, {
    county: series.ledger.county,
    action: 'ledger.export',
    subject: `ledger:${series.ledger.id}`,
    reason: purpose,
    detail: { period: cut.period ?? '' },
  });
  async function* rows(): AsyncGenerator<WorkbookCell[]> {
    let after: string | undefined;
    do {
      const found = await seriesPage(wearer, series, { ...cut, ...(after ? { after } : {}), limit: 500 });
      for (const { period, entry } of found.rows)
        yield [period, ...exportRow(series.one, entry, columns, (code) => places.get(code) ?? code)];
      after = found.next;
    } while (after);
  }
  const title = series.form.title;
  const period = { ...columns[0]!, key: 'period', title: text('ledgers.period') };
  const bytes = writeWorkbook({ name: title, columns: [period, ...columns], rows: rows() });
  return reply
    .type(xlsxType)
    .header('content-disposition', contentDisposition('attachment', `${title}.xlsx`, 'ledger.xlsx'))
    .send(Readable.from(bytes));
}

/** Rows about households and dwellings have no name a sheet could carry. */
function refuseNameless(rows: string): void {
  if (rows === 'household' || rows === 'dwelling') throw new LinliError(ledgerErrors.LEDGER_NO_IMPORT);
}

async function template(request: Keyed<unknown>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { desk, open } = await opened(linli, wearer, request.params);
  const { asked, form } = open;
  refuseNameless(form.rows);
  const names = await sheetNames(wearer.handle, asked, wearer.scope.code, desk.today);
  const columns = sheetColumns(linli.library, asked, { ...names, people: wearer.powers.includes('person.read') });
  return sendWorkbook(reply, `${form.title}.xlsx`, await importTemplate(form.title, columns));
}

async function importAnswers(request: Keyed<ImportQuery>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const sheet = await uploadedSheet(request, reply);
  const { desk, open, mover } = await opened(linli, wearer, request.params);
  refuseNameless(open.form.rows);
  const names = {
    ...(await sheetNames(wearer.handle, open.asked, wearer.scope.code, desk.today)),
    people: wearer.powers.includes('person.read'),
  };
  const columns = sheetColumns(linli.library, open.asked, names);
  const rules = entryRules(linli.library, open.asked, desk.today, linli.areas);
  const read = await checkEntries(sheet, open.asked, columns, rules, (numbers) => peopleInSheet(linli, wearer, numbers));
  return answerImport(reply, request.query, sheet, read, async (inputs) => {
    const kept = new Map((await rowsOfSheet(wearer.handle, open.sheet)).map((row) => [row.subject, row.version]));
    const own = askedFields(open.form).map(({ name }) => name);
    const rows = inputs.map(({ values }) => {
      const subject =
        open.form.rows === 'community' ? open.sheet.id : open.form.rows === 'free' ? crypto.randomUUID() : String(values[SUBJECT]);
      const given = Object.fromEntries(own.map((name) => [name, values[name] as never]));
      return { subject, version: kept.get(subject) ?? 0, values: given };
    });
    await fillSheet(desk, mover, open, rows);
    return {};
  });
}
