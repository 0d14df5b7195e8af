import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Day } from '../../../kernel/kernel.ts';
import { addDays, dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Basis, Entry, EntryQuery, Register, RegisterDesk, Values, WorkbookCell } from '../../../registers/registers.ts';
import {
  addEntries,
  asOn,
  changedFields,
  changeEntry,
  checkEntries,
  choiceLabelsByCode,
  countEntries,
  countRegisters,
  decidedFields,
  entryHistory,
  entryLooks,
  entryRules,
  entryStays,
  exportColumns,
  exportRow,
  getEntry,
  importTemplate,
  knownKeys,
  listEntries,
  markKnown,
  mayOpen,
  moveEntry,
  proposeChange,
  readConditions,
  readDay,
  requireChange,
  requireEntry,
  requireReason,
  sheetColumns,
  sheetNames,
  text,
  unmaskEntry,
  withdrawEntry,
  wordsOf,
  writeWorkbook,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { answerImport, ImportQuery, sendWorkbook, uploadedSheet, xlsxType } from '../imports/upload.ts';
import { peopleInSheet } from '../people/search.ts';
import { actorNames, registerDesk, requireWay } from './desk.ts';
import { duplicateOperations, mergedView } from './duplicates.ts';
import { noteExport } from './export.ts';
import type { ChangeBody, EndBody, MoveBody, NewBody, ReasonBody } from './schema.ts';
import { bodies, Key, listQuery } from './schema.ts';
import { changeView, entryView, registerView } from './view.ts';

type Keyed = { Params: { county: string; id: string } };
type Asked = Readonly<Record<string, unknown>>;

/** One register on the server: every operation derives from its declaration. */
function registerOperations(app: App, one: Register): void {
  const { linli } = app;
  const path = `/api/registers/${one.register}`;
  const body = bodies(one);
  const filter = listQuery(one);
  const summary = (act: string) => text(`api.register.${act}`, { title: wordsOf(linli.library, one).title });
  const told = (act: string, more: object = {}) => ({ schema: { summary: summary(act), tags: [one.register], ...more } });
  const today = (): Day => dayOf(linli.clock.now());
  const rules = () => entryRules(linli.library, one, today(), linli.areas);
  const deskOf = (wearer: Wearer): RegisterDesk => registerDesk(linli, wearer);
  const held = async (wearer: Wearer, { county, id }: Keyed['Params'], version: number): Promise<Entry> => {
    const entry = await getEntry(wearer.handle, one, county, id);
    if (entry.version !== version) throw new LinliError('ENTRY_MOVED_ON');
    return entry;
  };

  async function list(
    request: FastifyRequest<{ Querystring: Asked & { after?: string; limit?: number; count?: boolean } }>,
  ): Promise<object> {
    const { handle } = await requireWay(request, one, 'read');
    const { after, limit, count, ...asked } = request.query;
    const query = queryOf(one, asked);
    const [page, counted] = await Promise.all([
      listEntries(handle, linli.vault, one, query, after, limit ?? 50),
      count ? countEntries(handle, linli.vault, one, query) : undefined,
    ]);
    return {
      entries: await Promise.all(page.rows.map((row) => entryView(linli, one, row))),
      next: page.next,
      ...(counted ? { count: counted } : {}),
    };
  }

  async function read(request: FastifyRequest<Keyed & { Querystring: { on?: string } }>): Promise<object> {
    const wearer = await requireWay(request, one, 'read');
    const { county, id } = request.params;
    const entry = await getEntry(wearer.handle, one, county, id);
    const [history, stays, looks] = await Promise.all([
      entryHistory(wearer.handle, one, county, id),
      entryStays(wearer.handle, one, county, id),
      entryLooks(wearer.handle, one, county, id),
    ]);
    const nameOf = await actorNames(
      linli,
      [...history, ...looks].map((row) => row.actor),
    );
    const shown = request.query.on === undefined ? entry : asOn(entry, history, request.query.on, dayOf);
    if (!shown) throw new LinliError('ENTRY_NOT_FOUND');
    return {
      entry: await entryView(linli, one, shown),
      ...(await mergedView(linli, wearer, one, entry, history)),
      history: await Promise.all(history.map((change) => changeView(linli, one, change, nameOf))),
      stays: await Promise.all(stays.map(async (stay) => ({ ...stay, name: await linli.regionName(stay.region) }))),
      looks: looks.map((look) => ({ at: look.at, who: nameOf(look.actor), reason: look.reason, fields: look.fields })),
    };
  }

  async function add(request: FastifyRequest<{ Body: NewBody }>, reply: FastifyReply): Promise<object> {
    const wearer = await requireWay(request, one, 'write');
    const { place, values, source = '', basis } = request.body;
    const entry = { place, values: requireEntry(one, values, rules(), source), source };
    const [key] = await addEntries(deskOf(wearer), one, [entry], requireBasis(basis), today());
    return reply.status(201).send(key);
  }

  async function change(request: FastifyRequest<Keyed & { Body: ChangeBody }>): Promise<object> {
    const wearer = await requireWay(request, one, 'write');
    const { version, values, source, basis } = request.body;
    const entry = await held(wearer, request.params, version);
    if (entry.withdrawn_at) throw new LinliError('ENTRY_WITHDRAWN');
    const given = requireChange(one, entry, values, rules(), source);
    if (decidedFields(one, changedFields(one, entry, given)).length > 0) {
      const due = addDays(today(), linli.setting('registers.decision_days'));
      await proposeChange(deskOf(wearer), one, entry, given, { basis: requireBasis(basis), due });
      return { version, proposed: true };
    }
    await changeEntry(deskOf(wearer), one, entry, given, requireBasis(basis), { source, today: today() });
    return { version: version + 1 };
  }

  async function move(request: FastifyRequest<Keyed & { Body: MoveBody }>): Promise<object> {
    const wearer = await requireWay(request, one, 'write');
    const { version, place, on, basis } = request.body;
    const entry = await held(wearer, request.params, version);
    await moveEntry(deskOf(wearer), one, entry, place, { on: requireDay(on, 'on'), basis: requireBasis(basis), today: today() });
    return { version: version + 1 };
  }

  async function end(request: FastifyRequest<Keyed & { Body: EndBody }>): Promise<object> {
    const wearer = await requireWay(request, one, 'write');
    const { version, on, reason } = request.body;
    if (!one.lasts) throw new LinliError('ENTRY_NO_END');
    const entry = await held(wearer, request.params, version);
    const [from, to] = one.lasts;
    const row = entry as unknown as Values;
    if (row[to] !== null) throw new LinliError('ENTRY_ENDED');
    const day = requireDay(on, 'on');
    if (row[from] !== null && day < String(row[from]))
      throw new LinliError('ENTRY_END_EARLY', { from: String(row[from]) }, { on: 'ENTRY_END_EARLY' });
    await changeEntry(
      deskOf(wearer),
      one,
      entry,
      { [to]: day },
      { kind: 'reason', id: requireReason(reason) },
      { what: 'ended', today: today() },
    );
    return { version: version + 1 };
  }

  async function resume(request: FastifyRequest<Keyed & { Body: ReasonBody }>): Promise<object> {
    const wearer = await requireWay(request, one, 'write');
    const { version, reason } = request.body;
    const entry = await held(wearer, request.params, version);
    const to = one.lasts?.[1];
    if (to === undefined || (entry as unknown as Values)[to] === null) throw new LinliError('ENTRY_LASTING');
    await changeEntry(
      deskOf(wearer),
      one,
      entry,
      { [to]: null },
      { kind: 'reason', id: requireReason(reason) },
      { what: 'resumed', today: today() },
    );
    return { version: version + 1 };
  }

  const withdraw = (back: boolean) =>
    async function withdrawal(request: FastifyRequest<Keyed & { Body: ReasonBody }>): Promise<object> {
      const wearer = await requireWay(request, one, 'write');
      const { version, reason } = request.body;
      const entry = await held(wearer, request.params, version);
      if ((entry.withdrawn_at !== null) !== back) throw new LinliError(back ? 'ENTRY_LASTING' : 'ENTRY_WITHDRAWN');
      const why = requireReason(reason);
      await withdrawEntry(deskOf(wearer), one, entry, back ? null : why, today());
      return { version: version + 1 };
    };

  async function unmask(request: FastifyRequest<Keyed & { Body: { fields: string[]; reason: string } }>): Promise<object> {
    const wearer = await requireWay(request, one, 'read');
    if (!wearer.powers.includes('person.unmask')) throw new LinliError('FORBIDDEN');
    const { county, id } = request.params;
    const entry = await getEntry(wearer.handle, one, county, id);
    return { values: await unmaskEntry(deskOf(wearer), one, entry, request.body.fields, request.body.reason) };
  }

  async function template(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { handle, scope, powers } = await requireWay(request, one, 'write');
    const people = powers.includes('person.read');
    const { title } = wordsOf(linli.library, one);
    const columns = sheetColumns(linli.library, one, { ...(await sheetNames(handle, one, scope.code, today())), people });
    return sendWorkbook(reply, `${title}.xlsx`, await importTemplate(title, columns));
  }

  async function exported(
    request: FastifyRequest<{ Querystring: Asked & { purpose: string } }>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const wearer = await requireWay(request, one, 'read');
    const { handle, scope } = wearer;
    const purpose = requireReason(request.query.purpose);
    const { title } = wordsOf(linli.library, one);
    const names = await sheetNames(handle, one, scope.code, today());
    const columns = exportColumns(sheetColumns(linli.library, one, { ...names, people: true }));
    const places = choiceLabelsByCode(names.places);
    const query = queryOf(one, request.query);
    const said = await noteExport(linli, wearer, one, query, purpose);
    async function* rows(): AsyncGenerator<WorkbookCell[]> {
      let next: string | undefined;
      do {
        const page = await listEntries(handle, linli.vault, one, query, next, 500);
        for (const row of page.rows) yield exportRow(one, row, columns, (code) => places.get(code) ?? code);
        next = page.next;
      } while (next);
    }
    const bytes = writeWorkbook({ name: title, columns, rows: rows(), ...said });
    return reply
      .type(xlsxType)
      .header('content-disposition', contentDisposition('attachment', `${title}.xlsx`, `${one.register}.xlsx`))
      .send(Readable.from(bytes));
  }

  async function imported(request: FastifyRequest<{ Querystring: ImportQuery }>, reply: FastifyReply): Promise<unknown> {
    const wearer = await requireWay(request, one, 'write');
    const { handle, scope, powers } = wearer;
    const sheet = await uploadedSheet(request, reply);
    const names = { ...(await sheetNames(handle, one, scope.code, today())), people: powers.includes('person.read') };
    const columns = sheetColumns(linli.library, one, names);
    const read = await checkEntries(sheet, one, columns, rules(), (numbers) => peopleInSheet(linli, wearer, numbers));
    const titled = columns.find((column) => column.key === one.title)!.title;
    const checked = markKnown(one, read, await knownKeys(handle, one, read.inputs), titled);
    return answerImport(reply, request.query, sheet, checked, async (inputs) => {
      await addEntries(deskOf(wearer), one, inputs, { kind: 'import', id: sheet.file }, today());
    });
  }

  const page = {
    after: Type.Optional(Type.String({ maxLength: 400 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    count: Type.Optional(Type.Boolean()),
  };
  const on = Type.Object({ on: Type.Optional(Type.String({ format: 'date' })) });
  app.get(path, told('list', { querystring: Type.Object({ ...filter, ...page }) }), list as never);
  app.get(`${path}/template.xlsx`, told('template'), template);
  app.get(
    `${path}/export.xlsx`,
    told('export', { querystring: Type.Object({ ...filter, purpose: Type.String({ maxLength: 100 }) }) }),
    exported as never,
  );
  app.post(`${path}/import`, { ...told('import', { querystring: ImportQuery }), config: { multipart: true } }, imported as never);
  app.post(path, told('add', { body: body.add }), add as never);
  app.get(`${path}/:county/:id`, told('read', { params: Key, querystring: on }), read as never);
  app.patch(`${path}/:county/:id`, told('change', { params: Key, body: body.change }), change as never);
  app.post(`${path}/:county/:id/move`, told('move', { params: Key, body: body.move }), move as never);
  app.post(`${path}/:county/:id/end`, told('end', { params: Key, body: body.end }), end as never);
  app.post(`${path}/:county/:id/resume`, told('resume', { params: Key, body: body.reason }), resume as never);
  app.post(`${path}/:county/:id/withdrawal`, told('withdraw', { params: Key, body: body.reason }), withdraw(false) as never);
  app.delete(`${path}/:county/:id/withdrawal`, told('restore', { params: Key, body: body.reason }), withdraw(true) as never);
  app.post(`${path}/:county/:id/unmask`, told('unmask', { params: Key, body: body.unmask }), unmask as never);
}

function queryOf(one: Register, asked: Asked): EntryQuery {
  const text = (name: string): string | undefined => (typeof asked[name] === 'string' && asked[name] !== '' ? asked[name] : undefined);
  const { state, descending } = asked as EntryQuery;
  const [q, place, on, sort] = [text('q'), text('place'), text('on'), text('sort')];
  return {
    ...(state ? { state } : {}),
    ...(descending ? { descending } : {}),
    ...(q ? { q } : {}),
    ...(place ? { place } : {}),
    ...(on ? { on } : {}),
    ...(sort ? { sort } : {}),
    where: readConditions(one, asked),
  };
}

/** A basis a person may name, with words that say something. Throws ENTRY_INVALID. */
function requireBasis({ kind, id }: Basis): Basis {
  if (!['document', 'inspection', 'statement', 'case'].includes(kind))
    throw new LinliError('ENTRY_INVALID', { count: 1 }, { basis_kind: 'FIELD_NOT_CHOICE' });
  if (id.trim() === '') throw new LinliError('ENTRY_INVALID', { count: 1 }, { basis_id: 'FIELD_REQUIRED' });
  return { kind, id: id.trim() };
}

function requireDay(written: string, field: string): Day {
  const read = readDay(written);
  if (!('day' in read)) throw new LinliError('ENTRY_INVALID', { count: 1 }, { [field]: read });
  return read.day;
}

/** The declared registers a hat may open, and all their operations. */
export function registerRoutes(app: App): void {
  const { linli } = app;
  app.get('/api/registers', {}, async function listRegisters(request) {
    const { powers } = await requireHat(request);
    const open = linli.registers.filter((one) => mayOpen(powers, one, 'read'));
    const areas = linli.library.packOf('base').sections.get('registers/areas')?.data as { area: string; title: string }[];
    return {
      areas: areas.filter(({ area }) => open.some((one) => one.area === area)),
      registers: open.map((one) => registerView(linli.library, one, powers)),
    };
  });
  app.get('/api/registers/counts', {}, async function countAll(request) {
    const { handle, powers } = await requireHat(request);
    return {
      counts: await countRegisters(
        handle,
        linli.vault,
        linli.registers.filter((one) => mayOpen(powers, one, 'read')),
      ),
    };
  });
  for (const one of linli.registers) {
    if (one.duplicates) duplicateOperations(app, one);
    registerOperations(app, one);
  }
}
