import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { words } from '../text/words.ts';
import { correctIdentity } from './transfers.client.ts';

/** Sets a name or an id number right that was entered wrongly, on a basis. */
export function CorrectIdentity({ person }: { person: { county: string; id: string } }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const form = useForm({
    fields: [
      { name: 'name', title: words('person.name'), hint: words('person.changeHint'), kind: 'text', max: 60 },
      { name: 'idNumber', title: words('person.idNumber'), hint: words('transfers.identityHint'), kind: 'id-number', max: 40 },
      { name: 'basis', title: words('person.basis'), hint: words('transfers.identityBasis'), kind: 'text', required: true, max: 200 },
    ],
    send: (values) => correctIdentity(person, values),
  });
  const done = () => {
    setOpen(false);
    form.clear();
    void client.invalidateQueries({ queryKey: ['person', person.county, person.id] });
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words('transfers.identity')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('transfers.identity')}>
        <FormSheet
          form={form}
          submit={words('save')}
          before={<p className="soft">{words('transfers.identityLead')}</p>}
          onDone={done}
          idPrefix="identity"
        />
      </Drawer>
    </>
  );
}
