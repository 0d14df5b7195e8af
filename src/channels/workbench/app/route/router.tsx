import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';

const base = '/workbench';

/** Every page and its path; a name that starts with a colon is a parameter. */
export const paths = {
  inbox: '/',
  case: '/cases/:county/:id',
  window: '/window',
  apply: '/window/:county/:person/:item',
  people: '/people',
  person: '/people/:county/:id',
  consultations: '/consultations',
  notices: '/notices',
  plan: '/plan',
  target: '/plan/:target',
  facilities: '/facilities',
  population: '/facilities/population',
  reports: '/reports',
  report: '/reports/:county/:id',
  regions: '/regions',
  regionChanges: '/regions/changes',
  regionAssignments: '/regions/assignments',
  accounts: '/accounts',
  roles: '/roles',
  audit: '/audit',
  helped: '/audit/helped',
  settings: '/settings',
} as const;

export type PageName = keyof typeof paths;
type Parameters = Record<string, string>;
export interface Route {
  readonly page: PageName | undefined;
  readonly parameters: Parameters;
  readonly query: URLSearchParams;
}

/** The address of a page. */
export function link(page: PageName, parameters: object = {}, query: Record<string, string | undefined> = {}): string {
  const path = paths[page].replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((parameters as Record<string, unknown>)[name] ?? '')),
  );
  const kept = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(kept).toString();
  return `${base}${path}${text ? `?${text}` : ''}`;
}

/** Finds the page of a path; longer literal paths win because they stand without parameters. */
export function match(pathname: string): { page: PageName | undefined; parameters: Parameters } {
  const asked = pathname.replace(base, '').split('/').filter(Boolean);
  const names = Object.keys(paths) as PageName[];
  const ordered = names.sort((a, b) => Number(paths[a].includes(':')) - Number(paths[b].includes(':')));
  for (const page of ordered) {
    const parts = paths[page].split('/').filter(Boolean);
    const fits = parts.length === asked.length && parts.every((part, at) => part.startsWith(':') || part === asked[at]);
    if (fits)
      return {
        page,
        parameters: Object.fromEntries(
          parts.flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), decodeURIComponent(asked[at]!)]] : [])),
        ),
      };
  }
  return { page: undefined, parameters: {} };
}

const listeners = new Set<() => void>();
let left: Element | null = null;
const tell = () => {
  left = document.activeElement;
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', tell);

/** Goes to an address of this application; `replace` leaves no step in the history. */
export function go(to: string, replace = false): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  tell();
}

/** Whether the focus still is where it was when this page was asked for. A page that comes late must not take it from somebody who has moved on. */
export function isWaiting(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at === left;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The page shown now; re-renders when it changes. */
export function useRoute(): Route {
  const here = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  return useMemo(() => ({ ...match(location.pathname), query: new URLSearchParams(location.search) }), [here]);
}

/** Moves reading to the top and focus to the heading, as a page load would; a changed query leaves both where they are. */
export function useArrival(): void {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  useEffect(() => {
    // Newer browsers answer with a promise, which must not become the effect's clean-up.
    window.scrollTo(0, 0);
  }, [path]);
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: string; children: ReactNode };

/** A real anchor, so that it can be opened in a new tab, that stays inside the application otherwise. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || rest.target === '_blank')
      return;
    event.preventDefault();
    go(to);
  };
  return <a href={to} onClick={follow} {...rest} />;
}
