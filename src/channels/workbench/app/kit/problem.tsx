import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { CallError } from '../client/client.ts';
import { words } from '../text/words.ts';
import { Sheet } from './page.tsx';

/** An error as people read it: what happened, and what to do now. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { sentence, next } = said(error);
  return (
    <div className="problem" role="alert">
      <strong>{sentence}</strong>
      <p>{next}</p>
      {retry && (
        <p className="no-print">
          <Button size="small" onClick={retry}>
            {words('retry')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** The same, taking focus when it comes up: for the answer to a button. */
export function FocusedProblem({ error, children }: { error: unknown; children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  const { sentence, next } = said(error);
  return (
    <div className="problem" role="alert" tabIndex={-1} ref={box}>
      <h2>{sentence}</h2>
      {next && <p>{next}</p>}
      {children}
    </div>
  );
}

/** Sentence and next step of any error. */
export function said(error: unknown): { sentence: string; next: string } {
  if (error instanceof CallError) return { sentence: error.sentence, next: error.next };
  return { sentence: words('problem.unknown.sentence'), next: words('problem.unknown.next') };
}

interface Answer<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

/** Shows an answer when it is there; meanwhile quiet lines, and the problem when it failed. */
export function Await<T>({ answer, children }: { answer: Answer<T>; children: (data: T) => ReactNode }) {
  if (answer.data !== undefined) return <>{children(answer.data)}</>;
  if (answer.error) return <Problem error={answer.error} retry={() => void answer.refetch()} />;
  return (
    <Sheet>
      <p className="quiet" role="status">
        {words('loading')}
      </p>
    </Sheet>
  );
}
