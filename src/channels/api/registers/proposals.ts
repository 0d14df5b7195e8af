import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import type { Register } from '../../../registers/registers.ts';
import {
  acceptProposal,
  entryRules,
  getEntry,
  getProposal,
  listProposals,
  mayOpen,
  mayPropose,
  refuseProposal,
  requireChange,
  requireReason,
  text,
  wordsOf,
} from '../../../registers/registers.ts';
import type { App } from '../../http/linli.ts';
import { requireHat } from '../../http/session.ts';
import { actorNames, registerDesk } from './desk.ts';
import { Key } from './schema.ts';
import { changeView } from './view.ts';

const Decision = Type.Object({
  proposal: Type.String({ format: 'uuid' }),
  version: Type.Integer({ minimum: 1 }),
  accept: Type.Boolean(),
  reason: Type.String({ maxLength: 200 }),
});

/** The corrections that wait for a decision: to be decided, or one's own. */
export function proposalRoutes(app: App): void {
  const { linli } = app;
  app.get('/api/proposals', {}, async function waitingProposals(request) {
    const { handle, powers, actor } = await requireHat(request);
    const open = linli.registers.filter((one) => mayPropose(powers, one));
    const registers = new Map(open.map((one) => [one.register, one]));
    const { rows, more } = await listProposals(handle, [...registers.keys()]);
    const nameOf = await actorNames(
      linli,
      rows.map((row) => row.actor),
    );
    const shown = rows.map(async (row) => {
      const one = registers.get(row.register)!;
      const own = row.actor === actor.id;
      return {
        county: row.county,
        id: row.id,
        register: row.register,
        register_title: wordsOf(linli.library, one).title,
        entry: row.entry_id,
        title: row.title,
        place_name: await linli.regionName(row.place),
        own,
        may_decide: !own && mayOpen(powers, one, 'approve'),
        ...(await changeView(linli, one, row, nameOf)),
      };
    });
    const proposals = await Promise.all(shown);
    return { proposals, more, waiting: proposals.filter((one) => one.may_decide).length };
  });
}

type Decided = { Params: { county: string; id: string }; Body: { proposal: string; version: number; accept: boolean; reason: string } };

/** Decides on the corrections of a register. */
export function proposalOperations(app: App, one: Register): void {
  const { linli } = app;
  const summary = text('api.register.decision', { title: wordsOf(linli.library, one).title });
  const schema = { summary, tags: [one.register], params: Key, body: Decision };
  async function decide(request: FastifyRequest<Decided>): Promise<object> {
    const wearer = await requireHat(request);
    const { params, body } = request;
    const entry = await getEntry(wearer.handle, one, params.county, params.id);
    const proposal = await getProposal(wearer.handle, one, entry, body.proposal);
    const own = proposal.actor === wearer.actor.id;
    // Whoever proposed may take it back, and nobody else without the power to approve decides.
    if (!(own && !body.accept) && !mayOpen(wearer.powers, one, 'approve')) throw new LinliError('FORBIDDEN');
    if (entry.version !== body.version) throw new LinliError('ENTRY_MOVED_ON');
    if (entry.withdrawn_at !== null) throw new LinliError('ENTRY_WITHDRAWN');
    const desk = registerDesk(linli, wearer);
    const today = dayOf(linli.clock.now());
    if (!body.accept) {
      await refuseProposal(desk, one, entry, proposal, requireReason(body.reason));
      return { version: body.version };
    }
    const given = requireChange(one, entry, proposal.after, entryRules(linli.library, one, today, linli.areas));
    await acceptProposal(desk, one, entry, proposal, given, today);
    return { version: body.version + 1 };
  }
  app.post(`/api/registers/${one.register}/:county/:id/decision`, { schema }, decide as never);
}
