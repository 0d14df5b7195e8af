import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

/** A report of fifty pages takes two seconds, the first document one more for the fonts. */
const MOST_MS = 30_000;

let press: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/** What the press threw out: the text at hand made the compiler end its process, or never come back. */
export class PressStopped extends Error {}

/**
 * Compiles one document, given as JSON, to PDF. The compiler is native code, and some texts (Hebrew or Arabic with points, say) make it abort its
 * process: so it has one of its own. One document is in it at a time, so that nobody's paper is lost by another's. Throws `PressStopped`.
 */
export function printed(document: string): Promise<Uint8Array> {
  const turn = last.then(() => inPress(document));
  last = turn.catch(() => undefined);
  return turn;
}

function inPress(document: string): Promise<Uint8Array> {
  const child = (press ??= started());
  child.channel?.ref();
  return new Promise((done, fail) => {
    const late = setTimeout(() => child.kill('SIGKILL'), MOST_MS);
    const stopped = (): void => {
      clearTimeout(late);
      fail(new PressStopped('the compiler ended its process'));
    };
    child.once('exit', stopped);
    child.once('error', stopped);
    child.once('message', (told: { readonly bytes?: Uint8Array; readonly fault?: string }) => {
      clearTimeout(late);
      child.off('exit', stopped).off('error', stopped);
      // An idle press keeps no process alive.
      child.channel?.unref();
      if (told.bytes) done(told.bytes);
      else fail(new Error(`the document could not be set: ${told.fault ?? ''}`));
    });
    child.send(document, (error) => {
      if (error) child.kill('SIGKILL');
    });
  });
}

/** Its last words are pieces of what people wrote, and go nowhere; of this process's surroundings it needs nothing. */
function started(): ChildProcess {
  const child = fork(resolve(import.meta.dirname, 'compiler.mjs'), { serialization: 'advanced', execArgv: [], env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  child.unref();
  const forget = (): void => {
    if (press === child) press = undefined;
  };
  child.on('error', forget);
  child.once('exit', forget);
  return child;
}
