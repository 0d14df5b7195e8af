import { Button } from 'antd';
import { useState } from 'react';
import { words } from '../text/words.ts';
import { FocusedProblem } from './problem.tsx';

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
      <div className="field"><label htmlFor="file-step">{title}</label><p className="hint" id="file-step-hint">{hint}</p><input id="file-step" className="control" type="file" accept={accept} aria-describedby="file-step-hint" onChange={(event) => setFile(event.target.files?.[0])} /></div>
      <div><Button type="primary" disabled={!file} loading={busy} onClick={() => void look()}>{words('import.look')}</Button></div>
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

/** Cells to mend, by row and column as a spreadsheet shows them. */
export function FaultTable({ faults }: { faults: readonly FaultLine[] }) {
  return (
    <div className="table-wrap" role="region" aria-label={words('import.faults')} tabIndex={0} style={{ maxBlockSize: 320, overflow: 'auto' }}>
      <table className="list compact">
        <caption className="unseen">{words('import.faults')}</caption>
        <thead><tr><th scope="col" className="number">{words('import.row')}</th><th scope="col">{words('import.column')}</th><th scope="col">{words('import.value')}</th><th scope="col">{words('import.fault')}</th></tr></thead>
        <tbody>{faults.slice(0, 200).map((fault, at) => <tr key={at}><td className="number">{fault.row}</td><td>{fault.column}</td><td className="code">{fault.value}</td><td>{fault.sentence ?? fault.code}</td></tr>)}</tbody>
      </table>
    </div>
  );
}
