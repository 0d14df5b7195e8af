import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LinliError, declaredErrors } from '../kernel/kernel.ts';
import { indicatorFiles } from '../indicators/indicators.ts';
import { procedureFiles } from '../procedures/procedures.ts';
import { checkShelf, inOrder, layOut, packErrors, parseCsvText, registerFiles } from '../registers/registers.ts';
import type { Fault, FileKind, Outside } from '../registers/registers.ts';
// These declare errors of their own, which the catalogue must name as well.
import '../channels/http/errors.ts';
import './backup.ts';
import './founding.ts';
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
  if (checked.length === 0) throw new LinliError(packErrors.PACK_FOLDER_EMPTY, { folder });
  const found = inOrder([...faults, ...checkShelf(shelf, packFiles)]);
  return { packs: checked.length, faults: one ? found.filter((fault) => fault.pack === basename(folder)) : found };
}

function outside(): Outside {
  const requirements = parseCsvText(readFileSync(join(root, 'docs/requirements.csv'), 'utf8')).records;
  const sources = ownSources();
  return { requirements: new Set(requirements.map((row) => row.id ?? '')), texts: askedTexts(sources), parameters: askedParameters(sources), errors: new Set(declaredErrors().keys()) };
}

/** The program's own source: what it asks of the packs by name stands there in plain sight. */
function ownSources(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  return files.map((file) => readFileSync(join(root, 'src', file), 'utf8'));
}

function namesBy(sources: readonly string[], pattern: RegExp): string[] {
  return sources.flatMap((source) => [...source.matchAll(pattern)].map((found) => found[1]!));
}

function askedParameters(sources: readonly string[]): Outside['parameters'] {
  return { numbers: new Set(namesBy(sources, /\bsetting\('([\w.]+)'/g)), others: new Set(namesBy(sources, /\.parameter\([^\n]*?, '([\w.]+)'/g)) };
}

const WORDS = /\bwords\(\s*(?:[^()'"`]+\?\s*)?'([\w.-]+)'/g;
const OTHER_WORDS = /\bwords\(\s*[^()'"`]+\?\s*'[\w.-]+'\s*:\s*'([\w.-]+)'/g;
const TEXT = /\btext\(\s*(?:[^()'"`]+\?\s*)?'(\w+\.[\w.-]+)'/g;
const FAULT = /\bfaultAt\(document, (?:\[[^\]]*\]|[\w.]+), '([\w.-]+)'/g;

/** The keys of texts that are asked for: whole, or up to the part that is filled in. */
function askedTexts(sources: readonly string[]): Outside['texts'] {
  const words = [WORDS, OTHER_WORDS].flatMap((pattern) => namesBy(sources, pattern)).map((key) => `workbench.${key}`);
  const faults = namesBy(sources, FAULT).map((key) => `packs.faults.${key}`);
  const begunWords = namesBy(sources, /\bwords\(\s*`([\w.-]+)\$\{/g).map((key) => `workbench.${key}`);
  return { whole: new Set([...namesBy(sources, TEXT), ...words, ...faults]), begun: new Set([...namesBy(sources, /\btext\(\s*`([\w.-]+)\$\{/g), ...begunWords]) };
}
