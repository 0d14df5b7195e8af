import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The process ended, or was ended, without an answer: what it was given is to blame. */
export class ApartEnded extends Error {}

export interface ApartLimits {
  /** How long one piece of work may take. */
  readonly milliseconds: number;
  /** How much of JavaScript's memory it may fill. */
  readonly megabytes: number;
  /** How much memory of the machine it may hold, in megabytes, whoever asked for it: looked at where the system tells (Linux). */
  readonly resident: number;
}

/** So often the memory of a working process is looked at. */
const LOOK_MS = 50;

/** After this long without work the process is let go; the next piece of work starts it again. */
const IDLE_MS = 60_000;

/**
 * Work on what strangers hand in, by code that may abort or devour its process: it gets one of its own, and only that one ends. A thread would not do:
 * an allocation that fails at once, or a panic of native code, takes all threads along. The script, plain JavaScript, answers each message with
 * one. One piece of work is done at a time, so that it is known which one ended the process. The answer rejects with `ApartEnded`.
 */
export function apart<Given extends string | Uint8Array, Told>(script: URL, limits: ApartLimits): (given: Given) => Promise<Told> {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const start = (): ChildProcess => {
    const started = launch(script, limits);
    const forget = (): void => {
      if (child === started) child = undefined;
    };
    started.on('error', forget).once('exit', forget);
    return started;
  };
  const letGo = (): void => {
    const resting = child;
    child = undefined;
    if (resting?.connected) resting.disconnect();
  };
  const work = async (given: Given): Promise<Told> => {
    clearTimeout(idle);
    const at = (child ??= start());
    at.channel?.ref();
    const told = await answer<Told>(at, given, limits);
    // What one large piece of work left behind is not held against the next.
    if (residentMegabytes(at.pid) > limits.resident / 2) letGo();
    // At rest it keeps no process alive.
    at.channel?.unref();
    idle = setTimeout(letGo, IDLE_MS).unref();
    return told;
  };
  return (given) => {
    const turn = last.then(() => work(given));
    last = turn.catch(() => undefined);
    return turn;
  };
}

function answer<Told>(child: ChildProcess, given: string | Uint8Array, { milliseconds, resident }: ApartLimits): Promise<Told> {
  return new Promise((done, fail) => {
    const end = (): void => void child.kill('SIGKILL');
    const late = setTimeout(end, milliseconds);
    const look = setInterval(() => {
      if (residentMegabytes(child.pid) > resident) end();
    }, LOOK_MS);
    const settle = (): void => {
      clearTimeout(late);
      clearInterval(look);
    };
    const ended = (): void => {
      settle();
      fail(new ApartEnded('the process ended without an answer'));
    };
    child.once('exit', ended).once('error', ended);
    child.once('message', (told) => {
      settle();
      child.off('exit', ended).off('error', ended);
      done(told as Told);
    });
    child.send(given, (error) => {
      if (error) end();
    });
  });
}

/** What a process holds of the machine's memory; 0 where the system does not tell. */
function residentMegabytes(pid: number | undefined): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

/** Its last words are pieces of what people wrote, and go nowhere; of this process's surroundings it needs nothing. */
function launch(script: URL, { megabytes }: ApartLimits): ChildProcess {
  // Windows starts nothing without the place of its own parts.
  const env = process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {};
  const child = fork(fileURLToPath(script), {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${megabytes}`],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  return child;
}
