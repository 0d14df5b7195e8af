import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useCalm } from '../kit/combobox.tsx';
import { Empty, Page } from '../kit/page.tsx';
import { Await, FocusedProblem, said } from '../kit/problem.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { go, link, useRoute } from '../route/router.tsx';
import { day, figure, isoDay, second } from '../text/figures.ts';
import { namesUnder, words, wordsOr } from '../text/words.ts';
import type { AuditQuery, AuditRow, Finding } from './audit.client.ts';
import { exportAudit, listAudit, verifyAudit } from './audit.client.ts';

const NOTHING: AuditQuery = { subject: '', actor: '', action: '', helper: '', from: '', to: '' };

/** Who did what, when, under which hat and why; and whether the chain of records still holds. */
export function AuditPage() {
  const { query } = useRoute();
  const [typed, setTyped] = useState<AuditQuery>({
    ...NOTHING,
    helper: query.get('helper') ?? '',
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
  });
  const paging = usePaging();
  const { message } = App.useApp();
  const calm = useCalm(typed);
  const asked = { ...calm, subject: calm.subject.trim() };
  const { after } = paging;
  const answer = useQuery({ queryKey: ['audit', asked, after], queryFn: () => listAudit(asked, after), placeholderData: keepPreviousData });
  const ask = (part: Partial<AuditQuery>) => {
    setTyped({ ...typed, ...part });
    paging.restart();
  };
  const save = () =>
    exportAudit(asked, `${words('audit.title')}-${isoDay()}.xlsx`).catch((error: unknown) => message.error(said(error).sentence));
  return (
    <Page
      title={words('audit.title')}
      lead={words('audit.lead')}
      actions={
        <>
          <Button onClick={() => go(link('helped'))}>{words('audit.helped')}</Button>
          <Button onClick={() => void save()}>{words('audit.export')}</Button>
          <Button onClick={() => window.print()}>{words('print')}</Button>
        </>
      }
    >
      <div className="stack">
        <Verification />
        <div className="sheet">
          <Filters typed={typed} onAsk={ask} />
          <Await answer={answer}>
            {(data) => (
              <>
                <p className="quiet small pad">{words('audit.window', { from: day(data.from), to: day(data.to) })}</p>
                {data.rows.length === 0 ? (
                  <Empty title={words('audit.none')}>
                    <p>{words('audit.noneHint')}</p>
                  </Empty>
                ) : (
                  <>
                    <AuditTable rows={data.rows} onAsk={ask} />
                    <Pager shown={data.rows.length} {...paging.turning(data.next)} />
                  </>
                )}
              </>
            )}
          </Await>
        </div>
      </div>
    </Page>
  );
}

function Filters({ typed, onAsk }: { typed: AuditQuery; onAsk: (part: Partial<AuditQuery>) => void }) {
  const dayField = (name: 'from' | 'to') => (
    <div className="field">
      <label htmlFor={`audit-${name}`}>{words(`audit.${name}`)}</label>
      <input
        id={`audit-${name}`}
        className="control"
        type="date"
        max={isoDay()}
        value={typed[name]}
        onChange={(event) => onAsk({ [name]: event.target.value })}
      />
    </div>
  );
  return (
    <div className="filters">
      <div className="field">
        <label htmlFor="audit-action">{words('audit.action')}</label>
        <select id="audit-action" className="control" value={typed.action} onChange={(event) => onAsk({ action: event.target.value })}>
          <option value="">{words('audit.anyAction')}</option>
          {namesUnder('audit.actions').map((name) => (
            <option key={name} value={name}>
              {words(`audit.actions.${name}`)}
            </option>
          ))}
        </select>
      </div>
      {dayField('from')}
      {dayField('to')}
      <div className="field finder">
        <label htmlFor="audit-subject">{words('audit.subject')}</label>
        <input
          id="audit-subject"
          className="control"
          placeholder={words('audit.subjectHint')}
          value={typed.subject}
          onChange={(event) => onAsk({ subject: event.target.value })}
        />
      </div>
      {Object.values(typed).some(Boolean) && <Button onClick={() => onAsk(NOTHING)}>{words('audit.clear')}</Button>}
    </div>
  );
}

function AuditTable({ rows, onAsk }: { rows: readonly AuditRow[]; onAsk: (part: Partial<AuditQuery>) => void }) {
  const columns = [
    { name: 'at', title: words('audit.at'), show: (row: AuditRow) => <span className="nowrap">{second(row.at)}</span> },
    {
      name: 'action',
      title: words('audit.action'),
      heading: true,
      show: (row: AuditRow) => wordsOr(`audit.actions.${row.action.replaceAll('.', '-')}`, row.action),
    },
    {
      name: 'actor',
      title: words('audit.actor'),
      show: (row: AuditRow) => (
        <>
          <button
            type="button"
            className="sort"
            aria-label={words('audit.onlyActor', { name: row.actorName })}
            onClick={() => onAsk({ actor: row.actor })}
          >
            {row.actorName}
          </button>
          {row.hatName && <p className="quiet small">{row.hatName}</p>}
        </>
      ),
    },
    {
      name: 'subject',
      title: words('audit.subject'),
      show: (row: AuditRow) => (
        <button
          type="button"
          className="sort"
          aria-label={words('audit.onlySubject', { name: subjectName(row) })}
          onClick={() => onAsk({ subject: row.subject })}
        >
          {subjectName(row)}
        </button>
      ),
    },
    { name: 'channel', title: words('audit.channel'), show: (row: AuditRow) => wordsOr(`channel.${row.channel}`, row.channel) },
    {
      name: 'reason',
      title: words('audit.reason'),
      show: (row: AuditRow) => (
        <>
          {row.reason}
          {row.detail && Object.keys(row.detail).length > 0 && (
            <details className="small">
              <summary className="quiet">{words('audit.detail')}</summary>
              <code className="pre">{JSON.stringify(row.detail, null, 1)}</code>
            </details>
          )}
        </>
      ),
    },
  ];
  return <Table title={words('audit.title')} columns={columns} rows={rows} keyOf={(row) => row.id} compact />;
}

/** What kind of thing it was, and its name or the end of its number. */
function subjectName({ subject, subjectName: name }: AuditRow): string {
  const [kind, rest = ''] = subject.split(/:(.*)/s);
  return [wordsOr(`audit.kindsOf.${kind}`, kind!), name || (rest === '*' ? '' : short(rest))].filter(Boolean).join(' ');
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
        <div className="grow">
          <h2>{words('audit.chain')}</h2>
          <p className="soft">{words('audit.chainLead')}</p>
        </div>
        <Button loading={busy} onClick={() => void verify()}>
          {words('audit.verify')}
        </Button>
      </div>
      {problem !== undefined && (
        <div className="pad">
          <FocusedProblem error={problem} />
        </div>
      )}
      {findings?.map((found) => (
        <div key={found.county} className="pad" role="status">
          {found.broken ? (
            <div className="problem">
              <h2>{words('audit.broken')}</h2>
              <p>
                {words('audit.brokenAt', { kind: wordsOr(`audit.kinds.${found.broken.kind}`, found.broken.kind), seq: found.broken.seq })}{' '}
                <code>{found.broken.id}</code>
              </p>
              {found.missing.length > 0 && (
                <details>
                  <summary>{words('audit.missing', { count: found.missing.length })}</summary>
                  {found.missing.map((id) => (
                    <p key={id}>
                      <code>{id}</code>
                    </p>
                  ))}
                </details>
              )}
            </div>
          ) : (
            <p className="note">{words('audit.holds', { rows: figure(found.rows), seals: figure(found.seals) })}</p>
          )}
        </div>
      ))}
    </section>
  );
}
