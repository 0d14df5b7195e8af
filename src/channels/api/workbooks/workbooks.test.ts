import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { readBook } from '../../../registers/registers.ts';

let server: TestServer;

before(async () => {
  server = await openTestServer();
});
after(() => server.close());

const name = '09-社区社会组织备案表和志愿者花名册.xlsx';
const content = readFileSync(join(resolve(import.meta.dirname, '../../../../tests/ledgers'), name));

interface Found {
  readonly sheets: readonly {
    readonly name: string;
    readonly ledger: string;
    readonly entries: number;
    readonly faulty: number;
    readonly faults: readonly { readonly row: number; readonly cells: readonly string[]; readonly sentence: string }[];
  }[];
  readonly others: readonly { readonly name: string; readonly hidden: boolean; readonly empty: boolean }[];
}

test('a clerk has a workbook looked through: what stands in it, each cell to mend in words, and sheets that hold nothing', async () => {
  const clerk = await server.as('chuangkou');
  const answer = await clerk.upload<Found>('/api/workbooks?mode=check', {}, { filename: name, content });
  assert.equal(answer.status, 200);
  const [organisations, volunteers] = answer.body.sheets;
  assert.deepEqual([organisations!.ledger, organisations!.entries, volunteers!.entries], ['社区社会组织备案表', 66, 151]);
  const said = organisations!.faults.find(({ cells }) => cells.includes('G14'))!;
  assert.equal(said.sentence, '电话的位数不对（10 位）。手机是 11 位，座机要带区号。');
  assert.deepEqual(
    answer.body.others.map(({ name: other, empty }) => [other, empty]),
    [
      ['封面', false],
      ['Sheet4', true],
      ['Sheet5', true],
    ],
  );
});

test('the workbook comes back as it was, with a note at each cell to mend', async () => {
  const clerk = await server.as('minzheng');
  const answer = await clerk.upload('/api/workbooks?mode=notes', {}, { filename: name, content });
  assert.equal(answer.status, 200);
  assert.deepEqual(await readBook(answer.raw, name), await readBook(content, name));
  assert.match(String(answer.headers['content-disposition']), /attachment/);
});

test('a file without a ledger, a damaged one and one of another kind get a sentence; who may not read residents gets nothing', async () => {
  const clerk = await server.as('chuangkou');
  const codeOf = async (file: { filename: string; content: Buffer }): Promise<unknown> =>
    (await clerk.upload<{ code: string }>('/api/workbooks?mode=check', {}, file)).body.code;
  assert.equal(await codeOf({ filename: 'a.xlsx', content: content.subarray(0, 9_000) }), 'IMPORT_FILE_DAMAGED');
  assert.equal(await codeOf({ filename: 'a.pdf', content: Buffer.from('%PDF-1.7') }), 'IMPORT_FILE_KIND');
  assert.equal(await codeOf({ filename: 'a.csv', content: Buffer.from('姓名,性别\n甲,男') }), 'WORKBOOK_NO_LEDGER');
  const auditor = await server.as('shenji');
  assert.equal((await auditor.upload('/api/workbooks?mode=check', {}, { filename: name, content })).status, 403);
});
