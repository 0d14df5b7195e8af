import { useWaiting } from '../proposals/proposals.client.ts';
import type { PageName } from '../route/pages.ts';
import { getPage, mayOpen, pages } from '../route/pages.ts';
import { Link, link, useRoute } from '../route/router.tsx';
import { useHat, usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';

const groups = [...new Set(pages.flatMap(({ group }) => group ?? []))].map((name) => ({
  name,
  entries: pages.filter(({ group }) => group === name),
}));

/** The pages this hat may open. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const { powers } = useHat();
  const { page } = useRoute();
  const here = page && (getPage(page).under ?? page);
  return (
    <nav className="stack nav" aria-label={words('shell.navigation')}>
      {groups.map((group) => {
        const entries = group.entries.filter((entry) => mayOpen(entry.page, powers));
        return (
          entries.length > 0 && (
            <div key={group.name}>
              <h2>{words(`nav.${group.name}`)}</h2>
              <ul>
                {entries.map((entry) => (
                  <NavigationLink key={entry.page} page={entry.page} here={entry.page === here} onGo={onGo} />
                ))}
              </ul>
            </div>
          )
        );
      })}
    </nav>
  );
}

/** How much this hat has to decide. */
function Waiting() {
  const waiting = useWaiting().data ?? 0;
  if (waiting === 0) return null;
  return (
    <span className="tally alert" role="img" aria-label={words('proposals.waiting', { count: waiting })}>
      {waiting}
    </span>
  );
}

function NavigationLink({ page, here, onGo }: { page: PageName; here: boolean; onGo?: (() => void) | undefined }) {
  const Icon = getPage(page).icon;
  // A reader who asks for the cases gets them: the bare address leads on to where the hat begins.
  const works = usePower('case.handle');
  const to = page === 'inbox' && !works ? link('inbox', {}, { view: 'all' }) : link(page);
  return (
    <li>
      <Link to={to} aria-current={here ? 'page' : undefined} onClick={onGo}>
        {Icon && <Icon aria-hidden />}
        {words(`nav.${page}`)}
        {page === 'proposals' && <Waiting />}
      </Link>
    </li>
  );
}
