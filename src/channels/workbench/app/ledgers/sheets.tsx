import { useQuery } from '@tanstack/react-query';
import { Empty, Page } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import type { Column } from '../kit/table.tsx';
import { Table } from '../kit/table.tsx';
import { Link, link } from '../route/router.tsx';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { SheetBrief } from './ledgers.client.ts';
import { listSheets } from './ledgers.client.ts';
import './ledgers.css';

const COLOURS: Readonly<Record<string, string>> = {
  unopened: 'plain',
  opened: 'plain',
  filling: '',
  submitted: 'amber',
  returned: 'red',
  checked: '',
  locked: 'plain',
};

/** Where a sheet stands, and whether it is late. */
export function SheetTag({ sheet }: { sheet: Pick<SheetBrief, 'state' | 'late'> }) {
  return (
    <>
      <span className={`mark-tag ${COLOURS[sheet.state] ?? ''}`}>{words(`ledgers.sheetStates.${sheet.state}`)}</span>
      {sheet.late && (
        <>
          {' '}
          <span className="mark-tag red">{words('ledgers.sheetStates.late')}</span>
        </>
      )}
    </>
  );
}

/** Columns of a board or of one's own sheets. */
export const sheetColumns = (own: boolean): readonly Column<SheetBrief>[] => [
  {
    name: 'title',
    title: own ? words('ledgers.columns.title') : words('ledgers.community'),
    heading: true,
    show: (row) => <Link to={link('sheet', row)}>{own ? row.title : row.community_name}</Link>,
  },
  ...(own
    ? [{ name: 'community', title: words('ledgers.community'), show: (row: SheetBrief) => row.community_name }]
    : [{ name: 'town', title: words('ledgers.town'), show: (row: SheetBrief) => row.town_name }]),
  { name: 'period', title: words('ledgers.period'), room: 'line', show: (row) => row.period },
  { name: 'due', title: words('ledgers.due'), room: 'line', show: (row) => day(row.due_on) },
  { name: 'state', title: words('ledgers.state'), room: 'line', show: (row) => <SheetTag sheet={row} /> },
  {
    name: 'share',
    title: words('ledgers.columns.share'),
    number: true,
    show: (row) => (row.cells === 0 ? words('none') : words('ledgers.cellsOf', { known: figure(row.known), cells: figure(row.cells) })),
  },
];

/** The sheets of one's own place: to fill in, or to check. */
export function SheetsPage() {
  const answer = useQuery({ queryKey: ['sheets'], queryFn: listSheets });
  return (
    <Page dense title={words('ledgers.sheets')} lead={words('ledgers.sheetsLead')}>
      <div className="sheet">
        <Await answer={answer}>
          {({ sheets }) =>
            sheets.length === 0 ? (
              <Empty title={words('ledgers.noSheets')} />
            ) : (
              <Table title={words('ledgers.sheets')} columns={sheetColumns(true)} rows={sheets} keyOf={({ id }) => id} compact />
            )
          }
        </Await>
      </div>
    </Page>
  );
}
