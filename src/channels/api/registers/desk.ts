import type { FastifyRequest } from 'fastify';
import { LinliError } from '../../../kernel/kernel.ts';
import type { Register, RegisterDesk, Way } from '../../../registers/registers.ts';
import { accountNames, mayOpen, text } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import { requireHat } from '../../http/session.ts';

/** A hat that may read or write a register. Throws `FORBIDDEN`. */
export async function requireWay(request: FastifyRequest, one: Register, way: Way): Promise<Wearer> {
  const wearer = await requireHat(request);
  if (!mayOpen(wearer.powers, one, way)) throw new LinliError('FORBIDDEN');
  return wearer;
}

/** With what a command on a register works for somebody. */
export function registerDesk(linli: Linli, { handle, actor }: Wearer): RegisterDesk {
  return {
    handle,
    vault: linli.vault,
    by: { actor: actor.id, hat: actor.hat, channel: actor.channel, at: linli.clock.now() },
  };
}

/** Names of staff by actor; whoever is no account is told by kind. */
export async function actorNames(linli: Linli, actors: readonly string[]): Promise<(actor: string) => string> {
  const ids = [...new Set(actors.filter((actor) => actor.startsWith('account:')).map((actor) => actor.slice('account:'.length)))];
  const names = await accountNames(linli.sessions.gate, ids);
  return (actor) => names.get(actor.slice('account:'.length)) ?? text('registers.system');
}
