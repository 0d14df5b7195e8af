import { App } from 'antd';
import { useState } from 'react';
import type { Field, FieldValues } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { useHat } from '../session/session.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { TransferPreview } from './transfers.client.ts';
import { checkTransfer, transferPerson } from './transfers.client.ts';

interface TransferProps {
  /** What is known of the person already: from the search, or from a registration that found the number taken. */
  readonly begun: { readonly name?: string | undefined; readonly idNumber?: string | undefined };
  readonly onDone: (person: { county: string; id: string }) => void;
  readonly cancel: () => void;
}

interface Found {
  readonly sought: { readonly name: string; readonly idNumber: string };
  readonly preview: TransferPreview;
}

const sought: readonly Field[] = [
  { name: 'name', title: words('person.name'), kind: 'text', required: true, max: 60 },
  { name: 'idNumber', title: words('person.idNumber'), hint: words('transfers.idHint'), kind: 'id-number', required: true, max: 40 },
];

/** Takes a resident over from another place: who it is, then what comes along. */
export function Transfer({ begun, onDone, cancel }: TransferProps) {
  const [found, setFound] = useState<Found>();
  const form = useForm({
    fields: sought,
    initial: { ...begun },
    send: async (values) => {
      const asked = { name: String(values.name), idNumber: String(values.idNumber) };
      setFound({ sought: asked, preview: await checkTransfer(asked) });
    },
  });
  if (found) return <TakeOver found={found} onDone={onDone} cancel={() => setFound(undefined)} />;
  return (
    <FormSheet
      form={form}
      submit={words('transfers.check')}
      before={<p className="soft">{words('transfers.lead')}</p>}
      columns
      cancel={cancel}
      idPrefix="transfer"
    />
  );
}

const basis: readonly Field[] = [
  {
    name: 'basis',
    title: words('transfers.basis'),
    kind: 'choice',
    required: true,
    options: ['card', 'word'].map((value) => ({ value, title: words(`transfers.bases.${value}`) })),
  },
  { name: 'evidence', title: words('transfers.evidence'), hint: words('transfers.evidenceHint'), kind: 'text', required: true, max: 200 },
];

function fieldsOf({ crossing, others, cases }: TransferPreview, household: boolean): Field[] {
  const choices = (key: string, values: readonly string[]) => values.map((value) => ({ value, title: words(`${key}.${value}`) }));
  const along = crossing
    ? []
    : cases
        .filter((one) => one.mine || household)
        .map(
          (one): Field => ({
            name: `case-${one.id}`,
            title: words('transfers.case', { title: one.title, number: one.number, applicant: one.applicant }),
            hint: words('transfers.caseState', { state: one.stateTitle, day: day(one.openedAt) }),
            kind: 'choice',
            required: true,
            options: choices('transfers.caseGoes', ['along', 'stays']),
          }),
        );
  return [
    { name: 'community', title: words('transfers.community'), kind: 'region', level: 'community', required: true },
    { name: 'address', title: words('person.address'), kind: 'text', required: true, max: 120 },
    {
      name: 'residence',
      title: words('person.residence'),
      kind: 'choice',
      required: true,
      options: choices('person.residences', ['registered', 'resident', 'floating']),
    },
    ...(others > 0 && !crossing
      ? [
          {
            name: 'household',
            title: words('transfers.household', { count: others }),
            kind: 'choice',
            required: true,
            options: choices('transfers.householdGoes', ['alone', 'all']),
          } as const,
        ]
      : []),
    ...along,
    ...basis,
  ];
}

function TakeOver({ found, onDone, cancel }: { found: Found; onDone: TransferProps['onDone']; cancel: () => void }) {
  const hat = useHat();
  const { message } = App.useApp();
  const { preview } = found;
  const form = useForm({
    fields: (values) => fieldsOf(preview, values.household === 'all'),
    initial: { community: hat.level === 'community' ? hat.region : undefined, residence: 'resident' },
    send: async ({ community, address, residence, household, basis: shown, evidence, ...cases }) => {
      const along = Object.entries(cases as FieldValues)
        .filter(([, goes]) => goes === 'along')
        .map(([name]) => name.slice('case-'.length));
      const moved = await transferPerson({
        ...found.sought,
        community,
        address,
        residence,
        household: household === 'all',
        basis: shown,
        evidence,
        cases: along,
      } as FieldValues);
      void message.success(words('transfers.done', { told: moved.told }));
      onDone(moved);
    },
  });
  const before = (
    <div className="stack tight">
      <p>{words('transfers.found', { from: preview.from })}</p>
      <p className="soft small">{words(preview.crossing ? 'transfers.crossing' : 'transfers.told')}</p>
    </div>
  );
  return <FormSheet form={form} submit={words('transfers.take')} before={before} columns cancel={cancel} idPrefix="take" />;
}
