import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { residentOf } from '../../../tests/support/resident.ts';
import type { TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { dayOf, fixedClock, jobScope } from '../../kernel/kernel.ts';
import { getCasePage, submitCase } from '../../procedures/procedures.ts';
import { decidedAt, decidedWhy, resultDocument } from './result.ts';

let server: TestServer;
before(async () => {
  server = await openTestServer();
});
after(() => server.close());

/** The document of an application for relief, printed years later; `amount` says who decides, the town or the county. */
async function decided(
  phone: string,
  steps: readonly (readonly [login: string, act: string, form?: Record<string, string>])[],
): Promise<string> {
  const who = await residentOf(server, phone);
  const form = { reason_kind: 'fire', story: '家里着火', household_size: '2', monthly_income: '900', contact_phone: phone };
  const opened = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form,
    agent: null,
    materials: ['event-proof'],
    key: `decided ${phone}`,
  });
  let { acts } = opened;
  for (const [login, act, entered = {}] of steps) {
    const by = await server.as(login);
    const body = { act, expected: acts, form: entered, opinion: '火灾属实，生活困难', key: `${phone} ${act}` };
    const answer = await by.post<{ acts: number }>(`/api/cases/${opened.county}/${opened.id}/acts`, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    acts = answer.body.acts;
  }
  const page = await getCasePage(server.linli.database.within(jobScope), opened.county, opened.id);
  const definition = await server.linli.catalogue.definitionOf(page.case.pack_hash);
  const later = { ...server.linli, clock: fixedClock('2031-05-01T02:00:00Z') };
  const words = { applicant: who.person.name, reason: decidedWhy(page, definition), decidedAt: decidedAt(page, definition) };
  return JSON.stringify(await resultDocument(later, page.case, definition, words, (_, value) => String(value)));
}

const way = [
  ['chuangkou', 'accept'],
  ['zhuren', 'forward-town', { visited_on: '2026-11-02', finding: 'as-stated' }],
] as const;

test('a decision keeps its day, organ and number whenever it is printed, and tells reasons, remedies with their terms and the place of the seal', async () => {
  const first = await decided('19900000001', [...way, ['jiedao', 'town-deny']]);
  const year = Number(dayOf(server.linli.clock.now()).slice(0, 4));
  const number = (document: string): number => Number(new RegExp(`河西街道审〔${year}〕(\\d+)号`).exec(document)?.[1]);
  for (const words of [
    '河西街道办事处',
    '火灾属实，生活困难',
    '60日内向柳湾县人民政府申请行政复议',
    '6个月内依法向人民法院提起行政诉讼',
    '盖章处',
    `${year}年`,
  ]) {
    assert.ok(first.includes(words), `${words} in ${first}`);
  }
  assert.doesNotMatch(first, /2031/);
  const second = await decided('19900000002', [...way, ['jiedao', 'town-deny']]);
  assert.equal(number(second), number(first) + 1, 'one series of the organ and the year');
});
