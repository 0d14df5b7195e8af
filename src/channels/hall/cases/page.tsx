import type { ActDefinition, Holder, NamedCase } from '../../../procedures/procedures.ts';
import { sayCaseNumber } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { ButtonLink, Buttons } from '../../web/components/button/button.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import { StateLine } from '../../web/components/panel/panel.tsx';
import { Qr } from '../../web/components/qr/qr.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import type { SummaryRow } from '../../web/components/summary-list/summary-list.tsx';
import { SummaryList } from '../../web/components/summary-list/summary-list.tsx';
import type { TimelineEntry } from '../../web/components/timeline/timeline.tsx';
import { Timeline } from '../../web/components/timeline/timeline.tsx';
import type { KeptFile } from '../../web/components/upload/upload.tsx';

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

export function Standing({ standing }: { standing: Standing }) {
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

/** Item and number of the case a rectification is about. */
export function aboutName({ title, number }: NamedCase): string {
  return text('hall.cases.aboutName', { title, number: sayCaseNumber(number) });
}
