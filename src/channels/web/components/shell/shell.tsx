import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { text } from '../../../../registers/registers.ts';
import { comfortPath } from '../../comfort.ts';
import { stylesheet } from '../../stylesheet.ts';

/** What every page knows about its visitor and the place; nothing in it is personal but the masked name. */
export interface Visitor {
  /** Large type, one act a screen. */
  readonly elder: boolean;
  readonly demonstration: boolean;
  /** Name of the county or community whose hall this is. */
  readonly place: string;
  /** Masked name of the signed-in resident. */
  readonly name: string | undefined;
  /** Token every form carries. */
  readonly csrf: string;
  /** Path and query of this page, to come back to after switching to large type. */
  readonly path: string;
  /** A number where a person answers. */
  readonly hotline: string;
}

export interface PageProps {
  readonly visitor: Visitor;
  readonly title: string;
  readonly wide?: boolean;
  /** Set when the form on the page was not accepted: the title says so to a screen reader first. */
  readonly faulty?: boolean;
  /** `paper`: on paper without the hall's own head; `bare`: never with head and foot. */
  readonly frame?: 'hall' | 'paper' | 'bare';
  readonly children: ReactNode;
}

/** A whole page: one document, its style inside, one script that it can do without. */
export function renderPage(page: ReactNode): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}

export function Page({ visitor, title, wide, faulty, frame = 'hall', children }: PageProps) {
  const named = `${faulty ? text('web.faultyTitle') : ''}${title}`;
  return (
    <html lang={text('web.lang')} className={visitor.elder ? 'elder' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{`${named} · ${text('web.product')}`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: stylesheet }} />
        <script src={comfortPath} defer />
      </head>
      <body className={frame === 'paper' ? 'paper' : undefined} data-words={JSON.stringify({ shrinking: text('web.shrinking') })}>
        <a className="skip" href="#main">
          {text('web.skip')}
        </a>
        {visitor.demonstration && (
          <aside className="demo" aria-label={text('web.demonstrationLabel')}>
            {text('web.demonstration')}
          </aside>
        )}
        {frame !== 'bare' && <Header visitor={visitor} />}
        <main id="main" className={wide ? 'wide' : undefined} tabIndex={-1}>
          {children}
        </main>
        {frame !== 'bare' && <Footer visitor={visitor} />}
      </body>
    </html>
  );
}

function Header({ visitor }: { visitor: Visitor }) {
  const to = encodeURIComponent(visitor.path);
  return (
    <header className="top">
      <div>
        <a className="brand" href="/">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path fill="currentColor" d="M8 3 1 9.5V21h6v-6h3v6h1V9.8L13.2 8zm8 5-4 3.7V21h3v-5h2v5h6V14.5z" />
          </svg>
          <span>
            {text('web.product')} <small>{visitor.place}</small>
          </span>
        </a>
        <nav aria-label={text('web.navigation')}>
          <a href={`/elder?on=${visitor.elder ? 0 : 1}&to=${to}`}>{text(visitor.elder ? 'web.elderOff' : 'web.elderOn')}</a>
          <a href={visitor.name ? '/my' : `/sign-in?to=${to}`}>{visitor.name ?? text('web.signIn')}</a>
        </nav>
      </div>
    </header>
  );
}

function Footer({ visitor }: { visitor: Visitor }) {
  return (
    <footer className="foot">
      <div>
        <p>
          {text('web.help')}{' '}
          <a className="call number" href={`tel:${visitor.hotline}`}>
            {visitor.hotline}
          </a>
        </p>
        <button type="button" className="button plain read" aria-pressed="false">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path fill="currentColor" d="M4 9v6h4l5 4V5L8 9zm12 .5a4 4 0 0 1 0 5m2-7.5a7 7 0 0 1 0 10" />
          </svg>
          {text('web.readAloud')}
        </button>
        <a href="/query">{text('web.query')}</a>
        <a href="/workbench">{text('web.staff')}</a>
      </div>
    </footer>
  );
}
