import { allTexts, text } from '../../../registers/registers.ts';
import { Button, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Input } from '../../web/components/input/input.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';

export interface DoorView {
  readonly visitor: Visitor;
  /** Page of the workbench to open afterwards. */
  readonly to: string;
  readonly login?: string;
  /** Login and password that were right, sealed, while the second factor is asked. */
  readonly known?: string;
  readonly faults?: Faults;
}

export const doorPath = '/workbench/sign-in';
const CHARACTER = 'workbench.session.character.';

/** The invented people of the county's staff, by login; shown in the demonstration only. */
function characters(): (readonly [login: string, name: string])[] {
  const keys = [...allTexts().keys()].filter((key) => key.startsWith(CHARACTER));
  return keys.map((key) => [key.slice(CHARACTER.length), text(key)] as const);
}

/** The door of the workbench: needs no script and weighs what a page of the hall weighs. */
export function doorPage({ visitor, to, login, known, faults = {} }: DoorView): string {
  return renderPage(
    <Page visitor={visitor} title={text('workbench.session.title')} faulty={Object.keys(faults).length > 0} frame="bare">
      <ErrorSummary faults={faults} />
      <div className="tight">
        <p className="soft">
          {text('workbench.brand')} · {text('workbench.brandNote')}
        </p>
        <h1>{text('workbench.session.title')}</h1>
        <p className="lead">{text('workbench.session.lead')}</p>
      </div>
      <Form visitor={visitor} action={doorPath}>
        <input type="hidden" name="to" value={to} />
        {known === undefined ? <FirstFactor login={login} faults={faults} /> : <SecondFactor known={known} faults={faults} />}
        <Buttons>
          <Button>{text('workbench.session.signIn')}</Button>
        </Buttons>
      </Form>
      {visitor.demonstration && known === undefined && (
        <Notice tone="warn">
          <p>{text('workbench.session.characters')}</p>
          <Form visitor={visitor} action={doorPath}>
            <input type="hidden" name="to" value={to} />
            <Buttons>
              {characters().map(([one, name]) => (
                <Button key={one} look="second" name="character" value={one}>
                  {name}
                </Button>
              ))}
            </Buttons>
          </Form>
        </Notice>
      )}
      <p>
        <a href="/">{text('workbench.session.toHall')}</a>
      </p>
    </Page>,
  );
}

function FirstFactor({ login, faults }: { login: string | undefined; faults: Faults }) {
  return (
    <>
      <Input
        name="login"
        title={text('workbench.session.login')}
        width="w-20"
        autoComplete="username"
        maxLength={100}
        {...(login === undefined ? {} : { value: login })}
        {...(faults.login ? { fault: faults.login } : {})}
      />
      <Input
        name="password"
        title={text('workbench.session.password')}
        width="w-20"
        autoComplete="current-password"
        maxLength={200}
        secret
        {...(faults.password ? { fault: faults.password } : {})}
      />
    </>
  );
}

function SecondFactor({ known, faults }: { known: string; faults: Faults }) {
  return (
    <>
      <input type="hidden" name="known" value={known} />
      <Input
        name="totp"
        title={text('workbench.session.totp')}
        hint={text('workbench.session.totpHint')}
        keys="digits"
        width="w-11"
        autoComplete="one-time-code"
        maxLength={10}
        {...(faults.totp ? { fault: faults.totp } : {})}
      />
    </>
  );
}
