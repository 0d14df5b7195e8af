import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCharacter } from '../../src/registers/registers.ts';
import { actOn } from '../support/case.ts';
import type { Client } from '../support/server.ts';
import { heading, openVisitor, overflow, photo } from './browser.ts';
import type { Resident } from './resident.ts';
import { caseAt, openResident } from './resident.ts';
import { onStage } from './stage.ts';

describe('the hall without script at 360 points', () => {
  const stage = onStage();

  const visit = async (): Promise<Resident> => openResident(stage, { script: false });

  it('one application from everyday words to the rating: found, filled, handed in, mended, granted, confirmed, rated', async () => {
    const { page, fillAllowance, signIn } = await visit();
    await page.goto('/');
    await page.getByRole('searchbox').fill('老人补贴');
    await page.getByRole('button', { name: '找一找' }).click();
    await page.getByRole('link', { name: '高龄津贴申请' }).click();
    assert.equal(await heading(page), '高龄津贴申请');
    await signIn('19900000021');
    await fillAllowance();
    assert.equal(await heading(page), '核对一下');
    assert.match((await page.locator('main').textContent()) ?? '', /柳湾县河西街道杨柳社区13号/);
    await page.getByRole('button', { name: '提交申请' }).click();
    assert.equal(await heading(page), '申请交上了');
    const number = (await page.locator('#case-number').textContent()) ?? '';
    assert.match(number, /^\d{4} \d{4} \d{4}$/);
    await page.getByRole('link', { name: '看这件事的进度' }).click();
    const on = caseAt(page);
    const path = `/my/${on.county}/${on.id}`;

    const stranger = await visit();
    await stranger.page.goto('/query');
    await stranger.page.getByLabel('受理号').fill(number);
    await stranger.page.getByLabel('申请时留的手机号后四位').fill('0021');
    await stranger.page.getByRole('button', { name: '查一查' }).click();
    assert.match((await stranger.page.locator('main').textContent()) ?? '', /等社区受理.*现在由杨柳社区办理/s);
    await stranger.page.getByLabel('申请时留的手机号后四位').fill('1111');
    await stranger.page.getByRole('button', { name: '查一查' }).click();
    assert.match((await stranger.page.locator('.errors').textContent()) ?? '', /没有查到/);

    const [clerk, director, town, county] = (await Promise.all(
      ['chuangkou', 'zhuren', 'jiedao', 'minzheng'].map((login) => stage.server.as(login)),
    )) as [Client, Client, Client, Client];
    await actOn(clerk, on, 'request-correction', {}, '请补一张银行卡正面的照片');
    await page.goto(path);
    assert.match((await page.locator('main').textContent()) ?? '', /请补一张银行卡正面的照片/);
    await page.getByRole('link', { name: '补材料' }).click();
    await page.getByLabel('本人银行卡（存折）照片').setInputFiles({ name: 'card.jpg', mimeType: 'image/jpeg', buffer: photo });
    await page.getByRole('button', { name: '补好了，提交' }).click();
    assert.match((await page.locator('main').textContent()) ?? '', /card\.jpg/);

    await actOn(clerk, on, 'accept');
    await actOn(director, on, 'forward-town');
    await actOn(town, on, 'forward-county');
    await actOn(county, on, 'grant', { monthly_amount: '100', from_month: '2026-12-01' });
    await page.goto(path);
    await page.getByRole('link', { name: '确认结果' }).click();
    await page.getByRole('button', { name: '提交确认' }).click();
    assert.match((await page.locator('.errors').textContent()) ?? '', /这里要填/);
    await page.getByRole('radio', { name: '办好了', exact: true }).check();
    await page.getByRole('button', { name: '提交确认' }).click();
    assert.match((await page.locator('.state').textContent()) ?? '', /已办结.*同意/s);
    await page.getByRole('link', { name: '给这次服务打分' }).click();
    const token = page.url();
    await page.getByRole('radio', { name: '不满意', exact: true }).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    assert.equal(await page.locator('.errors').count(), 1);
    await page.getByRole('checkbox', { name: '办得太慢' }).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    assert.match((await page.locator('main').textContent()) ?? '', /谢谢您的评价.*整改件/s);
    assert.equal((await page.goto(token))?.status(), 409);
    await page.goto(path);
    assert.match((await page.locator('main').textContent()) ?? '', /您已经评过：不满意/);
  });

  it('who comes for the first time registers once, by phone, name, number and community', async () => {
    const { page, signIn } = await visit();
    await signIn('19900009901');
    assert.equal(await heading(page), '第一次来，登记一下');
    await page.getByLabel('姓名').fill('乌兰');
    const digits = '15242119800101002';
    const check = checkCharacter(digits);
    await page.getByLabel('身份证号').fill(`${digits}${check === '1' ? '2' : '1'}`);
    await page.getByLabel('住在哪里').fill('2组8号');
    await page.getByRole('button', { name: '下一步' }).click();
    assert.match((await page.locator('.errors').textContent()) ?? '', /校验不通过/);
    assert.equal(await page.getByLabel('姓名').inputValue(), '乌兰');
    await page.getByLabel('身份证号').fill(`${digits}${check}`);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('searchbox').fill('bayin');
    await page.getByRole('button', { name: '找一找' }).click();
    await page.getByRole('link', { name: '白音滩苏木' }).click();
    await page.getByRole('radio', { name: '巴彦嘎查' }).check();
    await page.getByRole('button', { name: '登记好，进入大厅' }).click();
    assert.equal(await heading(page), '我的');
    await page.getByRole('button', { name: '退出登录' }).click();
    await signIn('19900009901');
    assert.equal(await heading(page), '我的');
  });

  it('who is too young for an item learns it before the first question; whose number is known learns how to get in', async () => {
    const { page, signIn } = await visit();
    await signIn('19900000004');
    await page.goto('/apply/old-age-allowance');
    assert.match((await page.locator('main').textContent()) ?? '', /可能还办不了.*年满 80 周岁（本人现在 \d\d 周岁）.*代办/s);
    const other = await visit();
    await other.signIn('19900009902');
    await other.page.getByLabel('姓名').fill('王秀英');
    await other.page.getByLabel('身份证号').fill('152421194203080263');
    await other.page.getByRole('button', { name: '下一步' }).click();
    await other.page.goto('/register/community?town=990101001000');
    await other.page.getByRole('radio', { name: '杨柳社区' }).check();
    await other.page.getByRole('button', { name: '登记好，进入大厅' }).click();
    assert.match((await other.page.locator('.errors').textContent()) ?? '', /已经登记过.*社区窗口/);
  });

  it('a changed fact can be taken back: what is emptied gives way to what the register knows', async () => {
    const { page, signIn } = await visit();
    await signIn('19900000013');
    await page.goto('/apply/old-age-allowance/contact');
    await page.getByText('点这里改').first().click();
    await page.getByLabel('新的联系电话').fill('19900007777');
    await page.getByLabel('不要').check();
    await page.getByRole('button', { name: '保存，下一步' }).click();
    await page.goto('/apply/old-age-allowance/contact');
    assert.equal(await page.getByLabel('联系电话').inputValue(), '19900007777');
    await page.getByLabel('联系电话').fill('');
    await page.getByRole('button', { name: '保存，下一步' }).click();
    await page.goto('/apply/old-age-allowance/check');
    assert.match((await page.locator('main').textContent()) ?? '', /联系电话\*+0013/);
  });

  it('what is put aside on one device is continued on another, nothing typed is lost', async () => {
    const first = await visit();
    await first.signIn('19900000020');
    await first.page.goto('/apply/temporary-relief');
    await first.page.getByLabel('火灾').check();
    await first.page.getByLabel('简单说说经过').fill('昨天夜里库房着火');
    await first.page.getByRole('button', { name: '先存着，以后再填' }).click();
    assert.equal(await heading(first.page), '已经存好了');
    const second = await visit();
    await second.signIn('19900000020');
    await second.page.getByRole('link', { name: '临时救助申请' }).first().click();
    await second.page.goto('/apply/temporary-relief/reason');
    assert.equal(await second.page.getByLabel('简单说说经过').inputValue(), '昨天夜里库房着火');
    await second.page.getByRole('button', { name: '保存，下一步' }).click();
    await second.page.getByLabel('一起生活的有几口人').fill('四口');
    await second.page.getByLabel('全家一个月大约收入多少').fill('1200');
    await second.page.getByRole('button', { name: '保存，下一步' }).click();
    assert.equal(await second.page.getByLabel('一起生活的有几口人').inputValue(), '四口');
    assert.equal(await second.page.getByLabel('全家一个月大约收入多少').inputValue(), '1200');
  });

  it('AFF-03 one form and one number everywhere: what the window took in, the resident follows and ends online', async () => {
    const clerk = await stage.server.as('chuangkou');
    const people = await clerk.post<{ people: { county: string; id: string }[] }>('/api/people/search', { phone: '19900000001' });
    const [person] = people.body.people;
    const item = await clerk.get<{ pages: { fields: { name: string }[] }[] }>('/api/items/old-age-allowance');
    const online = await visit();
    await online.signIn('19900000001');
    await online.page.goto('/apply/old-age-allowance/contact');
    for (const field of item.body.pages[1]!.fields) assert.ok((await online.page.locator(`[name=${field.name}]`).count()) > 0, field.name);
    const taken = await clerk.post<{ id: string; number: string }>('/api/cases', {
      item: 'old-age-allowance',
      county: person!.county,
      applicant: person!.id,
      form: { visit_help: 'no' },
      key: 'window-1234567',
    });
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
    await online.page.goto(`/my/${person!.county}/${taken.body.id}`);
    assert.equal((await online.page.locator('#case-number').textContent())?.replaceAll(' ', ''), taken.body.number);
    await online.page.getByRole('link', { name: '撤回申请' }).click();
    await online.page.getByRole('button', { name: '撤回申请' }).click();
    const seen = await clerk.get<{ case: { number: string; stateTitle: string } }>(`/api/cases/${person!.county}/${taken.body.id}`);
    assert.deepEqual([seen.body.case.number, seen.body.case.stateTitle], [taken.body.number, '已撤回']);
  });

  it('another resident sees nothing of a case, and a form without its token changes nothing', async () => {
    const owner = await visit();
    await owner.signIn('19900000011');
    await owner.fillAllowance();
    await owner.page.getByRole('button', { name: '提交申请' }).click();
    const path = new URL(owner.page.url()).pathname.replace('/receipt/', '/my/');
    const other = await visit();
    await other.signIn('19900000004');
    assert.equal((await other.page.goto(path))?.status(), 404);
    const forged = await owner.page.request.post(`${path}/withdraw`, { form: { expected: '1', key: 'forged-key' } });
    assert.equal(forged.status(), 403);
    assert.equal((await (await visit()).page.goto(path))?.status(), 200);
  });

  it('nothing sticks out sideways, in normal and in large type', async () => {
    const { page, signIn } = await visit();
    const sizer = await openVisitor(stage);
    await signIn('19900000001');
    await sizer.context().addCookies(await page.context().cookies());
    for (const elder of [0, 1]) {
      await sizer.goto(`/elder?on=${elder}`);
      for (const path of [
        '/',
        '/items',
        '/items/old-age-allowance',
        '/apply/old-age-allowance/contact',
        '/apply/old-age-allowance/materials',
        '/apply/old-age-allowance/check',
        '/my',
        '/query',
        '/my/looks',
      ]) {
        await sizer.goto(path);
        assert.equal(await overflow(sizer), 0, `${path} elder=${elder}`);
      }
    }
  });
});
