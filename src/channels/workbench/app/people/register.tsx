import { Button } from 'antd';
import { useState } from 'react';
import { CallError } from '../client/client.ts';
import type { Field, FieldValues } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { useHat } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { registerPerson } from './people.client.ts';

const residences = ['registered', 'resident', 'floating'] as const;

const fields: readonly Field[] = [
  { name: 'name', title: words('person.name'), kind: 'text', required: true, max: 60 },
  { name: 'idNumber', title: words('person.idNumber'), hint: words('person.idNumberHint'), kind: 'id-number', required: true, max: 40 },
  { name: 'phone', title: words('person.phone'), kind: 'phone', max: 40 },
  { name: 'community', title: words('person.community'), kind: 'region', level: 'community', required: true },
  { name: 'address', title: words('person.address'), kind: 'text', required: true, max: 120 },
  {
    name: 'residence',
    title: words('person.residence'),
    kind: 'choice',
    required: true,
    options: residences.map((value) => ({ value, title: words(`person.residences.${value}`) })),
  },
  { name: 'cardSeen', title: words('people.cardSeen'), hint: words('people.cardSeenHint'), kind: 'yes-no', required: true },
];

/** Where in the form that stands which was sought in vain; what it means is the server's to say. */
function begun(typed: string): FieldValues {
  const digits = typed.normalize('NFKC').replace(/[^\dxX]/g, '').length;
  return digits === 0 ? { name: typed } : digits > 13 ? { idNumber: typed } : { phone: typed };
}

/** Registers somebody who is not in the register yet. Sex and birth date come from the id number. */
interface RegisterProps {
  readonly typed: string;
  readonly onDone: (person: { county: string; id: string }) => void;
  /** The number stands in the register of another place: the record can be taken over from there. */
  readonly onElsewhere: (begun: { name: string; idNumber: string }) => void;
  readonly cancel: () => void;
}

export function RegisterPerson({ typed, onDone, onElsewhere, cancel }: RegisterProps) {
  const hat = useHat();
  const [start] = useState<FieldValues>(() => ({
    residence: 'registered',
    community: hat.level === 'community' ? hat.region : undefined,
    ...begun(typed),
  }));
  const form = useForm({ fields, initial: start, send: async (values) => onDone(await registerPerson(values)) });
  const known = form.problem instanceof CallError && form.problem.code === 'PERSON_EXISTS';
  const take = () => onElsewhere({ name: String(form.values.name ?? ''), idNumber: String(form.values.idNumber ?? '') });
  return (
    <FormSheet form={form} submit={words('people.register')} columns cancel={cancel} idPrefix="register">
      {known && (
        <p>
          <Button onClick={take}>{words('transfers.begin')}</Button>
        </p>
      )}
    </FormSheet>
  );
}
