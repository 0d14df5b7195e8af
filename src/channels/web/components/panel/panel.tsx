import type { ReactNode } from 'react';

/** The good news of a result page. */
export function Panel({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="panel">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** The state line: who has it, since when, due when. `yours` when it waits for the reader. */
export function StateLine({ title, tone, children }: { title: string; tone?: 'yours' | 'done'; children?: ReactNode }) {
  return (
    <div className={tone ? `state ${tone}` : 'state'}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}
