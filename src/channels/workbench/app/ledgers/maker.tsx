import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { CallError } from '../client/client.ts';
import { FieldRow } from '../form/field.tsx';
import type { Field, FieldValue } from '../form/fields.ts';
import { ErrorSummary } from '../form/form.tsx';
import { FileStep } from '../kit/file-step.tsx';
import { Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { go, Link, link } from '../route/router.tsx';
import { words } from '../text/words.ts';
import { ExpectedRows, LedgerFields } from './fields.tsx';
import type { Dictionary, Ledger, LedgerForm, Preview } from './ledgers.client.ts';
import { makeLedger, previewLedger, readDictionary, readLedger, readLedgerFile, reviseLedger } from './ledgers.client.ts';
import { PreviewSheet } from './preview.tsx';
import './ledgers.css';

const empty: LedgerForm = {
  title: '',
  department: '',
  basis: '',
  admission: '',
  frequency: 'monthly',
  ends_on: null,
  fills: [],
  checks: [],
  rows: 'person',
  expected: [],
  fields: [],
  list: false,
};

const PREFIX = 'ledger';

/** A new ledger, made without a programmer: from the fields that are known, and what is really new (ADM-04). */
export function NewLedgerPage() {
  return (
    <Page
      dense
      title={words('ledgers.make')}
      lead={words('ledgers.makeLead')}
      crumbs={<Link to={link('ledgers')}>{words('ledgers.title')}</Link>}
    >
      <Maker start={empty} save={(form) => makeLedger(form)} />
    </Page>
  );
}

/** The next version of a ledger: what was filled in under older ones stays as it was. */
export function EditLedgerPage({ county, id }: { county: string; id: string }) {
  const one = { county, id };
  const answer = useQuery({ queryKey: ['ledger', id], queryFn: () => readLedger(one) });
  return (
    <Page
      dense
      title={words('ledgers.revise')}
      lead={words('ledgers.reviseLead')}
      crumbs={<Link to={link('ledger', one)}>{answer.data?.ledger.title ?? words('ledgers.title')}</Link>}
    >
      <Await answer={answer}>
        {({ ledger }) => (
          <Maker
            key={ledger.version}
            start={formOf(ledger)}
            before={ledger}
            save={async (form) => {
              await reviseLedger(one, ledger.version, form);
              return one;
            }}
          />
        )}
      </Await>
    </Page>
  );
}

function formOf(ledger: Ledger): LedgerForm {
  const names = Object.keys(empty) as (keyof LedgerForm)[];
  return Object.fromEntries(names.map((name) => [name, ledger[name]])) as unknown as LedgerForm;
}

interface MakerProps {
  readonly start: LedgerForm;
  readonly before?: Ledger;
  readonly save: (form: LedgerForm) => Promise<{ county: string; id: string }>;
}

function Maker({ start, before, save }: MakerProps) {
  const [form, setForm] = useState(start);
  const answer = useQuery({ queryKey: ['ledger-dictionary', form.rows], queryFn: () => readDictionary(form.rows, before?.id) });
  return (
    <Await answer={answer}>
      {(dictionary) => <MakerForm form={form} setForm={setForm} dictionary={dictionary} before={before} save={save} />}
    </Await>
  );
}

interface MakerFormProps extends Omit<MakerProps, 'start' | 'before'> {
  readonly form: LedgerForm;
  readonly setForm: (form: LedgerForm) => void;
  readonly dictionary: Dictionary;
  readonly before: Ledger | undefined;
}

function MakerForm({ form, setForm, dictionary, before, save }: MakerFormProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [problem, setProblem] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const [preview, setPreview] = useState<Preview>();
  const [reading, setReading] = useState(false);
  const [busy, setBusy] = useState(false);
  const errors = problem instanceof CallError ? problem.fields : {};
  const basics = basicFields(dictionary, form);
  const put = (more: Partial<LedgerForm>) => setForm({ ...form, ...more });
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    await work().catch((error: unknown) => {
      setProblem(error);
      setTries((now) => now + 1);
    });
    setBusy(false);
  };
  const keep = (list: boolean) =>
    attempt(async () => {
      const made = await save({ ...form, list });
      await Promise.all(['ledgers', 'ledger', 'ledger-dictionary'].map((name) => client.invalidateQueries({ queryKey: [name] })));
      void message.success(words('ledgers.saved'));
      go(link('ledger', made));
    });
  const derivable = problem instanceof CallError && problem.code === 'LEDGER_DERIVABLE';
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep(form.list);
      }}
    >
      <ErrorSummary form={{ errors, problem, tries, fields: basics }} idPrefix={PREFIX} />
      {derivable && (
        <div>
          <Button type="primary" onClick={() => void keep(true)}>
            {words('ledgers.keepAsList')}
          </Button>
        </div>
      )}
      <Sheet
        title={words('ledgers.basics')}
        extra={!before && <Button onClick={() => setReading(true)}>{words('ledgers.fromFile')}</Button>}
      >
        <div className="form columns">
          {basics.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              value={valueOf(form, field.name)}
              error={errors[field.name]?.sentence}
              onChange={(value) => put({ [field.name]: field.name === 'ends_on' && value === '' ? null : value } as Partial<LedgerForm>)}
              idPrefix={PREFIX}
            />
          ))}
        </div>
      </Sheet>
      <ExpectedRows form={form} dictionary={dictionary} errors={errors} fixed={before !== undefined} onChange={put} />
      <LedgerFields
        form={form}
        dictionary={dictionary}
        errors={errors}
        before={before}
        prefix={PREFIX}
        onChange={(fields) => put({ fields })}
      />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {words(before ? 'ledgers.saveVersion' : 'ledgers.save')}
        </Button>
        <Button onClick={() => void attempt(async () => setPreview(await previewLedger(form)))}>{words('ledgers.preview')}</Button>
      </div>
      <Drawer
        open={preview !== undefined}
        onClose={() => setPreview(undefined)}
        title={words('ledgers.previewTitle')}
        size={640}
        destroyOnHidden
      >
        {preview && <PreviewSheet preview={preview} />}
      </Drawer>
      <Drawer open={reading} onClose={() => setReading(false)} title={words('ledgers.fromFile')} destroyOnHidden>
        <FileStep
          accept=".json"
          title={words('ledgers.file')}
          hint={words('ledgers.fileHint')}
          onFile={async (file) => {
            const read = await readLedgerFile(await file.text());
            setForm(read.form);
            setReading(false);
          }}
        />
      </Drawer>
    </form>
  );
}

function valueOf(form: LedgerForm, name: string): FieldValue {
  return (form as unknown as Record<string, FieldValue | null>)[name] ?? undefined;
}

function basicFields(dictionary: Dictionary, { list, department }: LedgerForm): Field[] {
  const one = (name: string, more: Partial<Field>): Field => ({
    name,
    title: words(`ledgers.form.${name}`),
    kind: 'text',
    required: true,
    ...more,
  });
  const departments = [...new Set([...dictionary.departments, department])]
    .filter((name) => name !== '')
    .map((name) => ({ value: name, title: name }));
  return [
    one('title', { max: 60 }),
    one('department', departments.length > 0 ? { kind: 'choice', options: departments } : { max: 60 }),
    one('basis', { max: 200, hint: words('ledgers.form.basisHint') }),
    ...(list
      ? []
      : [
          one('admission', { required: false, max: 60, hint: words('ledgers.form.admissionHint') }),
          one('frequency', { kind: 'choice', options: dictionary.frequencies }),
          one('ends_on', { kind: 'date', required: false, hint: words('ledgers.form.endsHint') }),
          one('fills', { kind: 'choices', options: dictionary.fills }),
          one('checks', { kind: 'choices', required: false, options: dictionary.checks, hint: words('ledgers.form.checksHint') }),
        ]),
  ];
}
