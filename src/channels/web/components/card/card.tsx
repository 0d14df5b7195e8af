import type { ReactNode } from 'react';

/** A tile that is one link. */
export function Card({ href, title, children }: { href: string; title: string; children?: ReactNode }) {
  return (
    <li>
      <div className="card"><h3><a className="cover" href={href}>{title}</a></h3>{children}</div>
    </li>
  );
}

export function Cards({ children }: { children: ReactNode }) {
  return <ul className="cards">{children}</ul>;
}
