import { hallRoutes } from '../hall/routes.ts';
import { accountRoutes } from '../workbench/accounts/routes.ts';
import { auditRoutes } from '../workbench/audit/routes.ts';
import { attachmentRoutes } from '../workbench/cases/attachments.ts';
import { casePrintRoutes } from '../workbench/cases/print.ts';
import { caseRoutes } from '../workbench/cases/routes.ts';
import { consultationRoutes } from '../workbench/consultations/routes.ts';
import { entitlementRoutes } from '../workbench/entitlements/routes.ts';
import { censusRoutes } from '../workbench/facilities/census.ts';
import { facilityRoutes } from '../workbench/facilities/routes.ts';
import { indicatorRoutes } from '../workbench/indicators/routes.ts';
import { workbenchPages } from '../workbench/pages.ts';
import { personRoutes } from '../workbench/people/routes.ts';
import { populationRoutes } from '../workbench/populations/routes.ts';
import { regionAssignmentRoutes } from '../workbench/regions/assignments.ts';
import { regionChangeRoutes } from '../workbench/regions/changes.ts';
import { regionRoutes } from '../workbench/regions/routes.ts';
import { reportRoutes } from '../workbench/reports/routes.ts';
import { sessionRoutes } from '../workbench/session/routes.ts';
import { transferRoutes } from '../workbench/transfers/routes.ts';
import { documentationRoutes } from './documentation.ts';
import type { App } from './linli.ts';

/** Every face and noun on the server, in the order in which they are registered. */
export const routes: readonly ((app: App) => void)[] = [
  documentationRoutes,
  workbenchPages,
  sessionRoutes,
  casePrintRoutes,
  caseRoutes,
  consultationRoutes,
  attachmentRoutes,
  personRoutes,
  transferRoutes,
  entitlementRoutes,
  accountRoutes,
  auditRoutes,
  regionChangeRoutes,
  regionAssignmentRoutes,
  regionRoutes,
  censusRoutes,
  facilityRoutes,
  populationRoutes,
  indicatorRoutes,
  reportRoutes,
  hallRoutes,
];
