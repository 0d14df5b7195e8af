import { Button } from 'antd';
import { useState } from 'react';
import type { FieldErrors } from '../client/client.ts';
import { FieldRow, fieldId } from '../form/field.tsx';
import type { Field } from '../form/fields.ts';
import { Sheet } from '../kit/page.tsx';
import { words } from '../text/words.ts';
import type { Dictionary, Expected, KnownFact, Ledger, LedgerField, LedgerForm } from './ledgers.client.ts';

interface ExpectedProps {
  readonly form: LedgerForm;
  readonly dictionary: Dictionary;
  readonly errors: FieldErrors;
  /** What a row is about stays what it is from version to version. */
  readonly fixed: boolean;
  readonly onChange: (more: Partial<LedgerForm>) => void;
}

/** What one row is about, and which of them are expected: those with a label, of a kind, or above an age. */
export function ExpectedRows({ form, dictionary, errors, fixed, onChange }: ExpectedProps) {
  const coded = dictionary.fields.filter((fact) => fact.options || (fact.kind === 'day' && fact.register === form.rows));
  const filters = ['person', 'household', 'dwelling'].includes(form.rows);
  const put = (at: number, one: Expected | undefined) =>
    onChange({ expected: form.expected.flatMap((old, index) => (index === at ? (one ? [one] : []) : [old])) });
  return (
    <Sheet title={words('ledgers.rowsTitle')}>
      <div className="stack tight">
        {fixed ? (
          <p>{dictionary.rows.find(({ value }) => value === form.rows)?.title}</p>
        ) : (
          <FieldRow
            field={{ name: 'rows', title: words('ledgers.form.rows'), kind: 'choice', required: true, options: dictionary.rows }}
            value={form.rows}
            error={errors.rows?.sentence}
            onChange={(rows) =>
              onChange({ rows: String(rows), expected: [], fields: form.fields.filter(({ known }) => known === undefined) })
            }
            idPrefix="ledger"
          />
        )}
        {filters && (
          <>
            <h3 className="strong">{words('ledgers.expected')}</h3>
            <p className="quiet small">{words('ledgers.expectedHint')}</p>
            {form.expected.map((one, at) => (
              <ExpectedRow
                key={one.key}
                one={one}
                fact={dictionary.fields.find(({ key }) => key === one.key)}
                error={errors[`expected.${at}`]?.sentence}
                onChange={(next) => put(at, next)}
              />
            ))}
            <div>
              <select
                className="control"
                aria-label={words('ledgers.addExpected')}
                value=""
                onChange={(event) => {
                  const fact = coded.find(({ key }) => key === event.target.value);
                  if (fact)
                    onChange({ expected: [...form.expected, fact.options ? { key: fact.key, any: [] } : { key: fact.key, years: 60 }] });
                }}
              >
                <option value="">{words('ledgers.addExpected')}</option>
                {coded
                  .filter(({ key }) => !form.expected.some((one) => one.key === key))
                  .map((fact) => (
                    <option key={fact.key} value={fact.key}>
                      {words('ledgers.factOf', { title: fact.title, owner: fact.owner })}
                    </option>
                  ))}
              </select>
            </div>
          </>
        )}
      </div>
    </Sheet>
  );
}

function ExpectedRow({
  one,
  fact,
  error,
  onChange,
}: {
  one: Expected;
  fact: KnownFact | undefined;
  error: string | undefined;
  onChange: (one: Expected | undefined) => void;
}) {
  const title = fact ? words('ledgers.factOf', { title: fact.title, owner: fact.owner }) : one.key;
  const field: Field = one.any
    ? { name: one.key, title, kind: 'choices', required: true, options: fact?.options ?? [] }
    : { name: one.key, title, kind: 'number', required: true, unit: words('ledgers.yearsAgo') };
  return (
    <div className="ledger-field">
      <FieldRow
        field={field}
        value={one.any ?? one.years}
        error={error}
        onChange={(value) => onChange(one.any ? { ...one, any: value as readonly string[] } : { ...one, years: Number(value) || 0 })}
        idPrefix="expected"
      />
      <div>
        <Button size="small" onClick={() => onChange(undefined)}>
          {words('remove')}
        </Button>
      </div>
    </div>
  );
}

interface FieldsProps {
  readonly form: LedgerForm;
  readonly dictionary: Dictionary;
  readonly errors: FieldErrors;
  readonly before: Ledger | undefined;
  readonly prefix: string;
  readonly onChange: (fields: readonly LedgerField[]) => void;
}

/** The columns: what is known is chosen, what is new is written. */
export function LedgerFields({ form, dictionary, errors, before, prefix, onChange }: FieldsProps) {
  const { fields } = form;
  const [picking, setPicking] = useState(fields.length === 0);
  const put = (at: number, one: LedgerField) => onChange(fields.map((old, index) => (index === at ? one : old)));
  const step = (at: number, by: number) => {
    const next = [...fields];
    const [moved] = next.splice(at, 1);
    next.splice(at + by, 0, moved!);
    onChange(next);
  };
  const shown = fields.filter(({ known }) => known !== undefined).length;
  return (
    <Sheet
      title={words('ledgers.fieldsTitle')}
      extra={<span className="quiet small">{words('ledgers.fieldsOf', { shown, all: fields.length })}</span>}
    >
      <div className="ledger-fields">
        {errors.fields && <p className="alarm">{errors.fields.sentence}</p>}
        {fields.map((field, at) => (
          <fieldset
            key={field.known ?? field.name ?? at}
            className={errors[`fields.${at}`] ? 'ledger-field wrong' : 'ledger-field'}
            id={fieldId(prefix, `fields.${at}`)}
            tabIndex={-1}
          >
            <legend className="unseen">{field.title || words('ledgers.newField')}</legend>
            {errors[`fields.${at}`] && <p className="alarm small">{errors[`fields.${at}`]!.sentence}</p>}
            {field.known ? (
              <KnownLine field={field} fact={dictionary.fields.find(({ key }) => key === field.known)} />
            ) : (
              <AskedField field={field} at={at} dictionary={dictionary} before={before} onChange={(one) => put(at, one)} />
            )}
            <div className="row close">
              <UseKnown fact={dictionary.fields.find(({ key }) => key === errors[`fields.${at}`]?.key)} onUse={(one) => put(at, one)} />
              <Button size="small" disabled={at === 0} onClick={() => step(at, -1)}>
                {words('ledgers.up')}
              </Button>
              <Button size="small" disabled={at === fields.length - 1} onClick={() => step(at, 1)}>
                {words('ledgers.down')}
              </Button>
              <Button size="small" onClick={() => onChange(fields.filter((_, index) => index !== at))}>
                {words('remove')}
              </Button>
            </div>
          </fieldset>
        ))}
        <div className="row">
          <Button onClick={() => setPicking(!picking)} aria-expanded={picking}>
            {words('ledgers.pickKnown')}
          </Button>
          <Button onClick={() => onChange([...fields, { title: '', kind: 'text' }])}>{words('ledgers.addField')}</Button>
        </div>
        {picking && <FactPick dictionary={dictionary} chosen={fields} onChange={onChange} />}
      </div>
    </Sheet>
  );
}

/** The way from a refused question to the fact it means. */
function UseKnown({ fact, onUse }: { fact: KnownFact | undefined; onUse: (field: LedgerField) => void }) {
  if (!fact) return null;
  const asked = fact.register === 'ledger' ? { kind: fact.kind } : {};
  return (
    <Button size="small" type="primary" onClick={() => onUse({ known: fact.key, title: fact.title, ...asked })}>
      {words('ledgers.useKnown', { title: fact.title })}
    </Button>
  );
}

function KnownLine({ field, fact }: { field: LedgerField; fact: KnownFact | undefined }) {
  return (
    <p className="known-line">
      <strong>{fact?.title ?? field.title ?? field.known}</strong>
      <span className="mark-tag">{words('ledgers.known')}</span>
      <span className="quiet small grow">{fact ? words('ledgers.keptBy', { owner: fact.owner, fresh: fact.fresh }) : ''}</span>
    </p>
  );
}

/** A new question: title, kind, choices, whether it must be answered. */
function AskedField({
  field,
  at,
  dictionary,
  before,
  onChange,
}: {
  field: LedgerField;
  at: number;
  dictionary: Dictionary;
  before: Ledger | undefined;
  onChange: (field: LedgerField) => void;
}) {
  const id = `asked-${at}`;
  const older = (before?.fields ?? []).filter(({ known, name }) => known === undefined && name !== field.name);
  const put = (more: Partial<LedgerField>) => onChange({ ...field, ...more });
  const row = (one: Field, value: Parameters<typeof FieldRow>[0]['value'], change: Parameters<typeof FieldRow>[0]['onChange']) => (
    <FieldRow field={one} value={value} onChange={change} idPrefix={id} />
  );
  const listed = (options: Field['options']) => options;
  return (
    <>
      <div className="inline">
        {row({ name: 'title', title: words('ledgers.form.fieldTitle'), kind: 'text', required: true, max: 60 }, field.title, (title) =>
          put({ title: String(title) }),
        )}
        <div className="field">
          <label htmlFor={`${id}-kind`}>{words('ledgers.form.kind')}</label>
          <select id={`${id}-kind`} className="control" value={field.kind} onChange={(event) => put({ kind: event.target.value })}>
            {dictionary.kinds.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </div>
        {['count', 'number'].includes(field.kind ?? '') &&
          row({ name: 'unit', title: words('ledgers.form.unit'), kind: 'text', max: 20 }, field.unit, (unit) =>
            put({ unit: String(unit) }),
          )}
        {dictionary.feeds.length > 0 && ['count', 'number', 'amount', 'flag'].includes(field.kind ?? '') && (
          <Picked
            id={`${id}-feeds`}
            title={words('ledgers.form.feeds')}
            value={field.feeds}
            options={listed(dictionary.feeds)!}
            onChange={(feeds) => put({ feeds })}
          />
        )}
        {older.length > 0 && !older.some(({ name }) => name === field.name) && field.name === undefined && (
          <Picked
            id={`${id}-continues`}
            title={words('ledgers.form.continues')}
            value={field.continues}
            options={older.map(({ name, title }) => ({ value: name!, title: title! }))}
            onChange={(continues) => put({ continues })}
          />
        )}
      </div>
      {(field.kind === 'code' || field.kind === 'codes') &&
        row(
          {
            name: 'options',
            title: words('ledgers.form.options'),
            hint: words('ledgers.form.optionsHint'),
            kind: 'textarea',
            required: true,
          },
          (field.options ?? []).join('\n'),
          (value) => put({ options: String(value).split('\n') }),
        )}
      {field.kind !== 'flag' && (
        <label className="option">
          <input type="checkbox" checked={field.required ?? false} onChange={(event) => put({ required: event.target.checked })} />
          <span>{words('ledgers.form.required')}</span>
        </label>
      )}
    </>
  );
}

function Picked({
  id,
  title,
  value,
  options,
  onChange,
}: {
  id: string;
  title: string;
  value: string | undefined;
  options: readonly { value: string; title: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <select id={id} className="control" value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
        <option value="">{words('none')}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.title}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The field dictionary: every fact that can be shown of such a row, under who keeps it. */
function FactPick({
  dictionary,
  chosen,
  onChange,
}: {
  dictionary: Dictionary;
  chosen: readonly LedgerField[];
  onChange: (fields: readonly LedgerField[]) => void;
}) {
  const [typed, setTyped] = useState('');
  const facts = dictionary.fields.filter(({ title, owner }) => `${title}${owner}`.includes(typed.trim()));
  const owners = [...new Set(facts.map(({ owner }) => owner))];
  const isChosen = (key: string) => chosen.some(({ known }) => known === key);
  const pick = (fact: KnownFact, on: boolean) => {
    const rest = chosen.filter(({ known }) => known !== fact.key);
    const asked = fact.register === 'ledger' ? { kind: fact.kind } : {};
    onChange(on ? [...rest, { known: fact.key, title: fact.title, ...asked }] : rest);
  };
  return (
    <div className="stack tight">
      <div className="field">
        <label htmlFor="fact-search">{words('ledgers.findFact')}</label>
        <input id="fact-search" className="control" value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
      </div>
      <div className="fact-pick">
        {owners.map((owner) => (
          <fieldset key={owner}>
            <legend className="quiet small">{owner}</legend>
            {facts
              .filter((fact) => fact.owner === owner)
              .map((fact) => (
                <label key={fact.key} className="option">
                  <input type="checkbox" checked={isChosen(fact.key)} onChange={(event) => pick(fact, event.target.checked)} />
                  <span>
                    {fact.title} <small>{fact.fresh}</small>
                  </span>
                </label>
              ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}
