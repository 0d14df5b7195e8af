import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testDatabase, testSecret } from '../../tests/support/database.ts';
import type { TestDatabase } from '../../tests/support/database.ts';
import { createVault, jobScope, sealAudit, verifyAudit } from '../kernel/kernel.ts';
import type { Config } from '../kernel/kernel.ts';
import { adoptKey, restoreBackup, writeBackup } from './backup.ts';
import { fillOnce } from './filling.ts';

let full: TestDatabase;
let empty: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'linli-backup-'));
const file = join(folder, 'county.linli');
const configAt = (name: string): Config => ({ host: '', port: 0, webProcesses: 1, dataFolder: join(folder, name), databaseUrl: undefined, secret: testSecret, suite: 'aes', logLevel: 'silent', publicUrl: '', secureCookies: false });

before(async () => {
  [full, empty] = await Promise.all([testDatabase(), testDatabase('linli_empty')]);
  mkdirSync(join(folder, 'from/files/ab'), { recursive: true });
  writeFileSync(join(folder, 'from/files/ab/abcdef'), 'a photo');
});
after(async () => {
  await Promise.all([full.close(), empty.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const TABLES = ['procedures.cases', 'procedures.act', 'registers.person', 'registers.region', 'procedures.rating', 'indicators.rollup', 'registers.facility'];

async function sums(store: TestDatabase): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of TABLES) found[table] = (await store.owner.query<{ sum: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum from ${table} t`)).rows[0]!.sum;
  return found;
}

test('a backup restores into an empty database with every row, file and an unbroken chain', async () => {
  await sealAudit(full.database.within(jobScope), full.vault);
  const written = await writeBackup(configAt('from'), full, file);
  assert.equal(written.files, 1);
  assert.equal(statSync(file).mode & 0o077, 0);
  await restoreBackup(configAt('to'), empty, file, true);
  const [wanted, found] = [await sums(full), await sums(empty)];
  for (const table of TABLES.filter((name) => name !== 'indicators.rollup')) assert.equal(found[table], wanted[table], table);
  assert.equal(readFileSync(join(folder, 'to/files/ab/abcdef'), 'utf8'), 'a photo');
  const findings = await verifyAudit(empty.database.within(jobScope), empty.vault);
  assert.ok(findings.length > 0 && findings.every((one) => one.broken === undefined), JSON.stringify(findings));
});

test('a truncated backup, one of another key and one over existing data change nothing', async () => {
  const target = await testDatabase('linli_empty');
  const half = join(folder, 'half.linli');
  cpSync(file, half);
  writeFileSync(half, readFileSync(file).subarray(0, Math.floor(statSync(file).size / 2)));
  await assert.rejects(restoreBackup(configAt('x'), target, half, true), { code: 'BACKUP_DAMAGED' });
  await assert.rejects(restoreBackup(configAt('x'), { ...target, vault: createVault(Buffer.from('quite another secret of thirty-two bytes')) }, file, true), { code: 'BACKUP_OTHER_KEY' });
  await assert.rejects(restoreBackup(configAt('x'), target, file, false), { code: 'BACKUP_NOT_EMPTY' });
  assert.equal((await sums(target))['procedures.cases'], '0 ');
  await assert.rejects(fillOnce(target, () => undefined, 'demonstration', () => assert.fail('a demonstration took the place of what was being restored')), { code: 'SETUP_UNFINISHED' });
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
