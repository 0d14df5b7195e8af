// The door of the ledgers.
export * from './derive.store.ts';
export * from './dictionary.ts';
export * from './fill.ts';
export * from './ledger.store.ts';
export * from './ledger.ts';
export { DemonstrationLedgers } from './ledger-check.ts';
export * from './load.ts';
export * from './open.ts';
export * from './sheet.store.ts';
export * from './sheet.ts';
