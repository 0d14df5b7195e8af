import { Type } from 'typebox';
import type { Static } from 'typebox';
import { LinliError, isDay, plainText, publicScope } from '../../../kernel/kernel.ts';
import { ancestors, applyImport, changeRegions, communityTypes, countBelow, getRegion, isRegionCode, levelOfCode, listChildren, regionErrors, regionHistory, regionLevels, rehearseImport, searchRegions, text } from '../../../registers/registers.ts';
import type { RegionChange } from '../../../registers/registers.ts';
import { publicLimit } from '../../http/limits.ts';
import type { App } from '../../http/linli.ts';
import { requireFormToken, requireHat } from '../../http/session.ts';

const Code = Type.String({ pattern: '^([0-9]{12}|[0-9]{15})$' });
const Name = Type.String({ maxLength: 100 });
const Optional = Type.Optional(Type.Union([Name, Type.Null()]));
const Kind = <const K extends string>(kind: K) => Type.Literal(kind);
const CommunityType = Type.Union(communityTypes.map((type) => Type.Literal(type)));
const Row = Type.Object({ code: Code, name: Name, nameMongolian: Optional, type: Type.Optional(CommunityType), bureau: Optional });
const about = { effective: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), reason: Type.String({ minLength: 2, maxLength: 200 }), source: Type.String({ minLength: 2, maxLength: 200 }) };

/** A change as it is recorded, by kind. */
const Change = Type.Union([
  Type.Object({ kind: Kind('rename'), code: Code, name: Name, nameMongolian: Optional, ...about }),
  Type.Object({ kind: Kind('retype'), code: Code, becomes: Type.Object({ type: Type.Optional(CommunityType), unit: Optional, bureau: Optional, urbanRuralClass: Optional }), ...about }),
  Type.Object({ kind: Kind('move'), code: Code, to: Code, name: Optional, ...about }),
  Type.Object({ kind: Kind('merge'), codes: Type.Array(Code, { minItems: 2, maxItems: 20 }), into: Row, ...about }),
  Type.Object({ kind: Kind('split'), code: Code, into: Type.Array(Type.Object({ ...Row.properties, share: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })) }), { minItems: 2, maxItems: 20 }), ...about }),
  Type.Object({ kind: Kind('establish'), region: Row, from: Type.Optional(Type.Array(Code, { maxItems: 20 })), ...about }),
  Type.Object({ kind: Kind('abolish'), code: Code, into: Type.Optional(Type.Union([Code, Type.Literal(''), Type.Null()])), ...about }),
]);
const Search = Type.Object({ query: Type.String({ maxLength: 60 }), within: Type.Optional(Code), level: Type.Optional(Type.Union(regionLevels.map((level) => Type.Literal(level)))) });
const OnDay = Type.Object({ on: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })) });
const DryRun = Type.Object({ dryRun: Type.Optional(Type.Boolean()) });
const ByCode = Type.Object({ code: Code });

/** The register of regions: open to read, changed by the county's administrator. */
export function regionRoutes(app: App): void {
  const { linli } = app;
  const open = linli.database.within(publicScope);
  const limit = publicLimit;

  app.get<{ Querystring: Static<typeof Search> }>('/api/regions', { schema: { querystring: Search }, config: limit }, async (request) => {
    const { query, within, level } = request.query;
    return { regions: await searchRegions(open, query, { within, level, limit: 20 }) };
  });

  app.get<{ Params: Static<typeof ByCode>; Querystring: Static<typeof OnDay> }>('/api/regions/:code', { schema: { params: ByCode, querystring: OnDay }, config: limit }, async (request) => {
    const { code } = request.params;
    const { on } = request.query;
    const [region, path, versions, below] = await Promise.all([getRegion(open, code, on), ancestors(open, code, on), regionHistory(open, code), countBelow(open, code)]);
    return { region, path, versions, below };
  });

  app.get<{ Params: Static<typeof ByCode>; Querystring: Static<typeof OnDay> }>('/api/regions/:code/children', { schema: { params: ByCode, querystring: OnDay }, config: limit }, async (request) => ({
    regions: await listChildren(open, request.params.code, request.query.on),
  }));

  app.post<{ Body: Static<typeof Change> }>('/api/regions/changes', { schema: { body: Change } }, async (request) => {
    const { handle, actor } = await requireHat(request, 'region.change');
    const plan = await changeRegions(handle, linli.vault, [changeFrom(request.body)], { actor: actor.id, hat: actor.hat, channel: actor.channel, at: linli.clock.now() });
    return { changes: plan.changes, opened: plan.open, successors: plan.successors };
  });

  app.post<{ Querystring: Static<typeof DryRun> }>('/api/regions/imports', { schema: { querystring: DryRun }, config: { multipart: true } }, async (request, reply) => {
    const { handle, hat, actor } = await requireHat(request, 'region.change');
    const { fields, data } = await readImport(request.parts());
    await requireFormToken(request, reply, fields._csrf);
    const within = fields.within ?? hat.county;
    if (!isRegionCode(within)) throw new LinliError(regionErrors.REGION_CODE_INVALID, { code: within });
    if (request.query.dryRun) {
      const rehearsal = await rehearseImport(handle, { data, within });
      return { ...rehearsal, faults: rehearsal.faults.map((fault) => ({ ...fault, sentence: text(`errors.${fault.code}.sentence`, { code: fault.value, parent: '', type: fault.value }) })) };
    }
    const { effective = '', reason = '', source = '' } = fields;
    const missing = Object.entries({ effective: isDay(effective), reason: reason.trim().length > 1, source: source.trim().length > 1 }).filter(([, good]) => !good);
    if (missing.length > 0) throw new LinliError('INPUT_INVALID', { count: missing.length }, Object.fromEntries(missing.map(([name]) => [name, 'FIELD_REQUIRED'])));
    const by = { actor: actor.id, hat: actor.hat, channel: actor.channel, at: linli.clock.now() };
    const plan = await applyImport(handle, linli.vault, { data, within, effective, reason, source, confirmedRemovals: Number(fields.confirmedRemovals ?? 0) }, by);
    return { changes: plan.changes.length };
  });
}

/** Empty boxes of a form say nothing; a new region takes its parts from regions of its own level only. */
function changeFrom(body: Static<typeof Change>): RegionChange {
  const change = JSON.parse(JSON.stringify(body, (_key, value: unknown) => (value === '' || value === null ? undefined : value))) as RegionChange;
  if (!isDay(change.effective)) throw new LinliError('INPUT_INVALID', { count: 1 }, { effective: 'FIELD_NOT_DATE' });
  if (change.kind !== 'establish') return change;
  return { ...change, from: (change.from ?? []).filter((code) => levelOfCode(code) === levelOfCode(change.region.code)) };
}

type Parts = AsyncIterable<{ readonly type: string; readonly fieldname: string; readonly value?: unknown; readonly toBuffer?: () => Promise<Buffer> }>;

async function readImport(parts: Parts): Promise<{ fields: Record<string, string | undefined>; data: Buffer }> {
  const fields: Record<string, string> = {};
  let data: Buffer | undefined;
  for await (const part of parts) {
    if (part.type === 'file' && part.toBuffer) data = await part.toBuffer();
    else fields[part.fieldname] = plainText(String(part.value));
  }
  if (!data || data.length === 0) throw new LinliError(regionErrors.REGION_FILE_EMPTY);
  return { fields, data };
}
