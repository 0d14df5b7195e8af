import type { ServiceItem } from '../../../procedures/procedures.ts';
import { itemFields } from '../../../procedures/procedures.ts';
import type { KnownFact } from './known.ts';

type ItemPage = ServiceItem['pages'][number];

/** A page of an application: some of the item's own pages together, the materials, or the check. */
export interface Step {
  readonly name: string;
  readonly pages: readonly ItemPage[];
}

/** Most questions that one page asks. */
const MOST_ASKED = 4;

/**
 * The pages an application of this person goes through. Pages on which everything is known ask nothing and are left out, the check shows what
 * stands on them; neighbours that together ask few questions become one. Papers are asked for where one is required, or where the register
 * lacks something they could show.
 */
export function applicationSteps(item: ServiceItem, known: ReadonlyMap<string, KnownFact>): Step[] {
  const groups: { pages: ItemPage[]; asked: number }[] = [];
  for (const page of item.pages) {
    const asked = page.questions.filter((field) => !known.has(field.name)).length;
    if (asked === 0) continue;
    const last = groups.at(-1);
    if (last && last.asked + asked <= MOST_ASKED) {
      last.pages.push(page);
      last.asked += asked;
    } else groups.push({ pages: [page], asked });
  }
  const brought = item.materials.filter((one) => one.from === 'applicant');
  const lacks = itemFields(item).some((field) => field.prefill !== undefined && !known.has(field.name));
  const papers = brought.some((one) => one.required) || (brought.length > 0 && lacks);
  return [
    ...groups.map(({ pages }) => ({ name: pages[0]!.page, pages })),
    ...(papers ? [{ name: 'materials', pages: [] }] : []),
    { name: 'check', pages: [] },
  ];
}
