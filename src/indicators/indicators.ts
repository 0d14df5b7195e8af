// The door of the indicators.
export * from './targets/target.ts';
export * from './targets/compile.ts';
export * from './targets/check.ts';
