import type { Handle } from '../../kernel/kernel.ts';

const hit = {
  name: 'rate-limit-hit',
  text: `insert into kernel.rate_limit as r (key, hits, until) values ($1, 1, now() + make_interval(secs => $2))
         on conflict (key) do update set hits = case when r.until <= now() then 1 else r.hits + 1 end, until = case when r.until <= now() then excluded.until else r.until end
         returning hits, extract(epoch from until - now()) as seconds`,
};
const read = {
  name: 'rate-limit-read',
  text: 'select hits, extract(epoch from until - now()) as seconds from kernel.rate_limit where key = $1 and until > now()',
};
const sweep = { name: 'rate-limit-sweep', text: 'delete from kernel.rate_limit where until <= now()' };

/** How often a key was counted in its window, and seconds until the window ends. */
export interface Hits {
  readonly hits: number;
  readonly seconds: number;
}

/** Counts once more; `window` in seconds. */
export async function countHit(gate: Handle, key: string, window: number): Promise<Hits> {
  return (await gate.query<Hits>(hit, [key, window]))[0]!;
}

export async function readHits(gate: Handle, key: string): Promise<Hits> {
  return (await gate.query<Hits>(read, [key]))[0] ?? { hits: 0, seconds: 0 };
}

/** Forgets windows that have ended. */
export async function sweepHits(job: Handle): Promise<void> {
  await job.query(sweep);
}
