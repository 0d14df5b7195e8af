import { minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { ReportRow, ReportState } from './report.client.ts';

const tones: Record<ReportState, string> = { submitted: 'amber', returned: 'red', checked: '', locked: 'plain', published: '' };

/** Where a report stands, in one word. */
export function StateTag({ state }: { state: ReportState }) {
  return <span className={`mark-tag ${tones[state]}`}>{words(`report.state.${state}`)}</span>;
}

/** The way of a report through the hands: what is done, what comes next. */
export function Steps({ report, hands }: { report: ReportRow; hands: Readonly<Record<string, string>> }) {
  const steps = [
    ['submitted', report.submitted_at],
    report.state === 'returned' ? (['returned', null] as const) : (['checked', report.checked_at] as const),
    ['locked', report.locked_at],
    ['published', report.published_at],
  ] as const;
  return (
    <ol className="report-steps" aria-label={words('report.way')}>
      {steps.map(([name, at]) => (
        <li
          key={name}
          className={name === 'returned' ? 'back' : at ? 'done' : undefined}
          aria-current={name === report.state ? 'step' : undefined}
        >
          <strong>{words(`report.step.${name}`)}</strong>
          {at && hands[name] && <span>{hands[name]}</span>}
          <span>{at ? minute(at) : words(name === 'returned' ? 'report.state.returned' : 'report.waiting')}</span>
        </li>
      ))}
    </ol>
  );
}
