// One web process: opens everything over the database it is told of, and answers until it is told to stop.
import type { AddressInfo } from 'node:net';
import { buildApp } from '../channels/http/app.ts';
import type { SessionDesk } from '../channels/http/session.ts';
import type { Config } from '../kernel/kernel.ts';
import { createVault, LinliError, newId, readConfig, translate } from '../kernel/kernel.ts';
import type { Order, Report } from './crew.ts';
import { startJobs } from './jobs.ts';
import { openLinli } from './program.ts';

/** How often a process writes which sessions it has seen. */
const FLUSH_MS = 2_000;

let stop: (() => Promise<void>) | undefined;
let forget: (() => void) | undefined;
const awaited = new Map<string, () => void>();

/** A supervisor that has ended hears nothing, and this process ends with it. */
function say(report: Report): void {
  process.send!(report, undefined, undefined, () => undefined);
}

async function open(order: Order & { kind: 'open' }): Promise<void> {
  const config = readConfig();
  const opened = await openLinli(config, { connection: order.connection, vault: createVault(config.secret, config.suite) });
  const linli = { ...opened, sessions: shared(opened.sessions) };
  const app = await buildApp(linli);
  const jobs = order.jobs ? await startJobs(linli, order.connection) : undefined;
  const flush = (): Promise<void> => linli.sessions.flush().catch((error: unknown) => linli.log.warn({ err: error }, 'sessions'));
  const flushing = setInterval(() => void flush(), FLUSH_MS);
  stop = async () => {
    clearInterval(flushing);
    await app.close();
    await jobs?.stop();
    await flush();
    await linli.database.close();
  };
  await app.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
    throw listenFault(config, (error as { code?: string }).code) ?? error;
  });
  say({ kind: 'serving', address: app.server.address() as AddressInfo });
}

function listenFault({ port, host }: Config, code: string | undefined): LinliError | undefined {
  if (code === 'EADDRINUSE') return new LinliError('PORT_TAKEN', { port });
  if (code === 'EACCES') return new LinliError('PORT_FORBIDDEN', { port });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new LinliError('CONFIG_INVALID', { setting: 'HOST', value: host });
  return undefined;
}

/** What one process must forget about sessions, the others have forgotten before anybody is told that it is done. */
function shared(sessions: SessionDesk): SessionDesk {
  forget = () => void sessions.forget();
  return {
    ...sessions,
    forget: async () => {
      await sessions.forget();
      const id = newId();
      await new Promise<void>((resolve) => {
        awaited.set(id, resolve);
        say({ kind: 'forget', id });
      });
      awaited.delete(id);
    },
  };
}

process.on('message', (order: Order) => {
  if (order.kind === 'forget') {
    forget?.();
    say({ kind: 'forgotten', id: order.id });
  }
  if (order.kind === 'forgotten') awaited.get(order.id)?.();
  if (order.kind === 'stop')
    (stop?.() ?? Promise.resolve()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  if (order.kind === 'open') {
    open(order).catch((thrown: unknown) => {
      const error = translate(thrown);
      say({
        kind: 'failed',
        message: String((error as Error).stack),
        ...(error instanceof LinliError ? { code: error.code, values: error.values } : {}),
      });
    });
  }
});
// A signal from the terminal reaches every process of the program; the supervisor alone answers it, and without it nothing is served.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
say({ kind: 'ready' });
