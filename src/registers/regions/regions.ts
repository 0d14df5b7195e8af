// The register of regions: what it offers to the rest of the program.

export * from './carry.store.ts';
export * from './change.ts';
export type { ChangeFilter, ChangePage } from './changes.store.ts';
export { changesOfRegion, listRegionChanges } from './changes.store.ts';
export type { FormerHit } from './former.store.ts';
export * from './places.store.ts';
export * from './region.store.ts';
export * from './region.ts';
export * from './region-file.ts';
export * from './region-import.ts';
export * from './search.store.ts';
export * from './source.ts';
export * from './spelling.ts';
export type { ChangeStory, Named } from './story.ts';
export * from './succession.ts';
