import type { FileKind } from '../registers/registers.ts';
import { storyFile } from './cases/story-check.ts';
import { itemFile, procedureFile } from './definitions/check.ts';

/** The files of a pack that the procedures answer for. */
export const procedureFiles: readonly FileKind[] = [procedureFile, itemFile, storyFile];
