import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { Timeline } from '../../web/components/timeline/timeline.tsx';

/** A look behind the mask, or a sign-in that somebody on the staff helped with. */
export interface Look {
  readonly when: string;
  readonly what: string;
  readonly by: string;
  /** Why; empty where the entry itself says it. */
  readonly note: string;
}

/** Who looked behind the mask of my data, when and why, and who helped me in. */
export function looksPage(visitor: Visitor, looks: readonly Look[], more: boolean): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.looks.title')}>
      <Breadcrumb links={[['/my', text('hall.my.title')]]} />
      <div className="tight">
        <h1>{text('hall.looks.title')}</h1>
        <p className="lead">{text('hall.looks.lead')}</p>
      </div>
      {looks.length === 0 ? (
        <p>{text('hall.looks.none')}</p>
      ) : (
        <Timeline
          entries={looks.map((look) => ({
            title: look.what,
            when: look.when,
            by: look.by,
            children: look.note !== '' && <p>{look.note}</p>,
          }))}
        />
      )}
      {more && <p className="soft">{text('hall.looks.more', { count: looks.length })}</p>}
      <p className="soft">
        {text('hall.looks.complain')}{' '}
        <a className="number" href={`tel:${visitor.hotline}`}>
          {visitor.hotline}
        </a>
      </p>
    </Page>,
  );
}
