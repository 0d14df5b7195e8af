import { useQuery } from '@tanstack/react-query';
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
            <ul className="plain-list soft">
              {why.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <Table title={title} columns={columnsOf(columns, rows)} rows={rows} keyOf={(row) => row.key} compact />
          </>
        )}
      </Await>
    </div>
  );
}

function columnsOf(columns: Panel['columns'], rows: readonly Row[]): Column<Row>[] {
  return [
    { name: 'name', title: words('registers.panelName'), heading: true, show: (row) => row.name },
    ...columns.map(
      ({ name, title }): Column<Row> => ({
        name,
        title,
        number: rows.every((row) => typeof row.values[name] !== 'string'),
        show: (row) => sayValue(row.values[name]),
      }),
    ),
    { name: 'met', title: words('registers.panelMet'), show: (row) => (row.met === null ? '' : <Met met={row.met} />) },
    { name: 'why', title: words('registers.panelWhy'), room: 'sentence', show: (row) => row.why.join(words('registers.stop')) },
  ];
}

function sayValue(value: number | string | null | undefined): string {
  if (typeof value === 'number') return figure(value);
  return value && /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : value || words('none');
}

function Met({ met }: { met: boolean }) {
  return <span className={met ? 'light green' : 'light red'}>{words(met ? 'registers.met' : 'registers.unmet')}</span>;
}
