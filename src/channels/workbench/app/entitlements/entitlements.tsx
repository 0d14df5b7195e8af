import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { day, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Entitlement } from './entitlements.client.ts';
import { continueEntitlement, stopEntitlement } from './entitlements.client.ts';

/** What somebody receives and received, what runs first. */
export function EntitlementList({ entitlements, untitled = false }: { entitlements: readonly Entitlement[]; untitled?: boolean }) {
  const ends = usePower('entitlement.end');
  return (
    <ul className="stack tight">
      {entitlements.map((one) => (
        <li key={one.id}>
          <p>
            {!untitled && <span className="strong">{one.title} </span>}
            {one.to === null && <span className="mark-tag">{words('entitlements.runs')}</span>} {one.running}
          </p>
          <p className="quiet small">
            {ending(one)}
            <Link to={link('case', { county: one.county, id: one.caseId })}>{one.number}</Link>
          </p>
          {ends && !untitled && <EntitlementChange one={one} />}
        </li>
      ))}
    </ul>
  );
}

function ending(one: Entitlement): string {
  if (one.to === null) return '';
  return `${one.per === 'once' && one.endReason === '' ? words('entitlements.paid') : words('entitlements.stopped', { day: day(one.to), reason: one.endReason })} · `;
}

/** Stopping what runs, or taking a mistaken stop back. */
function EntitlementChange({ one }: { one: Entitlement }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const stops = one.to === null;
  const reason = {
    name: 'reason',
    title: words('entitlements.reason'),
    hint: words('entitlements.reasonHint'),
    kind: 'text',
    required: true,
    max: 200,
  } as const;
  const form = useForm({
    fields: stops
      ? [
          { name: 'day', title: words('entitlements.stopDay'), hint: words('entitlements.stopDayHint'), kind: 'date', required: true },
          reason,
        ]
      : [reason],
    initial: stops ? { day: isoDay() } : {},
    send: (values) => (stops ? stopEntitlement(one, values) : continueEntitlement(one, values)),
  });
  if (!stops && one.per === 'once') return null;
  const deed = stops ? 'stop' : 'resume';
  const done = () => {
    setOpen(false);
    form.clear();
    void client.invalidateQueries({ queryKey: ['person'] });
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words(`entitlements.${deed}`)}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words(`entitlements.${deed}Title`, { title: one.title })}>
        <FormSheet
          form={form}
          submit={words(`entitlements.${deed}`)}
          danger={stops}
          onDone={done}
          idPrefix={`entitlement-${one.id.slice(0, 8)}`}
        />
      </Drawer>
    </>
  );
}
