import { absence } from './absences/absence.register.ts';
import { body } from './bodies/body.register.ts';
import { bodyMember } from './bodies/body-member.register.ts';
import { committeeMember } from './committees/committee-member.register.ts';
import { supervisionMember } from './committees/supervision-member.register.ts';
import { communityProfile } from './communities/community-profile.register.ts';
import { compound } from './compounds/compound.register.ts';
import { dwelling } from './dwellings/dwelling.register.ts';
import { economicBody } from './economic-bodies/economic-body.register.ts';
import { facility } from './facilities/facility.register.ts';
import { facilityCensus } from './facilities/facility-census.register.ts';
import { grid } from './grids/grid.register.ts';
import { gridPost } from './grids/grid-post.register.ts';
import { honour } from './honours/honour.register.ts';
import { household } from './households/household.register.ts';
import { employmentLabel } from './labels/employment-label.register.ts';
import { personLabel } from './labels/person-label.register.ts';
import { medium } from './media/medium.register.ts';
import { socialOrganisation } from './organisations/social-organisation.register.ts';
import { outlet } from './outlets/outlet.register.ts';
import { partyOrganisation } from './party-organisations/party-organisation.register.ts';
import { policyDocument } from './policies/policy-document.register.ts';
import { policyLink } from './policies/policy-link.register.ts';
import { professional } from './professionals/professional.register.ts';
import { protectionControl } from './protection/protection-control.register.ts';
import type { Register } from './register/declare.ts';
import { room } from './rooms/room.register.ts';
import { idleAsset } from './service-points/idle-asset.register.ts';
import { servicePoint } from './service-points/service-point.register.ts';
import { serviceRecord } from './services/service-record.register.ts';
import { socialWorkStation } from './stations/social-work-station.register.ts';
import { system } from './systems/system.register.ts';
import { resettlement } from './towns/resettlement.register.ts';
import { townProfile } from './towns/town-profile.register.ts';
import { collectionTask } from './visits/collection-task.register.ts';
import { homeVisit } from './visits/home-visit.register.ts';
import { volunteer } from './volunteers/volunteer.register.ts';
import { volunteerTeam } from './volunteers/volunteer-team.register.ts';
import { socialWorker } from './workers/social-worker.register.ts';
import { worker } from './workers/worker.register.ts';

/** Every declared register, in the order in which a demonstration is filled: what others name stands before them. */
export const declaredRegisters: readonly Register[] = [
  worker,
  committeeMember,
  supervisionMember,
  socialWorker,
  professional,
  socialOrganisation,
  grid,
  gridPost,
  body,
  bodyMember,
  compound,
  economicBody,
  partyOrganisation,
  townProfile,
  communityProfile,
  resettlement,
  facility,
  facilityCensus,
  room,
  servicePoint,
  idleAsset,
  system,
  medium,
  volunteerTeam,
  volunteer,
  outlet,
  socialWorkStation,
  policyDocument,
  policyLink,
  honour,
  protectionControl,
  dwelling,
  household,
  personLabel,
  employmentLabel,
  absence,
  serviceRecord,
  collectionTask,
  homeVisit,
];
