import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Field } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { useHat, usePower } from '../session/session.tsx';
import { day, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Census } from './facilities.client.ts';
import { addCensus, listCensuses, withdrawCensus } from './facilities.client.ts';

/** Where somebody has counted all facilities, so that a community without one has none: list, entry, withdrawal. */
export function Censuses() {
  const client = useQueryClient();
  const writes = usePower('facility.write');
  const [drawer, setDrawer] = useState<'new' | Census>();
  const done = () => {
    setDrawer(undefined);
    void Promise.all(
      ['facility-censuses', 'facilities-overview', 'plan', 'receipt', 'map'].map((name) => client.invalidateQueries({ queryKey: [name] })),
    );
  };
  return (
    <Sheet
      title={words('facilities.census.title')}
      pad={false}
      extra={
        writes && (
          <Button size="small" onClick={() => setDrawer('new')}>
            {words('facilities.census.add')}
          </Button>
        )
      }
    >
      <p className="pad soft small">{words('facilities.census.lead')}</p>
      <Rows onWithdraw={writes ? setDrawer : undefined} />
      <Drawer
        open={drawer === 'new'}
        onClose={() => setDrawer(undefined)}
        title={words('facilities.census.add')}
        size={480}
        destroyOnHidden
      >
        <NewCensus onDone={done} />
      </Drawer>
      <Drawer
        open={typeof drawer === 'object'}
        onClose={() => setDrawer(undefined)}
        title={words('facilities.census.withdraw')}
        size={480}
        destroyOnHidden
      >
        {typeof drawer === 'object' && <Withdrawal census={drawer} onDone={done} />}
      </Drawer>
    </Sheet>
  );
}

function Rows({ onWithdraw }: { onWithdraw: ((census: Census) => void) | undefined }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['facility-censuses', after],
    queryFn: () => listCensuses(after),
    placeholderData: keepPreviousData,
  });
  const columns = [
    { name: 'region', title: words('facilities.census.region'), heading: true, show: (row: Census) => row.region_name },
    { name: 'as_of', title: words('facilities.census.asOf'), show: (row: Census) => day(row.as_of) },
    {
      name: 'source',
      title: words('facilities.census.source'),
      show: (row: Census) => (
        <>
          {row.source}
          <p className="quiet small">{words('facilities.census.recorded', { on: day(row.entered_at) })}</p>
        </>
      ),
    },
    {
      name: 'state',
      title: words('accounts.state'),
      show: (row: Census) =>
        row.withdrawn_at ? (
          <span className="quiet small">
            {words('facilities.census.withdrawn', { on: day(row.withdrawn_at), why: row.withdrawn_why ?? '' })}
          </span>
        ) : (
          <span className="mark-tag">{words('facilities.census.counted')}</span>
        ),
    },
    ...(onWithdraw
      ? [
          {
            name: 'acts',
            title: words('act'),
            show: (row: Census) =>
              !row.withdrawn_at && (
                <Button
                  size="small"
                  aria-label={`${words('facilities.census.withdraw')} ${row.region_name} ${day(row.as_of)}`}
                  onClick={() => onWithdraw(row)}
                >
                  {words('facilities.census.withdraw')}
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <Await answer={answer}>
      {(data) =>
        data.censuses.length === 0 ? (
          <p className="pad">{words('facilities.census.none')}</p>
        ) : (
          <>
            <Table title={words('facilities.census.title')} columns={columns} rows={data.censuses} keyOf={(row) => row.id} compact />
            {(after || data.next) && <Pager shown={data.censuses.length} {...paging.turning(data.next)} />}
          </>
        )
      }
    </Await>
  );
}

const fields: readonly Field[] = [
  { name: 'region', title: words('facilities.census.region'), hint: words('facilities.census.regionHint'), kind: 'region', required: true },
  { name: 'as_of', title: words('facilities.census.asOf'), kind: 'date', required: true },
  {
    name: 'source',
    title: words('facilities.census.source'),
    hint: words('facilities.census.sourceHint'),
    kind: 'text',
    required: true,
    max: 200,
  },
];

function NewCensus({ onDone }: { onDone: () => void }) {
  const hat = useHat();
  const form = useForm({ fields, initial: { region: hat.region, as_of: isoDay() }, send: (values) => addCensus(values) });
  return <FormSheet form={form} submit={words('facilities.census.add')} onDone={onDone} idPrefix="census" />;
}

const whyField: readonly Field[] = [{ name: 'why', title: words('facilities.census.why'), kind: 'textarea', required: true, max: 200 }];

function Withdrawal({ census, onDone }: { census: Census; onDone: () => void }) {
  const form = useForm({ fields: whyField, initial: {}, send: (values) => withdrawCensus(census, String(values.why)) });
  return (
    <FormSheet
      form={form}
      submit={words('facilities.census.withdraw')}
      danger
      before={<p>{words('facilities.census.whyLead', { region: census.region_name })}</p>}
      onDone={onDone}
      idPrefix="census-why"
    />
  );
}
