import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { canonical } from '../../kernel/kernel.ts';
import { UnreadableDocument, readCsv, readYaml } from './document.ts';
import type { PackDocument } from './document.ts';
import { checkSection, faultAt } from './fault.ts';
import type { Fault } from './fault.ts';
import { packLibrary } from './library.ts';
import type { Pack, PackLibrary } from './library.ts';
import { Manifest, Parameters } from './manifest.ts';
import { text } from './texts.ts';

/** The YAML files of a pack that are policy. Other files of the folder are demonstration data or maps and have no part in the hash. */
export const sectionNames = ['pack', 'items', 'procedures', 'roles', 'measures', 'targets', 'baselines', 'parameters', 'units'] as const;

interface Draft {
  readonly name: string;
  readonly manifest: Manifest;
  readonly sections: ReadonlyMap<string, PackDocument>;
}

/** Reads every pack of a folder. Never throws for a faulty pack: what is wrong stands in `faults`, and that pack is left out. */
export function readPacks(folder: string): PackLibrary {
  const faults: Fault[] = [];
  const drafts = new Map<string, Draft>();
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name))) {
    if (!entry.isDirectory() || !existsSync(join(folder, entry.name, 'pack.yaml'))) continue;
    const draft = readPack(folder, entry.name, faults);
    if (draft) drafts.set(draft.name, draft);
  }
  const usable = [...drafts.values()].filter((draft) => extendsWell(draft, drafts, faults));
  const packs = usable.map((draft): Pack => ({ ...draft, hash: hashOf(draft, drafts) }));
  return packLibrary(packs, faults);
}

function readPack(folder: string, name: string, faults: Fault[]): Draft | undefined {
  const sections = new Map<string, PackDocument>();
  for (const [section, absolute] of sectionFiles(join(folder, name))) {
    const file = relative(folder, absolute).split(sep).join('/');
    try {
      sections.set(section, absolute.endsWith('.csv') ? readCsv(name, file, absolute) : readYaml(name, file, absolute));
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      faults.push({ pack: name, file, line: error.line, message: text('packs.faults.unreadable', { detail: error.message }) });
    }
  }
  const document = sections.get('pack');
  if (!document) return undefined;
  const found = checkSection(document, Manifest);
  const manifest = document.data as Manifest;
  if (found.length === 0 && manifest.name !== name) found.push(faultAt(document, ['name'], 'name-differs', { name: manifest.name, folder: name }));
  const parameters = sections.get('parameters');
  if (parameters) faults.push(...checkSection(parameters, Parameters));
  faults.push(...found);
  return found.length === 0 ? { name, manifest, sections } : undefined;
}

function sectionFiles(folder: string): [string, string][] {
  const found: [string, string][] = sectionNames.map((name) => [name, join(folder, `${name}.yaml`)]);
  found.push(['calendar', join(folder, 'calendar.csv')]);
  for (const name of namesIn(join(folder, 'codes'), '.csv')) found.push([`codes/${name}`, join(folder, 'codes', `${name}.csv`)]);
  for (const name of namesIn(join(folder, 'texts', 'zh-CN'), '.yaml')) found.push([`texts/zh-CN/${name}`, join(folder, 'texts', 'zh-CN', `${name}.yaml`)]);
  return found.filter(([, file]) => existsSync(file));
}

function namesIn(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).sort();
}

function extendsWell(draft: Draft, drafts: ReadonlyMap<string, Draft>, faults: Fault[]): boolean {
  const document = draft.sections.get('pack')!;
  let well = true;
  for (const [index, name] of draft.manifest.extends.entries()) {
    const key = !drafts.has(name) ? 'extends-unknown' : ancestors(name, drafts).has(draft.name) ? 'extends-loop' : undefined;
    if (!key) continue;
    faults.push(faultAt(document, ['extends', index], key, { name }));
    well = false;
  }
  return well;
}

/** The pack and everything it extends, nearest first. */
function ancestors(name: string, drafts: ReadonlyMap<string, Draft>, into = new Set<string>()): Set<string> {
  if (into.has(name)) return into;
  into.add(name);
  for (const above of drafts.get(name)?.manifest.extends ?? []) ancestors(above, drafts, into);
  return into;
}

function hashOf(draft: Draft, drafts: ReadonlyMap<string, Draft>): string {
  const hash = createHash('sha256');
  for (const name of [...ancestors(draft.name, drafts)].sort()) {
    const sections = drafts.get(name)?.sections ?? new Map<string, PackDocument>();
    for (const section of [...sections.keys()].sort()) hash.update(`${name}/${section}\n${canonical(sections.get(section)?.data)}\n`);
  }
  return hash.digest('hex');
}
