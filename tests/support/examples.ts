import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/channels/http/linli.ts';

/** While `LINLI_EXAMPLES` names a folder, every first good JSON answer of an operation is kept there. */
export function recordAnswers(app: App): void {
  const folder = process.env.LINLI_EXAMPLES;
  if (!folder) return;
  const kept = new Map<string, number>();
  app.addHook('onSend', (request, reply, payload, done) => {
    const operation = `${request.method} ${request.routeOptions.url}`;
    const json = String(reply.getHeader('content-type')).includes('json') && typeof payload === 'string';
    if (json && reply.statusCode < 300 && operation.includes(' /api/') && (kept.get(operation) ?? 0) < MOST) {
      kept.set(operation, (kept.get(operation) ?? 0) + 1);
      appendFileSync(
        join(folder, `${process.pid}.jsonl`),
        `${JSON.stringify({ operation, answer: JSON.parse(payload as string) as unknown })}\n`,
      );
    }
    done(null, payload);
  });
}

/** Answers kept for each operation and test file; the fullest is shown. */
const MOST = 40;
