import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import type { Column } from '../kit/table.tsx';
import { Table } from '../kit/table.tsx';
import { go, Link, link } from '../route/router.tsx';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Ledger, Month } from './ledgers.client.ts';
import { listLedgers } from './ledgers.client.ts';
import './ledgers.css';

/** The catalogue of ledgers (ADM-04): each with owner, basis, frequency, fields, what was decided, and what the system fills in; per community month by month. */
export function LedgersPage() {
  const answer = useQuery({ queryKey: ['ledgers'], queryFn: listLedgers });
  return (
    <Page
      dense
      title={words('ledgers.title')}
      lead={words('ledgers.lead')}
      actions={
        answer.data?.may_keep && (
          <Button type="primary" onClick={() => go(link('ledger-new'))}>
            {words('ledgers.make')}
          </Button>
        )
      }
    >
      <Await answer={answer}>
        {({ ledgers, months }) => (
          <div className="stack">
            <div className="sheet">
              {ledgers.length === 0 ? (
                <Empty title={words('ledgers.none')} />
              ) : (
                <Table title={words('ledgers.title')} columns={columns} rows={ledgers} keyOf={({ id }) => id} compact />
              )}
            </div>
            <Months months={months} />
          </div>
        )}
      </Await>
    </Page>
  );
}

/** Where a ledger stands, in a word. */
export function LedgerTag({ state }: { state: Ledger['state'] }) {
  const colour = { live: '', list: 'plain', waiting: 'amber', ended: 'plain', merged: 'plain' }[state];
  return <span className={`mark-tag ${colour}`}>{words(`ledgers.states.${state}`)}</span>;
}

const columns: readonly Column<Ledger>[] = [
  {
    name: 'title',
    title: words('ledgers.columns.title'),
    heading: true,
    room: 'sentence',
    show: (row) => (
      <>
        <Link to={link('ledger', row)}>{row.title}</Link> <LedgerTag state={row.state} />
      </>
    ),
  },
  { name: 'department', title: words('ledgers.columns.department'), show: (row) => row.department },
  { name: 'basis', title: words('ledgers.columns.basis'), room: 'sentence', show: (row) => row.basis },
  {
    name: 'frequency',
    title: words('ledgers.columns.frequency'),
    room: 'line',
    show: (row) => (row.list ? words('ledgers.always') : row.frequency_title),
  },
  { name: 'rows', title: words('ledgers.columns.rows'), room: 'line', show: (row) => row.rows_title },
  {
    name: 'fields',
    title: words('ledgers.columns.fields'),
    room: 'line',
    show: (row) => words('ledgers.fieldsOf', { shown: row.shown, all: row.fields.length }),
  },
  { name: 'communities', title: words('ledgers.columns.communities'), number: true, show: (row) => figure(row.communities) },
  {
    name: 'share',
    title: words('ledgers.columns.share'),
    number: true,
    show: (row) => (row.share === null ? words('none') : `${figure(row.share)}%`),
  },
  {
    name: 'decision',
    title: words('ledgers.columns.decision'),
    room: 'sentence',
    show: (row) =>
      row.decision
        ? words('ledgers.decided', {
            kind: words(`ledgers.decisions.${row.decision.kind}`),
            on: day(row.decision.on_day),
            basis: row.decision.basis,
          })
        : row.ends_on
          ? words('ledgers.until', { on: day(row.ends_on) })
          : words('none'),
  },
];

const perCommunity = ({ ledgers, communities }: Month): string =>
  communities === 0 ? words('none') : figure(Math.round((ledgers / communities) * 10) / 10);

function Months({ months }: { months: readonly Month[] }) {
  const most = Math.max(1, ...months.map(({ ledgers, communities }) => (communities === 0 ? 0 : ledgers / communities)));
  const shown = months.filter(({ sheets }) => sheets > 0);
  if (shown.length === 0) return null;
  return (
    <Sheet title={words('ledgers.months')} pad={false}>
      <p className="pad soft">{words('ledgers.monthsLead')}</p>
      <Table
        title={words('ledgers.months')}
        rows={shown}
        keyOf={({ month }) => month}
        compact
        columns={[
          {
            name: 'month',
            title: words('ledgers.month'),
            heading: true,
            show: ({ month }) => words('ledgers.monthOf', { year: month.slice(0, 4), month: Number(month.slice(5)) }),
          },
          {
            name: 'per',
            title: words('ledgers.perCommunity'),
            show: (row) => (
              <span className="row close unbroken">
                <meter
                  min={0}
                  max={most}
                  value={row.communities === 0 ? 0 : row.ledgers / row.communities}
                  aria-label={words('ledgers.perCommunity')}
                />
                {perCommunity(row)}
              </span>
            ),
          },
          { name: 'communities', title: words('ledgers.columns.communities'), number: true, show: (row) => figure(row.communities) },
          { name: 'sheets', title: words('ledgers.sheetsCount'), number: true, show: (row) => figure(row.sheets) },
          { name: 'asked', title: words('ledgers.askedCells'), number: true, show: (row) => figure(row.asked) },
        ]}
      />
    </Sheet>
  );
}
