import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { residentOf } from '../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { openTestServer } from '../../../tests/support/server.ts';
import { submitCase } from './commands.ts';

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

interface Told {
  county: string;
  id: string;
  acts: number;
  state: string;
  repeated?: boolean;
  code?: string;
}

const allowance = { bank_account: '6217309657442074875', contact_phone: '19900000001', address: '杨柳路12号', visit_help: 'no' };
const act = (on: Told, name: string, key: string, opinion = '核对无误') =>
  clerk.post<Told>(`/api/cases/${on.county}/${on.id}/acts`, { act: name, expected: on.acts, form: {}, opinion, key });

test('a key answers the wish it came with; with another wish it is refused and nothing is written', async () => {
  const who = await residentOf(server, '19900000001');
  const input = { item: 'old-age-allowance', applicant: who.person, form: allowance, agent: null, materials: [], key: 'one-key-one-wish' };
  const on = await submitCase(server.linli, who.scope, who.actor, input);
  assert.equal((await submitCase(server.linli, who.scope, who.actor, input)).repeated, true);
  await assert.rejects(submitCase(server.linli, who.scope, who.actor, { ...input, form: { ...allowance, visit_help: 'yes' } }), {
    code: 'KEY_REUSED',
  });
  const asked = await act(on, 'request-correction', 'one-key-two-acts', '请补卡号');
  assert.equal(asked.status, 200);
  const again = await act(on, 'request-correction', 'one-key-two-acts', '请补卡号');
  assert.deepEqual([again.status, again.body.repeated, 'digest' in again.body], [200, true, false]);
  assert.equal((await act(asked.body, 'refuse', 'one-key-two-acts')).body.code, 'KEY_REUSED');
});

test('an act pressed twice at one moment is done once and answered alike', async () => {
  for (let round = 0; round < 6; round += 1) {
    const who = await residentOf(server, '19900000003');
    const on = await submitCase(server.linli, who.scope, who.actor, {
      item: 'old-age-allowance',
      applicant: who.person,
      form: allowance,
      agent: null,
      materials: [],
      key: `twice-${round}-submit`,
    });
    const both = await Promise.all([act(on as Told, 'accept', `twice-press-${round}`), act(on as Told, 'accept', `twice-press-${round}`)]);
    assert.deepEqual(
      both.map((one) => [one.status, one.body.state]),
      [
        [200, 'community-check'],
        [200, 'community-check'],
      ],
    );
    const { rows } = await server.owner.query('select 1 from procedures.act where case_id = $1', [on.id]);
    assert.equal(rows.length, 2);
  }
});
