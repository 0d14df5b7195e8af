export * from './community.store.ts';
export * from './population.store.ts';
export * from './population.ts';
export * from './population-import.ts';
export * from './population-load.ts';
