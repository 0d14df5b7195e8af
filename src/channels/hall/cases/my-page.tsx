import type { Holder, NamedCase } from '../../../procedures/procedures.ts';
import { sayCaseNumber } from '../../../procedures/procedures.ts';
import type { Identity } from '../../../registers/registers.ts';
import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { Button, Buttons } from '../../web/components/button/button.tsx';
import { Card, Cards } from '../../web/components/card/card.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { Tag } from '../../web/components/tag/tag.tsx';
import { aboutName } from './page.tsx';

export interface ListedCase {
  readonly county: string;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly plain: string;
  readonly holder: Holder;
  readonly opened: string;
  readonly due: string;
  /** Set in a rectification: the case it is about. */
  readonly about: NamedCase | undefined;
}

export interface MyView {
  readonly visitor: Visitor;
  readonly identity: Identity;
  readonly cases: readonly ListedCase[];
  readonly drafts: readonly { readonly item: string; readonly title: string; readonly saved: string }[];
  /** What runs, since when and how much. */
  readonly receives: readonly { readonly title: string; readonly running: string; readonly href: string }[];
  /** What was also sent by message, newest first. */
  readonly messages: readonly { readonly when: string; readonly sentence: string; readonly href: string; readonly unread: boolean }[];
}

export function myPage({ visitor, identity, cases, drafts, receives, messages }: MyView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.my.title')} wide>
      <Breadcrumb links={[]} />
      <h1>{text('hall.my.title')}</h1>
      {identity !== 'verified' && (
        <Notice tone="warn">
          <p>{text(`hall.my.identity.${identity}`)}</p>
        </Notice>
      )}
      {drafts.length > 0 && (
        <section className="tight">
          <h2>{text('hall.my.drafts')}</h2>
          <Cards>
            {drafts.map((draft) => (
              <Card key={draft.item} href={`/apply/${draft.item}`} title={draft.title}>
                <p>{text('hall.my.saved', { when: draft.saved })}</p>
              </Card>
            ))}
          </Cards>
        </section>
      )}
      {receives.length > 0 && (
        <section className="tight">
          <h2>{text('hall.my.receives')}</h2>
          <Cards>
            {receives.map((one) => (
              <Card key={one.href} href={one.href} title={one.title}>
                <p>{one.running}</p>
              </Card>
            ))}
          </Cards>
        </section>
      )}
      <section className="tight">
        <h2>{text('hall.my.cases')}</h2>
        {cases.length === 0 && (
          <p>
            {text('hall.my.none')} <a href="/">{text('hall.my.start')}</a>
          </p>
        )}
        <Cards>
          {cases.map((one) => (
            <Card key={one.id} href={`/my/${one.county}/${one.id}`} title={one.title}>
              <p>{one.plain}</p>
              {one.about && (
                <p className="small">
                  {text('hall.cases.about')}
                  <a className="above" href={`/my/${one.about.county}/${one.about.id}`}>
                    {aboutName(one.about)}
                  </a>
                </p>
              )}
              <p className="small">
                {text('hall.cases.number')} <span className="number">{sayCaseNumber(one.number)}</span>
              </p>
              <p className="small">{one.due || text('hall.my.opened', { day: one.opened })}</p>
              {one.holder === 'applicant' && (
                <p>
                  <Tag tone="warn">{text('hall.cases.yourTurn')}</Tag>
                </p>
              )}
            </Card>
          ))}
        </Cards>
      </section>
      {messages.length > 0 && (
        <section className="tight">
          <h2>{text('hall.my.messages')}</h2>
          <Messages messages={messages.slice(0, 5)} />
          {messages.length > 5 && (
            <details className="more">
              <summary>{text('hall.my.older', { count: messages.length - 5 })}</summary>
              <Messages messages={messages.slice(5)} />
            </details>
          )}
        </section>
      )}
      <section className="tight">
        <h2>{text('hall.my.data')}</h2>
        <p>
          <a href="/my/record">{text('hall.record.title')}</a>
        </p>
        <p>
          <a href="/my/looks">{text('hall.my.looks')}</a>
        </p>
        <Form visitor={visitor} action="/sign-out">
          <Buttons>
            <Button look="second">{text('hall.my.signOut')}</Button>
          </Buttons>
        </Form>
      </section>
    </Page>,
  );
}

function Messages({ messages }: Pick<MyView, 'messages'>) {
  return (
    <ul className="messages">
      {messages.map((one) => (
        <li key={`${one.href}${one.when}${one.sentence}`}>
          <p>
            {one.unread && (
              <>
                <Tag>{text('hall.my.unread')}</Tag>{' '}
              </>
            )}
            {one.sentence}
          </p>
          <p className="small soft">
            <time>{one.when}</time> <a href={one.href}>{text('hall.my.see')}</a>
          </p>
        </li>
      ))}
    </ul>
  );
}
