import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actOn } from '../../../tests/support/case.ts';
import { residentOf } from '../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { getCasePage, submitCase } from '../../procedures/procedures.ts';
import { handlerOf, nameOfHandler, sayHandler } from './handler.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

const staff = [
  { appointment: 'a1', account: '1', name: '林小云', role: 'community-clerk' },
  { appointment: 'a2', account: '2', name: '赵明远', role: 'community-director' },
  { appointment: 'a3', account: '3', name: '巴图', role: 'community-clerk' },
];
const roles = ['community-clerk', 'community-director'];

test('a case is with whom it was given to, else with who acted on it last, else with the only one appointed to act; of two it is with neither', () => {
  const acted = [
    { actor: 'account:3', role: 'community-clerk' },
    { actor: 'account:9', role: 'county-officer' },
    { actor: 'person:5', role: 'resident' },
  ];
  assert.equal(nameOfHandler(staff, { assignee: 'a2' }, roles, acted), '赵明远');
  assert.equal(nameOfHandler(staff, { assignee: null }, roles, acted), '巴图');
  assert.equal(nameOfHandler(staff.slice(0, 2), { assignee: null }, roles, acted), '林小云');
  assert.equal(nameOfHandler(staff, { assignee: null }, roles, []), '');
  assert.equal(nameOfHandler(staff.slice(1, 2), { assignee: 'gone' }, ['town-officer'], []), '');
});

interface Held {
  readonly case: { readonly office: string; readonly handler: { readonly office: string; readonly name: string } };
}

test('who has a case is told by office and name to those who work on it and to its applicant; who reads along learns the office', async () => {
  const [clerk, director, reader] = (await Promise.all(['chuangkou', 'zhuren', 'mengshi'].map((login) => server.as(login)))) as [
    Client,
    Client,
    Client,
  ];
  const who = await residentOf(server, '19900000001');
  const form = { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000001' };
  const filed = { item: 'temporary-relief', applicant: who.person, form, agent: null, materials: ['event-proof'], key: 'handler-by-name' };
  const on = await submitCase(server.linli, who.scope, who.actor, filed);
  const heldBy = async (by: Client) => (await by.get<Held>(`/api/cases/${on.county}/${on.id}`)).body.case;
  const told = async () => {
    const page = await getCasePage(server.database.within(who.scope), on.county, on.id);
    const definition = await server.linli.catalogue.definitionOf(page.case.pack_hash);
    return sayHandler(await handlerOf(server.linli, server.database.within(who.scope), page.case, definition, page.acts));
  };
  assert.deepEqual((await heldBy(clerk)).handler, { office: '杨柳社区', name: '林小云' });
  assert.deepEqual((await heldBy(reader)).handler, { office: '杨柳社区', name: '' });
  assert.equal(await told(), '杨柳社区 · 林小云');
  await actOn(director, on, 'accept');
  assert.equal(await told(), '杨柳社区 · 赵明远');
  await actOn(director, on, 'forward-town', { visited_on: '2026-11-01', finding: 'as-stated' });
  const { office, handler } = await heldBy(director);
  assert.deepEqual([office, handler], ['河西街道', { office: '河西街道', name: '孙晓东' }]);
  await server.owner.query("update registers.account set disabled_at = now() where login in ('jiedao', 'fenguan')");
  assert.deepEqual((await heldBy(director)).handler, { office: '河西街道办事处', name: '' });
});
