import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { said } from '../kit/problem.tsx';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Entry, RegisterView } from './registers.client.ts';
import { endEntry, resumeEntry } from './registers.client.ts';

interface BulkProps {
  readonly register: RegisterView;
  readonly entries: readonly Entry[];
  readonly onDone: () => void;
}

/** Ends the marked entries together, tells which could not be ended, and takes it all back at a press. */
export function BulkBar({ register, entries, onDone }: BulkProps) {
  const { notification } = App.useApp();
  const [open, setOpen] = useState(false);
  const form = useForm({
    fields: [
      { name: 'on', title: words('registers.endOn'), kind: 'date', required: true },
      { name: 'reason', title: words('registers.reason'), kind: 'text', required: true, max: 200 },
    ],
    initial: { on: isoDay() },
    send: async ({ on, reason }) => {
      const { done, failed } = await each(entries, (entry) =>
        endEntry(register.register, entry, { on: String(on), reason: String(reason) }),
      );
      const key = String(Date.now());
      const undo = () => {
        notification.destroy(key);
        void each(done, (entry) =>
          resumeEntry(register.register, { ...entry, version: entry.version + 1 }, words('registers.undoReason')),
        ).then(onDone);
      };
      notification.info({
        key,
        duration: 20,
        title: words('registers.bulkDone', { done: done.length }),
        description: failed.map(({ entry, sentence }) => `${entry.title}：${sentence}`).join('\n'),
        actions: done.length > 0 ? <Button onClick={undo}>{words('registers.undo')}</Button> : undefined,
      });
    },
  });
  if (!register.lasts) return null;
  return (
    <div className="bulk-bar">
      <span>{words('registers.marked', { count: entries.length })}</span>
      <Button onClick={() => setOpen(true)}>{words('registers.end')}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('registers.bulkEnd', { count: entries.length })} destroyOnHidden>
        <FormSheet
          form={form}
          submit={words('registers.end')}
          onDone={() => {
            setOpen(false);
            onDone();
          }}
          idPrefix="bulk"
        />
      </Drawer>
    </div>
  );
}

/** One after the other; what fails does not keep the others. */
async function each(
  entries: readonly Entry[],
  act: (entry: Entry) => Promise<unknown>,
): Promise<{ done: Entry[]; failed: { entry: Entry; sentence: string }[] }> {
  const done: Entry[] = [];
  const failed: { entry: Entry; sentence: string }[] = [];
  for (const entry of entries) {
    await act(entry).then(
      () => done.push(entry),
      (error: unknown) => failed.push({ entry, sentence: said(error).sentence }),
    );
  }
  return { done, failed };
}
