import { BellOutlined, DownOutlined, MenuOutlined, MoonOutlined, QuestionCircleOutlined, SunOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Dropdown } from 'antd';
import type { ComponentType } from 'react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useKeys } from '../kit/keys.ts';
import { listNotices } from '../notices/notices.client.ts';
import { firstPage, mayOpen, pages } from '../route/pages.ts';
import { go, Link, link, useArrival, useRoute } from '../route/router.tsx';
import { characters, useCharacter } from '../session/characters.tsx';
import { HatList, hatPlace } from '../session/doors.tsx';
import { signOut } from '../session/session.client.ts';
import { useHat, usePower, useSession } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { Breakage } from './breakage.tsx';
import { Finder } from './finder.tsx';
import { KeyHelp } from './key-help.tsx';
import { Mark } from './mark.tsx';
import { DeniedPage, MissingPage } from './missing.tsx';
import { Navigation } from './navigation.tsx';
import { useToneChoice } from './tone.ts';

/** The workbench around a page: banner, navigation, header with the hat worn now. */
export function Shell() {
  const { session } = useSession();
  const [opened, setOpened] = useState<'menu' | 'hats' | 'keys'>();
  const close = () => setOpened(undefined);
  useKeys({ '?': () => setOpened('keys'), '/': () => document.getElementById('finder')?.focus() });
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {words('shell.skip')}
      </a>
      {session?.demonstration && (
        <section className="banner" aria-label={words('shell.notice')}>
          {words('shell.demonstration')}
        </section>
      )}
      <aside className="side">
        <Brand />
        <Navigation />
      </aside>
      <div className="body">
        <Header onOpen={setOpened} />
        <Content />
      </div>
      <Landing />
      <Drawer open={opened === 'menu'} onClose={close} placement="left" title={words('brand')} size={280}>
        <Navigation onGo={close} />
      </Drawer>
      <Drawer open={opened === 'hats'} onClose={close} title={words('shell.changeHat')} size={400}>
        <HatList
          hats={session?.hats ?? []}
          worn={session?.hat}
          onWorn={() => {
            close();
            go(link('inbox'));
          }}
        />
      </Drawer>
      <Drawer open={opened === 'keys'} onClose={close} title={words('keys.title')} size={400}>
        <KeyHelp />
      </Drawer>
    </div>
  );
}

/** A hat without cases lands on the first page it may open. */
function Landing() {
  const { powers } = useHat();
  const { page } = useRoute();
  const first = firstPage(powers);
  useEffect(() => {
    if (page === 'inbox' && first !== 'inbox' && location.search === '') go(link(first), true);
  }, [page, first]);
  return null;
}

function Brand() {
  return (
    <Link to={link('inbox')} className="brand">
      <Mark />
      <span>
        {words('brand')}
        <small>{words('brandNote')}</small>
      </span>
    </Link>
  );
}

type Shown = ComponentType<Record<string, string>>;

/** The component of each page, fetched when it is first opened. */
const shown = new Map(pages.map(({ page, load }) => [page, lazy(async () => ({ default: (await load()) as Shown }))]));

function Content() {
  const route = useRoute();
  useArrival();
  const { powers } = useHat();
  const Shown = route.page === undefined ? MissingPage : mayOpen(route.page, powers) ? shown.get(route.page)! : DeniedPage;
  const place = location.pathname;
  // A hat without cases is on its way to its first page.
  const leaving = route.page === 'inbox' && (!mayOpen('inbox', powers) || (location.search === '' && firstPage(powers) !== 'inbox'));
  return (
    <main className="main" id="content" tabIndex={-1}>
      <Breakage key={place}>
        <Suspense
          fallback={
            <p className="quiet" role="status">
              {words('loading')}
            </p>
          }
        >
          {leaving ? null : <Shown key={place} {...route.parameters} />}
        </Suspense>
      </Breakage>
    </main>
  );
}

function Header({ onOpen }: { onOpen: (what: 'menu' | 'hats' | 'keys') => void }) {
  const { tone, choose } = useToneChoice();
  return (
    <header className="head">
      <Button className="only-narrow" type="text" icon={<MenuOutlined />} aria-label={words('shell.menu')} onClick={() => onOpen('menu')} />
      <Finder />
      <HatMenu onOpen={onOpen} />
      <Button
        className="only-wide"
        type="text"
        icon={<QuestionCircleOutlined />}
        aria-label={words('keys.title')}
        onClick={() => onOpen('keys')}
      />
      <Button
        className="only-wide"
        type="text"
        icon={tone === 'dark' ? <SunOutlined /> : <MoonOutlined />}
        aria-label={words(tone === 'dark' ? 'shell.toLight' : 'shell.toDark')}
        onClick={() => choose(tone === 'dark' ? 'light' : 'dark')}
      />
      <Bell />
    </header>
  );
}

function HatMenu({ onOpen }: { onOpen: (what: 'hats') => void }) {
  const hat = useHat();
  const { session, refresh } = useSession();
  const become = useCharacter();
  const name = session?.account?.name ?? '';
  const items = [
    ...((session?.hats.length ?? 0) > 1 ? [{ key: 'hats', label: words('shell.changeHat'), onClick: () => onOpen('hats') }] : []),
    ...(session?.demonstration
      ? [
          {
            key: 'become',
            label: words('session.become'),
            children: characters().map(([login, label]) => ({ key: login, label, onClick: () => become(login) })),
          },
        ]
      : []),
    { key: 'settings', label: words('settings.title'), onClick: () => go(link('settings')) },
    { key: 'out', label: words('session.signOut'), onClick: () => void signOut().finally(refresh) },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <button type="button" className="hat" aria-haspopup="menu" aria-label={`${name} ${hat.roleTitle} ${hatPlace(hat)}`}>
        <span className="avatar" aria-hidden="true">
          {Array.from(name).slice(-1)}
        </span>
        <span className="who">
          {name}
          <small>
            {hat.roleTitle} · {hatPlace(hat)}
            {hat.delegation ? ` · ${words('session.delegated', { name: hat.delegation.from })}` : ''}
          </small>
        </span>
        <DownOutlined aria-hidden="true" />
      </button>
    </Dropdown>
  );
}

function Bell() {
  const reads = usePower('case.handle');
  const notices = useQuery({ queryKey: ['notices'], queryFn: listNotices, refetchInterval: 60_000, enabled: reads });
  const unread = notices.data?.notices.filter((notice) => !notice.readAt).length ?? 0;
  const tally = `${unread}${notices.data?.more ? '+' : ''}`;
  if (!reads) return null;
  return (
    <Link to={link('notices')} className="bell" aria-label={words('notices.bell', { count: tally })}>
      <BellOutlined aria-hidden />
      {unread > 0 && (
        <span className="tally alert" aria-hidden="true">
          {tally}
        </span>
      )}
    </Link>
  );
}
