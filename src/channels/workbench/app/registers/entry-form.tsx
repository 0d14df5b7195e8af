import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { Field, FieldValues } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { useHat } from '../session/session.tsx';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Basis, Entry, FieldView, RegisterView } from './registers.client.ts';
import { addEntry, changeEntry, endEntry, moveEntry } from './registers.client.ts';
import { isMasked } from './value.tsx';

const KINDS: Readonly<Record<string, Field['kind']>> = {
  text: 'text',
  note: 'textarea',
  count: 'number',
  number: 'number',
  amount: 'money',
  flag: 'yes-no',
  day: 'date',
  code: 'choice',
  codes: 'choices',
  entry: 'entry',
  'id-number': 'id-number',
  phone: 'phone',
  point: 'text',
  address: 'text',
};

/** A declared field as a question. */
export function question(field: FieldView, correcting: boolean): Field {
  return {
    name: field.name,
    title: field.title,
    hint: field.hint ?? (correcting && field.decided ? words('proposals.decidedField') : undefined),
    kind: KINDS[field.kind]!,
    required: field.required && field.kind !== 'flag',
    options: field.options,
    unit: field.unit,
    max: field.most,
    of: field.of,
  };
}

function questions(register: RegisterView, correcting = false): Field[] {
  return register.fields.filter((field) => field.kind !== 'sum').map((field) => question(field, correcting));
}

/** On whose word somebody enters or changes something. */
export const basisFields: readonly Field[] = [
  {
    name: 'basis_kind',
    title: words('registers.basis'),
    kind: 'choice',
    required: true,
    options: (['document', 'inspection', 'statement'] as const).map((value) => ({ value, title: words(`registers.bases.${value}`) })),
  },
  { name: 'basis_id', title: words('registers.basisId'), hint: words('registers.basisHint'), kind: 'text', required: true, max: 200 },
];

/** Parts a form's values into the entry and the word it rests on. */
export function parted({ basis_kind, basis_id, ...rest }: FieldValues): { rest: FieldValues; basis: Basis } {
  return { rest, basis: { kind: String(basis_kind), id: String(basis_id) } };
}

function sourceField({ sourced }: RegisterView): Field {
  return { name: 'source', title: words('registers.source'), kind: 'text', required: sourced, max: 200 };
}

/** What is meant where nobody says stands in the form from the beginning. */
function meant(register: RegisterView): FieldValues {
  return Object.fromEntries(register.fields.flatMap(({ name, otherwise }) => (otherwise === undefined ? [] : [[name, otherwise]])));
}

/** The lowest level at which an entry stands, for the picker; several levels are all offered. */
function placeField(register: RegisterView): Field {
  const only = register.stands.length === 1 && register.stands[0] !== 'community' ? register.stands[0] : undefined;
  return {
    name: 'place',
    title: words('registers.place'),
    kind: 'region',
    required: true,
    ...(only ? { level: only } : {}),
    hint: words('registers.standsAt', {
      levels: register.stands.map((level) => words(`registers.levels.${level}`)).join(words('registers.comma')),
    }),
  };
}

/** Enters one. What was typed survives leaving the page. */
export function NewEntry({
  register,
  place,
  given = {},
  onDone,
}: {
  register: RegisterView;
  place: string | undefined;
  /** What is known already where the form is opened. */
  given?: FieldValues;
  onDone: (made: Pick<Entry, 'county' | 'id'>) => void;
}) {
  const hat = useHat();
  const own =
    (register.stands as readonly string[]).includes(hat.level) || (hat.level === 'grid' && register.stands.includes('community'))
      ? hat.region
      : undefined;
  let made: Pick<Entry, 'county' | 'id'> | undefined;
  const form = useForm({
    fields: [placeField(register), ...questions(register), sourceField(register), ...basisFields],
    initial: { place: place ?? own, ...meant(register), ...(register.lasts ? { [register.lasts[0]!]: isoDay() } : {}), ...given },
    keep: `new ${register.register} ${Object.values(given).join(' ')}`,
    send: async (values) => {
      const { rest, basis } = parted(values);
      const { place: where, source, ...entry } = rest;
      made = await addEntry(register.register, { place: String(where), values: entry, source: String(source ?? ''), basis });
    },
  });
  return <FormSheet form={form} submit={words('registers.add')} onDone={() => onDone(made!)} idPrefix="entry" />;
}

/** Corrects one; only what differs is sent, on a basis. A masked number is asked only to be replaced. */
export function EditEntry({
  register,
  entry,
  onDone,
  cancel,
}: {
  register: RegisterView;
  entry: Entry;
  onDone: () => void;
  cancel: () => void;
}) {
  const masked = new Set(register.fields.filter(isMasked).map((field) => field.name));
  const start = Object.fromEntries(
    Object.entries(entry.values).map(([name, value]) => [name, masked.has(name) ? undefined : (value ?? undefined)]),
  ) as FieldValues;
  const fields = questions(register, true)
    .filter((field) => !register.fields.find((one) => one.name === field.name)!.fixed)
    .map((field) =>
      masked.has(field.name)
        ? { ...field, required: false, hint: words('registers.keepMasked', { masked: String(entry.values[field.name] || words('none')) }) }
        : field,
    );
  const { message } = App.useApp();
  const client = useQueryClient();
  const form = useForm({
    fields: [...fields, sourceField(register), ...basisFields],
    initial: { ...start, source: entry.source },
    keep: `entry ${entry.id} ${entry.version}`,
    send: async (values) => {
      const { rest, basis } = parted(values);
      const source = String(rest.source ?? '');
      const { proposed } = await changeEntry(register.register, entry, {
        values: changed(fields, start, rest),
        ...(source === entry.source ? {} : { source }),
        basis,
      });
      if (!proposed) return;
      void message.info(words('proposals.sent'));
      await client.invalidateQueries({ queryKey: ['proposals'] });
    },
  });
  return <FormSheet form={form} submit={words('save')} onDone={onDone} cancel={cancel} idPrefix="entry" />;
}

/** What differs from before; what was emptied is sent as nothing. */
function changed(fields: readonly Field[], before: FieldValues, after: FieldValues): Record<string, unknown> {
  const told = (value: unknown): string =>
    value === undefined || value === null ? '' : Array.isArray(value) ? JSON.stringify(value) : String(value);
  return Object.fromEntries(
    fields.filter((field) => told(before[field.name]) !== told(after[field.name])).map((field) => [field.name, after[field.name] ?? null]),
  );
}

/** Ends one from a day on, for a reason. */
export function EndEntry({
  register,
  entry,
  onDone,
  cancel,
}: {
  register: RegisterView;
  entry: Entry;
  onDone: () => void;
  cancel: () => void;
}) {
  const form = useForm({
    fields: [
      { name: 'on', title: words('registers.endOn'), hint: words('registers.endHint'), kind: 'date', required: true },
      { name: 'reason', title: words('registers.reason'), kind: 'text', required: true, max: 200 },
    ],
    initial: { on: isoDay() },
    send: ({ on, reason }) => endEntry(register.register, entry, { on: String(on), reason: String(reason) }),
  });
  return <FormSheet form={form} submit={words('registers.end')} onDone={onDone} cancel={cancel} idPrefix="end" />;
}

/** Puts one under another place from a day on. */
export function MoveEntry({
  register,
  entry,
  onDone,
  cancel,
}: {
  register: RegisterView;
  entry: Entry;
  onDone: () => void;
  cancel: () => void;
}) {
  const form = useForm({
    fields: [placeField(register), { name: 'on', title: words('registers.moveOn'), kind: 'date', required: true }, ...basisFields],
    initial: { on: isoDay() },
    send: (values) => {
      const { rest, basis } = parted(values);
      return moveEntry(register.register, entry, { place: String(rest.place), on: String(rest.on), basis });
    },
  });
  return <FormSheet form={form} submit={words('registers.move')} onDone={onDone} cancel={cancel} idPrefix="move" />;
}

/** An act that needs a reason only. */
export function ReasonForm({
  submit,
  danger = false,
  send,
  onDone,
  cancel,
  idPrefix = 'reason',
}: {
  submit: string;
  danger?: boolean;
  send: (reason: string) => Promise<unknown>;
  onDone: () => void;
  cancel: () => void;
  idPrefix?: string;
}) {
  const form = useForm({
    fields: [{ name: 'reason', title: words('registers.reason'), kind: 'text', required: true, max: 200 }],
    send: ({ reason }) => send(String(reason)),
  });
  return <FormSheet form={form} submit={submit} danger={danger} onDone={onDone} cancel={cancel} idPrefix={idPrefix} />;
}
