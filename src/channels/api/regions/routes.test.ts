import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withoutGrids } from '../../../../tests/support/grids.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { readSheet, workbookBytes } from '../../../registers/registers.ts';

interface Region {
  code: string;
  name: string;
}
const about = { effective: '2026-11-01', reason: '村民会议同意', source: '县府公告 7 号' };

describe('regions over the API', () => {
  let server: TestServer;
  let administrator: Client;
  before(async () => {
    server = await openTestServer();
    await withoutGrids(server.owner);
    administrator = await server.as('guanli');
  });
  after(() => server.close());

  it('anybody may search, read one with its path and history, and list what lies below', async () => {
    const { body } = await server.nobody.get<{ regions: (Region & { path: string[] })[] }>('/api/regions?query=liushu&within=990101000000');
    assert.deepEqual(
      body.regions.map((one) => [one.name, one.path.at(-1)]),
      [['柳树湾村', '柳湾镇']],
    );
    const unasked = await server.nobody.get<{ regions: Region[] }>('/api/regions?within=990101000000&level=town');
    assert.equal(unasked.status, 200);
    const one = await server.nobody.get<{ region: Region; path: Region[]; below: object }>('/api/regions/990101100000');
    assert.deepEqual(
      [one.body.path.map((step) => step.name), one.body.below],
      [['演示省', '演示市', '柳湾县', '柳湾镇'], { community: 4 }],
    );
    const children = await server.nobody.get<{ regions: Region[] }>('/api/regions/152900000000/children');
    assert.equal(children.body.regions.length, 4);
    assert.equal((await server.nobody.get('/api/regions/990101999000')).status, 404);
  });

  it('the county administrator records a change; a clerk may not, and another county is out of reach', async () => {
    const change = { kind: 'merge', codes: ['990101200200', '990101200201'], into: { code: '990101200200', name: '青石沟村' }, ...about };
    const clerk = await server.as('chuangkou');
    assert.equal((await clerk.post('/api/regions/changes', change)).status, 403);
    const done = await administrator.post<{ successors: unknown[] }>('/api/regions/changes', change);
    assert.deepEqual([done.status, done.body.successors.length], [200, 2]);
    const gone = await server.nobody.get<{ regions: Region[] }>('/api/regions/990101200000/children?on=2026-11-02');
    assert.deepEqual(
      gone.body.regions.map((one) => one.name),
      ['青石沟村', '安居村'],
    );
    const elsewhere = await administrator.post('/api/regions/changes', {
      kind: 'rename',
      code: '152921102000',
      name: '甲',
      nameMongolian: '',
      ...about,
    });
    assert.equal(elsewhere.status, 403);
    // Neither may a region of another county give a part, take one in, or tell how many serve there.
    const own = '990101200202';
    for (const foreign of [
      { kind: 'establish', region: { code: '990101200288', name: '甲村' }, from: ['152921102200'] },
      { kind: 'abolish', code: own, into: '152921102200' },
      {
        kind: 'merge',
        codes: [own, '152921102200'],
        into: { code: '152921102200', name: (await server.nobody.get<{ region: Region }>('/api/regions/152921102200')).body.region.name },
      },
      { kind: 'abolish', code: '152921102200' },
    ]) {
      const { status, body } = await administrator.post<{ code: string }>('/api/regions/changes', { ...foreign, ...about });
      assert.deepEqual([status, body.code], [403, 'FORBIDDEN'], JSON.stringify(foreign));
    }
  });

  it('refuses malformed changes with the field named', async () => {
    const answer = await administrator.post<{ code: string; fields: object }>('/api/regions/changes', {
      kind: 'rename',
      code: '990101200202',
      name: 'x',
      ...about,
      effective: '2026-13-01',
    });
    assert.deepEqual([answer.status, answer.body.code, Object.keys(answer.body.fields)], [400, 'INPUT_INVALID', ['effective']]);
    const split = await administrator.post<{ fields: object }>('/api/regions/changes', {
      kind: 'split',
      code: '990101200202',
      into: [{ code: '990101200202', name: 'x' }, { code: '12' }],
      ...about,
    });
    assert.deepEqual([split.status, Object.keys(split.body.fields).sort()], [400, ['into.1.name']]);
    assert.deepEqual(
      Object.keys(
        (
          await administrator.post<{ fields: object }>('/api/regions/changes', {
            kind: 'split',
            code: '990101200202',
            into: [
              { code: '12', name: 'x' },
              { code: '990101200203', name: 'y' },
            ],
            ...about,
          })
        ).body.fields,
      ),
      ['into.0.code'],
    );
    assert.equal((await administrator.post('/api/regions/changes', { kind: 'conquer', ...about })).status, 400);
    assert.deepEqual(
      Object.keys(
        (await administrator.post<{ fields: object }>('/api/regions/changes', { kind: 'move', code: '990101200202', to: '', ...about }))
          .body.fields,
      ),
      ['to'],
    );
    const slip = await administrator.post<{ code: string }>('/api/regions/changes', {
      kind: 'rename',
      code: '990101200202',
      name: '甲',
      ...about,
      effective: '2206-11-01',
    });
    assert.deepEqual([slip.status, slip.body.code], [400, 'REGION_DATE_FAR']);
  });

  it('ORG-01 every faulty field of a change gets a sentence of its own, never a failure', async () => {
    const refused = async (change: object): Promise<string> => {
      const { status, body } = await administrator.post<{ code: string; sentence: string; next: string }>('/api/regions/changes', {
        ...about,
        ...change,
      });
      assert.ok(
        status >= 400 && status < 500 && body.sentence !== '' && body.next !== '' && !/[{}]/.test(body.sentence),
        JSON.stringify(body),
      );
      return body.code;
    };
    const village = '990101200202';
    assert.equal(await refused({ kind: 'rename', code: village, name: '' }), 'REGION_NAME_MISSING');
    assert.equal(await refused({ kind: 'rename', code: village, name: '  ' }), 'REGION_NAME_MISSING');
    assert.equal(await refused({ kind: 'rename', code: '990101200999', name: '甲' }), 'REGION_NOT_FOUND');
    assert.equal(await refused({ kind: 'rename', code: '990101200201', name: '甲' }), 'REGION_ENDED');
    assert.equal(await refused({ kind: 'rename', code: village, name: '甲', effective: '2015-12-31' }), 'REGION_DATE_BACKWARDS');
    assert.equal(await refused({ kind: 'rename', code: village, name: '安居村' }), 'REGION_CHANGE_EMPTY');
    assert.equal(await refused({ kind: 'establish', region: { code: village, name: '甲' } }), 'REGION_CODE_TAKEN');
    assert.equal(await refused({ kind: 'establish', region: { code: '990101299001', name: '甲' } }), 'REGION_PARENT_MISSING');
    assert.equal(await refused({ kind: 'establish', region: { code: '990101200301', name: '' } }), 'REGION_NAME_MISSING');
    assert.equal(
      await refused({ kind: 'establish', region: { code: '990101200301', name: '甲' }, effective: '2010-01-01' }),
      'REGION_PARENT_LATER',
    );
    assert.equal(await refused({ kind: 'establish', region: { code: '990101301000', name: '甲', type: 'urban' } }), 'REGION_TYPE_UNKNOWN');
    assert.equal(await refused({ kind: 'move', code: '990101200000', to: '990101200201' }), 'REGION_INTO_ITSELF');
    assert.equal(await refused({ kind: 'move', code: village, to: village }), 'REGION_INTO_ITSELF');
    assert.equal(await refused({ kind: 'move', code: village, to: '990101302000' }), 'REGION_LEVEL_DIFFERS');
    assert.equal(await refused({ kind: 'move', code: village, to: '990101302001' }), 'REGION_PARENT_MISSING');
    assert.equal(
      await refused({ kind: 'merge', codes: [village, '990101200000'], into: { code: village, name: '安居村' } }),
      'REGION_LEVEL_DIFFERS',
    );
    assert.equal(
      await refused({ kind: 'merge', codes: [village, '990101201200'], into: { code: '990101201201', name: '安居村' } }),
      'REGION_CODE_TAKEN',
    );
    assert.equal(
      await refused({
        kind: 'split',
        code: village,
        into: [
          { code: '990101200301', name: '甲', share: 0.5 },
          { code: '990101200302', name: '' },
        ],
      }),
      'REGION_SHARES_WRONG',
    );
    assert.equal(
      await refused({
        kind: 'split',
        code: village,
        into: [
          { code: '990101200301', name: '甲' },
          { code: '990101200302', name: '' },
        ],
      }),
      'REGION_NAME_MISSING',
    );
    assert.equal(await refused({ kind: 'abolish', code: '990101200000' }), 'REGION_HAS_CHILDREN');
    assert.equal(await refused({ kind: 'abolish', code: village }), 'REGION_NOT_EMPTY');
    assert.equal(await refused({ kind: 'abolish', code: village, into: village }), 'REGION_INTO_ITSELF');
    assert.equal(await refused({ kind: 'abolish', code: village, into: '990101200201' }), 'REGION_ENDED');
  });

  it('ORG-01 a zone is founded, and a division becomes one, by a recorded change; parks of the lists are zones', async () => {
    const founded = await administrator.post('/api/regions/changes', {
      kind: 'establish',
      region: { code: '990101003000', name: '滨江新城', kind: 'zone', bureau: '社管局' },
      ...about,
      effective: '2026-11-02',
    });
    assert.equal(founded.status, 200);
    const read = async (
      code: string,
    ): Promise<{ region: Region & { kind: string; type?: string; bureau?: string; sourceTitle: string } }> =>
      (
        await server.nobody.get<{ region: Region & { kind: string; type?: string; bureau?: string; sourceTitle: string } }>(
          `/api/regions/${code}`,
        )
      ).body;
    assert.deepEqual(await read('990101003000').then(({ region }) => [region.kind, region.bureau]), ['zone', '社管局']);
    await administrator.post('/api/regions/changes', {
      kind: 'establish',
      region: { code: '990101003001', name: '江畔社区', type: 'urban' },
      ...about,
      effective: '2026-11-02',
    });
    assert.equal((await read('990101003001')).region.type, 'urban');
    assert.equal(
      (
        await administrator.post('/api/regions/changes', {
          kind: 'retype',
          code: '990101003000',
          becomes: { kind: 'division' },
          ...about,
          effective: '2026-11-10',
        })
      ).status,
      200,
    );
    assert.equal((await read('990101003000')).region.kind, 'division');
    const park = await read('152921401000');
    assert.deepEqual(
      [park.region.kind, park.region.sourceTitle, (await read('990101000000')).region.sourceTitle],
      ['zone', '国家统计用区划代码表·阿拉善盟（2023年6月30日的情况）', '柳湾县演示区划表'],
    );
  });

  it('ORG-01 tells what a region went through: kind, day, paper, who became whom, and to staff who wrote it down', async () => {
    interface Told {
      kind: string;
      kindTitle: string;
      effective: string;
      reason: string;
      source: string;
      recordedBy?: string;
      before: Region[];
      after: Region[];
    }
    const { body } = await administrator.get<{ changes: Told[]; end: { on: string; now: Region[] } }>('/api/regions/990101200201');
    const { kindTitle, effective, reason, source, recordedBy, before: from, after: to } = body.changes[0]!;
    assert.deepEqual([kindTitle, effective, reason, source, recordedBy], ['合并', about.effective, about.reason, about.source, '吴敏']);
    assert.deepEqual(
      [from.map((one) => one.name), to.map((one) => one.name), body.end.on, body.end.now.map((one) => one.name)],
      [['青石沟村', '上河村'], ['青石沟村'], about.effective, ['青石沟村']],
    );
    assert.equal((await server.nobody.get<{ changes: Told[] }>('/api/regions/990101200201')).body.changes[0]!.recordedBy, undefined);
    const list = await server.nobody.get<{ changes: Told[] }>('/api/regions/changes?within=990101000000&order=oldest');
    assert.deepEqual(
      list.body.changes.map((one) => one.kind),
      ['merge', 'establish', 'establish', 'retype'],
    );
    assert.equal((await server.nobody.get('/api/regions/changes?within=990101000000&from=2026-02-30')).status, 400);
    const file = await server.nobody.get('/api/regions/changes/export.xlsx?within=990101000000');
    assert.deepEqual([file.status, file.raw.subarray(0, 2).toString()], [200, 'PK']);
    const refused = await (await server.as('zhuren08')).post<{ code: string; values: Record<string, string> }>('/api/people', {
      name: '甲乙',
      idNumber: '110101199003070134',
      phone: '19900009999',
      community: '990101200201',
      address: '上河村1号',
      residence: 'resident',
    });
    assert.deepEqual(
      [refused.status, refused.body.code, refused.body.values.on, refused.body.values.successors],
      [410, 'REGION_ENDED', about.effective, '青石沟村 990101200200'],
    );
  });

  it('the file of the changes is the whole list: asked for a page of it, the server says that there is none', async () => {
    const path = '/api/regions/changes/export.xlsx?within=990101000000';
    for (const page of ['limit=1', 'after=2026-11-01_00000000-0000-7000-8000-000000000000', 'limits=1']) {
      const { status, body } = await server.nobody.get<{ code: string }>(`${path}&${page}`);
      assert.deepEqual([status, body.code], [400, 'INPUT_INVALID'], page);
    }
    assert.equal((await server.nobody.get(`${path}&order=oldest`)).status, 200);
  });

  it('readers of a city and a province see what everybody sees of regions and their changes, and neither assign nor record', async () => {
    for (const reader of await Promise.all([server.as('mengshi'), server.as('quji')])) {
      for (const path of [
        '/api/regions?query=柳湾',
        '/api/regions/990101000000',
        '/api/regions/990100000000/children',
        '/api/regions/changes?within=990000000000',
        '/api/regions/changes/export.xlsx?within=990000000000',
      ])
        assert.equal((await reader.get(path)).status, 200, path);
      assert.equal((await reader.get('/api/regions/assignments')).status, 403);
      assert.equal((await reader.get('/api/regions/assignments/00000000-0000-7000-8000-000000000000/990101200200')).status, 403);
      assert.equal((await reader.post('/api/regions/changes', { kind: 'abolish', code: '990101201201', ...about })).status, 403);
    }
  });

  it('ORG-01 a list is rehearsed, mended by the file of its faults, and applied: CSV in UTF-8 and GB 18030 and Excel alike', async () => {
    const children = (await server.nobody.get<{ regions: Region[] }>('/api/regions/990101201000/children')).body.regions;
    const rows = [
      ['代码', '名称', '社区类型'],
      ['990101201000', '白音滩苏木', ''],
      ...children.map((one) => [one.code, one.name, '']),
      ['990101201203', '查干嘎查', '牧区'],
    ];
    const csv = (table: readonly (readonly string[])[]): Buffer => Buffer.from(table.map((line) => line.join(',')).join('\r\n'));
    const within = '990101201000';
    const excel = Buffer.from(await workbookBytes({ name: 'a', columns: rows[0]!.map((title) => ({ title })), rows: rows.slice(1) }));
    const gbk = Buffer.concat([
      Buffer.from('b4fac2eb2cc3fbb3c60d0a', 'hex'),
      Buffer.from('990101201000,'),
      Buffer.from('b0d7d2f4ccb2cbd5c4be', 'hex'),
    ]);
    for (const content of [csv(rows), excel]) {
      const looked = await administrator.upload<{ faults: unknown[]; difference: { adds: Region[]; removals: Region[] } }>(
        '/api/regions/imports?dryRun=true',
        { within },
        { filename: 'list.csv', content },
      );
      assert.deepEqual(
        [looked.status, looked.body.faults, looked.body.difference.adds.map((one) => one.name), looked.body.difference.removals],
        [200, [], ['查干嘎查'], []],
      );
    }
    const short = await administrator.upload<{ difference: { removals: Region[] } }>(
      '/api/regions/imports?dryRun=true',
      { within },
      { filename: 'list.csv', content: gbk },
    );
    assert.equal(short.body.difference.removals.length, children.length);
    const emptied = await administrator.upload<{ code: string }>(
      '/api/regions/imports',
      { within, ...about, confirmedRemovals: String(children.length) },
      { filename: 'list.csv', content: gbk },
    );
    assert.equal(emptied.body.code, 'REGION_NOT_EMPTY');
    const faulty = csv([...rows, ['99010120', '甲', '']]);
    const mend = await administrator.upload('/api/regions/imports?errors=true', { within }, { filename: 'list.csv', content: faulty });
    const sheet = await readSheet(mend.raw, 'x.xlsx');
    const marked = sheet.rows.filter((row) => row[0] !== '');
    assert.deepEqual([sheet.rows.length, marked.map((row) => row[1]), /99010120/.test(marked[0]![0]!)], [rows.length, ['99010120'], true]);
    const applied = await administrator.upload<{ changes: number }>(
      '/api/regions/imports',
      { within, ...about },
      { filename: 'list.xlsx', content: excel },
    );
    assert.deepEqual([applied.status, applied.body.changes], [200, 1]);
    const again = await administrator.upload<{ difference: Record<string, unknown[]> }>(
      '/api/regions/imports?dryRun=true',
      { within },
      { filename: 'list.csv', content: csv(rows) },
    );
    assert.deepEqual(Object.values(again.body.difference).flat(), []);
  });
});
