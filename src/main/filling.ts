import { clientHandle, jobScope } from '../kernel/kernel.ts';
import { beginFilling, findDeploymentMode, isFilling } from './deployment.store.ts';
import type { DeploymentMode } from './deployment.store.ts';
import { raiseSchema, withOwner } from './program.ts';
import type { Report, Store } from './program.ts';
import { dropSchema } from './schema.store.ts';
import { waitToFill } from './turn.store.ts';

/**
 * Lets `fill` load the first content of a deployment, which ends by setting the mode. Programs that start together take turns, and what a
 * killed one left half loaded is removed first. Returns the mode when the deployment was there already, and then does nothing.
 */
export async function fillOnce(store: Pick<Store, 'connection' | 'vault'>, report: Report, fill: () => Promise<void>): Promise<DeploymentMode | undefined> {
  return withOwner(store.connection, async (client) => {
    const handle = clientHandle(client, jobScope);
    await waitToFill(client);
    const known = await findDeploymentMode(handle);
    if (known) return known;
    if (await isFilling(handle)) {
      report('again');
      await dropSchema(client);
      await raiseSchema(store, report, false);
    }
    await beginFilling(handle);
    await fill();
    return undefined;
  });
}
