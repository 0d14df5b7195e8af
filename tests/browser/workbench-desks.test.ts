import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actOn, getFirstCase } from '../support/case.ts';
import { findPerson, openClerk } from './clerk.ts';
import { onStage } from './stage.ts';

describe('the desks of the workbench', () => {
  const stage = onStage();

  it('shows a masked number only against a reason, and the look stands beside the person', async () => {
    const { page, context } = await openClerk(stage, 'chuangkou');
    await page.goto('/workbench/people');
    await findPerson(page, '19900000001');
    await page.locator('tbody button').first().click();
    await page.locator('.facts').first().waitFor();
    assert.ok(!(await page.locator('.facts').first().textContent())?.includes('19900000001'));
    await page.getByRole('button', { name: '查看完整信息' }).click();
    await page.locator('#unmask-fields-2').check();
    await page.locator('#unmask-reason').fill('电话核对津贴发放账号');
    await page.locator('form:has(#unmask-reason) button[type=submit]').click();
    await page.getByText('19900000001').waitFor();
    await page.reload();
    await page.getByText('电话核对津贴发放账号').waitFor();
    await context.close();
  });

  it('a department answers what it is asked, and the one who asked reads it in the case', async () => {
    const town = await stage.server.as('jiedao');
    const on = await getFirstCase(town, 'view=inbox&item=temporary-relief');
    await actOn(town, on, 'consult', { unit: `${on.county}:medical-insurance`, question: '请核对今年住院报销金额。' }, '');
    const department = await openClerk(stage, 'yibao');
    await department.page.goto('/workbench/consultations');
    const sheet = department.page.locator('.sheet', { hasText: '请核对今年住院报销金额。' });
    await sheet.locator('input[value=information]').check();
    await sheet.locator('textarea').fill('今年住院一次，报销六千元。');
    await sheet.locator('button[type=submit]').click();
    await sheet.waitFor({ state: 'detached' });
    await department.context.close();
    const officer = await openClerk(stage, 'jiedao');
    await officer.page.goto(`/workbench/cases/${on.county}/${on.id}`);
    await officer.page.getByText('今年住院一次，报销六千元。').waitFor();
    await officer.context.close();
  });

  it('corrects a facility on a stated basis, and the list and the history show it', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/facilities');
    await page.locator('tbody tr', { hasText: '南园社区服务站' }).locator('button').click();
    await page.getByRole('button', { name: '更正' }).click();
    await page.locator('#entry-area_activity').fill('72.5');
    await page.locator('#entry-basis_kind-1').check();
    await page.locator('#entry-basis_id').fill('2026 年 6 月实地测量');
    await page.locator('form:has(#entry-area_activity) button[type=submit]').click();
    await page.getByText('2026 年 6 月实地测量').waitFor();
    await page.locator('tbody tr', { hasText: '南园社区服务站' }).getByText('252.5').waitFor();
    await context.close();
  });

  it('a report is frozen with progress and evidence, opens its receipts, and another hand checks, locks and publishes it', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/reports');
    await page.locator('.page-head button').click();
    await page.locator('input[name=freeze-plan]').first().check();
    await page.locator('.progress-field', { hasText: '城镇社区综合服务设施覆盖率' }).locator('summary').click();
    await page.locator('#progress-L01-text').fill('今年改建了两处社区服务站。');
    await page.locator('#progress-L01-evidence').fill('验收记录 2 份');
    await page.locator('form:has(#freeze-year) button[type=submit]').click();
    await page.getByText('完好').waitFor();
    await page.getByText('验收记录 2 份').waitFor();
    await page.getByRole('button', { name: '重新计算' }).click();
    await page.getByText('一致', { exact: true }).first().waitFor();
    await page.locator('.figure-button').first().click();
    await page.getByRole('dialog').getByRole('button', { name: '重新计算' }).click();
    await page.getByRole('dialog').getByRole('status').getByText('一致').waitFor();
    assert.equal(await page.locator('input[name=report-act][value=check]').count(), 0);
    assert.equal(await page.locator('input[name=report-act]:checked').count(), 0);
    const path = new URL(page.url()).pathname;
    await context.close();
    const other = await openClerk(stage, 'juzhang');
    await other.page.goto(path);
    for (const [act, tag] of [
      ['check', '已核对'],
      ['lock', '已锁定'],
      ['publish', '已公开'],
    ] as const) {
      await other.page.locator(`input[name=report-act][value=${act}]`).check();
      await other.page.locator('form:has(#report-note) button[type=submit]').click();
      await other.page.locator('.mark-tag', { hasText: tag }).waitFor();
    }
    const file = await other.page.getByRole('link', { name: /公开文本/ }).getAttribute('href');
    assert.equal((await fetch(new URL(file!, stage.address))).status, 200);
    await other.context.close();
  });

  it('ranks the communities that lack area below the register of facilities', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/facilities');
    await page.getByText('面积不达标的社区', { exact: true }).click();
    const ranked = page.getByRole('region', { name: '面积不达标的社区' }).locator('tbody tr');
    await ranked.first().waitFor();
    const lacks = (await ranked.locator('td:nth-of-type(3)').allTextContents()).map((said) => Number(said.replaceAll(',', '')));
    assert.ok(lacks.length > 1);
    assert.deepEqual(
      lacks,
      lacks.toSorted((left, right) => right - left),
    );
    await context.close();
  });

  it('a renamed region keeps its history, and an earlier day shows the old name', async () => {
    const { page, context } = await openClerk(stage, 'guanli');
    await page.goto('/workbench/regions?region=990101100200');
    await page.getByRole('button', { name: '登记变更' }).click();
    await page.getByRole('button', { name: '更名' }).click();
    await page.locator('#region-name').fill('桥头新村');
    await page.locator('#region-reason').fill('村民会议表决更名');
    await page.locator('#region-source').fill('柳政发〔2026〕8 号');
    await page.locator('form:has(#region-source) button[type=submit]').click();
    await page.locator('.sheet h2', { hasText: '桥头新村' }).waitFor();
    const stretches = page.getByRole('region', { name: '各时段的名称和类型' }).locator('tbody tr');
    assert.deepEqual(await stretches.locator('th').allTextContents(), ['桥头村', '桥头新村']);
    const told = page.getByRole('region', { name: '区划变更记录' }).locator('tbody tr');
    for (const text of ['更名', '桥头村 → 桥头新村', '柳政发〔2026〕8 号', '村民会议表决更名', '吴敏'])
      assert.ok((await told.textContent())!.includes(text), text);
    await page.goto('/workbench/regions?region=990101100200&on=2026-01-05');
    await page.locator('.sheet h2', { hasText: /^桥头村$/ }).waitFor();
    await context.close();
  });

  it('a moved village leads from its old code to the new one, and the changes of the county can be filtered', async () => {
    const { page, context } = await openClerk(stage, 'guanli');
    await page.goto('/workbench/regions?region=990101100201');
    await page.getByRole('button', { name: '登记变更' }).click();
    await page.getByRole('button', { name: '划转' }).click();
    await page.locator('#region-to').fill('990101200211');
    await page.locator('#region-reason').fill('划归青石沟乡');
    await page.locator('#region-source').fill('柳政发〔2026〕10 号');
    await page.locator('form:has(#region-source) button[type=submit]').click();
    // People live there: whom it touches is read before it is recorded.
    await page.getByRole('button', { name: '确认' }).click();
    await page.locator('.note', { hasText: '柳树湾村已于' }).getByRole('link', { name: '柳树湾村' }).click();
    await page.locator('.facts', { hasText: '990101200211' }).waitFor();
    await page.goto('/workbench/regions/changes');
    await page.getByLabel('变更', { exact: true }).selectOption('move');
    await page.locator('tbody tr', { hasText: '划归青石沟乡' }).waitFor();
    assert.equal(await page.locator('tbody tr').count(), 1);
    await context.close();
  });

  it('verifies the chain of the audit on demand', async () => {
    const { page, context } = await openClerk(stage, 'shenji');
    await page.goto('/workbench/audit');
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await page.locator('.note', { hasText: '完好' }).waitFor();
    await context.close();
  });

  it('keeps a view under a name and brings it back', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/?view=all&item=temporary-relief');
    await page.getByRole('button', { name: '保存这个视图' }).click();
    await page.locator('#keep-name').fill('全县临时救助');
    await page.locator('form:has(#keep-name) button[type=submit]').click();
    await page.locator('.saved a', { hasText: '全县临时救助' }).waitFor();
    await page.goto('/workbench/');
    await page.locator('.saved a', { hasText: '全县临时救助' }).click();
    assert.equal(new URL(page.url()).search, '?item=temporary-relief&view=all');
    await context.close();
  });

  it('a department reads who is meant against a reason, and answers', async () => {
    const town = await stage.server.as('jiedao');
    const on = await getFirstCase(town, 'view=inbox&item=temporary-relief');
    const question = '请核对参保缴费情况。';
    await actOn(town, on, 'consult', { unit: `${on.county}:human-resources`, question }, '');
    const { page, context } = await openClerk(stage, 'renshe');
    await page.goto('/workbench/consultations');
    const sheet = page.locator('.sheet', { hasText: question });
    await sheet.getByRole('button', { name: '查看姓名和身份证号' }).click();
    await sheet.locator('form', { hasText: '查看理由' }).locator('textarea').fill('到社保系统核对缴费');
    await sheet.getByRole('button', { name: '登记理由并查看' }).click();
    await sheet.locator('.code').waitFor();
    assert.match((await sheet.locator('.code').textContent()) ?? '', /^\d{17}[\dX]$/);
    await context.close();
  });

  it('a bulk act can be undone before it is sent, and is done when nobody does', async () => {
    const { page, context } = await openClerk(stage, 'minzheng');
    await page.goto('/workbench/?view=all');
    await page.locator('tbody tr').nth(1).waitFor();
    await page.locator('tbody .tick input').first().check();
    await page.getByRole('button', { name: '一起办理' }).click();
    await page.getByLabel('督办').check();
    await page.locator('#bulk-opinion').fill('请抓紧办理。');
    const written = async (): Promise<number> =>
      (await stage.server.owner.query("select 1 from procedures.act where opinion = '请抓紧办理。'")).rows.length;
    await page.locator('form:has(#bulk-opinion) button[type=submit]').click();
    await page.getByRole('button', { name: '撤销，先不办' }).click();
    assert.equal(await page.locator('#bulk-opinion').inputValue(), '请抓紧办理。');
    assert.equal(await written(), 0);
    await page.locator('form:has(#bulk-opinion) button[type=submit]').click();
    await page.locator('.ant-drawer').getByText('已办 1 件。').waitFor({ timeout: 20_000 });
    assert.equal(await written(), 1);
    await context.close();
  });
});
