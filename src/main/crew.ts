// The web processes: one Node thread cannot use a second core, so the program answers with several that share one port.
import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type pg from 'pg';
import { LinliError } from '../kernel/kernel.ts';
import type { ErrorValues, Log } from '../kernel/kernel.ts';
import { root } from './program.ts';

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

/** The web processes of this program, already loading their modules. */
export interface Crew {
  /** Lets all of them serve; resolves with the shared address when the last one listens. Throws what one of them failed with. */
  open(connection: pg.ClientConfig, log: Log): Promise<AddressInfo>;
  stop(): Promise<void>;
}

/** A process that dies sooner than this after its start is not started again at once. */
const SETTLED_MS = 5_000;
/** How long a process may take to finish what it is answering. */
const PATIENCE_MS = 20_000;

/** Starts `count` web processes; they wait for `open`. A process that dies later is replaced, the one with the background work first. */
export function startCrew(count: number): Crew {
  cluster.setupPrimary({ exec: join(root, 'src/main/web.ts') });
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const ready = new WeakMap<Worker, Promise<void>>();
  const workers: Worker[] = Array.from({ length: count }, fork);
  let stopping = false;
  return {
    open: async (connection, log) => {
      const addresses = await Promise.all(workers.map((worker, index) => serve(worker, ready.get(worker)!, { kind: 'open', connection, jobs: index === 0 })));
      workers.forEach((_, index) => keep(index, connection, log));
      return addresses[0]!;
    },
    stop: async () => {
      stopping = true;
      await Promise.all(workers.map(end));
    },
  };

  /** An order that arrives before the modules are loaded would be lost, so the process says when it listens. */
  function fork(): Worker {
    const worker = cluster.fork();
    ready.set(worker, new Promise((resolve) => worker.on('message', (report: Report) => (report.kind === 'ready' ? resolve() : undefined))));
    return worker;
  }

  /** Lets all the others forget, then tells the one that asked; one that dies meanwhile remembers nothing any more. */
  function pass(origin: Worker, id: string): void {
    const others = workers.filter((other) => other !== origin && other.isConnected());
    Promise.all(others.map((other) => forgotten(other, id))).then(() => tell(origin, { kind: 'forgotten', id }), () => undefined);
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
      setTimeout(() => {
        if (stopping) return;
        const next = fork();
        workers[index] = next;
        serve(next, ready.get(next)!, { kind: 'open', connection, jobs: index === 0 }).catch((error: unknown) => log.error({ err: error }, 'web process'));
        keep(index, connection, log);
      }, Date.now() - born < SETTLED_MS ? 1_000 : 0);
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

function serve(worker: Worker, ready: Promise<void>, order: Order): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'serving') resolve(report.address);
      if (report.kind === 'failed') reject(report.code ? new LinliError(report.code, report.values) : new Error(report.message));
    });
    worker.once('exit', (code, signal) => reject(new Error(`web process ended (${signal ?? code})`)));
    ready.then(() => tell(worker, order), reject);
  });
}

function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => worker.process.kill('SIGKILL'), PATIENCE_MS);
    worker.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    tell(worker, { kind: 'stop' });
  });
}
