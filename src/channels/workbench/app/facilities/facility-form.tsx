import type { Field, FieldValues } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Facility } from './facilities.client.ts';
import { addFacility, areaNames, bases, buildCases, changeFacility, kinds } from './facilities.client.ts';

const fields: readonly Field[] = [
  { name: 'name', title: words('facilities.name'), kind: 'text', required: true, max: 100 },
  {
    name: 'kind',
    title: words('facilities.kind'),
    kind: 'choice',
    required: true,
    options: kinds.map((value) => ({ value, title: words(`facilities.kinds.${value}`) })),
  },
  {
    name: 'build_case',
    title: words('facilities.buildCase'),
    kind: 'choice',
    required: true,
    options: buildCases.map((value) => ({ value, title: words(`facilities.cases.${value}`) })),
  },
  ...areaNames.map(
    (name): Field => ({ name, title: words(`facilities.${name}`), kind: 'number', required: true, unit: words('facilities.squareMetres') }),
  ),
  { name: 'shared', title: words('facilities.shared'), hint: words('facilities.sharedHint'), kind: 'yes-no', required: true },
  { name: 'address', title: words('facilities.address'), kind: 'text', max: 200 },
  { name: 'property_right', title: words('facilities.propertyRight'), kind: 'text', max: 200 },
  { name: 'built_on', title: words('facilities.builtOn'), kind: 'date' },
  { name: 'valid_from', title: words('facilities.validFrom'), kind: 'date', required: true },
  { name: 'valid_to', title: words('facilities.validTo'), hint: words('facilities.validToHint'), kind: 'date' },
  { name: 'source', title: words('facilities.source'), kind: 'text', required: true, max: 200 },
];

export const basisFields: readonly Field[] = [
  {
    name: 'basis_kind',
    title: words('facilities.basis'),
    kind: 'choice',
    required: true,
    options: bases.map((value) => ({ value, title: words(`facilities.bases.${value}`) })),
  },
  { name: 'basis_id', title: words('facilities.basisId'), hint: words('facilities.basisHint'), kind: 'text', required: true, max: 80 },
];

/** Parts a form's values into the entry and the word it rests on. */
export function parted({ basis_kind, basis_id, ...entry }: FieldValues): { entry: FieldValues; basis: { kind: string; id: string } } {
  return { entry, basis: { kind: String(basis_kind), id: String(basis_id) } };
}

function complete(entry: FieldValues): Record<string, unknown> {
  return { address: '', property_right: '', ...entry, built_on: entry.built_on ?? null, valid_to: entry.valid_to ?? null };
}

/** Enters a facility, its area split by use. */
export function NewFacility({ community, onDone }: { community: string | undefined; onDone: () => void }) {
  const form = useForm({
    fields: [
      { name: 'community', title: words('person.community'), kind: 'region', level: 'community', required: true },
      ...fields,
      ...basisFields,
    ],
    initial: {
      community,
      valid_from: isoDay(),
      build_case: 'existing',
      shared: false,
      area_service: '0',
      area_activity: '0',
      area_office: '0',
      area_commercial: '0',
    },
    send: (values) => {
      const { entry, basis } = parted(values);
      return addFacility(complete(entry), basis);
    },
  });
  return <FormSheet form={form} submit={words('facilities.add')} onDone={onDone} idPrefix="facility" />;
}

/** Changes a facility; only what differs is sent, on somebody's word. */
export function EditFacility({ facility, onDone }: { facility: Facility; onDone: () => void }) {
  const start = Object.fromEntries(fields.map(({ name }) => [name, (facility as unknown as FieldValues)[name] ?? undefined]));
  const form = useForm({
    fields: [...fields, ...basisFields],
    initial: start,
    keep: `facility ${facility.id} ${facility.version}`,
    send: (values) => {
      const { entry, basis } = parted(values);
      const whole = complete(entry);
      const changed = Object.entries(whole).filter(
        ([name, value]) => String(value ?? '') !== String(start[name] ?? '') && Number(value) !== Number(start[name] ?? Number.NaN),
      );
      return changeFacility(facility, Object.fromEntries(changed), basis);
    },
  });
  return <FormSheet form={form} submit={words('save')} onDone={onDone} idPrefix="facility" />;
}
