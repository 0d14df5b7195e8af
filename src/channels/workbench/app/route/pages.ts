import { pages as accounts } from '../accounts/page.ts';
import { pages as audit } from '../audit/page.ts';
import { pages as cases } from '../cases/page.ts';
import { pages as consultations } from '../consultations/page.ts';
import { pages as facilities } from '../facilities/page.ts';
import { pages as inbox } from '../inbox/page.ts';
import { pages as indicators } from '../indicators/page.ts';
import { pages as ledgers } from '../ledgers/page.ts';
import { pages as notices } from '../notices/page.ts';
import { pages as people } from '../people/page.ts';
import { pages as populations } from '../populations/page.ts';
import { pages as proposals } from '../proposals/page.ts';
import { pages as regions } from '../regions/page.ts';
import { pages as registers } from '../registers/page.ts';
import { pages as reports } from '../reports/page.ts';
import { pages as session } from '../session/page.ts';
import { pages as visits } from '../visits/page.ts';
import { pages as window } from '../window/page.ts';
import { pages as workbooks } from '../workbooks/page.ts';
import type { PageDescriptor } from './descriptor.ts';

const list = [
  ...inbox,
  ...cases,
  ...window,
  ...people,
  ...visits,
  ...proposals,
  ...consultations,
  ...ledgers,
  ...notices,
  ...indicators,
  ...registers,
  ...facilities,
  ...populations,
  ...workbooks,
  ...reports,
  ...accounts,
  ...audit,
  ...regions,
  ...session,
] as const;

export type PageName = (typeof list)[number]['page'];
interface Page extends PageDescriptor {
  readonly page: PageName;
}

/** Every page of the workbench, in the order of the navigation. */
export const pages: readonly Page[] = list;

const byName: ReadonlyMap<string, Page> = new Map(pages.map((one) => [one.page, one]));

/** The descriptor of a page. */
export function getPage(name: PageName): Page {
  return byName.get(name)!;
}

/** Whether a hat with these powers has business on a page. */
export function mayOpen(name: PageName, powers: readonly string[]): boolean {
  const { needs } = getPage(name);
  return needs.length === 0 || needs.some((power) => powers.includes(power));
}

/** The page on which a hat begins: the queue for who works on cases, the plan for who reads figures, the registers only for who has nothing else. */
export function firstPage(powers: readonly string[]): PageName {
  if (!powers.includes('case.handle') && mayOpen('plan', powers)) return 'plan';
  const open = pages.filter(({ page, group }) => group && mayOpen(page, powers));
  const own = open.filter(({ needs }) => needs.length > 0);
  return (own.find(({ page }) => page !== 'registers') ?? own[0] ?? open[0])?.page ?? 'settings';
}
