import { allTexts, text } from '../../../registers/registers.ts';
import { Button, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Input, SearchBox } from '../../web/components/input/input.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import type { Choice } from '../../web/components/radios/radios.tsx';
import { Radios } from '../../web/components/radios/radios.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';

export interface PhoneView {
  readonly visitor: Visitor;
  readonly to: string;
  /** What was typed after the session had ended, sealed. */
  readonly kept?: string;
  readonly phone?: string;
  readonly faults?: Faults;
}

/** Where to go afterwards, and with what. */
function Onward({ to, kept }: { to: string; kept: string }) {
  return (
    <>
      <input type="hidden" name="to" value={to} />
      {kept !== '' && <input type="hidden" name="kept" value={kept} />}
    </>
  );
}

const RESIDENT = 'hall.signIn.demonstrationResident.';

/** Invented residents to try the hall as, by telephone; shown in the demonstration only. */
function demonstrationResidents(): (readonly [phone: string, name: string])[] {
  const phones = [...allTexts().keys()].filter((key) => key.startsWith(RESIDENT)).map((key) => key.slice(RESIDENT.length));
  return phones.map((phone) => [phone, text(`hall.signIn.demonstrationResident.${phone}`)] as const);
}

/** Step one: a phone number. */
export function phonePage({ visitor, to, kept = '', phone, faults = {} }: PhoneView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.signIn.title')} faulty={Object.keys(faults).length > 0}>
      <ErrorSummary faults={faults} />
      <div className="tight">
        <h1>{text('hall.signIn.title')}</h1>
        <p className="lead">{text('hall.signIn.lead')}</p>
      </div>
      {kept !== '' && (
        <Notice>
          <p>{text('hall.signIn.kept')}</p>
        </Notice>
      )}
      <Form visitor={visitor} action="/sign-in">
        <Onward to={to} kept={kept} />
        <Input
          name="phone"
          title={text('hall.signIn.phone')}
          hint={text('hall.signIn.phoneHint')}
          keys="tel"
          width="w-11"
          autoComplete="tel"
          maxLength={40}
          value={phone}
          fault={faults.phone}
        />
        <Buttons>
          <Button>{text('hall.signIn.sendCode')}</Button>
        </Buttons>
      </Form>
      {visitor.demonstration && (
        <Notice tone="warn">
          <p>{text('hall.signIn.demonstrationPeople')}</p>
          <Form visitor={visitor} action="/sign-in">
            <Onward to={to} kept={kept} />
            <Buttons>
              {demonstrationResidents().map(([number, name]) => (
                <Button key={number} look="second" name="phone" value={number}>
                  {name}
                </Button>
              ))}
            </Buttons>
          </Form>
        </Notice>
      )}
      <p className="soft">
        {text('hall.signIn.noPhone')} <a href={`/sign-in/help?to=${encodeURIComponent(to)}`}>{text('hall.signIn.helpLink')}</a>
      </p>
    </Page>,
  );
}

export interface CodeView extends PhoneView {
  readonly phone: string;
  readonly minutes: number;
  /** Shown where no message leaves the house: in the demonstration. */
  readonly demonstrationCode?: string;
}

/** Step two: the code from the message. */
export function codePage({ visitor, to, kept = '', phone, minutes, demonstrationCode, faults = {} }: CodeView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.signIn.codeTitle')} faulty={Object.keys(faults).length > 0}>
      <ErrorSummary faults={faults} />
      <div className="tight">
        <h1>{text('hall.signIn.codeTitle')}</h1>
        <p className="lead">{text('hall.signIn.codeLead', { phone, minutes })}</p>
      </div>
      {demonstrationCode && (
        <Notice tone="warn">
          <p>
            {text('hall.signIn.demonstrationCode')}{' '}
            <strong className="number" id="demonstration-code">
              {demonstrationCode}
            </strong>
          </p>
        </Notice>
      )}
      <Form visitor={visitor} action="/sign-in/code">
        <Onward to={to} kept={kept} />
        <input type="hidden" name="phone" value={phone} />
        <Input
          name="code"
          title={text('hall.signIn.code')}
          keys="digits"
          width="w-11"
          autoComplete="one-time-code"
          maxLength={10}
          value={demonstrationCode}
          fault={faults.code}
        />
        <Buttons>
          <Button>{text('hall.signIn.enter')}</Button>
        </Buttons>
      </Form>
      <p>
        <a href={`/sign-in?to=${encodeURIComponent(to)}`}>{text('hall.signIn.again')}</a>
      </p>
    </Page>,
  );
}

export interface WhoView extends PhoneView {
  readonly people: readonly Choice[];
}

/** One phone, several people: a family's telephone. */
export function whoPage({ visitor, to, kept = '', people, faults = {} }: WhoView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.signIn.who')} faulty={Object.keys(faults).length > 0}>
      <ErrorSummary faults={faults} />
      <Form visitor={visitor} action="/sign-in/who">
        <Onward to={to} kept={kept} />
        <h1 className="hidden">{text('hall.signIn.who')}</h1>
        <Radios name="person" title={text('hall.signIn.who')} big choices={people} fault={faults.person} />
        <Buttons>
          <Button>{text('hall.signIn.enter')}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

export interface RegisterView {
  readonly visitor: Visitor;
  readonly to: string;
  readonly entered: Readonly<Record<string, string>>;
  readonly faults?: Faults;
}

/** First time here: who somebody is. Birth date and sex follow from the id number, so they are not asked. */
export function registerPage({ visitor, to, entered, faults = {} }: RegisterView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.register.title')} faulty={Object.keys(faults).length > 0}>
      <ErrorSummary faults={faults} />
      <div className="tight">
        <h1>{text('hall.register.title')}</h1>
        <p className="lead">{text('hall.register.lead')}</p>
      </div>
      <Form visitor={visitor} action="/register">
        <input type="hidden" name="to" value={to} />
        <Input
          name="name"
          title={text('hall.register.name')}
          hint={text('hall.register.nameHint')}
          autoComplete="name"
          width="w-20"
          maxLength={60}
          value={entered.name}
          fault={faults.name}
        />
        <Input
          name="id_number"
          title={text('hall.register.idNumber')}
          hint={text('hall.register.idNumberHint')}
          width="w-20"
          maxLength={40}
          value={entered.id_number}
          fault={faults.id_number}
        />
        <Input
          name="address"
          title={text('hall.register.address')}
          hint={text('hall.register.addressHint')}
          autoComplete="street-address"
          maxLength={100}
          value={entered.address}
          fault={faults.address}
        />
        <Buttons>
          <Button>{text('hall.register.next')}</Button>
        </Buttons>
      </Form>
      <p className="small soft">{text('hall.register.privacy')}</p>
    </Page>,
  );
}

export interface CommunityView {
  readonly visitor: Visitor;
  readonly to: string;
  readonly query: string;
  /** More communities bear the words than stand here. */
  readonly more: boolean;
  readonly towns: readonly { readonly code: string; readonly name: string }[];
  readonly communities: readonly Choice[];
  readonly faults?: Faults;
}

/** Last step: the community, by typing a part of its name or by way of the town. */
export function communityPage({ visitor, to, query, more, towns, communities, faults = {} }: CommunityView): string {
  const back = `to=${encodeURIComponent(to)}`;
  return renderPage(
    <Page visitor={visitor} title={text('hall.register.community')} faulty={Object.keys(faults).length > 0}>
      <ErrorSummary faults={faults} />
      <div className="tight">
        <h1>{text('hall.register.community')}</h1>
        <p className="lead">{text('hall.register.communityLead')}</p>
      </div>
      <form action="/register/community" method="get" role="search">
        <input type="hidden" name="to" value={to} />
        <SearchBox name="q" value={query} label={text('hall.register.communitySearch')} button={text('hall.home.search')} />
      </form>
      {communities.length > 0 && (
        <Form visitor={visitor} action="/register/community">
          <input type="hidden" name="to" value={to} />
          {more && <p className="soft">{text('hall.register.more', { count: communities.length })}</p>}
          <Radios name="community" title={text('hall.register.choose')} choices={communities} fault={faults.community} />
          <Buttons>
            <Button>{text('hall.register.finish')}</Button>
          </Buttons>
        </Form>
      )}
      {communities.length === 0 && query !== '' && <Notice tone="warn" title={text('hall.register.noCommunity', { query })} />}
      <section className="tight">
        <h2>{text('hall.register.byTown')}</h2>
        <ul className="plain-list">
          {towns.map((town) => (
            <li key={town.code}>
              <a href={`/register/community?town=${town.code}&${back}`}>{town.name}</a>
            </li>
          ))}
        </ul>
      </section>
      <p className="soft">
        {text('hall.register.lost')}{' '}
        <a className="number" href={`tel:${visitor.hotline}`}>
          {visitor.hotline}
        </a>
      </p>
    </Page>,
  );
}
