import { text } from '../../../registers/registers.ts';
import { Button, ButtonLink, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Textarea } from '../../web/components/input/input.tsx';
import { Panel } from '../../web/components/panel/panel.tsx';
import { Checkboxes, Radios } from '../../web/components/radios/radios.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';

export interface RateView {
  readonly visitor: Visitor;
  readonly path: string;
  readonly title: string;
  /** The second rating, of a rectification. */
  readonly again: boolean;
  readonly grade: string | undefined;
  readonly tags: readonly string[];
  readonly comment: string;
  readonly faults?: Faults;
}

export const ratingTags = ['slow', 'attitude', 'unclear', 'visits', 'result', 'extra-papers'] as const;

/** Five grades, the best first, none chosen beforehand (GB/T 39734). */
export function ratePage({ visitor, path, title, again, grade, tags, comment, faults = {} }: RateView): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.rate.title')} faulty={Object.keys(faults).length > 0}>
      <ErrorSummary faults={faults} />
      <div className="tight">
        <h1>{text('hall.rate.title')}</h1>
        <p className="lead">{again ? text('hall.rate.leadAgain') : text('hall.rate.lead', { title })}</p>
      </div>
      <Form visitor={visitor} action={path}>
        <Radios
          name="grade"
          title={text('hall.rate.grade')}
          value={grade}
          fault={faults.grade}
          choices={[5, 4, 3, 2, 1].map((value) => ({ value: String(value), title: text(`hall.rate.g${value}`) }))}
        />
        <Checkboxes
          name="tags"
          title={text('hall.rate.tags')}
          hint={text('hall.rate.tagsHint')}
          optional
          values={tags}
          choices={ratingTags.map((value) => ({ value, title: text(`hall.rate.tag.${value}`) }))}
        />
        <Textarea name="comment" title={text('hall.rate.comment')} optional value={comment} maxLength={500} fault={faults.comment} />
        <Buttons>
          <Button>{text('hall.rate.send')}</Button>
        </Buttons>
      </Form>
    </Page>,
  );
}

export function ratedPage(visitor: Visitor, rectification: string | undefined): string {
  return renderPage(
    <Page visitor={visitor} title={text('hall.rate.thanks')}>
      <Panel title={text('hall.rate.thanks')} />
      {rectification && <p>{text('hall.rate.rectification', { number: rectification })}</p>}
      <Buttons>
        {visitor.name !== undefined && <ButtonLink href="/my">{text('hall.home.allMine')}</ButtonLink>}
        <ButtonLink href="/" look={visitor.name === undefined ? 'first' : 'second'}>
          {text('web.home')}
        </ButtonLink>
      </Buttons>
    </Page>,
  );
}
