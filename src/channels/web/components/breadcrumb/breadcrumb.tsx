import { text } from '../../../../registers/registers.ts';

/** The way back. */
export function Breadcrumb({ links }: { links: readonly (readonly [href: string, title: string])[] }) {
  return (
    <nav className="crumbs no-print" aria-label={text('web.breadcrumb')}>
      <ol>
        {[['/', text('web.home')] as const, ...links].map(([href, title]) => (
          <li key={href}>
            <a href={href}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
