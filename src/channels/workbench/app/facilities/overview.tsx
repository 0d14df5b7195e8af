import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Sheet } from '../kit/page.tsx';
import { Table } from '../kit/table.tsx';
import { Link, link } from '../route/router.tsx';
import { useHat, usePower } from '../session/session.tsx';
import { day, figure } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Overview, Shortfall } from './facilities.client.ts';
import { readOverview } from './facilities.client.ts';

const first = 5;

/** Where area is lacking, and how the communities spread over sizes. A place without a plan has no standard to compare with, and says so. */
export function FacilityOverview() {
  const hat = useHat();
  const may = usePower('indicator.read');
  const answer = useQuery({
    queryKey: ['facilities-overview', hat.region],
    queryFn: () => readOverview(hat.region),
    enabled: may,
    retry: false,
  });
  if (!answer.data) return null;
  return (
    <div className="split even">
      <Bands overview={answer.data} />
      <Shortfalls overview={answer.data} />
    </div>
  );
}

function Bands({ overview }: { overview: Overview }) {
  const most = Math.max(1, overview.unknown, ...overview.bands.map((band) => band.communities));
  const rows = [
    ...overview.bands.map((band) => ({ key: String(band.from), title: bandWords(band), communities: band.communities, known: true })),
    ...(overview.unknown > 0
      ? [{ key: 'unknown', title: words('facilities.bandUnknown'), communities: overview.unknown, known: false }]
      : []),
  ];
  return (
    <Sheet title={words('facilities.bands')}>
      <p className="soft small">{words('facilities.bandsLead', { count: figure(overview.communities), on: day(overview.as_of) })}</p>
      <ol className="bands">
        {rows.map((row) => (
          <li key={row.key} className={row.known ? undefined : 'unknown'}>
            <span>{row.title}</span>
            <span className="track" aria-hidden="true">
              <b style={{ inlineSize: `${(row.communities / most) * 100}%` }} />
            </span>
            <strong>{words('facilities.bandCount', { count: figure(row.communities) })}</strong>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

function bandWords({ from, to }: Overview['bands'][number]): string {
  if (to === undefined || to === null) return words('facilities.bandOver', { from: figure(from) });
  return from === 0 ? words('facilities.bandUnder', { to: figure(to) }) : words('facilities.band', { from: figure(from), to: figure(to) });
}

function Shortfalls({ overview }: { overview: Overview }) {
  const [all, setAll] = useState(false);
  const rows = all ? overview.shortfalls : overview.shortfalls.slice(0, first);
  const columns = [
    {
      name: 'place',
      title: words('person.community'),
      heading: true,
      show: (row: Shortfall, at: number) => (
        <>
          {at + 1}. {row.name}
          <p className="quiet small">
            {wordsOr(`regions.types.${row.type}`, '')}
            {row.households !== null && ` ${words('facilities.ofHouseholds', { count: figure(row.households) })}`}
          </p>
        </>
      ),
    },
    {
      name: 'missing',
      title: words('facilities.missing'),
      number: true,
      show: (row: Shortfall) => <strong className="lack">{figure(row.missing)}</strong>,
    },
    {
      name: 'standards',
      title: words('facilities.standard'),
      show: (row: Shortfall) => (
        <>
          {row.standards.map((one) => (
            <p key={one.id} className="small">
              <Link to={link('target', { target: one.id }, { plan: row.plan })}>{one.title}</Link>{' '}
              <span className="quiet">{words('facilities.hasOf', { has: figure(one.has), required: figure(one.required) })}</span>
            </p>
          ))}
        </>
      ),
    },
  ];
  return (
    <Sheet title={words('facilities.shortfalls', { count: figure(overview.shortfalls.length) })} pad={false}>
      <p className="pad soft small">
        {overview.plans.length === 0
          ? words('facilities.noStandard')
          : words('facilities.shortfallsLead', { plan: overview.plans.join(words('comma')) })}
      </p>
      {overview.plans.length === 0 ? null : rows.length === 0 ? (
        <p className="pad">{words('facilities.noShortfall')}</p>
      ) : (
        <Table title={words('facilities.missing')} columns={columns} rows={rows} keyOf={(row) => row.code} compact />
      )}
      {overview.shortfalls.length > first && (
        <p className="pad no-print">
          <Button size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? words('facilities.fewer') : words('facilities.all', { count: figure(overview.shortfalls.length) })}
          </Button>
        </p>
      )}
    </Sheet>
  );
}
