import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client, TestServer } from '../../../../tests/support/server.ts';
import { openTestServer } from '../../../../tests/support/server.ts';
import { dayOf } from '../../../kernel/kernel.ts';
import { submitCase } from '../../../procedures/procedures.ts';
import { getApplicant, openResidentSession, placeOf, registerPerson, scopeOfResident } from '../../../registers/registers.ts';
import { sessionCookie } from '../../http/session.ts';

let server: TestServer;
let clerk: Client;
before(async () => {
  server = await openTestServer();
  clerk = await server.as('chuangkou');
});
after(() => server.close());

const COMMUNITY = '990101001001';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number with its check digit (GB 11643). */
function numberOf(first17: string): string {
  return first17 + '10X98765432'[[...first17].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 11]!;
}

/** Somebody registers alone in the hall. */
async function selfRegistered(idNumber: string, phone: string, community = COMMUNITY): Promise<string> {
  const place = placeOf(community);
  const entry = { county: place.county, at: new Date(), actor: 'phone:****0000', hat: 'self', channel: 'hall', action: 'person.register' };
  return registerPerson(
    server.linli.sessions.gate,
    server.vault,
    { name: '张三', idNumber, phone, place, address: '杨柳路9号', residence: 'resident', source: 'self' },
    entry,
    { areas: server.linli.areas, today: dayOf(new Date()) },
  );
}

interface Shown {
  person: { identity: string; idNumber: string };
}
const shown = async (id: string): Promise<Shown['person']> => (await clerk.get<Shown>(`/api/people/990101000000/${id}`)).body.person;
const byNumber = async (idNumber: string) =>
  (await clerk.post<{ people: { id: string; identity: string }[] }>('/api/people/search', { idNumber })).body.people;
const register = (idNumber: string, more: object = {}) =>
  clerk.post<{ id: string; code?: string }>('/api/people', {
    name: '李四',
    idNumber,
    phone: '',
    community: COMMUNITY,
    address: '杨柳路9号',
    residence: 'resident',
    ...more,
  });

test('who registers alone is unverified until a window has seen the card', async () => {
  const number = numberOf('15242119400101003');
  const id = await selfRegistered(number, '13911110001');
  assert.equal((await shown(id)).identity, 'unverified');
  const cookie = `${sessionCookie}=${await openResidentSession(server.linli.sessions.gate, { county: '990101000000', person: id }, new Date(Date.now() + 60_000), { address: '', agent: '' })}`;
  const page = async () => (await server.app.inject({ url: '/my', headers: { cookie } })).body;
  assert.ok((await page()).includes('身份还没有核验'));
  assert.equal((await (await server.as('jiedao')).post(`/api/people/990101000000/${id}/card-seen`)).status, 403);
  assert.equal((await (await server.as('shequ01')).post(`/api/people/990101000000/${id}/card-seen`)).status, 404);
  for (const time of [1, 2]) assert.equal((await clerk.post(`/api/people/990101000000/${id}/card-seen`)).status, 200, String(time));
  assert.equal((await shown(id)).identity, 'verified');
  assert.ok(!(await page()).includes('身份还没有核验'));
  const { rows } = await server.owner.query("select 1 from kernel.audit where action = 'person.verify' and subject = $1", [`person:${id}`]);
  assert.equal(rows.length, 1);
});

test('a registration with the card seen takes the number over from an unverified record, and its cases and the audit say so', async () => {
  const number = numberOf('15242119400101005');
  const stranger = await selfRegistered(number, '13911110002');
  const scope = scopeOfResident('990101000000', stranger);
  const { person } = await getApplicant(server.database.within(scope), '990101000000', stranger);
  const actor = { id: `person:${stranger}`, name: '', hat: 'self', role: 'resident', level: 'resident', channel: 'hall' } as const;
  const on = await submitCase(server.linli, scope, actor, {
    item: 'old-age-allowance',
    applicant: person,
    form: { bank_account: '6217309657442074875', contact_phone: '13911110002', address: '杨柳路9号', visit_help: 'no' },
    agent: null,
    materials: [],
    key: 'unverified-1',
  });
  const applicant = async () =>
    (await clerk.get<{ applicant: { identity: string } }>(`/api/cases/${on.county}/${on.id}`)).body.applicant.identity;
  assert.equal(await applicant(), 'unverified');
  assert.equal((await register(number)).body.code, 'PERSON_EXISTS');
  const owner = await register(number, { cardSeen: true });
  assert.equal(owner.status, 200, JSON.stringify(owner.body));
  assert.deepEqual(
    (await byNumber(number)).map((one) => [one.id, one.identity]),
    [[owner.body.id, 'verified']],
  );
  assert.deepEqual([(await shown(stranger)).identity, await applicant()], ['number-lost', 'number-lost']);
  assert.equal((await clerk.post<{ code: string }>(`/api/people/990101000000/${stranger}/card-seen`)).body.code, 'ID_NUMBER_TAKEN_OVER');
  const { rows } = await server.owner.query<{ action: string; actor: string }>(
    "select action, actor from kernel.audit where subject = any($1) and action in ('person.lose-number', 'person.register') order by at",
    [[`person:${stranger}`, `person:${owner.body.id}`]],
  );
  assert.deepEqual(rows.map((row) => row.action).sort(), ['person.lose-number', 'person.register', 'person.register']);
  assert.match(rows.find((row) => row.action === 'person.lose-number')!.actor, /^account:/);
});

test('a verified record keeps its number, and the hall takes none over', async () => {
  assert.equal((await register('152421194203080263', { cardSeen: true })).body.code, 'PERSON_EXISTS');
  const number = numberOf('15242119400101007');
  // An unverified record of another community, out of the clerk's sight, gives its number up as well.
  const far = await selfRegistered(number, '13911110003', '990101100001');
  await assert.rejects(selfRegistered(number, '13911110004'), { code: 'PERSON_EXISTS' });
  const owner = await register(number, { cardSeen: true });
  assert.equal(owner.status, 200, JSON.stringify(owner.body));
  const { rows } = await server.owner.query<{ person_id: string }>(
    'select person_id from registers.person_directory where id_hash = (select id_hash from registers.person where id = $1)',
    [owner.body.id],
  );
  assert.equal(rows[0]!.person_id, owner.body.id);
  assert.equal((await (await server.as('shequ03')).get<Shown>(`/api/people/990101000000/${far}`)).body.person.identity, 'number-lost');
});
