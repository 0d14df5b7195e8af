import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Bulk, CaseFile, CaseRow } from '../cases/case.client.ts';
import { actOnMany, getCase } from '../cases/case.client.ts';
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
      <Button type="primary" onClick={() => setOpen(true)}>
        {words('bulk.act')}
      </Button>
      <Button ghost onClick={onClear}>
        {words('bulk.clear')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('bulk.title')} size={440} destroyOnHidden>
        <BulkAct rows={rows} />
      </Drawer>
    </div>
  );
}

function BulkAct({ rows }: { rows: readonly CaseRow[] }) {
  const answer = useQuery({ queryKey: ['bulk', rows.map((row) => row.id)], queryFn: () => Promise.all(rows.map(getCase)) });
  return (
    <Await answer={answer}>
      {(files) => {
        const acts = common(files);
        return acts.length === 0 ? <p>{words('bulk.none')}</p> : <BulkForm rows={rows} acts={acts} />;
      }}
    </Await>
  );
}

interface Common {
  readonly act: string;
  readonly title: string;
  /** Ids of the chosen cases that allow it. */
  readonly cases: ReadonlySet<string>;
}

/** Acts that need no form of their own, with the cases that allow them; the most useful first. */
export function common(files: readonly Pick<CaseFile, 'allowed' | 'case'>[]): readonly Common[] {
  const found = new Map<string, Common>();
  for (const file of files) {
    for (const act of file.allowed) {
      if (act.fields.some((field) => field.required)) continue;
      const known = found.get(act.act)?.cases ?? [];
      found.set(act.act, { act: act.act, title: act.title, cases: new Set([...known, file.case.id]) });
    }
  }
  return [...found.values()].sort((a, b) => b.cases.size - a.cases.size);
}

/** Acts are never taken back once written, so the way back lies before: this long nothing is sent yet. */
const GRACE_MS = 6_000;

/** Waits out the time in which a click can be undone; false when it was. Leaving the page meanwhile asks first: nothing has happened yet. */
async function grace(offer: (undo: () => void) => void): Promise<boolean> {
  const stay = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', stay);
  const passed = await new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(true), GRACE_MS);
    offer(() => resolve(false));
  });
  removeEventListener('beforeunload', stay);
  return passed;
}

function BulkForm({ rows, acts }: { rows: readonly CaseRow[]; acts: readonly Common[] }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [result, setResult] = useState<Bulk>();
  const [undo, setUndo] = useState<() => void>();
  // What the act does not fit is neither counted nor sent.
  const fitting = (act: unknown) => rows.filter((row) => acts.find((one) => one.act === act)?.cases.has(row.id));
  const form = useForm({
    fields: [
      {
        name: 'act',
        title: words('bulk.which'),
        hint: words('bulk.whichHint'),
        kind: 'choice',
        required: true,
        options: acts.map((act) => ({ value: act.act, title: act.title, hint: words('bulk.fits', { count: act.cases.size }) })),
      },
      { name: 'opinion', title: words('case.opinion'), hint: words('bulk.opinionHint'), kind: 'textarea' },
    ],
    send: async (values, key) => {
      const stayed = await grace((undo) => setUndo(() => undo));
      setUndo(undefined);
      if (!stayed) return;
      const cases = fitting(values.act).map((row) => ({ county: row.county, id: row.id, expected: row.acts }));
      const told = await actOnMany({ act: String(values.act), opinion: String(values.opinion ?? ''), key, cases });
      setResult(told);
      void message.info(words('bulk.done', { count: told.done.length }));
      await client.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  if (result) return <BulkResult result={result} rows={rows} />;
  return (
    <FormSheet
      form={form}
      submit={words('bulk.submit', { count: form.values.act ? fitting(form.values.act).length : rows.length })}
      idPrefix="bulk"
    >
      {undo && (
        <div className="note row" role="status">
          <span>{words('bulk.soon', { count: fitting(form.values.act).length, seconds: GRACE_MS / 1000 })}</span>
          <Button autoFocus onClick={undo}>
            {words('bulk.undo')}
          </Button>
        </div>
      )}
    </FormSheet>
  );
}

function BulkResult({ result, rows }: { result: Bulk; rows: readonly CaseRow[] }) {
  const numberOf = (id: string) => rows.find((row) => row.id === id)?.number ?? id;
  return (
    <div className="stack tight" role="status">
      <p className="note">{words('bulk.done', { count: result.done.length })}</p>
      {result.failed.length > 0 && (
        <div className="problem">
          <h2>{words('bulk.failed', { count: result.failed.length })}</h2>
          <ul>
            {result.failed.map((failed) => (
              <li key={failed.id}>
                {numberOf(failed.id)} — {failed.sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
