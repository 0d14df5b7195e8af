import assert from 'node:assert/strict';
import type { Client } from './server.ts';

/** What names a case in paths and calls. */
export interface CaseKey {
  readonly county: string;
  readonly id: string;
}

/** The first case of a list of the workbench, such as `view=inbox&item=temporary-relief`. */
export async function getFirstCase(by: Client, list: string): Promise<CaseKey> {
  const { body } = await by.get<{ cases: CaseKey[] }>(`/api/cases?${list}`);
  const [first] = body.cases;
  return first ?? assert.fail(`no case in ${list}`);
}

/** The staff act through the documented API, as their workbench does, on the state as it is now; fails when the act is refused. */
export async function actOn(by: Client, { county, id }: CaseKey, act: string, form = {}, opinion = '核对无误'): Promise<void> {
  const path = `/api/cases/${county}/${id}`;
  const { body } = await by.get<{ case: { acts: number } }>(path);
  const done = await by.post(`${path}/acts`, { act, expected: body.case.acts, form, opinion, key: `${act}-${id}-${body.case.acts}` });
  assert.equal(done.status, 200, JSON.stringify(done.body));
}
