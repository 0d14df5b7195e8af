import { useQuery } from '@tanstack/react-query';
import { StateLight, Value } from '../indicators/reading.tsx';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { ComparedFigure } from './report.client.ts';
import { compareYears } from './report.client.ts';

/** The figures of all yearly reports of a place under one plan, side by side. */
export function Years({ region, plan, lead }: { region: string; plan: string; lead?: string }) {
  const answer = useQuery({ queryKey: ['report-years', region, plan], queryFn: () => compareYears(region, plan) });
  return (
    <Sheet title={words('report.years')} pad={false}>
      <p className="pad soft">
        {lead && (
          <>
            <strong>{lead}</strong>
            <br />
          </>
        )}
        {words('report.yearsLead')}
      </p>
      <Await answer={answer}>{({ figures }) => <YearsTable figures={figures} />}</Await>
    </Sheet>
  );
}

function YearsTable({ figures }: { figures: readonly ComparedFigure[] }) {
  const years = [...new Set(figures.flatMap((one) => one.years.map(({ year }) => year)))].sort();
  if (years.length < 2) return <p className="pad quiet">{words('report.oneYear')}</p>;
  const columns = [
    { name: 'title', title: words('plan.column.title'), heading: true, show: (row: ComparedFigure) => row.title },
    {
      name: 'target',
      title: words('plan.column.target'),
      number: true,
      show: (row: ComparedFigure) => (row.target === null ? words('none') : `${figure(row.target)} ${row.unit}`),
    },
    ...years.map((year) => ({
      name: String(year),
      title: words('report.inYear', { year }),
      number: true,
      show: (row: ComparedFigure) => <YearValue row={row} year={year} />,
    })),
  ];
  return <Table title={words('report.years')} columns={columns} rows={figures} keyOf={(row) => row.id} compact />;
}

function YearValue({ row, year }: { row: ComparedFigure; year: number }) {
  const found = row.years.find((one) => one.year === year);
  if (!found) return <>{words('none')}</>;
  return (
    <div className="year-value">
      <span>
        <Value reading={{ value: found.value, unit: row.unit, state: found.state }} />
      </span>
      {found.change !== null && <span className="quiet small">{changeWords(found.change)}</span>}
      <StateLight state={found.state} />
    </div>
  );
}

function changeWords(change: number): string {
  if (Math.abs(change) < 0.005) return words('report.unchanged');
  return words(change > 0 ? 'report.more' : 'report.less', { change: figure(Math.abs(change)) });
}
