import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { NewEntry } from '../registers/entry-form.tsx';
import { useRegisters } from '../registers/registers.client.ts';
import { words } from '../text/words.ts';
import type { DoorKey } from './visits.client.ts';

/** Where a task collects a register beside what is known of people: its own form, filled with whom it is about. */
export function AlsoEnter({ door, collects }: { door: DoorKey; collects: string }) {
  const [open, setOpen] = useState(false);
  const register = useRegisters().data?.registers.find((one) => one.register === collects && one.may_write);
  if (!register) return null;
  const about = register.fields.find((field) => field.name === register.named_by && field.of === 'person');
  return (
    <div className="row">
      <Button onClick={() => setOpen(true)}>{words('visits.alsoEnter', { register: register.one })}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={register.title} size={560} destroyOnHidden>
        <NewEntry register={register} place={undefined} given={about ? { [about.name]: door.person } : {}} onDone={() => setOpen(false)} />
      </Drawer>
    </div>
  );
}
