import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { download } from '../client/client.ts';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { Link, link, useRoute } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { day, figure, isoDay } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { RegionPicker } from './picker.tsx';
import type { ChangeQuery, RegionChange, Side } from './regions.client.ts';
import { listRegionChanges } from './regions.client.ts';
import './regions.css';

const changeKinds = ['establish', 'rename', 'retype', 'move', 'merge', 'split', 'abolish'] as const;

/** Every recorded change of a place and what lies in it. */
export function RegionChangesPage() {
  const hat = useHat();
  const { message } = App.useApp();
  const { query } = useRoute();
  const [asked, setAsked] = useState<ChangeQuery>({ within: query.get('region') ?? hat.region });
  const set = (more: Partial<ChangeQuery>) => setAsked({ ...asked, ...more });
  const save = () =>
    download('/regions/changes/export.xlsx', `${words('regions.changes')}-${isoDay()}.xlsx`, { ...asked }).catch((error: unknown) =>
      message.error(said(error).sentence),
    );
  return (
    <Page
      title={words('regions.changes')}
      lead={words('regions.changesLead')}
      crumbs={<Link to={link('regions')}>{words('regions.title')}</Link>}
      actions={<Button onClick={() => void save()}>{words('inbox.export')}</Button>}
    >
      <div className="sheet">
        <div className="filters">
          <div className="finder">
            <RegionPicker value={asked.within} onChange={(within) => set({ within: within ?? hat.region })} label={words('regions.find')} />
          </div>
          <select
            className="control"
            aria-label={words('regions.deed')}
            value={asked.kind ?? ''}
            onChange={(event) => set({ kind: event.target.value || undefined })}
          >
            <option value="">{words('regions.everyDeed')}</option>
            {changeKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words(`regions.deeds.${kind}`)}
              </option>
            ))}
          </select>
          <label className="row small between">
            {words('regions.between')}
            <input
              type="date"
              className="control"
              aria-label={words('regions.fromDay')}
              value={asked.from ?? ''}
              onChange={(event) => set({ from: event.target.value || undefined })}
            />
          </label>
          <label className="row small between">
            {words('regions.until')}
            <input
              type="date"
              className="control"
              aria-label={words('regions.toDay')}
              value={asked.to ?? ''}
              onChange={(event) => set({ to: event.target.value || undefined })}
            />
          </label>
          <select
            className="control"
            aria-label={words('inbox.sort')}
            value={asked.order ?? 'youngest'}
            onChange={(event) => set({ order: event.target.value })}
          >
            {['youngest', 'oldest'].map((order) => (
              <option key={order} value={order}>
                {words(`regions.order.${order}`)}
              </option>
            ))}
          </select>
        </div>
        <Rows key={JSON.stringify(asked)} asked={asked} />
      </div>
    </Page>
  );
}

function Rows({ asked }: { asked: ChangeQuery }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['region-changes', asked, after],
    queryFn: () => listRegionChanges(asked, after),
    placeholderData: keepPreviousData,
  });
  return (
    <Await answer={answer}>
      {(data) =>
        data.changes.length === 0 ? (
          <Empty title={words('regions.noChanges')} />
        ) : (
          <>
            <ChangeTable changes={data.changes} />
            <Pager shown={data.changes.length} {...paging.turning(data.next)} />
          </>
        )
      }
    </Await>
  );
}

/** Changes as rows: what, when, from whom to whom, why and on whose paper, who wrote it down. */
export function ChangeTable({ changes }: { changes: readonly RegionChange[] }) {
  const today = isoDay();
  const columns = [
    {
      name: 'kind',
      title: words('regions.deed'),
      heading: true,
      show: (row: RegionChange) => (
        <>
          <span className="nowrap">{row.kindTitle}</span>{' '}
          {row.effective > today && <span className="mark-tag">{words('regions.ahead')}</span>}
        </>
      ),
    },
    {
      name: 'effective',
      title: words('regions.effective'),
      show: (row: RegionChange) => <span className="nowrap">{day(row.effective)}</span>,
    },
    { name: 'who', title: words('regions.whoBecame'), show: (row: RegionChange) => <Became change={row} /> },
    {
      name: 'paper',
      title: words('regions.paperAndReason'),
      show: (row: RegionChange) => (
        <>
          {row.source}
          <p className="quiet small">{row.reason}</p>
        </>
      ),
    },
    {
      name: 'by',
      title: words('regions.recorded'),
      show: (row: RegionChange) => (
        <>
          {row.recordedBy ?? ''}
          <p className="quiet small nowrap">{day(row.recordedAt)}</p>
        </>
      ),
    },
  ];
  return <Table title={words('regions.changes')} columns={columns} rows={changes} keyOf={(row) => row.id} compact />;
}

function Became({ change }: { change: RegionChange }) {
  if (change.altered.length > 0)
    return (
      <>
        <Places sides={change.after.slice(0, 1)} />
        {change.altered.map((one) => (
          <p key={one.field} className="small">
            {words(`regions.alteredField.${one.field}`)}
            {valueOf(one.field, one.from)} → {valueOf(one.field, one.to)}
          </p>
        ))}
      </>
    );
  return (
    <>
      {change.before.length > 0 && (
        <>
          <Places sides={change.before} /> →{' '}
        </>
      )}
      {change.after.length > 0 ? <Places sides={change.after} /> : words('regions.nowhere')}
      {change.along > 0 && <p className="quiet small">{words('regions.along', { count: figure(change.along) })}</p>}
    </>
  );
}

function valueOf(field: string, value: string): string {
  if (value === '') return words('none');
  return field === 'type'
    ? wordsOr(`regions.types.${value}`, value)
    : field === 'kind'
      ? wordsOr(`regions.kinds.${value}`, value)
      : field === 'unit'
        ? wordsOr(`regions.units.${value}`, value)
        : value;
}

/** Regions as links, with their codes. */
export function Places({ sides }: { sides: readonly Side[] }) {
  return (
    <>
      {sides.map((one, at) => (
        <span key={one.code}>
          {at > 0 && words('regions.comma')}
          <Link to={link('regions', {}, { region: one.code })}>{one.name}</Link> <span className="code quiet small">{one.code}</span>
          {one.share !== undefined && <span className="quiet small"> {figure(one.share * 100)}%</span>}
        </span>
      ))}
    </>
  );
}
