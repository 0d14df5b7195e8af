import type { Day, Handle, Some } from '../../kernel/kernel.ts';
import { someOf } from '../../kernel/kernel.ts';
import { listCountiesOf } from './appointment.store.ts';

/** A sign-in, a refused one, or a change of hats: when and from which address; `code` says why it was refused. */
export interface SignInRow {
  readonly at: Date;
  readonly action: 'sign-in' | 'sign-in.failed' | 'session.hat';
  readonly address: string;
  readonly code: string;
}

const read = { name: 'account-sign-ins', text: 'select at, action, address, code from registers.sign_ins($1, $2, $3)' };

/** The newest sign-ins of a login, as the audit of the counties it works for keeps them. */
export async function listSignIns(gate: Handle, login: string, today: Day, most = 100): Promise<Some<SignInRow>> {
  const counties = await listCountiesOf(gate, login, today);
  return someOf(await gate.query<SignInRow>(read, [login, counties.length > 0 ? counties : [''], most + 1]), most);
}
