import { statfsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import type { Config, ErrorValues } from '../kernel/kernel.ts';
import { LinliError, translate } from '../kernel/kernel.ts';
import { hasText, text } from '../registers/registers.ts';

/** Says on the terminal what is going on: a start of half a minute must not look like a hang. */
export function sayStep(step: string): void {
  const key = `start.steps.${step}`;
  console.log(`· ${hasText(key) ? text(key) : text('start.migration', { name: step })}`);
}

/** Puts an error into a sentence with a next step, for a terminal. */
export async function sayError(thrown: unknown): Promise<void> {
  const error = translate(thrown);
  if (error instanceof LinliError) return sayFault(error.code, error.values);
  const { code, path } = error as NodeJS.ErrnoException;
  const fault = path === undefined ? undefined : FILE_FAULTS[code ?? ''];
  if (fault) return sayFault(fault, { file: path! });
  sayFault('UNEXPECTED', {});
  console.error(thrown);
}

/** What the file system says about a file somebody named. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'FILE_MISSING',
  ENOTDIR: 'FILE_MISSING',
  EACCES: 'FILE_CLOSED',
  EPERM: 'FILE_CLOSED',
  EROFS: 'FILE_CLOSED',
  EISDIR: 'FILE_FOLDER',
};

/** Somebody at a terminal can do more than somebody at a page, so some errors have words of their own there. */
function sayFault(code: string, values: ErrorValues): void {
  const words = hasText(`start.errors.${code}.sentence`) ? `start.errors.${code}` : `errors.${code}`;
  console.error(`\n${text(`${words}.sentence`, values)}\n${text(`${words}.next`, values)}`);
  if (values.reason) console.error(String(values.reason));
}

/** Checks what can be known before anything is started. Throws `PORT_TAKEN`, `DISK_FULL`. */
export async function readiness(config: Config): Promise<void> {
  if (config.port !== 0 && (await answers(config.port))) throw new LinliError('PORT_TAKEN', { port: config.port });
  if (statfsSync(config.dataFolder).bavail === 0) throw new LinliError('DISK_FULL');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 });
    socket.once('connect', () => resolve(socket.destroy() && true));
    socket.once('error', () => resolve(false));
    socket.once('timeout', () => resolve(socket.destroy() && false));
  });
}

/** The end of a start: the address, the four faces, and whom to sign in as. */
export function welcome({ port }: AddressInfo, demonstration: boolean): void {
  const base = process.env.LINLI_URL ?? `http://localhost:${port}`;
  console.log(`\n${text('start.ready', { base })}`);
  for (const [face, path] of [
    ['hall', '/'],
    ['window', '/workbench/window'],
    ['workbench', '/workbench'],
    ['api', '/api/docs'],
  ] as const)
    console.log(`  ${text(`start.faces.${face}`)}  ${base}${path}`);
  if (demonstration) console.log(`\n${text('start.people')}`);
  else if (!process.env.LINLI_SMS_URL) console.log(`\n${text('start.noSms')}`);
}

/** Ctrl-C in a terminal reaches the program twice, from the terminal and from the start script. */
const ECHO_MS = 1_000;

/** Runs `stop` once on the first signal; a later one ends at once. */
export function onSignals(stop: () => Promise<void>): void {
  let since: number | undefined;
  const handle = (): void => {
    if (since !== undefined && Date.now() - since < ECHO_MS) return;
    if (since !== undefined) process.exit(1);
    since = Date.now();
    console.log(text('start.stopping'));
    stop().then(
      () => process.exit(0),
      async (error: unknown) => {
        await sayError(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
}
