import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** What a run measured: requests per second and milliseconds. */
export interface LoadResult {
  readonly count: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export type Request = () => { method: 'GET' | 'POST'; path: string; body?: string };

/**
 * Sends requests over a fixed number of keep-alive connections, each waiting for its answer. Speaks HTTP over bare sockets, because on
 * two cores a full client would take the processor from the server it measures.
 */
export async function load(
  address: { host: string; port: number },
  token: string,
  connections: number,
  seconds: number,
  next: Request,
): Promise<LoadResult> {
  const times: number[] = [];
  let failed = 0;
  const until = performance.now() + seconds * 1_000;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const line = await openLine(address);
      while (performance.now() < until) {
        const { method, path, body = '' } = next();
        const sent = performance.now();
        const status = await line.ask(
          `${method} ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n${method === 'POST' ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : ''}\r\n${body}`,
        );
        times.push(performance.now() - sent);
        if (status !== 200) failed += 1;
      }
      line.close();
    }),
  );
  const spent = (performance.now() - started) / 1_000;
  times.sort((a, b) => a - b);
  return { count: times.length, failed, perSecond: times.length / spent, p50: at(times, 0.5), p99: at(times, 0.99) };
}

export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

interface Line {
  ask(text: string): Promise<number>;
  close(): void;
}

function openLine({ host, port }: { host: string; port: number }): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host, port, noDelay: true });
    let received = Buffer.alloc(0);
    let answer: ((status: number) => void) | undefined;
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const status = whole(received);
      if (status === undefined) return;
      received = Buffer.alloc(0);
      answer?.(status);
    });
    socket.once('connect', () =>
      resolve({
        ask: (text) =>
          new Promise((done) => {
            answer = done;
            socket.write(text);
          }),
        close: () => socket.destroy(),
      }),
    );
  });
}

/** The status of a complete answer, or undefined while some of it is missing. */
function whole(received: Buffer): number | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const length = /content-length: (\d+)/.exec(head);
  if (length) return received.length >= end + 4 + Number(length[1]) ? status : undefined;
  return head.includes('chunked') ? (received.subarray(-5).toString('latin1') === '0\r\n\r\n' ? status : undefined) : status;
}
