import { Button } from 'antd';
import { useState } from 'react';
import { words } from '../text/words.ts';
import { FocusedProblem } from './problem.tsx';
import type { Column } from './table.tsx';
import { Table } from './table.tsx';

interface FileStepProps {
  readonly accept: string;
  readonly title: string;
  readonly hint: string;
  readonly onFile: (file: File) => Promise<unknown>;
}

/** Choose a file and have it looked at; nothing is written by this step. */
export function FileStep({ accept, title, hint, onFile }: FileStepProps) {
  const [file, setFile] = useState<File>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const look = async () => {
    if (!file) return;
    setBusy(true);
    setProblem(undefined);
    await onFile(file).catch(setProblem);
    setBusy(false);
  };
  return (
    <div className="stack tight">
      {problem !== undefined && <FocusedProblem error={problem} />}
      <div className="field">
        <label htmlFor="file-step">{title}</label>
        <p className="hint" id="file-step-hint">
          {hint}
        </p>
        <input
          id="file-step"
          className="control"
          type="file"
          accept={accept}
          aria-describedby="file-step-hint"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
      </div>
      <div>
        <Button type="primary" disabled={!file} loading={busy} onClick={() => void look()}>
          {words('import.look')}
        </Button>
      </div>
    </div>
  );
}

interface LeftOutProps {
  readonly unread: readonly string[];
  readonly missing: readonly string[];
  /** Whether what a missing column would say stays as it is, instead of counting as left blank. */
  readonly keeps?: boolean;
}

/** Headings that are not read and columns that are missing, named before anything is written. */
export function LeftOut({ unread, missing, keeps = false }: LeftOutProps) {
  if (unread.length === 0 && missing.length === 0) return null;
  return (
    <div className="problem">
      {unread.length > 0 && <p>{words('import.unread', { count: unread.length, headings: unread.join(words('import.comma')) })}</p>}
      {missing.length > 0 && (
        <p>
          {words(keeps ? 'import.missingKept' : 'import.missing', { count: missing.length, headings: missing.join(words('import.comma')) })}
        </p>
      )}
    </div>
  );
}

interface FaultLine {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly sentence?: string;
}

const shownFaults = 200;

/** Cells to mend, by row and column as a spreadsheet shows them. */
export function FaultTable({ faults, count = faults.length }: { faults: readonly FaultLine[]; count?: number }) {
  const rows = faults.slice(0, shownFaults).map((fault, at) => ({ ...fault, key: String(at) }));
  const columns: Column<FaultLine>[] = [
    {
      name: 'row',
      title: words('import.row'),
      heading: true,
      room: 'line',
      show: ({ row }: FaultLine) => words('import.rowNumber', { row }),
    },
    { name: 'column', title: words('import.column'), room: 'words', show: ({ column }: FaultLine) => column },
    {
      name: 'value',
      title: words('import.value'),
      room: 'words',
      show: ({ value }: FaultLine) =>
        value === '' ? <span className="quiet">{words('import.blank')}</span> : <span className="code">{value}</span>,
    },
    { name: 'fault', title: words('import.fault'), room: 'sentence', show: ({ sentence, code }: FaultLine) => sentence ?? code },
  ];
  return (
    <>
      <Table title={words('import.faults')} columns={columns} rows={rows} keyOf={({ key }) => key} compact />
      {count > rows.length && <p className="quiet small">{words('import.moreFaults', { shown: rows.length, count })}</p>}
    </>
  );
}
