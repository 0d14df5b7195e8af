import { hatRoutes } from '../api/accounts/hats.ts';
import { accountImportRoutes } from '../api/accounts/import.ts';
import { accountRoutes } from '../api/accounts/routes.ts';
import { signInLogRoutes } from '../api/accounts/sign-ins.ts';
import { auditRoutes } from '../api/audit/routes.ts';
import { attachmentRoutes } from '../api/cases/attachments.ts';
import { casePrintRoutes } from '../api/cases/print.ts';
import { caseRoutes } from '../api/cases/routes.ts';
import { consultationRoutes } from '../api/consultations/routes.ts';
import { entitlementRoutes } from '../api/entitlements/routes.ts';
import { findRoutes } from '../api/find/routes.ts';
import { indicatorRoutes } from '../api/indicators/routes.ts';
import { ledgerRoutes } from '../api/ledgers/routes.ts';
import { lifeRoutes } from '../api/life/routes.ts';
import { panelRoutes } from '../api/panels/routes.ts';
import { rosterRoutes } from '../api/people/roster.ts';
import { personRoutes } from '../api/people/routes.ts';
import { populationRoutes } from '../api/populations/routes.ts';
import { privacyRoutes } from '../api/privacy/routes.ts';
import { proposalRoutes } from '../api/proposals/routes.ts';
import { regionAssignmentRoutes } from '../api/regions/assignments.ts';
import { regionChangeRoutes } from '../api/regions/changes.ts';
import { regionRoutes } from '../api/regions/routes.ts';
import { registerRoutes } from '../api/registers/routes.ts';
import { reportRoutes } from '../api/reports/routes.ts';
import { sessionRoutes } from '../api/session/routes.ts';
import { transferRoutes } from '../api/transfers/routes.ts';
import { visitRoutes } from '../api/visits/routes.ts';
import { workbookRoutes } from '../api/workbooks/routes.ts';
import { hallRoutes } from '../hall/routes.ts';
import { workbenchPages } from '../workbench/pages.ts';
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
  rosterRoutes,
  personRoutes,
  lifeRoutes,
  transferRoutes,
  entitlementRoutes,
  accountRoutes,
  accountImportRoutes,
  signInLogRoutes,
  hatRoutes,
  auditRoutes,
  regionChangeRoutes,
  regionAssignmentRoutes,
  regionRoutes,
  populationRoutes,
  privacyRoutes,
  proposalRoutes,
  visitRoutes,
  indicatorRoutes,
  reportRoutes,
  registerRoutes,
  ledgerRoutes,
  findRoutes,
  workbookRoutes,
  panelRoutes,
  hallRoutes,
];
