import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { call, downloadFor } from '../client/client.ts';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { FaultTable, FileStep, LeftOut } from './file-step.tsx';
import { FocusedProblem } from './problem.tsx';

interface Checked {
  readonly rows: number;
  readonly ready: number;
  readonly entered: number;
  readonly faulty: number;
  readonly unread: readonly string[];
  readonly missing: readonly string[];
  readonly errors: readonly {
    readonly row: number;
    readonly column: string;
    readonly value: string;
    readonly code: string;
    readonly sentence: string;
  }[];
}

function formOf(file: File): FormData {
  const body = new FormData();
  body.append('file', file, file.name);
  return body;
}

interface SheetImportProps<T> {
  readonly path: string;
  readonly onEntered: () => void;
  /** What is shown of the answer once everything is entered. */
  readonly result?: (answer: T) => ReactNode;
}

/** Excel in three steps: look, mend with the file of faulty rows, enter. Nothing is written while one cell is wrong. */
export function SheetImport<T = object>({ path, onEntered, result }: SheetImportProps<T>) {
  const [file, setFile] = useState<File>();
  const [checked, setChecked] = useState<Checked>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const look = async (chosen: File) => {
    setChecked(undefined);
    setChecked(await call<Checked>('POST', path, { query: { mode: 'check' }, body: formOf(chosen) }));
    setFile(chosen);
  };
  const enter = async () => {
    setBusy(true);
    setProblem(undefined);
    await call<Checked>('POST', path, { query: { mode: 'enter', seen: true }, body: formOf(file!) }).then((answer) => {
      setChecked(answer);
      onEntered();
    }, setProblem);
    setBusy(false);
  };
  if (checked && checked.entered > 0)
    return (
      <div className="stack">
        <p className="note" role="status">
          {words('import.entered', { count: figure(checked.entered) })}
        </p>
        {result?.(checked as Checked & T)}
      </div>
    );
  return (
    <div className="stack">
      <p>
        <a href={`/api${path.replace(/import$/, 'template.xlsx')}`}>{words('import.template')}</a>
      </p>
      <FileStep accept=".xlsx,.csv" title={words('import.file')} hint={words('import.fileHint')} onFile={look} />
      {problem !== undefined && <FocusedProblem error={problem} />}
      {checked && (
        <div className="stack tight" role="status">
          <LeftOut unread={checked.unread} missing={checked.missing} />
          <p>{words('import.checked', { rows: figure(checked.rows), ready: figure(checked.ready) })}</p>
          {checked.faulty > 0 && (
            <>
              <p className="problem">{words('import.mend', { count: figure(checked.faulty) })}</p>
              <FaultTable faults={checked.errors} count={checked.faulty} />
              <div>
                <Button
                  onClick={() => void downloadFor(path, words('import.errorFile'), { mode: 'errors' }, formOf(file!)).catch(setProblem)}
                >
                  {words('import.errors')}
                </Button>
              </div>
            </>
          )}
          {checked.faulty === 0 && checked.ready > 0 && (
            <div>
              <Button type="primary" loading={busy} onClick={() => void enter()}>
                {words(checked.unread.length + checked.missing.length > 0 ? 'import.enterSeen' : 'import.enter', {
                  count: figure(checked.ready),
                })}
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
