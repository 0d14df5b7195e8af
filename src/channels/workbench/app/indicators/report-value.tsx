import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { usePower } from '../session/session.tsx';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Receipt } from './plan.client.ts';
import { reportValue } from './plan.client.ts';

/** Fills a gap of a receipt: a number that no register keeps, with its source. */
export function ReportValue({ receipt }: { receipt: Receipt }) {
  const may = usePower('facility.write');
  const [open, setOpen] = useState(false);
  const typed = receipt.measures.filter((measure) => measure.kept === 'reported');
  if (!may || typed.length === 0) return null;
  return (
    <p className="no-print">
      <Button size="small" onClick={() => setOpen(true)}>
        {words('reported.open')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('reported.open')} size={460} destroyOnHidden>
        <ValueForm receipt={receipt} onDone={() => setOpen(false)} />
      </Drawer>
    </p>
  );
}

function ValueForm({ receipt, onDone }: { receipt: Receipt; onDone: () => void }) {
  const client = useQueryClient();
  const typed = receipt.measures
    .filter((measure) => measure.kept === 'reported')
    .map((measure) => ({ value: measure.name, title: `${measure.title} (${measure.unit})` }));
  const places = receipt.figure.rows.map((row) => ({ value: row.code, title: row.name }));
  const form = useForm({
    fields: [
      { name: 'region', title: words('plan.column.place'), kind: 'choice', required: true, options: places },
      { name: 'measure', title: words('reported.measure'), kind: 'choice', required: true, options: typed },
      { name: 'value', title: words('reported.value'), kind: 'number', required: true },
      { name: 'as_of', title: words('population.asOf'), kind: 'date', required: true },
      { name: 'source', title: words('registers.source'), hint: words('reported.sourceHint'), kind: 'text', required: true, max: 200 },
      { name: 'note', title: words('population.note'), kind: 'textarea', max: 500 },
    ],
    initial: { as_of: isoDay(), region: receipt.missing[0]?.code ?? places[0]?.value, measure: typed[0]?.value },
    send: async (values) => {
      await reportValue({ note: '', ...values });
      await Promise.all(['receipt', 'plan', 'map'].map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
  });
  return (
    <FormSheet
      form={form}
      submit={words('reported.submit')}
      before={<p className="soft">{words('reported.lead')}</p>}
      onDone={onDone}
      idPrefix="reported"
    />
  );
}
