import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { TestDatabase } from '../../tests/support/database.ts';
import { testDatabase, testSecret } from '../../tests/support/database.ts';
import type { Config } from '../kernel/kernel.ts';
import { jobScope } from '../kernel/kernel.ts';
import { narrowLibrary, packsMadeFor, readPacks } from '../registers/registers.ts';
import { findChosenPacks, findDeploymentMode, setChosenPacks } from './deployment.store.ts';
import type { Founded } from './founding.ts';
import { found } from './founding.ts';
import { openLinli, packsFolder, root } from './program.ts';

const COUNTY = '150102000000';
const folder = mkdtempSync(join(tmpdir(), 'linli-founding-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const config: Config = {
  host: '',
  port: 0,
  webProcesses: 1,
  dataFolder: folder,
  databaseUrl: undefined,
  secret: testSecret,
  suite: 'aes',
  logLevel: 'silent',
  publicUrl: '',
  secureCookies: false,
};

/** Founds 新城区, told what the administrator types for the packs; `asked` hears the question. */
function foundIn(
  db: TestDatabase,
  packs: { given?: string; typed?: string },
  asked: (question: string) => void = () => undefined,
  county = COUNTY,
): Promise<Founded> {
  const answers = { regions: 'xincheng_150102', county, login: 'guanliyuan', name: '管理员' };
  return found(db, db.database, packsFolder, {
    ask: (name) => Promise.resolve(answers[name]),
    packs: packs.given,
    askPacks: (question) => {
      asked(question);
      return Promise.resolve(packs.typed ?? '');
    },
  });
}

async function packsOf(db: TestDatabase): Promise<string[]> {
  const linli = await openLinli(config, db);
  await linli.database.close();
  assert.equal(linli.demonstration, false);
  return linli.library.packs.map((pack) => pack.name).toSorted();
}

async function onEmpty(work: (db: TestDatabase) => Promise<void>): Promise<void> {
  const db = await testDatabase('linli_empty');
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

test('a real deployment is offered the packs made for its county and those above it, and then works with those it took only', () =>
  onEmpty(async (db) => {
    let question = '';
    const made = await foundIn(db, {}, (asked) => (question = asked));
    assert.ok(
      question.includes('xincheng-2021　呼和浩特市新城区“十四五”民政事业发展规划') && question.includes('inner-mongolia-2016'),
      question,
    );
    for (const other of ['alxa-2021', 'yunnan-2021', 'yizheng-2016', 'liuwan']) assert.ok(!question.includes(other), other);
    assert.deepEqual(made.packs.toSorted(), ['base', 'inner-mongolia-2016', 'xincheng-2021']);
    assert.deepEqual(await packsOf(db), ['base', 'inner-mongolia-2016', 'xincheng-2021']);
    const { rows } = await db.owner.query<{ name: string }>('select distinct name from registers.pack_version order by name');
    assert.deepEqual(
      rows.map((row) => row.name),
      ['base', 'inner-mongolia-2016', 'xincheng-2021'],
    );
    assert.ok((await db.owner.query('select 1 from registers.account')).rowCount === 1);
    await assert.rejects(foundIn(db, {}), { code: 'BACKUP_NOT_EMPTY' });
  }));

test('packs may be named instead, from a script or at the question; the general one always comes along', async () => {
  await onEmpty(async (db) => {
    const made = await foundIn(db, { given: 'xincheng-2021' }, () => assert.fail('asked although it was given'));
    assert.deepEqual(
      [made.packs, await findChosenPacks(db.database.within(jobScope))].map((names) => names!.toSorted()),
      [
        ['base', 'xincheng-2021'],
        ['base', 'xincheng-2021'],
      ],
    );
  });
  await onEmpty(async (db) => {
    await foundIn(db, { typed: 'alxa-2021，xincheng-2021' });
    assert.deepEqual(await packsOf(db), ['alxa-2021', 'base', 'xincheng-2021']);
  });
  await onEmpty(async (db) => {
    await foundIn(db, { typed: 'base' });
    assert.deepEqual(await packsOf(db), ['base']);
  });
});

test('an unknown pack and an invented one are refused before anything is written, and nobody founds the invented county', () =>
  onEmpty(async (db) => {
    await assert.rejects(foundIn(db, { given: 'no-such-pack' }), { code: 'PACK_UNKNOWN', values: { name: 'no-such-pack' } });
    await assert.rejects(foundIn(db, { given: 'xincheng-2021 liuwan' }), { code: 'PACK_DEMONSTRATION', values: { name: 'liuwan' } });
    assert.equal((await db.owner.query('select 1 from registers.region')).rowCount, 0);
    await assert.rejects(foundIn(db, { typed: 'liuwan' }), { code: 'PACK_DEMONSTRATION' });
    assert.equal(await findDeploymentMode(db.database.within(jobScope)), undefined);
    assert.equal((await db.owner.query('select 1 from registers.account')).rowCount, 0);
  }));

test('a deployment older than the question keeps every real pack; a chosen pack that is gone is told, not silently missed', () =>
  onEmpty(async (db) => {
    await foundIn(db, {});
    await db.owner.query("delete from kernel.deployment where key = 'packs'");
    assert.deepEqual(await packsOf(db), ['alxa-2021', 'base', 'inner-mongolia-2016', 'xincheng-2021', 'yizheng-2016', 'yunnan-2021']);
    await setChosenPacks(db.database.within(jobScope), ['base', 'gone-2021']);
    await assert.rejects(openLinli(config, db), { code: 'PACK_UNKNOWN', values: { name: 'gone-2021' } });
  }));

test('a demonstration uses every pack, also the invented one', async () => {
  const db = await testDatabase();
  const linli = await openLinli(config, db);
  assert.equal(linli.library.packs.length, readPacks(packsFolder).packs.length);
  await linli.database.close();
  await db.close();
  const library = readPacks(packsFolder);
  assert.deepEqual(packsMadeFor(library, ['990101000000', '990100000000', '990000000000']), []);
  assert.deepEqual(
    narrowLibrary(library, ['liuwan']).packs.map((pack) => pack.name),
    ['base', 'liuwan'],
  );
});

test('the command says in a sentence which pack it does not know, and founds the county on the next try', { timeout: 120_000 }, () => {
  const init = (packs: string) =>
    spawnSync(
      process.execPath,
      [
        '--import',
        'tsx',
        'src/main/linli.ts',
        'init',
        '--regions',
        'xincheng_150102',
        '--county',
        COUNTY,
        '--login',
        'guanliyuan',
        '--name',
        '管理员',
        '--packs',
        packs,
      ],
      { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: '', LINLI_DATA: join(folder, 'data') } },
    );
  const wrong = init('xincheng-2012');
  assert.equal(wrong.status, 1, wrong.stdout);
  assert.match(wrong.stderr, /没有名为 xincheng-2012 的政策包/);
  const right = init('xincheng-2021');
  assert.equal(right.status, 0, right.stderr);
  assert.match(right.stdout, /新城区已经建好，装入的政策包：base xincheng-2021。/);
});

test('answers may be piped in line by line; an input that ends too soon, an unknown county and a missing list are told, and nothing keeps the next try', {
  timeout: 120_000,
}, () => {
  const init = (input: string, ...given: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/main/linli.ts', 'init', ...given], {
      cwd: root,
      input,
      encoding: 'utf8',
      env: { ...process.env, NODE_TEST_CONTEXT: '', LINLI_DATA: join(folder, 'piped') },
    });
  const short = init(`xincheng_150102\n${COUNTY}\n`);
  assert.equal(short.status, 1);
  assert.match(short.stderr, /没有答完.*\n.*--login/);
  const nowhere = init('xincheng_150102\n150199000000\n');
  assert.match(nowhere.stderr, /找不到区划 150199000000/);
  const noList = init('', '--regions', 'no-such-list');
  assert.match(noList.stderr, /找不到文件 .*no-such-list/);
  const whole = init(`xincheng_150102\n${COUNTY}\nguanliyuan\n管理员\n`);
  assert.equal(whole.status, 0, whole.stderr);
  assert.match(whole.stdout, /新城区已经建好/);
  const reset = spawnSync(process.execPath, ['--import', 'tsx', 'src/main/linli.ts', 'account', 'reset', 'guanliyuan'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: '', LINLI_DATA: join(folder, 'piped') },
  });
  assert.match(reset.stdout, /guanliyuan 的新一次性密码是 \d{12}/, reset.stderr);
});
