import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { indicatorFiles } from '../indicators/indicators.ts';
import { declaredErrors, LinliError } from '../kernel/kernel.ts';
import { procedureFiles } from '../procedures/procedures.ts';
import type { Fault, FileKind, Outside, ReadBefore } from '../registers/registers.ts';
import { checkShelf, inOrder, layOut, packErrors, parseCsvText, registerFiles } from '../registers/registers.ts';
// These declare errors of their own, which the catalogue must name as well.
import '../channels/http/errors.ts';
import '../channels/http/parts.ts';
import './backup.ts';
import './founding.ts';
import { readAsked } from './asked.ts';
import { packsFolder, root } from './program.ts';

/** Every kind of file a pack may hold; each wing answers for its own. */
export const packFiles: readonly FileKind[] = [...registerFiles, ...procedureFiles, ...indicatorFiles];

/** What a check of a folder found. */
export interface PackReport {
  readonly packs: number;
  readonly faults: readonly Fault[];
}

/**
 * Every fault of every file in a folder of packs, with file and line. A folder that is one pack is checked among its neighbours.
 * `before` keeps what was read for the next check of the same folder. Throws PACK_FOLDER_MISSING, PACK_FOLDER_EMPTY.
 */
export function checkPackFolder(folder: string, before?: ReadBefore): PackReport {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new LinliError(packErrors.PACK_FOLDER_MISSING, { folder });
  const one = existsSync(join(folder, 'pack.yaml'));
  const { shelf, faults } = layOut(one ? dirname(folder) : folder, packsFolder, packFiles, outside(), before);
  const checked = shelf.packs.filter((pack) => !pack.lent && (!one || pack.name === basename(folder)));
  if (checked.length === 0) throw new LinliError(packErrors.PACK_FOLDER_EMPTY, { folder });
  const found = inOrder([...faults, ...checkShelf(shelf, packFiles)]);
  return { packs: checked.length, faults: one ? found.filter((fault) => fault.pack === basename(folder)) : found };
}

function outside(): Outside {
  const requirements = parseCsvText(readFileSync(join(root, 'docs/requirements.csv'), 'utf8')).records;
  return { ...readAsked(), requirements: new Set(requirements.map((row) => row.id ?? '')), errors: new Set(declaredErrors().keys()) };
}
