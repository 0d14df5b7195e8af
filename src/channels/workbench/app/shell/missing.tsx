import { Empty, Page } from '../kit/page.tsx';
import { firstPage } from '../route/pages.ts';
import { Link, link } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { words } from '../text/words.ts';

/** An address that leads nowhere, with the way back. */
export function MissingPage() {
  return (
    <Page title={words('missing.title')}>
      <div className="sheet">
        <Empty title={words('missing.lead')}>
          <Link to={link('inbox')}>{words('missing.home')}</Link>
        </Empty>
      </div>
    </Page>
  );
}

/** A page of other hats: the sentence and the way back, and nothing of the page itself. */
export function DeniedPage() {
  const first = firstPage(useHat().powers);
  return (
    <Page title={words('denied.title')}>
      <div className="sheet">
        <Empty title={words('denied.lead')}>
          <Link to={link(first)}>{words('denied.home', { page: words(`nav.${first}`) })}</Link>
        </Empty>
      </div>
    </Page>
  );
}
