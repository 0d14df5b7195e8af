import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';
import type { Maskable } from './people.client.ts';
import { maskable, unmask } from './people.client.ts';

export type Unmasked = Partial<Record<Maskable, string>>;

interface UnmaskingProps {
  readonly person: { readonly county: string; readonly id: string };
  readonly onSeen: (values: Unmasked) => void;
}

/** Shows masked facts against a reason, which stays written beside the person. */
export function Unmasking({ person, onSeen }: UnmaskingProps) {
  const may = usePower('person.unmask');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words('unmask.open')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('unmask.title')} destroyOnHidden>
        <UnmaskForm
          person={person}
          onSeen={(values) => {
            onSeen(values);
            setOpen(false);
          }}
        />
      </Drawer>
    </>
  );
}

function UnmaskForm({ person, onSeen }: UnmaskingProps) {
  const form = useForm({
    fields: [
      {
        name: 'fields',
        title: words('unmask.fields'),
        kind: 'choices',
        required: true,
        options: maskable.map((value) => ({ value, title: words(`unmask.field.${value}`) })),
      },
      { name: 'reason', title: words('unmask.reason'), hint: words('unmask.reasonHint'), kind: 'textarea', required: true, max: 200 },
    ],
    send: async (values) => onSeen((await unmask(person, values.fields as readonly string[], String(values.reason))).values),
  });
  return (
    <FormSheet form={form} submit={words('unmask.submit')} before={<p className="soft">{words('unmask.lead')}</p>} idPrefix="unmask" />
  );
}
