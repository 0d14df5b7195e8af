import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { TestDatabase } from '../../tests/support/database.ts';
import { testDatabase } from '../../tests/support/database.ts';
import type { AuditHead, Handle } from './kernel.ts';
import {
  appendAudit,
  auditRow,
  createVault,
  jobScope,
  keepOutsideHeads,
  momentOfId,
  readHeads,
  readOutsideHeads,
  replaceOutsideHeads,
  sealAudit,
  signHead,
  unkeyedLink,
  verifyAudit,
} from './kernel.ts';

const COUNTY = '990101000000';

let store: TestDatabase;
let job: Handle;
before(async () => {
  store = await testDatabase();
  job = store.database.within(jobScope);
  await sealAudit(job, store.vault);
});
after(() => store.close());

const finding = async (county = COUNTY, outside: readonly AuditHead[] = []) =>
  (await verifyAudit(job, store.vault, { outside })).find((one) => one.county === county)!;
const anyRow = async (offset: number): Promise<string> =>
  (
    await store.owner.query<{ id: string }>('select id from kernel.audit where county = $1 order by at, id offset $2 limit 1', [
      COUNTY,
      offset,
    ])
  ).rows[0]!.id;

/** One more row of a county, sealed. */
async function act(county = COUNTY): Promise<string> {
  const row = auditRow(store.vault, {
    county,
    at: new Date(),
    actor: 'system',
    hat: 'system',
    channel: 'system',
    action: 'case.accept',
    subject: 'case:x',
  });
  await job.batch([appendAudit([row])]);
  // A transaction of another test's database may still hold the watermark back: the server is shared.
  while ((await sealAudit(job, store.vault)) === 0) await setTimeout(20);
  return row.id;
}

/** What somebody who owns the database does comes to nothing afterwards. */
async function undone(deed: () => Promise<void>): Promise<void> {
  const tables = ['kernel.audit', 'kernel.audit_seal', 'kernel.audit_head', 'kernel.deployment'];
  for (const table of tables) await store.owner.query(`create temp table kept_${table.replace('.', '_')} as select * from ${table}`);
  try {
    await deed();
  } finally {
    for (const table of tables)
      await store.owner.query(
        `truncate ${table}; insert into ${table} select * from kept_${table.replace('.', '_')}; drop table kept_${table.replace('.', '_')}`,
      );
  }
  assert.equal((await finding()).broken, undefined);
}

test('an untouched chain holds, and sealing twice seals nothing new', async () => {
  const found = await finding();
  assert.equal(found.broken, undefined);
  assert.deepEqual([found.unkeyed, found.missing], [0, []]);
  assert.ok(found.rows > 100);
  assert.equal(await sealAudit(job, store.vault), 0);
});

test('a changed row is the first one named', () =>
  undone(async () => {
    const id = await anyRow(40);
    await store.owner.query("update kernel.audit set reason = 'somebody else' where id = $1", [id]);
    const { broken } = await finding();
    assert.deepEqual(broken, { kind: 'row-changed', id, seq: broken!.seq });
  }));

test('a row slipped in and a forged seal are named', async () => {
  await undone(async () => {
    await store.owner.query(
      "insert into kernel.audit (county, id, at, actor, hat, channel, action, subject, hash, xid) select county, gen_random_uuid(), at, actor, hat, channel, action, subject, hash, '3'::xid8 from kernel.audit where id = $1",
      [await anyRow(10)],
    );
    assert.equal((await finding()).broken?.kind, 'row-added');
  });
  await undone(async () => {
    await store.owner.query("update kernel.audit_seal set chain_hash = sha256('x') where county = $1 and seq = 1", [COUNTY]);
    assert.equal((await finding()).broken?.kind, 'seal-changed');
  });
});

test('deleted rows are named, all of them, with their time, also when the seals were made anew without the key', async () => {
  const gone = [await act(), await anyRow(10), await act()];
  await undone(async () => {
    await store.owner.query('delete from kernel.audit where id = any($1)', [gone]);
    const { broken, missing } = await finding();
    assert.equal(broken?.kind, 'row-missing');
    assert.deepEqual([...missing].sort(), [...gone].sort());
    assert.ok(Math.abs(momentOfId(gone[2]!).getTime() - Date.now()) < 600_000);
  });
  // The rows, their places in the seals and every later link: all made anew as the database's owner can.
  await undone(async () => {
    await store.owner.query('delete from kernel.audit where id = $1', [gone[0]]);
    const { rows } = await store.owner.query<{ seq: number; audit_ids: string[]; row_hashes: Buffer[] }>(
      'select seq, audit_ids, row_hashes from kernel.audit_seal where county = $1 order by seq',
      [COUNTY],
    );
    let link: Buffer = Buffer.alloc(32);
    for (const one of rows) {
      const keep = one.audit_ids.map((id, at) => [id, one.row_hashes[at]!] as const).filter(([id]) => id !== gone[0]);
      link = unkeyedLink(
        link,
        keep.map(([, hash]) => hash),
      );
      await store.owner.query(
        'update kernel.audit_seal set audit_ids = $3, row_hashes = $4, chain_hash = $5, keyed = false where county = $1 and seq = $2',
        [COUNTY, one.seq, keep.map(([id]) => id), keep.map(([, hash]) => hash), link],
      );
    }
    assert.equal((await finding()).broken?.kind, 'seal-changed');
    // And a head that says so, made with another key.
    const other = createVault(Buffer.from('another key of thirty-two bytes or so'));
    const head = signHead(other, {
      county: COUNTY,
      seq: Number(rows.at(-1)!.seq),
      rows: 1,
      link: link.toString('hex'),
      keyedFrom: 99,
      at: new Date().toISOString(),
    });
    await store.owner.query("update kernel.audit_head set keyed_from = 99, chain_hash = $2, mac = decode($3, 'hex') where county = $1", [
      COUNTY,
      link,
      head.mac,
    ]);
    assert.ok((await finding()).broken);
  });
});

test('the newest seals cut off, with their rows, show against the head inside, and against the one outside when that was taken back too', async () => {
  await act();
  const early = await readHeads(job);
  await act();
  const late = await readHeads(job);
  const cut = async () => {
    await store.owner.query(
      'delete from kernel.audit where county = $1 and id = any((select audit_ids from kernel.audit_seal where county = $1 order by seq desc limit 1)::uuid[])',
      [COUNTY],
    );
    await store.owner.query(
      'delete from kernel.audit_seal where county = $1 and seq = (select max(seq) from kernel.audit_seal where county = $1)',
      [COUNTY],
    );
  };
  const last = late.find((one) => one.county === COUNTY)!.seq;
  await undone(async () => {
    await cut();
    assert.deepEqual((await finding()).broken, { kind: 'seals-cut', id: '', seq: last });
    // What is sealed later closes no gap.
    await act();
    assert.equal((await finding()).broken?.kind, 'seal-changed');
  });
  await undone(async () => {
    await cut();
    const old = early.find((one) => one.county === COUNTY)!;
    await store.owner.query(
      "update kernel.audit_head set seq = $2, row_count = $3, chain_hash = decode($4, 'hex'), at = $5, mac = decode($6, 'hex') where county = $1",
      [COUNTY, old.seq, old.rows, old.link, old.at, old.mac],
    );
    assert.equal((await finding()).broken, undefined);
    assert.deepEqual((await finding(COUNTY, late)).broken, { kind: 'seals-cut', id: '', seq: last });
  });
  assert.equal((await finding(COUNTY, late)).broken, undefined);
  assert.equal((await finding(COUNTY, early)).broken, undefined);
});

test('a county that was removed is missed, by the roster inside and by the heads outside', async () => {
  await act('990102000000');
  const outside = await readHeads(job);
  const remove = async (roster: boolean) => {
    for (const table of ['audit', 'audit_seal', 'audit_head'])
      await store.owner.query(`delete from kernel.${table} where county = '990102000000'`);
    if (roster) await store.owner.query("delete from kernel.deployment where key = 'audit_roster'");
  };
  await undone(async () => {
    await remove(false);
    assert.equal((await finding('990102000000')).broken?.kind, 'county-removed');
  });
  await undone(async () => {
    await remove(true);
    assert.equal((await finding('*')).broken?.kind, 'head-changed');
    assert.equal((await finding('990102000000', outside)).broken?.kind, 'county-removed');
  });
  await undone(async () => {
    await store.owner.query('delete from kernel.audit_seal where county = $1', [COUNTY]);
    assert.equal((await finding()).broken?.kind, 'seals-cut');
    await store.owner.query('delete from kernel.audit_head');
    assert.ok((await finding()).broken);
  });
});

test('a chain from before links were keyed stays verifiable as such, up to a mark that nobody moves', () =>
  undone(async () => {
    const { rows } = await store.owner.query<{ seq: number; row_hashes: Buffer[] }>(
      'select seq, row_hashes from kernel.audit_seal where county = $1 order by seq',
      [COUNTY],
    );
    let link: Buffer = Buffer.alloc(32);
    for (const one of rows) {
      link = unkeyedLink(link, one.row_hashes);
      await store.owner.query('update kernel.audit_seal set chain_hash = $3, keyed = false where county = $1 and seq = $2', [
        COUNTY,
        one.seq,
        link,
      ]);
    }
    await store.owner.query('delete from kernel.audit where county <> $1', [COUNTY]);
    await store.owner.query('delete from kernel.audit_seal where county <> $1', [COUNTY]);
    await store.owner.query("delete from kernel.audit_head; delete from kernel.deployment where key = 'audit_roster'");
    assert.equal((await finding()).broken, undefined);
    await act();
    const begun = await finding();
    assert.deepEqual([begun.broken, begun.unkeyed], [undefined, rows.length]);
    // The mark stands under the key: to call a later link unkeyed does not make it one.
    await store.owner.query(
      'update kernel.audit_seal set keyed = false, chain_hash = $2 where county = $1 and seq = (select max(seq) from kernel.audit_seal where county = $1)',
      [COUNTY, link],
    );
    assert.equal((await finding()).broken?.kind, 'seal-changed');
  }));

test('the heads outside only move on, tell when somebody wrote them, and are put aside by a restore', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linli-heads-'));
  try {
    assert.deepEqual(readOutsideHeads(folder), []);
    const heads = await readHeads(job);
    keepOutsideHeads(folder, heads);
    keepOutsideHeads(
      folder,
      heads.map((one) => ({ ...one, seq: one.seq - 1, mac: '00' })),
    );
    assert.deepEqual(readOutsideHeads(folder), heads);
    writeFileSync(join(folder, 'audit-heads'), readFileSync(join(folder, 'audit-heads'), 'utf8').replace(/"rows": \d+/, '"rows": 1'));
    assert.ok(
      (await verifyAudit(job, store.vault, { outside: readOutsideHeads(folder) })).some((one) => one.broken?.kind === 'outside-changed'),
    );
    writeFileSync(join(folder, 'audit-heads'), '[{');
    assert.equal((await finding('*', readOutsideHeads(folder))).broken?.kind, 'outside-changed');
    replaceOutsideHeads(folder, heads, new Date());
    assert.deepEqual(readOutsideHeads(folder), heads);
    assert.equal(readdirSync(folder).length, 2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
