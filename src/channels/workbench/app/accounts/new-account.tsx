import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { useHat } from '../session/session.tsx';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { createAccount } from './accounts.client.ts';
import { useAppointmentFields } from './appointment-fields.ts';
import { OneTimeCode } from './one-time-code.tsx';

/** An account begins with one appointment and a one-time code. */
export function NewAccount() {
  const client = useQueryClient();
  const hat = useHat();
  const appointment = useAppointmentFields();
  const [made, setMade] = useState<{ name: string; code: string }>();
  const form = useForm({
    fields: (values) => [
      { name: 'name', title: words('accounts.name'), kind: 'text', required: true, max: 50 },
      { name: 'login', title: words('accounts.login'), hint: words('accounts.loginHint'), kind: 'text', required: true, max: 40 },
      { name: 'phone', title: words('person.phone'), kind: 'phone', required: true, max: 20 },
      ...appointment(values),
    ],
    initial: { region: hat.region, validFrom: isoDay() },
    send: async (values) => {
      const created = await createAccount(values);
      setMade({ name: String(values.name), code: created.oneTimeCode });
      await client.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
  if (made) return <OneTimeCode name={made.name} code={made.code} />;
  return <FormSheet form={form} submit={words('accounts.create')} idPrefix="account" />;
}
