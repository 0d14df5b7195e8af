import { committeeMember } from './committees/committee-member.register.ts';
import { supervisionMember } from './committees/supervision-member.register.ts';
import { socialOrganisation } from './organisations/social-organisation.register.ts';
import { professional } from './professionals/professional.register.ts';
import type { Register } from './register/declare.ts';
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
];
