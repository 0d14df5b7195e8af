import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { listChildren } from '../regions/regions.client.ts';
import { go, Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { Places } from './places.tsx';
import type { Asked, LowerPlan } from './plan.client.ts';
import { readPlan } from './plan.client.ts';

/** A place without a plan of its own: says so, shows one figure of a plan below on the map, and offers the plans there are. */
export function PlansBelow({ asked, place, below }: { asked: Asked; place: string; below: readonly LowerPlan[] }) {
  return (
    <div className="stack">
      <div className="sheet pad">
        <h2>{words('plan.noneHere', { place })}</h2>
        <p className="soft">{words(below.length > 0 ? 'plan.noneLead' : 'plan.noneAtAll')}</p>
        {below.length === 0 && <Children asked={asked} />}
      </div>
      {below.length > 0 && <OneFigure asked={asked} below={below} />}
      {below.length > 0 && (
        <Sheet title={words('plan.plansBelow')} pad={false}>
          <PlanTable asked={asked} below={below} />
        </Sheet>
      )}
    </div>
  );
}

/** The places one step down, to go on looking. */
function Children({ asked }: { asked: Asked }) {
  const children = useQuery({ queryKey: ['region-children', asked.region, ''], queryFn: () => listChildren(asked.region) });
  if (!children.data || children.data.length === 0) return null;
  return (
    <p className="strip">
      {children.data.map((region) => (
        <Link key={region.code} to={link('plan', {}, { ...asked, plan: undefined, region: region.code })}>
          {region.name}
        </Link>
      ))}
    </p>
  );
}

function PlanTable({ asked, below }: { asked: Asked; below: readonly LowerPlan[] }) {
  const columns = [
    {
      name: 'place',
      title: words('plan.column.place'),
      heading: true,
      show: (row: LowerPlan) => (
        <Link to={link('plan', {}, { ...asked, region: row.jurisdiction, plan: row.plan })}>{row.region_name}</Link>
      ),
    },
    {
      name: 'plan',
      title: words('plan.name'),
      show: (row: LowerPlan) => (
        <>
          {row.title}
          {row.demonstration && (
            <>
              {' '}
              <span className="mark-tag amber">{words('plan.demonstration')}</span>
            </>
          )}
        </>
      ),
    },
    {
      name: 'period',
      title: words('plan.periodTitle'),
      show: (row: LowerPlan) =>
        words('plan.period', { from: day(row.period.from), to: row.period.to ? day(row.period.to) : words('plan.open') }),
    },
  ];
  return <Table title={words('plan.plansBelow')} columns={columns} rows={below} keyOf={(row) => row.plan} />;
}

/** One figure of one plan below, place by place. */
function OneFigure({ asked, below }: { asked: Asked; below: readonly LowerPlan[] }) {
  const [name, setName] = useState(below[0]!.plan);
  const within = { ...asked, plan: name };
  const answer = useQuery({ queryKey: ['plan', within], queryFn: () => readPlan(within) });
  const [chosen, setChosen] = useState<string>();
  return (
    <Await answer={answer}>
      {({ figures }) => {
        const figure = figures.find((one) => one.id === chosen) ?? figures[0];
        if (!figure) return null;
        return (
          <>
            <div className="plan-bar no-print">
              {below.length > 1 && (
                <div className="field wide">
                  <label htmlFor="below-plan">{words('plan.whichPlan')}</label>
                  <select id="below-plan" className="control" value={name} onChange={(event) => setName(event.target.value)}>
                    {below.map((one) => (
                      <option key={one.plan} value={one.plan}>
                        {one.title}
                      </option>
                    ))}
                  </select>
                </div>
              )}
              <div className="field wide">
                <label htmlFor="below-figure">{words('plan.whichFigure')}</label>
                <select id="below-figure" className="control" value={figure.id} onChange={(event) => setChosen(event.target.value)}>
                  {figures.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.title}
                    </option>
                  ))}
                </select>
              </div>
              <Link to={link('target', { target: figure.id }, within)}>{words('plan.openFigure')}</Link>
            </div>
            <Places
              target={figure.id}
              level={figure.promise.subjects.level}
              asked={within}
              onDrill={(region) => go(link('target', { target: figure.id }, { ...within, region }))}
            />
          </>
        );
      }}
    </Await>
  );
}
