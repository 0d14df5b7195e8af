import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import type { Panel } from '../../../../registers/registers.ts';
import { call } from '../client/client.ts';
import { Await } from '../kit/problem.tsx';
import type { Column } from '../kit/table.tsx';
import { Table } from '../kit/table.tsx';
import { day, figure, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { RegisterView } from './registers.client.ts';

type Row = Panel['rows'][number];

/** What the entries of a register say together, each figure with its reasons, on any day. */
export function Panels({ register, place }: { register: RegisterView; place: string | undefined }) {
  return (
    <>
      {register.panels.map(({ panel, title }) => (
        <PanelSheet key={panel} register={register} panel={panel} title={title} place={place} />
      ))}
    </>
  );
}

interface SheetProps {
  readonly register: RegisterView;
  readonly panel: string;
  readonly title: string;
  readonly place: string | undefined;
}

function PanelSheet({ register, panel, title, place }: SheetProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="sheet panel-sheet" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="pad">{title}</summary>
      {open && <PanelRead register={register} panel={panel} title={title} place={place} />}
    </details>
  );
}

function PanelRead({ register, panel, title, place }: SheetProps) {
  const [on, setOn] = useState<string>();
  const [opened, setOpened] = useState<Row>();
  const answer = useQuery({
    queryKey: ['panel', register.register, panel, place, on],
    queryFn: () => call<Panel>('GET', `/registers/${register.register}/${panel}`, { query: { place, on } }),
  });
  return (
    <div className="pad stack tight">
      <label className="as-on soft small">
        {words('registers.asOn')}
        <input
          className="control"
          type="date"
          max={isoDay()}
          value={on ?? ''}
          onChange={(event) => setOn(event.target.value || undefined)}
        />
      </label>
      <Await answer={answer}>
        {({ columns, rows, why }) => (
          <>
            <Reasons lines={why} />
            <Table
              title={title}
              columns={columnsOf(columns, rows, setOpened)}
              rows={rows}
              keyOf={(row) => row.key}
              onOpen={setOpened}
              compact
            />
          </>
        )}
      </Await>
      <Drawer open={opened !== undefined} onClose={() => setOpened(undefined)} title={opened?.name ?? ''} size={480} destroyOnHidden>
        {opened && <Reasons lines={opened.why} />}
      </Drawer>
    </div>
  );
}

function Reasons({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="plain-list soft">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** With more figures than these the reasons would stand a word to a line: they open beside the table. */
const MOST_BESIDE = 7;

function columnsOf(columns: Panel['columns'], rows: readonly Row[], onOpen: (row: Row) => void): Column<Row>[] {
  return [
    {
      name: 'name',
      title: words('registers.panelName'),
      heading: true,
      room: 'line',
      show: (row) => (
        <button type="button" className="sort linked" onClick={() => onOpen(row)}>
          {row.name}
        </button>
      ),
    },
    ...(rows.some((row) => row.met !== null) ? [metColumn] : []),
    ...columns.map(
      ({ name, title }): Column<Row> => ({
        name,
        title,
        number: rows.every((row) => typeof row.values[name] !== 'string'),
        show: (row) => sayValue(row.values[name]),
      }),
    ),
    ...(columns.length > MOST_BESIDE || rows.every((row) => row.why.length === 0) ? [] : [whyColumn]),
  ];
}

const metColumn: Column<Row> = {
  name: 'met',
  title: words('registers.panelMet'),
  room: 'line',
  show: (row) => (row.met === null ? '' : <Met met={row.met} />),
};

const whyColumn: Column<Row> = {
  name: 'why',
  title: words('registers.panelWhy'),
  room: 'sentence',
  show: (row) => row.why.join(words('registers.stop')),
};

function sayValue(value: number | string | null | undefined): string {
  if (typeof value === 'number') return figure(value);
  return value && /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : value || words('none');
}

function Met({ met }: { met: boolean }) {
  return <span className={met ? 'light green' : 'light red'}>{words(met ? 'registers.met' : 'registers.unmet')}</span>;
}
