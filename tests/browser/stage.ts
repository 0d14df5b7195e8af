import { after, before } from 'node:test';
import type { TestServer } from '../support/server.ts';
import { openTestServer } from '../support/server.ts';
import type { Stage } from './browser.ts';
import { openBrowser } from './browser.ts';

/** A stage with the program behind it, so that a test can act for the staff or look into the database. */
export interface TestStage extends Stage {
  readonly server: TestServer;
}

/**
 * The stage of the `describe` block that calls it: the whole program over a database of its own, listening on a free port, and a
 * browser. It is set before the block's tests and struck after them, so its parts are there in tests and in later `before` hooks,
 * not yet while the block is being read.
 */
export function onStage(): TestStage {
  const stage = {} as { -readonly [Part in keyof TestStage]: TestStage[Part] };
  before(async () => {
    stage.server = await openTestServer();
    stage.address = await stage.server.listen();
    stage.browser = await openBrowser();
  });
  after(async () => {
    await stage.browser.close();
    await stage.server.close();
  });
  return stage;
}
