import { Fragment } from 'react';
import type { Case, Field, ServiceItem, StoredAttachment } from '../../../procedures/procedures.ts';
import { itemFields, sayCaseNumber, whyName } from '../../../procedures/procedures.ts';
import type { Running } from '../../../registers/registers.ts';
import { sayRunning, text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { Button, ButtonLink, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Notice } from '../../web/components/notice/notice.tsx';
import { Panel } from '../../web/components/panel/panel.tsx';
import { Progress } from '../../web/components/progress/progress.tsx';
import { Qr } from '../../web/components/qr/qr.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { SummaryList } from '../../web/components/summary-list/summary-list.tsx';
import { Timeline } from '../../web/components/timeline/timeline.tsx';
import { Upload } from '../../web/components/upload/upload.tsx';
import type { KnownFact } from './known.ts';
import { Question, shownValue } from './question.tsx';
import type { Step } from './steps.ts';

interface StepView {
  readonly visitor: Visitor;
  readonly item: ServiceItem;
  /** The pages of this application, for telling how many there are. */
  readonly steps: readonly Step[];
  readonly faults?: Faults;
  /** The person came from the check page and goes back there. */
  readonly fromCheck: boolean;
}

function StepPage({
  view,
  step,
  title,
  why,
  children,
}: {
  view: StepView;
  step: string;
  title: string;
  why?: string;
  children: React.ReactNode;
}) {
  const { visitor, item, steps, faults = {} } = view;
  const at = steps.findIndex((one) => one.name === step);
  return (
    <Page visitor={visitor} title={`${title} · ${item.title}`} faulty={Object.keys(faults).length > 0}>
      <Breadcrumb links={[[`/items/${item.item}`, item.title]]} />
      <ErrorSummary faults={faults} titles={fieldTitles(item)} />
      <div className="tight">
        {at >= 0 && <Progress step={at + 1} steps={steps.length} />}
        <h1>{title}</h1>
        {why && <p className="lead">{why}</p>}
      </div>
      {children}
    </Page>
  );
}

function StepButtons({ fromCheck }: { fromCheck: boolean }) {
  return (
    <>
      {fromCheck && <input type="hidden" name="from" value="check" />}
      <Buttons>
        <Button name="go" value="next">
          {text(fromCheck ? 'hall.apply.backToCheck' : 'hall.apply.next')}
        </Button>
        <Button name="go" value="later" look="plain">
          {text('hall.apply.later')}
        </Button>
      </Buttons>
    </>
  );
}

export interface QuestionsView extends StepView {
  /** The item's pages that stand together on this one. */
  readonly pages: ServiceItem['pages'];
  readonly values: Readonly<Record<string, unknown>>;
  readonly known: ReadonlyMap<string, KnownFact>;
  /** Whose form this is, so that it is never taken for somebody else's. */
  readonly whose: string;
  /** What stands here was typed before signing in again, and is not saved yet. */
  readonly kept: boolean;
}

export function questionsPage(view: QuestionsView): string {
  const { visitor, item, pages, values, known, faults = {} } = view;
  const [first] = pages;
  const alone = pages.length === 1;
  return renderPage(
    <StepPage view={view} step={first!.page} title={alone ? first!.title : text('hall.apply.few')} why={alone ? first!.why : undefined}>
      {view.kept && (
        <Notice>
          <p>{text('hall.apply.kept')}</p>
        </Notice>
      )}
      <Form visitor={visitor} action={`/apply/${item.item}/${first!.page}`}>
        <input type="hidden" name="whose" value={view.whose} />
        {pages.map((page) => (
          <Fragment key={page.page}>
            {!alone && (
              <div className="tight">
                <h2>{page.title}</h2>
                {page.why && <p className="soft">{page.why}</p>}
              </div>
            )}
            {page.questions.map((field) => (
              <Question
                key={field.name}
                field={field}
                value={values[field.name]}
                fault={faults[field.name]}
                known={known.get(field.name)}
                why={values[whyName(field.name)]}
              />
            ))}
          </Fragment>
        ))}
        <StepButtons fromCheck={view.fromCheck} />
      </Form>
    </StepPage>,
  );
}

type File = Pick<StoredAttachment, 'id' | 'material' | 'filename' | 'size'>;

export interface MaterialsView extends StepView {
  readonly files: readonly File[];
}

export function materialsPage(view: MaterialsView): string {
  const { visitor, item, files, faults = {} } = view;
  const known = item.materials.filter((one) => one.from === 'register');
  return renderPage(
    <StepPage view={view} step="materials" title={text('hall.apply.materials')} why={text('hall.apply.materialsWhy')}>
      {known.map((one) => (
        <Notice key={one.material}>
          <p>
            <span className="filled">{text('hall.apply.noNeed', { title: one.title })}</span>
          </p>
        </Notice>
      ))}
      <Form visitor={visitor} action={`/apply/${item.item}/materials`} files>
        {item.materials
          .filter((one) => one.from === 'applicant')
          .map((one) => (
            <Upload
              key={one.material}
              name={`material_${one.material}`}
              title={one.title}
              hint={one.note}
              optional={!one.required}
              remove="remove"
              fault={faults[`material_${one.material}`]}
              files={files.filter((file) => file.material === one.material)}
            />
          ))}
        <StepButtons fromCheck={view.fromCheck} />
      </Form>
    </StepPage>,
  );
}

export interface CheckView extends StepView {
  readonly draft: string;
  readonly form: Readonly<Record<string, unknown>>;
  readonly known: ReadonlyMap<string, KnownFact>;
  readonly files: readonly File[];
  readonly applicant: { readonly name: string; readonly idNumber: string; readonly community: string };
}

export function checkPage(view: CheckView): string {
  const { visitor, item, form, known, files, applicant } = view;
  const change = (page: string, name: string): string => `/apply/${item.item}/${page}?from=check#${name}`;
  const value = (field: Field): string =>
    form[field.name] === known.get(field.name)?.value && known.has(field.name)
      ? known.get(field.name)!.shown
      : shownValue(field, form[field.name]);
  const materials = item.materials.filter((one) => one.from === 'applicant');
  return renderPage(
    <StepPage view={view} step="check" title={text('hall.apply.check')} why={text('hall.apply.checkWhy')}>
      <section className="tight">
        <h2>{text('hall.apply.applicant')}</h2>
        <SummaryList
          rows={[
            { title: text('hall.register.name'), value: applicant.name },
            { title: text('hall.register.idNumber'), value: <span className="number">{applicant.idNumber}</span> },
            { title: text('hall.apply.community'), value: applicant.community },
          ]}
        />
      </section>
      {item.pages.map((page) => (
        <section className="tight" key={page.page}>
          <h2>{page.title}</h2>
          <SummaryList
            rows={page.questions.map((field) => ({ title: field.title, value: value(field), change: change(page.page, field.name) }))}
          />
        </section>
      ))}
      {materials.length > 0 && (
        <section className="tight">
          <h2>{text('hall.apply.materials')}</h2>
          <SummaryList
            rows={materials.map((one) => ({
              title: one.title,
              value:
                files
                  .filter((file) => file.material === one.material)
                  .map((file) => file.filename)
                  .join(text('hall.comma')) || text('hall.apply.noPaper'),
              change: change('materials', `material_${one.material}`),
            }))}
          />
        </section>
      )}
      <Form visitor={visitor} action={`/apply/${item.item}/submit`}>
        <input type="hidden" name="draft" value={view.draft} />
        <p>{text('hall.apply.declaration')}</p>
        <Buttons>
          <Button>{text('hall.apply.submit')}</Button>
        </Buttons>
      </Form>
    </StepPage>,
  );
}

export interface SavedView {
  readonly visitor: Visitor;
  readonly item: ServiceItem;
}

/** 保存并稍后继续: where to find it again, on whichever device. */
export function savedPage({ visitor, item }: SavedView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.apply.saved')}>
      <div className="tight">
        <h1>{text('hall.apply.saved')}</h1>
        <p className="lead">{text('hall.apply.savedLead', { title: item.title })}</p>
      </div>
      <Buttons>
        <ButtonLink href={`/apply/${item.item}`}>{text('hall.apply.resume')}</ButtonLink>
        <ButtonLink href="/" look="second">
          {text('web.home')}
        </ButtonLink>
      </Buttons>
    </Page>,
  );
}

/** This is under way already; `again` where a second one can be right. */
export function runningPage(visitor: Visitor, running: Pick<Case, 'county' | 'id' | 'item' | 'number' | 'title'>, again: boolean): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.apply.running')}>
      <div className="tight">
        <h1>{text('hall.apply.running')}</h1>
        <p className="lead">{text('hall.apply.runningLead', { title: running.title, number: sayCaseNumber(running.number) })}</p>
      </div>
      <Buttons>
        <ButtonLink href={`/my/${running.county}/${running.id}`}>{text('hall.receipt.follow')}</ButtonLink>
        {again && (
          <ButtonLink href={`/apply/${running.item}?again=1`} look="plain">
            {text('hall.apply.again')}
          </ButtonLink>
        )}
      </Buttons>
    </Page>,
  );
}

export interface ReceivingView extends SavedView {
  readonly county: string;
  readonly running: Running;
}

/** It is received already and can be had once: since when, how much, and what to do when something about it has changed. */
export function receivingPage({ visitor, item, county, running }: ReceivingView): string {
  const exceptions = item.entitlement?.exceptions ?? [];
  return renderPage(
    <Page visitor={visitor} title={text('hall.apply.receiving')}>
      <Breadcrumb links={[[`/items/${item.item}`, item.title]]} />
      <div className="tight">
        <h1>{text('hall.apply.receiving')}</h1>
        <p className="lead">
          {text('hall.apply.receivingLead', { title: item.entitlement?.title ?? item.title, running: sayRunning(running) })}
        </p>
      </div>
      <section className="tight">
        <h2>{text('hall.apply.receivingNext')}</h2>
        <ul className="plain-list">
          {exceptions.map((one) => (
            <li key={one.exception}>{one.title}</li>
          ))}
          <li>{text('hall.apply.receivingWrong')}</li>
        </ul>
        <p>{text('hall.apply.receivingWhere', { consult: item.consult })}</p>
      </section>
      <Buttons>
        <ButtonLink href={`/my/${county}/${running.case_id}`}>
          {text('hall.apply.receivingCase', { number: sayCaseNumber(running.case_number) })}
        </ButtonLink>
        <ButtonLink href={`tel:${visitor.hotline}`} look="second">
          {text('hall.error.call', { number: visitor.hotline })}
        </ButtonLink>
      </Buttons>
    </Page>,
  );
}

export interface UnmetView extends SavedView {
  readonly unmet: readonly string[];
}

/** Somebody who cannot have it themselves may be here for a parent; no dead end. */
export function unmetPage({ visitor, item, unmet }: UnmetView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.apply.unmet')}>
      <Breadcrumb links={[[`/items/${item.item}`, item.title]]} />
      <div className="tight">
        <h1>{text('hall.apply.unmet')}</h1>
        <p className="lead">{text('hall.apply.unmetLead', { title: item.title })}</p>
      </div>
      <Notice tone="warn">
        <ul className="plain-list">
          {unmet.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Notice>
      <section className="tight">
        <h2>{text('hall.apply.unmetNext')}</h2>
        <ul className="plain-list">
          <li>{text('hall.apply.unmetParent')}</li>
          <li>{text('hall.apply.unmetWrong')}</li>
          <li>{text('hall.apply.unmetAsk', { consult: item.consult })}</li>
        </ul>
      </section>
      <Buttons>
        <ButtonLink href="/items">{text('hall.items.all')}</ButtonLink>
        <ButtonLink href={`tel:${visitor.hotline}`} look="second">
          {text('hall.error.call', { number: visitor.hotline })}
        </ButtonLink>
      </Buttons>
    </Page>,
  );
}

export interface ReceiptView {
  readonly visitor: Visitor;
  readonly item: ServiceItem;
  readonly number: string;
  /** Who has it now, e.g. 杨柳社区. */
  readonly holder: string;
  readonly due: string;
  readonly provisional: boolean;
  readonly caseLink: string;
  /** Address behind the QR code. */
  readonly address: string;
}

export function receiptPage(view: ReceiptView): string {
  const { visitor, item, holder, due } = view;
  return renderPage(
    <Page visitor={visitor} title={text('hall.receipt.title')}>
      <Panel title={text('hall.receipt.title')}>
        <p>{text('hall.receipt.number')}</p>
        <p className="code" id="case-number">
          {sayCaseNumber(view.number)}
        </p>
      </Panel>
      <section className="tight">
        <h2>{text('hall.receipt.next')}</h2>
        <Timeline
          entries={[
            { title: text('hall.receipt.received'), by: item.title },
            { title: text('hall.receipt.first', { holder }), when: text('hall.receipt.by', { due }), next: true },
            ...item.steps.slice(1).map((step) => ({ title: step.title, by: step.by, next: true })),
            { title: text('hall.receipt.result', { result: item.result.title }), next: true },
          ]}
        />
        {view.provisional && <p className="small soft">{text('hall.cases.provisional')}</p>}
      </section>
      <p>{text('hall.receipt.message')}</p>
      <Qr address={view.address} caption={text('hall.receipt.qr')} />
      <Buttons>
        <ButtonLink href={view.caseLink}>{text('hall.receipt.follow')}</ButtonLink>
        <ButtonLink href={`${view.caseLink}/receipt`} look="second">
          {text('hall.cases.printReceipt')}
        </ButtonLink>
        <ButtonLink href="/" look="plain">
          {text('web.home')}
        </ButtonLink>
      </Buttons>
      <p className="soft">{text('hall.receipt.ask', { consult: item.consult })}</p>
    </Page>,
  );
}

/** All fields of an item with the title a fault names them by. */
function fieldTitles(item: ServiceItem): Record<string, string> {
  return Object.fromEntries(itemFields(item).map((field) => [field.name, field.title]));
}
