import { call } from '../client/client.ts';
import type { Field } from '../form/fields.ts';

export interface ItemSummary {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly department: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly limit: unknown;
}

export interface Material {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  readonly required: boolean | string;
  readonly note?: string;
}

/** What the person receives of an item already, where one can have it once. */
export interface Repeat {
  readonly running: string;
  readonly number: string;
  readonly county: string;
  readonly caseId: string;
  /** Asked of whoever files a second one all the same; none where there is no exception. */
  readonly fields: readonly Field[];
}

export interface Item extends ItemSummary {
  readonly pages: readonly { readonly id: string; readonly title: string; readonly why?: string; readonly fields: readonly Field[] }[];
  readonly prefilled: Record<string, { readonly value: string | number | boolean | readonly string[]; readonly source: string }>;
  readonly materials: readonly Material[];
  readonly repeat: Repeat | null;
  /** Why the person cannot have it, as far as the register shows; empty when nothing speaks against it. */
  readonly unmet: readonly string[];
  readonly [field: string]: unknown;
}

export const listItems = () => call<{ items: ItemSummary[] }>('GET', '/items');
interface ItemAnswer extends Pick<Item, 'pages' | 'prefilled' | 'repeat' | 'unmet'> {
  readonly item: Record<string, unknown> & { readonly item: string };
  readonly materials: readonly {
    readonly material: string;
    readonly title: string;
    readonly from?: string;
    readonly required: boolean | string;
    readonly note?: string;
  }[];
}

/** An item with its questions; for a person, what the register knows is filled in. */
export async function getItem(id: string, person?: { county: string; id: string }): Promise<Item> {
  const { item, pages, prefilled, materials, repeat, unmet } = await call<ItemAnswer>('GET', `/items/${id}`, {
    query: { county: person?.county, person: person?.id },
  });
  return {
    ...(item as unknown as ItemSummary),
    id: item.item,
    pages,
    prefilled,
    repeat,
    unmet,
    materials: materials.map((each) => ({ ...each, id: each.material, source: each.from })),
  };
}
