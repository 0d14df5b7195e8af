import type { PackDocument, Path } from './document.ts';
import { faultAt, sayPath } from './fault.ts';
import type { Fault } from './fault.ts';
import { textKeys } from './shelf.ts';
import type { FileKind, Shelf } from './shelf.ts';

export const textFiles: FileKind = { path: /^texts\/zh-CN\/[a-z]+\.yaml$/, home: 'base', needed: ['texts/zh-CN/errors.yaml', 'texts/zh-CN/packs.yaml', 'texts/zh-CN/start.yaml'], check: checkTexts };

function checkTexts(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const file = document.file.split('/').at(-1)!.slice(0, -'.yaml'.length);
  if (typeof document.data !== 'object' || document.data === null || Array.isArray(document.data)) return [faultAt(document, [], 'texts-no-map')];
  const faults = leaves(document.data, []).flatMap(([path, value]) => (typeof value === 'string' && value.trim() !== '' ? [] : [...wordless(document, path, value)]));
  if (!shelf.outside) return faults;
  const { texts, errors } = shelf.outside;
  if (file === 'errors') faults.push(...errorFaults(document, errors));
  else if (![...texts.whole, ...texts.begun].some((key) => key.startsWith(`${file}.`))) faults.push(faultAt(document, [], 'unowned'));
  const keys = textKeys(shelf);
  for (const key of texts.whole) if (key.startsWith(`${file}.`) && !keys.has(key) && file !== 'errors') faults.push(faultAt(document, pathOf(key), 'text-missing', { key }));
  for (const begun of texts.begun) if (begun.startsWith(`${file}.`) && begun !== `${file}.` && ![...keys.keys()].some((key) => key.startsWith(begun))) faults.push(faultAt(document, pathOf(begun), 'text-missing', { key: `${begun}…` }));
  return faults;
}

function pathOf(key: string): Path {
  return key.split('.').slice(1).filter((step) => step !== '');
}

/** Figures and truth values are shown as they are; lists and gaps are no words. */
function wordless(document: PackDocument, path: Path, value: unknown): Fault[] {
  return typeof value === 'number' ? [] : [faultAt(document, path, 'text-empty', { at: sayPath(path), value: JSON.stringify(value) ?? '' })];
}

function leaves(node: unknown, path: Path): [Path, unknown][] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [[path, node]];
  const entries = Object.entries(node);
  return entries.length === 0 ? [[path, null]] : entries.flatMap(([key, child]) => leaves(child, [...path, key]));
}

/** Every declared error has a sentence and a next step; nothing else stands there. */
function errorFaults(document: PackDocument, declared: ReadonlySet<string>): Fault[] {
  const written = document.data as Record<string, unknown>;
  const faults = [...declared].filter((code) => !(code in written)).map((code) => faultAt(document, [], 'error-missing', { code }));
  for (const [code, entry] of Object.entries(written)) {
    if (!declared.has(code)) faults.push(faultAt(document, [code], 'error-extra', { code }));
    const parts = typeof entry === 'object' && entry !== null ? Object.keys(entry) : [];
    for (const part of ['sentence', 'next']) if (!parts.includes(part)) faults.push(faultAt(document, [code], 'error-part-missing', { code, part }));
    for (const part of parts) if (part !== 'sentence' && part !== 'next') faults.push(faultAt(document, [code, part], 'error-part-extra', { code, part }));
  }
  return faults;
}
