import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Facts, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { go, Link, link, useRoute } from '../route/router.tsx';
import { useHat, usePower } from '../session/session.tsx';
import { day, figure } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { ChangeWizard } from './change.tsx';
import { ChangeTable, Places } from './changes.tsx';
import { RegionImport } from './import.tsx';
import { RegionPicker } from './picker.tsx';
import type { Region, RegionDetail } from './regions.client.ts';
import { listAssignments, listChildren, readRegion } from './regions.client.ts';
import { RegionTree } from './tree.tsx';
import './regions.css';

/** The tree of places, as it is or as it was on a day. */
export function RegionsPage() {
  const hat = useHat();
  const changes = usePower('region.change');
  const { query } = useRoute();
  const [importing, setImporting] = useState(false);
  const code = query.get('region') ?? hat.region;
  const on = query.get('on') ?? '';
  const show = (next: { region?: string; on?: string }) => go(link('regions', {}, { region: code, on, ...next }));
  return (
    <Page
      title={words('regions.title')}
      lead={words('regions.lead')}
      actions={
        <>
          <Link to={link('regionChanges', {}, { region: code })}>{words('regions.changes')}</Link>
          {changes && (
            <>
              <Waiting />
              <Button onClick={() => setImporting(true)}>{words('regions.import')}</Button>
            </>
          )}
        </>
      }
    >
      <div className="regions">
        <div className="sheet">
          <div className="pad stack tight">
            <RegionPicker
              value={undefined}
              onChange={(chosen) => chosen && show({ region: chosen })}
              label={words('regions.find')}
              on={on || undefined}
            />
            <div className="field">
              <label htmlFor="regions-on">{words('regions.on')}</label>
              <input id="regions-on" type="date" className="control" value={on} onChange={(event) => show({ on: event.target.value })} />
            </div>
          </div>
          <RegionTree root={hat.region} chosen={code} on={on} onChoose={(chosen) => show({ region: chosen })} />
        </div>
        <Detail key={code} code={code} on={on} changes={changes} />
      </div>
      <Drawer open={importing} onClose={() => setImporting(false)} title={words('regions.import')} size={640} destroyOnHidden>
        <RegionImport within={hat.region} />
      </Drawer>
    </Page>
  );
}

function Detail({ code, on, changes }: { code: string; on: string; changes: boolean }) {
  const [changing, setChanging] = useState(false);
  const answer = useQuery({ queryKey: ['region-detail', code, on], queryFn: () => readRegion(code, on) });
  return (
    <Await answer={answer}>
      {(detail) => (
        <div className="stack">
          <Standing detail={detail} />
          <Sheet
            title={detail.region.name}
            extra={
              changes &&
              !detail.end &&
              !detail.begins && (
                <Button type="primary" onClick={() => setChanging(true)}>
                  {words('regions.change')}
                </Button>
              )
            }
          >
            <p className="quiet small off-below">{(detail.path ?? []).map((above) => above.name).join(' / ')}</p>
            <Facts facts={factsOf(detail)} />
          </Sheet>
          <Sheet title={words('regions.history')} pad={detail.changes.length === 0}>
            {detail.changes.length === 0 ? (
              <p className="quiet">
                {words('regions.noChanges')} <Link to={link('regionChanges', {}, { region: code })}>{words('regions.changesBelow')}</Link>
              </p>
            ) : (
              <ChangeTable changes={detail.changes} />
            )}
          </Sheet>
          <Sheet title={words('regions.versions')} pad={false}>
            <Versions versions={detail.versions ?? []} />
          </Sheet>
          {!detail.end && !detail.begins && <Below code={code} on={on} />}
          <Drawer
            open={changing}
            onClose={() => setChanging(false)}
            title={words('regions.changeOf', { name: detail.region.name })}
            size={520}
            destroyOnHidden
          >
            <ChangeWizard region={detail.region} onDone={() => setChanging(false)} />
          </Drawer>
        </div>
      )}
    </Await>
  );
}

/** The way to what divided regions left, with how many there are. */
function Waiting() {
  const answer = useQuery({ queryKey: ['region-assignments'], queryFn: listAssignments, staleTime: 30_000 });
  const count = answer.data?.length ?? 0;
  return (
    <Link to={link('regionAssignments')}>
      {words('regions.assignments')}
      {count > 0 && <span className="mark-tag">{figure(count)}</span>}
    </Link>
  );
}

/** Says when somebody looks at a code that no longer or not yet holds, and leads on. */
function Standing({ detail: { region, end, begins } }: { detail: RegionDetail }) {
  if (begins)
    return (
      <p className="note" role="status">
        {words('regions.begins', { name: region.name, day: day(begins) })}
      </p>
    );
  if (!end) return null;
  return (
    <p className="note" role="status">
      {words(end.now.length === 0 ? 'regions.endedNowhere' : end.now.length === 1 ? 'regions.ended' : 'regions.endedInto', {
        name: region.name,
        day: day(end.on),
      })}
      <Places sides={end.now} />
    </p>
  );
}

function Below({ code, on }: { code: string; on: string }) {
  const answer = useQuery({
    queryKey: ['region-children', code, on],
    queryFn: () => listChildren(code, on || undefined),
    staleTime: 60_000,
  });
  if (!answer.data?.length) return null;
  const columns = [
    {
      name: 'name',
      title: words('regions.name'),
      heading: true,
      show: (row: Region) => <Link to={link('regions', {}, { region: row.code, on })}>{row.name}</Link>,
    },
    { name: 'code', title: words('regions.code'), show: (row: Region) => <span className="code">{row.code}</span> },
    { name: 'kind', title: words('regions.kind'), show: kindWords },
    {
      name: 'type',
      title: words('regions.type'),
      show: (row: Region) => (row.type ? wordsOr(`regions.types.${row.type}`, row.type) : words('none')),
    },
  ];
  return (
    <Sheet title={words('regions.belowTitle', { count: figure(answer.data.length) })} pad={false}>
      <Table title={words('regions.below')} columns={columns} rows={answer.data} keyOf={(row) => row.code} compact />
    </Sheet>
  );
}

/** What a place is: a community or a grid is no administrative division. */
function kindWords({ level, kind }: Region): string {
  if (kind !== 'zone' && (level === 'community' || level === 'grid')) return words(`regions.kindsBelow.${level}`);
  return wordsOr(`regions.kinds.${kind}`, kind ?? '');
}

const levels = ['province', 'city', 'county', 'town', 'community', 'grid'] as const;

function factsOf({ region, below }: RegionDetail): (readonly [string, ReactNode])[] {
  return [
    [words('regions.code'), <span className="code">{region.code}</span>],
    [words('regions.level'), wordsOr(`level.${region.level}`, region.level)],
    [words('regions.kind'), kindWords(region)],
    [words('regions.unit'), region.unit ? wordsOr(`regions.units.${region.unit}`, region.unit) : ''],
    [words('regions.type'), region.type ? wordsOr(`regions.types.${region.type}`, region.type) : ''],
    [words('regions.mongolian'), region.nameMongolian ?? ''],
    [words('regions.bureau'), region.bureau ?? ''],
    [words('regions.since'), day(region.validFrom)],
    [
      words('regions.below'),
      levels
        .flatMap((level) => (level !== region.level && below?.[level] ? [[level, below[level]] as const] : []))
        .map(([level, count]) => `${wordsOr(`level.${level}`, level)} ${figure(count)}`)
        .join(' · '),
    ],
    [words('regions.source'), region.sourceTitle ?? region.source ?? ''],
  ];
}

/** What it was called and what it was, stretch by stretch. */
function Versions({ versions }: { versions: readonly Region[] }) {
  const columns = [
    { name: 'name', title: words('regions.name'), heading: true, show: (row: Region) => row.name },
    { name: 'from', title: words('regions.validFrom'), show: (row: Region) => day(row.validFrom) },
    { name: 'to', title: words('regions.validTo'), show: (row: Region) => (row.validTo ? day(row.validTo) : words('regions.now')) },
    {
      name: 'type',
      title: words('regions.type'),
      show: (row: Region) => (row.type ? wordsOr(`regions.types.${row.type}`, row.type) : words('none')),
    },
    { name: 'source', title: words('regions.source'), show: (row: Region) => row.sourceTitle ?? words('none') },
  ];
  return (
    <Table
      title={words('regions.versions')}
      columns={columns}
      rows={versions}
      keyOf={(row) => `${row.validFrom} ${row.name} ${row.type}`}
      compact
    />
  );
}
