import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { measuresOf, reportValues } from '../../../indicators/indicators.ts';
import { addOfficeNotices } from '../../../procedures/procedures.ts';
import type { LedgerDesk, Mover, OpenSheet, SheetMove, SheetRow } from '../../../registers/registers.ts';
import {
  actsOn,
  countCells,
  decideSheet,
  fillSheet,
  listSheets,
  moveSheetRow,
  openCells,
  openSheet,
  rowHistory,
  rowsOf,
  rowsOfSheet,
  sheetActs,
  text,
} from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, page, Uuid } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { actorNames } from '../registers/desk.ts';
import { changeView, registerView } from '../registers/view.ts';
import { ledgerDesk, moverOf, refusePersonal, requireLedgerHat } from './desk.ts';
import { rowView, sheetView } from './view.ts';

const Value = Type.Union([Type.Boolean(), Type.Number(), Line(2_000), Type.Array(Line(120), { maxItems: 100 }), Type.Null()]);
const Answers = Type.Object({
  rows: Type.Array(
    Type.Object({ subject: Uuid, version: Type.Integer({ minimum: 0 }), values: Type.Record(Type.String({ maxLength: 60 }), Value) }),
    { maxItems: 200 },
  ),
  drop: Type.Optional(Type.Array(Uuid, { maxItems: 200 })),
});
const Act = Type.Object({
  act: Type.Union(sheetActs.filter((act) => act !== 'answer').map((act) => Type.Literal(act))),
  version: Type.Integer({ minimum: 1 }),
  reason: Type.Optional(Line(200)),
  cells: Type.Optional(Type.Array(Type.Object({ subject: Uuid, field: Line(200), reason: Line(200) }), { maxItems: 200 })),
});
const RowKey = Type.Object({ county: Key.properties.county, id: Uuid, subject: Uuid });
const Listed = Type.Object({ open: Type.Optional(Type.Boolean()) });

type Keyed<Body = unknown, Query = unknown> = FastifyRequest<{ Params: Static<typeof Key>; Body: Body; Querystring: Query }>;

/** What a community is asked: shown with what is known, answered, handed in, sent back cell by cell, checked and locked (IND-06). */
export function sheetRoutes(app: App): void {
  app.get('/api/sheets', { schema: { querystring: Listed } }, listOwn as never);
  app.get('/api/sheets/:county/:id', { schema: { params: Key, querystring: Type.Object(page) } }, tellSheet as never);
  app.post('/api/sheets/:county/:id/answers', { schema: { params: Key, body: Answers } }, answer as never);
  app.post('/api/sheets/:county/:id/acts', { schema: { params: Key, body: Act } }, act as never);
  app.get('/api/sheets/:county/:id/rows/:subject', { schema: { params: RowKey } }, tellRow as never);
}

async function listOwn(request: FastifyRequest<{ Querystring: Static<typeof Listed> }>) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { handle, today } = ledgerDesk(linli, wearer);
  const rows = await listSheets(handle, { county: wearer.hat.county, open: request.query.open ?? true, most: 300 });
  return { sheets: await Promise.all(rows.map((one) => sheetView(linli, today, one))) };
}

interface Opened {
  readonly desk: LedgerDesk;
  readonly open: OpenSheet;
  readonly mover: Mover;
}

/** A sheet in the caller's scope, and what the caller is for it. Throws SHEET_NOT_FOUND, FORBIDDEN. */
export async function opened(linli: Linli, wearer: Wearer, key: Static<typeof Key>): Promise<Opened> {
  const desk = ledgerDesk(linli, wearer);
  const open = await openSheet(desk, key);
  refusePersonal(wearer, open.one);
  return { desk, open, mover: moverOf(wearer, desk, open.ledger, open.form) };
}

async function tellSheet(request: Keyed<unknown, { after?: string; limit?: number }>) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { desk, open, mover } = await opened(linli, wearer, request.params);
  const { sheet, form, one } = open;
  const { rows, next } = await rowsOf(desk, open, { after: request.query.after, size: request.query.limit ?? 100 });
  const nameOf = await actorNames(
    linli,
    rows.flatMap(({ known, kept }) => [
      ...Object.values(known).map(({ by }) => by),
      ...Object.values(kept?.returned ?? {}).map(({ by }) => by),
    ]),
  );
  const views = await Promise.all(rows.map((row) => rowView(linli, open, row)));
  return {
    sheet: await sheetView(linli, desk.today, sheet),
    basis: form.basis,
    department: form.department,
    free: form.rows === 'free',
    register: registerView(linli.library, one, wearer.powers),
    asked: form.fields.filter(({ known }) => known === undefined).map(({ name }) => name),
    acts: actsOn(sheet.state, mover),
    now: countCells(form, rows),
    rows: views.map((view, at) => ({
      ...view,
      sources: Object.fromEntries(
        Object.entries(view.sources).map(([name, source]) => [name, { ...source, by: source.by ? nameOf(source.by) : '' }]),
      ),
      returned: Object.fromEntries(Object.entries(view.returned).map(([name, cell]) => [name, { ...cell, by: nameOf(cell.by) }])),
      open: openCells(form, sheet.state, rows[at]!.kept?.returned ?? {}),
    })),
    ...(next ? { next } : {}),
  };
}

async function answer(request: Keyed<Static<typeof Answers>>) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { desk, open, mover } = await opened(linli, wearer, request.params);
  await fillSheet(desk, mover, open, request.body.rows, request.body.drop ?? []);
  return { saved: request.body.rows.length };
}

async function act(request: Keyed<Static<typeof Act>>) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { desk, open, mover } = await opened(linli, wearer, request.params);
  const { act: wanted, version, cells = [] } = request.body;
  const move = await decideSheet(desk, mover, open, request.body);
  if (wanted === 'lock') await lock(linli, desk, open, move);
  else await moveSheetRow(desk, open.sheet, move);
  const after = { state: move.to, version: version + 1 };
  return wanted === 'return' ? { ...after, said: await tellReturned(desk, open.sheet, cells.length) } : after;
}

/** Tells a community that cells were sent back; returns what it was told. */
async function tellReturned({ handle }: LedgerDesk, sheet: SheetRow, count: number): Promise<string> {
  const path = `/workbench/sheets/${sheet.county}/${sheet.id}`;
  const facts = { title: sheet.title, period: sheet.period, count: String(count), path };
  await addOfficeNotices(handle, [{ code: sheet.community, recipient: 'community', template: 'ledger-returned', facts }]);
  return text('notices.ledger-returned', facts);
}

/** Locks a sheet; what it says of figures of a plan goes there with it, or nothing does (IND-06). */
async function lock(linli: Linli, desk: LedgerDesk, open: OpenSheet, move: SheetMove): Promise<void> {
  const { sheet, form } = open;
  const feeding = form.fields.filter(({ feeds }) => feeds !== undefined);
  const kept = feeding.length === 0 ? [] : await rowsOfSheet(desk.handle, sheet);
  const values = kept.flatMap(({ answers }) =>
    feeding
      .filter(({ name }) => typeof answers[name] === 'number' || typeof answers[name] === 'boolean')
      .map(({ name, feeds }) => ({
        region: sheet.community,
        measure: feeds!,
        as_of: sheet.due_on < desk.today ? sheet.due_on : desk.today,
        value: Number(answers[name]),
        source: text('ledgers.source', { title: sheet.title, period: sheet.period }),
        note: '',
      })),
  );
  if (values.length === 0) return moveSheetRow(desk, sheet, move);
  await desk.handle.transaction(async (handle) => {
    await moveSheetRow({ ...desk, handle }, sheet, move);
    await reportValues(handle, linli.vault, values, measuresOf(linli.library), desk.by);
  });
}

/** What was answered in a row, when and by whom. */
async function tellRow(request: FastifyRequest<{ Params: Static<typeof RowKey> }>) {
  const { linli } = request.server;
  const wearer = await requireLedgerHat(request);
  const { open } = await opened(linli, wearer, request.params);
  const [kept] = await rowsOfSheet(wearer.handle, open.sheet, { subjects: [request.params.subject] });
  const history = kept ? await rowHistory(wearer.handle, request.params.county, kept.id) : [];
  const nameOf = await actorNames(
    linli,
    history.map(({ actor }) => actor),
  );
  return { history: await Promise.all(history.map((change) => changeView(linli, open.one, change, nameOf))) };
}
