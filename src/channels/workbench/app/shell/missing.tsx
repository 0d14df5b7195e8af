import { Empty, Page } from '../kit/page.tsx';
import { Link, link } from '../route/router.tsx';
import { words } from '../text/words.ts';

/** An address that leads nowhere, with the way back. */
export function MissingPage() {
  return <Page title={words('missing.title')}><div className="sheet"><Empty title={words('missing.lead')}><Link to={link('inbox')}>{words('missing.home')}</Link></Empty></div></Page>;
}
