import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Entry, EntryChange, Merged, Register } from '../../../registers/registers.ts';
import {
  decidedFields,
  entered,
  entryHistory,
  entryRules,
  fieldWords,
  findDuplicates,
  findEntry,
  getEntry,
  keepApart,
  mayOpen,
  mergedInto,
  mergeEntries,
  partEntries,
  refuseWhole,
  requireReason,
  text,
  wordsOf,
} from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { registerDesk, requireWay } from './desk.ts';
import { Key } from './schema.ts';
import { entryView } from './view.ts';

const DAY = 86_400_000;
const One = Type.Object({ id: Type.String({ format: 'uuid' }), version: Type.Integer({ minimum: 1 }) });
const Reason = Type.String({ maxLength: 200 });
interface Named {
  readonly id: string;
  readonly version: number;
}
interface TwoBody {
  readonly county: string;
  readonly kept: Named;
  readonly dropped: Named;
  readonly reason: string;
}

/** What is entered twice in a register: pairs, merging, taking a merge back. */
export function duplicateOperations(app: App, one: Register): void {
  const { linli } = app;
  const path = `/api/registers/${one.register}`;
  const two = { county: Key.properties.county, kept: One, dropped: One, reason: Reason };
  const names = entered(one).map(([name]) => name);
  const told = (act: string, more: object = {}) => ({
    schema: { summary: text(`api.register.${act}`, { title: wordsOf(linli.library, one).title }), tags: [one.register], ...more },
  });
  const today = () => dayOf(linli.clock.now());

  async function both(wearer: Wearer, { county, kept, dropped }: TwoBody): Promise<{ kept: Entry; dropped: Entry }> {
    const [stays, ends] = await Promise.all([kept, dropped].map(({ id }) => getEntry(wearer.handle, one, county, id)));
    if (stays!.version !== kept.version || ends!.version !== dropped.version) throw new LinliError('ENTRY_MOVED_ON');
    return { kept: stays!, dropped: ends! };
  }

  async function duplicates(request: FastifyRequest): Promise<object> {
    const { handle } = await requireWay(request, one, 'read');
    const words = wordsOf(linli.library, one);
    const { pairs, more } = await findDuplicates(handle, one);
    const shown = pairs.map(async ({ left, right, why }) => ({
      left: await entryView(linli, one, left),
      right: await entryView(linli, one, right),
      why: why.map((name) => fieldWords(words, name).title),
    }));
    return { pairs: await Promise.all(shown), more };
  }

  async function merge(request: FastifyRequest<{ Body: TwoBody & { take: string[] } }>): Promise<object> {
    const wearer = await requireWay(request, one, 'write');
    const { kept, dropped } = await both(wearer, request.body);
    const { take } = request.body;
    // What another person decides is not taken over by the way.
    if (decidedFields(one, take).length > 0 && !mayOpen(wearer.powers, one, 'approve')) throw new LinliError('FORBIDDEN');
    refuseWhole(one, kept, dropped, take, entryRules(linli.library, one, today(), linli.areas));
    const reason = requireReason(request.body.reason);
    await mergeEntries(registerDesk(linli, wearer), linli.registers, one, { kept, dropped, take, reason }, today());
    return { version: dropped.version + 1 };
  }

  async function apart(request: FastifyRequest<{ Body: TwoBody }>): Promise<object> {
    const wearer = await requireWay(request, one, 'write');
    const { kept, dropped } = await both(wearer, request.body);
    await keepApart(registerDesk(linli, wearer), one, [kept, dropped], requireReason(request.body.reason));
    return { done: true };
  }

  async function part(request: FastifyRequest<{ Params: { county: string; id: string }; Body: { version: number; reason: string } }>) {
    const wearer = await requireWay(request, one, 'write');
    const { county, id } = request.params;
    const dropped = await getEntry(wearer.handle, one, county, id);
    if (dropped.version !== request.body.version) throw new LinliError('ENTRY_MOVED_ON');
    const merged = await mergeOf(linli, wearer, one, dropped);
    await partEntries(registerDesk(linli, wearer), linli.registers, one, merged, requireReason(request.body.reason), today());
    return { version: dropped.version + 1 };
  }

  const take = Type.Array(Type.Union(names.map((name) => Type.Literal(name))), { maxItems: names.length });
  app.get(`${path}/duplicates`, told('duplicates'), duplicates);
  app.post(`${path}/merges`, told('merge', { body: Type.Object({ ...two, take }) }), merge as never);
  app.post(`${path}/apart`, told('apart', { body: Type.Object(two) }), apart as never);
  app.post(
    `${path}/:county/:id/part`,
    told('part', { params: Key, body: Type.Object({ version: One.properties.version, reason: Reason }) }),
    part as never,
  );
}

/** Until when a merge can be taken back. */
function until(linli: Linli, at: Date): Date {
  return new Date(at.getTime() + linli.setting('registers.merge_days') * DAY);
}

/** The merge that ended an entry. Throws MERGE_NONE, MERGE_OLD. */
async function mergeOf(linli: Linli, { handle }: Wearer, one: Register, dropped: Entry): Promise<Merged> {
  const { county } = dropped;
  const into = mergedInto(await entryHistory(handle, one, county, dropped.id));
  if (!into || dropped.withdrawn_at === null) throw new LinliError('MERGE_NONE');
  if (until(linli, into.at) < linli.clock.now()) throw new LinliError('MERGE_OLD', { days: linli.setting('registers.merge_days') });
  const [kept, keptHistory] = await Promise.all([getEntry(handle, one, county, into.id), entryHistory(handle, one, county, into.id)]);
  return { kept, keptHistory, dropped };
}

/** Where an entry went that was merged into another, and until when that can be taken back. */
export async function mergedView(
  linli: Linli,
  { handle }: Wearer,
  one: Register,
  entry: Entry,
  history: readonly EntryChange[],
): Promise<{ merged?: { county: string; id: string; title: string; until: Date | null } }> {
  const into = entry.withdrawn_at === null ? undefined : mergedInto(history);
  if (!into) return {};
  const kept = await findEntry(handle, one, entry.county, into.id);
  const last = until(linli, into.at);
  const title = kept ? (await entryView(linli, one, kept)).title : '';
  return { merged: { county: entry.county, id: into.id, title, until: last > linli.clock.now() ? last : null } };
}
