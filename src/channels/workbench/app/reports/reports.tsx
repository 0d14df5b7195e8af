import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import type { Receipt } from '../indicators/plan.client.ts';
import {
  alsoWords,
  baselineWords,
  gapWords,
  missingWords,
  passedOverWords,
  rangeWords,
  StateLight,
  targetWords,
  Value,
  valueWords,
} from '../indicators/reading.tsx';
import { sourceWords } from '../indicators/receipt.tsx';
import { Empty, Facts, Page, Sheet } from '../kit/page.tsx';
import { Await, FocusedProblem } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import '../indicators/plan.css';
import { Link, link } from '../route/router.tsx';
import { usePower, useSession } from '../session/session.tsx';
import { day, figure, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { Freeze } from './freeze.tsx';
import { FrozenReceipt } from './frozen-receipt.tsx';
import type { Recomputed, Report, ReportRow, ReportState } from './report.client.ts';
import { actOnReport, getReport, listReports, publicFile, recomputeReport, reportFile } from './report.client.ts';
import { StateTag, Steps } from './state.tsx';
import { Years } from './years.tsx';
import './report.css';

/** Yearly reports: frozen, checked by another hand, locked, published. */
export function ReportsPage() {
  const reports = usePower('plan.report');
  const [freezing, setFreezing] = useState(false);
  const answer = useQuery({ queryKey: ['reports'], queryFn: listReports });
  return (
    <Page
      title={words('report.title')}
      lead={words('report.lead')}
      actions={
        reports && (
          <Button type="primary" onClick={() => setFreezing(true)}>
            {words('report.freeze')}
          </Button>
        )
      }
    >
      <Await answer={answer}>
        {(data) => (
          <div className="stack">
            <div className="sheet">
              {data.reports.length === 0 ? (
                <Empty title={words('report.none')}>
                  <NextStep may={reports} makers={data.makers} onFreeze={() => setFreezing(true)} />
                </Empty>
              ) : (
                <ReportTable reports={data.reports} />
              )}
            </div>
            {series(data.reports).map((row) => (
              <Years
                key={`${row.region} ${row.plan}`}
                region={row.region}
                plan={row.plan}
                lead={`${row.region_name ?? row.region} · ${row.title ?? row.plan}`}
              />
            ))}
          </div>
        )}
      </Await>
      <Drawer open={freezing} onClose={() => setFreezing(false)} title={words('report.freeze')} size="min(640px, 100vw)">
        <Freeze />
      </Drawer>
    </Page>
  );
}

/** Without a report: make one, or hear who does. */
function NextStep({ may, makers, onFreeze }: { may: boolean; makers: readonly string[]; onFreeze: () => void }) {
  if (may)
    return (
      <>
        <p>{words('report.noneLead')}</p>
        <p>
          <Button type="primary" onClick={onFreeze}>
            {words('report.freeze')}
          </Button>
        </p>
      </>
    );
  return (
    <>
      <p>{words('report.madeBy', { makers: makers.join(words('comma')) })}</p>
      <p className="strip centred">
        <Link to={link('plan')}>{words('report.toPlan')}</Link>
      </p>
    </>
  );
}

/** Places and plans that have reports of more than one year. */
function series(reports: readonly ReportRow[]): ReportRow[] {
  const standing = reports.filter((row) => row.state !== 'returned');
  const alike = (a: ReportRow, b: ReportRow) => a.region === b.region && a.plan === b.plan;
  return standing.filter(
    (row, at) =>
      standing.findIndex((other) => alike(row, other)) === at && standing.some((other) => alike(row, other) && other.year !== row.year),
  );
}

function ReportTable({ reports }: { reports: readonly ReportRow[] }) {
  const columns = [
    {
      name: 'title',
      title: words('report.name'),
      heading: true,
      show: (row: ReportRow) => (
        <>
          <Link to={link('report', row)}>{words('report.of', { place: row.region_name ?? row.region, year: row.year })}</Link>
          <p className="quiet small">{row.title ?? row.plan}</p>
        </>
      ),
    },
    { name: 'version', title: words('report.version'), number: true, show: (row: ReportRow) => figure(row.version) },
    { name: 'state', title: words('accounts.state'), show: (row: ReportRow) => <StateTag state={row.state} /> },
    { name: 'submitted', title: words('report.submitted'), show: (row: ReportRow) => minute(row.submitted_at) },
    { name: 'hash', title: words('report.hash'), show: (row: ReportRow) => <code className="quiet">{row.hash.slice(0, 12)}</code> },
  ];
  return <Table title={words('report.title')} columns={columns} rows={reports} keyOf={(row) => row.id} />;
}

/** One frozen report: read, check, print. */
export function ReportPage({ county, id }: { county: string; id: string }) {
  const answer = useQuery({ queryKey: ['report', county, id], queryFn: () => getReport({ county, id }) });
  return <Await answer={answer}>{(report) => <ReportSheets key={report.id} report={report} />}</Await>;
}

function ReportSheets({ report }: { report: Report }) {
  const { facts } = report;
  const [open, setOpen] = useState<Receipt>();
  return (
    <Page
      title={words('report.of', { place: facts.region_name, year: facts.year })}
      lead={facts.plan.title}
      crumbs={<Link to={link('reports')}>{words('report.title')}</Link>}
      actions={
        <>
          <Button href={reportFile(report, 'docx')}>Word</Button>
          <Button href={reportFile(report, 'pdf')}>PDF</Button>
          <Button onClick={() => window.print()}>{words('print')}</Button>
        </>
      }
    >
      <div className="stack">
        {facts.plan.demonstration && <p className="note amber">{words('report.demonstration')}</p>}
        {facts.as_of < `${facts.year}-12-31` && (
          <p className="note amber">{words('report.unfinished', { year: String(facts.year), day: day(facts.as_of) })}</p>
        )}
        <About report={report} />
        <ReportActs report={report} />
        <Sheet title={words('report.figures')} pad={false}>
          <p className="pad soft">{report.summary}</p>
          <ReceiptTable receipts={facts.receipts} onOpen={setOpen} />
        </Sheet>
        <ProgressTable report={report} />
        <Years region={report.region} plan={report.plan} />
        <Comparison report={report} />
      </div>
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open?.figure.title}
        size="min(640px, 96vw)"
        destroyOnHidden
      >
        {open && <FrozenReceipt report={report} receipt={open} />}
      </Drawer>
    </Page>
  );
}

function About({ report }: { report: Report }) {
  const { facts } = report;
  return (
    <Sheet>
      <Steps report={report} hands={report.hands} />
      {report.state === 'published' && (
        <p className="note">
          {words('report.isPublic')} <a href={publicFile(report, 'pdf')}>{words('report.publicFile')}</a>
        </p>
      )}
      <Facts
        facts={[
          [words('accounts.state'), <StateTag state={report.state} />],
          [words('report.version'), figure(report.version)],
          [
            words('plan.periodTitle'),
            words('plan.period', {
              from: day(facts.plan.period.from),
              to: facts.plan.period.to ? day(facts.plan.period.to) : words('plan.open'),
            }),
          ],
          [words('report.asOf'), day(facts.as_of)],
          [words('receipt.boundaries'), words(`plan.boundaries.${facts.boundaries.mode}`, { on: day(facts.boundaries.on) })],
          [words('report.policy'), facts.plan.version],
          [
            words('report.hash'),
            <>
              <code>{report.hash.slice(0, 24)}</code> {words(report.intact ? 'report.intact' : 'report.broken')}
            </>,
          ],
          [words('report.note'), report.note],
        ]}
      />
    </Sheet>
  );
}

/** What was done in the year, told by people; the figures above are computed. */
function ProgressTable({ report }: { report: Report }) {
  const rows = (report.facts.progress ?? []).map((told) => ({
    ...told,
    title: report.facts.receipts.find((one) => one.figure.id === told.target)?.figure.title ?? told.target,
  }));
  type Row = (typeof rows)[number];
  const columns = [
    { name: 'title', title: words('plan.column.title'), heading: true, show: (row: Row) => row.title },
    { name: 'text', title: words('report.done'), show: (row: Row) => <span className="told">{row.text || words('none')}</span> },
    { name: 'evidence', title: words('report.evidence'), show: (row: Row) => row.evidence || words('none') },
  ];
  return (
    <Sheet title={words('report.progress')} pad={false}>
      {rows.length === 0 ? (
        <p className="pad quiet">{words('report.noProgress')}</p>
      ) : (
        <Table title={words('report.progress')} columns={columns} rows={rows} keyOf={(row) => row.target} compact />
      )}
    </Sheet>
  );
}

function ReceiptTable({ receipts, onOpen }: { receipts: readonly Receipt[]; onOpen: (receipt: Receipt) => void }) {
  const columns = [
    {
      name: 'title',
      title: words('plan.column.title'),
      heading: true,
      show: (row: Receipt) => (
        <>
          {row.figure.title}
          <p className="quiet small">{row.promise.clause}</p>
        </>
      ),
    },
    {
      name: 'start',
      title: words('plan.column.start'),
      show: (row: Receipt) => (
        <span className="small soft">
          {row.baselines.length === 0
            ? words('none')
            : row.baselines.map((one) => <span key={one.id}>{baselineWords(one, row.only ?? row.region, row.figure.unit)}</span>)}
        </span>
      ),
    },
    {
      name: 'value',
      title: words('plan.column.value'),
      number: true,
      show: (row: Receipt) => (
        <button
          type="button"
          className="figure-button"
          aria-label={words('plan.openReceipt', { title: row.figure.title, value: figure(row.figure.value) })}
          onClick={() => onOpen(row)}
        >
          <Value reading={row.figure} level={row.promise.subjects.level} />
        </button>
      ),
    },
    { name: 'target', title: words('plan.column.target'), show: (row: Receipt) => targetWords(row.figure, row.promise.wording) },
    { name: 'gap', title: words('plan.column.gap'), number: true, show: (row: Receipt) => gapWords(row.figure) },
    {
      name: 'state',
      title: words('plan.column.state'),
      show: (row: Receipt) => (
        <>
          <StateLight state={row.figure.state} level={row.promise.subjects.level} />
          {alsoWords(row.figure, row.promise.subjects.level).map((line) => (
            <p key={line} className="quiet small">
              {line}
            </p>
          ))}
          {row.missing.length > 0 && (
            <p className="quiet small">{missingWords({ missing: row.missing.length, of: row.figure.rows.length })}</p>
          )}
          {row.figure.state === 'undecided' && <p className="quiet small">{rangeWords(row.figure)}</p>}
          <p className="quiet small">{passedOverWords(row.figure)}</p>
        </>
      ),
    },
    {
      name: 'source',
      title: words('plan.column.source'),
      show: (row: Receipt) => (
        <span className="small soft">
          {wordsOr(`plan.strength.${row.promise.strength}`, row.promise.strength)}
          <br />
          <span className="nowrap">{wordsOr(`plan.deadline.${row.promise.deadline}`, day(row.promise.deadline))}</span>
          <br />
          {sourceWords(row.promise.source)}
        </span>
      ),
    },
  ];
  return <Table title={words('report.figures')} columns={columns} rows={receipts} keyOf={(row) => row.figure.id} onOpen={onOpen} compact />;
}

const allowed: Record<ReportState, readonly string[]> = {
  submitted: ['check', 'return'],
  returned: [],
  checked: ['lock'],
  locked: ['publish'],
  published: [],
};

/** Whoever submitted cannot check; the server holds that, the page says it beforehand. */
function ReportActs({ report }: { report: Report }) {
  const may = usePower('plan.report');
  const { session } = useSession();
  const own = report.state === 'submitted' && `account:${session?.account?.id}` === report.submitted_by;
  const acts = allowed[report.state].filter((act) => !(own && act === 'check'));
  if (!may) return null;
  if (report.state === 'returned') return <Again report={report} />;
  if (acts.length === 0) return null;
  return (
    <div className="no-print">
      <Sheet title={words('report.act')}>
        {own && <p className="note amber">{words('report.ownHand')}</p>}
        <ActForm key={report.state} report={report} acts={acts} />
      </Sheet>
    </div>
  );
}

function ActForm({ report, acts }: { report: Report; acts: readonly string[] }) {
  const client = useQueryClient();
  const form = useForm({
    fields: (values) => [
      {
        name: 'act',
        title: words('report.act'),
        kind: 'choice',
        required: true,
        options: acts.map((value) => ({ value, title: words(`report.acts.${value}`), hint: words(`report.actNotes.${value}`) })),
      },
      { name: 'note', title: words('report.note'), kind: 'textarea', required: values.act === 'return', max: 1000 },
    ],
    // A return is never chosen for somebody, even where it is all that is left.
    initial: acts.length === 1 && acts[0] !== 'return' ? { act: acts[0] } : {},
    send: async (values) => {
      await actOnReport(report, { act: String(values.act), note: String(values.note ?? '') });
      await Promise.all(
        [['report', report.county, report.id], ['reports'], ['report-years']].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
  return <FormSheet form={form} submit={words('report.do')} onDone={form.clear} idPrefix="report" />;
}

/** A returned report is not changed: a new version is frozen, with what was told taken over. */
function Again({ report }: { report: Report }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="no-print">
      <Sheet title={words('report.again')}>
        <p>{words('report.againLead')}</p>
        <p>
          <Button type="primary" onClick={() => setOpen(true)}>
            {words('report.again')}
          </Button>
        </p>
      </Sheet>
      <Drawer open={open} onClose={() => setOpen(false)} title={words('report.again')} size="min(640px, 100vw)">
        <Freeze again={report} />
      </Drawer>
    </div>
  );
}

function Comparison({ report }: { report: Report }) {
  const [figures, setFigures] = useState<readonly Recomputed[]>();
  const [problem, setProblem] = useState<unknown>();
  const columns = [
    { name: 'title', title: words('plan.column.title'), heading: true, show: (row: Recomputed) => row.title },
    {
      name: 'frozen',
      title: words('report.frozen'),
      number: true,
      show: (row: Recomputed) => valueWords({ value: row.frozen, unit: row.unit, state: row.frozen_state }),
    },
    {
      name: 'now',
      title: words('report.now'),
      number: true,
      show: (row: Recomputed) => valueWords({ value: row.now, unit: row.unit, state: row.now_state }),
    },
    {
      name: 'same',
      title: words('report.same'),
      show: (row: Recomputed) => (
        <span className={row.same ? 'mark-tag' : 'mark-tag amber'}>{words(row.same ? 'report.isSame' : 'report.differs')}</span>
      ),
    },
  ];
  return (
    <div className="no-print">
      <Sheet
        title={words('report.compare')}
        extra={
          <Button onClick={() => void recomputeReport(report).then((answer) => setFigures(answer.figures), setProblem)}>
            {words('receipt.recompute')}
          </Button>
        }
        pad={false}
      >
        <p className="pad soft">{words('report.compareLead')}</p>
        {problem !== undefined && (
          <div className="pad">
            <FocusedProblem error={problem} />
          </div>
        )}
        {figures && <Table title={words('report.compare')} columns={columns} rows={figures} keyOf={(row) => row.id} compact />}
      </Sheet>
    </div>
  );
}
