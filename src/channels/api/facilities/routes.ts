import { Readable } from 'node:stream';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Handle } from '../../../kernel/kernel.ts';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type {
  Facility,
  FacilityFilter,
  FacilityRules,
  ListedFacility,
  NamedCommunity,
  WorkbookCell,
} from '../../../registers/registers.ts';
import {
  addFacilities,
  areaFields,
  buildCases,
  changeFacility,
  checkFacilities,
  choiceLabelsByCode,
  communityChoices,
  facilityColumns,
  facilityFrom,
  facilityHistory,
  facilityRules,
  facilitySorts,
  getFacility,
  importTemplate,
  listCommunities,
  listFacilities,
  text,
  writeWorkbook,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import { handOf } from '../../http/hand.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Code, DayText, Key, Line, page } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { answerImport, ImportQuery, sendWorkbook, uploadedSheet, xlsxType } from '../imports/upload.ts';

const FILTER = {
  town: Type.Optional(Code),
  community: Type.Optional(Code),
  kind: Type.Optional(Line(40)),
  build_case: Type.Optional(Line(40)),
  name: Type.Optional(Line(60)),
  on: Type.Optional(DayText),
  sort: Type.Optional(Type.Union(facilitySorts.map((one) => Type.Literal(one)))),
  descending: Type.Optional(Type.Boolean()),
};
const Filter = Type.Object({
  ...FILTER,
  ...page,
});
/** An export holds the whole list. */
const ExportFilter = Type.Object(FILTER);
const Area = Type.Number({ minimum: 0, maximum: 99_999_999 });
const Basis = Type.Object({ kind: Line(40), id: Line(80) });
const DayOrNull = Type.Union([DayText, Type.Null()]);
const fields = {
  name: Line(100),
  kind: Line(40),
  build_case: Type.Union(buildCases.map((one) => Type.Literal(one))),
  area_service: Area,
  area_activity: Area,
  area_office: Area,
  area_commercial: Area,
  shared: Type.Boolean(),
  address: Line(200),
  property_right: Line(200),
  built_on: DayOrNull,
  valid_from: DayText,
  valid_to: DayOrNull,
  source: Line(200),
};
const Entry = Type.Object({ facility: Type.Object({ community: Code, ...fields }, { additionalProperties: false }), basis: Basis });
const Change = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  fields: Type.Partial(Type.Object(fields, { additionalProperties: false })),
  basis: Basis,
});

function rulesOf(linli: Linli): FacilityRules {
  return facilityRules(linli.library, dayOf(linli.clock.now()));
}

async function shownRow(linli: Linli, row: ListedFacility): Promise<object> {
  return { ...row, community_name: await linli.regionName(row.community), town_name: await linli.regionName(row.town) };
}

const EXPORTED = [
  'community',
  'name',
  'kind',
  'build_case',
  'area_service',
  'area_activity',
  'area_office',
  'area_commercial',
  'shared',
  'address',
  'property_right',
  'built_on',
  'valid_from',
  'source',
] as const;

/** Words for the codes of an export; a community under the word that the import takes back. */
interface Said {
  readonly table: (table: string, code: string) => string;
  readonly community: (code: string) => string;
}

async function* exportedRows(
  linli: Linli,
  handle: Handle,
  filter: FacilityFilter,
  communities: readonly NamedCommunity[],
): AsyncGenerator<WorkbookCell[]> {
  const labels = choiceLabelsByCode(communityChoices(communities));
  const said: Said = {
    table: (table, code) => linli.library.codeTable(table).find((row) => row.code === code)?.name ?? code,
    community: (code) => labels.get(code) ?? code,
  };
  let next: string | undefined;
  do {
    const page = await listFacilities(handle, filter, next, 500);
    for (const row of page.rows) yield EXPORTED.map((key) => cellOf(row, key, said));
    next = page.next;
  } while (next);
}

function cellOf(row: Facility, key: (typeof EXPORTED)[number], said: Said): WorkbookCell {
  if (key === 'community') return said.community(row.community);
  if (key === 'kind') return said.table('facility_kind', row.kind);
  if (key === 'build_case') return said.table('facility_case', row.build_case);
  if (key === 'shared') return text(row.shared ? 'facilities.yes' : 'facilities.no');
  return (areaFields as readonly string[]).includes(key) ? Number(row[key]) : (row[key] as WorkbookCell);
}

/** The register of facilities: list, entry, change with history, Excel in and out. */
export function facilityRoutes(app: App): void {
  const { linli } = app;

  app.get<{ Querystring: Static<typeof Filter> }>('/api/facilities', { schema: { querystring: Filter } }, async (request) => {
    const { handle } = await requireHat(request, 'indicator.read');
    const { after, limit, ...filter } = request.query;
    const { rows, next } = await listFacilities(handle, filter, after, limit ?? 50);
    return { facilities: await Promise.all(rows.map((row) => shownRow(linli, row))), next };
  });

  app.get<{ Params: Static<typeof Key> }>('/api/facilities/:county/:id', { schema: { params: Key } }, async (request) => {
    const { handle } = await requireHat(request, 'indicator.read');
    const { county, id } = request.params;
    const facility = await getFacility(handle, county, id);
    return {
      facility: { ...facility, community_name: await linli.regionName(facility.community) },
      history: await facilityHistory(handle, county, id),
    };
  });

  app.post<{ Body: Static<typeof Entry> }>('/api/facilities', { schema: { body: Entry } }, async (request, reply) => {
    const wearer = await requireHat(request, 'facility.write');
    const facility = facilityFrom(request.body.facility, wearer.actor.id, rulesOf(linli));
    await addFacilities(wearer.handle, linli.vault, [facility], request.body.basis, handOf(linli, wearer));
    return reply.status(201).send({ county: facility.county, id: facility.id });
  });

  app.patch<{ Params: Static<typeof Key>; Body: Static<typeof Change> }>(
    '/api/facilities/:county/:id',
    { schema: { params: Key, body: Change } },
    async (request) => {
      const wearer = await requireHat(request, 'facility.write');
      const { county, id } = request.params;
      const facility = await getFacility(wearer.handle, county, id);
      if (facility.version !== request.body.version) throw new LinliError('FACILITY_MOVED_ON');
      return {
        facility: await changeFacility(
          wearer.handle,
          linli.vault,
          facility,
          request.body.fields,
          request.body.basis,
          handOf(linli, wearer),
          rulesOf(linli),
        ),
      };
    },
  );

  app.get('/api/facilities/template.xlsx', async (request, reply) => {
    const { handle, scope } = await requireHat(request, 'facility.write');
    const columns = facilityColumns(linli.library, await listCommunities(handle, scope.code));
    return sendWorkbook(reply, `${text('facilities.title')}.xlsx`, await importTemplate(text('facilities.title'), columns));
  });

  app.get<{ Querystring: Static<typeof ExportFilter> }>(
    '/api/facilities/export.xlsx',
    { schema: { querystring: ExportFilter } },
    async (request, reply) => {
      const { handle, scope } = await requireHat(request, 'indicator.read');
      const communities = await listCommunities(handle, scope.code);
      const columns = EXPORTED.map((key) => ({ title: text(`facilities.columns.${key}`) }));
      const bytes = writeWorkbook({
        name: text('facilities.title'),
        columns,
        rows: exportedRows(linli, handle, request.query, communities),
      });
      return reply
        .type(xlsxType)
        .header('content-disposition', contentDisposition('attachment', `${text('facilities.title')}.xlsx`, 'facilities.xlsx'))
        .send(Readable.from(bytes));
    },
  );

  app.post<{ Querystring: ImportQuery }>(
    '/api/facilities/import',
    { schema: { querystring: ImportQuery }, config: { multipart: true } },
    async (request, reply) => {
      const wearer = await requireHat(request, 'facility.write');
      const { handle, scope } = wearer;
      const sheet = await uploadedSheet(request, reply);
      const columns = facilityColumns(linli.library, await listCommunities(handle, scope.code));
      const checked = await checkFacilities(sheet, columns, linli.library, dayOf(linli.clock.now()), await knownNames(handle));
      return answerImport(reply, request.query, sheet, checked, async (inputs) => {
        const facilities = inputs.map((input) => facilityFrom(input, wearer.actor.id, rulesOf(linli)));
        await addFacilities(handle, linli.vault, facilities, { kind: 'import', id: sheet.file }, handOf(linli, wearer));
      });
    },
  );
}

async function knownNames(handle: Handle): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  let next: string | undefined;
  do {
    const page = await listFacilities(handle, {}, next, 1_000);
    for (const row of page.rows) if (row.valid_to === null) known.add(`${row.community} ${row.name}`);
    next = page.next;
  } while (next);
  return known;
}
