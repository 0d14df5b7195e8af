// npm run linli -- <command>
import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './install.mjs';

ensureInstalled({ development: false });
const result = spawnSync(process.execPath, ['--import', 'tsx', 'src/main/linli.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
