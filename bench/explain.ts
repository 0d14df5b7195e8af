import type { Handle } from '../src/kernel/kernel.ts';

/** A handle that tells, after each query, how many pages of 8 KiB it touches under its own login role; the query runs as always. */
export function explaining(handle: Handle, tell: (buffers: number) => void): Handle {
  return {
    ...handle,
    query: async (statement, values = []) => {
      const rows = await handle.query(statement, values);
      const [row] = await handle.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
        { name: `explain-${statement.name}`, text: `explain (analyze, buffers, format json) ${statement.text}` },
        values,
      );
      const plan = row!['QUERY PLAN'][0]!.Plan;
      tell((plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0));
      return rows as never[];
    },
  };
}
