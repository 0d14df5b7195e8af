import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Proposal, ProposalKind, ProposalQuery } from '../../../registers/registers.ts';
import {
  countProposals,
  cursorText,
  getProposal,
  listProposals,
  mayOpen,
  mayPropose,
  proposalKinds,
  proposalOutcomes,
  readCursor,
  registerNamed,
  requireDecision,
} from '../../../registers/registers.ts';
import type { App, Linli } from '../../http/linli.ts';
import { Key, Line, page } from '../../http/schemas.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';
import { actorNames } from '../registers/desk.ts';
import { carryOut } from './decide.ts';
import { proposalView } from './view.ts';

const Listed = Type.Object({
  kind: Type.Optional(Type.Union(proposalKinds.map((one) => Type.Literal(one)))),
  open: Type.Optional(Type.Boolean()),
  after: page.after,
});
const Decided = Type.Object({
  outcome: Type.Union(proposalOutcomes.map((one) => Type.Literal(one))),
  answer: Type.Optional(Line(300)),
  /** The version of the entry that was looked at; of entries only. */
  version: Type.Optional(Type.Integer({ minimum: 1 })),
});

/** What somebody proposed and somebody else decides, of every kind: one list, one decision. */
export function proposalRoutes(app: App): void {
  app.get('/api/proposals', { schema: { querystring: Listed } }, waitingProposals);
  app.post('/api/proposals/:county/:id/decision', { schema: { params: Key, body: Decided } }, decide);
}

/** Kinds of proposals that are about people and of which the powers over people decide. */
const ofPeople: ReadonlySet<ProposalKind> = new Set(['record', 'visit']);

/** What these powers see or decide. */
function queryFor({ registers }: Linli, powers: readonly string[], way: 'see' | 'decide'): ProposalQuery {
  const people = powers.includes(way === 'see' ? 'person.read' : 'person.write');
  const open = registers.filter((one) =>
    way === 'see' ? mayPropose(powers, one) : mayPropose(powers, one) && mayOpen(powers, one, 'approve'),
  );
  return { kinds: proposalKinds.filter((kind) => people || !ofPeople.has(kind)), registers: open.map((one) => one.register) };
}

function mayDecide(linli: Linli, powers: readonly string[], { kind, register }: Proposal): boolean {
  const { kinds, registers } = queryFor(linli, powers, 'decide');
  return kinds.includes(kind) && (kind !== 'entry' || registers.includes(register));
}

async function waitingProposals(request: FastifyRequest<{ Querystring: Static<typeof Listed> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request);
  const { handle, powers, actor } = wearer;
  const { kind, open = true, after } = request.query;
  const asked = (way: 'see' | 'decide'): ProposalQuery => {
    const query = queryFor(linli, powers, way);
    return kind === undefined ? query : { ...query, kinds: query.kinds.filter((one) => one === kind) };
  };
  const [found, waiting] = await Promise.all([
    listProposals(handle, asked('see'), open, readCursor(after)),
    countProposals(handle, asked('decide'), actor.id),
  ]);
  const nameOf = await actorNames(
    linli,
    found.rows.flatMap((row) => [row.actor, row.decided_by ?? '']),
  );
  const last = found.rows.at(-1);
  return {
    proposals: await Promise.all(
      found.rows.map((row) => proposalView(linli, wearer, row, { nameOf, decides: mayDecide(linli, powers, row) })),
    ),
    next: found.more && last ? cursorText({ key: open ? last.due_on : last.decided_at!.toISOString(), id: last.id }) : null,
    waiting,
  };
}

async function decide(request: FastifyRequest<{ Params: Static<typeof Key>; Body: Static<typeof Decided> }>) {
  const { linli } = request.server;
  const wearer: Wearer = await requireHat(request);
  const { outcome, answer = '', version } = request.body;
  const proposal = await getProposal(wearer.handle, request.params.county, request.params.id);
  const decision = requireDecision(proposal, { outcome, answer }, wearer.actor.id, mayDecide(linli, wearer.powers, proposal));
  const register = proposal.kind === 'entry' ? registerNamed(linli.registers, proposal.register) : undefined;
  return carryOut(linli, wearer, { proposal, decision, version, register });
}
