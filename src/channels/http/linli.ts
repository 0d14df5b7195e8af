import type { FastifyInstance } from 'fastify';
import type { Config, Database, Log } from '../../kernel/kernel.ts';
import type { CaseDesk, FileStore } from '../../procedures/procedures.ts';
import type { PackLibrary, Register, Role } from '../../registers/registers.ts';
import type { SessionDesk } from './session.ts';

/** All that a channel works with: built once in main.ts and passed in. */
export interface Linli extends CaseDesk {
  readonly config: Config;
  readonly log: Log;
  readonly library: PackLibrary;
  /** Every declared register. */
  readonly registers: readonly Register[];
  readonly files: FileStore;
  readonly roles: ReadonlyMap<string, Role>;
  /** Every county code there ever was, for reading id numbers. */
  readonly areas: ReadonlySet<string>;
  readonly database: Database;
  readonly sessions: SessionDesk;
  /** Whether invented people live here; every page then says so. */
  readonly demonstration: boolean;
  /** The counties a real deployment was set up for; empty in a demonstration. */
  readonly counties: readonly string[];
  /** The present name of a region, or the last it had; its code when unknown. Cached. */
  regionName(code: string): Promise<string>;
}

export type App = FastifyInstance;

/** Counts what a handler asks it to, whatever route it came by. */
export type RateLimit = ReturnType<App['createRateLimit']>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The handler reads a multipart form and checks its token itself (`requireFormToken`). */
    multipart?: boolean;
  }
  interface FastifyInstance {
    readonly linli: Linli;
  }
}
