import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Field } from '../form/fields.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Empty, Page } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { SheetImport } from '../kit/sheet-import.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { RegionPicker } from '../regions/picker.tsx';
import { basisFields, parted } from '../registers/entry-form.tsx';
import { usePower } from '../session/session.tsx';
import { day, figure, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Snapshot } from './population.client.ts';
import { addSnapshot, confidences, listSnapshots } from './population.client.ts';

/** Households and residents of communities on a day, and how sure we are. */
export function PopulationPage() {
  const client = useQueryClient();
  const writes = usePower('facility.write');
  const [community, setCommunity] = useState<string>();
  const [drawer, setDrawer] = useState<'new' | 'import'>();
  const again = () => client.invalidateQueries({ queryKey: ['population'] });
  return (
    <Page
      title={words('population.title')}
      lead={words('population.lead')}
      actions={
        writes && (
          <>
            <Button onClick={() => setDrawer('import')}>{words('import.open')}</Button>
            <Button type="primary" onClick={() => setDrawer('new')}>
              {words('population.add')}
            </Button>
          </>
        )
      }
    >
      <div className="sheet">
        <div className="filters">
          <div className="finder">
            <RegionPicker value={community} level="community" label={words('person.community')} onChange={setCommunity} />
          </div>
        </div>
        <Rows key={community ?? ''} community={community} />
      </div>
      <Drawer open={drawer === 'new'} onClose={() => setDrawer(undefined)} title={words('population.add')} size={480} destroyOnHidden>
        <NewSnapshot
          community={community}
          onDone={() => {
            setDrawer(undefined);
            void again();
          }}
        />
      </Drawer>
      <Drawer open={drawer === 'import'} onClose={() => setDrawer(undefined)} title={words('import.open')} size={640} destroyOnHidden>
        <SheetImport path="/population-snapshots/import" onEntered={() => void again()} />
      </Drawer>
    </Page>
  );
}

function Rows({ community }: { community: string | undefined }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['population', community, after],
    queryFn: () => listSnapshots(community, after),
    placeholderData: keepPreviousData,
  });
  return (
    <Await answer={answer}>
      {({ snapshots, next }) =>
        snapshots.length === 0 ? (
          <Empty title={words('population.none')} />
        ) : (
          <>
            <SnapshotTable snapshots={snapshots} />
            {(after || next) && <Pager shown={snapshots.length} {...paging.turning(next)} />}
          </>
        )
      }
    </Await>
  );
}

function SnapshotTable({ snapshots }: { snapshots: readonly Snapshot[] }) {
  const columns = [
    { name: 'community', title: words('person.community'), heading: true, show: (row: Snapshot) => row.community_name },
    { name: 'as_of', title: words('population.asOf'), show: (row: Snapshot) => day(row.as_of) },
    { name: 'households', title: words('population.households'), number: true, show: (row: Snapshot) => figure(row.households) },
    { name: 'residents', title: words('population.residents'), number: true, show: (row: Snapshot) => figure(row.residents) },
    {
      name: 'confidence',
      title: words('population.confidence'),
      show: (row: Snapshot) => words(`population.confidences.${row.confidence}`),
    },
    {
      name: 'source',
      title: words('registers.source'),
      show: (row: Snapshot) => (
        <>
          {row.source}
          {row.note && <p className="quiet small">{row.note}</p>}
        </>
      ),
    },
  ];
  return <Table title={words('population.title')} columns={columns} rows={snapshots} keyOf={(row) => row.id} compact />;
}

const fields: readonly Field[] = [
  { name: 'community', title: words('person.community'), kind: 'region', level: 'community', required: true },
  { name: 'as_of', title: words('population.asOf'), kind: 'date', required: true },
  { name: 'households', title: words('population.households'), kind: 'number', required: true },
  { name: 'residents', title: words('population.residents'), kind: 'number', required: true },
  {
    name: 'confidence',
    title: words('population.confidence'),
    kind: 'choice',
    required: true,
    options: confidences.map((value) => ({ value, title: words(`population.confidences.${value}`) })),
  },
  { name: 'source', title: words('registers.source'), kind: 'text', required: true, max: 200 },
  { name: 'note', title: words('population.note'), kind: 'textarea', max: 500 },
  ...basisFields,
];

function NewSnapshot({ community, onDone }: { community: string | undefined; onDone: () => void }) {
  const form = useForm({
    fields,
    initial: { community, as_of: isoDay() },
    send: (values) => {
      const { rest, basis } = parted(values);
      return addSnapshot({ note: '', ...rest }, basis);
    },
  });
  return <FormSheet form={form} submit={words('population.add')} onDone={onDone} idPrefix="population" />;
}
