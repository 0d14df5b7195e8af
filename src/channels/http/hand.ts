import type { Hand } from '../../registers/registers.ts';
import type { Linli } from './linli.ts';
import type { Wearer } from './session.ts';

/** Who acts, for audit and history. */
export function handOf(linli: Linli, { actor }: Pick<Wearer, 'actor'>): Hand {
  return { actor: actor.id, hat: actor.hat, channel: actor.channel, at: linli.clock.now() };
}
