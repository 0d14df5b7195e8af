import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useCalm } from '../kit/combobox.tsx';
import { Empty, Page } from '../kit/page.tsx';
import { Await, FocusedProblem } from '../kit/problem.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { figure, second } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { listAudit, verifyAudit } from './audit.client.ts';
import type { AuditRow, Finding } from './audit.client.ts';

/** Who did what, when, under which hat and why; and whether the chain of records still holds. */
export function AuditPage() {
  const [subject, setSubject] = useState('');
  const [action, setAction] = useState('');
  const paging = usePaging();
  const asked = useCalm({ subject: subject.trim(), action: action.trim() });
  const { after } = paging;
  const answer = useQuery({ queryKey: ['audit', asked.subject, asked.action, after], queryFn: () => listAudit({ ...asked, after }), placeholderData: keepPreviousData });
  return (
    <Page title={words('audit.title')} lead={words('audit.lead')} actions={<Button onClick={() => window.print()}>{words('print')}</Button>}>
      <div className="stack">
        <Verification />
        <div className="sheet">
          <div className="filters">
            <input className="control" aria-label={words('audit.action')} placeholder={words('audit.action')} value={action} onChange={(event) => { setAction(event.target.value); paging.restart(); }} />
            <div className="finder"><input className="control" aria-label={words('audit.subject')} placeholder={words('audit.subjectHint')} value={subject} onChange={(event) => { setSubject(event.target.value); paging.restart(); }} /></div>
          </div>
          <Await answer={answer}>
            {(data) => data.rows.length === 0 ? <Empty title={words('audit.none')} /> : (
              <>
                <AuditTable rows={data.rows} onSubject={(value) => { setSubject(value); paging.restart(); }} />
                <Pager shown={data.rows.length} {...paging.turning(data.next)} />
              </>
            )}
          </Await>
        </div>
      </div>
    </Page>
  );
}

function AuditTable({ rows, onSubject }: { rows: readonly AuditRow[]; onSubject: (subject: string) => void }) {
  const columns = [
    { name: 'at', title: words('audit.at'), show: (row: AuditRow) => <span className="nowrap">{second(row.at)}</span> },
    { name: 'action', title: words('audit.action'), heading: true, show: (row: AuditRow) => <>{wordsOr(`audit.actions.${row.action.replaceAll('.', '-')}`, row.action)}<p className="quiet small code">{row.action}</p></> },
    { name: 'actor', title: words('audit.actor'), show: (row: AuditRow) => <span className="code">{short(row.actor)}</span> },
    { name: 'subject', title: words('audit.subject'), show: (row: AuditRow) => <button type="button" className="sort code" onClick={() => onSubject(row.subject)}>{short(row.subject)}</button> },
    { name: 'channel', title: words('audit.channel'), show: (row: AuditRow) => wordsOr(`channel.${row.channel}`, row.channel) },
    { name: 'reason', title: words('audit.reason'), show: (row: AuditRow) => <>{row.reason}{row.detail && Object.keys(row.detail).length > 0 && <details className="small"><summary className="quiet">{words('audit.detail')}</summary><code className="pre">{JSON.stringify(row.detail, null, 1)}</code></details>}</> },
  ];
  return <Table title={words('audit.title')} columns={columns} rows={rows} keyOf={(row) => row.id} compact />;
}

/** The end of a long id is what tells two apart. */
function short(value: string): string {
  return value.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-([0-9a-f]{12})/g, '…$1');
}

function Verification() {
  const [findings, setFindings] = useState<readonly Finding[]>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const verify = async () => {
    setBusy(true);
    await verifyAudit().then((answer) => setFindings(answer.findings), setProblem);
    setBusy(false);
  };
  return (
    <section className="sheet">
      <div className="pad row">
        <div style={{ flex: 1 }}><h2>{words('audit.chain')}</h2><p className="soft">{words('audit.chainLead')}</p></div>
        <Button loading={busy} onClick={() => void verify()}>{words('audit.verify')}</Button>
      </div>
      {problem !== undefined && <div className="pad"><FocusedProblem error={problem} /></div>}
      {findings?.map((found) => (
        <div key={found.county} className="pad" role="status">
          {found.broken
            ? <div className="problem"><h2>{words('audit.broken')}</h2><p>{words('audit.brokenAt', { kind: wordsOr(`audit.kinds.${found.broken.kind}`, found.broken.kind), seq: found.broken.seq })} <code>{found.broken.id}</code></p></div>
            : <p className="note">{words('audit.holds', { rows: figure(found.rows), seals: figure(found.seals) })}</p>}
        </div>
      ))}
    </section>
  );
}
