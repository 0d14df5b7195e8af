import { useQuery } from '@tanstack/react-query';
import { CallError } from '../client/client.ts';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { Value } from '../registers/value.tsx';
import { words } from '../text/words.ts';
import type { Ledger, Series } from './ledgers.client.ts';
import { readSeries } from './ledgers.client.ts';

/** What was handed in, all periods and versions in one; or a list as the registers stand now. */
export function SeriesSheet({ ledger }: { ledger: Ledger }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['ledger-series', ledger.id, after],
    queryFn: () => readSeries(ledger, { after, limit: 20 }),
    retry: false,
  });
  // Who may not read residents sees how far the communities are, not the rows.
  if (answer.error instanceof CallError && answer.error.status === 403) return null;
  return (
    <Sheet title={words(ledger.list ? 'ledgers.listNow' : 'ledgers.series')} pad={false}>
      <Await answer={answer}>
        {(series) =>
          series.rows.length === 0 ? (
            <p className="pad quiet">{words('ledgers.noRows')}</p>
          ) : (
            <>
              <SeriesTable series={series} list={ledger.list} />
              <Pager shown={series.rows.length} {...paging.turning(series.next)} />
            </>
          )
        }
      </Await>
    </Sheet>
  );
}

type Row = Series['rows'][number];

function SeriesTable({ series, list }: { series: Series; list: boolean }) {
  const { register, rows } = series;
  const rest = register.fields.filter(({ name }) => name !== register.named_by);
  const named = register.fields.find(({ name }) => name === register.named_by)!;
  return (
    <Table<Row>
      title={words('ledgers.series')}
      rows={rows}
      keyOf={(row) => `${row.period} ${row.id} ${row.place}`}
      compact
      columns={[
        {
          name: 'title',
          title: named.title,
          heading: true,
          show: (row) => (named.kind === 'entry' ? row.title : <Value entry={row} field={named} />),
        },
        { name: 'place', title: words('ledgers.community'), show: (row) => row.place_name },
        ...(list ? [] : [{ name: 'period', title: words('ledgers.period'), room: 'line' as const, show: (row: Row) => row.period }]),
        ...rest.map((field) => ({
          name: field.name,
          title: field.title,
          room: field.kind === 'text' || field.kind === 'address' || field.kind === 'note' ? ('sentence' as const) : ('line' as const),
          show: (row: Row) => <Value entry={row} field={field} />,
        })),
      ]}
    />
  );
}
