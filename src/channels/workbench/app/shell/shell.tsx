import { BellOutlined, MenuOutlined, MoonOutlined, QuestionCircleOutlined, SunOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import type { ComponentType } from 'react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useKeys } from '../kit/keys.ts';
import { listNotices } from '../notices/notices.client.ts';
import { firstPage, mayOpen, pages } from '../route/pages.ts';
import { go, Link, link, useArrival, useRoute } from '../route/router.tsx';
import { useHat, usePower, useSession } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { Breakage } from './breakage.tsx';
import { Finder } from './finder.tsx';
import { KeyHelp } from './key-help.tsx';
import { Mark } from './mark.tsx';
import { DeniedPage, MissingPage } from './missing.tsx';
import { Navigation } from './navigation.tsx';
import { SelfButton, SelfMenu } from './self.tsx';
import { useToneChoice } from './tone.ts';

/** The workbench around a page: banner, navigation, header with the hat worn now. */
export function Shell() {
  const { session } = useSession();
  const [opened, setOpened] = useState<'menu' | 'self' | 'keys'>();
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
      <Drawer open={opened === 'self'} onClose={close} title={session?.account?.name} size={400}>
        <SelfMenu onDone={close} />
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

function Header({ onOpen }: { onOpen: (what: 'menu' | 'self' | 'keys') => void }) {
  const { tone, choose } = useToneChoice();
  return (
    <header className="head">
      <Button className="only-narrow" type="text" icon={<MenuOutlined />} aria-label={words('shell.menu')} onClick={() => onOpen('menu')} />
      <Finder />
      <SelfButton onOpen={() => onOpen('self')} />
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
