import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { canonical } from '../../kernel/kernel.ts';
import type { PackDocument } from './document.ts';
import { readDocument, UnreadableDocument } from './document.ts';
import type { Fault } from './fault.ts';
import { checkSection, unreadableFaults } from './fault.ts';
import type { Pack, PackLibrary } from './library.ts';
import { packLibrary } from './library.ts';
import type { Manifest } from './manifest.ts';
import { Parameters } from './manifest.ts';
import { ancestors, extendsFaults, manifestFaults } from './manifest-check.ts';

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
  const parents = new Map([...drafts.values()].map((draft) => [draft.name, draft.manifest.extends]));
  const usable = [...drafts.values()].filter((draft) => {
    const found = extendsFaults(draft.sections.get('pack')!, draft.manifest, parents);
    faults.push(...found);
    return found.length === 0;
  });
  const packs = usable.map((draft): Pack => ({ ...draft, hash: hashOf(draft, drafts, parents) }));
  return packLibrary(packs, faults);
}

function readPack(folder: string, name: string, faults: Fault[]): Draft | undefined {
  const sections = new Map<string, PackDocument>();
  for (const [section, absolute] of sectionFiles(join(folder, name))) {
    const file = relative(folder, absolute).split(sep).join('/');
    try {
      sections.set(section, readDocument(name, file, absolute));
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      faults.push(...unreadableFaults(name, file, error));
    }
  }
  const document = sections.get('pack');
  if (!document) return undefined;
  const found = manifestFaults(document);
  const parameters = sections.get('parameters');
  if (parameters) faults.push(...checkSection(parameters, Parameters));
  faults.push(...found);
  return found.length === 0 ? { name, manifest: document.data as Manifest, sections } : undefined;
}

function sectionFiles(folder: string): [string, string][] {
  const found: [string, string][] = sectionNames.map((name) => [name, join(folder, `${name}.yaml`)]);
  found.push(['calendar', join(folder, 'calendar.csv')], ['holidays', join(folder, 'holidays.csv')]);
  for (const name of namesIn(join(folder, 'codes'), '.csv')) found.push([`codes/${name}`, join(folder, 'codes', `${name}.csv`)]);
  for (const name of namesIn(join(folder, 'texts', 'zh-CN'), '.yaml'))
    found.push([`texts/zh-CN/${name}`, join(folder, 'texts', 'zh-CN', `${name}.yaml`)]);
  for (const room of ['registers', 'sheets'])
    for (const name of namesIn(join(folder, room), '.yaml')) found.push([`${room}/${name}`, join(folder, room, `${name}.yaml`)]);
  return found.filter(([, file]) => existsSync(file));
}

function namesIn(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

function hashOf(draft: Draft, drafts: ReadonlyMap<string, Draft>, parents: ReadonlyMap<string, readonly string[]>): string {
  const hash = createHash('sha256');
  for (const name of [...ancestors(draft.name, parents)].sort()) {
    const sections = drafts.get(name)?.sections ?? new Map<string, PackDocument>();
    for (const section of [...sections.keys()].sort()) hash.update(`${name}/${section}\n${canonical(sections.get(section)?.data)}\n`);
  }
  return hash.digest('hex');
}
