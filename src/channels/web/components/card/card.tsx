import type { ReactNode } from 'react';

/** A tile that is one link. Its heading is one below that of its section, or of the page where there is none. */
export function Card({
  href,
  title,
  heading: Heading = 'h3',
  children,
}: {
  href: string;
  title: string;
  heading?: 'h2' | 'h3';
  children?: ReactNode;
}) {
  return (
    <li>
      <div className="card">
        <Heading>
          <a className="cover" href={href}>
            {title}
          </a>
        </Heading>
        {children}
      </div>
    </li>
  );
}

export function Cards({ children }: { children: ReactNode }) {
  return <ul className="cards">{children}</ul>;
}
