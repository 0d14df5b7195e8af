import type { Page } from 'playwright-core';
import type { CaseKey } from '../support/case.ts';
import type { Stage, Visit } from './browser.ts';
import { openVisitor } from './browser.ts';

/** A resident at the hall's pages, acting as people do: by labels and buttons. */
export interface Resident {
  readonly page: Page;
  signIn(phone: string): Promise<void>;
  /** Fills the old-age allowance up to its check page. */
  fillAllowance(bankAccount?: string): Promise<void>;
}

/** Somebody who comes to the hall and has not signed in yet. */
export async function openResident(stage: Stage, visit: Visit = {}): Promise<Resident> {
  const page = await openVisitor(stage, visit);
  const next = (): Promise<void> => page.getByRole('button', { name: '保存，下一步' }).click();
  return {
    page,
    signIn: async (phone) => {
      await page.goto('/sign-in?to=/my');
      await page.getByLabel('手机号').fill(phone);
      await page.getByRole('button', { name: '发送验证码' }).click();
      const code = await page.locator('#demonstration-code').textContent();
      await page.getByLabel('短信里的 6 位数字').fill(code ?? '');
      await page.getByRole('button', { name: '进入' }).click();
    },
    fillAllowance: async (bankAccount) => {
      await page.goto('/apply/old-age-allowance?again=1');
      if (bankAccount) await page.getByLabel('本人银行账号').fill(bankAccount);
      await page.getByLabel('不要').check();
      await next();
      // Papers are asked for only where the register lacks something they could show.
      if (page.url().endsWith('/materials')) await next();
    },
  };
}

/** The case whose page or receipt is open. */
export function caseAt(page: Page): CaseKey {
  const [county, id] = new URL(page.url()).pathname.split('/').slice(-2);
  return { county: county!, id: id! };
}
