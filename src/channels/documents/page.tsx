import { text } from '../../registers/registers.ts';
import { Breadcrumb } from '../web/components/breadcrumb/breadcrumb.tsx';
import { ButtonLink, Buttons, PrintButton } from '../web/components/button/button.tsx';
import { Sheet } from '../web/components/sheet/sheet.tsx';
import type { Visitor } from '../web/components/shell/shell.tsx';
import { Page, renderPage } from '../web/components/shell/shell.tsx';
import type { PrintedDocument } from './document.ts';

export interface PlaceInHall {
  readonly visitor: Visitor;
  readonly back: readonly (readonly [href: string, title: string])[];
}

/** A document as a page to read and to print, from the same value as its PDF. Outside the hall it stands in a window of its own, without navigation. */
export function documentPage(document: PrintedDocument, pdf: string, hall?: PlaceInHall): string {
  const visitor = hall?.visitor ?? {
    elder: false,
    demonstration: document.notice !== undefined,
    place: '',
    name: undefined,
    csrf: '',
    path: '/',
    hotline: '',
  };
  return renderPage(
    <Page visitor={visitor} title={document.title} frame={hall ? 'paper' : 'bare'}>
      {hall && <Breadcrumb links={hall.back} />}
      <Sheet document={document} />
      <Buttons>
        <PrintButton>{text('web.print')}</PrintButton>
        <ButtonLink href={pdf} look="second">
          {text('web.pdf')}
        </ButtonLink>
      </Buttons>
    </Page>,
  );
}
