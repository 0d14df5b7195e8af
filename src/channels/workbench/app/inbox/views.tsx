import { Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { KeptViews } from '../views/kept-views.tsx';
import type { InboxQuery } from './query.ts';

const views = ['inbox', 'all', 'overdue', 'due-soon', 'supervised', 'closed'] as const;

/** The standing views, and the ones a person keeps. */
export function Views({ asked }: { asked: InboxQuery }) {
  const works = usePower('case.handle');
  return (
    <div className="views no-print">
      <nav className="strip" aria-label={words('inbox.views')}>
        {views
          .filter((view) => works || view !== 'inbox')
          .map((view) => (
            <Link
              key={view}
              to={link('inbox', {}, { ...asked, view: view === 'inbox' ? undefined : view })}
              aria-current={asked.view === view ? 'page' : undefined}
            >
              {words(`inbox.view.${view}`)}
            </Link>
          ))}
      </nav>
      <KeptViews page="inbox" now={{ ...asked }} addressOf={(query) => link('inbox', {}, query)} />
    </div>
  );
}
