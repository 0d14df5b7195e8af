import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { CallError } from '../client/client.ts';
import { Empty, Page } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { listChildren } from '../regions/regions.client.ts';
import { go, Link, link } from '../route/router.tsx';
import { day, figure } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { AskedBar, useAsked } from './asked.tsx';
import { listPlans, readPlan } from './plan.client.ts';
import type { Asked, FigureState, PlanFigure, PlanReading } from './plan.client.ts';
import { Gauge, gapWords, StateLight, targetWords } from './reading.tsx';
import { ReceiptDrawer, sourceWords, useReceipt } from './receipt.tsx';
import { TargetSheets } from './target.tsx';
import './plan.css';

/** What a plan promised, and how it stands. */
export function PlanPage() {
  const asked = useAsked();
  const plans = useQuery({ queryKey: ['plans', asked.region, asked.day], queryFn: () => listPlans(asked.region, asked.day) });
  const name = asked.plan ?? plans.data?.chosen ?? undefined;
  return (
    <Page title={words('plan.title')} lead={words('plan.lead')}>
      <div className="stack">
        <AskedBar page="plan" asked={asked} />
        {(plans.data?.plans.length ?? 0) > 1 && <div className="strip no-print">{plans.data!.plans.map((plan) => <Link key={plan.plan} to={link('plan', {}, { ...asked, plan: plan.plan })} aria-current={plan.plan === name ? 'page' : undefined}>{plan.title}</Link>)}</div>}
        <Await answer={plans}>{() => (name ? <Standing asked={{ ...asked, plan: name }} /> : <div className="sheet"><Empty title={words('plan.none')}><Below asked={asked} /></Empty></div>)}</Await>
      </div>
    </Page>
  );
}

/** A place without a plan of its own: the places below it may have one. */
function Below({ asked }: { asked: Asked }) {
  const below = useQuery({ queryKey: ['region-children', asked.region, ''], queryFn: () => listChildren(asked.region) });
  if (!below.data || below.data.length === 0) return null;
  return <><p>{words('plan.below')}</p><p className="strip" style={{ justifyContent: 'center' }}>{below.data.map((region) => <Link key={region.code} to={link('plan', {}, { ...asked, plan: undefined, region: region.code })}>{region.name}</Link>)}</p></>;
}

function Standing({ asked }: { asked: Asked }) {
  const answer = useQuery({ queryKey: ['plan', asked], queryFn: () => readPlan(asked), placeholderData: keepPreviousData });
  const [open, setOpen] = useState<string>();
  return (
    <Await answer={answer}>
      {(reading) => (
        <>
          <PlanHead reading={reading} />
          <Tallies figures={reading.figures} />
          <div className="sheet"><FigureTable reading={reading} asked={asked} onOpen={setOpen} /></div>
          <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} title={reading.figures.find((one) => one.id === open)?.title} size="min(640px, 96vw)" destroyOnHidden>
            {open && <ReceiptDrawer target={open} asked={asked} />}
          </Drawer>
        </>
      )}
    </Await>
  );
}

function PlanHead({ reading }: { reading: PlanReading }) {
  return (
    <div>
      <h2>{reading.title}{reading.demonstration && <> <span className="mark-tag amber">{words('plan.demonstration')}</span></>}</h2>
      <p className="soft">{words('plan.period', { from: day(reading.period.from), to: reading.period.to ? day(reading.period.to) : words('plan.open') })}{reading.ended && ` · ${words('plan.ended')}`}</p>
      {reading.unassigned.length > 0 && <p className="note amber">{words('receipt.unassigned', { count: reading.unassigned.length })}</p>}
    </div>
  );
}

const states: readonly FigureState[] = ['met', 'unmet', 'measured', 'no-data'];

function Tallies({ figures }: { figures: readonly PlanFigure[] }) {
  return (
    <div className="tally-strip">
      {states.map((state) => <div key={state} className="sheet tally-card"><StateLight state={state} /><strong>{figures.filter((one) => one.state === state).length}</strong></div>)}
    </div>
  );
}

function FigureTable({ reading, asked, onOpen }: { reading: PlanReading; asked: Asked; onOpen: (id: string) => void }) {
  const columns = [
    { name: 'title', title: words('plan.column.title'), heading: true, show: (row: PlanFigure) => <><Link to={link('target', { target: row.id }, { ...asked })}>{row.title}</Link><p className="quiet small">{row.promise.clause}</p></> },
    { name: 'value', title: words('plan.column.value'), number: true, show: (row: PlanFigure) => <button type="button" className="figure-button" aria-label={words('plan.openReceipt', { title: row.title, value: figure(row.value) })} onClick={() => onOpen(row.id)}><strong>{figure(row.value)}</strong>{row.value !== null && ` ${row.unit}`}</button> },
    { name: 'target', title: words('plan.column.target'), show: (row: PlanFigure) => <>{targetWords(row, row.promise.wording)}<Gauge reading={row} /></> },
    { name: 'gap', title: words('plan.column.gap'), number: true, show: (row: PlanFigure) => gapWords(row) },
    { name: 'state', title: words('plan.column.state'), show: (row: PlanFigure) => <><StateLight state={row.state} />{row.missing > 0 && <p className="quiet small">{words('plan.missing', { count: row.missing })}</p>}</> },
    { name: 'source', title: words('plan.column.source'), show: (row: PlanFigure) => <span className="small soft">{wordsOr(`plan.strength.${row.promise.strength}`, row.promise.strength)}<br /><span className="nowrap">{wordsOr(`plan.deadline.${row.promise.deadline}`, day(row.promise.deadline))}</span><br />{sourceWords(row.promise.source)}</span> },
  ];
  return <Table title={reading.title} columns={columns} rows={reading.figures} keyOf={(row) => row.id} onOpen={(row) => onOpen(row.id)} />;
}

/** A target asked for above the place whose plan has it: no error, only another place to look at. */
function NoPlan({ target, asked }: { target: string; asked: Asked }) {
  return (
    <Page title={words('plan.title')} lead={words('plan.lead')} crumbs={<Link to={link('plan', {}, { ...asked, plan: undefined })}>{words('plan.title')}</Link>}>
      <div className="stack">
        <AskedBar page="target" parameters={{ target }} asked={asked} />
        <div className="sheet"><Empty title={words('plan.none')}><Below asked={asked} /></Empty></div>
      </div>
    </Page>
  );
}

/** One target down to the communities. */
export function TargetPage({ target }: { target: string }) {
  const asked = useAsked();
  const drill = (region: string) => go(link('target', { target }, { ...asked, region }));
  const answer = useReceipt(target, asked);
  if (answer.error instanceof CallError && answer.error.code === 'PLAN_NOT_FOUND') return <NoPlan target={target} asked={asked} />;
  return <TargetSheets target={target} asked={asked} onDrill={drill} />;
}
