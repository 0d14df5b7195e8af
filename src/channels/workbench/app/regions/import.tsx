import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { downloadFor } from '../client/client.ts';
import type { Field } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { FaultTable, FileStep, LeftOut } from '../kit/file-step.tsx';
import { said } from '../kit/problem.tsx';
import { figure, isoDay } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { about } from './change.tsx';
import type { Rehearsal } from './regions.client.ts';
import { formOf, importRegions } from './regions.client.ts';

/** A list of divisions: first what it would change, then, confirmed, the change. */
export function RegionImport({ within }: { within: string }) {
  const [file, setFile] = useState<File>();
  const [rehearsal, setRehearsal] = useState<Rehearsal>();
  const [done, setDone] = useState(false);
  const rehearse = async (chosen: File) => {
    setRehearsal(await importRegions<Rehearsal>(chosen, true, { within }));
    setFile(chosen);
  };
  if (done)
    return (
      <p className="note" role="status">
        {words('import.done')}
      </p>
    );
  return (
    <div className="stack">
      <FileStep accept=".csv,.xlsx" title={words('regions.importFile')} hint={words('regions.importHint')} onFile={rehearse} />
      {rehearsal && file && <Difference rehearsal={rehearsal} file={file} within={within} />}
      {rehearsal && file && rehearsal.faults.length === 0 && (
        <Confirm file={file} within={within} removals={rehearsal.difference.removals.length} onDone={() => setDone(true)} />
      )}
    </div>
  );
}

const shownLines = 200;

function Difference({ rehearsal, file, within }: { rehearsal: Rehearsal; file: File; within: string }) {
  const { message } = App.useApp();
  const { difference, faults, total } = rehearsal;
  const lists = [
    ['adds', difference.adds.map((one) => `${one.code} ${one.name}`)],
    ['renames', difference.renames.map((one) => `${one.code} ${one.from} → ${one.to}`)],
    ['moves', difference.moves.map((one) => `${one.name} ${one.from} → ${one.to}`)],
    [
      'retypes',
      difference.retypes.map(
        (one) =>
          `${one.code} ${Object.entries(one.becomes)
            .map(([field, value]) => `${words(`regions.alteredField.${field}`)}${saidValue(field, String(value))}`)
            .join(' ')}`,
      ),
    ],
    ['removals', difference.removals.map((one) => `${one.code} ${one.name}`)],
  ] as const;
  return (
    <div className="stack tight" role="status">
      <LeftOut unread={rehearsal.unread} missing={rehearsal.missing} keeps />
      <p>{words('import.total', { count: figure(total) })}</p>
      {faults.length > 0 && (
        <>
          <p className="problem">{words('import.mend', { count: figure(faults.length) })}</p>
          <FaultTable faults={faults} />
          <div>
            <Button
              onClick={() =>
                void downloadFor('/regions/imports', words('import.errorFile'), { errors: true }, formOf(file, { within })).catch(
                  (error: unknown) => message.error(said(error).sentence),
                )
              }
            >
              {words('import.errors')}
            </Button>
          </div>
        </>
      )}
      {lists.map(([name, lines]) => (
        <details key={name} open={lines.length > 0 && lines.length <= 12}>
          <summary>
            <strong>{words(`regions.difference.${name}`)}</strong> {figure(lines.length)}
          </summary>
          <ul className="small indented">
            {lines.slice(0, shownLines).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {lines.length > shownLines && (
            <p className="quiet small">{words('import.moreLines', { shown: shownLines, count: figure(lines.length) })}</p>
          )}
        </details>
      ))}
    </div>
  );
}

/** Types and kinds in words, everything else as it stands. */
function saidValue(field: string, value: string): string {
  return field === 'type' ? wordsOr(`regions.types.${value}`, value) : field === 'kind' ? wordsOr(`regions.kinds.${value}`, value) : value;
}

function Confirm({ file, within, removals, onDone }: { file: File; within: string; removals: number; onDone: () => void }) {
  const client = useQueryClient();
  const confirming: readonly Field[] =
    removals > 0
      ? [
          {
            name: 'confirmedRemovals',
            title: words('regions.confirmRemovals'),
            hint: words('regions.confirmHint'),
            kind: 'number',
            required: true,
          },
        ]
      : [];
  const form = useForm({
    fields: [...about, ...confirming],
    initial: { effective: isoDay() },
    send: async (values) => {
      await importRegions(file, false, {
        within,
        effective: String(values.effective),
        reason: String(values.reason),
        source: String(values.source),
        confirmedRemovals: Number(values.confirmedRemovals ?? 0),
        seen: 'yes',
      });
      await client.invalidateQueries();
    },
  });
  return <FormSheet form={form} submit={words('import.apply')} onDone={onDone} idPrefix="region-import" />;
}
