import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { CaseRow } from '../cases/case.client.ts';
import { listCases } from '../cases/case.client.ts';
import { download } from '../client/client.ts';
import { useKeys } from '../kit/keys.ts';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { Pager, usePaging } from '../kit/table.tsx';
import { go, link } from '../route/router.tsx';
import { hatPlace } from '../session/doors.tsx';
import { useHat, usePower } from '../session/session.tsx';
import { count, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { BulkBar } from './bulk.tsx';
import { Filters } from './filters.tsx';
import type { InboxQuery } from './query.ts';
import { show, useInboxQuery } from './query.ts';
import { CaseTable } from './table.tsx';
import { Views } from './views.tsx';
import './inbox.css';

const pageSize = 50;

/** The queue of the hat worn now. */
export function InboxPage() {
  const asked = useInboxQuery();
  const key = JSON.stringify(asked);
  const { message } = App.useApp();
  const save = () =>
    download('/cases/export', `${words('inbox.exportName')}-${isoDay()}.xlsx`, { ...asked }).catch((error: unknown) =>
      message.error(said(error).sentence),
    );
  return (
    <Page
      title={words('inbox.title')}
      lead={words(asked.view === 'inbox' ? 'inbox.lead' : 'inbox.leadOther', { place: hatPlace(useHat()) })}
      actions={<Button onClick={() => void save()}>{words('inbox.export')}</Button>}
    >
      <div className="stack tight">
        <Views asked={asked} />
        <div className="sheet">
          <Filters key={asked.query ?? ''} asked={asked} />
          <Rows key={key} asked={asked} />
        </div>
      </div>
    </Page>
  );
}

function Rows({ asked }: { asked: InboxQuery }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['cases', asked, after],
    queryFn: ({ signal }) => listCases({ ...asked, after, limit: pageSize }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  return (
    <Await answer={answer}>
      {(data) =>
        data.cases.length === 0 ? (
          <Nothing asked={asked} />
        ) : (
          <>
            {data.namesakes && (
              <p className="note amber" role="status">
                {words('inbox.namesakes', { count: data.namesakes })}
              </p>
            )}
            <Selectable rows={data.cases} />
            <Pager shown={data.cases.length} total={data.count && count(data.count)} {...paging.turning(data.next)} />
          </>
        )
      }
    </Await>
  );
}

function Nothing({ asked }: { asked: InboxQuery }) {
  const searching = Boolean(asked.query || asked.item);
  return (
    <Empty title={words(searching ? 'inbox.empty.search' : `inbox.empty.${asked.view}`)}>
      {searching ? (
        <Button onClick={() => show({ view: 'all' })}>{words('inbox.empty.clear')}</Button>
      ) : (
        asked.view === 'inbox' && <Button onClick={() => show({ view: 'all' })}>{words('inbox.empty.seeAll')}</Button>
      )}
    </Empty>
  );
}

function Selectable({ rows }: { rows: readonly CaseRow[] }) {
  const works = usePower('case.handle');
  const [here, setHere] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const row = rows[Math.min(here, rows.length - 1)];
  const toggle = (id: string) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const open = (target: CaseRow | undefined, hash = '') => target && go(`${link('case', { county: target.county, id: target.id })}${hash}`);
  useKeys({
    j: () => setHere(Math.min(here + 1, rows.length - 1)),
    k: () => setHere(Math.max(here - 1, 0)),
    Enter: () => open(row),
    e: () => open(row, '#acts'),
    x: () => works && row && toggle(row.id),
  });
  useEffect(() => {
    document.getElementById(`row-${row?.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [row?.id]);
  return (
    <>
      <CaseTable
        rows={rows}
        here={row?.id}
        choice={works ? { chosen, toggle, toggleAll: (on) => setChosen(new Set(on ? rows.map((each) => each.id) : [])) } : undefined}
      />
      {chosen.size > 0 && <BulkBar rows={rows.filter((each) => chosen.has(each.id))} onClear={() => setChosen(new Set())} />}
    </>
  );
}
