import { text } from '../../../../registers/registers.ts';

export function Pagination({ before, after }: { before?: string; after?: string }) {
  if (!before && !after) return null;
  return (
    <nav className="pages no-print" aria-label={text('web.pages')}>
      {before ? (
        <a href={before} rel="prev">
          {text('web.pageBefore')}
        </a>
      ) : (
        <span />
      )}
      {after && (
        <a href={after} rel="next">
          {text('web.pageAfter')}
        </a>
      )}
    </nav>
  );
}
