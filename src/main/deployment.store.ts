import type { Handle } from '../kernel/kernel.ts';

const find = { name: 'deployment-find', text: 'select value from kernel.deployment where key = $1' };
const put = {
  name: 'deployment-put',
  text: 'insert into kernel.deployment (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
};

const take = { name: 'deployment-take', text: 'delete from kernel.deployment where key = $1 returning value' };

export type DeploymentMode = 'demonstration' | 'real';

/** Whether this deployment is a demonstration or real; undefined before its first content was loaded. */
export async function findDeploymentMode(handle: Handle): Promise<DeploymentMode | undefined> {
  return (await handle.query<{ value: DeploymentMode }>(find, ['mode']))[0]?.value;
}

/** The counties a real deployment was set up for. */
export async function findCounties(handle: Handle): Promise<string[]> {
  return (await handle.query<{ value: string[] }>(find, ['counties']))[0]?.value ?? [];
}

export async function setCounties(handle: Handle, counties: readonly string[]): Promise<void> {
  await handle.query(put, ['counties', JSON.stringify(counties)]);
}

/** The packs a real deployment chose; undefined where nobody was asked. */
export async function findChosenPacks(handle: Handle): Promise<string[] | undefined> {
  return (await handle.query<{ value: string[] }>(find, ['packs']))[0]?.value;
}

export async function setChosenPacks(handle: Handle, names: readonly string[]): Promise<void> {
  await handle.query(put, ['packs', JSON.stringify(names)]);
}

/** Notes that the first content is being loaded; until the mode is set, what is there counts as half done. */
export async function beginFilling(handle: Handle, mode: DeploymentMode): Promise<void> {
  await handle.query(put, ['filling', JSON.stringify(mode)]);
}

/** What a first load that was begun and not ended was to become. */
export async function findFilling(handle: Handle): Promise<DeploymentMode | undefined> {
  return (await handle.query<{ value: DeploymentMode | null }>(find, ['filling']))[0]?.value ?? undefined;
}

/** Takes the mode away until what follows a restore is done, so that a kill meanwhile leaves no deployment half restored. Returns it. */
export async function suspendMode(handle: Handle): Promise<DeploymentMode | undefined> {
  const [rows] = await handle.batch([
    [take, ['mode']],
    [put, ['filling', JSON.stringify('real')]],
  ]);
  return rows![0]?.value as DeploymentMode | undefined;
}

/** Ends the first load: from now on the content is a deployment's and is never removed by a start. */
export async function setDeploymentMode(handle: Handle, mode: DeploymentMode): Promise<void> {
  await handle.batch([
    [put, ['mode', JSON.stringify(mode)]],
    [put, ['filling', JSON.stringify(null)]],
  ]);
}
