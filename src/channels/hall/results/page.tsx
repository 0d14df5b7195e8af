import { sayCaseNumber } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { Notice } from '../../web/components/notice/notice.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { SummaryList } from '../../web/components/summary-list/summary-list.tsx';

export interface GenuineResult {
  readonly number: string;
  readonly title: string;
  readonly applicant: string;
  readonly outcome: string;
  readonly day: string;
}

/** Whoever holds the paper may ask whether it is genuine; they see what stands on it, the name masked. */
export function verifyPage(visitor: Visitor, result: GenuineResult | undefined): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.verify.title')}>
      <h1>{text('hall.verify.title')}</h1>
      {!result && (
        <Notice tone="bad" title={text('hall.verify.wrong')}>
          <p>
            {text('hall.verify.wrongNext')}{' '}
            <a className="number" href={`tel:${visitor.hotline}`}>
              {visitor.hotline}
            </a>
          </p>
        </Notice>
      )}
      {result && (
        <>
          <Notice title={text('hall.verify.right')}>
            <p>{text('hall.verify.compare')}</p>
          </Notice>
          <SummaryList
            rows={[
              { title: text('hall.verify.item'), value: result.title },
              { title: text('hall.cases.number'), value: <span className="number">{sayCaseNumber(result.number)}</span> },
              { title: text('hall.verify.applicant'), value: result.applicant },
              { title: text('hall.verify.outcome'), value: result.outcome },
              { title: text('hall.verify.day'), value: result.day },
            ]}
          />
        </>
      )}
    </Page>,
  );
}
