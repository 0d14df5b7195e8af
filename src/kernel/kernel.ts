// The door of the kernel. A closed list: whoever adds a line here adds it to tests/architecture.test.ts with a reason.

export * from './apart.ts';
export * from './audit.store.ts';
export * from './audit.ts';
export * from './audit-heads.ts';
export * from './audit-seal.store.ts';
export * from './audit-verify.store.ts';
export * from './calendar.ts';
export * from './clock.ts';
export * from './config.ts';
export * from './crypto.ts';
export * from './database/embedded.ts';
export * from './database/handle.ts';
export * from './database/migration.store.ts';
export * from './errors.ts';
export * from './grams.ts';
export * from './id.ts';
export * from './log.ts';
export * from './plain-text.ts';
export * from './scope.ts';
export * from './sealed-stream.ts';
