import { Button } from 'antd';
import { useState } from 'react';
import { call, downloadFor } from '../client/client.ts';
import { FaultTable, FileStep } from '../kit/file-step.tsx';
import { FocusedProblem } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import './workbooks.css';

interface SheetFound {
  readonly name: string;
  readonly ledger: string;
  readonly headings: readonly number[];
  readonly on: string;
  readonly entries: number;
  readonly faulty: number;
  readonly columns: readonly { readonly letters: string; readonly heading: string; readonly title: string }[];
  readonly unread: readonly string[];
  readonly missing: readonly string[];
  readonly skipped: readonly { readonly why: string; readonly count: number }[];
  readonly colours: readonly { readonly colour: string; readonly rows: number }[];
  readonly faults: readonly {
    readonly row: number;
    readonly column: string;
    readonly value: string;
    readonly code: string;
    readonly sentence: string;
  }[];
}

interface Found {
  readonly file: string;
  readonly sheets: readonly SheetFound[];
  readonly others: readonly { readonly name: string; readonly hidden: boolean; readonly empty: boolean }[];
}

const path = '/workbooks';

function formOf(file: File): FormData {
  const body = new FormData();
  body.append('file', file, file.name);
  return body;
}

/** Looks through a workbook as an office keeps it, and gives it back with a note at each cell to mend (DAT-10). */
export function WorkbooksPage() {
  const [file, setFile] = useState<File>();
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<unknown>();
  const look = async (chosen: File) => {
    setFound(undefined);
    setFound(await call<Found>('POST', path, { query: { mode: 'check' }, body: formOf(chosen) }));
    setFile(chosen);
  };
  const faulty = found?.sheets.reduce((sum, one) => sum + one.faulty, 0) ?? 0;
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>{words('workbooks.title')}</h1>
          <p className="lead">{words('workbooks.lead')}</p>
        </div>
      </div>
      <section className="sheet pad">
        <FileStep accept=".xlsx,.csv" title={words('workbooks.file')} hint={words('workbooks.fileHint')} onFile={look} />
        {problem !== undefined && <FocusedProblem error={problem} />}
      </section>
      {found && (
        <div className="stack" role="status">
          <p className={faulty > 0 ? 'problem' : 'note'}>
            {faulty > 0
              ? words('workbooks.faulty', { file: found.file, count: figure(faulty) })
              : words('workbooks.clean', { file: found.file })}
          </p>
          {faulty > 0 && /\.xlsx$/i.test(found.file) && (
            <div>
              <Button type="primary" onClick={() => void downloadFor(path, found.file, { mode: 'notes' }, formOf(file!)).catch(setProblem)}>
                {words('workbooks.notes')}
              </Button>
            </div>
          )}
          {found.others.length > 0 && (
            <p className="soft">
              {words('workbooks.others', {
                names: found.others
                  .map(({ name, hidden, empty }) =>
                    words(hidden ? 'workbooks.otherHidden' : empty ? 'workbooks.otherEmpty' : 'workbooks.other', { name }),
                  )
                  .join(words('import.comma')),
              })}
            </p>
          )}
          {found.sheets.map((one) => (
            <SheetSection key={one.name} sheet={one} />
          ))}
        </div>
      )}
    </div>
  );
}

function SheetSection({ sheet }: { sheet: SheetFound }) {
  const comma = words('import.comma');
  return (
    <section className="sheet pad stack tight" aria-labelledby={`sheet-${sheet.name}`}>
      <h2 id={`sheet-${sheet.name}`}>{words('workbooks.sheet', { name: sheet.name, ledger: sheet.ledger })}</h2>
      <p>
        {words('workbooks.found', {
          rows: sheet.headings.join(comma),
          columns: figure(sheet.columns.length),
          entries: figure(sheet.entries),
          on: day(sheet.on),
        })}
      </p>
      {sheet.skipped.length > 0 && (
        <p className="soft">
          {words('workbooks.skipped', {
            rows: sheet.skipped.map(({ why, count }) => words('workbooks.skippedRows', { why, count: figure(count) })).join(comma),
          })}
        </p>
      )}
      {sheet.unread.length > 0 && (
        <p className="problem">{words('workbooks.unread', { count: sheet.unread.length, headings: sheet.unread.join(comma) })}</p>
      )}
      {sheet.missing.length > 0 && (
        <p className="problem">{words('workbooks.missing', { count: sheet.missing.length, headings: sheet.missing.join(comma) })}</p>
      )}
      {sheet.colours.map(({ colour, rows }) => (
        <p className="soft" key={colour}>
          <span className="swatch" style={{ background: `#${colour.slice(-6)}` }} aria-hidden="true" />{' '}
          {words('workbooks.colour', { rows: figure(rows) })}
        </p>
      ))}
      {sheet.faulty > 0 ? <FaultTable faults={sheet.faults} count={sheet.faulty} /> : <p>{words('workbooks.sheetClean')}</p>}
      <details>
        <summary>{words('workbooks.columns')}</summary>
        <Table
          title={words('workbooks.columns')}
          columns={[
            { name: 'letters', title: words('workbooks.letters'), heading: true, show: ({ letters }) => letters },
            { name: 'heading', title: words('workbooks.heading'), room: 'words', show: ({ heading }) => heading },
            { name: 'title', title: words('workbooks.readAs'), room: 'words', show: ({ title }) => title },
          ]}
          rows={sheet.columns}
          keyOf={({ letters }) => letters}
        />
      </details>
    </section>
  );
}
