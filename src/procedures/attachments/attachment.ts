import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Handle, Vault } from '../../kernel/kernel.ts';
import { isSealedContent, LinliError, newId, openContent, plainFilename, sealContent, sha256 } from '../../kernel/kernel.ts';
import type { Place } from '../../registers/registers.ts';
import type { StoredAttachment } from './attachment.store.ts';
import { countAttachmentsSince, findAttachment, insertAttachment } from './attachment.store.ts';

/** Where file contents lie, by their hash. Disk here; any store with these three calls will do. */
export interface FileStore {
  put(content: Buffer): Promise<Buffer>;
  get(hash: Buffer): Promise<Buffer>;
  /** Seals contents that an older program kept in the clear; returns how many. */
  sealPlain(): Promise<number>;
  /** Drops contents kept since before a moment that `used` does not name; returns how many. */
  sweep(before: Date, used: (hashes: readonly Buffer[]) => Promise<readonly Buffer[]>): Promise<number>;
}

/** Files under `folder`, named by the SHA-256 of their content and sealed; written beside and renamed, so that a killed process leaves no half file. */
export function diskFiles(folder: string, vault: Vault): FileStore {
  const pathOf = (hash: Buffer): string => join(folder, hash.toString('hex').slice(0, 2), hash.toString('hex'));
  return {
    put: async (content) => {
      const hash = sha256(content);
      await write(pathOf(hash), sealContent(vault, 'file', content));
      return hash;
    },
    get: async (hash) => {
      const kept = await readFile(pathOf(hash)).catch(() => undefined);
      const content = kept && contentOf(vault, kept);
      if (!content || !sha256(content).equals(hash)) throw new LinliError('ATTACHMENT_NOT_FOUND');
      return content;
    },
    sealPlain: async () => {
      let sealed = 0;
      for (const part of await readdir(folder).catch(() => [])) sealed += await sealPart(join(folder, part), vault);
      return sealed;
    },
    sweep: async (before, used) => {
      let dropped = 0;
      for (const part of await readdir(folder).catch(() => [])) dropped += await sweepPart(join(folder, part), before, used);
      return dropped;
    },
  };
}

async function write(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${newId()}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    await file.writeFile(content);
    await file.sync();
    await file.close();
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw (error as { code?: string }).code === 'ENOSPC' ? new LinliError('DISK_FULL') : error;
  }
}

/** What a file holds; files of older programs lie in the clear. Undefined when it was altered or sealed with another key. */
function contentOf(vault: Vault, kept: Buffer): Buffer | undefined {
  if (!isSealedContent(kept)) return kept;
  try {
    return openContent(vault, 'file', kept);
  } catch {
    return undefined;
  }
}

const NAME = /^[0-9a-f]{64}$/;

/** One of the 256 folders. A file that is not what its name says stays as it is: it is damaged, and sealing would hide that. */
async function sealPart(part: string, vault: Vault): Promise<number> {
  let sealed = 0;
  for (const name of (await readdir(part).catch(() => [])).filter((one) => NAME.test(one))) {
    const path = join(part, name);
    const kept = await readFile(path).catch(() => undefined);
    if (!kept || isSealedContent(kept) || sha256(kept).toString('hex') !== name) continue;
    await write(path, sealContent(vault, 'file', kept));
    sealed += 1;
  }
  return sealed;
}

/** One of the 256 folders; also half files that a killed process left beside. */
async function sweepPart(part: string, before: Date, used: (hashes: readonly Buffer[]) => Promise<readonly Buffer[]>): Promise<number> {
  const names = await readdir(part).catch(() => []);
  const old: string[] = [];
  for (const name of names) if (await isOlder(join(part, name), before)) old.push(name);
  if (old.length === 0) return 0;
  const contents = old.filter((name) => NAME.test(name));
  const kept = new Set((await used(contents.map((name) => Buffer.from(name, 'hex')))).map((hash) => hash.toString('hex')));
  let dropped = 0;
  for (const name of old) if (!kept.has(name) && (await drop(join(part, name), before))) dropped += 1;
  return dropped;
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.mtime < before;
}

/** The same content may be handed in at this very moment: it is put aside first, and put back when it turns out to be new. */
async function drop(path: string, before: Date): Promise<boolean> {
  const aside = `${path}.${newId()}`;
  try {
    await rename(path, aside);
  } catch {
    return false;
  }
  if (await isOlder(aside, before)) {
    await rm(aside, { force: true });
    return true;
  }
  await rename(aside, path);
  return false;
}

/** The kind of a file by its first bytes; what it calls itself does not count. */
export function sniffMime(content: Buffer): 'image/jpeg' | 'image/png' | 'application/pdf' | undefined {
  if (content.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (content.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  return content.subarray(0, 5).toString('latin1') === '%PDF-' ? 'application/pdf' : undefined;
}

/** Photos of newer telephones; browsers of most offices do not show them. */
function isHeic(content: Buffer): boolean {
  return (
    content.subarray(4, 8).toString('latin1') === 'ftyp' &&
    /^(hei[cmsx]|hev[cmsx]|mif1|msf1|avif)/.test(content.subarray(8, 12).toString('latin1'))
  );
}

export interface AttachmentInput {
  readonly place: Place;
  readonly applicant: string;
  readonly material: string;
  readonly filename: string;
  readonly content: Buffer;
  readonly uploadedBy: string;
  readonly caseId?: string;
  readonly draftId?: string;
}

/** What a file may be, as people are told beforehand: kinds by their first bytes, bytes of one file, files of one act. */
export const attachmentRules = { kinds: ['image/jpeg', 'image/png', 'application/pdf'], bytes: 12 * 1024 * 1024, files: 10 } as const;

/** More files of one applicant in a day are no application any more: they would fill the disk for everybody. */
const MOST_FILES = 100;

/** Names of materials as packs write them. */
const MATERIAL = /^[a-z0-9][a-z0-9-]{0,59}$/;

/** Keeps a photo or PDF. Throws `INPUT_INVALID` for an impossible material, `ATTACHMENT_EMPTY`, `ATTACHMENT_KIND`, `ATTACHMENT_HEIC`, `ATTACHMENT_TOO_MANY`, `DISK_FULL`. */
export async function attach(
  handle: Handle,
  files: FileStore,
  input: AttachmentInput,
  now: Date,
): Promise<{ id: string; filename: string; size: number }> {
  if (!MATERIAL.test(input.material)) throw new LinliError('INPUT_INVALID', { count: 1 }, { material: 'FIELD_NOT_CHOICE' });
  if (input.content.length === 0) throw new LinliError('ATTACHMENT_EMPTY');
  const mime = sniffMime(input.content);
  if (!mime) throw new LinliError(isHeic(input.content) ? 'ATTACHMENT_HEIC' : 'ATTACHMENT_KIND');
  if ((await countAttachmentsSince(handle, input.place.county, input.applicant, new Date(now.getTime() - 86_400_000))) >= MOST_FILES)
    throw new LinliError('ATTACHMENT_TOO_MANY');
  const hash = await files.put(input.content);
  const id = newId();
  const filename = [...plainFilename(input.filename)].slice(-80).join('') || 'file';
  await insertAttachment(handle, { ...input, id, filename, mime, size: input.content.length, hash, at: now });
  return { id, filename, size: input.content.length };
}

/** An attachment and its content. Throws `ATTACHMENT_NOT_FOUND`, also outside the caller's scope. */
export async function readAttachment(
  handle: Handle,
  files: FileStore,
  county: string,
  id: string,
): Promise<StoredAttachment & { content: Buffer }> {
  const found = await findAttachment(handle, county, id);
  if (!found) throw new LinliError('ATTACHMENT_NOT_FOUND');
  return { ...found, content: await files.get(found.sha256) };
}
