// npm test: installs what is missing, then runs tests/support/run.ts.
import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled({ development: true });
const result = spawnSync(process.execPath, ['--import', 'tsx', 'tests/support/run.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
