import assert from 'node:assert/strict';
import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { residentOf } from '../../../tests/support/resident.ts';
import type { Client, TestServer } from '../../../tests/support/server.ts';
import { demonstrationPassword, openTestServer } from '../../../tests/support/server.ts';
import { fixedClock, jobScope, newId } from '../../kernel/kernel.ts';
import { getCasePage } from '../cases/case.store.ts';
import { actOnCase, submitCase } from '../cases/commands.ts';
import type { Catalogue } from '../definitions/catalogue.ts';
import { sweepContents, sweepFiles } from '../upkeep/upkeep.ts';
import { attach } from './attachment.ts';

let server: TestServer;
let clerk: Client;
let director: Client;
before(async () => {
  server = await openTestServer();
  [clerk, director] = [await server.as('shequ01'), await server.as('zhuren01')];
});
after(() => server.close());

interface Key {
  county: string;
  id: string;
  acts: number;
}
interface Said {
  id: string;
  code: string;
}
interface View {
  attachments: { id: string; act: number; material: string; materialTitle: string }[];
  acts: { seq: number; kind: string }[];
  allowed: { act: string; files: { material: string }[] }[];
  fileRules: { bytes: number };
}

const PHONE = '19900000004';
const photo = (mark: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0]), Buffer.from(mark)]);
const visit = { visited_on: '2026-11-01', finding: 'as-stated' };

let counter = 0;
async function open(): Promise<Key> {
  const who = await residentOf(server, PHONE);
  const form = { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: PHONE };
  return submitCase(server.linli, who.scope, who.actor, {
    item: 'temporary-relief',
    applicant: who.person,
    form,
    agent: null,
    materials: ['event-proof'],
    key: `files-${(counter += 1)}-key`,
  });
}
/** A case that waits for the visit. */
async function checked(): Promise<Key> {
  return (await act(clerk, await open(), 'accept')).body;
}

const act = (by: Client, on: Key, name: string, form = {}, attachments: string[] = [], key = `${name}-${newId()}`) =>
  by.post<Key & Said>(`/api/cases/${on.county}/${on.id}/acts`, {
    act: name,
    expected: on.acts,
    form,
    opinion: '核对无误',
    key,
    attachments,
  });

function sent(by: Client, path: string, fields: Record<string, string>, content: Buffer, filename = 'visit.jpg') {
  return by.upload<Said>(path, fields, { filename, content });
}
const uploadFor = (by: Client, on: Key, content: Buffer, fields: Record<string, string> = {}) =>
  sent(by, `/api/cases/${on.county}/${on.id}/attachments`, { act: 'forward-town', material: 'visit-photo', ...fields }, content);
const view = async (by: Client, on: Key): Promise<View> => (await by.get<View>(`/api/cases/${on.county}/${on.id}`)).body;

test('a file sent with an act stands on the case at that act and opens for those who work on it', async () => {
  const on = await checked();
  const offered = (await view(director, on)).allowed.find((one) => one.act === 'forward-town')!;
  assert.deepEqual(
    offered.files.map((one) => one.material),
    ['visit-photo', 'visit-record', 'event-proof', 'other'],
  );
  const kept = await uploadFor(director, on, photo('visit'));
  assert.equal(kept.status, 200, JSON.stringify(kept.body));
  assert.deepEqual((await view(director, on)).attachments, []);
  const done = await act(director, on, 'forward-town', visit, [kept.body.id]);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  const town = await server.as('jiedao');
  const page = await view(town, done.body);
  const [file] = page.attachments;
  assert.deepEqual(
    [file!.id, file!.materialTitle, file!.act],
    [kept.body.id, '入户照片', page.acts.find((one) => one.kind === 'forward-town')!.seq],
  );
  const opened = await town.get(`/api/attachments/${on.county}/${kept.body.id}`);
  assert.deepEqual([opened.status, opened.raw], [200, photo('visit')]);
  const {
    rows: [written],
  } = await server.owner.query<{ detail: { files?: string[] } }>(
    "select detail from kernel.audit where subject = $1 and action = 'case.forward-town'",
    [`case:${on.id}`],
  );
  assert.equal(written!.detail.files?.length, 1);
  assert.equal((await (await server.as('mengshi')).get(`/api/attachments/${on.county}/${kept.body.id}`)).status, 403);
});

test('what an office gathers is no paper the applicant handed in, what the applicant sends with a correction is', async () => {
  const who = await residentOf(server, PHONE);
  let on = await open();
  on = (await act(clerk, on, 'request-correction')).body;
  const own = await attach(
    server.database.within(who.scope),
    server.linli.files,
    {
      place: who.person,
      applicant: who.person.id,
      material: 'event-proof',
      filename: 'own.jpg',
      content: photo('own'),
      uploadedBy: who.actor.id,
      caseId: on.id,
    },
    new Date(),
  );
  on = await actOnCase(
    server.linli,
    who,
    { ...on, expected: on.acts },
    {
      act: 'correct',
      form: {},
      opinion: '',
      key: `correct-${newId()}`,
    },
  );
  const corrected = (await view(clerk, on)).attachments.find((one) => one.id === own.id)!;
  assert.equal(corrected.act, on.acts);
  on = (await act(clerk, on, 'accept')).body;
  const office = await uploadFor(clerk, on, photo('office'));
  on = (await act(clerk, on, 'forward-town', visit, [office.body.id])).body;
  assert.equal((await view(clerk, on)).attachments.length, 2);
  assert.deepEqual(
    (await getCasePage(server.database.within(who.scope), on.county, on.id)).attachments.map((one) => one.id),
    [own.id],
  );
});

test('a guard that asks for a material counts the file that comes with the act', async () => {
  const on = await checked();
  const asks: Catalogue = {
    ...server.linli.catalogue,
    definitionOf: async (hash) => {
      const known = await server.linli.catalogue.definitionOf(hash);
      const acts = known.procedure.acts.map((one) =>
        one.act === 'forward-town' ? { ...one, guards: [{ when: '"visit-photo" in attachments', otherwise: '请附入户照片' }] } : one,
      );
      return { ...known, procedure: { ...known.procedure, acts } };
    },
  };
  const {
    rows: [account],
  } = await server.owner.query<{ id: string; appointment: string; region: string }>(
    "select a.id, p.id as appointment, p.region from registers.account a join registers.appointment p on p.account_id = a.id where a.login = 'zhuren01'",
  );
  const actor = {
    id: `account:${account!.id}`,
    name: '',
    hat: account!.appointment,
    role: 'community-director',
    level: 'community',
    channel: 'workbench',
  } as const;
  const scope = { level: 'community', code: account!.region, county: on.county } as const;
  const request = { act: 'forward-town', form: visit, opinion: '属实' };
  const desk = { ...server.linli, catalogue: asks };
  await assert.rejects(actOnCase(desk, { scope, actor }, { ...on, expected: on.acts }, { ...request, key: `guard-${newId()}` }), {
    code: 'GUARD_FAILED',
  });
  const kept = await uploadFor(director, on, photo('guard'));
  assert.equal(
    (
      await actOnCase(
        desk,
        { scope, actor },
        { ...on, expected: on.acts },
        { ...request, key: `guard-${newId()}`, attachments: [kept.body.id] },
      )
    ).state,
    'town-review',
  );
});

test('a wrong kind, an empty, a too large and a nameless file are refused in words, and an act that fails keeps its files ready', async () => {
  const on = await checked();
  for (const [content, code] of [
    [Buffer.from('PK\u0003\u0004'), 'ATTACHMENT_KIND'],
    [Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000'), 'ATTACHMENT_HEIC'],
    [Buffer.alloc(0), 'ATTACHMENT_EMPTY'],
    [Buffer.concat([photo(''), Buffer.alloc(12 * 1024 * 1024)]), 'TOO_LARGE'],
  ] as const)
    assert.equal((await uploadFor(director, on, content)).body.code, code);
  assert.equal((await uploadFor(director, on, photo('x'), { material: 'no-such-thing' })).body.code, 'INPUT_INVALID');
  assert.equal((await uploadFor(director, on, photo('x'), { act: 'grant' })).body.code, 'ACT_NOT_ALLOWED');
  const kept = await uploadFor(director, on, photo('kept'));
  const failed = await act(director, { ...on, acts: on.acts + 1 }, 'forward-town', visit, [kept.body.id]);
  assert.equal(failed.body.code, 'CASE_MOVED');
  const key = `again-${newId()}`;
  const done = await act(director, on, 'forward-town', visit, [kept.body.id], key);
  assert.equal(done.status, 200);
  assert.deepEqual((await act(director, on, 'forward-town', visit, [kept.body.id], key)).body, { ...done.body, repeated: true });
});

test('nobody sends along what somebody else uploaded, what was brought for somebody else, or what is used already', async () => {
  const [on, other] = [await checked(), await checked()];
  const town = await server.as('jiedao');
  const [ofClerk, mine] = [await uploadFor(clerk, on, photo('clerk')), await uploadFor(director, on, photo('mine'))];
  const refused = async (by: Client, ids: string[]): Promise<void> => {
    assert.equal((await act(by, on, 'forward-town', visit, ids)).body.code, 'ATTACHMENT_GONE');
  };
  await refused(director, [ofClerk.body.id]);
  await refused(director, [mine.body.id, newId()]);
  const neighbour = await residentOf(server, '19900000001');
  const {
    rows: [account],
  } = await server.owner.query<{ id: string }>("select id from registers.account where login = 'zhuren01'");
  const job = server.database.within(jobScope);
  const foreign = {
    place: neighbour.person,
    applicant: neighbour.person.id,
    material: 'visit-photo',
    filename: 'x.jpg',
    content: photo('foreign'),
  };
  const forSomebodyElse = await attach(job, server.linli.files, { ...foreign, uploadedBy: `account:${account!.id}` }, new Date());
  await refused(director, [forSomebodyElse.id]);
  const who = await residentOf(server, PHONE);
  const drafted = await attach(
    job,
    server.linli.files,
    { ...foreign, place: who.person, applicant: who.person.id, uploadedBy: `account:${account!.id}`, draftId: newId() },
    new Date(),
  );
  await refused(director, [drafted.id]);
  assert.equal((await act(director, on, 'forward-town', visit, [mine.body.id])).status, 200);
  assert.equal((await act(director, other, 'forward-town', visit, [mine.body.id])).body.code, 'ATTACHMENT_GONE');
  // Another community, a hat without the act, one that only reads: nothing is taken in.
  const before_ = await count();
  assert.equal((await uploadFor(await server.as('zhuren'), other, photo('a'))).body.code, 'CASE_NOT_FOUND');
  assert.equal((await uploadFor(town, other, photo('b'))).body.code, 'ACT_NOT_ALLOWED');
  for (const login of ['wangge', 'mengshi', 'yibao', 'guanli'])
    assert.equal((await uploadFor(await server.as(login), other, photo('c'))).status, 403, login);
  assert.equal((await sent(server.nobody, `/api/cases/${other.county}/${other.id}/attachments`, {}, photo('d'))).status, 401);
  assert.equal(await count(), before_);
  // Nor does anybody take a file away but its uploader, and not once it is part of a case.
  assert.equal((await director.send<Said>('DELETE', `/api/attachments/${on.county}/${ofClerk.body.id}`)).body.code, 'ATTACHMENT_NOT_FOUND');
  assert.equal((await director.send<Said>('DELETE', `/api/attachments/${on.county}/${mine.body.id}`)).body.code, 'ATTACHMENT_NOT_FOUND');
  assert.equal((await clerk.send('DELETE', `/api/attachments/${on.county}/${ofClerk.body.id}`)).status, 200);
});

test('a foreign page sends no file along with the cookie of an officer', async () => {
  const on = await checked();
  const {
    body: { token },
  } = await server.nobody.post<{ token: string }>('/api/sign-in', { login: 'zhuren01', password: demonstrationPassword });
  const before_ = await count();
  const payload =
    '--x\r\ncontent-disposition: form-data; name="act"\r\n\r\nforward-town\r\n--x\r\ncontent-disposition: form-data; name="material"\r\n\r\nvisit-photo\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n--x--\r\n';
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/cases/${on.county}/${on.id}/attachments`,
    headers: { cookie: `linli_session=${token}`, 'content-type': 'multipart/form-data; boundary=x' },
    payload,
  });
  assert.deepEqual([answer.statusCode, answer.json<Said>().code], [403, 'CSRF_FAILED']);
  assert.equal(await count(), before_);
});

test('the database itself refuses a command that names a file of somebody else', async () => {
  const on = await checked();
  const ofClerk = await uploadFor(clerk, on, photo('stolen'));
  const {
    rows: [row],
  } = await server.owner.query<{ case: object; act: Record<string, unknown> }>(
    'select to_jsonb(c) as case, (select to_jsonb(a) from procedures.act a where a.case_id = c.id and a.seq = c.acts) as act from procedures.cases c where c.id = $1',
    [on.id],
  );
  const payload = {
    county: on.county,
    key: 'forged-key',
    expected: on.acts,
    case: { ...row!.case, acts: on.acts + 1 },
    acts: [{ ...row!.act, id: newId(), seq: on.acts + 1, actor: 'account:nobody', key: 'forged-key' }],
    audit: [],
    attachments: [ofClerk.body.id],
  };
  await assert.rejects(
    server.database.within(jobScope).query({ name: 'forge', text: 'select procedures.record($1)' }, [JSON.stringify(payload)]),
    { code: 'LL003' },
  );
});

test('at the window a file of another applicant or clerk opens no case, and a repetition is answered although its file is used', async () => {
  const { person } = await residentOf(server, PHONE);
  const fields = { county: person.county, applicant: person.id, material: 'event-proof' };
  const [mine, ofDirector] = [
    await sent(clerk, '/api/attachments', fields, photo('window')),
    await sent(director, '/api/attachments', fields, photo('other')),
  ];
  const input = {
    item: 'temporary-relief',
    county: person.county,
    applicant: person.id,
    form: { reason_kind: 'fire', story: '起火', household_size: 1, monthly_income: 0, contact_phone: PHONE },
    key: 'window-files-1',
  };
  assert.equal((await clerk.post<Said>('/api/cases', { ...input, attachments: [ofDirector.body.id] })).body.code, 'ATTACHMENT_GONE');
  const opened = await clerk.post<Key>('/api/cases', { ...input, attachments: [mine.body.id] });
  assert.equal(opened.status, 200, JSON.stringify(opened.body));
  assert.equal((await view(clerk, opened.body)).attachments[0]!.act, 1);
  const again = await clerk.post<Key>('/api/cases', { ...input, attachments: [mine.body.id] });
  assert.deepEqual([again.status, again.body.id], [200, opened.body.id]);
});

test('a file nobody used is gone after a day with its content, what a case or a draft holds stays', async () => {
  const on = await checked();
  const { person } = await residentOf(server, PHONE);
  const [used, loose, same] = [
    await uploadFor(director, on, photo('used')),
    await uploadFor(director, on, photo('loose')),
    await uploadFor(director, on, photo('used')),
  ];
  const drafted = await attach(
    server.database.within(jobScope),
    server.linli.files,
    {
      place: person,
      applicant: person.id,
      material: 'event-proof',
      filename: 'd.jpg',
      content: photo('drafted'),
      uploadedBy: 'test',
      draftId: newId(),
    },
    new Date(),
  );
  await act(director, on, 'forward-town', visit, [used.body.id]);
  assert.equal(await sweepFiles(server.linli), 0);
  const tomorrow = { ...server.linli, clock: fixedClock(new Date(Date.now() + 25 * 3_600_000)) };
  assert.ok((await sweepFiles(tomorrow)) >= 2);
  const { rows } = await server.owner.query<{ id: string }>('select id from procedures.attachment where id = any($1::uuid[])', [
    [used.body.id, loose.body.id, same.body.id, drafted.id],
  ]);
  assert.deepEqual(rows.map((row) => row.id).toSorted(), [used.body.id, drafted.id].toSorted());
  assert.equal(await sweepContents(server.linli), 0);
  const kept = (): number => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /[0-9a-f]{64}$/.test(name)).length;
  const folder = join(server.linli.config.dataFolder, 'files');
  // Young contents stay, whoever asks: their row may be about to be written.
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (name.includes('/')) utimesSync(join(folder, name), new Date(0), new Date(0));
  const dropped = await sweepContents(server.linli);
  const {
    rows: [left],
  } = await server.owner.query<{ n: number }>('select count(distinct sha256)::int as n from procedures.attachment');
  assert.ok(dropped >= 1);
  assert.equal(kept(), left!.n);
  assert.equal((await director.get(`/api/attachments/${on.county}/${used.body.id}`)).status, 200);
});

async function count(): Promise<number> {
  return (await server.owner.query<{ n: number }>('select count(*)::int as n from procedures.attachment')).rows[0]!.n;
}
