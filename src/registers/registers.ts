// The door of the registers. Each noun adds one line.
export * from './packs/packs.ts';
