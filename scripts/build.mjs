// Builds the workbench's pages when their sources are newer than the last build. Needs only Node's own modules until then.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

const sources = ['src/channels/workbench/app', 'packs/base/texts/zh-CN', 'vite.config.ts', 'package-lock.json'];
const output = join(root, 'dist/workbench');

function files(path) {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  try {
    return readdirSync(whole, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch {
    return [whole];
  }
}

/** A hash over everything the pages are made from. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(files)) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds if needed. */
export async function ensureBuilt() {
  const mark = join(output, '.fingerprint');
  const wanted = fingerprint();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.log('· 正在生成工作台页面(只需一次)…');
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  mkdirSync(output, { recursive: true });
  writeFileSync(mark, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuilt();
