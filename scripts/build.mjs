// Builds the workbench's pages when their sources are newer than the last build. Needs only Node's own modules until then.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Builds if needed, beside what is served, and puts it in its place whole: neither a killed build nor two at once leave half a page. */
export async function ensureBuilt() {
  const mark = join(output, '.fingerprint');
  const wanted = fingerprint();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.log('· 正在生成工作台页面(只需一次)…');
  const { build } = await import('vite');
  mkdirSync(join(root, 'dist'), { recursive: true });
  const beside = mkdtempSync(join(root, 'dist/building-'));
  try {
    const outDir = join(beside, 'new');
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir } });
    writeFileSync(join(outDir, '.fingerprint'), wanted);
    if (existsSync(output)) renameSync(output, join(beside, 'old'));
    renameSync(outDir, output);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuilt();
