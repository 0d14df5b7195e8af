import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { carryDueRegions, refuseOccupied } from '../../../indicators/indicators.ts';
import { addDays, dayOf, isDay, LinliError, publicScope, someOf } from '../../../kernel/kernel.ts';
import type { Along, Region, RegionChange } from '../../../registers/registers.ts';
import {
  ancestors,
  applyImport,
  changeRegions,
  changesOfRegion,
  communityTypes,
  countBelow,
  errorWorkbook,
  findEnd,
  findRegion,
  isRegionCode,
  levelOfCode,
  listChildren,
  planChanges,
  readSheet,
  regionErrors,
  regionHistory,
  regionKinds,
  regionLevels,
  regionSource,
  rehearseImport,
  searchRegions,
  text,
} from '../../../registers/registers.ts';
import { handOf } from '../../http/hand.ts';
import { publicLimit } from '../../http/limits.ts';
import type { App, Linli } from '../../http/linli.ts';
import { readForm } from '../../http/parts.ts';
import { Line, PlaceCode } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { currentSession, requireFormToken, requireHat } from '../../http/session.ts';
import { refuseUnseen, sendWorkbook } from '../imports/upload.ts';
import { shownChanges } from './changes.ts';
import { previewOf, tellOfRegions } from './news.ts';

const Name = Line(100);
const Optional = Type.Optional(Type.Union([Name, Type.Null()]));
const Kind = <const K extends string>(kind: K) => Type.Literal(kind);
const CommunityType = Type.Union(communityTypes.map((type) => Type.Literal(type)));
const RegionKind = Type.Union(regionKinds.map((kind) => Type.Literal(kind)));
const Row = Type.Object({
  code: PlaceCode,
  name: Name,
  nameMongolian: Optional,
  kind: Type.Optional(RegionKind),
  type: Type.Optional(CommunityType),
  bureau: Optional,
});
const about = {
  effective: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  reason: Type.String({ minLength: 2, maxLength: 200 }),
  source: Type.String({ minLength: 2, maxLength: 200 }),
};

/** A change as it is recorded. */
const Change = Type.Union([
  Type.Object({ kind: Kind('rename'), code: PlaceCode, name: Name, nameMongolian: Optional, ...about }),
  Type.Object({
    kind: Kind('retype'),
    code: PlaceCode,
    becomes: Type.Object({
      kind: Type.Optional(RegionKind),
      type: Type.Optional(CommunityType),
      unit: Optional,
      bureau: Optional,
      urbanRuralClass: Optional,
    }),
    ...about,
  }),
  Type.Object({ kind: Kind('move'), code: PlaceCode, to: PlaceCode, name: Optional, ...about }),
  Type.Object({ kind: Kind('merge'), codes: Type.Array(PlaceCode, { minItems: 2, maxItems: 20 }), into: Row, ...about }),
  Type.Object({
    kind: Kind('split'),
    code: PlaceCode,
    into: Type.Array(Type.Object({ ...Row.properties, share: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })) }), {
      minItems: 2,
      maxItems: 20,
    }),
    ...about,
  }),
  Type.Object({ kind: Kind('establish'), region: Row, from: Type.Optional(Type.Array(PlaceCode, { maxItems: 20 })), ...about }),
  Type.Object({
    kind: Kind('abolish'),
    code: PlaceCode,
    into: Type.Optional(Type.Union([PlaceCode, Type.Literal(''), Type.Null()])),
    ...about,
  }),
]);
/** The kind chooses the rules, so that only faults of the change that was meant are told. */
const ChangeByKind = Type.Unsafe<Static<typeof Change>>({
  type: 'object',
  required: ['kind'],
  discriminator: { propertyName: 'kind' },
  oneOf: Change.anyOf,
});
const Search = Type.Object({
  query: Type.Optional(Line(60)),
  within: Type.Optional(PlaceCode),
  level: Type.Optional(Type.Union(regionLevels.map((level) => Type.Literal(level)))),
  on: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
});
const OnDay = Type.Object({ on: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })) });
/** `errors` answers with the faulty rows as a workbook to mend. */
const DryRun = Type.Object({ dryRun: Type.Optional(Type.Boolean()), errors: Type.Optional(Type.Boolean()) });
const ByCode = Type.Object({ code: PlaceCode });

/** So many places are offered to choose from; above that one types more of the name. */
const MOST_FOUND = 20;

/** The register of regions: open to read, changed by the county's administrator. */
export function regionRoutes(app: App): void {
  app.get('/api/regions', { schema: { querystring: Search }, config: publicLimit }, searchPlaces);
  app.get('/api/regions/:code', { schema: { params: ByCode, querystring: OnDay }, config: publicLimit }, showRegion);
  app.get('/api/regions/:code/children', { schema: { params: ByCode, querystring: OnDay }, config: publicLimit }, listBelow);
  app.post('/api/regions/changes', { schema: { body: ChangeByKind } }, recordChange);
  app.post('/api/regions/changes/preview', { schema: { body: ChangeByKind } }, previewChange);
  app.post('/api/regions/imports', { schema: { querystring: DryRun }, config: { multipart: true } }, importRegions);
}

/** What a change must pass before it is written, and who is told of it in the same transaction. */
function alongOf(linli: Linli, wearer: Wearer): Along {
  return { check: (changes) => refuseOccupied(deskOf(linli, wearer), changes), tell: (within, plan) => tellOfRegions(linli, within, plan) };
}

function deskOf(linli: Linli, { handle }: Wearer) {
  return { handle, gate: linli.sessions.gate, today: dayOf(linli.clock.now()) };
}

/** What is due goes to its successors at once, and hats with it; what fails here the background work takes up again. */
async function carryNow(linli: Linli): Promise<void> {
  await carryDueRegions(linli).catch((error: unknown) => linli.log.warn({ err: error }, 'regions not carried yet'));
  await linli.sessions.forget();
}

/** A slip in the year would bar every change of the region before that day. */
function refuseFarAhead(linli: Linli, effective: string): void {
  const latest = addDays(dayOf(linli.clock.now()), linli.setting('regions.ahead_days'));
  if (effective > latest) throw new LinliError('REGION_DATE_FAR', { on: latest }, { effective: 'REGION_DATE_FAR' });
}

function dayAsked(on: string | undefined): string | undefined {
  if (on !== undefined && !isDay(on)) throw new LinliError('INPUT_INVALID', { count: 1 }, { on: 'FIELD_NOT_DATE' });
  return on;
}

/** A region as it stands on a day: as it holds, as it last was with what became of it, or as it will be. Throws REGION_NOT_FOUND. */
async function standing(
  linli: Linli,
  code: string,
  on: string | undefined,
): Promise<{ region: Region; end: object | null; begins: string | null }> {
  const open = linli.database.within(publicScope);
  const region = await findRegion(open, code, on);
  if (region) return { region, end: null, begins: null };
  const end = await findEnd(open, code, on);
  if (end) return { region: end.last, end: { on: end.on, now: end.now.map(({ code: to, name }) => ({ code: to, name })) }, begins: null };
  const [first] = await regionHistory(open, code);
  if (!first) throw new LinliError(regionErrors.REGION_NOT_FOUND, { code });
  return { region: first, end: null, begins: first.validFrom };
}

function shownRegion(region: Region): Region & { sourceTitle: string } {
  return { ...region, sourceTitle: regionSource(region.source) };
}

/** Empty boxes of a form say nothing; a new region takes its parts from regions of its own level only. */
function changeFrom(body: Static<typeof Change>): RegionChange {
  const change = JSON.parse(
    JSON.stringify(body, (_key, value: unknown) => (value === '' || value === null ? undefined : value)),
  ) as RegionChange;
  if (!isDay(change.effective)) throw new LinliError('INPUT_INVALID', { count: 1 }, { effective: 'FIELD_NOT_DATE' });
  if (change.kind !== 'establish') return change;
  return { ...change, from: (change.from ?? []).filter((code) => levelOfCode(code) === levelOfCode(change.region.code)) };
}

async function readImport(request: FastifyRequest): Promise<{ fields: Readonly<Record<string, string | undefined>>; data: Buffer }> {
  if (!request.isMultipart()) throw new LinliError(regionErrors.REGION_FILE_EMPTY);
  const { fields, file } = await readForm(request);
  if (!file || file.content.length === 0) throw new LinliError(regionErrors.REGION_FILE_EMPTY);
  return { fields, data: file.content };
}

async function searchPlaces(request: FastifyRequest<{ Querystring: Static<typeof Search> }>) {
  const { linli } = request.server;
  const open = linli.database.within(publicScope);
  const { query = '', within, level, on } = request.query;
  const { rows, more } = someOf(await searchRegions(open, query, { within, level, on: dayAsked(on), limit: MOST_FOUND + 1 }), MOST_FOUND);
  return { regions: rows, more };
}

async function showRegion(request: FastifyRequest<{ Params: Static<typeof ByCode>; Querystring: Static<typeof OnDay> }>) {
  const { linli } = request.server;
  const open = linli.database.within(publicScope);
  const { code } = request.params;
  const on = dayAsked(request.query.on);
  const { region, end, begins } = await standing(linli, code, on);
  const [path, versions, below, changes, session] = await Promise.all([
    ancestors(open, code, end ? region.validFrom : on),
    regionHistory(open, code),
    countBelow(open, code, on),
    changesOfRegion(open, code),
    currentSession(request),
  ]);
  return {
    region: shownRegion(region),
    path,
    versions: versions.map(shownRegion),
    below,
    end,
    begins,
    changes: await shownChanges(linli, changes, session?.account !== undefined),
  };
}

async function listBelow(request: FastifyRequest<{ Params: Static<typeof ByCode>; Querystring: Static<typeof OnDay> }>) {
  const { linli } = request.server;
  const open = linli.database.within(publicScope);
  return {
    regions: await listChildren(open, request.params.code, dayAsked(request.query.on)),
  };
}

async function recordChange(request: FastifyRequest<{ Body: Static<typeof Change> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'region.change');
  const change = changeFrom(request.body);
  refuseFarAhead(linli, change.effective);
  const plan = await changeRegions(wearer.handle, linli.vault, [change], handOf(linli, wearer), alongOf(linli, wearer));
  await carryNow(linli);
  return { changes: plan.changes, opened: plan.open, successors: plan.successors };
}

async function previewChange(request: FastifyRequest<{ Body: Static<typeof Change> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'region.change');
  const change = changeFrom(request.body);
  refuseFarAhead(linli, change.effective);
  await refuseOccupied(deskOf(linli, wearer), [change]);
  return previewOf(linli, deskOf(linli, wearer), await planChanges(wearer.handle, [change]));
}

async function importRegions(request: FastifyRequest<{ Querystring: Static<typeof DryRun> }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'region.change');
  const { handle, hat } = wearer;
  const { fields, data } = await readImport(request);
  await requireFormToken(request, reply, fields._csrf);
  const within = fields.within ?? hat.county;
  if (!isRegionCode(within)) throw new LinliError(regionErrors.REGION_CODE_INVALID, { code: within });
  if (request.query.dryRun || request.query.errors) {
    const rehearsal = await rehearseImport(handle, { data, within });
    const faults = rehearsal.faults.map((fault) => ({
      ...fault,
      sentence: text(`errors.${fault.code}.sentence`, { code: fault.value, parent: '', type: fault.value, ...fault.values }),
    }));
    if (request.query.errors)
      return sendWorkbook(reply, `${text('imports.error_sheet')}.xlsx`, await errorWorkbook(await readSheet(data, 'list.csv'), faults));
    return { ...rehearsal, faults };
  }
  const { effective = '', reason = '', source = '' } = fields;
  const missing = Object.entries({
    effective: isDay(effective),
    reason: reason.trim().length > 1,
    source: source.trim().length > 1,
  }).filter(([, good]) => !good);
  if (missing.length > 0)
    throw new LinliError('INPUT_INVALID', { count: missing.length }, Object.fromEntries(missing.map(([name]) => [name, 'FIELD_REQUIRED'])));
  refuseFarAhead(linli, effective);
  // An empty cell says nothing, and so does a column that is not there; one that is there and not read is named first.
  refuseUnseen({ unread: (await rehearseImport(handle, { data, within })).unread, missing: [] }, fields.seen === 'yes');
  const about = { data, within, effective, reason, source, confirmedRemovals: Number(fields.confirmedRemovals ?? 0) };
  const plan = await applyImport(handle, linli.vault, about, handOf(linli, wearer), alongOf(linli, wearer));
  await carryNow(linli);
  return { changes: plan.changes.length };
}
