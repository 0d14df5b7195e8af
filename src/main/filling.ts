import { clientHandle, defineErrors, jobScope, LinliError } from '../kernel/kernel.ts';
import type { DeploymentMode } from './deployment.store.ts';
import { beginFilling, findDeploymentMode, findFilling } from './deployment.store.ts';
import type { Report, Store } from './program.ts';
import { raiseSchema, withOwner } from './program.ts';
import { dropSchema } from './schema.store.ts';
import { waitToFill } from './turn.store.ts';

export const fillingErrors = defineErrors({ SETUP_UNFINISHED: 409 });

/**
 * Lets `fill` load the first content of a deployment, which ends by setting the mode. Programs that start together take turns, and what a
 * killed one left half loaded is removed first. Returns the mode when the deployment was there already, and then does nothing. Throws
 * `SETUP_UNFINISHED` when a demonstration would take the place of a real deployment that was begun.
 */
export async function fillOnce(
  store: Pick<Store, 'connection' | 'vault'>,
  report: Report,
  mode: DeploymentMode,
  fill: () => Promise<void>,
): Promise<DeploymentMode | undefined> {
  return withOwner(store.connection, async (client) => {
    const handle = clientHandle(client, jobScope);
    await waitToFill(client);
    const known = await findDeploymentMode(handle);
    if (known) return known;
    const begun = await findFilling(handle);
    if (begun === 'real' && mode === 'demonstration') throw new LinliError('SETUP_UNFINISHED');
    if (begun) {
      report('again');
      await dropSchema(client);
      await raiseSchema(store, report, false);
    }
    await beginFilling(handle, mode);
    await fill();
    return undefined;
  });
}
