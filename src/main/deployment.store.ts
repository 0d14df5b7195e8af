import type { Handle } from '../kernel/kernel.ts';

const find = { name: 'deployment-find', text: 'select value from kernel.deployment where key = $1' };
const put = { name: 'deployment-put', text: 'insert into kernel.deployment (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value' };

export type DeploymentMode = 'demonstration' | 'real';

/** Whether this deployment is a demonstration or real; undefined before its first content was loaded. */
export async function findDeploymentMode(handle: Handle): Promise<DeploymentMode | undefined> {
  return (await handle.query<{ value: DeploymentMode }>(find, ['mode']))[0]?.value;
}

export async function setDeploymentMode(handle: Handle, mode: DeploymentMode): Promise<void> {
  await handle.query(put, ['mode', JSON.stringify(mode)]);
}
