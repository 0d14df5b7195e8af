// The web processes: one Node thread cannot use a second core, so the program answers with several that share one port.

import type { Worker } from 'node:cluster';
import cluster from 'node:cluster';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type pg from 'pg';
import type { ErrorValues, Log } from '../kernel/kernel.ts';
import { LinliError } from '../kernel/kernel.ts';

/** What the supervisor tells a web process. */
export type Order =
  | { readonly kind: 'open'; readonly connection: pg.ClientConfig; readonly jobs: boolean }
  | { readonly kind: 'forget'; readonly id: string }
  | { readonly kind: 'forgotten'; readonly id: string }
  | { readonly kind: 'stop' };

/** What a web process tells the supervisor. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'serving'; readonly address: AddressInfo }
  | { readonly kind: 'forget'; readonly id: string }
  | { readonly kind: 'forgotten'; readonly id: string }
  | { readonly kind: 'failed'; readonly code?: string; readonly values?: ErrorValues; readonly message: string };

/** The web processes of this program; the first is already loading its modules. */
export interface Crew {
  /** Serves; resolves with the shared address when the first process listens, the others join it. Throws what the first failed with. */
  open(connection: pg.ClientConfig, log: Log): Promise<AddressInfo>;
  stop(): Promise<void>;
}

/** A process that dies sooner than this after its start is not started again at once. */
const SETTLED_MS = 5_000;
/** A first process that ends more often than this ends for a reason of its own. */
const MOST_ATTEMPTS = 5;
/** How long a process may take to finish what it is answering. */
const PATIENCE_MS = 20_000;

/** Starts the first of `count` web processes, which waits for `open`. The others follow when it serves, because on few processors they would only delay it. A process that dies is replaced. */
export function startCrew(count: number): Crew {
  cluster.setupPrimary({ exec: resolve(import.meta.dirname, 'web.ts') });
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const ready = new WeakMap<Worker, Promise<unknown>>();
  const workers: Worker[] = [fork()];
  let stopping = false;
  return {
    open: async (connection, log) => {
      const address = await openFirst({ kind: 'open', connection, jobs: true });
      keep(0, connection, log);
      while (workers.length < count) add(workers.length, connection, log);
      return address;
    },
    stop: async () => {
      stopping = true;
      await Promise.all(workers.map(end));
    },
  };

  /** An order that arrives before the modules are loaded would be lost, so the process says when it listens. */
  function fork(): Worker {
    const worker = cluster.fork();
    const loaded = new Promise((resolve, reject) => {
      worker.on('message', (report: Report) => (report.kind === 'ready' ? resolve(listening.add(worker)) : undefined));
      worker.once('exit', (code, signal) => reject(new ProcessEnded(signal ?? code)));
    });
    // Nobody may be waiting for it yet.
    loaded.catch(() => undefined);
    ready.set(worker, loaded);
    return worker;
  }

  /** The first process may be killed while it loads or opens, before anything watches it: another one takes its place. */
  async function openFirst(order: Order): Promise<AddressInfo> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await serve(workers[0]!, ready.get(workers[0]!)!, order);
      } catch (error) {
        if (!(error instanceof ProcessEnded) || stopping || attempt === MOST_ATTEMPTS) throw error;
        workers[0] = fork();
      }
    }
  }

  /** Lets all the others forget, then tells the one that asked; one that dies meanwhile or still loads remembers nothing. */
  function pass(origin: Worker, id: string): void {
    const others = workers.filter((other) => other !== origin && listening.has(other) && other.isConnected());
    Promise.all(others.map((other) => forgotten(other, id))).then(
      () => tell(origin, { kind: 'forgotten', id }),
      () => undefined,
    );
  }

  function add(index: number, connection: pg.ClientConfig, log: Log): void {
    const worker = fork();
    workers[index] = worker;
    serve(worker, ready.get(worker)!, { kind: 'open', connection, jobs: index === 0 }).catch((error: unknown) => {
      if (stopping) return;
      log.error({ err: error }, 'web process');
      // It could not open, for example while the database was away, and would idle for ever; its end brings another one.
      worker.process.kill('SIGKILL');
    });
    keep(index, connection, log);
  }

  function keep(index: number, connection: pg.ClientConfig, log: Log): void {
    const worker = workers[index]!;
    const born = Date.now();
    worker.on('message', (report: Report) => {
      if (report.kind === 'forget') pass(worker, report.id);
    });
    worker.once('exit', (code, signal) => {
      if (stopping) return;
      log.error({ code, signal }, 'web process died');
      setTimeout(
        () => {
          if (!stopping) add(index, connection, log);
        },
        Date.now() - born < SETTLED_MS ? 1_000 : 0,
      );
    });
  }
}

function tell(worker: Worker, order: Order): void {
  worker.send(order, () => undefined);
}

function forgotten(worker: Worker, id: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      worker.off('message', hear);
      worker.off('exit', done);
      resolve();
    };
    const hear = (report: Report): void => {
      if (report.kind === 'forgotten' && report.id === id) done();
    };
    worker.on('message', hear);
    worker.once('exit', done);
    tell(worker, { kind: 'forget', id });
  });
}

function serve(worker: Worker, ready: Promise<unknown>, order: Order): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'serving') resolve(report.address);
      if (report.kind === 'failed') reject(report.code ? new LinliError(report.code, report.values) : new Error(report.message));
    });
    worker.once('exit', (code, signal) => reject(new ProcessEnded(signal ?? code)));
    ready.then(() => tell(worker, order), reject);
  });
}

class ProcessEnded extends Error {
  constructor(by: string | number) {
    super(`web process ended (${by})`);
  }
}

/** Processes that hear orders; one that still loads its modules has nothing to finish. */
const listening = new WeakSet<Worker>();

function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => worker.process.kill('SIGKILL'), PATIENCE_MS);
    worker.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    if (listening.has(worker)) tell(worker, { kind: 'stop' });
    else worker.process.kill('SIGKILL');
  });
}
