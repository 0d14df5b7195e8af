import type { PageName } from '../route/router.tsx';

/** The powers of which a hat needs one to open a page; none means that every hat may. The server decides again over each answer. */
const needed: Record<PageName, readonly string[]> = {
  inbox: ['case.read'],
  case: ['case.read'],
  window: ['window.serve'],
  apply: ['window.serve'],
  people: ['person.read'],
  person: ['person.read'],
  consultations: ['consultation.answer'],
  notices: ['case.handle'],
  plan: ['indicator.read'],
  target: ['indicator.read'],
  facilities: ['facility.write', 'indicator.read'],
  population: ['facility.write', 'indicator.read'],
  reports: ['plan.report', 'indicator.read'],
  report: ['plan.report', 'indicator.read'],
  regions: [],
  regionChanges: [],
  regionAssignments: ['region.change'],
  accounts: ['account.manage'],
  roles: ['account.manage'],
  audit: ['audit.read'],
  helped: ['audit.read'],
  settings: [],
};

/** Whether a hat with these powers has business on a page. */
export function mayOpen(page: PageName, powers: readonly string[]): boolean {
  return needed[page].length === 0 || needed[page].some((power) => powers.includes(power));
}
