import type { ComponentType } from 'react';
import { lazy } from 'react';
import type { PageName } from '../route/router.tsx';

type Loaded = Record<string, ComponentType<never>>;

/** A page that is fetched when first opened. */
function later(load: () => Promise<Loaded>, name: string) {
  return lazy(async () => ({ default: (await load())[name] as ComponentType<Record<string, string>> }));
}

const window = () => import('../window/pages.tsx');
const admin = () => import('../accounts/pages.tsx');

/** Which component shows which page. */
export const pages: Record<PageName | 'missing' | 'denied', ComponentType<Record<string, string>>> = {
  inbox: later(() => import('../inbox/page.tsx'), 'InboxPage'),
  case: later(() => import('../case/page.tsx'), 'CasePage'),
  window: later(window, 'WindowPage'),
  apply: later(window, 'ApplyPage'),
  people: later(() => import('../people/pages.tsx'), 'PeoplePage'),
  person: later(() => import('../people/pages.tsx'), 'PersonPage'),
  consultations: later(() => import('../consultations/page.tsx'), 'ConsultationsPage'),
  notices: later(() => import('../notices/page.tsx'), 'NoticesPage'),
  plan: later(() => import('../plan/pages.tsx'), 'PlanPage'),
  target: later(() => import('../plan/pages.tsx'), 'TargetPage'),
  facilities: later(() => import('../facilities/pages.tsx'), 'FacilitiesPage'),
  population: later(() => import('../facilities/pages.tsx'), 'PopulationPage'),
  reports: later(() => import('../report/pages.tsx'), 'ReportsPage'),
  report: later(() => import('../report/pages.tsx'), 'ReportPage'),
  regions: later(() => import('../regions/page.tsx'), 'RegionsPage'),
  regionChanges: later(() => import('../regions/changes.tsx'), 'RegionChangesPage'),
  regionAssignments: later(() => import('../regions/assignments.tsx'), 'AssignmentsPage'),
  accounts: later(admin, 'AccountsPage'),
  roles: later(admin, 'RolesPage'),
  audit: later(() => import('../audit/page.tsx'), 'AuditPage'),
  helped: later(() => import('../audit/helped.tsx'), 'HelpedPage'),
  settings: later(() => import('../session/settings.tsx'), 'SettingsPage'),
  missing: later(() => import('./missing.tsx'), 'MissingPage'),
  denied: later(() => import('./missing.tsx'), 'DeniedPage'),
};
