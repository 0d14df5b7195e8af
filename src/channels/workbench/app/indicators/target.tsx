import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { getRegion } from '../regions/regions.client.ts';
import { Link, link } from '../route/router.tsx';
import { figure } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { AskedBar } from './asked.tsx';
import { RowsChart } from './chart.tsx';
import { Places } from './places.tsx';
import type { Asked, FigureRow, Receipt } from './plan.client.ts';
import { StateLight } from './reading.tsx';
import { ReceiptBody, useReceipt } from './receipt.tsx';

interface TargetProps {
  readonly target: string;
  readonly asked: Asked;
  readonly onDrill: (region: string) => void;
}

/** Receipt, chart, rows and map of one target in one place. */
export function TargetSheets({ target, asked, onDrill }: TargetProps) {
  const answer = useReceipt(target, asked);
  const place = useQuery({ queryKey: ['region', asked.region], queryFn: () => getRegion(asked.region), staleTime: 600_000 });
  const wide = ['province', 'city', 'county'].includes(place.data?.level ?? '');
  return (
    <Await answer={answer}>
      {(receipt) => (
        <Page
          title={receipt.figure.title}
          lead={place.data?.name}
          crumbs={
            <>
              <Link to={link('plan', {}, { ...asked })}>{words('plan.title')}</Link>
              <span aria-hidden="true">/</span>
              <span>{receipt.plan.title}</span>
            </>
          }
          actions={
            <>
              <Button loading={answer.isFetching} onClick={() => void answer.refetch()}>
                {words('receipt.recompute')}
              </Button>
              <Button onClick={() => window.print()}>{words('print')}</Button>
            </>
          }
        >
          <div className="stack">
            <AskedBar page="target" parameters={{ target }} asked={asked} />
            <div className="split">
              <div className="stack">
                {wide && <Places target={target} level={receipt.promise.subjects.level} asked={asked} onDrill={onDrill} />}
                <Chart receipt={receipt} />
                <Sheet title={words('plan.rows', { count: receipt.figure.rows.length })} pad={false}>
                  {receipt.figure.rows.length === 0 ? (
                    <p className="pad quiet">
                      {words(
                        receipt.figure.state !== 'not-applicable'
                          ? 'plan.nothingKnown'
                          : receipt.promise.subjects.level === 'community'
                            ? 'plan.noneMeant'
                            : 'plan.notMeantHere',
                      )}
                    </p>
                  ) : (
                    <Rows receipt={receipt} onDrill={onDrill} />
                  )}
                </Sheet>
              </div>
              <Sheet title={words('receipt.title')}>
                <div className="receipt">
                  <ReceiptBody receipt={receipt} fills />
                </div>
              </Sheet>
            </div>
          </div>
        </Page>
      )}
    </Await>
  );
}

function Chart({ receipt }: { receipt: Receipt }) {
  const limits = Object.values(receipt.formula.limits);
  const line =
    receipt.formula.test && limits.length === 1 ? limits[0]! : receipt.formula.row && !receipt.formula.test ? receipt.figure.target : null;
  const drawn = receipt.figure.rows.filter((row) => row.value !== null);
  if (drawn.length < 2) return null;
  return (
    <figure className="sheet pad" aria-labelledby="rows-chart">
      <figcaption id="rows-chart">
        <h2>{words('plan.chart')}</h2>
        <p className="quiet small">{words('plan.chartNote')}</p>
      </figcaption>
      <RowsChart receipt={receipt} line={line} />
    </figure>
  );
}

function Rows({ receipt, onDrill }: { receipt: Receipt; onDrill: (region: string) => void }) {
  const measures = receipt.measures.filter((measure) => measure.kept !== 'regions');
  const columns = [
    {
      name: 'name',
      title: words('plan.column.place'),
      heading: true,
      show: (row: FigureRow) => (
        <>
          <button type="button" className="sort leads" onClick={() => onDrill(row.code)}>
            {row.name}
          </button>
          {row.type && <p className="quiet small">{wordsOr(`regions.types.${row.type}`, row.type)}</p>}
          {row.missing.includes('community_type') && <p className="quiet small">{words('plan.noType')}</p>}
        </>
      ),
    },
    ...measures.map((measure) => ({
      name: measure.name,
      title: `${measure.title} (${measure.unit})`,
      number: true,
      show: (row: FigureRow) => <RowValue row={row} measure={measure} />,
    })),
    ...(receipt.formula.row
      ? [{ name: 'value', title: words('plan.own'), number: true, show: (row: FigureRow) => <strong>{figure(row.value)}</strong> }]
      : []),
    ...(receipt.figure.rows.some((row) => row.passes !== null || row.missing.length > 0)
      ? [{ name: 'passes', title: words('plan.column.state'), show: (row: FigureRow) => <RowState row={row} /> }]
      : []),
  ];
  return (
    <Table
      title={words('plan.rows', { count: receipt.figure.rows.length })}
      columns={columns}
      rows={receipt.figure.rows}
      keyOf={(row) => row.code}
      compact
    />
  );
}

/** A number that is not known is said; one that the register gives because it lists nothing says so. */
function RowValue({ row, measure }: { row: FigureRow; measure: Receipt['measures'][number] }) {
  if (row.missing.includes(measure.name)) return <span className="quiet">{words('plan.state.no-data')}</span>;
  const value = row.values[measure.name] ?? null;
  return (
    <>
      {figure(value)}
      {row.unlisted && measure.kept === 'facilities' && <p className="quiet small">{words('plan.unlisted')}</p>}
    </>
  );
}

function RowState({ row }: { row: FigureRow }) {
  if (row.missing.length > 0) return <StateLight state="no-data" />;
  return row.passes === null ? words('none') : <StateLight state={row.passes ? 'met' : 'unmet'} />;
}
