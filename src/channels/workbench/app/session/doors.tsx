import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { CallError } from '../client/client.ts';
import type { Field } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { FocusedProblem } from '../kit/problem.tsx';
import { Mark } from '../shell/mark.tsx';
import { words } from '../text/words.ts';
import type { Hat } from './session.client.ts';
import { changePassword, signIn, signOut, wearHat } from './session.client.ts';
import { useSession } from './session.tsx';
import './doors.css';

/** A page in front of the workbench: one calm card. */
function Door({ title, lead, children, foot }: { title: string; lead?: string; children: ReactNode; foot?: ReactNode }) {
  const { session } = useSession();
  return (
    <main className="door">
      {session?.demonstration && <p className="banner door-banner">{words('shell.demonstration')}</p>}
      <div className="door-card sheet">
        <div className="brand">
          <Mark />
          <span>
            {words('brand')}
            <small>{words('brandNote')}</small>
          </span>
        </div>
        <h1>{title}</h1>
        {lead && <p className="soft">{lead}</p>}
        {children}
      </div>
      {foot && <div className="door-foot">{foot}</div>}
    </main>
  );
}

const loginFields: readonly Field[] = [
  { name: 'login', title: words('session.login'), kind: 'text', required: true, autoComplete: 'username' },
  { name: 'password', title: words('session.password'), kind: 'password', required: true, autoComplete: 'current-password' },
];
const totpField: Field = {
  name: 'totp',
  title: words('session.totp'),
  hint: words('session.totpHint'),
  kind: 'code',
  required: true,
  max: 6,
  autoComplete: 'one-time-code',
};

/** Signing in over an open page whose session has ended. The second factor is asked for only when the account has one. */
export function SignInAgain() {
  const { accept } = useSession();
  const [asksTotp, setAsksTotp] = useState(false);
  const form = useForm({
    fields: asksTotp ? [...loginFields, totpField] : loginFields,
    send: async (values) => {
      try {
        accept(await signIn(values as { login: string; password: string; totp?: string }));
      } catch (error) {
        if (error instanceof CallError && error.code === 'TOTP_NEEDED' && !asksTotp) return setAsksTotp(true);
        throw error;
      }
    },
  });
  return (
    <Door title={words('session.againTitle')} lead={words('session.againLead')} foot={<a href="/">{words('session.toHall')}</a>}>
      <FormSheet form={form} submit={words('session.signIn')} idPrefix="again" />
    </Door>
  );
}

const codeFields: readonly Field[] = [
  {
    name: 'current',
    title: words('session.oneTimeCode'),
    hint: words('session.oneTimeHint'),
    kind: 'password',
    required: true,
    autoComplete: 'current-password',
  },
  {
    name: 'next',
    title: words('session.newPassword'),
    hint: words('session.newPasswordHint'),
    kind: 'password',
    required: true,
    autoComplete: 'new-password',
  },
];

/** A one-time code opens only this door: choose a password of one's own. */
export function ChangeOneTimeCode() {
  const { refresh } = useSession();
  const form = useForm({
    fields: codeFields,
    send: async (values) => {
      await changePassword(values as { current: string; next: string });
      await refresh();
    },
  });
  return (
    <Door title={words('session.changeTitle')} lead={words('session.changeLead')} foot={<LeaveButton />}>
      <FormSheet form={form} submit={words('session.changeSubmit')} />
    </Door>
  );
}

function LeaveButton() {
  const { refresh } = useSession();
  return (
    <Button type="link" onClick={() => void signOut().then(refresh)}>
      {words('session.signOut')}
    </Button>
  );
}

/** One hat at a time: which appointment do you work under now? */
export function HatChooser() {
  const { session } = useSession();
  const hats = session?.hats ?? [];
  return (
    <Door
      title={words('session.hatTitle', { name: session?.account?.name ?? '' })}
      lead={words(hats.length > 0 ? 'session.hatLead' : 'session.hatNone')}
      foot={<LeaveButton />}
    >
      <HatList hats={hats} />
    </Door>
  );
}

/** The hats of an account as large buttons. */
export function HatList({ hats, worn, onWorn }: { hats: readonly Hat[]; worn?: Hat | null; onWorn?: () => void }) {
  const { accept } = useSession();
  const [problem, setProblem] = useState<unknown>();
  const wear = (hat: Hat) =>
    wearHat(hat).then((next) => {
      accept(next);
      onWorn?.();
    }, setProblem);
  return (
    <>
      {problem !== undefined && <FocusedProblem error={problem} />}
      <ul className="stack tight">
        {hats.map((hat) => (
          <li key={hatKey(hat)}>
            <button
              type="button"
              className="hat-choice"
              aria-pressed={worn ? hatKey(worn) === hatKey(hat) : undefined}
              onClick={() => void wear(hat)}
            >
              <span className="strong">{hat.roleTitle}</span>
              <span className="soft">{hatPlace(hat)}</span>
              {hat.delegation && <span className="mark-tag amber">{words('session.delegated', { name: hat.delegation.from })}</span>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function hatKey(hat: Hat): string {
  return `${hat.appointment} ${hat.delegation?.id ?? ''}`;
}

export function hatPlace(hat: Hat): string {
  return hat.unitName ? `${hat.regionName} · ${hat.unitName}` : hat.regionName;
}
