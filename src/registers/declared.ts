import { socialOrganisation } from './organisations/social-organisation.register.ts';
import type { Register } from './register/declare.ts';
import { worker } from './workers/worker.register.ts';

/** Every declared register, in the order in which a demonstration is filled: what others name stands before them. */
export const declaredRegisters: readonly Register[] = [worker, socialOrganisation];
