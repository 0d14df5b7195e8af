import {
  AimOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BellOutlined,
  FileDoneOutlined,
  HomeOutlined,
  IdcardOutlined,
  InboxOutlined,
  MessageOutlined,
  SafetyOutlined,
  ShopOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { PageName } from '../route/router.tsx';
import { Link, link, useRoute } from '../route/router.tsx';
import { useHat, usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { mayOpen } from './access.ts';

interface Entry {
  readonly page: PageName;
  readonly icon: ComponentType<{ 'aria-hidden'?: boolean }>;
  /** Pages that count as being under this entry. */
  readonly under?: readonly PageName[];
}

const groups: readonly { readonly name: string; readonly entries: readonly Entry[] }[] = [
  {
    name: 'work',
    entries: [
      { page: 'inbox', icon: InboxOutlined, under: ['case'] },
      { page: 'window', icon: ShopOutlined, under: ['apply'] },
      { page: 'people', icon: UserOutlined, under: ['person'] },
      { page: 'consultations', icon: MessageOutlined },
      { page: 'notices', icon: BellOutlined },
    ],
  },
  {
    name: 'state',
    entries: [
      { page: 'plan', icon: AimOutlined, under: ['target'] },
      { page: 'facilities', icon: HomeOutlined, under: ['population'] },
      { page: 'reports', icon: FileDoneOutlined, under: ['report'] },
    ],
  },
  {
    name: 'manage',
    entries: [
      { page: 'accounts', icon: TeamOutlined },
      { page: 'roles', icon: IdcardOutlined },
      { page: 'audit', icon: AuditOutlined, under: ['helped'] },
      { page: 'regions', icon: ApartmentOutlined, under: ['regionChanges', 'regionAssignments'] },
      { page: 'settings', icon: SafetyOutlined },
    ],
  },
];

/** The page on which a hat begins: the queue for who works on cases, the plan for who reads figures. */
export function firstPage(powers: readonly string[]): PageName {
  if (!powers.includes('case.handle') && mayOpen('plan', powers)) return 'plan';
  return groups.flatMap((group) => group.entries).find((entry) => mayOpen(entry.page, powers))?.page ?? 'settings';
}

/** The pages this hat may open. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const { powers } = useHat();
  const { page } = useRoute();
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
                  <NavigationLink
                    key={entry.page}
                    entry={entry}
                    here={page !== undefined && (page === entry.page || Boolean(entry.under?.includes(page)))}
                    onGo={onGo}
                  />
                ))}
              </ul>
            </div>
          )
        );
      })}
    </nav>
  );
}

function NavigationLink({ entry, here, onGo }: { entry: Entry; here: boolean; onGo?: (() => void) | undefined }) {
  const Icon = entry.icon;
  // A reader who asks for the cases gets them: the bare address leads on to where the hat begins.
  const works = usePower('case.handle');
  const to = entry.page === 'inbox' && !works ? link('inbox', {}, { view: 'all' }) : link(entry.page);
  return (
    <li>
      <Link to={to} aria-current={here ? 'page' : undefined} onClick={onGo}>
        <Icon aria-hidden />
        {words(`nav.${entry.page}`)}
      </Link>
    </li>
  );
}
