import type { ActDefinition, Field, Holder, NamedCase } from '../../../procedures/procedures.ts';
import { sayCaseNumber, whyName } from '../../../procedures/procedures.ts';
import type { Identity } from '../../../registers/registers.ts';
import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { Button, ButtonLink, Buttons } from '../../web/components/button/button.tsx';
import { Card, Cards } from '../../web/components/card/card.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Input, Textarea } from '../../web/components/input/input.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import { StateLine } from '../../web/components/panel/panel.tsx';
import { Qr } from '../../web/components/qr/qr.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import type { SummaryRow } from '../../web/components/summary-list/summary-list.tsx';
import { SummaryList } from '../../web/components/summary-list/summary-list.tsx';
import { Tag } from '../../web/components/tag/tag.tsx';
import type { TimelineEntry } from '../../web/components/timeline/timeline.tsx';
import { Timeline } from '../../web/components/timeline/timeline.tsx';
import type { KeptFile, UploadedFile } from '../../web/components/upload/upload.tsx';
import { Upload } from '../../web/components/upload/upload.tsx';
import type { KnownFact } from '../apply/known.ts';
import { Question } from '../apply/question.tsx';

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

/** Item and number of the case a rectification is about. */
function aboutName({ title, number }: NamedCase): string {
  return text('hall.cases.aboutName', { title, number: sayCaseNumber(number) });
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

/** Where a case stands, the same for its applicant and for somebody who has number and phone digits. */
export interface Standing {
  readonly title: string;
  readonly number: string;
  readonly plain: string;
  readonly holder: Holder;
  /** Name of the unit that has it. */
  readonly holderName: string;
  readonly since: string;
  /** Until when what is done, as a sentence; empty when nothing is promised now. */
  readonly due: string;
  readonly provisional: boolean;
  readonly outcome: string;
  readonly closed: boolean;
}

function Standing({ standing }: { standing: Standing }) {
  const { holder, closed } = standing;
  const tone = closed ? 'done' : holder === 'applicant' ? 'yours' : undefined;
  return (
    <StateLine title={standing.plain} tone={tone}>
      {holder !== 'nobody' && (
        <p>
          {text(holder === 'applicant' ? 'hall.cases.withYou' : 'hall.cases.with', { holder: standing.holderName, since: standing.since })}
        </p>
      )}
      {standing.due !== '' && !closed && (
        <p>
          {standing.due}
          {standing.provisional && <span className="small soft"> {text('hall.cases.provisional')}</span>}
        </p>
      )}
      {standing.outcome !== '' && <p>{text('hall.cases.outcome', { outcome: standing.outcome })}</p>}
    </StateLine>
  );
}

export interface CaseView {
  readonly visitor: Visitor;
  readonly path: string;
  readonly standing: Standing;
  /** What was asked for last, when it is the applicant's turn to mend something. */
  readonly asked: string;
  /** What to know when somebody on the staff had a hand in it; empty otherwise. */
  readonly voice: string;
  /** The due date, line by line. */
  readonly why: readonly { readonly day: string; readonly what: string; readonly counted: string }[];
  readonly limitSource: string;
  readonly timeline: readonly TimelineEntry[];
  readonly form: readonly SummaryRow[];
  readonly files: readonly KeptFile[];
  readonly acts: readonly Pick<ActDefinition, 'act' | 'kind' | 'title' | 'style'>[];
  readonly rateLink: string | undefined;
  readonly rated: string;
  /** Address of the genuine result, for the QR code. */
  readonly verifyAddress: string | undefined;
  readonly resultText: string;
  /** What was decided, e.g. the amount. */
  readonly decided: readonly SummaryRow[];
  readonly documentLink: string | undefined;
  /** Set in a rectification: the case it is about. */
  readonly about: NamedCase | undefined;
  /** The rectification that the applicant's bad rating opened. */
  readonly rectification: NamedCase | undefined;
}

export function casePage(view: CaseView): string {
  const { visitor, standing } = view;
  // 没办好 stands where 确认结果 stands: who is not content need not look for it.
  const main = view.acts.filter((act) => act.style === 'primary' || act.kind === 'reopen');
  const other = view.acts.filter((act) => !main.includes(act));
  // A rectification asks for its second rating before anything else.
  const again = view.about !== undefined && view.rateLink !== undefined;
  return renderPage(
    <Page visitor={visitor} title={standing.title}>
      <Breadcrumb links={[['/my', text('hall.my.title')]]} />
      <div className="tight">
        <h1>{standing.title}</h1>
        <p className="lead">
          {text('hall.cases.number')}{' '}
          <span className="number" id="case-number">
            {sayCaseNumber(standing.number)}
          </span>
        </p>
        {view.about && (
          <p>
            {text('hall.cases.about')}
            <a href={`/my/${view.about.county}/${view.about.id}`}>{aboutName(view.about)}</a>
          </p>
        )}
      </div>
      <Standing standing={standing} />
      {view.voice !== '' && (
        <Notice tone="warn">
          <p>{view.voice}</p>
        </Notice>
      )}
      {view.asked !== '' && (
        <Notice tone="warn" title={text('hall.cases.asked')}>
          <p>{view.asked}</p>
        </Notice>
      )}
      <Result view={view} />
      {(main.length > 0 || view.rateLink) && (
        <Buttons>
          {again && <ButtonLink href={view.rateLink!}>{text('hall.cases.rateAgain')}</ButtonLink>}
          {main.map((act) => (
            <ButtonLink key={act.act} href={`${view.path}/${act.act}`} look={act.style === 'primary' && !again ? 'first' : 'second'}>
              {text(`hall.act.${act.kind}`)}
            </ButtonLink>
          ))}
          {view.rateLink && !again && (
            <ButtonLink href={view.rateLink} look={main.length > 0 ? 'second' : 'first'}>
              {text('hall.cases.rate')}
            </ButtonLink>
          )}
        </Buttons>
      )}
      {view.rated !== '' && (
        <p>
          {view.rated}
          {view.rectification && (
            <>
              {' '}
              <a href={`/my/${view.rectification.county}/${view.rectification.id}`}>{text('hall.cases.seeRectification')}</a>
            </>
          )}
        </p>
      )}
      {view.why.length > 0 && standing.due !== '' && standing.holder !== 'applicant' && <WhyDue view={view} />}
      <section className="tight">
        <h2>{text('hall.cases.timeline')}</h2>
        <Timeline entries={view.timeline} />
      </section>
      {view.form.length + view.files.length > 0 && <HandedIn view={view} />}
      {view.verifyAddress && <Qr address={view.verifyAddress} caption={text('hall.cases.verify')} />}
      <p className="no-print">
        <a href={`${view.path}/receipt`}>{text('hall.cases.printReceipt')}</a>
      </p>
      {other.length > 0 && (
        <Buttons>
          {other.map((act) => (
            <ButtonLink key={act.act} href={`${view.path}/${act.act}`} look="plain">
              {text(`hall.act.${act.kind}`)}
            </ButtonLink>
          ))}
        </Buttons>
      )}
    </Page>,
  );
}

function HandedIn({ view }: { view: CaseView }) {
  const files =
    view.files.length > 0
      ? [
          {
            title: text('hall.apply.materials'),
            value: (
              <ul className="plain-list">
                {view.files.map((file) => (
                  <li key={file.href}>
                    <a href={file.href}>{file.filename}</a>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : [];
  return (
    <section className="tight">
      <h2>{text('hall.cases.form')}</h2>
      <SummaryList rows={[...view.form, ...files]} />
    </section>
  );
}

function Result({ view }: { view: CaseView }) {
  if (view.resultText === '' && view.decided.length === 0) return null;
  return (
    <section className="tight">
      <Notice title={text('hall.cases.resultTitle')}>
        <p>{view.resultText}</p>
      </Notice>
      {view.decided.length > 0 && <SummaryList rows={view.decided} />}
      {view.documentLink && (
        <p>
          <a href={view.documentLink}>{text('hall.cases.printResult')}</a>
        </p>
      )}
    </section>
  );
}

function WhyDue({ view }: { view: CaseView }) {
  return (
    <details className="more">
      <summary>{text('hall.cases.why')}</summary>
      <p className="small soft">{view.limitSource}</p>
      <ol className="plain-list small">
        {view.why.map((line) => (
          <li key={line.day}>
            <span className="number">{line.day}</span> {line.what} {line.counted}
          </li>
        ))}
      </ol>
    </details>
  );
}

export interface ActView {
  readonly visitor: Visitor;
  readonly path: string;
  readonly act: ActDefinition;
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, unknown>>;
  /** What was handed in before and stays unless it is changed. */
  readonly known: ReadonlyMap<string, KnownFact>;
  readonly faults?: Faults;
  readonly opinion: string;
  /** Number of acts the person saw. */
  readonly expected: number;
  readonly key: string;
  /** Set when papers may be added. */
  readonly materials?: readonly AskedMaterial[];
}

/** A paper of the item in a correction. */
export interface AskedMaterial {
  readonly name: string;
  readonly title: string;
  readonly hint?: string;
  /** Nothing has to be added: the item does not require it, or it is there. */
  readonly optional: boolean;
  /** What the case has of it already. */
  readonly kept: readonly KeptFile[];
  /** What was added in this form. */
  readonly files: readonly UploadedFile[];
}

/** An act of the applicant: correct, confirm, reopen, withdraw. */
export function actPage(view: ActView): string {
  const { visitor, act, faults = {}, fields } = view;
  const what = text(`hall.act.${act.kind}`);
  return renderPage(
    <Page visitor={visitor} title={what} faulty={Object.keys(faults).length > 0}>
      <Breadcrumb
        links={[
          ['/my', text('hall.my.title')],
          [view.path, view.title],
        ]}
      />
      <ErrorSummary faults={faults} titles={Object.fromEntries(fields.map((field) => [field.name, field.title]))} />
      <div className="tight">
        <h1>{what}</h1>
        {view.lead !== '' && <p className="lead">{view.lead}</p>}
      </div>
      <Form visitor={visitor} action={`${view.path}/${act.act}`} files={view.materials !== undefined}>
        <input type="hidden" name="expected" value={view.expected} />
        <input type="hidden" name="key" value={view.key} />
        {view.materials
          ?.flatMap((one) => one.files)
          .map((file) => (
            <input key={file.id} type="hidden" name="file" value={file.id} />
          ))}
        {view.materials?.map((one) => (
          <Upload
            key={one.name}
            name={`material_${one.name}`}
            title={one.title}
            hint={one.hint}
            optional={one.optional}
            kept={one.kept}
            files={one.files}
            remove="remove"
            fault={faults[`material_${one.name}`]}
          />
        ))}
        {view.materials && view.materials.length > 0 && <h2>{text('hall.cases.answersBefore')}</h2>}
        {fields.map((field) => (
          <Question
            key={field.name}
            field={field}
            value={view.values[field.name]}
            fault={faults[field.name]}
            known={view.known.get(field.name)}
            why={view.values[whyName(field.name)]}
            big={fields.length === 1}
          />
        ))}
        {act.opinion !== 'none' && (
          <Textarea
            name="opinion"
            title={text(`hall.actOpinion.${act.kind}`)}
            optional={act.opinion === 'optional'}
            value={view.opinion}
            maxLength={1_000}
            fault={faults.opinion}
          />
        )}
        <Buttons>
          <Button look={act.style === 'danger' ? 'danger' : 'first'}>{text(`hall.actButton.${act.kind}`)}</Button>
          <ButtonLink href={view.path} look="plain">
            {text('hall.cases.back')}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>,
  );
}

export interface QueryView {
  readonly visitor: Visitor;
  readonly number: string;
  readonly faults?: Faults;
  readonly standing?: Standing;
}

/** Status without an account: number and the last four digits of the phone. */
export function queryPage({ visitor, number, faults = {}, standing }: QueryView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.query.title')} faulty={Object.keys(faults).length > 0}>
      <Breadcrumb links={[]} />
      <ErrorSummary faults={faults} />
      <h1>{text('hall.query.title')}</h1>
      {standing && (
        <section className="tight">
          <h2>
            {standing.title} <span className="number soft">{sayCaseNumber(standing.number)}</span>
          </h2>
          <Standing standing={standing} />
        </section>
      )}
      <Form visitor={visitor} action="/query">
        <Input
          name="number"
          title={text('hall.query.number')}
          hint={text('hall.query.numberHint')}
          keys="digits"
          width="w-20"
          maxLength={30}
          value={number}
          fault={faults.number}
        />
        <Input name="last4" title={text('hall.query.last4')} keys="digits" width="w-4" maxLength={8} fault={faults.last4} />
        <Buttons>
          <Button look={standing ? 'second' : 'first'}>{text('hall.query.ask')}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}
