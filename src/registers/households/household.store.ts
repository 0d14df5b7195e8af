import type { Day, Handle } from '../../kernel/kernel.ts';
import { newId } from '../../kernel/kernel.ts';
import type { Place } from '../regions/region.ts';

const open = {
  name: 'household-open',
  text: `insert into registers.household (county, id, province, city, town, community, grid, address, kind, standing, opened_on, source, entered_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'family', $9, $10, $11, $12)`,
};

/** A family that is about to have a household of its own. */
export interface OpenedHousehold {
  readonly place: Place;
  readonly address: string;
  readonly standing: 'registered' | 'resident';
  readonly on: Day;
  readonly source: string;
  readonly by: string;
}

/** Opens a household at a place; returns its id. */
export async function openHousehold(handle: Handle, { place, address, standing, on, source, by }: OpenedHousehold): Promise<string> {
  const id = newId();
  await handle.query(open, [
    place.county,
    id,
    place.province,
    place.city,
    place.town,
    place.community,
    place.grid,
    address,
    standing,
    on,
    source,
    by,
  ]);
  return id;
}

const nameHeadOf = {
  name: 'household-head',
  text: 'update registers.household set head = $3 where county = $1 and id = $2 and head is null',
};

/** Names the head of a household that has none yet. */
export async function nameHead(handle: Handle, county: string, household: string, person: string): Promise<void> {
  await handle.query(nameHeadOf, [county, household, person]);
}

const house = {
  name: 'household-house',
  text: `update registers.household h set dwelling = d.id from registers.dwelling d
          where d.county = h.county and d.community = h.community and d.address = h.address and h.dwelling is null and d.withdrawn_at is null`,
};

/** Puts households into the dwelling of their address, where the register of dwellings has it. */
export async function houseHouseholds(handle: Handle): Promise<void> {
  await handle.query(house);
}
