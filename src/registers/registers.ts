// The door of the registers. Each noun adds one line.
export * from './packs/packs.ts';
export * from './people/citizen-number.ts';
export * from './people/masking.ts';
export * from './people/grams.ts';
export * from './people/person.ts';
export * from './people/person.store.ts';
export * from './accounts/account.ts';
export * from './accounts/account.store.ts';
export * from './accounts/session.store.ts';
export * from './accounts/sign-in.ts';
export * from './regions/regions.ts';
export * from './imports/imports.ts';
export * from './facilities/facilities.ts';
export * from './populations/populations.ts';
export * from './households/household.store.ts';
export * from './units/unit.store.ts';
