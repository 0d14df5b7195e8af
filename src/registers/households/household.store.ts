import type { Handle } from '../../kernel/kernel.ts';
import { newId } from '../../kernel/kernel.ts';
import type { Place } from '../regions/region.ts';

const open = {
  name: 'household-open',
  text: 'insert into registers.household (county, id, province, city, town, community, grid, address) values ($1, $2, $3, $4, $5, $6, $7, $8)',
};

/** Opens a household at a place; returns its id. */
export async function openHousehold(handle: Handle, place: Place, address: string): Promise<string> {
  const id = newId();
  await handle.query(open, [place.county, id, place.province, place.city, place.town, place.community, place.grid, address]);
  return id;
}
