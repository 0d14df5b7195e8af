import type { PackDocument, Path } from './document.ts';
import type { Fault } from './fault.ts';
import { faultAt, sayPath } from './fault.ts';
import type { FileKind, Filling, Shelf } from './shelf.ts';
import { textKeys } from './shelf.ts';

export const textFiles: FileKind = {
  path: /^texts\/zh-CN\/[a-z]+\.yaml$/,
  home: 'base',
  needed: ['texts/zh-CN/errors.yaml', 'texts/zh-CN/packs.yaml', 'texts/zh-CN/start.yaml'],
  check: checkTexts,
};

function checkTexts(document: PackDocument, shelf: Shelf): readonly Fault[] {
  const file = document.file.split('/').at(-1)!.slice(0, -'.yaml'.length);
  if (typeof document.data !== 'object' || document.data === null || Array.isArray(document.data))
    return [faultAt(document, [], 'texts-no-map')];
  const faults = leaves(document.data, []).flatMap(([path, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [] : [...wordless(document, path, value)],
  );
  if (!shelf.outside) return faults;
  const { texts, errors } = shelf.outside;
  const written = leaves(document.data, []).map(([path, value]) => ({ path, value, key: [file, ...path].join('.') }));
  for (const { path, value, key } of written)
    if (typeof value === 'string') faults.push(...fillingFaults(document, path, value, texts.filled(key)));
  if (file === 'errors') return [...faults, ...errorFaults(document, errors)];
  const asked = [...texts.whole].filter((key) => key.startsWith(`${file}.`));
  if (asked.length === 0) return [...faults, faultAt(document, [], 'unowned')];
  const keys = textKeys(shelf);
  for (const key of asked) if (!keys.has(key)) faults.push(faultAt(document, pathOf(key), 'text-missing', { key }));
  for (const { path, key } of written) if (!texts.filled(key).asked) faults.push(faultAt(document, path, 'text-unasked', { key }));
  return faults;
}

const PLACEHOLDER = /\{(\w+)\}/g;
const NO_PLACEHOLDER = /\{(?!\w+\})|(?<!\{\w*)\}|｛|｝/;

/** A placeholder nobody fills would stand on the page as it is written. */
function fillingFaults(document: PackDocument, path: Path, value: string, { asked, names }: Filling): Fault[] {
  const at = sayPath(path);
  const unknown =
    asked && names ? [...new Set([...value.matchAll(PLACEHOLDER)].map((found) => found[1]!))].filter((name) => !names.includes(name)) : [];
  const faults = unknown.map((name) =>
    faultAt(document, path, names!.length > 0 ? 'placeholder-among' : 'placeholder-unknown', { at, name, known: names!.join('、') }),
  );
  return NO_PLACEHOLDER.test(value) ? [...faults, faultAt(document, path, 'placeholder-open', { at, value })] : faults;
}

function pathOf(key: string): Path {
  return key
    .split('.')
    .slice(1)
    .filter((step) => step !== '');
}

/** Figures and truth values are shown as they are; lists and gaps are no words. */
function wordless(document: PackDocument, path: Path, value: unknown): Fault[] {
  return typeof value === 'number'
    ? []
    : [faultAt(document, path, 'text-empty', { at: sayPath(path), value: JSON.stringify(value) ?? '' })];
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
    for (const part of ['sentence', 'next'])
      if (!parts.includes(part)) faults.push(faultAt(document, [code], 'error-part-missing', { code, part }));
    for (const part of parts)
      if (part !== 'sentence' && part !== 'next') faults.push(faultAt(document, [code, part], 'error-part-extra', { code, part }));
  }
  return faults;
}
