import { Button } from 'antd';
import { useState } from 'react';
import type { Receipt } from '../indicators/plan.client.ts';
import { readReceipt } from '../indicators/plan.client.ts';
import { StateLight, valueWords } from '../indicators/reading.tsx';
import { ReceiptBody } from '../indicators/receipt.tsx';
import { Problem } from '../kit/problem.tsx';
import { Link, link } from '../route/router.tsx';
import { second } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Report } from './report.client.ts';

/** The receipt as it was frozen, and the same figure computed anew beside it. */
export function FrozenReceipt({ report, receipt }: { report: Report; receipt: Receipt }) {
  const { facts } = report;
  const [now, setNow] = useState<Receipt>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const asked = { region: facts.region, day: facts.as_of, boundaries: facts.boundaries.mode, plan: facts.plan.plan };
  const told = facts.progress?.find((one) => one.target === receipt.figure.id);
  const recompute = () => {
    setBusy(true);
    setProblem(undefined);
    void readReceipt(receipt.figure.id, asked)
      .then(setNow, setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <div className="receipt">
      <div className="row">
        <Button loading={busy} onClick={recompute}>
          {words('receipt.recompute')}
        </Button>
        <Link to={link('target', { target: receipt.figure.id }, asked)}>{words('receipt.rows')}</Link>
      </div>
      {problem !== undefined && <Problem error={problem} />}
      {now && <Beside frozen={receipt} now={now} />}
      {told && (
        <section>
          <h3>{words('report.done')}</h3>
          <p className="told">{told.text || words('none')}</p>
          <p className="small soft">
            {words('report.evidence')} · {told.evidence || words('none')}
          </p>
        </section>
      )}
      <ReceiptBody receipt={{ ...receipt, computed_at: report.submitted_at }} />
    </div>
  );
}

function Beside({ frozen, now }: { frozen: Receipt; now: Receipt }) {
  const same = frozen.figure.value === now.figure.value && frozen.figure.state === now.figure.state;
  return (
    <div className={same ? 'note' : 'note amber'} role="status">
      <p>
        <strong>{words(same ? 'report.isSame' : 'report.differs')}</strong> · {second(now.computed_at)}
      </p>
      <p>
        {words('report.frozen')} {valueWords(frozen.figure)} · {words('report.now')} {valueWords(now.figure)}{' '}
        <StateLight state={now.figure.state} level={now.promise.subjects.level} />
      </p>
    </div>
  );
}
