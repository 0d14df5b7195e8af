import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { download } from '../client/client.ts';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { SheetImport } from '../kit/sheet-import.tsx';
import type { Column } from '../kit/table.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { Link, link, useRoute } from '../route/router.tsx';
import { MissingPage } from '../shell/missing.tsx';
import { count, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { BulkBar } from './bulk.tsx';
import { ColumnChoice } from './columns.tsx';
import { EntryHub } from './entry.tsx';
import { NewEntry } from './entry-form.tsx';
import { Filters } from './filters.tsx';
import { Panels } from './panel.tsx';
import type { ListQuery, Taste } from './query.ts';
import { asked, keepTaste, narrow, pageSizes, readQuery, readTaste } from './query.ts';
import type { Entry, RegisterView } from './registers.client.ts';
import { listEntries, useRegisters } from './registers.client.ts';
import { StateTag, stateOf, Value } from './value.tsx';
import './registers.css';

/** One register: find, filter, enter, import, export, and open an entry beside the list. */
export function RegisterPage({ register }: { register: string }) {
  return (
    <Await answer={useRegisters()}>
      {({ registers }) => {
        const one = registers.find((known) => known.register === register);
        return one ? <RegisterList key={register} register={one} /> : <MissingPage />;
      }}
    </Await>
  );
}

type Opened = 'new' | 'import' | 'columns' | Pick<Entry, 'county' | 'id' | 'title'>;

function RegisterList({ register }: { register: RegisterView }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const query = readQuery(useRoute().query);
  const [opened, setOpened] = useState<Opened>();
  const [taste, setTaste] = useState<Taste>(() => readTaste(register.register));
  const close = () => setOpened(undefined);
  const again = () => Promise.all(['entries', 'registers-counts'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  const keep = (more: Taste) => {
    setTaste({ ...taste, ...more });
    keepTaste(register.register, { ...taste, ...more });
  };
  const save = () => {
    const { limit: _, ...narrowed } = query;
    return download(`/registers/${register.register}/export.xlsx`, `${register.title}-${isoDay()}.xlsx`, narrowed).catch((error: unknown) =>
      message.error(said(error).sentence),
    );
  };
  const entry = typeof opened === 'object' ? opened : undefined;
  return (
    <Page
      title={register.title}
      lead={register.lead}
      crumbs={<Link to={link('registers')}>{words('registers.title')}</Link>}
      actions={
        <>
          <Button onClick={() => void save()}>{words('inbox.export')}</Button>
          {register.may_write && (
            <>
              <Button onClick={() => setOpened('import')}>{words('import.open')}</Button>
              <Button type="primary" onClick={() => setOpened('new')}>
                {words('registers.add')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="stack">
        <div className="sheet">
          <Filters register={register} query={query} />
          <Rows
            key={JSON.stringify(query)}
            register={register}
            query={query}
            taste={taste}
            onTaste={keep}
            onOpen={setOpened}
            onChanged={() => void again()}
          />
        </div>
        <Panels register={register} place={query.place} />
      </div>
      <Drawer open={opened === 'new'} onClose={close} title={words('registers.addOne', { one: register.one })} size={560} destroyOnHidden>
        <NewEntry
          register={register}
          place={query.place}
          onDone={() => {
            close();
            void message.success(words('registers.added'));
            void again();
          }}
        />
      </Drawer>
      <Drawer open={opened === 'import'} onClose={close} title={words('import.open')} size={640} destroyOnHidden>
        <SheetImport path={`/registers/${register.register}/import`} onEntered={() => void again()} />
      </Drawer>
      <Drawer open={opened === 'columns'} onClose={close} title={words('registers.columns')} size={360} destroyOnHidden>
        <ColumnChoice register={register} chosen={taste.columns ?? register.list} onChange={(columns) => keep({ columns })} />
      </Drawer>
      <Drawer open={entry !== undefined} onClose={close} title={entry?.title ?? ''} size={640} destroyOnHidden>
        {entry && <EntryHub register={register} county={entry.county} id={entry.id} beside />}
      </Drawer>
    </Page>
  );
}

interface RowsProps {
  readonly register: RegisterView;
  readonly query: ListQuery;
  readonly taste: Taste;
  readonly onTaste: (taste: Taste) => void;
  readonly onOpen: (opened: Opened) => void;
  readonly onChanged: () => void;
}

function Rows({ register, query, taste, onTaste, onOpen, onChanged }: RowsProps) {
  const paging = usePaging();
  const [marked, setMarked] = useState<readonly Entry[]>([]);
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['entries', register.register, query, after],
    queryFn: () => listEntries(register.register, asked(query, after)),
    placeholderData: keepPreviousData,
  });
  const counted = useQuery({
    queryKey: ['entries', register.register, query, undefined],
    queryFn: () => listEntries(register.register, asked(query, undefined)),
    enabled: false,
  });
  return (
    <Await answer={answer}>
      {(data) => (
        <>
          <ListTools
            register={register}
            query={query}
            taste={taste}
            onTaste={onTaste}
            onColumns={() => onOpen('columns')}
            total={count((data.count ?? counted.data?.count) as never)}
          />
          {data.entries.length === 0 ? (
            <Empty title={words('registers.none')} />
          ) : (
            <Table
              title={register.title}
              columns={[...(register.may_write ? [markColumn(marked, setMarked)] : []), ...columnsOf(register, taste, onOpen)]}
              rows={data.entries}
              keyOf={(row) => row.id}
              compact={taste.compact ?? true}
              onOpen={onOpen}
            />
          )}
          {marked.length > 0 && (
            <BulkBar
              register={register}
              entries={marked}
              onDone={() => {
                setMarked([]);
                onChanged();
              }}
            />
          )}
          <Pager shown={data.entries.length} {...paging.turning(data.next)} />
        </>
      )}
    </Await>
  );
}

function markColumn(marked: readonly Entry[], setMarked: (marked: readonly Entry[]) => void): Column<Entry> {
  return {
    name: 'mark',
    title: '',
    show: (row) => (
      <input
        type="checkbox"
        aria-label={words('registers.mark', { title: row.title })}
        checked={marked.some((one) => one.id === row.id)}
        onChange={(event) => setMarked(event.target.checked ? [...marked, row] : marked.filter((one) => one.id !== row.id))}
      />
    ),
  };
}

const numeric: ReadonlySet<string> = new Set(['count', 'number', 'amount', 'sum']);

function columnsOf(register: RegisterView, taste: Taste, onOpen: (opened: Opened) => void): Column<Entry>[] {
  const today = isoDay();
  const chosen = (taste.columns ?? register.list).flatMap((name) => register.fields.filter((field) => field.name === name));
  return [
    {
      name: 'title',
      title: register.fields.find((field) => field.name === register.named_by)!.title,
      heading: true,
      show: (row) => (
        <>
          <button type="button" className="sort linked" onClick={() => onOpen(row)}>
            {row.title}
          </button>{' '}
          <StateTag state={stateOf(register, row, today)} />
        </>
      ),
    },
    {
      name: 'place',
      title: words('registers.place'),
      show: (row) => (
        <>
          {row.place_name}
          {row.town_name && <span className="quiet small"> {row.town_name}</span>}
        </>
      ),
    },
    ...chosen.map(
      (field): Column<Entry> => ({
        name: field.name,
        title: field.unit ? `${field.title}（${field.unit}）` : field.title,
        number: numeric.has(field.kind),
        show: (row) => <Value entry={row} field={field} />,
      }),
    ),
  ];
}

interface ToolsProps {
  readonly register: RegisterView;
  readonly query: ListQuery;
  readonly taste: Taste;
  readonly total: string;
  readonly onTaste: (taste: Taste) => void;
  readonly onColumns: () => void;
}

function ListTools({ register, query, taste, total, onTaste, onColumns }: ToolsProps) {
  const set = (more: ListQuery) => narrow(register.register, query, more);
  const titleOf = (sort: string): string =>
    sort === 'entered_at' ? words('registers.enteredAt') : (register.fields.find((field) => field.name === sort)?.title ?? sort);
  return (
    <div className="filters">
      <span className="soft" role="status">
        {words('registers.total', { total })}
      </span>
      <div className="list-tools">
        <select
          className="control"
          aria-label={words('inbox.sort')}
          value={query.sort ?? register.named_by}
          onChange={(event) => set({ sort: event.target.value })}
        >
          {register.sorts.map((sort) => (
            <option key={sort} value={sort}>
              {words('registers.by', { field: titleOf(sort) })}
            </option>
          ))}
        </select>
        <Button
          size="small"
          aria-pressed={query.descending === 'true'}
          onClick={() => set({ descending: query.descending === 'true' ? undefined : 'true' })}
        >
          {words(query.descending === 'true' ? 'registers.descending' : 'registers.ascending')}
        </Button>
        <select
          className="control"
          aria-label={words('registers.pageSize')}
          value={query.limit ?? '20'}
          onChange={(event) => set({ limit: event.target.value })}
        >
          {pageSizes.map((size) => (
            <option key={size} value={size}>
              {words('registers.perPage', { size })}
            </option>
          ))}
        </select>
        <Button size="small" onClick={onColumns}>
          {words('registers.columns')}
        </Button>
        <Button size="small" aria-pressed={taste.compact ?? true} onClick={() => onTaste({ compact: !(taste.compact ?? true) })}>
          {words((taste.compact ?? true) ? 'registers.roomy' : 'registers.compact')}
        </Button>
      </div>
    </div>
  );
}
