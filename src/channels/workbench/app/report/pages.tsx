import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Empty, Facts, Page, Sheet } from '../kit/page.tsx';
import { Await, FocusedProblem } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { listPlans } from '../plan/plan.client.ts';
import type { Receipt } from '../plan/plan.client.ts';
import { gapWords, StateLight, targetWords } from '../plan/reading.tsx';
import { sourceWords } from '../plan/receipt.tsx';
import { go, Link, link } from '../route/router.tsx';
import { useHat, usePower } from '../session/session.tsx';
import { day, figure, isoDay, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { actOnReport, freezeReport, getReport, listReports, recomputeReport, reportFile } from './report.client.ts';
import type { Recomputed, Report, ReportRow } from './report.client.ts';

/** Yearly reports: frozen, checked by another hand, locked. */
export function ReportsPage() {
  const reports = usePower('plan.report');
  const [freezing, setFreezing] = useState(false);
  const answer = useQuery({ queryKey: ['reports'], queryFn: listReports });
  const columns = [
    { name: 'title', title: words('report.name'), heading: true, show: (row: ReportRow) => <><Link to={link('report', row)}>{words('report.of', { place: row.region_name ?? row.region, year: row.year })}</Link><p className="quiet small">{row.title ?? row.plan}</p></> },
    { name: 'version', title: words('report.version'), number: true, show: (row: ReportRow) => figure(row.version) },
    { name: 'state', title: words('accounts.state'), show: (row: ReportRow) => <ReportState state={row.state} /> },
    { name: 'submitted', title: words('report.submitted'), show: (row: ReportRow) => minute(row.submitted_at) },
    { name: 'hash', title: words('report.hash'), show: (row: ReportRow) => <code className="quiet">{row.hash.slice(0, 12)}</code> },
  ];
  return (
    <Page title={words('report.title')} lead={words('report.lead')} actions={reports && <Button type="primary" onClick={() => setFreezing(true)}>{words('report.freeze')}</Button>}>
      <div className="sheet"><Await answer={answer}>{(data) => (data.reports.length === 0 ? <Empty title={words('report.none')} /> : <Table title={words('report.title')} columns={columns} rows={data.reports} keyOf={(row) => row.id} />)}</Await></div>
      <Drawer open={freezing} onClose={() => setFreezing(false)} title={words('report.freeze')} destroyOnHidden><Freeze /></Drawer>
    </Page>
  );
}

function ReportState({ state }: { state: ReportRow['state'] }) {
  const tone = { submitted: 'amber', returned: 'red', checked: '', locked: 'plain' }[state];
  return <span className={`mark-tag ${tone}`}>{words(`report.state.${state}`)}</span>;
}

function Freeze() {
  const client = useQueryClient();
  const hat = useHat();
  const plans = useQuery({ queryKey: ['plans', hat.region, isoDay()], queryFn: () => listPlans(hat.region, isoDay()) });
  const form = useForm({
    fields: [
      { name: 'plan', title: words('report.plan'), kind: 'choice', required: true, options: (plans.data?.plans ?? []).map((plan) => ({ value: plan.plan, title: plan.title })) },
      { name: 'year', title: words('report.year'), kind: 'number', required: true },
    ],
    initial: { year: isoDay().slice(0, 4) },
    send: async (values) => {
      const made = await freezeReport({ year: Number(values.year), plan: String(values.plan) });
      await client.invalidateQueries({ queryKey: ['reports'] });
      go(link('report', made));
    },
  });
  return <FormSheet form={form} submit={words('report.freeze')} before={<p className="soft">{words('report.freezeLead', { place: hat.regionName })}</p>} idPrefix="freeze" />;
}

/** One frozen report: read, check, print. */
export function ReportPage({ county, id }: { county: string; id: string }) {
  const answer = useQuery({ queryKey: ['report', county, id], queryFn: () => getReport({ county, id }) });
  return <Await answer={answer}>{(report) => <ReportSheets report={report} />}</Await>;
}

function ReportSheets({ report }: { report: Report }) {
  const { facts } = report;
  return (
    <Page
      title={words('report.of', { place: facts.region_name, year: facts.year })} lead={facts.plan.title}
      crumbs={<Link to={link('reports')}>{words('report.title')}</Link>}
      actions={<><Button href={reportFile(report, 'docx')}>Word</Button><Button href={reportFile(report, 'pdf')}>PDF</Button><Button onClick={() => window.print()}>{words('print')}</Button></>}
    >
      <div className="stack">
        {facts.plan.demonstration && <p className="note amber">{words('report.demonstration')}</p>}
        <Sheet>
          <Facts facts={[
            [words('accounts.state'), <ReportState state={report.state} />], [words('report.asOf'), day(facts.as_of)], [words('receipt.boundaries'), words(`plan.boundaries.${facts.boundaries.mode}`, { on: day(facts.boundaries.on) })],
            [words('report.submitted'), minute(report.submitted_at)], [words('report.checked'), minute(report.checked_at)], [words('report.locked'), minute(report.locked_at)],
            [words('report.hash'), <><code>{report.hash.slice(0, 24)}</code> {words(report.intact ? 'report.intact' : 'report.broken')}</>], [words('report.note'), report.note],
          ]} />
        </Sheet>
        <ReportActs report={report} />
        <Sheet title={words('report.figures')} pad={false}><ReceiptTable receipts={facts.receipts} /></Sheet>
        <Comparison report={report} />
      </div>
    </Page>
  );
}

function ReceiptTable({ receipts }: { receipts: readonly Receipt[] }) {
  const columns = [
    { name: 'title', title: words('plan.column.title'), heading: true, show: (row: Receipt) => <>{row.figure.title}<p className="quiet small">{row.promise.clause}</p></> },
    { name: 'value', title: words('plan.column.value'), number: true, show: (row: Receipt) => <><strong>{figure(row.figure.value)}</strong> {row.figure.unit}</> },
    { name: 'target', title: words('plan.column.target'), show: (row: Receipt) => targetWords(row.figure, row.promise.wording) },
    { name: 'gap', title: words('plan.column.gap'), number: true, show: (row: Receipt) => gapWords(row.figure) },
    { name: 'state', title: words('plan.column.state'), show: (row: Receipt) => <><StateLight state={row.figure.state} />{row.missing.length > 0 && <p className="quiet small">{words('plan.missing', { count: row.missing.length })}</p>}</> },
    { name: 'source', title: words('plan.column.source'), show: (row: Receipt) => <span className="small soft">{sourceWords(row.promise.source)}</span> },
  ];
  return <Table title={words('report.figures')} columns={columns} rows={receipts} keyOf={(row) => row.figure.id} compact />;
}

const allowed: Record<ReportRow['state'], readonly string[]> = { submitted: ['check', 'return'], returned: [], checked: ['lock'], locked: [] };

/** Whoever submitted cannot check; the server holds that. */
function ReportActs({ report }: { report: Report }) {
  const client = useQueryClient();
  const may = usePower('plan.report');
  const acts = allowed[report.state];
  const form = useForm({
    fields: [
      { name: 'act', title: words('report.act'), kind: 'choice', required: true, options: acts.map((value) => ({ value, title: words(`report.acts.${value}`), hint: words(`report.actNotes.${value}`) })) },
      { name: 'note', title: words('report.note'), kind: 'textarea', required: true, max: 1000 },
    ],
    send: async (values) => {
      await actOnReport(report, { act: String(values.act), note: String(values.note) });
      await Promise.all([client.invalidateQueries({ queryKey: ['report', report.county, report.id] }), client.invalidateQueries({ queryKey: ['reports'] })]);
    },
  });
  if (!may || acts.length === 0) return null;
  return <div className="no-print"><Sheet title={words('report.act')}><FormSheet form={form} submit={words('report.do')} onDone={form.clear} idPrefix="report" /></Sheet></div>;
}

function Comparison({ report }: { report: Report }) {
  const [figures, setFigures] = useState<readonly Recomputed[]>();
  const [problem, setProblem] = useState<unknown>();
  const columns = [
    { name: 'title', title: words('plan.column.title'), heading: true, show: (row: Recomputed) => row.title },
    { name: 'frozen', title: words('report.frozen'), number: true, show: (row: Recomputed) => `${figure(row.frozen)} ${row.unit}` },
    { name: 'now', title: words('report.now'), number: true, show: (row: Recomputed) => `${figure(row.now)} ${row.unit}` },
    { name: 'same', title: words('report.same'), show: (row: Recomputed) => <span className={row.same ? 'mark-tag' : 'mark-tag amber'}>{words(row.same ? 'report.isSame' : 'report.differs')}</span> },
  ];
  return (
    <div className="no-print">
      <Sheet title={words('report.compare')} extra={<Button onClick={() => void recomputeReport(report).then((answer) => setFigures(answer.figures), setProblem)}>{words('receipt.recompute')}</Button>} pad={false}>
        <p className="pad soft">{words('report.compareLead')}</p>
        {problem !== undefined && <div className="pad"><FocusedProblem error={problem} /></div>}
        {figures && <Table title={words('report.compare')} columns={columns} rows={figures} keyOf={(row) => row.id} compact />}
      </Sheet>
    </div>
  );
}
