import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { CallError } from '../client/client.ts';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { go, Link, link } from '../route/router.tsx';
import { day, figure } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { AskedBar, useAsked } from './asked.tsx';
import { PlansBelow } from './below.tsx';
import type { Choice } from './choice.ts';
import { choose, lights } from './choice.ts';
import { Filters, useChoice } from './filters.tsx';
import type { Asked, LowerPlan, PlanFigure, PlanReading } from './plan.client.ts';
import { listPlans, readPlan, savePlan } from './plan.client.ts';
import {
  alsoWords,
  baselineWords,
  Gauge,
  gapWords,
  missingWords,
  passedOverWords,
  rangeWords,
  StateLight,
  targetWords,
  Value,
} from './reading.tsx';
import { ReceiptDrawer, sourceWords, useReceipt } from './receipt.tsx';
import { TargetSheets } from './target.tsx';
import './plan.css';

/** What a plan promised, and how it stands. */
export function PlanPage() {
  const asked = useAsked();
  const choice = useChoice();
  const plans = useQuery({ queryKey: ['plans', asked.region, asked.day], queryFn: () => listPlans(asked.region, asked.day) });
  const name = asked.plan ?? plans.data?.chosen ?? undefined;
  return (
    <Page title={words('plan.title')} lead={words('plan.lead')}>
      <div className="stack">
        <AskedBar page="plan" asked={asked} kept={{ ...choice }} />
        {(plans.data?.plans.length ?? 0) > 1 && (
          <div className="strip no-print">
            {plans.data!.plans.map((plan) => (
              <Link
                key={plan.plan}
                to={link('plan', {}, { ...asked, plan: plan.plan })}
                aria-current={plan.plan === name ? 'page' : undefined}
              >
                {plan.title}
              </Link>
            ))}
          </div>
        )}
        <Await answer={plans}>
          {({ region_name: place, below }) =>
            name ? (
              <>
                <Standing asked={{ ...asked, plan: name }} choice={choice} />
                <Below asked={asked} below={below} />
              </>
            ) : (
              <PlansBelow asked={asked} place={place} below={below} />
            )
          }
        </Await>
      </div>
    </Page>
  );
}

/** Plans that places below have beside the one shown. */
function Below({ asked, below }: { asked: Asked; below: readonly LowerPlan[] }) {
  const others = below.filter((plan) => plan.plan !== asked.plan);
  if (others.length === 0) return null;
  return (
    <div className="strip no-print">
      <span className="quiet">{words('plan.below')}</span>
      {others.map((plan) => (
        <Link key={plan.plan} to={link('plan', {}, { ...asked, region: plan.jurisdiction, plan: plan.plan })}>
          {plan.title}
        </Link>
      ))}
    </div>
  );
}

function Standing({ asked, choice }: { asked: Asked; choice: Choice }) {
  const answer = useQuery({ queryKey: ['plan', asked], queryFn: () => readPlan(asked), placeholderData: keepPreviousData });
  const [open, setOpen] = useState<string>();
  return (
    <Await answer={answer}>
      {(reading) => {
        const shown = choose(reading.figures, choice);
        return (
          <>
            <PlanHead reading={reading} actions={<Save reading={reading} asked={asked} shown={shown} />} />
            <Tallies figures={reading.figures} />
            <div className="sheet">
              <Filters figures={reading.figures} asked={asked} choice={choice} />
              {shown.length === 0 ? (
                <Empty title={words('plan.noMatch')}>
                  <Link to={link('plan', {}, { ...asked })}>{words('plan.showAll')}</Link>
                </Empty>
              ) : (
                <FigureTable reading={reading} figures={shown} asked={asked} onOpen={setOpen} />
              )}
            </div>
            <Drawer
              open={open !== undefined}
              onClose={() => setOpen(undefined)}
              title={reading.figures.find((one) => one.id === open)?.title}
              size="min(640px, 96vw)"
              destroyOnHidden
            >
              {open && <ReceiptDrawer target={open} asked={asked} />}
            </Drawer>
          </>
        );
      }}
    </Await>
  );
}

/** What is on the page as a file, in the order it stands there. */
function Save({ reading, asked, shown }: { reading: PlanReading; asked: Asked; shown: readonly PlanFigure[] }) {
  const { message } = App.useApp();
  const save = (format: 'xlsx' | 'csv') =>
    savePlan(
      asked,
      shown.map((one) => one.id),
      format,
      `${reading.title}-${reading.as_of}`,
    ).catch((error: unknown) => message.error(said(error).sentence));
  return (
    <div className="row no-print">
      <Button disabled={shown.length === 0} onClick={() => void save('xlsx')}>
        {words('plan.saveExcel')}
      </Button>
      <Button disabled={shown.length === 0} onClick={() => void save('csv')}>
        {words('plan.saveCsv')}
      </Button>
      <Button onClick={() => window.print()}>{words('print')}</Button>
    </div>
  );
}

function PlanHead({ reading, actions }: { reading: PlanReading; actions: ReactNode }) {
  return (
    <div className="plan-head">
      <div>
        <h2>
          {reading.title}
          {reading.demonstration && (
            <>
              {' '}
              <span className="mark-tag amber">{words('plan.demonstration')}</span>
            </>
          )}
        </h2>
        <p className="soft">
          {words('plan.period', { from: day(reading.period.from), to: reading.period.to ? day(reading.period.to) : words('plan.open') })}
          {reading.ended && ` · ${words('plan.ended')}`}
        </p>
        {reading.only_name && <p className="note small">{words('plan.only', { place: reading.only_name })}</p>}
        {reading.unassigned.length > 0 && <p className="note amber">{words('receipt.unassigned', { count: reading.unassigned.length })}</p>}
      </div>
      {actions}
    </div>
  );
}

function Tallies({ figures }: { figures: readonly PlanFigure[] }) {
  const counts = lights
    .map((state) => ({ state, count: figures.filter((one) => one.state === state).length }))
    .filter(({ state, count }) => count > 0 || state === 'met' || state === 'unmet');
  return (
    <div className="tally-strip">
      {counts.map(({ state, count }) => (
        <div key={state} className="sheet tally-card">
          <StateLight state={state} />
          <strong>{count}</strong>
        </div>
      ))}
    </div>
  );
}

function FigureTable({
  reading,
  figures,
  asked,
  onOpen,
}: {
  reading: PlanReading;
  figures: readonly PlanFigure[];
  asked: Asked;
  onOpen: (id: string) => void;
}) {
  const level = (row: PlanFigure) => row.promise.subjects.level;
  const columns = [
    {
      name: 'title',
      title: words('plan.column.title'),
      heading: true,
      room: 'sentence' as const,
      show: (row: PlanFigure) => (
        <>
          <Link to={link('target', { target: row.id }, { ...asked })}>{row.title}</Link>
          <p className="quiet small">{row.promise.clause}</p>
        </>
      ),
    },
    {
      name: 'start',
      title: words('plan.column.start'),
      room: 'words' as const,
      show: (row: PlanFigure) => (
        <span className="small soft">
          {row.baselines.length === 0
            ? words('none')
            : row.baselines.map((one) => (
                <span key={one.id} title={one.note}>
                  {baselineWords(one, reading.only ?? reading.region, row.unit)}
                </span>
              ))}
        </span>
      ),
    },
    {
      name: 'value',
      title: words('plan.column.value'),
      number: true,
      show: (row: PlanFigure) => (
        <button
          type="button"
          className="figure-button"
          aria-label={words('plan.openReceipt', { title: row.title, value: figure(row.value) })}
          onClick={() => onOpen(row.id)}
        >
          <Value reading={row} level={level(row)} />
        </button>
      ),
    },
    {
      name: 'target',
      title: words('plan.column.target'),
      show: (row: PlanFigure) => (
        <>
          {targetWords(row, row.promise.wording)}
          <Gauge reading={row} />
        </>
      ),
    },
    { name: 'gap', title: words('plan.column.gap'), number: true, show: (row: PlanFigure) => gapWords(row) },
    {
      name: 'state',
      title: words('plan.column.state'),
      show: (row: PlanFigure) => (
        <>
          <StateLight state={row.state} level={level(row)} />
          {alsoWords(row, level(row)).map((line) => (
            <p key={line} className="quiet small">
              {line}
            </p>
          ))}
          {row.missing > 0 && <p className="quiet small">{missingWords(row)}</p>}
          {row.state === 'undecided' && <p className="quiet small">{rangeWords(row)}</p>}
          <p className="quiet small">{passedOverWords(row)}</p>
        </>
      ),
    },
    {
      name: 'source',
      title: words('plan.column.source'),
      show: (row: PlanFigure) => (
        <span className="small soft">
          {wordsOr(`plan.strength.${row.promise.strength}`, row.promise.strength)}
          <br />
          <span className="nowrap">{wordsOr(`plan.deadline.${row.promise.deadline}`, day(row.promise.deadline))}</span>
          <br />
          {sourceWords(row.promise.source)}
        </span>
      ),
    },
  ];
  return <Table title={reading.title} columns={columns} rows={figures} keyOf={(row) => row.id} onOpen={(row) => onOpen(row.id)} />;
}

/** A target that cannot be shown for this place: no error, only another place to look at. */
function NotHere({ target, asked, code }: { target: string; asked: Asked; code: string }) {
  const plans = useQuery({ queryKey: ['plans', asked.region, asked.day], queryFn: () => listPlans(asked.region, asked.day) });
  const own = { ...asked, plan: undefined };
  return (
    <Page title={words('plan.title')} lead={words('plan.lead')} crumbs={<Link to={link('plan', {}, own)}>{words('plan.title')}</Link>}>
      <div className="stack">
        <AskedBar page="target" parameters={{ target }} asked={asked} />
        <Await answer={plans}>
          {(data) =>
            code === 'TARGET_NOT_FOUND' || data.plans.length > 0 ? (
              <div className="sheet">
                <Empty title={words('plan.notHere', { place: data.region_name })}>
                  <p>{words('plan.notHereLead')}</p>
                  <p className="strip centred">
                    <Link to={link('plan', {}, own)}>{words('plan.toPlan')}</Link>
                  </p>
                </Empty>
              </div>
            ) : (
              <PlansBelow asked={own} place={data.region_name} below={data.below} />
            )
          }
        </Await>
      </div>
    </Page>
  );
}

/** One target down to the communities. */
export function TargetPage({ target }: { target: string }) {
  const asked = useAsked();
  const drill = (region: string) => go(link('target', { target }, { ...asked, region }));
  const answer = useReceipt(target, asked);
  if (answer.error instanceof CallError && ['PLAN_NOT_FOUND', 'TARGET_NOT_FOUND'].includes(answer.error.code))
    return <NotHere target={target} asked={asked} code={answer.error.code} />;
  return <TargetSheets target={target} asked={asked} onDrill={drill} />;
}
