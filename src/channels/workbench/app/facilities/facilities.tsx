import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { download } from '../client/client.ts';
import { useCalm } from '../kit/combobox.tsx';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { SheetImport } from '../kit/sheet-import.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { RegionPicker } from '../regions/picker.tsx';
import { Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { figure, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Facility, FacilityFilter } from './facilities.client.ts';
import { areaNames, buildCases, kinds, listFacilities, sorts } from './facilities.client.ts';
import { FacilityDrawer } from './facility.tsx';
import { NewFacility } from './facility-form.tsx';
import { FacilityOverview } from './overview.tsx';
import './facilities.css';

/** The register of service facilities. */
export function FacilitiesPage() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const writes = usePower('facility.write');
  const [filter, setFilter] = useState<FacilityFilter>({ sort: 'name' });
  const [drawer, setDrawer] = useState<'new' | 'import' | { readonly county: string; readonly id: string; readonly name: string }>();
  const calm = useCalm(filter);
  const again = () => Promise.all(['facilities', 'facilities-overview'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  const close = () => setDrawer(undefined);
  const save = () =>
    download('/facilities/export.xlsx', `${words('facilities.title')}-${isoDay()}.xlsx`, { ...filter }).catch((error: unknown) =>
      message.error(said(error).sentence),
    );
  return (
    <Page
      title={words('facilities.title')}
      lead={words('facilities.lead')}
      actions={
        <>
          <Link to={link('population')}>{words('population.title')}</Link>
          <Link to={link('register', { register: 'facility-census' })}>{words('facilities.census.title')}</Link>
          <Button onClick={() => void save()}>{words('inbox.export')}</Button>
          {writes && (
            <>
              <Button onClick={() => setDrawer('import')}>{words('import.open')}</Button>
              <Button type="primary" onClick={() => setDrawer('new')}>
                {words('facilities.add')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="stack">
        <FacilityOverview />
        <div className="sheet">
          <Filters filter={filter} onChange={setFilter} />
          <Rows key={JSON.stringify(calm)} filter={calm} onOpen={setDrawer} />
        </div>
      </div>
      <Drawer open={drawer === 'new'} onClose={close} title={words('facilities.add')} size={520} destroyOnHidden>
        <NewFacility
          community={filter.community}
          onDone={() => {
            close();
            void again();
          }}
        />
      </Drawer>
      <Drawer open={drawer === 'import'} onClose={close} title={words('import.open')} size={640} destroyOnHidden>
        <SheetImport path="/facilities/import" onEntered={() => void again()} />
      </Drawer>
      <Drawer
        open={typeof drawer === 'object'}
        onClose={close}
        title={typeof drawer === 'object' ? drawer.name : ''}
        size={560}
        destroyOnHidden
      >
        {typeof drawer === 'object' && <FacilityDrawer county={drawer.county} id={drawer.id} />}
      </Drawer>
    </Page>
  );
}

function Filters({ filter, onChange }: { filter: FacilityFilter; onChange: (filter: FacilityFilter) => void }) {
  const choice = (name: 'kind' | 'build_case', title: string, options: readonly string[], words_: string) => (
    <select
      className="control"
      aria-label={title}
      value={filter[name] ?? ''}
      onChange={(event) => onChange({ ...filter, [name]: event.target.value || undefined })}
    >
      <option value="">{title}</option>
      {options.map((value) => (
        <option key={value} value={value}>
          {words(`${words_}.${value}`)}
        </option>
      ))}
    </select>
  );
  return (
    <div className="filters">
      <input
        className="control"
        type="search"
        aria-label={words('facilities.search')}
        placeholder={words('facilities.search')}
        value={filter.name ?? ''}
        onChange={(event) => onChange({ ...filter, name: event.target.value || undefined })}
      />
      <div className="finder">
        <RegionPicker
          value={filter.community}
          level="community"
          label={words('person.community')}
          onChange={(community) => onChange({ ...filter, community })}
        />
      </div>
      {choice('kind', words('facilities.everyKind'), kinds, 'facilities.kinds')}
      {choice('build_case', words('facilities.everyCase'), buildCases, 'facilities.cases')}
      <select
        className="control"
        aria-label={words('inbox.sort')}
        value={filter.sort}
        onChange={(event) => onChange({ ...filter, sort: event.target.value, descending: event.target.value === 'area' || undefined })}
      >
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {words(`facilities.sorts.${sort}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Rows({ filter, onOpen }: { filter: FacilityFilter; onOpen: (facility: Facility) => void }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['facilities', filter, after],
    queryFn: () => listFacilities(filter, after),
    placeholderData: keepPreviousData,
  });
  return (
    <Await answer={answer}>
      {(data) =>
        data.facilities.length === 0 ? (
          <Empty title={words('facilities.none')} />
        ) : (
          <>
            <FacilityTable facilities={data.facilities} onOpen={onOpen} />
            <Pager shown={data.facilities.length} {...paging.turning(data.next)} />
          </>
        )
      }
    </Await>
  );
}

function FacilityTable({ facilities, onOpen }: { facilities: readonly Facility[]; onOpen: (facility: Facility) => void }) {
  const columns = [
    {
      name: 'name',
      title: words('facilities.name'),
      heading: true,
      show: (row: Facility) => (
        <>
          <button type="button" className="sort leads" onClick={() => onOpen(row)}>
            {row.name}
          </button>
          <p className="quiet small">{row.address}</p>
        </>
      ),
    },
    {
      name: 'community',
      title: words('person.community'),
      show: (row: Facility) => (
        <>
          {row.community_name}
          <p className="quiet small">{row.town_name}</p>
        </>
      ),
    },
    {
      name: 'kind',
      title: words('facilities.kind'),
      show: (row: Facility) => (
        <>
          {words(`facilities.kinds.${row.kind}`)}
          <p className="quiet small">{words(`facilities.cases.${row.build_case}`)}</p>
        </>
      ),
    },
    ...areaNames.map((name) => ({ name, title: words(`facilities.${name}`), number: true, show: (row: Facility) => figure(row[name]) })),
    { name: 'area', title: words('facilities.area'), number: true, show: (row: Facility) => <strong>{figure(row.area)}</strong> },
    {
      name: 'state',
      title: words('accounts.state'),
      show: (row: Facility) =>
        row.valid_to && row.valid_to <= isoDay() ? (
          <span className="mark-tag plain">{words('facilities.closed')}</span>
        ) : (
          <span className="mark-tag">{words('facilities.serving')}</span>
        ),
    },
  ];
  return <Table title={words('facilities.title')} columns={columns} rows={facilities} keyOf={(row) => row.id} onOpen={onOpen} />;
}
