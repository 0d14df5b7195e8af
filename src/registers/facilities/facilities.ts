export * from './facility.register.ts';
export * from './facility.ts';
export * from './facility-census.register.ts';
