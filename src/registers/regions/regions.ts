// The register of regions: what it offers to the rest of the program.
export * from './region.ts';
export * from './spelling.ts';
export * from './source.ts';
export * from './change.ts';
export * from './succession.ts';
export * from './region-file.ts';
export * from './region-import.ts';
export * from './region.store.ts';
export { changesOfRegion, listRegionChanges } from './changes.store.ts';
export type { ChangeFilter, ChangePage } from './changes.store.ts';
export type { ChangeStory, Named } from './story.ts';
export * from './carry.store.ts';
export type { FormerHit } from './former.store.ts';
export * from './search.store.ts';
