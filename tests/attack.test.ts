import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { countiesOf } from '../src/channels/hall/visit.ts';
import { dayOf } from '../src/kernel/kernel.ts';
import { actOnCase, attach, rate, ratingToken, submitCase } from '../src/procedures/procedures.ts';
import { issueCode } from '../src/registers/registers.ts';
import { residentOf } from './support/resident.ts';
import type { Client, TestServer } from './support/server.ts';
import { openTestServer } from './support/server.ts';

const COUNTY = '990101000000';
const TOWN = '990101001000';
const today = dayOf(new Date());

let server: TestServer;
let administrator: Client;
let townAdministrator: Client;
before(async () => {
  server = await openTestServer();
  [administrator, townAdministrator] = [await server.as('guanli'), await server.as('fenguan')];
});
after(() => server.close());

interface Refused {
  code: string;
}
interface Key {
  county: string;
  id: string;
  acts: number;
}

async function idOf(login: string): Promise<string> {
  const {
    rows: [account],
  } = await server.owner.query<{ id: string }>('select id from registers.account where login = $1', [login]);
  return account!.id;
}

const resident = (phone: string) => residentOf(server, phone);
const allowance = { bank_account: '6217309657442074875', contact_phone: '19900000001', address: '杨柳路12号楼502室', visit_help: 'yes' };
const act = (by: Client, on: Key, name: string, form = {}, key = `${name}-${Math.random()}`) =>
  by.post<Key & Refused>(`/api/cases/${on.county}/${on.id}/acts`, { act: name, expected: on.acts, form, opinion: '核对无误', key });

test('a town administrator takes over no account that wears a hat of the county, also one that once served in the town', async () => {
  const officer = await idOf('minzheng');
  const served = await administrator.post<{ id: string }>(`/api/accounts/${officer}/appointments`, {
    role: 'town-officer',
    region: TOWN,
    validFrom: '2026-01-01',
    validTo: '2026-02-01',
  });
  assert.equal(served.status, 200, JSON.stringify(served.body));
  for (const deed of ['reset', 'unlock', 'disable']) {
    const answer = await townAdministrator.post<Refused>(`/api/accounts/${officer}/${deed}`);
    assert.equal(answer.body.code, 'APPOINTMENT_OUTSIDE', deed);
  }
  assert.equal((await townAdministrator.post<Refused>(`/api/accounts/${await idOf('xiang1')}/reset`)).body.code, 'ACCOUNT_NOT_FOUND');
  // A stand-in for the county is out of reach as long as the hat is lent.
  const {
    rows: [county],
  } = await server.owner.query<{ id: string }>('select id from registers.appointment where account_id = $1 and region = $2', [
    officer,
    COUNTY,
  ]);
  const lent = await (await server.as('minzheng')).post<{ id: string }>('/api/delegations', {
    appointment: county!.id,
    toLogin: 'jiedao',
    from: today,
    to: today,
    reason: '出差',
  });
  assert.equal((await townAdministrator.post<Refused>(`/api/accounts/${await idOf('jiedao')}/reset`)).body.code, 'APPOINTMENT_OUTSIDE');
  await (await server.as('minzheng')).post(`/api/delegations/${lent.body.id}/revoke`);
  assert.equal((await townAdministrator.post<Refused>(`/api/accounts/${await idOf('jiedao')}/unlock`)).status, 200);
});

test('nobody appoints oneself, a town appoints into no office of the county, and a place must exist', async () => {
  const appoint = (by: Client, to: string, given: object) =>
    by.post<Refused>(`/api/accounts/${to}/appointments`, { validFrom: today, ...given });
  assert.equal((await appoint(administrator, await idOf('guanli'), { role: 'county-officer', region: COUNTY })).body.code, 'FORBIDDEN');
  assert.equal((await appoint(townAdministrator, await idOf('fenguan'), { role: 'town-officer', region: TOWN })).body.code, 'FORBIDDEN');
  assert.equal(
    (
      await appoint(townAdministrator, await idOf('jiedao'), {
        role: 'department-officer',
        region: TOWN,
        unit: `${COUNTY}:medical-insurance`,
      })
    ).body.code,
    'APPOINTMENT_OUTSIDE',
  );
  for (const region of ['990101001', '990101001999', '9901010010001', `${TOWN} `])
    assert.equal((await appoint(townAdministrator, await idOf('jiedao'), { role: 'town-officer', region })).status, 403, region);
});

test('an ended appointment is not brought back by another end, and cases go over between equal hats only', async () => {
  const {
    rows: [ended],
  } = await server.owner.query<{ id: string }>("select id from registers.appointment where valid_to = '2026-02-01'");
  assert.equal(
    (await administrator.post<Refused>(`/api/appointments/${ended!.id}/end`, { day: '2099-01-01', reason: '延长' })).body.code,
    'INPUT_INVALID',
  );
  const of = async (login: string): Promise<string> => {
    const {
      rows: [held],
    } = await server.owner.query<{ id: string }>('select p.id from registers.appointment p where account_id = $1 and valid_to is null', [
      await idOf(login),
    ]);
    return held!.id;
  };
  const handed = await administrator.post<Refused>('/api/handovers', {
    fromAppointment: await of('minzheng'),
    toAppointment: await of('yibao'),
    note: '',
  });
  assert.equal(handed.body.code, 'APPOINTMENT_OUTSIDE');
});

test('a hat is lent inside the own county only, and whoever works elsewhere is nobody', async () => {
  await server.owner.query("update registers.appointment set county = '990102000000', region = '990102001001' where account_id = $1", [
    await idOf('zhuren09'),
  ]);
  const {
    rows: [held],
  } = await server.owner.query<{ id: string }>('select id from registers.appointment where account_id = $1', [await idOf('zhuren01')]);
  const clerk = await server.as('zhuren01');
  const lend = (toLogin: string) =>
    clerk.post<Refused>('/api/delegations', { appointment: held!.id, toLogin, from: today, to: today, reason: '外出' });
  assert.equal((await lend('zhuren09')).body.code, 'ACCOUNT_NOT_FOUND');
  assert.equal((await lend('nobody-here')).body.code, 'ACCOUNT_NOT_FOUND');
});

test('an idempotency key answers its own actor about its own case', async () => {
  const [one, other] = [await resident('19900000001'), await resident('19900000004')];
  const first = await submitCase(server.linli, one.scope, one.actor, {
    item: 'old-age-allowance',
    applicant: one.person,
    form: allowance,
    agent: null,
    materials: [],
    key: 'shared-key-1',
  });
  const relief = {
    item: 'temporary-relief',
    applicant: other.person,
    form: { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000004' },
    agent: null,
    materials: ['event-proof'],
    key: 'shared-key-1',
  };
  const second = await submitCase(server.linli, other.scope, other.actor, relief);
  assert.notEqual(second.id, first.id);
  assert.equal(second.repeated, undefined);
  const clerk = await server.as('chuangkou');
  const accepted = await act(clerk, first, 'accept', {}, 'clerk-key-1');
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
  const town = await server.as('jiedao');
  assert.equal((await act(town, { ...first, acts: 2 }, 'accept', {}, 'clerk-key-1')).body.code, 'ACT_NOT_ALLOWED');
  const sameKey = { item: 'old-age-allowance', county: COUNTY, applicant: one.person.id, form: allowance, key: 'window-shared-1' };
  assert.equal((await clerk.post('/api/cases', sameKey)).status, 200);
  const {
    rows: [neighbour],
  } = await server.owner.query<{ id: string }>(
    "select id from registers.person where community = $1 and id <> $2 and birth < '1940-01-01' limit 1",
    [one.person.community, one.person.id],
  );
  if (neighbour) assert.equal((await clerk.post<Refused>('/api/cases', { ...sameKey, applicant: neighbour.id })).body.code, 'CONFLICT');
});

test('of two acts at once one is written, and of two ratings at once one counts', async () => {
  const who = await resident('19900000001');
  let on: Key = await submitCase(server.linli, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: allowance,
    agent: null,
    materials: [],
    key: 'race-1',
  });
  const [clerk, director, town, county] = [
    await server.as('chuangkou'),
    await server.as('zhuren'),
    await server.as('jiedao'),
    await server.as('minzheng'),
  ];
  const both = await Promise.all([act(clerk, on, 'accept'), act(director, on, 'accept')]);
  assert.deepEqual(both.map((one) => one.body.code ?? 'done').toSorted(), ['CASE_MOVED', 'done']);
  on = both.find((one) => one.status === 200)!.body;
  for (const [by, name, form] of [
    [director, 'forward-town', {}],
    [town, 'forward-county', {}],
    [county, 'grant', { monthly_amount: '100', from_month: '2026-12-01' }],
  ] as const)
    on = (await act(by, on, name, form)).body;
  await actOnCase(
    server.linli,
    who,
    { ...on, expected: on.acts },
    {
      act: 'confirm',
      form: { solved: 'solved' },
      opinion: '',
      key: 'race-confirm',
    },
  );
  const input = {
    county: on.county,
    token: ratingToken(server.vault, on.county, on.id, 1),
    grade: 1,
    tags: ['slow'],
    comment: '',
    channel: 'hall',
  } as const;
  const rated = await Promise.allSettled([1, 2, 3].map(() => rate(server.linli, who.scope, input)));
  assert.equal(rated.filter((one) => one.status === 'fulfilled').length, 1);
  const { rows } = await server.owner.query("select 1 from procedures.cases where origin = $1 and item = 'rectification'", [on.id]);
  assert.equal(rows.length, 1);
});

test('facts of a case go to no office of another county', async () => {
  const who = await resident('19900000004');
  let on: Key = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form: { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000004' },
    agent: null,
    materials: ['event-proof'],
    key: 'foreign-unit',
  });
  const [clerk, director, town] = [await server.as('shequ01'), await server.as('zhuren01'), await server.as('jiedao')];
  on = (await act(clerk, on, 'accept')).body;
  on = (await act(director, on, 'forward-town', { visited_on: '2026-11-01', finding: 'as-stated' })).body;
  for (const unit of ['990102000000:medical-insurance', `${COUNTY}:police`, COUNTY])
    assert.equal((await act(town, on, 'consult', { unit, question: '请核对' })).body.code, 'INPUT_INVALID', unit);
});

test('an address stays masked in answers, timelines and prefilled forms, and photographed cards are for those who work on the case', async () => {
  const who = await resident('19900000001');
  let on: Key = await submitCase(server.linli, who.scope, who.actor, {
    item: 'old-age-allowance',
    applicant: who.person,
    form: allowance,
    agent: null,
    materials: [],
    key: 'mask-1',
  });
  const clerk = await server.as('chuangkou');
  on = (await act(clerk, on, 'request-correction')).body;
  await actOnCase(
    server.linli,
    who,
    { ...on, expected: on.acts },
    {
      act: 'correct',
      form: { ...allowance, address: '杨柳路12号楼777室' },
      opinion: '',
      key: 'mask-correct',
    },
  );
  const secrets = ['502室', '777室', allowance.bank_account, allowance.contact_phone];
  const readers = ['chuangkou', 'jiedao', 'minzheng', 'mengshi', 'quji'];
  for (const login of readers) {
    const { status, raw } = await (await server.as(login)).get(`/api/cases/${on.county}/${on.id}`);
    assert.equal(status, 200, login);
    for (const secret of secrets) assert.ok(!raw.toString().includes(secret), `${login} reads ${secret}`);
  }
  const form = await clerk.get(`/api/items/old-age-allowance?county=${COUNTY}&person=${who.person.id}`);
  assert.ok(who.person.address.length > 0 && !form.raw.toString().includes(who.person.address));
  assert.equal((await administrator.get(`/api/items/old-age-allowance?county=${COUNTY}&person=${who.person.id}`)).status, 403);
  for (const login of ['mengshi', 'quji', 'wangge'])
    assert.equal((await (await server.as(login)).get(`/api/attachments/${COUNTY}/${on.id}`)).status, 403, login);
});

test('every address of the interface asks for a power: auditor, administrator and department see nothing of the work', async () => {
  const closed = {
    guanli: ['/api/cases', '/api/notices', '/api/audit', '/api/consultations', '/api/registers/facility', '/api/population-snapshots'],
    shenji: [
      '/api/cases',
      '/api/notices',
      '/api/consultations',
      '/api/accounts',
      '/api/registers/facility',
      '/api/registers/facility/export.xlsx?purpose=a',
      '/api/population-snapshots',
      '/api/items',
    ],
    yibao: [
      '/api/cases',
      '/api/notices',
      '/api/audit',
      '/api/accounts',
      '/api/registers/facility',
      '/api/population-snapshots',
      '/api/plans',
      '/api/items',
    ],
  };
  for (const [login, paths] of Object.entries(closed)) {
    const client = await server.as(login);
    for (const path of paths) assert.equal((await client.get(path)).status, 403, `${login} ${path}`);
    assert.equal((await client.post('/api/people/search', { name: '王' })).status, 403);
  }
});

test("a foreign page posts nothing with the visitor's cookie, whatever it calls its body", async () => {
  const signed = await server.app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { authorization: 'Bearer x', 'x-linli-client': 'program' },
    payload: { login: 'guanli', password: 'Liuwan-2026' },
  });
  const { token } = signed.json<{ token: string }>();
  const target = await idOf('wangge');
  const attempts = [
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'text/plain' },
    {},
    { authorization: 'Basic eDp4' },
    { authorization: 'Basic eDp4', 'content-type': 'multipart/form-data; boundary=x' },
  ];
  for (const headers of attempts) {
    for (const url of [
      `/api/accounts/${target}/disable`,
      '/api/account/totp',
      '/sign-out',
      '/sign-in',
      '/api/attachments',
      '/api/registers/facility/import?mode=check',
    ]) {
      const answer = await server.app.inject({
        method: 'POST',
        url,
        headers: { ...headers, cookie: `linli_session=${token}` },
        payload: headers['content-type']?.startsWith('multi')
          ? '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na\r\n--x--\r\n'
          : '',
      });
      assert.ok(
        [403, 415].includes(answer.statusCode),
        `${url} ${JSON.stringify(headers)} → ${answer.statusCode} ${answer.body.slice(0, 200)}`,
      );
    }
  }
  const {
    rows: [account],
  } = await server.owner.query<{ disabled_at: Date | null }>('select disabled_at from registers.account where id = $1', [target]);
  assert.equal(account!.disabled_at, null);
});

test('the four digits of a case number are not guessed from many addresses', async () => {
  const {
    rows: [one],
  } = await server.owner.query<{ number: string }>('select number from procedures.cases limit 1');
  const form = await server.app.inject({ method: 'GET', url: '/query' });
  const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)![1]!;
  const cookie = form.cookies.map((known) => `${known.name}=${known.value}`).join('; ');
  const ask = (guess: number) =>
    server.app.inject({
      method: 'POST',
      url: '/query',
      remoteAddress: `10.0.${guess}.1`,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, number: one!.number, last4: String(5_000 + guess) }).toString(),
    });
  const codes: number[] = [];
  for (let guess = 0; guess < 25; guess += 1) codes.push((await ask(guess)).statusCode);
  assert.deepEqual([codes[0], codes.at(-1)], [404, 429]);
});

test('strange characters in addresses and ids are turned away without a failure inside', async () => {
  for (const path of [
    '/elder?on=1&to=/%01',
    '/elder?to=//evil.example',
    '/elder?to=/%5Cevil.example',
    '/elder?to=/%0d%0aset-cookie:x',
    '/sign-in?to=https://evil.example',
    '/workbench/..%2f..%2fpackage.json',
    '/workbench/%2e%2e/%2e%2e/package.json',
    '/my/x/y',
    '/verify/x/y/z',
    '/rate/x/y',
    '/items/__proto__',
    '/apply/constructor',
    '/api/regions/990101000000%00',
    '/query?number=%00',
    '/register/community?q=%00',
  ]) {
    const answer = await server.app.inject({ method: 'GET', url: path });
    assert.ok(answer.statusCode < 500, `${path} → ${answer.statusCode}`);
    assert.ok(!String(answer.headers.location ?? '').includes('evil'), path);
    assert.ok(!answer.body.includes('"dependencies"'), path);
  }
});

test('a burst of requests brings one phone no more codes than one after another', async () => {
  const { gate } = server.linli.sessions;
  const until = new Date(Date.now() + 600_000);
  const asked = await Promise.allSettled(
    Array.from({ length: 12 }, () =>
      issueCode(gate, server.vault, { purpose: 'resident-sign-in', phone: '19900000099', until, most: 3, message: (code) => code }),
    ),
  );
  assert.equal(asked.filter((one) => one.status === 'fulfilled').length, 3);
});

test('a second factor is not exchanged from an open window, and a made-up secret proves nothing', async () => {
  const client = await server.as('shequ08');
  const wrong = await client.send<Refused>('PUT', '/api/account/totp', { code: '000000' });
  assert.equal(wrong.body.code, 'TOTP_WRONG');
  const {
    body: { token },
  } = await server.nobody.post<{ token: string }>('/api/sign-in', { login: 'shequ08', password: 'Liuwan-2026' });
  const forged = await server.app.inject({
    method: 'PUT',
    url: '/api/account/totp',
    headers: { authorization: `Bearer ${token}`, cookie: 'linli_totp=AAAA' },
    payload: { code: '000000' },
  });
  assert.equal(forged.json<Refused>().code, 'TOTP_WRONG');
  await server.owner.query('update registers.account set totp_secret = $2 where id = $1', [
    await idOf('shequ08'),
    server.vault.seal('JBSWY3DPEHPK3PXP'),
  ]);
  server.linli.sessions.forget();
  assert.equal((await client.post<Refused>('/api/account/totp', { password: 'Liuwan-2026' })).body.code, 'CONFLICT');
});

test('a code given out at the window stands in the audit', async () => {
  const { person } = await resident('19900000001');
  assert.equal((await (await server.as('chuangkou')).post(`/api/people/${COUNTY}/${person.id}/sign-in-help`)).status, 200);
  const { rows } = await server.owner.query("select 1 from kernel.audit where action = 'person.sign-in-help' and subject = $1", [
    `person:${person.id}`,
  ]);
  assert.equal(rows.length, 1);
});

test('one applicant fills no disk, and a saved view no table', async () => {
  const { person, scope } = await resident('19900000004');
  const handle = server.database.within(scope);
  const photo = {
    place: person,
    applicant: person.id,
    material: 'event-proof',
    filename: '../../x<script>.jpg',
    content: Buffer.from([0xff, 0xd8, 0xff, 0]),
    uploadedBy: 'test',
  };
  const first = await attach(handle, server.linli.files, photo, new Date());
  assert.doesNotMatch(first.filename, /[/<>]/);
  await server.owner.query(
    `insert into procedures.attachment select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid()))).* from procedures.attachment a, generate_series(1, 99) where id = $1`,
    [first.id],
  );
  await assert.rejects(attach(handle, server.linli.files, photo, new Date()), { code: 'ATTACHMENT_TOO_MANY' });
  assert.equal((await administrator.post('/api/saved-views', { name: 'x', query: { view: 'x'.repeat(10_000) } })).status, 413);
});

test('answers of the interface stay in no cache, and a mangled cursor is turned away', async () => {
  const clerk = await server.as('chuangkou');
  assert.equal((await clerk.get('/api/cases')).headers['cache-control'], 'no-store');
  for (const path of [
    '/api/cases?view=all&after=x',
    '/api/cases?after=%00',
    '/api/cases?query=%00',
    '/api/registers/facility?after=x',
    '/api/cases/990101000000/x',
    '/api/accounts?after=%00',
    '/api/people/990101000000/x',
  ])
    assert.ok((await clerk.get(path)).status < 500, path);
  for (const path of ['/api/accounts?query=%25%00', '/api/regions?query=%00'])
    assert.ok((await administrator.get(path)).status < 500, path);
  const {
    rows: [one],
  } = await server.owner.query<Key>(
    "select county, id, acts from procedures.cases where state = 'submitted' and community = '990101001001' limit 1",
  );
  if (one)
    assert.ok(
      (
        await clerk.post(`/api/cases/${one.county}/${one.id}/acts`, {
          act: 'accept',
          expected: one.acts,
          form: {},
          opinion: 'a\u0000b',
          key: 'null-byte-1',
        })
      ).status < 500,
    );
});

test('where nobody is invented, demonstration accounts open nothing, no code stands on a page and no invented county is offered', async () => {
  const linli = server.linli as { demonstration: boolean };
  linli.demonstration = false;
  try {
    assert.equal(
      (await server.nobody.post<Refused>('/api/sign-in', { login: 'chuangkou', password: 'Liuwan-2026' })).body.code,
      'SIGN_IN_FAILED',
    );
    assert.ok(!countiesOf(server.linli).includes(COUNTY));
    const form = await server.app.inject({ method: 'GET', url: '/sign-in' });
    const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)![1]!;
    const cookie = form.cookies.map((known) => `${known.name}=${known.value}`).join('; ');
    const sent = await server.app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, phone: '19900000001' }).toString(),
    });
    assert.equal(sent.statusCode, 200);
    const {
      rows: [code],
    } = await server.owner.query<{ body: Buffer }>('select body_sealed as body from kernel.outbox order by created_at desc limit 1');
    const digits = /\d{6}/.exec(server.vault.open(code!.body))![0];
    assert.ok(!sent.body.includes(digits));
  } finally {
    linli.demonstration = true;
  }
});

test('a login nobody has fails and locks as a real one does', async () => {
  const failures = server.linli.setting('sign_in.failures');
  // Attempts per address are counted on their own; here it is the lock that answers.
  const tryOnce = async (login: string): Promise<Refused> => {
    await server.owner.query('delete from kernel.rate_limit');
    return (await server.nobody.post<Refused>('/api/sign-in', { login, password: 'wrong' })).body;
  };
  const answersOf = async (login: string): Promise<Refused[]> => {
    const answers: Refused[] = [];
    while (answers.length < failures + 2) answers.push(await tryOnce(login));
    return answers;
  };
  const real = await answersOf('shequ05');
  // Code, sentence and minutes are the same, however the name is spelt.
  assert.deepEqual(await answersOf(' Nobody-has-THIS'), real);
  assert.equal(real.at(-1)!.code, 'ACCOUNT_LOCKED');
  // Some minutes later, and after the lock: still alike. Failures do not lapse for either.
  const shift = async (minutes: number): Promise<void> => {
    for (const table of ['account', 'unknown_login'])
      await server.owner.query(
        `update registers.${table} set locked_until = locked_until - make_interval(mins => $1) where locked_until is not null`,
        [minutes],
      );
  };
  await shift(7);
  const later = await tryOnce('shequ05');
  assert.deepEqual(await tryOnce('nobody-has-this'), later);
  assert.notDeepEqual(later, real.at(-1));
  await shift(60);
  assert.deepEqual(await answersOf('nobody-has-this'), await answersOf('shequ05'));
});

test('who only reads along finds no case by a person and reads no free words', async () => {
  const who = await resident('19900000004');
  const story = '灶房起火，邻居张大娘报的警';
  const on: Key = await submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form: { reason_kind: 'fire', story, household_size: 1, monthly_income: 0, contact_phone: '19900000004' },
    agent: { name: '李某某', relation: '邻居', mandate: '委托书 电话13800001111', recordedBy: '' },
    materials: ['event-proof'],
    key: 'reader-view',
  });
  const asked = await (await server.as('shequ01')).post<Key>(`/api/cases/${on.county}/${on.id}/acts`, {
    act: 'request-correction',
    expected: on.acts,
    form: {},
    opinion: '核对无误，请李某某（13912345678）补交',
    key: 'reader-view-ask',
  });
  assert.equal(asked.status, 200);
  const clerk = await (await server.as('minzheng')).get(`/api/cases/${on.county}/${on.id}`);
  for (const words of [story, '13800001111', '13912345678']) assert.ok(clerk.raw.toString().includes(words), words);
  for (const login of ['mengshi', 'quji', 'wangge']) {
    const reader = await server.as(login);
    const { status, raw } = await reader.get(`/api/cases/${on.county}/${on.id}`);
    if (status !== 404)
      for (const words of ['张大娘', '核对无误', '李某某', '邻居', '13800001111', '13912345678'])
        assert.ok(status === 200 && !raw.toString().includes(words), `${login}: ${words}`);
  }
  const city = await server.as('mengshi');
  for (const query of ['19900000004', who.person.name])
    assert.equal((await city.get<Refused>(`/api/cases?view=all&query=${encodeURIComponent(query)}`)).body.code, 'CASE_SEARCH_BY_NUMBER');
  assert.equal((await city.get(`/api/cases/export?view=all&query=19900000004`)).status, 403);
});

test('an account keeps fifty saved views and no more', async () => {
  const client = await server.as('zhuren');
  for (let kept = 0; kept < 50; kept += 1)
    assert.equal((await client.post('/api/saved-views', { name: `v${kept}`, query: { view: 'all' } })).status, 200);
  assert.equal((await client.post<Refused>('/api/saved-views', { name: 'one more', query: {} })).body.code, 'VIEWS_TOO_MANY');
});

test('what cannot be read is refused in words, also where no route was reached', async () => {
  for (const path of ['/api/regions/990101000000?on=2026-02-30', '/api/regions/990101000000?on=0000-01-01']) {
    const { status, body } = await server.nobody.get<Refused>(path);
    assert.deepEqual([status, body.code], [400, 'INPUT_INVALID'], path);
  }
  const unreadable = await server.app.inject({ method: 'GET', url: '/%ff' });
  assert.deepEqual([unreadable.statusCode, unreadable.json<Refused>().code], [400, 'ADDRESS_UNREADABLE']);
  assert.ok(!unreadable.body.includes('%ff'));
  for (const url of ['/%ff', `/items/${'9'.repeat(500)}`]) {
    const led = await server.app.inject({ method: 'GET', url, headers: { accept: 'text/html,*/*' } });
    assert.deepEqual([led.statusCode, led.headers.location], [302, '/unknown']);
  }
  const page = await server.app.inject({ method: 'GET', url: '/unknown' });
  assert.equal(page.statusCode, 404);
  assert.match(page.body, /没有找到您要的内容/);
  const unknown = await server.app.inject({ method: 'POST', url: '/api/nowhere', payload: {} });
  assert.deepEqual([unknown.statusCode, unknown.json<Refused>().code], [404, 'NOT_FOUND']);
  const endless = await server.app.inject({ method: 'GET', url: `/api/regions/${'9'.repeat(500)}` });
  assert.deepEqual([endless.statusCode, endless.json<Refused>().code], [400, 'ADDRESS_UNREADABLE']);
  assert.match(await rawAnswer('NOT HTTP AT ALL\r\n\r\n'), /^HTTP\/1\.1 400 .*ADDRESS_UNREADABLE/s);
  assert.match(await rawAnswer(`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 413 .*TOO_LARGE/s);
});

test('numbers no column holds and characters nobody can read are no failure inside, and turn no line of a case around', async () => {
  const { person, scope, actor } = await resident('19900000004');
  const form = { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: '19900000004' };
  const on: Key = await submitCase(server.linli, scope, actor, {
    item: 'temporary-relief',
    applicant: person,
    form,
    agent: null,
    materials: ['event-proof'],
    key: 'turned-line',
  });
  const clerk = await server.as('shequ01');
  for (const expected of [1e15, 99_999_999_999, 1.5]) {
    const answer = await clerk.post<Refused>(`/api/cases/${on.county}/${on.id}/acts`, {
      act: 'accept',
      expected,
      form: {},
      opinion: '',
      key: `turned-line-${expected}`,
    });
    assert.ok(answer.status < 500 && answer.body.code, `${expected} → ${answer.status}`);
  }
  const asked = await clerk.post<Key>(`/api/cases/${on.county}/${on.id}/acts`, {
    act: 'request-correction',
    expected: on.acts,
    form: {},
    opinion: '请补\u202e\u0008照片\ud800',
    key: 'turned-line-ask',
  });
  assert.equal(asked.status, 200);
  const {
    rows: [kept],
  } = await server.owner.query<{ opinion: string }>(
    "select opinion from procedures.act where case_id = $1 and kind = 'request-correction'",
    [on.id],
  );
  assert.equal(kept?.opinion, '请补照片');
});

/** What the server says to these bytes. */
async function rawAnswer(bytes: string): Promise<string> {
  const address = server.app.server.listening ? server.app.listeningOrigin : await server.listen();
  return new Promise((done) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(bytes));
    let said = '';
    socket.on('data', (chunk) => (said += chunk.toString()));
    socket.on('close', () => done(said));
  });
}
