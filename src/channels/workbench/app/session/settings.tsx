import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Delegations } from '../accounts/delegations.tsx';
import { SignIns } from '../accounts/sign-ins.tsx';
import type { Field } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { useToneChoice } from '../shell/tone.ts';
import { minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Tone } from '../theme/theme.ts';
import type { OpenSession } from './session.client.ts';
import { beginTotp, changePassword, confirmTotp, endOtherSessions, endSession, endTotp, listSessions } from './session.client.ts';
import { useSession } from './session.tsx';

/** Password, second factor, open sessions and the look of the workbench. */
export function SettingsPage() {
  return (
    <Page title={words('settings.title')} lead={words('settings.lead')}>
      <div className="split even">
        <div className="stack">
          <Password />
          <Appearance />
        </div>
        <div className="stack">
          <SecondFactor />
          <Delegations />
        </div>
      </div>
      <div className="stack off-above">
        <Sessions />
        <Sheet title={words('signIns.title')}>
          <SignIns />
        </Sheet>
      </div>
    </Page>
  );
}

const passwordFields: readonly Field[] = [
  { name: 'current', title: words('session.currentPassword'), kind: 'password', required: true, autoComplete: 'current-password' },
  {
    name: 'next',
    title: words('session.newPassword'),
    hint: words('session.newPasswordHint'),
    kind: 'password',
    required: true,
    autoComplete: 'new-password',
  },
];

function Password() {
  const { message } = App.useApp();
  const form = useForm({ fields: passwordFields, send: (values) => changePassword(values as { current: string; next: string }) });
  const done = () => {
    form.clear();
    void message.success(words('settings.passwordDone'));
  };
  return (
    <Sheet title={words('settings.password')}>
      <FormSheet form={form} submit={words('settings.passwordSubmit')} onDone={done} idPrefix="password" />
    </Sheet>
  );
}

function Appearance() {
  const { chosen, choose } = useToneChoice();
  const tones: readonly (Tone | 'system')[] = ['light', 'dark', 'system'];
  return (
    <Sheet title={words('settings.appearance')}>
      <fieldset>
        <legend className="unseen">{words('settings.appearance')}</legend>
        <div className="options across">
          {tones.map((tone) => (
            <label key={tone} className="option">
              <input type="radio" name="tone" checked={chosen === tone} onChange={() => choose(tone)} />
              <span>{words(`settings.tone.${tone}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </Sheet>
  );
}

function SecondFactor() {
  const { session } = useSession();
  return <Sheet title={words('settings.totp')}>{session?.account?.totp ? <EndTotp /> : <BeginTotp />}</Sheet>;
}

const codeField: readonly Field[] = [
  {
    name: 'code',
    title: words('settings.totpCode'),
    hint: words('settings.totpCodeHint'),
    kind: 'code',
    required: true,
    max: 6,
    autoComplete: 'one-time-code',
  },
];

const passwordField: Field = {
  name: 'password',
  title: words('session.currentPassword'),
  kind: 'password',
  required: true,
  autoComplete: 'current-password',
};

/** The password first, so that a forgotten open window gives nobody a second factor; then the code the telephone shows. */
function BeginTotp() {
  const [started, setStarted] = useState<{ secret: string; qr: string }>();
  const form = useForm({
    fields: [passwordField],
    send: async (values) => setStarted(await beginTotp(String(values.password))),
  });
  if (started) return <ConfirmTotp started={started} />;
  return (
    <div className="stack tight">
      <p>{words('settings.totpLead')}</p>
      <FormSheet form={form} submit={words('settings.totpBegin')} idPrefix="begin-totp" />
    </div>
  );
}

function ConfirmTotp({ started }: { started: { secret: string; qr: string } }) {
  const { refresh } = useSession();
  const form = useForm({
    fields: codeField,
    send: async (values) => {
      await confirmTotp(String(values.code));
      await refresh();
    },
  });
  return (
    <div className="stack">
      <p>{words('settings.totpScan')}</p>
      <img
        alt={words('settings.totpQr')}
        width={180}
        height={180}
        src={`data:image/svg+xml;utf8,${encodeURIComponent(started.qr)}`}
        className="qr"
      />
      <p>
        {words('settings.totpSecret')} <code>{started.secret}</code>
      </p>
      <FormSheet form={form} submit={words('settings.totpConfirm')} idPrefix="totp" />
    </div>
  );
}

const endFields: readonly Field[] = [passwordField, ...codeField];

function EndTotp() {
  const { refresh } = useSession();
  const form = useForm({
    fields: endFields,
    send: async (values) => {
      await endTotp({ password: String(values.password), code: String(values.code) });
      await refresh();
    },
  });
  return (
    <div className="stack">
      <p>{words('settings.totpOn')}</p>
      <FormSheet form={form} submit={words('settings.totpEnd')} danger idPrefix="end-totp" />
    </div>
  );
}

function Sessions() {
  const answer = useQuery({ queryKey: ['sessions'], queryFn: listSessions });
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['sessions'] });
  const columns = [
    {
      name: 'agent',
      title: words('settings.device'),
      heading: true,
      show: (row: OpenSession) => (
        <>
          {device(row.agent)} {row.current && <span className="mark-tag">{words('settings.thisDevice')}</span>}
        </>
      ),
    },
    { name: 'address', title: words('settings.address'), show: (row: OpenSession) => row.address },
    { name: 'startedAt', title: words('settings.startedAt'), show: (row: OpenSession) => minute(row.startedAt) },
    { name: 'seenAt', title: words('settings.seenAt'), show: (row: OpenSession) => minute(row.seenAt) },
    {
      name: 'end',
      title: words('act'),
      show: (row: OpenSession) =>
        !row.current && (
          <Button size="small" onClick={() => void endSession(row.id).then(again)}>
            {words('settings.endSession')}
          </Button>
        ),
    },
  ];
  return (
    <Sheet
      title={words('settings.sessions')}
      extra={<Button onClick={() => void endOtherSessions().then(again)}>{words('settings.endOthers')}</Button>}
      pad={false}
    >
      <Await answer={answer}>
        {(data) => <Table title={words('settings.sessions')} columns={columns} rows={data.sessions} keyOf={(row) => row.id} />}
      </Await>
    </Sheet>
  );
}

/** "Chrome · Windows" from a browser's long name for itself. */
function device(agent: string): string {
  const browser = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? agent.slice(0, 24);
  const system = /Windows|Android|iPhone|iPad|Mac OS|Linux|HarmonyOS/.exec(agent)?.[0];
  return [browser === 'Edg' ? 'Edge' : browser, system].filter(Boolean).join(' · ');
}
