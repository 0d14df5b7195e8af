import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { day } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Deadline } from './case.client.ts';

/** Opens the reckoning of a deadline, day by day. */
export function WhyThisDate({ deadline }: { deadline: Deadline }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" className="no-print tucked" onClick={() => setOpen(true)}>
        {words('deadline.why')}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('deadline.title')} size={460}>
        <div className="stack tight">
          {deadline.start && <p>{words('deadline.lead', { start: day(deadline.start), due: day(deadline.dueOn) })}</p>}
          {deadline.days !== undefined && (
            <p className="soft small">
              {words(deadline.unit === 'calendar' ? 'deadline.ruleCalendar' : 'deadline.ruleWorking', {
                days: deadline.days,
                source: deadline.source ?? words('none'),
              })}
              {deadline.extended
                ? ` ${words(`deadline.extended.${deadline.unit === 'calendar' ? 'calendar' : 'working'}`, { days: deadline.extended })}`
                : ''}
            </p>
          )}
          {deadline.provisional && <p className="note amber">{words('deadline.provisional')}</p>}
          <Trace deadline={deadline} />
        </div>
      </Drawer>
    </>
  );
}

function Trace({ deadline }: { deadline: Deadline }) {
  return (
    <table className="trace">
      <thead>
        <tr>
          <th scope="col">{words('deadline.day')}</th>
          <th scope="col">{words('deadline.kind')}</th>
          <th scope="col">{words('deadline.counted')}</th>
        </tr>
      </thead>
      <tbody>
        {deadline.trace.map((line) => (
          <tr key={line.from}>
            <td className="nowrap">
              {line.from === line.to ? day(line.from) : words('deadline.span', { from: day(line.from), to: day(line.to) })}
            </td>
            <td>
              {wordsOr(`deadline.kinds.${line.kind}`, line.kind)}
              {line.note && <span className="quiet"> · {line.note}</span>}
            </td>
            <td className="nowrap">{countedWords(line.counted)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function countedWords(counted: Deadline['trace'][number]['counted']): string {
  if (!counted) return words('deadline.skipped');
  return counted.from === counted.to ? words('deadline.nth', { n: counted.to }) : words('deadline.nths', counted);
}
