import type { Handle } from '../../kernel/kernel.ts';

/** An office or department of a county; `id` is county code, colon, short name. */
export interface Unit {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly province: string;
  readonly city: string;
  readonly phone: string;
}

const store = {
  name: 'units-store',
  text: `insert into registers.unit (county, id, name, kind, province, city, phone) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (county, id) do update set name = excluded.name, kind = excluded.kind, phone = excluded.phone`,
};
const list = {
  name: 'units-list',
  text: 'select county, id, name, kind, province, city, phone from registers.unit where county = $1 order by id',
};

/** Enters offices, or brings those known up to date. */
export async function storeUnits(handle: Handle, units: readonly Unit[]): Promise<void> {
  await handle.batch(units.map((one) => [store, [one.county, one.id, one.name, one.kind, one.province, one.city, one.phone]] as const));
}

/** The offices of a county. */
export function listUnits(handle: Handle, county: string): Promise<Unit[]> {
  return handle.query<Unit>(list, [county]);
}
