import type { ReactNode } from 'react';

export interface TimelineEntry {
  readonly title: string;
  readonly when?: string;
  readonly by?: string;
  readonly children?: ReactNode;
  /** Still to come. */
  readonly next?: boolean;
}

export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.map((entry, index) => (
        <li key={index} className={entry.next ? 'next' : undefined}>
          <h3>{entry.title}</h3>
          {(entry.when || entry.by) && (
            <p className="small soft">
              {entry.when && <time>{entry.when}</time>}
              {entry.when && entry.by && ' · '}
              {entry.by}
            </p>
          )}
          {entry.children}
        </li>
      ))}
    </ol>
  );
}
