import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Facts, Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { go, Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { day, figure, isoDay, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { BoardSheet } from './board.tsx';
import type { Ledger, LedgerRead } from './ledgers.client.ts';
import { decideLedger, readLedger, takeFile, takeSeries } from './ledgers.client.ts';
import { LedgerTag } from './ledgers.tsx';
import { PreviewSheet } from './preview.tsx';
import { SendForm } from './send.tsx';
import { SeriesSheet } from './series.tsx';
import '../registers/registers.css';
import './ledgers.css';

type Opened = 'send' | 'preview' | 'export' | 'end' | 'merge' | 'resume' | 'keep';

/** One ledger: what it asks and why, where each community stands, its versions, and what was decided about it. */
export function LedgerPage({ county, id }: { county: string; id: string }) {
  const answer = useQuery({ queryKey: ['ledger', id], queryFn: () => readLedger({ county, id }) });
  return <Await answer={answer}>{(read) => <LedgerView read={read} />}</Await>;
}

function LedgerView({ read }: { read: LedgerRead }) {
  const { ledger, may_keep, rounds } = read;
  const client = useQueryClient();
  const reads = usePower('ledger.read');
  const [opened, setOpened] = useState<Opened>();
  const gone = ledger.state === 'ended' || ledger.state === 'merged';
  const close = () => setOpened(undefined);
  const again = () => {
    close();
    for (const name of ['ledger', 'ledgers', 'ledger-board', 'ledger-series']) void client.invalidateQueries({ queryKey: [name] });
  };
  return (
    <Page
      dense
      title={ledger.title}
      lead={<LedgerTag state={ledger.state} />}
      crumbs={(may_keep || reads) && <Link to={link('ledgers')}>{words('ledgers.title')}</Link>}
      actions={
        <>
          <Button onClick={() => setOpened('preview')}>{words('ledgers.preview')}</Button>
          <Button onClick={() => setOpened('export')}>{words('export.title')}</Button>
          {may_keep && (
            <>
              <Button onClick={() => void takeFile(ledger, ledger.title)}>{words('ledgers.toFile')}</Button>
              <Button onClick={() => go(link('ledger-edit', ledger))}>{words('ledgers.revise')}</Button>
              {!ledger.list && !gone && (
                <Button type="primary" onClick={() => setOpened('send')}>
                  {words('ledgers.send')}
                </Button>
              )}
            </>
          )}
        </>
      }
    >
      <div className="stack">
        <About ledger={ledger} />
        {!ledger.list && <BoardSheet ledger={ledger} rounds={rounds} mayKeep={may_keep} onChanged={again} />}
        <SeriesSheet ledger={ledger} />
        <Decisions read={read} gone={gone} onOpen={setOpened} />
        <Versions read={read} />
      </div>
      <Drawer open={opened === 'send'} onClose={close} title={words('ledgers.send')} size={560} destroyOnHidden>
        <SendForm ledger={ledger} onDone={again} />
      </Drawer>
      <Drawer open={opened === 'preview'} onClose={close} title={words('ledgers.previewTitle')} size={640} destroyOnHidden>
        <PreviewSheet preview={read.preview} />
      </Drawer>
      <Drawer open={opened === 'export'} onClose={close} title={words('export.title')} destroyOnHidden>
        <TakeOut ledger={ledger} onDone={close} />
      </Drawer>
      <Drawer
        open={opened === 'end' || opened === 'merge' || opened === 'resume' || opened === 'keep'}
        onClose={close}
        title={opened ? words(`ledgers.decisions.${opened}`) : ''}
        destroyOnHidden
      >
        {opened && <DecisionForm read={read} kind={opened} onDone={again} cancel={close} />}
      </Drawer>
    </Page>
  );
}

function About({ ledger }: { ledger: Ledger }) {
  const names = (list: readonly string[]) => list.join(words('registers.comma')) || words('none');
  return (
    <Sheet title={words('ledgers.about')}>
      <Facts
        facts={[
          [words('ledgers.form.department'), ledger.department],
          [words('ledgers.form.basis'), ledger.basis],
          ...(ledger.list
            ? []
            : ([
                [words('ledgers.form.admission'), ledger.admission || words('ledgers.notAdmitted')],
                [words('ledgers.form.frequency'), ledger.frequency_title],
                [words('ledgers.form.ends_on'), day(ledger.ends_on)],
                [words('ledgers.form.fills'), names(ledger.fills_titles)],
                [words('ledgers.form.checks'), names(ledger.checks_titles)],
              ] as const)),
          [words('ledgers.form.rows'), ledger.rows_title],
          [words('ledgers.columns.fields'), words('ledgers.fieldsOf', { shown: ledger.shown, all: ledger.fields.length })],
          [words('ledgers.columns.communities'), figure(ledger.communities)],
          [words('ledgers.columns.share'), shareSaid(ledger)],
        ]}
      />
    </Sheet>
  );
}

function shareSaid({ share, known, cells }: Ledger): string {
  if (share === null) return words('ledgers.noShare');
  return words('ledgers.shareSaid', { share: figure(share), known: figure(known), cells: figure(cells) });
}

function TakeOut({ ledger, onDone }: { ledger: Ledger; onDone: () => void }) {
  const form = useForm({
    fields: [{ name: 'purpose', title: words('export.purpose'), hint: words('export.hint'), kind: 'text', required: true, max: 100 }],
    send: ({ purpose }) => takeSeries(ledger, `${ledger.title}-${isoDay()}`, String(purpose)),
  });
  return <FormSheet form={form} submit={words('export.submit')} onDone={onDone} idPrefix="export" />;
}

function Decisions({ read, gone, onOpen }: { read: LedgerRead; gone: boolean; onOpen: (opened: Opened) => void }) {
  const { decisions, may_keep } = read;
  return (
    <Sheet
      title={words('ledgers.decisionsTitle')}
      extra={
        may_keep && (
          <div className="row close">
            {(gone ? (['resume'] as const) : (['keep', 'merge', 'end'] as const)).map((kind) => (
              <Button key={kind} size="small" danger={kind === 'end'} onClick={() => onOpen(kind)}>
                {words(`ledgers.decisions.${kind}`)}
              </Button>
            ))}
          </div>
        )
      }
    >
      {decisions.length === 0 ? (
        <p className="quiet">{words('ledgers.undecided')}</p>
      ) : (
        <ol className="timeline">
          {[...decisions].reverse().map((one) => (
            <li key={one.at}>
              <p>
                {words('ledgers.decided', { kind: words(`ledgers.decisions.${one.kind}`), on: day(one.on_day), basis: one.basis })}
                {one.into_title && words('ledgers.into', { title: one.into_title })}
              </p>
              <p className="quiet small">
                {minute(one.at)} {one.who}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  );
}

function DecisionForm({ read, kind, onDone, cancel }: { read: LedgerRead; kind: string; onDone: () => void; cancel: () => void }) {
  const { message } = App.useApp();
  const form = useForm({
    fields: [
      ...(kind === 'merge'
        ? [
            {
              name: 'into',
              title: words('ledgers.mergeInto'),
              kind: 'choice' as const,
              required: true,
              options: read.others.map(({ id, title }) => ({ value: id, title })),
            },
          ]
        : []),
      { name: 'on', title: words('ledgers.decidedOn'), kind: 'date', required: true },
      { name: 'basis', title: words('ledgers.decisionBasis'), hint: words('ledgers.decisionHint'), kind: 'text', required: true, max: 200 },
    ],
    initial: { on: read.today },
    send: async ({ on, basis, into }) => {
      await decideLedger(read.ledger, { kind, on: String(on), basis: String(basis), into: into as string | undefined });
      void message.success(words('ledgers.decisionKept'));
    },
  });
  return (
    <FormSheet
      form={form}
      submit={words(`ledgers.decisions.${kind}`)}
      danger={kind === 'end'}
      onDone={onDone}
      cancel={cancel}
      idPrefix="decision"
    />
  );
}

/** Every version, the last first; older ones stay as they were. */
function Versions({ read }: { read: LedgerRead }) {
  return (
    <Sheet title={words('ledgers.versions')}>
      <ol className="timeline">
        {[...read.versions].reverse().map(({ version, fields, entered_at }) => (
          <li key={version}>
            <p>
              {words('ledgers.version', { version })} <span className="quiet small">{minute(entered_at)}</span>
            </p>
            <p className="soft small">{fields.map(({ title, known }) => title || known).join(words('registers.comma'))}</p>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
