import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { useEffect, useMemo } from 'react';
import { matchRoute, useRouter, Link as WouterLink } from 'wouter';
import { navigate, usePathname, useSearch } from 'wouter/use-browser-location';
import type { PageName } from './pages.ts';
import { getPage, pages } from './pages.ts';

const base = '/workbench';

export interface Route {
  readonly page: PageName | undefined;
  readonly parameters: Record<string, string>;
  readonly query: URLSearchParams;
}

/** The address of a page. */
export function link(page: PageName, parameters: object = {}, query: Record<string, string | undefined> = {}): string {
  const path = getPage(page).path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((parameters as Record<string, unknown>)[name] ?? '')),
  );
  return `${base}${path}${asked(query)}`;
}

/** The address of the page shown now with another query. */
export function here(query: Record<string, string | undefined>): string {
  return `${window.location.pathname}${asked(query)}`;
}

function asked(query: Record<string, string | undefined>): string {
  const kept = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(kept).toString();
  return text ? `?${text}` : '';
}

/** Literal paths come before paths with parameters. */
const ordered = [...pages].sort((a, b) => Number(a.path.includes(':')) - Number(b.path.includes(':')));

let left: Element | null = null;
// Heard before any page draws itself anew: where the focus was when a page was asked for.
for (const change of ['popstate', 'pushState', 'replaceState'])
  window.addEventListener(change, () => {
    left = document.activeElement;
  });

/** Goes to an address of this application; `replace` leaves no step in the history. */
export function go(to: string, replace = false): void {
  navigate(to, { replace });
}

/** Whether the focus still is where it was when this page was asked for. A page that comes late must not take it from somebody who has moved on. */
export function isWaiting(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at === left;
}

/** The page shown now; re-renders when it changes. */
export function useRoute(): Route {
  const { parser } = useRouter();
  const pathname = usePathname();
  const search = useSearch();
  return useMemo(() => {
    const query = new URLSearchParams(search);
    for (const { page, path } of ordered) {
      const [fits, found] = matchRoute(parser, base + path, pathname);
      if (fits) return { page, parameters: decoded(path, found), query };
    }
    return { page: undefined, parameters: {}, query };
  }, [parser, pathname, search]);
}

function decoded(path: string, found: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, decodeURIComponent(found[name!] ?? '')]));
}

/** Moves reading to the top, as a page load would; a changed query leaves it where it is. */
export function useArrival(): void {
  const path = usePathname();
  useEffect(() => {
    // Newer browsers answer with a promise, which must not become the effect's clean-up.
    window.scrollTo(0, 0);
  }, [path]);
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: string; children: ReactNode };

/** A real anchor, so that it can be opened in a new tab, that stays inside the application otherwise. */
export function Link({ to, ...rest }: LinkProps) {
  return <WouterLink href={to} {...rest} />;
}
