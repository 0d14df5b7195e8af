import { go, link, useRoute } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';

/** What the address says should be shown; every part of it can be sent to a colleague or kept as a view. */
export interface InboxQuery {
  readonly view: string;
  readonly item?: string | undefined;
  readonly query?: string | undefined;
  readonly sort?: string | undefined;
}

/** The part of the cases that the address asks for; who works on none has no queue of their own and begins with all. */
export function useInboxQuery(): InboxQuery {
  const { query } = useRoute();
  const works = usePower('case.handle');
  const read = (name: string) => query.get(name) ?? undefined;
  return { view: read('view') ?? (works ? 'inbox' : 'all'), item: read('item'), query: read('query'), sort: read('sort') };
}

/** Shows another part of the cases. */
export function show(next: InboxQuery): void {
  go(link('inbox', {}, { ...next, view: next.view === 'inbox' ? undefined : next.view }));
}
