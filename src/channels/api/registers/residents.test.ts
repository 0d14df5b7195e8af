import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import type { EntryView, RegisterView } from './view.ts';

let server: TestServer;
let clerk: Client;
let neighbour: Client;
before(async () => {
  server = await openTestServer();
  [clerk, neighbour] = await Promise.all([server.as('chuangkou'), server.as('shequ01')]);
});
after(() => server.close());

const COMMUNITY = '990101001001';
const basis = { kind: 'inspection', id: '入户核实' };
type Listed = { entries: EntryView[] };

async function personOf(who: Client, name: string): Promise<{ county: string; id: string }> {
  return (await who.post<{ people: { county: string; id: string }[] }>('/api/people/search', { name })).body.people[0]!;
}

async function entriesOf(who: Client, register: string, id: string, state = 'lasting'): Promise<EntryView[]> {
  return (await who.get<Listed>(`/api/registers/${register}?person_id=${id}&state=${state}`)).body.entries;
}

test('RES-05 a label is set on evidence, found by the name of its person, ended with a reason, and unknown to the neighbour', async () => {
  const { id } = await personOf(clerk, '高素珍');
  const values = {
    person_id: id,
    label: 'left_behind_elder',
    evidence: '入户核实，子女在外地',
    responsible: '李红梅',
    from_day: '2026-11-02',
  };
  const added = await clerk.post<{ county: string; id: string }>('/api/registers/person-label', { place: COMMUNITY, values, basis });
  assert.equal(added.status, 201);
  const again = await clerk.post<{ code: string }>('/api/registers/person-label', { place: COMMUNITY, values, basis });
  assert.equal(again.body.code, 'ENTRY_EXISTS');
  const unsaid = await clerk.post<{ code: string }>('/api/registers/person-label', {
    place: COMMUNITY,
    values: { ...values, evidence: '' },
    basis,
  });
  assert.equal(unsaid.body.code, 'ENTRY_INVALID');
  const found = (await clerk.get<Listed>(`/api/registers/person-label?q=${encodeURIComponent('高素珍')}`)).body.entries;
  assert.ok(found.some((one) => one.id === added.body.id && one.title === '高*珍'));
  assert.deepEqual(await entriesOf(neighbour, 'person-label', id), []);
  const path = `/api/registers/person-label/${added.body.county}/${added.body.id}`;
  assert.equal((await neighbour.get(path)).status, 404);
  assert.equal((await clerk.post(`${path}/end`, { version: 1, on: '2026-11-20', reason: '子女已回来同住' })).status, 200);
  assert.ok(!(await entriesOf(clerk, 'person-label', id)).some((one) => one.id === added.body.id));
  const history = (await clerk.get<{ history: { what: string; basis: string }[] }>(path)).body.history;
  assert.deepEqual(
    history.map((one) => one.what),
    ['entered', 'ended'],
  );
  assert.equal(history[1]!.basis, '子女已回来同住');
});

test('RES-05 the label a granted case sets stands in the same register with its history', async () => {
  const { rows } = await server.owner.query<{ number: string; history: string }>(
    `select l.evidence as number, c.basis_kind as history from registers.person_label l
       join procedures.cases k on k.number = l.evidence join registers.entry_change c on c.register = 'person-label' and c.entry_id = l.id`,
  );
  assert.ok(rows.length > 0 && rows.every((row) => row.history === 'case'));
});

test('RES-06 employment labels carry evidence and period and are listed by kind', async () => {
  const unemployed = (await clerk.get<Listed>('/api/registers/employment-label?label=unemployed')).body.entries;
  assert.deepEqual(
    unemployed.map((one) => one.title),
    ['罗*国'],
  );
  assert.ok(unemployed.every((one) => one.values.evidence !== '' && one.values.from_day !== null));
});

test('RES-01 RES-08 a household has head, dwelling and place under an id of its own; its address is masked until a look leaves a row', async () => {
  const { id } = await personOf(clerk, '王秀英');
  const [home] = (await clerk.get<Listed>(`/api/registers/household?head=${id}`)).body.entries;
  assert.deepEqual(
    [home!.title, home!.values.address, home!.values.standing],
    ['王*英', '柳湾县河西街道杨柳路12号**单元**室', 'registered'],
  );
  assert.equal(home!.titles.dwelling, '柳湾县河西街道杨柳路12号**单元**室');
  const found = (await clerk.post<{ entries: { register: string; title: string }[] }>('/api/find', { q: '杨柳路12号' })).body.entries;
  assert.ok(found.some((one) => one.register === 'dwelling') && found.every((one) => !one.title.includes('201')));
  const path = `/api/registers/household/${home!.county}/${home!.id}`;
  assert.equal((await clerk.post<{ code: string }>(`${path}/unmask`, { fields: ['address'], reason: '' })).body.code, 'REASON_NEEDED');
  const opened = await clerk.post<{ values: { address: string } }>(`${path}/unmask`, { fields: ['address'], reason: '上门送证，核对住址' });
  assert.equal(opened.body.values.address, '柳湾县河西街道杨柳路12号3单元201室');
  const looks = (await clerk.get<{ looks: { reason: string }[] }>(path)).body.looks;
  assert.deepEqual(
    looks.map((look) => look.reason),
    ['上门送证，核对住址'],
  );
  assert.equal((await neighbour.get(path)).status, 404);
});

test('RES-02 a service record tells who served whom, when and what, on the page of the person served', async () => {
  const { id } = await personOf(clerk, '赵桂兰');
  const served = await entriesOf(clerk, 'service-record', id);
  assert.ok(served.some((one) => one.values.kind === 'meal' && one.titles.team === '杨柳社区党员先锋队' && one.values.server === '汪玉洁'));
});

test('RES-10 who goes away for a time stays in the household; the return ends the absence', async () => {
  const { county, id } = await personOf(clerk, '王建军');
  const [away] = await entriesOf(clerk, 'absence', id);
  assert.deepEqual([away!.values.reason, away!.values.to_place], ['work', '包头市昆都仑区']);
  const path = `/api/registers/absence/${county}/${away!.id}`;
  assert.equal((await clerk.post(`${path}/end`, { version: away!.version, on: '2026-11-25', reason: '本人已回来' })).status, 200);
  assert.deepEqual(await entriesOf(clerk, 'absence', id), []);
  assert.equal((await clerk.post(`${path}/resume`, { version: away!.version + 1, reason: '登记错了，人还没回来' })).status, 200);
});

test('what is about residents opens only for who may read people', async () => {
  const reader = await server.as('mengshi');
  const { registers } = (await reader.get<{ registers: RegisterView[] }>('/api/registers')).body;
  assert.ok(registers.some((one) => one.register === 'worker'));
  assert.ok(!registers.some((one) => one.register === 'person-label'));
  assert.equal((await reader.get('/api/registers/person-label')).status, 403);
});
