// The door of the registers. Each noun adds its lines.

export * from './accounts/account.store.ts';
export * from './accounts/account.ts';
export * from './accounts/session.store.ts';
export * from './accounts/sign-in.ts';
export { Staff } from './accounts/staff-check.ts';
export * from './declared.ts';
export * from './entitlements/entitlements.ts';
export * from './facilities/facilities.ts';
export * from './households/household.store.ts';
export * from './imports/imports.ts';
export * from './pack-files.ts';
export * from './packs/packs.ts';
export * from './panels/panels.ts';
export * from './people/citizen-number.ts';
export * from './people/identity.store.ts';
export * from './people/masking.ts';
export * from './people/move.store.ts';
export * from './people/person.store.ts';
export * from './people/person.ts';
export * from './people/verification.store.ts';
export * from './populations/populations.ts';
export * from './regions/known-regions.ts';
export * from './regions/regions.ts';
export * from './register/register.ts';
export * from './units/unit.store.ts';
