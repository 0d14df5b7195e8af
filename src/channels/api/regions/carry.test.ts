import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withoutGrids } from '../../../../tests/support/grids.ts';
import { foldSettled } from '../../../../tests/support/plan-fixture.ts';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { Subject } from '../../../indicators/indicators.ts';
import { carryDueRegions, readSubjects, rebuildMeasures, verifyMeasures } from '../../../indicators/indicators.ts';
import type { Scope } from '../../../kernel/kernel.ts';
import { addDays, dayOf, fixedClock, jobScope } from '../../../kernel/kernel.ts';

const today = dayOf(new Date());
const about = { effective: today, reason: '村改居', source: '县政府公告 2026 年第 9 号' };
interface Listed {
  readonly cases: readonly { readonly number: string; readonly county: string; readonly id: string }[];
}

describe('what stands under a code follows its change', () => {
  let server: TestServer;
  let administrator: Client;
  const seen = async (who: Client): Promise<string[]> =>
    (await who.get<Listed>('/api/cases?view=all&limit=100')).body.cases.map((one) => one.number).sort();
  const hat = async (who: Client): Promise<{ region: string; regionName: string }> =>
    (await who.get<{ hat: { region: string; regionName: string } }>('/api/session')).body.hat;
  const facilities = async (who: Client): Promise<string[]> =>
    (await who.get<{ entries: { title: string; place_name: string }[] }>('/api/registers/facility')).body.entries
      .map((one) => `${one.title} ${one.place_name}`)
      .sort();
  const count = async (table: string, where: string): Promise<number> =>
    Number((await server.owner.query<{ n: string }>(`select count(*) as n from ${table} where ${where}`)).rows[0]!.n);
  const fold = (): Promise<number> => foldSettled(server.database.within(jobScope));
  const change = (body: object): Promise<{ status: number; body: { code: string; changes: { id: string }[] } }> =>
    administrator.post('/api/regions/changes', { ...about, ...body });

  before(async () => {
    server = await openTestServer();
    await withoutGrids(server.owner);
    administrator = await server.as('guanli');
    await fold();
  });
  after(() => server.close());

  it('ORG-01 a moved community keeps its director, people, cases, open and closed, and facilities, under its new code', async () => {
    const [director, ownTown, otherTown, elsewhere] = await Promise.all(
      ['zhuren05', 'jiedao', 'xiang1', 'zhuren'].map((login) => server.as(login)),
    );
    const before = {
      own: await seen(director!),
      facilities: await facilities(director!),
      town: await seen(ownTown!),
      lost: await seen(otherTown!),
      foreign: await seen(elsewhere!),
    };
    assert.ok(before.own.length > 0 && before.facilities.length > 0);
    const acts = await count('procedures.act', `community = '990101100200'`);
    assert.equal((await change({ kind: 'move', code: '990101100200', to: '990101001200', name: '桥头社区' })).status, 200);
    assert.deepEqual(await hat(director!).then(({ region, regionName }) => [region, regionName]), ['990101001200', '桥头社区']);
    assert.deepEqual(await seen(director!), before.own);
    assert.deepEqual(
      await facilities(director!),
      before.facilities.map((one) => one.replace(/桥头村$/, '桥头社区')),
    );
    assert.deepEqual(await seen(ownTown!), [...before.town, ...before.own].sort());
    assert.deepEqual(
      await seen(otherTown!),
      before.lost.filter((number) => !before.own.includes(number)),
    );
    assert.deepEqual(await seen(elsewhere!), before.foreign);
    assert.deepEqual(
      [await count('procedures.act', `community = '990101001200'`), await count('procedures.act', `community = '990101100200'`)],
      [acts, 0],
    );
    for (const table of [
      'registers.person',
      'registers.household',
      'registers.facility',
      'procedures.cases',
      'procedures.notice',
      'procedures.attachment',
      'procedures.draft',
    ])
      assert.equal(await count(table, `community = '990101100200'`), 0, table);
    const open = (await director!.get<Listed>('/api/cases?view=all&limit=100')).body.cases[0]!;
    assert.equal((await director!.get(`/api/cases/${open.county}/${open.id}`)).status, 200);
    assert.ok((await count('procedures.cases', `community = '990101001200' and former = '990101100200'`)) > 0);
  });

  it('ORG-01 its figures stay under what was true then, can be read by the successor, and survive a rebuild', async () => {
    const job = server.database.within(jobScope);
    const director = await server.as('zhuren05');
    const stood = await count('indicators.rollup', `region = '990101100200'`);
    assert.deepEqual(
      [stood > 0, await count('indicators.rollup', `region = '990101100200' and community = '990101001200'`)],
      [true, stood],
    );
    assert.deepEqual(await verifyMeasures(job), []);
    await rebuildMeasures(job);
    assert.equal(await count('indicators.rollup', `region = '990101100200' and community = '990101001200'`), stood);
    const asOf = addDays(today, -5);
    const then = await subjects(asOf, 'then');
    const now = await subjects(asOf, 'now');
    const facts = ({ population, facilities, cases }: Subject): object => ({
      population,
      area: facilities!.reduce((sum, one) => sum + one.area_service, 0),
      cases,
    });
    assert.deepEqual([then.get('990101100200')!.population!.households > 0, then.get('990101001200')], [true, undefined]);
    assert.ok(then.get('990101100200')!.cases.cases_opened! > 0);
    assert.deepEqual([facts(now.get('990101001200')!), now.get('990101100200')], [facts(then.get('990101100200')!), undefined]);
    // The director reads the same of the own community, and in its new town it is counted now.
    const own = await subjects(today, 'now', { level: 'community', code: '990101001200', county: '990101000000' });
    assert.deepEqual(facts(own.get('990101001200')!), facts((await subjects(today, 'now')).get('990101001200')!));
    assert.ok((await subjects(today, 'now', { level: 'town', code: '990101001000', county: '990101000000' })).has('990101001200'));
    const target = (await director.get<{ figures: { id: string }[] }>('/api/plans/reading?region=990101001200')).body.figures[0]!;
    assert.equal((await director.get(`/api/indicators/${target.id}?region=990101001200`)).status, 200);
  });

  async function subjects(
    asOf: string,
    boundaries: 'then' | 'now',
    scope: Scope = { level: 'county', code: '990101000000', county: '990101000000' },
  ): Promise<Map<string, Subject>> {
    const query = { region: scope.code, asOf, from: '2026-01-01', boundaries, today, flows: true };
    return new Map((await readSubjects(server.database.within(scope), server.linli.library, query)).subjects.map((one) => [one.code, one]));
  }

  it('ORG-01 a merger carries both parts to one, and two facilities of one name stay two', async () => {
    const [left, joined] = await Promise.all([server.as('zhuren08'), server.as('zhuren07')]);
    const before = [...(await seen(left)), ...(await seen(joined))].sort();
    await server.owner.query(`insert into registers.facility (county, id, province, city, town, community, name, kind, valid_from, source, entered_by)
      select county, gen_random_uuid(), province, city, town, '990101200201', name, kind, valid_from, source, entered_by from registers.facility where community = '990101200200'`);
    const serving = async (): Promise<number> => count('registers.professional', `community in ('990101200200', '990101200201')`);
    const served = await serving();
    assert.equal(
      (await change({ kind: 'merge', codes: ['990101200200', '990101200201'], into: { code: '990101200200', name: '青石沟村' } })).status,
      200,
    );
    assert.deepEqual([await seen(joined), await seen(left), (await hat(left)).region], [before, before, '990101200200']);
    assert.deepEqual(await facilities(joined), ['青石沟村党群服务中心 青石沟村', '青石沟村党群服务中心 青石沟村（原上河村）']);
    // The lawyer who serves both keeps serving both: the second one under the code it comes from.
    assert.deepEqual([await serving(), await count('registers.professional', `former = '990101200201'`)], [served, 1]);
    await fold();
    assert.deepEqual(await verifyMeasures(server.database.within(jobScope)), []);
    // Before anybody counts anew, the merged village holds what its two parts held.
    assert.equal((await subjects(today, 'now')).get('990101200200')!.population!.households, 312 + 266);
    assert.equal((await subjects(addDays(today, -1), 'then')).get('990101200200')!.population!.households, 312);
  });

  it('ORG-01 what a split cannot decide is listed for an officer, who assigns it in bulk; until then the old hat works', async () => {
    const director = await server.as('zhuren03');
    const before = await seen(director);
    assert.ok(before.length > 0);
    const into = [
      { code: '990101100011', name: '东关一社区' },
      { code: '990101100012', name: '东关二社区' },
    ];
    const split = { kind: 'split', code: '990101100001', into };
    interface Preview {
      readonly touched: readonly {
        name: string;
        people: number;
        cases: number;
        appointments: number;
        assigned: boolean;
        staff: { name: string }[];
      }[];
      readonly told: string[];
    }
    const preview = (await administrator.post<Preview>('/api/regions/changes/preview', { ...about, ...split })).body;
    const [whole] = preview.touched;
    assert.deepEqual([whole!.name, whole!.assigned, whole!.staff.map((one) => one.name)], ['东关社区', true, ['刘小娟', '吴国庆']]);
    assert.deepEqual(
      [whole!.people > 1, whole!.cases >= 0, whole!.appointments, preview.told],
      [true, true, 2, ['东关社区', '东关一社区', '东关二社区', '柳湾镇', '柳湾县']],
    );
    assert.equal((await director.get<{ status: number }>('/api/regions/990101100011')).status, 404, 'a preview writes nothing');
    const done = await change(split);
    assert.equal(done.status, 200);
    const news = async (by: Client): Promise<string[]> =>
      (await by.get<{ notices: { sentence: string }[] }>('/api/notices')).body.notices
        .map((one) => one.sentence)
        .filter((one) => one.includes('东关一社区'));
    for (const told of [director, await server.as('minzheng')]) assert.equal((await news(told)).length, 1, 'whoever is concerned is told');
    assert.equal((await news(await server.as('zhuren02'))).length, 0);
    assert.deepEqual(await hat(director), { ...(await hat(director)), region: '990101100001', regionName: '东关社区' });
    assert.deepEqual(await seen(director), before);
    // A census from before the division says nothing about parts whose facilities wait for an officer.
    const parts = async () => ['990101100011', '990101100012'].map((await subjects(today, 'now')).get.bind(await subjects(today, 'now')));
    assert.deepEqual(
      (await parts()).map((one) => one!.facilities),
      [undefined, undefined],
    );
    interface Waiting {
      readonly change: string;
      readonly from: string;
      readonly fromName: string;
      readonly lives: boolean;
      readonly among: readonly { name: string }[];
    }
    const [waiting] = (await administrator.get<{ assignments: Waiting[] }>('/api/regions/assignments')).body.assignments;
    assert.deepEqual(
      [waiting!.from, waiting!.fromName, waiting!.lives, waiting!.among.map((one) => one.name)],
      ['990101100001', '东关社区', false, ['东关一社区', '东关二社区']],
    );
    const path = `/api/regions/assignments/${waiting!.change}/${waiting!.from}`;
    assert.equal((await (await server.as('minzheng')).get(path)).status, 403);
    interface Page {
      readonly counts: Record<string, number>;
      readonly people: { id: string; name: string }[];
      readonly cases: { id: string }[];
      readonly appointments: { id: string; name: string }[];
      readonly entries: { id: string; name: string; note: string; register: string }[];
    }
    const page = (await administrator.get<Page>(path)).body;
    assert.ok(page.people.length > 1 && page.people.every((one) => one.name.includes('*')));
    assert.deepEqual(
      page.appointments.map((one) => one.name),
      ['刘小娟', '吴国庆'],
    );
    const ids = (rows: readonly { id: string }[]): string[] => rows.map((one) => one.id);
    assert.equal(
      (await administrator.post<{ code: string }>(path, { to: '990101100002', people: ids(page.people) })).body.code,
      'ASSIGNMENT_ELSEWHERE',
    );
    const half = await administrator.post<{ moved: { people: number; cases: number } }>(path, {
      to: '990101100011',
      people: [page.people[0]!.id],
    });
    assert.ok(half.body.moved.people >= 1);
    const rest = (await administrator.get<Page>(path)).body;
    assert.equal(rest.people.length, page.people.length - half.body.moved.people);
    const houses = rest.entries.filter((one) => one.register === 'facility');
    const others = rest.entries.filter((one) => one.register !== 'facility');
    assert.deepEqual(
      houses.map((one) => [one.name, one.note]),
      [['东关社区综合服务中心', '东关大街30号']],
    );
    await administrator.post(path, { to: '990101100011', entries: ids(houses), appointments: ids(rest.appointments) });
    assert.ok(others.length > 3);
    const given = await administrator.post<{ moved: { entries: number } }>(path, { to: '990101100012', entries: ids(others) });
    assert.equal(given.body.moved.entries, others.length);
    await administrator.post(path, { to: '990101100012', people: ids(rest.people) });
    await administrator.post(path, { to: '990101100012', cases: ids((await administrator.get<Page>(path)).body.cases) });
    const empty = (await administrator.get<Page>(path)).body;
    assert.deepEqual(empty.counts, { people: 0, cases: 0, appointments: 0, entries: 0 });
    assert.equal((await administrator.post(`${path}/finish`)).status, 200);
    assert.deepEqual(
      [
        (await administrator.get<{ assignments: Waiting[] }>('/api/regions/assignments')).body.assignments,
        (await administrator.post<{ code: string }>(`${path}/finish`)).body.code,
      ],
      [[], 'ASSIGNMENT_NOT_FOUND'],
    );
    // Now that all of it is assigned, the count of the whole speaks for its parts: one has what was there, the other has none.
    assert.deepEqual(
      (await parts()).map((one) => one!.facilities!.length > 0),
      [true, false],
    );
    assert.equal((await hat(director)).regionName, '东关一社区');
    assert.equal(await count('procedures.cases', `community in ('990101100011', '990101100012')`), before.length);
    assert.ok((await seen(director)).every((number) => before.includes(number)));
    await fold();
    // What was counted there, day by day, is counted at the successors now.
    assert.equal(
      await count(
        `(select from indicators.rollup where region = '990101100001' group by measure, item, day having sum(amount) <> 0) left_over`,
        'true',
      ),
      0,
    );
    assert.ok((await count('indicators.rollup', `region in ('990101100011', '990101100012') and amount > 0`)) > 0);
    assert.deepEqual(await verifyMeasures(server.database.within(jobScope)), []);
  });

  it('ORG-01 a change recorded ahead names nothing before its day and is carried on it', async () => {
    const day = addDays(today, 10);
    const before = await count('registers.person', `community = '990101100002'`);
    assert.equal(
      (await change({ kind: 'move', code: '990101100002', to: '990101001022', name: '南园新社区', effective: day })).status,
      200,
    );
    const names = async (query: string, on = ''): Promise<string[]> =>
      (
        await server.nobody.get<{ regions: { name: string }[] }>(`/api/regions?query=${encodeURIComponent(query)}&within=990101000000${on}`)
      ).body.regions.map((one) => one.name);
    assert.deepEqual(
      [await names('南园'), await names('南园', `&on=${day}`), await names('nanyuan')],
      [['南园社区'], ['南园新社区'], ['南园社区']],
    );
    const ahead = (await server.nobody.get<{ begins: string; region: { name: string } }>('/api/regions/990101001022')).body;
    assert.deepEqual([ahead.begins, ahead.region.name], [day, '南园新社区']);
    assert.equal((await hat(await server.as('zhuren04'))).region, '990101100002');
    assert.equal(await carryDueRegions(server.linli), 0);
    const later = { ...server.linli, clock: fixedClock(`${day}T02:00:00Z`) };
    assert.equal(await carryDueRegions(later), 1);
    assert.deepEqual(
      [await count('registers.person', `community = '990101001022'`), await count('registers.person', `community = '990101100002'`)],
      [before, 0],
    );
  });

  it('ORG-01 a carry that breaks off leaves no half: all waits under the old code and is taken up again', async () => {
    const people = await count('registers.person', `community = '990101201200'`);
    await server.owner.query(`alter table procedures.cases add constraint breaks check (community <> '990101201210') not valid`);
    assert.ok((await count('procedures.cases', `community = '990101201200'`)) > 0);
    assert.equal((await change({ kind: 'move', code: '990101201200', to: '990101201210' })).status, 200);
    assert.deepEqual(
      [await count('registers.person', `community = '990101201200'`), await count('registers.appointment', `region = '990101201210'`)],
      [people, 0],
    );
    await server.owner.query('alter table procedures.cases drop constraint breaks');
    assert.equal(await carryDueRegions(server.linli), 1);
    assert.equal(await count('registers.person', `community = '990101201210'`), people);
    // A writer who came late is swept up, and then the matter is settled.
    await server.owner.query(
      `update registers.person set community = '990101201200' where id = (select id from registers.person where community = '990101201210' limit 1)`,
    );
    const later = { ...server.linli, clock: fixedClock(new Date(Date.now() + 20 * 60_000)) };
    assert.equal(await carryDueRegions(later), 0);
    assert.deepEqual(
      [
        await count('registers.person', `community = '990101201200'`),
        await count('registers.region_carry', `from_code = '990101201200' and settled_at is null`),
      ],
      [0, 0],
    );
  });

  it('ORG-01 a place where people live or serve cannot be abolished into nothing', async () => {
    const refused = await administrator.post<{ code: string; sentence: string; next: string }>('/api/regions/changes', {
      ...about,
      kind: 'abolish',
      code: '990101001002',
    });
    assert.deepEqual([refused.status, refused.body.code], [409, 'REGION_NOT_EMPTY']);
    assert.match(refused.body.sentence, /居民 \d+ 人/);
    const [director, heir] = await Promise.all([server.as('zhuren01'), server.as('zhuren02')]);
    const both = [...(await seen(director)), ...(await seen(heir))].sort();
    assert.equal((await change({ kind: 'abolish', code: '990101001002', into: '990101001003' })).status, 200);
    assert.deepEqual([await seen(director), await seen(heir)], [both, both]);
    const gone = (
      await server.nobody.get<{ end: { on: string; now: { name: string }[] }; region: { name: string } }>('/api/regions/990101001002')
    ).body;
    assert.deepEqual([gone.region.name, gone.end.on, gone.end.now.map((one) => one.name)], ['建设路社区', today, ['滨河新区社区']]);
  });

  it('ORG-01 a grid that moves takes its residents and its grid worker along', async () => {
    const worker = await server.as('wangge');
    const before = await seen(worker);
    const people = await count('registers.person', `grid = '990101001001001'`);
    assert.ok(people > 0);
    assert.equal((await change({ kind: 'move', code: '990101001001001', to: '990101001003001' })).status, 200);
    assert.deepEqual([await seen(worker), (await hat(worker)).region], [before, '990101001003001']);
    assert.deepEqual(
      [
        await count('registers.person', `grid = '990101001003001' and community = '990101001003'`),
        await count('registers.person', `grid = '990101001001001'`),
      ],
      [people, 0],
    );
    assert.ok((await seen(await server.as('zhuren02'))).some((number) => before.includes(number)));
  });

  it('ORG-01 a moved town takes its officer and all its communities along', async () => {
    const [officer, director, foreign] = await Promise.all(['xiang3', 'zhuren11', 'xiang2'].map((login) => server.as(login)));
    const before = [await seen(officer!), await seen(director!), await seen(foreign!)];
    assert.equal((await change({ kind: 'move', code: '990101201000', to: '990101202000', name: '白音滩镇' })).status, 200);
    assert.deepEqual([await seen(officer!), await seen(director!), await seen(foreign!)], before);
    assert.deepEqual([(await hat(officer!)).regionName, (await hat(director!)).region], ['白音滩镇', '990101202201']);
    const gone = (
      await administrator.post<{ code: string; values: { successors: string } }>('/api/accounts', {
        login: 'xinren',
        name: '新人',
        phone: '',
        role: 'town-officer',
        region: '990101201000',
        validFrom: today,
      })
    ).body;
    assert.deepEqual([gone.code, gone.values.successors], ['REGION_ENDED', '白音滩镇 990101202000']);
    await fold();
    assert.deepEqual(await verifyMeasures(server.database.within(jobScope)), []);
  });

  it('ORG-01 what is put under a successor that has ended itself goes on to where that one went', async () => {
    const fresh = await openTestServer();
    try {
      await withoutGrids(fresh.owner);
      const officer = await fresh.as('guanli');
      const record = (body: object): Promise<{ status: number; body: { code: string; changes: { id: string }[] } }> =>
        officer.post('/api/regions/changes', { ...about, ...body });
      const split = await record({
        kind: 'split',
        code: '990101001003',
        into: [
          { code: '990101001003', name: '滨河新区社区' },
          { code: '990101001044', name: '滨河二社区' },
          { code: '990101001045', name: '滨河三社区' },
        ],
      });
      assert.equal((await record({ kind: 'abolish', code: '990101001044', into: '990101001002' })).status, 200);
      assert.equal((await record({ kind: 'abolish', code: '990101001045' })).status, 200);
      const hour = { ...fresh.linli, clock: fixedClock(new Date(Date.now() + 3_600_000)) };
      await carryDueRegions(hour);
      const path = `/api/regions/assignments/${split.body.changes[0]!.id}/990101001003`;
      // What belongs to another part must not go along with the divided region.
      const hasty = await record({
        kind: 'merge',
        codes: ['990101001003', '990101001001'],
        into: { code: '990101001001', name: '杨柳社区' },
      });
      assert.deepEqual([hasty.status, hasty.body.code], [409, 'REGION_UNASSIGNED']);
      interface Page {
        readonly people: { id: string }[];
        readonly appointments: { id: string }[];
      }
      const page = (await officer.get<Page>(path)).body;
      const people = page.people.slice(0, 1).map((one) => one.id);
      const [held, former] = page.appointments.map((one) => one.id);
      await fresh.owner.query('update registers.appointment set valid_to = $2 where id = $1', [former, today]);
      assert.equal((await officer.post(path, { to: '990101001045', people })).status, 404);
      const { moved } = (
        await officer.post<{ moved: { people: number; appointments: number } }>(path, {
          to: '990101001044',
          people,
          appointments: [held, former],
        })
      ).body;
      assert.deepEqual([moved.people > 0, moved.appointments], [true, 1]);
      await carryDueRegions({ ...fresh.linli, clock: fixedClock(new Date(Date.now() + 7_200_000)) });
      const { rows } = await fresh.owner.query<{ at: string }>(
        'select community as at from registers.person where id = any($1) union all select region from registers.appointment where id = $2 union all select region from registers.appointment where id = $3',
        [people, held, former],
      );
      assert.deepEqual(
        rows.map((row) => row.at),
        ['990101001002', '990101001002', '990101001003'],
      );
      assert.equal((await officer.post(`${path}/finish`)).status, 200);
      assert.equal((await record({ kind: 'move', code: '990101001003', to: '990101001047' })).status, 200);
    } finally {
      await fresh.close();
    }
  });

  it('ORG-01 a place to which people are to come cannot be abolished into nothing afterwards', async () => {
    const fresh = await openTestServer();
    try {
      await withoutGrids(fresh.owner);
      const officer = await fresh.as('guanli');
      const record = (body: object): Promise<{ status: number; body: { code: string } }> =>
        officer.post('/api/regions/changes', { ...about, ...body });
      assert.equal((await record({ kind: 'establish', region: { code: '990101001046', name: '新城社区' } })).status, 200);
      assert.equal(
        (await record({ kind: 'abolish', code: '990101001003', into: '990101001046', effective: addDays(today, 30) })).status,
        200,
      );
      const refused = await record({ kind: 'abolish', code: '990101001046', effective: addDays(today, 40) });
      assert.deepEqual([refused.status, refused.body.code], [409, 'REGION_NOT_EMPTY']);
      assert.equal(
        (await record({ kind: 'abolish', code: '990101001046', into: '990101001002', effective: addDays(today, 40) })).status,
        200,
      );
    } finally {
      await fresh.close();
    }
  });

  it('ORG-01 two changes at once that would end each other leave one region standing, and a region that is awaited lives until then', async () => {
    const found = async (code: string): Promise<void> =>
      assert.equal((await change({ kind: 'establish', region: { code, name: `新${code.slice(-3)}社区` } })).status, 200);
    await found('990101001071');
    await found('990101001072');
    await found('990101001073');
    const both = await Promise.all([
      change({ kind: 'abolish', code: '990101001071', into: '990101001072' }),
      change({ kind: 'abolish', code: '990101001072', into: '990101001071' }),
    ]);
    assert.deepEqual(both.map((one) => one.status).sort(), [200, 404]);
    const left = both[0]!.status === 200 ? '990101001072' : '990101001071';
    assert.equal(await count('registers.region', `code in ('990101001071', '990101001072') and valid_to is null and known_to is null`), 1);
    assert.equal((await change({ kind: 'abolish', code: '990101001073', into: left, effective: addDays(today, 30) })).status, 200);
    const early = await change({ kind: 'move', code: left, to: '990101001074', effective: addDays(today, 10) });
    assert.deepEqual([early.status, early.body.code], [409, 'REGION_AWAITED']);
    assert.equal((await change({ kind: 'rename', code: left, name: '改名社区', effective: addDays(today, 10) })).status, 200);
    assert.equal((await change({ kind: 'move', code: left, to: '990101001074', effective: addDays(today, 30) })).status, 200);
  });
});
