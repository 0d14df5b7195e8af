import type { ReactNode } from 'react';
import { text } from '../../../../registers/registers.ts';

export interface SummaryRow {
  readonly title: string;
  readonly value: ReactNode;
  /** Where to change it. */
  readonly change?: string;
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className="rows">
      {rows.map((row) => (
        <div key={row.title}>
          <dt>{row.title}</dt>
          <dd>{row.value}</dd>
          {row.change && (
            <dd className="no-print">
              <a href={row.change}>
                {text('web.change')}
                <span className="hidden">{row.title}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
