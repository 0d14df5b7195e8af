// Installs the packages when the lockfile is newer than what is installed. Needs only Node's own modules.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** How the server runs: TypeScript as it is, and a young generation large enough that garbage is seldom copied (11 % of the work otherwise). */
export const serverFlags = ['--max-semi-space-size=64', '--import', 'tsx'];

/** Makes sure that node_modules fits the lockfile; exits with a sentence when it cannot. */
export function ensureInstalled({ development }) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Linli 需要 Node.js 20.19 或更高版本,现在是 ${process.versions.node}。请升级后再试。`);
    process.exit(1);
  }
  const mark = join(root, 'node_modules', '.linli-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const present = existsSync(mark) ? readFileSync(mark, 'utf8').split(' ') : [];
  if (present[0] === wanted && (!development || present[1] === 'development')) return;
  console.log('· 正在安装所需的软件包(只需一次)…');
  const parameters = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(development ? [] : ['--omit=dev'])];
  const result = spawnSync('npm', parameters, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error('软件包没有装全。请检查网络和磁盘空间后再运行一次。');
    process.exit(1);
  }
  writeFileSync(mark, `${wanted} ${development ? 'development' : 'production'}`);
}
