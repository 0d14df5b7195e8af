// npm start: needs Node's own modules only. Installs what is missing, builds the pages, then runs the program.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './scripts/build.mjs';
import { ensureInstalled, root, serverFlags } from './scripts/install.mjs';

ensureInstalled({ development: false });
await ensureBuilt();
const child = spawn(process.execPath, [...serverFlags, 'src/main.ts'], { cwd: root, stdio: 'inherit' });
// The program itself answers Ctrl-C and tidies up; this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
