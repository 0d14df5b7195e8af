import { useSyncExternalStore } from 'react';
import { CallError, newKey } from '../client/client.ts';
import { said } from '../kit/problem.tsx';
import { size } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { FileRules } from './case.client.ts';
import { dropUpload, uploadForAct } from './case.client.ts';

/** A file chosen for an act: on its way, kept by the server (`id`), or refused (`error`). */
export interface ActFile {
  readonly key: string;
  readonly file: File;
  readonly material: string;
  readonly share: number;
  readonly id?: string;
  readonly error?: string;
  readonly again?: boolean;
}

/** One act on one case, to which files belong until it is done. */
export interface ActFilesOf {
  readonly county: string;
  readonly id: string;
  readonly act: string;
}

export interface ActFiles {
  readonly list: readonly ActFile[];
  add(files: readonly File[], material: string): void;
  drop(one: ActFile): void;
  retry(one: ActFile): void;
  /** Waits for what is on its way; the ids the act takes along. Throws when a file did not arrive. */
  settled(): Promise<string[]>;
  clear(): void;
}

// Outside of the page: a file goes on while the clerk looks something up, and is there on coming back, like what was typed.
const kept = new Map<string, readonly ActFile[]>();
const running = new Map<string, { readonly done: Promise<void>; readonly stop: AbortController }>();
const listeners = new Set<() => void>();
const none: readonly ActFile[] = [];

function put(desk: string, files: readonly ActFile[]): void {
  kept.set(desk, files);
  for (const listener of listeners) listener();
}

function change(desk: string, key: string, more: Partial<ActFile>): void {
  put(
    desk,
    (kept.get(desk) ?? none).map((one) => (one.key === key ? { ...one, ...more } : one)),
  );
}

/** Forgets every chosen file: another person or another hat begins. */
export function forgetFiles(): void {
  for (const { stop } of running.values()) stop.abort();
  running.clear();
  kept.clear();
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The files chosen for an act, with what can be done about them. */
export function useActFiles(of: ActFilesOf, rules: FileRules): ActFiles {
  const desk = `${of.id} ${of.act}`;
  const list = useSyncExternalStore(listen, () => kept.get(desk) ?? none);
  return {
    list,
    add: (files, material) => {
      const room = rules.files - list.length;
      const more = files.map((file, at): ActFile => ({ key: newKey(), file, material, share: 0, error: refusal(file, rules, at < room) }));
      put(desk, [...list, ...more]);
      for (const one of more) if (!one.error) send(desk, of, one);
    },
    drop: (one) => {
      running.get(one.key)?.stop.abort();
      put(
        desk,
        list.filter((other) => other.key !== one.key),
      );
      // Should this fail, the server forgets it by itself after a day.
      if (one.id) dropUpload(of.county, one.id).catch(() => undefined);
    },
    retry: (one) => send(desk, of, one),
    settled: () => settle(desk),
    clear: () => put(desk, none),
  };
}

/** Why a file is not even sent, or undefined. */
function refusal(file: File, rules: FileRules, hasRoom: boolean): string | undefined {
  if (!hasRoom) return words('files.tooMany', { count: rules.files });
  if (file.size === 0) return words('files.empty');
  if (file.size > rules.bytes) return words('files.tooLarge', { size: size(file.size), most: wholeSize(rules.bytes) });
  return file.type && !rules.kinds.includes(file.type) ? words('files.wrongKind') : undefined;
}

/** A limit in whole megabytes, as people say it. */
export function wholeSize(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}

function send(desk: string, of: ActFilesOf, { key, file, material }: ActFile): void {
  const stop = new AbortController();
  change(desk, key, { share: 0, error: undefined, again: undefined });
  const done = uploadForAct(of, { act: of.act, material, file }, stop.signal, (share) => change(desk, key, { share }))
    .then(({ id }) => (stop.signal.aborted ? void dropUpload(of.county, id).catch(() => undefined) : change(desk, key, { id, share: 1 })))
    .catch((error: unknown) => {
      if (!stop.signal.aborted) change(desk, key, { error: [said(error).sentence, said(error).next].join(''), again: true });
    })
    .finally(() => running.delete(key));
  running.set(key, { done, stop });
}

async function settle(desk: string): Promise<string[]> {
  await Promise.all((kept.get(desk) ?? none).map((one) => running.get(one.key)?.done));
  const files = kept.get(desk) ?? none;
  if (files.some((one) => !one.id))
    throw new CallError(0, { code: 'FILES_UNSENT', sentence: words('files.unsent'), next: words('files.unsentNext') });
  return files.map((one) => one.id!);
}
