import { gateScope } from '../../kernel/kernel.ts';
import type { Hits } from './limits.store.ts';
import { countHit, readHits } from './limits.store.ts';
import type { Linli } from './linli.ts';

/** What nobody signs in for may be asked this often from one address. */
export const publicLimit = { rateLimit: { max: 300, timeWindow: '1 minute' } };

/** Counts one more try under a key; the seconds to wait when that was one too many, 0 otherwise. */
export async function spendTry(
  linli: Pick<Linli, 'database' | 'vault'>,
  key: string,
  most: number,
  windowSeconds: number,
): Promise<number> {
  const { hits, seconds } = await countHit(
    linli.database.within(gateScope),
    linli.vault.keyedHash('rate-limit', key).toString('base64url'),
    windowSeconds,
  );
  return hits > most ? Math.ceil(seconds) : 0;
}

type Told = (error: Error | null, found?: { current: number; ttl: number }) => void;

/** Counts in the database, so that every web process knows of every try; keys are hashed because they name addresses and phones. */
export function limitStore(linli: Pick<Linli, 'database' | 'vault'>) {
  const gate = linli.database.within(gateScope);
  return class LimitStore {
    readonly #space: string;

    constructor(options: object) {
      const { routeInfo } = options as { routeInfo?: { method?: unknown; url?: string } };
      this.#space = `${String(routeInfo?.method ?? '')} ${routeInfo?.url ?? ''}`;
    }

    incr(key: string, told: Told, windowMs: number): void {
      this.#answer((own) => countHit(gate, own, windowMs / 1_000), key, told);
    }

    read(key: string, told: Told): void {
      this.#answer((own) => readHits(gate, own), key, told);
    }

    child(options: object): LimitStore {
      return new LimitStore(options);
    }

    #answer(ask: (key: string) => Promise<Hits>, key: string, told: Told): void {
      const own = linli.vault.keyedHash('rate-limit', `${this.#space} ${key}`).toString('base64url');
      ask(own).then(({ hits, seconds }) => told(null, { current: hits, ttl: Math.ceil(seconds * 1_000) }), told);
    }
  };
}
