import { committeeStructure, supervisionConflicts } from '../committees/committee.panel.ts';
import { organisationCoverage } from '../organisations/social-organisation.panel.ts';
import { professionalCoverage } from '../professionals/professional.panel.ts';
import type { PanelRead } from '../register/panel.ts';
import { certifiedWorkers } from '../workers/worker.panel.ts';

/** Every panel of the declared registers. */
export const declaredPanels: readonly PanelRead[] = [
  certifiedWorkers,
  committeeStructure,
  supervisionConflicts,
  professionalCoverage,
  organisationCoverage,
];
