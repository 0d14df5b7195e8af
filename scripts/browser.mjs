// Finds the browser of the tests, or unpacks the one that comes as a package; needs Node's own modules and what is installed.
// Called as a program it prints the path, so that the package's settings stay in a process of their own.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './install.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files\\Chromium\\Application\\chrome.exe',
];
const folder = join(root, 'node_modules', '.linli-browser');

/** A browser of the system: the one that CHROMIUM_PATH names, or one in a usual place. `none` there stands for a machine without any. */
export function findSystemBrowser(env = process.env, exists = existsSync) {
  if (env.CHROMIUM_PATH === 'none') return undefined;
  return [env.CHROMIUM_PATH, ...PLACES].find((path) => path !== undefined && path !== '' && exists(path));
}

/** What to do on a machine: its own browser, the packaged one, or a sentence that says what is missing. */
export function chooseBrowser({ system, platform, arch }) {
  if (system) return { kind: 'system', path: system };
  if (platform === 'linux' && arch === 'x64') return { kind: 'packaged' };
  return {
    kind: 'none',
    sentence: `找不到 Chromium 或 Chrome，页面测试没有运行。请安装其中一个，或者用 CHROMIUM_PATH 写明它在哪里（${platform} ${arch} 没有可以自带的）。`,
  };
}

/** Whether the machine has a font with Chinese characters. */
function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

/** A program that starts a browser with the libraries and fonts it lacks. */
function wrapped(path, { libraries, fonts }) {
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, 'fonts.conf');
  const own = join(root, 'node_modules', '@embedpdf', 'fonts-sc', 'fonts');
  writeFileSync(
    settings,
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>${own}</dir>\n<cachedir>${join(folder, 'font-cache')}</cachedir>\n</fontconfig>\n`,
  );
  const starter = join(folder, 'chromium.sh');
  const lines = [
    ...(libraries ? [`export LD_LIBRARY_PATH="${libraries}"`] : []),
    ...(fonts ? [`export FONTCONFIG_FILE="${settings}"`] : []),
  ];
  writeFileSync(starter, `#!/bin/sh\n${lines.join('\n')}\nexec "${path}" "$@"\n`);
  chmodSync(starter, 0o755);
  return starter;
}

/** The path of a browser that starts here; throws with a sentence where there can be none. */
export async function prepareBrowser() {
  const choice = chooseBrowser({ system: findSystemBrowser(), platform: process.platform, arch: process.arch });
  if (choice.kind === 'none') throw new Error(choice.sentence);
  if (choice.kind === 'system')
    return process.platform === 'linux' && !hasChineseFont() ? wrapped(choice.path, { fonts: true }) : choice.path;
  mkdirSync(folder, { recursive: true });
  // The package unpacks into the temporary folder, and brings its own libraries only where it takes itself to be in a Lambda.
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const path = await packaged.executablePath();
  return wrapped(path, { libraries: join(folder, 'al2023', 'lib'), fonts: true });
}

/** The same, in a process of its own. Undefined when it failed; what is wrong was said. */
export function preparedBrowser() {
  const asked = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return asked.status === 0 ? asked.stdout.trim() : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepareBrowser().then(
    (path) => console.log(path),
    (error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
}
