import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LinliError, declaredErrors } from '../kernel/kernel.ts';
import { indicatorFiles } from '../indicators/indicators.ts';
import { procedureFiles } from '../procedures/procedures.ts';
import { checkShelf, inOrder, layOut, packErrors, parseCsvText, registerFiles } from '../registers/registers.ts';
import type { Fault, FileKind, Outside } from '../registers/registers.ts';
// Declares its own errors, which the catalogue must name as well.
import './backup.ts';
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
 * Throws PACK_FOLDER_MISSING, PACK_FOLDER_EMPTY.
 */
export function checkPackFolder(folder: string): PackReport {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new LinliError(packErrors.PACK_FOLDER_MISSING, { folder });
  const one = existsSync(join(folder, 'pack.yaml'));
  const { shelf, faults } = layOut(one ? dirname(folder) : folder, packsFolder, packFiles, outside());
  const checked = shelf.packs.filter((pack) => !pack.lent && (!one || pack.name === basename(folder)));
  if (checked.length === 0 && faults.length === 0) throw new LinliError(packErrors.PACK_FOLDER_EMPTY, { folder });
  const found = inOrder([...faults, ...checkShelf(shelf, packFiles)]);
  return { packs: checked.length, faults: one ? found.filter((fault) => fault.pack === basename(folder)) : found };
}

function outside(): Outside {
  const requirements = parseCsvText(readFileSync(join(root, 'docs/requirements.csv'), 'utf8')).records;
  return { requirements: new Set(requirements.map((row) => row.id ?? '')), texts: askedTexts(), errors: new Set(declaredErrors().keys()) };
}

const WHOLE = /\b(text|words)\(\s*(?:[^()'"`]+\?\s*)?'([\w.-]+)'(?:\s*:\s*'([\w.-]+)')?/g;
const FAULT = /\bfaultAt\(document, (?:\[[^\]]*\]|[\w.]+), '([\w.-]+)'/g;
const BEGUN = /\b(text|words)\(\s*`([\w.-]+)\$\{/g;

/** The keys of texts that stand in the program's own source: whole, or up to the part that is filled in. */
function askedTexts(): Outside['texts'] {
  const whole = new Set<string>();
  const begun = new Set<string>();
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  for (const file of files) {
    const source = readFileSync(join(root, 'src', file), 'utf8');
    const within = (asked: string): string => (asked === 'words' ? 'workbench.' : '');
    for (const [, asked, ...keys] of source.matchAll(WHOLE)) for (const key of keys) if (key?.includes('.') || (key && asked === 'words')) whole.add(within(asked!) + key);
    for (const [, key] of source.matchAll(FAULT)) whole.add(`packs.faults.${key}`);
    for (const [, asked, key] of source.matchAll(BEGUN)) begun.add(within(asked!) + key!);
  }
  return { whole, begun };
}
