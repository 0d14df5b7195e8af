import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { besideClass, useKeys } from '../kit/keys.ts';
import { Empty } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import type { Column } from '../kit/table.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { count, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { BulkBar } from './bulk.tsx';
import type { ListQuery, Taste } from './query.ts';
import { asked } from './query.ts';
import type { Entry, EntryPage, RegisterView } from './registers.client.ts';
import { listEntries } from './registers.client.ts';
import { ListTools } from './tools.tsx';
import { StateTag, stateOf, Value } from './value.tsx';

/** What is opened beside the list. */
export type Opened = 'new' | 'import' | 'export' | 'columns' | Pick<Entry, 'county' | 'id' | 'title'>;

interface RowsProps {
  readonly register: RegisterView;
  readonly query: ListQuery;
  readonly columns: readonly string[];
  readonly taste: Taste;
  readonly onTaste: (taste: Taste) => void;
  readonly opened: Opened | undefined;
  readonly onOpen: (opened: Opened) => void;
  readonly onChanged: () => void;
}

/** The entries of a register as its address asks for them. */
export function Rows(props: RowsProps) {
  const { register, query, taste, onTaste, onOpen } = props;
  const paging = usePaging();
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
          {data.entries.length === 0 ? <Empty title={words('registers.none')} /> : <Listed {...props} page={data} />}
          <Pager shown={data.entries.length} {...paging.turning(data.next)} />
        </>
      )}
    </Await>
  );
}

/** One page of the list. The keyboard walks it, also while an entry stands open beside it. */
function Listed({ register, columns, taste, opened, onOpen, onChanged, page }: RowsProps & { page: EntryPage }) {
  const rows = page.entries;
  const [marked, setMarked] = useState<readonly Entry[]>([]);
  const [here, setHere] = useState<string>();
  const open = typeof opened === 'object' ? opened.id : undefined;
  const at = rows.findIndex((row) => row.id === (open ?? here));
  const walk = (step: number) => {
    // Somebody is writing beside the list: an arrow that chooses there must not lose what was written.
    if (document.querySelector(`.${besideClass} form`)) return;
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]!;
    setHere(next.id);
    if (open) onOpen(next);
  };
  const mark = (row: Entry, on: boolean) => setMarked(on ? [...marked, row] : marked.filter((one) => one.id !== row.id));
  const [down, up] = [() => walk(1), () => walk(-1)];
  useKeys({
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    Enter: () => rows[at] && onOpen(rows[at]),
    x: () => register.may_write && rows[at] && mark(rows[at], !marked.some((one) => one.id === rows[at]!.id)),
  });
  useEffect(() => {
    document.querySelector('tr.here')?.scrollIntoView({ block: 'nearest' });
  }, [here, open]);
  return (
    <>
      <Table
        title={register.title}
        columns={[...(register.may_write ? [markColumn(marked, mark)] : []), ...columnsOf(register, columns, onOpen)]}
        rows={rows}
        keyOf={(row) => row.id}
        here={rows[at]?.id}
        compact={taste.compact ?? true}
        onOpen={onOpen}
      />
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
    </>
  );
}

function markColumn(marked: readonly Entry[], mark: (row: Entry, on: boolean) => void): Column<Entry> {
  return {
    name: 'mark',
    title: '',
    show: (row) => (
      <input
        type="checkbox"
        aria-label={words('registers.mark', { title: row.title })}
        checked={marked.some((one) => one.id === row.id)}
        onChange={(event) => mark(row, event.target.checked)}
      />
    ),
  };
}

const numeric: ReadonlySet<string> = new Set(['count', 'number', 'amount', 'sum']);

/** Days and the names of people are read in one piece. */
function unbroken(field: RegisterView['fields'][number]): boolean {
  return field.kind === 'day' || (field.kind === 'entry' && field.of === 'person');
}

function columnsOf(register: RegisterView, columns: readonly string[], onOpen: (opened: Opened) => void): Column<Entry>[] {
  const today = isoDay();
  const chosen = columns.flatMap((name) => register.fields.filter((field) => field.name === name));
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
        ...(unbroken(field) ? { room: 'line' as const } : field.kind === 'code' ? { room: 'words' as const } : {}),
        show: (row) => <Value entry={row} field={field} />,
      }),
    ),
  ];
}
