import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { isWaiting } from '../route/router.tsx';
import { words } from '../text/words.ts';

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly crumbs?: ReactNode;
  readonly actions?: ReactNode;
  /** One line of heading, for lists that should begin high on the screen. */
  readonly dense?: boolean;
  readonly children: ReactNode;
}

/** A page: one heading that takes focus on arrival, so that a screen reader says where one is. */
export function Page({ title, lead, crumbs, actions, dense = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${words('brand')}`;
  }, [title]);
  useEffect(() => {
    if (isWaiting()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div className={dense ? 'page-head dense' : 'page-head'}>
        <div>
          {crumbs && (
            <nav className="crumbs" aria-label={words('shell.crumbs')}>
              {crumbs}
            </nav>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}

/** A sheet of paper with an optional heading. */
export function Sheet({
  title,
  extra,
  children,
  pad = true,
  id,
}: {
  title?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  pad?: boolean;
  id?: string;
}) {
  return (
    <section className="sheet" id={id}>
      {(title || extra) && (
        <header>
          {title && <h2>{title}</h2>}
          {extra}
        </header>
      )}
      {pad ? <div className="pad">{children}</div> : children}
    </section>
  );
}

/** Nothing here: says so, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <svg viewBox="0 0 72 56" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
        <path d="M10 30 36 10l26 20M18 25v22h36V25M30 47V35h12v12" strokeLinecap="round" strokeLinejoin="round" />
        <path d="M4 47h64" strokeLinecap="round" />
      </svg>
      <p className="strong">{title}</p>
      {children && <div>{children}</div>}
    </div>
  );
}

/** Title and value pairs; an empty value shows a dash. */
export function Facts({ facts, wide = false }: { facts: readonly (readonly [string, ReactNode])[]; wide?: boolean }) {
  return (
    <dl className={wide ? 'facts wide' : 'facts'}>
      {facts.map(([title, value]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{value === '' || value === null || value === undefined ? words('none') : value}</dd>
        </div>
      ))}
    </dl>
  );
}
