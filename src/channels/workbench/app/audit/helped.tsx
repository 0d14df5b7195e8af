import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useCalm } from '../kit/combobox.tsx';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { Link, link } from '../route/router.tsx';
import { day, figure, isoDay, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { HelpedBy, Period } from './audit.client.ts';
import { exportHelped, listHelped } from './audit.client.ts';

const COUNTS = ['signIns', 'people', 'confirmations', 'acts', 'objections', 'ownPhone'] as const;

/** Helped sign-ins of residents, clerk by clerk; the rows behind each stand in the record. */
export function HelpedPage() {
  const [typed, setTyped] = useState<Period>({ from: '', to: '' });
  const { message } = App.useApp();
  const asked = useCalm(typed);
  const answer = useQuery({ queryKey: ['helped', asked], queryFn: () => listHelped(asked), placeholderData: keepPreviousData });
  const save = () =>
    exportHelped(asked, `${words('audit.helped')}-${isoDay()}.xlsx`).catch((error: unknown) => message.error(said(error).sentence));
  const dayField = (name: keyof Period) => (
    <div className="field">
      <label htmlFor={`helped-${name}`}>{words(`audit.${name}`)}</label>
      <input
        id={`helped-${name}`}
        className="control"
        type="date"
        max={isoDay()}
        value={typed[name]}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      />
    </div>
  );
  return (
    <Page
      title={words('audit.helped')}
      lead={words('audit.helpedLead')}
      actions={
        <>
          <Button onClick={() => void save()}>{words('audit.export')}</Button>
          <Button onClick={() => window.print()}>{words('print')}</Button>
        </>
      }
    >
      <p className="no-print off-below">
        <Link to={link('audit')}>{words('audit.backToAudit')}</Link>
      </p>
      <div className="sheet">
        <div className="filters">
          {dayField('from')}
          {dayField('to')}
        </div>
        <Await answer={answer}>
          {(data) => (
            <>
              <p className="quiet small pad">{words('audit.window', { from: day(data.from), to: day(data.to) })}</p>
              {data.clerks.length === 0 ? (
                <Empty title={words('audit.helpedNone')}>
                  <p>{words('audit.helpedNoneHint')}</p>
                </Empty>
              ) : (
                <Clerks rows={data.clerks} from={data.from} to={data.to} />
              )}
            </>
          )}
        </Await>
      </div>
    </Page>
  );
}

function Clerks({ rows, from, to }: { rows: readonly HelpedBy[] } & Period) {
  const name = {
    name: 'name',
    title: words('audit.helpedColumns.name'),
    heading: true,
    show: (row: HelpedBy) => (
      <>
        <Link to={link('audit', {}, { helper: row.helper, from, to })} aria-label={words('audit.helpedRows', { name: row.name })}>
          {row.name}
        </Link>
        {row.place && <p className="quiet small">{row.place}</p>}
      </>
    ),
  };
  const counts = COUNTS.map((count) => ({
    name: count,
    title: words(`audit.helpedColumns.${count}`),
    show: (row: HelpedBy) => <span className="number">{figure(row[count])}</span>,
  }));
  const last = { name: 'last', title: words('audit.helpedColumns.last'), show: (row: HelpedBy) => (row.last ? minute(row.last) : '') };
  return <Table title={words('audit.helped')} columns={[name, ...counts, last]} rows={rows} keyOf={(row) => row.helper} compact />;
}
