export * from './community.store.ts';
export * from './facility.store.ts';
export * from './facility.ts';
export * from './facility-census.register.ts';
export * from './facility-import.ts';
export * from './facility-load.ts';
