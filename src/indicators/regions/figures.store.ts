import type { Handle } from '../../kernel/kernel.ts';
import type { Carriage } from '../../registers/registers.ts';

const carry = { name: 'region-carry-indicators', text: 'select indicators.carry_region($1::jsonb)' };

/** Lets the successor of a region read what was counted and reported for it; whose it was stays as it is. */
export async function carryFigures(job: Handle, carriage: Carriage): Promise<void> {
  await job.query(carry, [JSON.stringify(carriage)]);
}
