import type { Handle } from '../../kernel/kernel.ts';
import type { Pack, PackLibrary } from './library.ts';

const insert = {
  name: 'pack-version-insert',
  text: 'insert into registers.pack_version (name, version, hash, content) values ($1, $2, $3, $4::jsonb) on conflict (name, hash) do nothing returning hash',
};
const find = { name: 'pack-version-find', text: 'select content from registers.pack_version where name = $1 and hash = $2' };

/** Keeps the content of every pack whose hash is new; returns the names of those kept. Needs the job scope. */
export async function storePacks(handle: Handle, library: PackLibrary): Promise<string[]> {
  const rows = await handle.batch(
    library.packs.map((pack) => [insert, [pack.name, pack.manifest.version, pack.hash, JSON.stringify(contentOf(pack))]] as const),
  );
  return library.packs.filter((_, index) => (rows[index]?.length ?? 0) > 0).map((pack) => pack.name);
}

function contentOf(pack: Pack): Record<string, unknown> {
  return Object.fromEntries([...pack.sections].map(([name, document]) => [name, document.data]));
}

/** The sections of a pack as they stood under a hash, or undefined when that content never was here. */
export async function findPackContent(handle: Handle, name: string, hash: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await handle.query<{ content: Record<string, unknown> }>(find, [name, hash]);
  return row?.content;
}
