import type { LinliError } from '../../kernel/kernel.ts';
import { hasText, text } from '../../registers/registers.ts';
import { ButtonLink, Buttons } from '../web/components/button/button.tsx';
import type { Visitor } from '../web/components/shell/shell.tsx';
import { Page, renderPage } from '../web/components/shell/shell.tsx';

/** No dead end: what happened, what to do now, a way on and a number to call. */
export function errorPage(visitor: Visitor, error: LinliError): string {
  const title = text(`errors.${error.code}.sentence`, error.values);
  return renderPage(
    <Page visitor={visitor} title={title}>
      <div className="tight">
        <h1>{title}</h1>
        <p className="lead">{nextStep(error)}</p>
      </div>
      <Buttons>
        <ButtonLink href={visitor.path.startsWith('/apply') || visitor.path.startsWith('/my') ? '/my' : '/'}>
          {text('hall.error.on')}
        </ButtonLink>
        <ButtonLink href={`tel:${visitor.hotline}`} look="second">
          {text('hall.error.call', { number: visitor.hotline })}
        </ButtonLink>
      </Buttons>
    </Page>,
  );
}

/** What a resident can do may differ from what staff can. */
function nextStep(error: LinliError): string {
  const own = `hall.errorNext.${error.code}`;
  return text(hasText(own) ? own : `errors.${error.code}.next`, error.values);
}

/** The sentences of a form's faults by field; what concerns no single field stands under the empty name. */
export function faultsOf(error: LinliError): Record<string, string> {
  const fields = Object.entries(error.fields).map(([name, code]) => [
    name,
    `${text(`errors.${code}.sentence`, error.faults[name]?.values)}${text(`errors.${code}.next`)}`,
  ]);
  return fields.length > 0
    ? Object.fromEntries(fields)
    : { '': `${text(`errors.${error.code}.sentence`, error.values)}${text(`errors.${error.code}.next`, error.values)}` };
}
