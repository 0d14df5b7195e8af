import { bodyCoverage } from '../bodies/body.panel.ts';
import { committeeStructure, supervisionConflicts } from '../committees/committee.panel.ts';
import { communityLayout } from '../communities/community-profile.panel.ts';
import { areaSplit } from '../facilities/facility.panel.ts';
import { gridStaffing } from '../grids/grid.panel.ts';
import { householdPopulation } from '../households/household.panel.ts';
import { organisationCoverage } from '../organisations/social-organisation.panel.ts';
import { outletChains, outletReach, outletsByKind } from '../outlets/outlet.panel.ts';
import { partyOrganisationCoverage } from '../party-organisations/party-organisation.panel.ts';
import { policyGraph } from '../policies/policy.panel.ts';
import { professionalCoverage } from '../professionals/professional.panel.ts';
import { protectedData, protectionControls } from '../protection/protection-control.panel.ts';
import type { PanelRead } from '../register/panel.ts';
import { servicePointCoverage } from '../service-points/service-point.panel.ts';
import { stationChecklist } from '../stations/social-work-station.panel.ts';
import { gridFreshness } from '../visits/freshness.panel.ts';
import { teamStrength, volunteerRecruitment } from '../volunteers/volunteer.panel.ts';
import { certifiedWorkers } from '../workers/worker.panel.ts';

/** Every panel of the declared registers. */
export const declaredPanels: readonly PanelRead[] = [
  certifiedWorkers,
  committeeStructure,
  supervisionConflicts,
  professionalCoverage,
  organisationCoverage,
  volunteerRecruitment,
  teamStrength,
  outletsByKind,
  outletReach,
  outletChains,
  stationChecklist,
  policyGraph,
  areaSplit,
  gridStaffing,
  gridFreshness,
  communityLayout,
  householdPopulation,
  bodyCoverage,
  partyOrganisationCoverage,
  servicePointCoverage,
  protectionControls,
  protectedData,
];
