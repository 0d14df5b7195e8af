import type { Handle } from '../../kernel/kernel.ts';
import type { ServiceDefinition } from './definition.ts';

const keep = {
  name: 'definition-keep',
  text: `insert into registers.pack_version (name, version, hash, content) values ($1, $2, $3, $4) on conflict (name, hash) do nothing`,
};
const find = {
  name: 'definition-find',
  text: `select content from registers.pack_version where hash = $1 and name like 'service/%' limit 1`,
};

/** Keeps a resolved definition under its hash, before the first case begins under it. */
export async function keepDefinition(handle: Handle, definition: ServiceDefinition, hash: string): Promise<void> {
  await handle.query(keep, [`service/${definition.item.item}`, definition.pack, hash, JSON.stringify(definition)]);
}

export async function findDefinition(handle: Handle, hash: string): Promise<ServiceDefinition | undefined> {
  return (await handle.query<{ content: ServiceDefinition }>(find, [hash]))[0]?.content;
}
