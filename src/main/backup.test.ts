import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestDatabase } from '../../tests/support/database.ts';
import { testDatabase, testSecret } from '../../tests/support/database.ts';
import type { Config } from '../kernel/kernel.ts';
import {
  createVault,
  isSealedContent,
  jobScope,
  openContent,
  readHeads,
  readOutsideHeads,
  sealAudit,
  sha256,
  verifyAudit,
} from '../kernel/kernel.ts';
import { diskFiles } from '../procedures/procedures.ts';
import { adoptKey, readBackupHeads, restoreBackup, writeBackup } from './backup.ts';
import { fillOnce } from './filling.ts';

let full: TestDatabase;
let empty: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'linli-backup-'));
const file = join(folder, 'county.linli');
const configAt = (name: string): Config => ({
  host: '',
  port: 0,
  webProcesses: 1,
  dataFolder: join(folder, name),
  databaseUrl: undefined,
  secret: testSecret,
  suite: 'aes',
  logLevel: 'silent',
  publicUrl: '',
  secureCookies: false,
});

before(async () => {
  [full, empty] = await Promise.all([testDatabase(), testDatabase('linli_empty')]);
  mkdirSync(join(folder, 'from/files/ab'), { recursive: true });
  writeFileSync(join(folder, 'from/files/ab/abcdef'), 'a photo');
});
after(async () => {
  await Promise.all([full.close(), empty.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const TABLES = [
  'procedures.cases',
  'procedures.act',
  'registers.person',
  'registers.region',
  'procedures.rating',
  'indicators.rollup',
  'registers.facility',
];

async function sums(store: TestDatabase): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of TABLES)
    found[table] = (
      await store.owner.query<{ sum: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${table} t`,
      )
    ).rows[0]!.sum;
  return found;
}

test('a backup restores into an empty database with every row, file and an unbroken chain', async () => {
  await sealAudit(full.database.within(jobScope), full.vault);
  const written = await writeBackup(configAt('from'), full, file);
  assert.equal(written.files, 1);
  assert.equal(statSync(file).mode & 0o077, 0);
  // Neither the stream nor what lies in it can be read without the key.
  const bytes = readFileSync(file);
  assert.ok(isSealedContent(bytes) && !bytes.includes('a photo') && !bytes.includes('王秀英'));
  await full.owner.query(
    "insert into registers.sign_in_session (token_hash, id, person_id, expires_at) values (sha256('x'), gen_random_uuid(), gen_random_uuid(), now() + interval '1 hour')",
  );
  await writeBackup(configAt('from'), full, file);
  await restoreBackup(configAt('to'), empty, file, true);
  const {
    rows: [live],
  } = await empty.owner.query<{ n: number }>('select count(*)::int as n from registers.sign_in_session where ended_at is null');
  const {
    rows: [codes],
  } = await empty.owner.query<{ n: number }>('select count(*)::int as n from registers.one_time_code where used_at is null');
  assert.deepEqual([live!.n, codes!.n], [0, 0], 'what was signed in before a restore is not signed in after it');
  assert.deepEqual(await readBackupHeads(full.vault, file), await readHeads(full.database.within(jobScope)));
  assert.ok(readOutsideHeads(join(folder, 'to')).length > 0);
  const [wanted, found] = [await sums(full), await sums(empty)];
  for (const table of TABLES.filter((name) => name !== 'indicators.rollup')) assert.equal(found[table], wanted[table], table);
  assert.equal(readFileSync(join(folder, 'to/files/ab/abcdef'), 'utf8'), 'a photo');
  const findings = await verifyAudit(empty.database.within(jobScope), empty.vault, {
    outside: [...readOutsideHeads(join(folder, 'to')), ...(await readBackupHeads(full.vault, file))],
  });
  assert.ok(findings.length > 0 && findings.every((one) => one.broken === undefined), JSON.stringify(findings));
});

test('a truncated backup, one of another key and one over existing data change nothing', async () => {
  const target = await testDatabase('linli_empty');
  const half = join(folder, 'half.linli');
  cpSync(file, half);
  writeFileSync(half, readFileSync(file).subarray(0, Math.floor(statSync(file).size / 2)));
  await assert.rejects(restoreBackup(configAt('x'), target, half, true), { code: 'BACKUP_DAMAGED' });
  await assert.rejects(
    restoreBackup(configAt('x'), { ...target, vault: createVault(Buffer.from('quite another secret of thirty-two bytes')) }, file, true),
    { code: 'BACKUP_OTHER_KEY' },
  );
  await assert.rejects(restoreBackup(configAt('x'), target, file, false), { code: 'BACKUP_NOT_EMPTY' });
  assert.equal((await sums(target))['procedures.cases'], '0 ');
  await assert.rejects(
    fillOnce(
      target,
      () => undefined,
      'demonstration',
      () => assert.fail('a demonstration took the place of what was being restored'),
    ),
    { code: 'SETUP_UNFINISHED' },
  );
  await target.close();
});

test('the key is found before anything is made: beside the backup, or the right one in the folder, also at the second try', async () => {
  const data = join(folder, 'later');
  const moved = join(folder, 'moved.linli');
  cpSync(file, moved);
  await assert.rejects(adoptKey(data, moved, 'aes'), { code: 'BACKUP_OTHER_KEY' });
  assert.equal(existsSync(data), false, 'a refused restore leaves nothing');
  writeFileSync(`${moved}.key`, Buffer.from('another key, thirty-two bytes or more of it').toString('base64'));
  await assert.rejects(adoptKey(data, moved, 'aes'), { code: 'BACKUP_OTHER_KEY' });
  writeFileSync(`${moved}.key`, testSecret.toString('base64'));
  await adoptKey(data, moved, 'aes');
  assert.equal(readFileSync(join(data, 'secret.key'), 'utf8'), testSecret.toString('base64'));
  await adoptKey(data, moved, 'aes');
  await assert.rejects(adoptKey(data, join(folder, 'half.linli.key'), 'aes'));
});

test('a backup without its last chunk, with a changed bit, or of an unsealed end is told, and one of an older program still restores', async (t) => {
  const bytes = readFileSync(file);
  const target = await testDatabase('linli_empty');
  t.after(() => target.close());
  for (const [name, content] of [
    ['cut', bytes.subarray(0, bytes.length - 1)],
    ['bit', Buffer.concat([bytes.subarray(0, 90_000), Buffer.from([bytes[90_000]! ^ 1]), bytes.subarray(90_001)])],
  ] as const) {
    writeFileSync(join(folder, `${name}.linli`), content);
    await assert.rejects(restoreBackup(configAt('y'), target, join(folder, `${name}.linli`), true), { code: 'BACKUP_DAMAGED' }, name);
  }
  // The stream of an older program is the same, unsealed; its files lie in the clear and are sealed on the way in.
  const photo = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3]);
  const hash = sha256(photo);
  const path = `files/${hash.toString('hex').slice(0, 2)}/${hash.toString('hex')}`;
  mkdirSync(join(folder, 'from', path, '..'), { recursive: true });
  writeFileSync(join(folder, 'from', path), photo);
  await writeBackup(configAt('from'), full, file);
  const old = join(folder, 'old.linli');
  writeFileSync(old, openContent(full.vault, 'backup', readFileSync(file)));
  await assert.rejects(
    restoreBackup(configAt('z'), { ...target, vault: createVault(Buffer.from('quite another secret of thirty-two bytes')) }, old, true),
    { code: 'BACKUP_OTHER_KEY' },
  );
  await restoreBackup(configAt('old'), target, old, true);
  assert.equal((await sums(target))['procedures.cases'], (await sums(full))['procedures.cases']);
  const kept = readFileSync(join(folder, 'old', path));
  assert.ok(isSealedContent(kept) && !kept.includes(photo));
  assert.ok((await diskFiles(join(folder, 'old/files'), target.vault).get(hash)).equals(photo));
});
