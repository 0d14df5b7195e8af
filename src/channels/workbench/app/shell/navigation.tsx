import { AimOutlined, ApartmentOutlined, AuditOutlined, BellOutlined, FileDoneOutlined, HomeOutlined, IdcardOutlined, InboxOutlined, MessageOutlined, SafetyOutlined, ShopOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons';
import type { ComponentType } from 'react';
import { Link, link, useRoute } from '../route/router.tsx';
import type { PageName } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { words } from '../text/words.ts';

interface Entry {
  readonly page: PageName;
  readonly icon: ComponentType<{ 'aria-hidden'?: boolean }>;
  /** Any of these powers shows the entry; none means everyone. */
  readonly powers: readonly string[];
  /** Pages that count as being under this entry. */
  readonly under?: readonly PageName[];
}

const groups: readonly { readonly name: string; readonly entries: readonly Entry[] }[] = [
  { name: 'work', entries: [
    { page: 'inbox', icon: InboxOutlined, powers: ['case.read'], under: ['case'] },
    { page: 'window', icon: ShopOutlined, powers: ['window.serve'], under: ['apply'] },
    { page: 'people', icon: UserOutlined, powers: ['person.read'], under: ['person'] },
    { page: 'consultations', icon: MessageOutlined, powers: ['consultation.answer'] },
    { page: 'notices', icon: BellOutlined, powers: ['case.read'] },
  ] },
  { name: 'state', entries: [
    { page: 'plan', icon: AimOutlined, powers: ['indicator.read'], under: ['target'] },
    { page: 'facilities', icon: HomeOutlined, powers: ['facility.write', 'indicator.read'], under: ['population'] },
    { page: 'reports', icon: FileDoneOutlined, powers: ['plan.report', 'indicator.read'], under: ['report'] },
  ] },
  { name: 'manage', entries: [
    { page: 'accounts', icon: TeamOutlined, powers: ['account.manage'] },
    { page: 'roles', icon: IdcardOutlined, powers: ['account.manage'] },
    { page: 'audit', icon: AuditOutlined, powers: ['audit.read'] },
    { page: 'regions', icon: ApartmentOutlined, powers: [], under: ['regionChanges', 'regionAssignments'] },
    { page: 'settings', icon: SafetyOutlined, powers: [] },
  ] },
];

function mayOpen(entry: Entry, powers: readonly string[]): boolean {
  return entry.powers.length === 0 || entry.powers.some((power) => powers.includes(power));
}

/** The page on which a hat begins. */
export function firstPage(powers: readonly string[]): PageName {
  return groups.flatMap((group) => group.entries).find((entry) => mayOpen(entry, powers))?.page ?? 'settings';
}

/** The pages this hat may open. */
export function Navigation({ onGo }: { onGo?: () => void }) {
  const { powers } = useHat();
  const { page } = useRoute();
  return (
    <nav className="stack nav" aria-label={words('shell.navigation')}>
      {groups.map((group) => {
        const entries = group.entries.filter((entry) => mayOpen(entry, powers));
        return entries.length > 0 && (
          <div key={group.name}>
            <h2>{words(`nav.${group.name}`)}</h2>
            <ul>{entries.map((entry) => <NavigationLink key={entry.page} entry={entry} here={page !== undefined && (page === entry.page || Boolean(entry.under?.includes(page)))} onGo={onGo} />)}</ul>
          </div>
        );
      })}
    </nav>
  );
}

function NavigationLink({ entry, here, onGo }: { entry: Entry; here: boolean; onGo?: (() => void) | undefined }) {
  const Icon = entry.icon;
  return <li><Link to={link(entry.page)} aria-current={here ? 'page' : undefined} onClick={onGo}><Icon aria-hidden />{words(`nav.${entry.page}`)}</Link></li>;
}
