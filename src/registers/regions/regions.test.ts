import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import type { Handle } from '../../kernel/kernel.ts';
import { jobScope, type LinliError, newId, publicScope } from '../../kernel/kernel.ts';
import * as regions from './regions.ts';

const packs = resolve(import.meta.dirname, '../../../packs');
const clerk = { actor: 'account:test', hat: 'county-admin', channel: 'workbench', at: new Date('2026-03-02T02:00:00Z') };
const code = (error: unknown): string => (error as LinliError).code;
const fails = (wanted: string) => (error: unknown) => code(error) === wanted;

async function loadFile(handle: Handle, path: string, validFrom: string): Promise<number> {
  return regions.loadRegions(handle, await regions.readShippedRegions(resolve(packs, path)), { validFrom, source: path });
}

describe('the region register', () => {
  let test: TestDatabase;
  let job: Handle;
  before(async () => {
    test = await testDatabase('linli_empty');
    job = test.database.within(jobScope);
    await loadFile(job, 'liuwan/regions.csv', '2020-01-01');
    await loadFile(job, 'base/regions/alxa_1529.csv', '2023-06-30');
    await loadFile(job, 'base/regions/yizheng_321081.csv', '2023-06-30');
  });
  after(() => test.close());

  it('ORG-01 one tree of six levels from province to grid holds name, level, kind, parent, bureau and validity', async () => {
    const line = await regions.ancestors(job, '990101001001001');
    assert.deepEqual(
      line.map((one) => one.level),
      [...regions.regionLevels],
    );
    for (const [index, one] of line.entries()) assert.equal(one.parent, line[index - 1]?.code);
    const county = line[2]!;
    assert.deepEqual(
      [county.name, county.kind, county.bureau, county.validFrom, county.validTo],
      ['柳湾县', 'division', '民政局', '2020-01-01', undefined],
    );
    const zone = await regions.getRegion(job, '152971000000');
    assert.deepEqual([zone.kind, zone.bureau], ['zone', '社管局']);
    assert.deepEqual(
      (await regions.listChildren(job, '152900000000')).map((one) => one.kind),
      ['division', 'division', 'division', 'zone'],
    );
    const mended = await regions.correctRegion(
      job,
      test.vault,
      await regions.getRegion(job, '152921000000'),
      { nameMongolian: 'ᠠᠯᠠᠱᠠ ᠵᠡᠭᠦᠨ ᠬᠣᠰᠢᠭᠤ' },
      'name in Mongolian script',
      clerk,
    );
    assert.equal((await regions.getRegion(job, '152921000000')).nameMongolian, mended.nameMongolian);
  });

  it('ORG-02 communities and gachas carry a type: urban, market town, the five rural ones or resettlement; a new type is a recorded change', async () => {
    const towns = await regions.listChildren(job, '990101000000');
    const communities = (await Promise.all(towns.map((town) => regions.listChildren(job, town.code)))).flat();
    assert.equal(communities.length, 12);
    assert.deepEqual([...new Set(communities.map((one) => one.type))].sort(), [...regions.communityTypes].sort());
    await assert.rejects(
      regions.changeRegions(
        job,
        test.vault,
        [{ kind: 'retype', code: '990101200201', becomes: { type: 'hamlet' as never }, effective: '2026-01-01', reason: 'r', source: 's' }],
        clerk,
      ),
      fails('REGION_TYPE_UNKNOWN'),
    );
    await regions.changeRegions(
      job,
      test.vault,
      [
        {
          kind: 'retype',
          code: '990101200201',
          becomes: { type: 'central_village' },
          effective: '2026-01-01',
          reason: 'layout plan',
          source: 'county notice',
        },
      ],
      clerk,
    );
    assert.equal((await regions.getRegion(job, '990101200201', '2025-12-31')).type, 'traditional_village');
    assert.equal((await regions.getRegion(job, '990101200201', '2026-01-01')).type, 'central_village');
  });

  it('loads twice without doubling', async () => {
    assert.equal(await loadFile(job, 'liuwan/regions.csv', '2020-01-01'), 0);
    assert.deepEqual(await regions.countBelow(job, '990101000000'), { town: 4, community: 12, grid: 27 });
  });

  it('finds a region by part of its name, pinyin, initials and code, with the names above it', async () => {
    const names = async (query: string, options = {}): Promise<string[]> =>
      (await regions.searchRegions(test.database.within(publicScope), query, options)).map((one) => one.name);
    assert.equal((await names('柳湾'))[0], '柳湾县');
    assert.deepEqual(await names('柳树湾', { level: 'community' }), ['柳树湾村']);
    assert.deepEqual(await names('湾村', { level: 'community' }), ['柳树湾村']);
    assert.equal((await names('liuwan'))[0], '柳湾县');
    assert.ok((await names('ysw')).length === 0 && (await names('lsw')).includes('柳树湾村'));
    assert.deepEqual((await names('990101200', { level: 'community' })).length, 3);
    assert.deepEqual(await names('社区', { within: '990101100000', level: 'community' }), ['东关社区', '南园社区']);
    assert.ok((await names('zhenzhou')).includes('真州镇'));
    const [hit] = await regions.searchRegions(job, '杨柳社区');
    assert.deepEqual(hit?.path, ['演示省', '演示市', '柳湾县', '河西街道']);
    assert.deepEqual(await names(`'\\&|!:*`), []);
  });

  it('tells several changes of one region on one day in their order, each with the name the one before left', async () => {
    const [first, second, merged] = ['990101201288', '990101201289', '990101201290'];
    const about = { effective: '2026-02-01', reason: 'r', source: 's' };
    const record = (change: object) => regions.changeRegions(job, test.vault, [{ ...change, ...about } as never], clerk);
    for (const [code, name] of [
      [first, 'A'],
      [second, 'B'],
    ])
      await regions.changeRegions(
        job,
        test.vault,
        [{ kind: 'establish', region: { code: code!, name: name! }, ...about, effective: '2026-01-01' }],
        clerk,
      );
    await record({ kind: 'rename', code: first, name: 'C' });
    await record({ kind: 'rename', code: first, name: 'D' });
    await record({ kind: 'merge', codes: [first, second], into: { code: second, name: 'E' } });
    await record({ kind: 'move', code: second, to: merged, name: 'F' });
    const names = (sides: readonly { name: string }[]): string => sides.map((one) => one.name).join('+');
    const told = (await regions.changesOfRegion(job, first!)).filter((one) => one.kind !== 'establish').reverse();
    assert.deepEqual(
      told.map((one) => [one.kind, names(one.before), names(one.after)]),
      [
        ['rename', 'A', 'C'],
        ['rename', 'C', 'D'],
        ['merge', 'D+B', 'E'],
      ],
    );
    assert.deepEqual(
      told.slice(0, 2).map((one) => one.altered),
      [[{ field: 'name', from: 'A', to: 'C' }], [{ field: 'name', from: 'C', to: 'D' }]],
    );
    await record({ kind: 'rename', code: '990101201200', name: 'G' });
    await record({
      kind: 'split',
      code: '990101201200',
      into: [
        { code: '990101201200', name: 'G' },
        { code: '990101201299', name: 'H' },
      ],
    });
    const [split] = await regions.changesOfRegion(job, '990101201299');
    assert.deepEqual([names(split!.before), names(split!.after)], ['G', 'G+H']);
    const [moved] = await regions.changesOfRegion(job, merged!);
    assert.deepEqual([names(moved!.before), names(moved!.after)], ['E', 'F']);
  });

  it('keeps what was believed: a correction changes the past, and the older belief can still be read', async () => {
    const before = await regions.getRegion(job, '990101200200');
    const believed = new Date();
    await regions.correctRegion(job, test.vault, before, { name: '青石沟中心村' }, 'misread', clerk);
    assert.equal((await regions.getRegion(job, '990101200200', '2021-05-01')).name, '青石沟中心村');
    assert.equal((await regions.getRegion(job, '990101200200', '2021-05-01', believed)).name, '青石沟村');
    assert.equal(
      (await regions.listChildren(job, '990101200000', undefined, believed)).find((one) => one.code === before.code)?.name,
      '青石沟村',
    );
    await assert.rejects(regions.correctRegion(job, test.vault, before, { name: 'x' }, 'late', clerk), fails('REGION_MOVED_ON'));
  });

  it('a county changes its own tree only, and every change leaves an audit row', async () => {
    const county = test.database.within({ level: 'county', code: '990101000000', county: '990101000000' });
    const rename = (wanted: string, name: string): Promise<unknown> =>
      regions.changeRegions(
        county,
        test.vault,
        [{ kind: 'rename', code: wanted, name, effective: '2026-02-01', reason: 'agreed by the villagers', source: 'notice 3' }],
        clerk,
      );
    await rename('990101100200', '桥头新村');
    await assert.rejects(rename('152921102000', 'x'), fails('FORBIDDEN'));
    const { rows } = await test.owner.query(`select action, subject, reason from kernel.audit where subject = 'region:990101100200'`);
    assert.deepEqual(rows, [{ action: 'region.rename', subject: 'region:990101100200', reason: 'agreed by the villagers' }]);
    assert.deepEqual(
      (await regions.regionHistory(county, '990101100200')).map((one) => one.name),
      ['桥头村', '桥头新村'],
    );
  });

  it('refuses a change that somebody else made first', async () => {
    const change = { kind: 'rename', code: '990101100201', name: '柳树湾新村', effective: '2026-02-01', reason: 'r', source: 's' } as const;
    const current = await regions.readFamilies(job, [change.code]);
    const plan = regions.planRegionChange(current, change, newId);
    await regions.writePlan(job, test.vault, plan, clerk);
    await assert.rejects(
      regions.writePlan(job, test.vault, regions.planRegionChange(current, change, newId), clerk),
      fails('REGION_MOVED_ON'),
    );
  });

  it('finds what a region became by the name it had: renamed, merged, split, moved from elsewhere, and again later', async () => {
    const about = { reason: 'r', source: 's' };
    const change = (...changes: Parameters<typeof regions.changeRegions>[2]): Promise<unknown> =>
      regions.changeRegions(job, test.vault, changes, clerk);
    const found = async (query: string, options = {}): Promise<string[]> =>
      (await regions.searchRegions(test.database.within(publicScope), query, options)).map(
        (one) => `${one.name}${one.former ? ` < ${one.former} ${one.formerUntil}` : ''}`,
      );
    const town = { within: '990101100000', level: 'community' } as const;
    assert.deepEqual(await found('桥头村', town), ['桥头新村 < 桥头村 2026-02-01']);
    assert.deepEqual(await found('qiaotoucun', { within: '990101000000', level: 'community' }), ['桥头新村 < 桥头村 2026-02-01']);
    assert.deepEqual(await found('桥头', town), ['桥头新村 < 桥头村 2026-02-01']);
    // A place that ends says first what becomes of its grids.
    const grids = ['990101100200001', '990101100201001'];
    await change(...grids.map((code) => ({ kind: 'abolish' as const, code, effective: '2026-03-01', ...about })));
    await change(
      { kind: 'rename', code: '990101100200', name: '安乐村', effective: '2026-03-01', ...about },
      {
        kind: 'merge',
        codes: ['990101100200', '990101100201'],
        into: { code: '990101100300', name: '合欢村' },
        effective: '2026-04-01',
        ...about,
      },
    );
    for (const query of ['桥头村', 'qtc', '安乐村'])
      assert.match((await found(query, { within: '990101000000' })).join(), /^合欢村 < (桥头村 2026-02-01|安乐村 2026-04-01)$/, query);
    assert.deepEqual(await found('桥头村'), ['合欢村 < 桥头村 2026-02-01']);
    await change({
      kind: 'split',
      code: '990101100300',
      into: [
        { code: '990101100301', name: '东合村' },
        { code: '990101100302', name: '西合村' },
      ],
      effective: '2026-05-01',
      ...about,
    });
    assert.deepEqual((await found('桥头村', town)).sort(), ['东合村 < 桥头村 2026-02-01', '西合村 < 桥头村 2026-02-01']);
    await change({ kind: 'move', code: '990101100302', to: '990101200300', name: '西河村', effective: '2026-06-01', ...about });
    assert.deepEqual((await found('桥头村', { within: '990101000000' })).sort(), [
      '东合村 < 桥头村 2026-02-01',
      '西河村 < 桥头村 2026-02-01',
    ]);
    assert.deepEqual(await found('西合村', { within: '990101200000' }), ['西河村 < 西合村 2026-06-01']);
    // The town that gave the village away has not become its neighbour.
    await change({ kind: 'rename', code: '990101100000', name: '新河镇', effective: '2026-07-01', ...about });
    assert.deepEqual(
      await found((await regions.getRegion(job, '990101100000', '2026-01-01')).name, { level: 'town' }).then((list) =>
        list.map((one) => one.split(' ')[0]),
      ),
      ['新河镇'],
    );
    await change({ kind: 'abolish', code: '990101100301', effective: '2026-08-01', ...about });
    assert.deepEqual(await found('东合村'), []);
  });
});

describe('what hangs on the tree', () => {
  it('ORG-01 every scoped row of every table and every appointment hangs on a region of the tree', async () => {
    const test = await testDatabase();
    try {
      const { rows: tables } = await test.owner.query<{ name: string }>(
        `select table_schema || '.' || table_name as name from information_schema.columns
          where column_name = 'county' and table_schema in ('registers', 'procedures', 'indicators') and (table_schema, table_name) not in (('registers', 'region'), ('registers', 'sign_in_session'))`,
      );
      assert.ok(tables.length >= 12);
      let seen = 0;
      for (const { name } of tables) {
        const { rows } = await test.owner.query<{ n: number; stray: number }>(
          `select count(*)::int as n, count(*) filter (where t.county <> '' and not exists (select from registers.region r where r.code = t.county))::int as stray from ${name} t`,
        );
        assert.equal(rows[0]!.stray, 0, name);
        seen += rows[0]!.n;
      }
      const { rows: hats } = await test.owner.query<{ region: string }>(
        'select region from registers.appointment a where not exists (select from registers.region r where r.code = a.region)',
      );
      const { rows: homes } = await test.owner.query<{ community: string }>(
        'select community from registers.person p where not exists (select from registers.region r where r.code = p.community)',
      );
      assert.deepEqual([hats, homes], [[], []]);
      assert.ok(seen > 100);
    } finally {
      await test.close();
    }
  });
});

interface ChangeLine {
  code: string;
  op: string;
  old_name: string;
  new_name: string;
  moved_from: string;
}

describe('the real changes of 新城区 from 2022 to 2023', () => {
  const day2022 = '2022-10-31';
  const day2023 = '2023-06-30';
  const street = '150102008000';
  let test: TestDatabase;
  let job: Handle;
  let changes: ChangeLine[];
  let households: Map<string, number>;
  before(async () => {
    test = await testDatabase('linli_empty');
    job = test.database.within(jobScope);
    const wanted = await regions.readShippedRegions(resolve(packs, 'base/regions/xincheng_150102.csv'));
    changes = (parse(readFileSync(resolve(packs, 'base/regions/changes_2022_2023.csv')), { columns: true }) as ChangeLine[]).filter((one) =>
      one.code.startsWith('150102'),
    );
    const earlier = regions.undoChanges(
      wanted,
      changes.map((one) => ({ code: one.code, op: one.op, oldName: one.old_name })),
    );
    await regions.loadRegions(job, earlier, { validFrom: day2022, source: 'list of 2022' });
    const current = (await regions.readFamilies(job, ['150102000000'])).filter((one) => regions.liesWithin(one.code, '150102000000'));
    households = new Map(current.filter((one) => one.level === 'community').map((one, index) => [one.code, 500 + ((index * 37) % 900)]));
    const difference = regions.compareRegions(
      current,
      wanted.filter((one) => one.code.startsWith('150102')),
    );
    assert.deepEqual(difference.removals, []);
    await regions.changeRegions(
      job,
      test.vault,
      regions.changesOf(difference, { effective: day2023, reason: 'new streets', source: 'list of 2023' }),
      clerk,
    );
  });
  after(() => test.close());

  it('shows the children then and now', async () => {
    const then = await regions.listChildren(job, street, day2022);
    const now = await regions.listChildren(job, street, day2023);
    assert.equal(then.length, 28);
    assert.equal(now.length, 14);
    assert.deepEqual(
      (await regions.listChildren(job, '150102403000', day2023)).map((one) => one.name),
      ['南苑社区居委会', '万通社区居委会', '安康社区居委会', '东河社区', '东苑社区居委会', '沙梁村委会', '塔利村委会'],
    );
    assert.deepEqual(await regions.listChildren(job, '150102403000', day2022), []);
  });

  it('names the successor of every unit that was moved, as the published changes do', async () => {
    const moved = changes.filter((one) => one.moved_from !== '');
    assert.equal(moved.length, 14);
    const now = await regions.resolveNow(
      job,
      moved.map((one) => one.moved_from),
      day2022,
      day2023,
    );
    for (const one of moved) assert.deepEqual(now.get(one.moved_from), [one.code]);
    const then = await regions.resolveThen(
      job,
      moved.map((one) => one.code),
      day2022,
      day2023,
    );
    for (const one of moved) assert.deepEqual(then.get(one.code), [one.moved_from]);
  });

  it('households counted by the communities of 2022 have the same sum by the boundaries of 2023, and back', async () => {
    const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0);
    const now = await regions.mapCounts(job, households, day2022, day2023);
    assert.deepEqual([now.ambiguous, now.ended], [[], []]);
    assert.equal(sum(now.counts), sum(households));
    assert.equal(now.counts.get('150102403200'), households.get('150102008211'));
    const back = await regions.mapCounts(job, now.counts, day2023, day2022);
    assert.deepEqual([...back.counts].sort(), [...households].sort());
  });

  it('a street that gave up units is reported as ambiguous, while what the new streets hold leads back to it alone', async () => {
    const forward = await regions.mapCounts(job, new Map([[street, 20_000]]), day2022, day2023);
    assert.deepEqual(forward.ambiguous, [
      { from: street, among: [street, '150102401000', '150102402000', '150102403000'], amount: 20_000 },
    ]);
    const back = await regions.mapCounts(
      job,
      new Map([
        ['150102402000', 900],
        ['150102403000', 5_000],
      ]),
      day2023,
      day2022,
    );
    assert.deepEqual([[...back.counts], back.ambiguous], [[[street, 5_900]], []]);
  });
});
