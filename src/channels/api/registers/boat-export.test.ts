// What leaves the house says who took it out and what for, and leaves a row.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { launch, openBoats, boats as path } from '../../../../tests/support/boats.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';

let server: TestServer;
let director: Client;
before(async () => {
  server = await openBoats();
  director = await server.as('zhuren');
});
after(() => server.close());

test('SEC-02 an export asks what for, is marked with who, when and why, and leaves a row that the auditor reads', async () => {
  for (const [at, name] of ['一号', '二号', '三号'].entries()) await director.post(path, launch(name, { kind: at ? 'round' : 'flat' }));
  assert.equal((await director.get(`${path}/export.xlsx`)).status, 400);
  assert.equal((await director.get<{ code: string }>(`${path}/export.xlsx?purpose=。`)).body.code, 'REASON_NEEDED');
  const { raw, status } = await director.get(`${path}/export.xlsx?kind=round&purpose=${encodeURIComponent('年检 <通知> & 公示')}`);
  assert.equal(status, 200);
  const parts = unzipSync(raw);
  const [first, behind] = ['sheet1', 'sheet2'].map((name) => Buffer.from(parts[`xl/worksheets/${name}.xml`]!).toString());
  assert.match(first!, /<oddHeader>&amp;C赵明远（杨柳社区）.*导出，用途：年检 &lt;通知&gt; ＆ 公示<\/oddHeader>/);
  for (const said of ['导出人', '赵明远', '用途', '条数', '2']) assert.ok(behind!.includes(`>${said}<`), said);
  const auditor = await server.as('shenji');
  const { rows } = (
    await auditor.get<{ rows: { action: string; actorName: string; reason: string; detail: { count: number; by: string[] } }[] }>(
      '/api/audit?action=entry.export',
    )
  ).body;
  assert.deepEqual(
    rows.map(({ action, actorName, reason, detail }) => [action, actorName, reason, detail.count, detail.by]),
    [['entry.export', '赵明远', '年检 <通知> & 公示', 2, ['kind']]],
  );
});
