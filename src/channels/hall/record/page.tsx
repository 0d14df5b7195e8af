import type { ProposalOutcome } from '../../../registers/registers.ts';
import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { Button, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Textarea } from '../../web/components/input/input.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import type { Choice } from '../../web/components/radios/radios.tsx';
import { Radios } from '../../web/components/radios/radios.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import type { SummaryRow } from '../../web/components/summary-list/summary-list.tsx';
import { SummaryList } from '../../web/components/summary-list/summary-list.tsx';
import { Tag } from '../../web/components/tag/tag.tsx';
import { Timeline } from '../../web/components/timeline/timeline.tsx';

export interface ShownPurpose {
  readonly purpose: string;
  readonly title: string;
  readonly explain: string;
  /** Since when it holds; empty where it was never agreed to or was taken back. */
  readonly since: string;
  /** When it was taken back last. */
  readonly ended: string;
}

export interface ShownRequest {
  readonly part: string;
  readonly said: string;
  readonly asked: string;
  /** By when it is answered; empty once it was. */
  readonly due: string;
  readonly outcome: ProposalOutcome | null;
  readonly answer: string;
  readonly answered: string;
}

export interface RecordView {
  readonly visitor: Visitor;
  /** What is held, and from where. */
  readonly facts: readonly SummaryRow[];
  readonly origin: string;
  readonly labels: readonly string[];
  readonly changes: readonly { readonly when: string; readonly what: string; readonly by: string; readonly basis: string }[];
  readonly moreChanges: boolean;
  readonly purposes: readonly ShownPurpose[];
  readonly parts: readonly Choice[];
  readonly requests: readonly ShownRequest[];
  readonly done?: string | undefined;
  readonly filled?: { readonly part: string; readonly said: string };
  readonly faults?: Faults;
}

/** What is held about me, where it comes from, who changed it, what I agreed to, and what is wrong in it (SEC-04, RES-01). */
export function recordPage(view: RecordView): string {
  const { visitor, faults = {}, done } = view;
  return renderPage(
    <Page visitor={visitor} title={text('hall.record.title')} faulty={Object.keys(faults).length > 0}>
      <Breadcrumb links={[['/my', text('hall.my.title')]]} />
      <ErrorSummary faults={faults} />
      {done && (
        <Notice>
          <p role="status">{text(`hall.record.done.${done}`)}</p>
        </Notice>
      )}
      <div className="tight">
        <h1>{text('hall.record.title')}</h1>
        <p className="lead">{text('hall.record.lead')}</p>
      </div>
      <section className="tight">
        <h2>{text('hall.record.held')}</h2>
        <SummaryList rows={view.facts} />
        <p className="soft">{view.origin}</p>
        {view.labels.map((label) => (
          <p key={label}>{label}</p>
        ))}
        <p>
          <a href="/my/looks">{text('hall.my.looks')}</a>
        </p>
      </section>
      <Changes view={view} />
      <section className="tight" id="consents">
        <h2>{text('hall.record.consents')}</h2>
        <p className="soft">{text('hall.record.consentsLead')}</p>
        {view.purposes.map((one) => (
          <Purpose key={one.purpose} visitor={visitor} one={one} />
        ))}
      </section>
      <Corrections view={view} faults={faults} />
    </Page>,
  );
}

function Changes({ view: { changes, moreChanges } }: { view: RecordView }) {
  return (
    <section className="tight">
      <h2>{text('hall.record.changes')}</h2>
      {changes.length === 0 ? (
        <p>{text('hall.record.noChanges')}</p>
      ) : (
        <Timeline
          entries={changes.map((one) => ({
            title: one.what,
            when: one.when,
            by: one.by,
            children: one.basis !== '' && <p>{one.basis}</p>,
          }))}
        />
      )}
      {moreChanges && <p className="soft">{text('hall.record.moreChanges', { count: changes.length })}</p>}
    </section>
  );
}

function Purpose({ visitor, one }: { visitor: Visitor; one: ShownPurpose }) {
  const holds = one.since !== '';
  return (
    <div className="tight">
      <h3>
        {one.title} {holds && <Tag>{text('hall.record.agreed')}</Tag>}
      </h3>
      <p>{one.explain}</p>
      {holds && <p className="small">{text('hall.record.since', { day: one.since })}</p>}
      {one.ended !== '' && <p className="small">{text('hall.record.takenBack', { day: one.ended })}</p>}
      <Form visitor={visitor} action="/my/record/consent">
        <input type="hidden" name="purpose" value={one.purpose} />
        <Buttons>
          <Button look="second" name="agrees" value={holds ? 'no' : 'yes'}>
            {text(holds ? 'hall.record.takeBack' : 'hall.record.agree')}
            <span className="hidden">{one.title}</span>
          </Button>
        </Buttons>
      </Form>
    </div>
  );
}

function Corrections({ view, faults }: { view: RecordView; faults: Faults }) {
  const { visitor, parts, requests, filled } = view;
  return (
    <section className="tight" id="corrections">
      <h2>{text('hall.record.wrong')}</h2>
      <p className="soft">{text('hall.record.wrongLead')}</p>
      {requests.length > 0 && (
        <Timeline
          entries={requests.map((one) => ({
            title: text('hall.record.asked', { part: one.part }),
            when: one.asked,
            children: (
              <>
                <p>{one.said}</p>
                {one.outcome === null ? (
                  <p>
                    <Tag tone="warn">{text('hall.record.waiting')}</Tag> {text('hall.record.due', { day: one.due })}
                  </p>
                ) : (
                  <p>
                    <Tag>{text(`hall.record.outcome.${one.outcome}`)}</Tag> {one.answer}
                  </p>
                )}
              </>
            ),
          }))}
        />
      )}
      <Form visitor={visitor} action="/my/record/correction">
        <Radios
          name="part"
          title={text('hall.record.part')}
          choices={parts}
          {...(filled ? { value: filled.part } : {})}
          {...(faults.part ? { fault: faults.part } : {})}
        />
        <Textarea
          name="said"
          title={text('hall.record.said')}
          hint={text('hall.record.saidHint')}
          maxLength={500}
          {...(filled ? { value: filled.said } : {})}
          {...(faults.said ? { fault: faults.said } : {})}
        />
        <Buttons>
          <Button>{text('hall.record.send')}</Button>
        </Buttons>
      </Form>
    </section>
  );
}
