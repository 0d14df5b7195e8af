import { sayCaseNumber } from '../../../procedures/procedures.ts';
import { text } from '../../../registers/registers.ts';
import { Breadcrumb } from '../../web/components/breadcrumb/breadcrumb.tsx';
import { Button, Buttons } from '../../web/components/button/button.tsx';
import type { Faults } from '../../web/components/error-summary/error-summary.tsx';
import { ErrorSummary } from '../../web/components/error-summary/error-summary.tsx';
import { Form } from '../../web/components/form/form.tsx';
import { Input } from '../../web/components/input/input.tsx';
import type { Visitor } from '../../web/components/shell/shell.tsx';
import { Page, renderPage } from '../../web/components/shell/shell.tsx';
import { Standing } from './page.tsx';

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
