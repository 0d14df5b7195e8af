import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { actOnMany, getCase } from '../case/case.client.ts';
import type { Bulk, CaseFile, CaseRow } from '../case/case.client.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Await } from '../kit/problem.tsx';
import { words } from '../text/words.ts';

/** Acts on several cases at once. Each case is decided for itself; what failed is named with its reason. */
export function BulkBar({ rows, onClear }: { rows: readonly CaseRow[]; onClear: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="bulk no-print" role="region" aria-label={words('bulk.title')}>
      <span role="status">{words('bulk.chosen', { count: rows.length })}</span>
      <Button type="primary" onClick={() => setOpen(true)}>{words('bulk.act')}</Button>
      <Button ghost onClick={onClear}>{words('bulk.clear')}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('bulk.title')} size={440} destroyOnHidden><BulkAct rows={rows} /></Drawer>
    </div>
  );
}

function BulkAct({ rows }: { rows: readonly CaseRow[] }) {
  const answer = useQuery({ queryKey: ['bulk', rows.map((row) => row.id)], queryFn: () => Promise.all(rows.slice(0, mostAsked).map(getCase)) });
  return (
    <Await answer={answer}>
      {(files) => {
        const acts = common(files);
        return acts.length === 0 ? <p>{words('bulk.none')}</p> : <BulkForm rows={rows} acts={acts} />;
      }}
    </Await>
  );
}

/** So many of the chosen cases are asked what may be done with them. */
const mostAsked = 20;

interface Common {
  readonly act: string;
  readonly title: string;
  readonly cases: number;
}

/** Acts that need no form of their own, with how many of the cases allow them; the most useful first. */
function common(files: readonly CaseFile[]): readonly Common[] {
  const found = new Map<string, Common>();
  for (const act of files.flatMap((file) => file.allowed)) {
    if (act.fields.some((field) => field.required)) continue;
    const cases = (found.get(act.act)?.cases ?? 0) + 1;
    found.set(act.act, { act: act.act, title: act.title, cases });
  }
  return [...found.values()].sort((a, b) => b.cases - a.cases);
}

function BulkForm({ rows, acts }: { rows: readonly CaseRow[]; acts: readonly Common[] }) {
  const client = useQueryClient();
  const [result, setResult] = useState<Bulk>();
  const form = useForm({
    fields: [
      { name: 'act', title: words('bulk.which'), hint: words('bulk.whichHint'), kind: 'choice', required: true, options: acts.map((act) => ({ value: act.act, title: act.title, hint: words('bulk.fits', { count: act.cases }) })) },
      { name: 'opinion', title: words('case.opinion'), hint: words('bulk.opinionHint'), kind: 'textarea' },
    ],
    send: async (values, key) => {
      const cases = rows.map((row) => ({ county: row.county, id: row.id, expected: row.acts }));
      setResult(await actOnMany({ act: String(values.act), opinion: String(values.opinion ?? ''), key, cases }));
      await client.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  if (result) return <BulkResult result={result} rows={rows} />;
  return <FormSheet form={form} submit={words('bulk.submit', { count: rows.length })} idPrefix="bulk" />;
}

function BulkResult({ result, rows }: { result: Bulk; rows: readonly CaseRow[] }) {
  const numberOf = (id: string) => rows.find((row) => row.id === id)?.number ?? id;
  return (
    <div className="stack tight" role="status">
      <p className="note">{words('bulk.done', { count: result.done.length })}</p>
      {result.failed.length > 0 && (
        <div className="problem">
          <h2>{words('bulk.failed', { count: result.failed.length })}</h2>
          <ul>{result.failed.map((failed) => <li key={failed.id}>{numberOf(failed.id)} — {failed.sentence}</li>)}</ul>
        </div>
      )}
    </div>
  );
}
