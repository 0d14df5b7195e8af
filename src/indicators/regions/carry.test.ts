import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { testDatabase } from '../../../tests/support/database.ts';
import type { Handle } from '../../kernel/kernel.ts';
import { jobScope, newId, systemClock } from '../../kernel/kernel.ts';
import {
  changeRegions,
  changesOf,
  changesOfRegion,
  compareRegions,
  findEnd,
  liesWithin,
  listRegionChanges,
  loadRegions,
  placeOf,
  readFamilies,
  readShippedRegions,
  resolveNow,
  searchRegions,
  undoChanges,
} from '../../registers/registers.ts';
import { carryDueRegions } from './carry.ts';

interface ChangeLine {
  code: string;
  op: string;
  old_name: string;
  new_name: string;
  moved_from: string;
}
const packs = resolve(import.meta.dirname, '../../../packs/base/regions');
const county = '150102000000';

describe('people through the real changes of 新城区 from 2022 to 2023', () => {
  let test: TestDatabase;
  let job: Handle;
  let changes: ChangeLine[];
  let homes: string[];
  before(async () => {
    test = await testDatabase('linli_empty');
    job = test.database.within(jobScope);
    const wanted = await readShippedRegions(resolve(packs, 'xincheng_150102.csv'));
    changes = (parse(readFileSync(resolve(packs, 'changes_2022_2023.csv')), { columns: true }) as ChangeLine[]).filter((one) =>
      one.code.startsWith('150102'),
    );
    await loadRegions(
      job,
      undoChanges(
        wanted,
        changes.map((one) => ({ code: one.code, op: one.op, oldName: one.old_name })),
      ),
      { validFrom: '2022-10-31', source: 'list of 2022' },
    );
    const current = (await readFamilies(job, [county])).filter((one) => liesWithin(one.code, county));
    homes = current.filter((one) => one.level === 'community').map((one) => one.code);
    const people = homes.flatMap((home) =>
      [1, 2].map((n) => ({ ...placeOf(home), id: newId(), name: `${home.slice(-6)}-${n}`, source: home })),
    );
    await test.owner.query(
      `insert into registers.person (county, id, province, city, town, community, name, source) select county, id, province, city, town, community, name, source from jsonb_populate_recordset(null::registers.person, $1)`,
      [JSON.stringify(people)],
    );
    const difference = compareRegions(
      current,
      wanted.filter((one) => liesWithin(one.code, county)),
    );
    await changeRegions(
      job,
      test.vault,
      changesOf(difference, { effective: '2023-06-30', reason: 'new streets', source: 'list of 2023' }),
      { actor: 'account:test', hat: 't', channel: 'workbench', at: new Date() },
    );
  });
  after(() => test.close());

  it('ORG-01 everybody lives where the published changes say, nobody under a code that has ended', async () => {
    assert.equal(await carryDueRegions({ ...test, clock: systemClock }), 14);
    const { rows } = await test.owner.query<{ source: string; community: string; town: string; n: number }>(
      'select source, community, town, count(*) as n from registers.person group by 1, 2, 3',
    );
    assert.equal(rows.length, homes.length);
    const now = await resolveNow(job, homes, '2022-10-31', '2023-06-30');
    for (const row of rows)
      assert.deepEqual([[row.community], `${row.community.slice(0, 9)}000`, row.n], [now.get(row.source), row.town, 2]);
    assert.equal(await carryDueRegions({ ...test, clock: systemClock }), 0);
    const audits = await test.owner.query<{ n: number }>(
      `select count(*) as n from kernel.audit where action = 'region.carry' and (detail ->> 'person')::int = 2`,
    );
    assert.equal(audits.rows[0]!.n, 14);
  });

  it('ORG-01 a former code tells when it ended and who took over, and is found by what it was', async () => {
    for (const one of changes.filter((line) => line.moved_from !== '')) {
      const end = await findEnd(job, one.moved_from);
      assert.deepEqual([end!.on, end!.now.map((region) => region.code)], ['2023-06-30', [one.code]]);
      const [found] = await searchRegions(job, one.moved_from);
      assert.deepEqual([found!.code, found!.formerCode], [one.code, one.moved_from]);
      const [story] = await changesOfRegion(job, one.code);
      assert.deepEqual(
        [story!.kind, story!.before.map((side) => side.code), story!.after.map((side) => side.code)],
        ['move', [one.moved_from], [one.code]],
      );
    }
  });

  it('ORG-01 the changes of a county are listed page by page, by kind, day and place', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await listRegionChanges(job, { within: county }, next, 5);
      seen.push(...page.changes.map((one) => one.id));
      next = page.next;
    } while (next);
    assert.deepEqual([seen.length, new Set(seen).size], [17, 17]);
    const kinds = (await listRegionChanges(job, { within: county, kinds: ['establish'] }, undefined, 50)).changes;
    assert.deepEqual(
      kinds.map((one) => [one.kind, one.before.length, one.after.length]),
      [
        ['establish', 0, 1],
        ['establish', 0, 1],
        ['establish', 0, 1],
      ],
    );
    assert.equal((await listRegionChanges(job, { within: county, to: '2023-06-29' }, undefined, 50)).changes.length, 0);
    assert.equal((await listRegionChanges(job, { within: '150103000000' }, undefined, 50)).changes.length, 0);
    const street = (await listRegionChanges(job, { within: '150102403000' }, undefined, 50)).changes;
    assert.ok(street.length > 1 && street.every((one) => one.codes.some((code) => code.startsWith('150102403'))));
  });
});
