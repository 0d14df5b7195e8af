// The door of the register mechanism.
export type { DataClass, Entry, EntryFacts, Field, FieldKind, Fields, Register, RegisterMeasure, StandLevel, Values } from './declare.ts';
export { columnTypes, entered, isMasked, namedByEntry, peopleIn } from './declare.ts';
export * from './draft.store.ts';
export * from './duplicate.store.ts';
export * from './entry.store.ts';
export * from './entry.ts';
export * from './list.store.ts';
export * from './list.ts';
export * from './load.ts';
export * from './look.store.ts';
export * from './measure.store.ts';
export * from './names.store.ts';
export type { Panel, PanelColumn, PanelRead, PanelRow } from './panel.ts';
export * from './powers.ts';
export * from './proposal.store.ts';
export * from './read.store.ts';
export * from './sheet.ts';
export * from './words.ts';
