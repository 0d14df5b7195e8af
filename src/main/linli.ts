// npm run linli -- <command>: what an administrator does from a terminal.

import { accessSync, constants, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describeErrors } from '../channels/http/error-page.ts';
import {
  dayOf,
  jobScope,
  keepOutsideHeads,
  LinliError,
  momentOfId,
  openDatabase,
  publicScope,
  readConfig,
  readHeads,
  readOutsideHeads,
  readSuite,
  sealAudit,
  verifyAudit,
} from '../kernel/kernel.ts';
import { declaredRegisters, draftSql, readPacks, registerNamed, text, wordsOf } from '../registers/registers.ts';
import { adoptKey, readBackupHeads, restoreBackup, writeBackup } from './backup.ts';
import { findDeploymentMode } from './deployment.store.ts';
import { found, resetByTerminal } from './founding.ts';
import type { Store } from './program.ts';
import { openStore, packsFolder, root, withOwner } from './program.ts';
import { describeSchema } from './schema.store.ts';
import { sayError, sayStep } from './speech.ts';

const parameters = process.argv.slice(2);

/** The value after `--name`, or undefined. */
function option(name: string): string | undefined {
  const index = parameters.indexOf(`--${name}`);
  return index < 0 ? undefined : parameters[index + 1];
}

/** One reader for all questions: lines that a script pipes in arrive together. */
let typed: AsyncIterator<string> | undefined;

/** Throws `SETUP_UNANSWERED` when the input ends before the answer. */
async function ask(name: string, question: string): Promise<string> {
  const given = option(name);
  if (given !== undefined) return given;
  process.stdout.write(`${question} `);
  typed ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const line = await typed.next();
  if (line.done) throw new LinliError('SETUP_UNANSWERED', { option: `--${name}` });
  return line.value.trim();
}

async function withStore<T>(work: (store: Store, config: ReturnType<typeof readConfig>) => Promise<T>): Promise<T> {
  const config = readConfig();
  const store = await openStore(config, sayStep, 'command');
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}

function databaseOf(store: Store): ReturnType<typeof openDatabase> {
  return openDatabase(store.connection, (role) => store.vault.derivedPassword(role));
}

/** A real deployment. Whoever gives all answers as options, from a script, is asked nothing. */
async function init(): Promise<void> {
  await withStore(async (store) => {
    const database = databaseOf(store);
    try {
      const askPacks = (question: string): Promise<string> => (process.stdin.isTTY ? ask('packs', question) : Promise.resolve(''));
      const made = await found(store, database, packsFolder, { ask, askPacks, packs: option('packs') });
      console.log(`\n${text('start.init.done', { region: made.region, login: made.login, code: made.code, packs: made.packs.join(' ') })}`);
    } finally {
      await database.close();
    }
  });
}

async function packCheck(): Promise<void> {
  const { checkPackFolder } = await import('./pack-check.ts');
  const { packs, faults } = checkPackFolder(parameters[2] ? resolve(parameters[2]) : packsFolder);
  for (const fault of faults) console.log(`${fault.file}:${fault.line}  ${fault.message}`);
  console.log(faults.length === 0 ? text('start.pack.well', { count: packs }) : text('start.pack.faults', { count: faults.length }));
  if (faults.length > 0) process.exitCode = 1;
}

async function auditVerify(): Promise<void> {
  await withStore(async (store, config) => {
    const database = databaseOf(store);
    try {
      const handle = database.within(jobScope);
      const kept = option('backup');
      const outside = [...readOutsideHeads(config.dataFolder), ...(kept ? await readBackupHeads(store.vault, resolve(kept)) : [])];
      await sealAudit(handle, store.vault);
      const findings = await verifyAudit(handle, store.vault, { outside });
      if (findings.every((finding) => !finding.broken)) keepOutsideHeads(config.dataFolder, await readHeads(handle));
      if (findings.length === 0) console.log(text('start.audit.none'));
      for (const finding of findings) {
        const facts = { county: finding.county || '-', rows: finding.rows, seals: finding.seals };
        if (!finding.broken) {
          console.log(text('start.audit.well', facts));
          if (finding.unkeyed > 0) console.log(text('start.audit.unkeyed', { count: finding.unkeyed }));
        } else {
          console.log(
            text('start.audit.broken', {
              ...facts,
              kind: text(`start.audit.kinds.${finding.broken.kind}`),
              id: finding.broken.id,
              seq: finding.broken.seq,
            }),
          );
          for (const id of finding.missing) console.log(text('start.audit.missing', { id, at: momentOfId(id).toISOString() }));
          process.exitCode = 1;
        }
      }
    } finally {
      await database.close();
    }
  });
}

/** A new one-time code for somebody who has no administrator to ask: the first one may be alone. */
async function accountReset(): Promise<void> {
  const login = parameters[2];
  if (!login) throw new LinliError('SETUP_UNANSWERED', { option: text('start.reset.option') });
  await withStore(async (store) => {
    const database = databaseOf(store);
    try {
      console.log(text('start.reset.done', { login, code: await resetByTerminal(database, store.vault, login) }));
    } finally {
      await database.close();
    }
  });
}

async function backup(): Promise<void> {
  const target = resolve(parameters[1] ?? `linli-${dayOf(new Date())}.linli`);
  await withStore(async (store, config) => {
    const written = await writeBackup(config, store, target);
    console.log(
      text('start.backup.done', {
        file: target,
        tables: written.tables,
        files: written.files,
        megabytes: (written.bytes / 2 ** 20).toFixed(1),
      }),
    );
  });
}

async function restore(): Promise<void> {
  if (!parameters[1]) throw new LinliError('INPUT_INVALID', { count: 1 });
  const source = resolve(parameters[1]);
  accessSync(source, constants.R_OK);
  await adoptKey(resolve(process.env.LINLI_DATA ?? 'data'), source, readSuite(process.env.LINLI_CRYPTO));
  await withStore(async (store, config) => {
    const database = databaseOf(store);
    const mode = await findDeploymentMode(database.within(publicScope));
    await database.close();
    const found = await restoreBackup(config, store, source, mode === undefined);
    console.log(text('start.restore.done', found));
  });
}

/** The next three write what is derived: the schema, the errors, and the texts that no source names whole. */
async function schema(): Promise<void> {
  await withStore(async (store) => {
    writeFileSync(join(root, 'db/schema.sql'), await withOwner(store.connection, describeSchema));
  });
}

async function errors(): Promise<void> {
  await import('../channels/http/app.ts');
  writeFileSync(join(root, 'docs/errors.md'), describeErrors());
}

/** Prints a draft of a register's migration from its declaration. Throws REGISTER_UNKNOWN. */
function registerSql(): void {
  const one = registerNamed(declaredRegisters, parameters[2] ?? '');
  console.log(draftSql(one, wordsOf(readPacks(packsFolder), one).title));
}

const commands: Readonly<Record<string, () => Promise<void> | void>> = {
  init,
  'pack check': packCheck,
  'audit verify': auditVerify,
  'account reset': accountReset,
  backup,
  restore,
  schema,
  errors,
  'register sql': registerSql,
};

async function run(): Promise<void> {
  const name = commands[`${parameters[0]} ${parameters[1]}`] ? `${parameters[0]} ${parameters[1]}` : (parameters[0] ?? '');
  const command = commands[name];
  if (!command || parameters.includes('--help')) {
    console.log(text('start.help'));
    process.exitCode = command || name === '' || name === 'help' ? 0 : 1;
    return;
  }
  await command();
}

run().then(
  () => process.exit(),
  async (error: unknown) => {
    await sayError(error);
    process.exit(1);
  },
);
