import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { receiptAddress, receiptPage } from '../cases/case.client.ts';
import { FieldRow } from '../form/field.tsx';
import type { Field, FieldValues } from '../form/fields.ts';
import { withReasons } from '../form/fields.ts';
import { ErrorSummary } from '../form/form.tsx';
import type { Form } from '../form/use-form.ts';
import { useForm } from '../form/use-form.ts';
import type { Item, Repeat } from '../items/items.client.ts';
import { Sheet } from '../kit/page.tsx';
import type { Person } from '../people/people.client.ts';
import { go, Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Handed } from './material-checklist.tsx';
import { MaterialChecklist } from './material-checklist.tsx';
import type { Opened } from './window.client.ts';
import { openCase } from './window.client.ts';

const agentNames = { name: 'agent.name', relation: 'agent.relation', mandate: 'agent.mandate' } as const;
const agentFields: readonly Field[] = [
  { name: agentNames.name, title: words('agent.name'), kind: 'text', required: true, max: 60 },
  {
    name: agentNames.relation,
    title: words('agent.relation'),
    kind: 'choice',
    required: true,
    options: ['family', 'neighbour', 'worker', 'guardian', 'other'].map((value) => ({ value, title: words(`agent.relations.${value}`) })),
  },
  {
    name: agentNames.mandate,
    title: words('agent.mandate'),
    hint: words('agent.mandateHint'),
    kind: 'choice',
    required: true,
    options: ['written', 'spoken', 'guardianship'].map((value) => ({ value, title: words(`agent.mandates.${value}`) })),
  },
];

/** Every question of an item dense on one screen, with what is known already filled in. */
export function Application({ person, item }: { person: Person; item: Item }) {
  const client = useQueryClient();
  const [opened, setOpened] = useState<Opened>();
  const [helped, setHelped] = useState(false);
  const [handed, setHanded] = useState<readonly Handed[]>([]);
  const questions = item.pages.flatMap((page) => page.fields);
  const form = useForm({
    fields: [...(item.repeat?.fields ?? []), ...questions, ...(helped ? agentFields : [])],
    initial: prefilled(item),
    keep: `apply ${person.id} ${item.id}`,
    send: async (values, key) => {
      const { form: answers, agent, repeat } = separate(values);
      setOpened(
        await openCase({
          item: item.id,
          county: person.county,
          applicant: person.id,
          form: answers,
          repeat,
          agent: helped ? agent : undefined,
          attachments: handed.flatMap((each) => each.id ?? []),
          seen: handed.flatMap((each) => (each.seen ? [each.material] : [])),
          channel: 'window',
          key,
        }),
      );
      await Promise.all([
        client.invalidateQueries({ queryKey: ['cases'] }),
        client.invalidateQueries({ queryKey: ['person', person.county, person.id] }),
      ]);
    },
  });
  if (opened) return <Accepted opened={opened} person={person} />;
  return (
    <form
      className="sheet"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <div className="pad stack">
        <ErrorSummary form={form} idPrefix="apply" />
        {item.unmet.length > 0 && (
          <section className="notice warn">
            <h2>{words('window.unmet')}</h2>
            <ul>
              {item.unmet.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
            <p className="soft small">{words('window.unmetNext')}</p>
          </section>
        )}
        {item.repeat && <Receiving repeat={item.repeat} form={form} />}
        {item.pages.map((page) => (
          <QuestionPage key={page.id} page={page} form={form} item={item} />
        ))}
        <Materials item={item} person={person} handed={handed} onHanded={setHanded} />
        <Helped on={helped} onChange={setHelped} form={form} />
        <div className="row">
          <Button type="primary" size="large" htmlType="submit" loading={form.busy}>
            {words('window.submit')}
          </Button>
          <span className="quiet small">{words('window.submitNote')}</span>
        </div>
      </div>
    </form>
  );
}

function prefilled(item: Item): FieldValues {
  return Object.fromEntries(Object.entries(item.prefilled).map(([name, known]) => [name, known.value]));
}

const repeatNames: ReadonlySet<string> = new Set(['repeat_exception', 'repeat_reason']);

/** The person receives it already: what, since when, and whether there can be a second one at all. */
function Receiving({ repeat, form }: { repeat: Repeat; form: Form }) {
  return (
    <section className="notice warn">
      <h2>{words('entitlements.repeatTitle')}</h2>
      <p>
        {repeat.running} <Link to={link('case', { county: repeat.county, id: repeat.caseId })}>{repeat.number}</Link>
      </p>
      <p className="soft small">{words(repeat.fields.length > 0 ? 'entitlements.repeatLead' : 'entitlements.repeatNone')}</p>
      <div className="form columns">
        {repeat.fields.map((field) => (
          <FieldRow
            key={field.name}
            field={field}
            value={form.values[field.name]}
            error={form.errors[field.name]?.sentence}
            onChange={(value) => form.set(field.name, value)}
            idPrefix="apply"
          />
        ))}
      </div>
    </section>
  );
}

/** Splits what is asked about the person from what is asked about the helper. */
function separate(values: FieldValues): {
  form: FieldValues;
  agent: { name: string; relation: string; mandate: string };
  repeat: FieldValues | undefined;
} {
  const form = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('agent.') && !repeatNames.has(name)));
  const repeat = Object.fromEntries(Object.entries(values).filter(([name]) => repeatNames.has(name)));
  const read = (name: string) => String(values[name] ?? '');
  return {
    form,
    agent: { name: read(agentNames.name), relation: read(agentNames.relation), mandate: read(agentNames.mandate) },
    repeat: Object.keys(repeat).length > 0 ? repeat : undefined,
  };
}

function QuestionPage({ page, form, item }: { page: Item['pages'][number]; form: Form; item: Item }) {
  return (
    <section>
      <h2>{page.title}</h2>
      <p className="quiet small off-below">{page.why}</p>
      <div className="form columns">
        {withReasons(page.fields, form.values).map((field) => (
          <Question key={field.name} field={field} form={form} source={item.prefilled[field.name]} />
        ))}
      </div>
    </section>
  );
}

function Question({ field, form, source }: { field: Field; form: Form; source?: { value: unknown; source: string } | undefined }) {
  const untouched = source && form.values[field.name] === source.value;
  const mark = untouched && (
    <span className="filled">{words('window.filled', { source: wordsOr(`source.${source.source.split('.')[0]}`, source.source) })}</span>
  );
  return (
    <FieldRow
      field={field}
      value={form.values[field.name]}
      error={form.errors[field.name]?.sentence}
      onChange={(value) => form.set(field.name, value)}
      idPrefix="apply"
      mark={mark}
    />
  );
}

function Materials(props: { item: Item; person: Person; handed: readonly Handed[]; onHanded: (handed: readonly Handed[]) => void }) {
  if (props.item.materials.length === 0) return null;
  return (
    <section className="question-page">
      <h2>{words('window.materials')}</h2>
      <p className="soft small">{words('window.materialsLead')}</p>
      <MaterialChecklist materials={props.item.materials} person={props.person} handed={props.handed} onHanded={props.onHanded} />
    </section>
  );
}

function Helped({ on, onChange, form }: { on: boolean; onChange: (on: boolean) => void; form: Form }) {
  return (
    <section className="question-page">
      <label className="option">
        <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
        <span className="strong">
          {words('agent.on')}
          <small>{words('agent.onHint')}</small>
        </span>
      </label>
      {on && (
        <div className="form columns off-above">
          {agentFields.map((field) => (
            <FieldRow
              key={field.name}
              field={field}
              value={form.values[field.name]}
              error={form.errors[field.name]?.sentence}
              onChange={(value) => form.set(field.name, value)}
              idPrefix="apply"
            />
          ))}
        </div>
      )}
    </section>
  );
}

function Accepted({ opened, person }: { opened: Opened; person: Person }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    window.scrollTo({ top: 0 });
  }, []);
  return (
    <Sheet title={words('window.accepted')}>
      <div className="stack" role="status" tabIndex={-1} ref={box}>
        <p className="done-number">{opened.number}</p>
        <p>{opened.dueOn ? words('window.acceptedDue', { day: day(opened.dueOn) }) : words('window.acceptedNoDue')}</p>
        <div className="row">
          <div className="row close">
            <Button type="primary" href={receiptPage(opened)} target="_blank">
              {words('case.receipt')}
            </Button>
            <Button href={receiptAddress(opened)} target="_blank" aria-label={words('case.receiptPdf')}>
              PDF
            </Button>
          </div>
          <Button onClick={() => go(link('case', { county: opened.county, id: opened.id }))}>{words('window.toCase')}</Button>
          <Button onClick={() => go(link('window', {}, { person: `${person.county}:${person.id}` }))}>{words('window.another')}</Button>
          <Link to={link('window')}>{words('window.nextPerson')}</Link>
        </div>
      </div>
    </Sheet>
  );
}
