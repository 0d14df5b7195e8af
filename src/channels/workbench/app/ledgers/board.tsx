import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Sheet } from '../kit/page.tsx';
import { Await, FocusedProblem } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { ReasonForm } from '../registers/entry-form.tsx';
import { usePower } from '../session/session.tsx';
import { day, figure, minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Board, Ledger, Round } from './ledgers.client.ts';
import { actOnSheet, postponeRound, readBoard, remindLate, withdrawRound } from './ledgers.client.ts';
import { sheetColumns } from './sheets.tsx';

interface BoardProps {
  readonly ledger: Ledger;
  readonly rounds: readonly Round[];
  readonly mayKeep: boolean;
  readonly onChanged: () => void;
}

/** Where each community stands in a period; only the late are reminded. */
export function BoardSheet({ ledger, rounds, mayKeep, onChanged }: BoardProps) {
  const open = rounds.filter(({ withdrawn_at }) => withdrawn_at === null);
  const [chosen, setChosen] = useState<string>();
  const round = rounds.find(({ id }) => id === chosen) ?? open[0];
  const answer = useQuery({ queryKey: ['ledger-board', ledger.id, round?.id], queryFn: () => readBoard(ledger, round?.id) });
  return (
    <Sheet
      title={words('ledgers.board')}
      pad={false}
      extra={
        rounds.length > 1 && (
          <select
            className="control board-period"
            aria-label={words('ledgers.period')}
            value={round?.id ?? ''}
            onChange={(event) => setChosen(event.target.value)}
          >
            {rounds.map((one) => (
              <option key={one.id} value={one.id}>
                {one.withdrawn_at ? words('ledgers.takenBack', { period: one.period }) : one.period}
              </option>
            ))}
          </select>
        )
      }
    >
      <Await answer={answer}>
        {(board) =>
          board.sheets.length === 0 && !round ? (
            <p className="pad quiet">{words('ledgers.notSent')}</p>
          ) : (
            <>
              {round && <RoundFacts round={round} />}
              <ul className="board-counts">
                {board.states.map((state) => (
                  <li key={state}>
                    <strong>{figure(board.counts[state] ?? 0)}</strong>
                    {words(`ledgers.sheetStates.${state}`)}
                  </li>
                ))}
              </ul>
              <BoardActs ledger={ledger} round={round} board={board} mayKeep={mayKeep} onChanged={onChanged} />
              <Table title={words('ledgers.board')} columns={sheetColumns(false)} rows={board.sheets} keyOf={({ id }) => id} compact />
            </>
          )
        }
      </Await>
    </Sheet>
  );
}

function RoundFacts({ round }: { round: Round }) {
  return (
    <p className="pad soft small">
      {words('ledgers.roundSaid', { who: round.who, at: minute(round.at), due: day(round.due_on), version: round.ledger_version })}
      {round.approver && ` ${words('ledgers.hurried', { approver: round.approver, reason: round.reason })}`}
      {round.withdrawn_at && ` ${words('ledgers.takenBackWhy', { reason: round.withdrawn_why })}`}
    </p>
  );
}

function BoardActs({
  ledger,
  round,
  board,
  mayKeep,
  onChanged,
}: {
  ledger: Ledger;
  round: Round | undefined;
  board: Board;
  mayKeep: boolean;
  onChanged: () => void;
}) {
  const { message } = App.useApp();
  const checks = usePower('ledger.check');
  const [problem, setProblem] = useState<unknown>();
  const [opened, setOpened] = useState<'withdraw' | 'postpone'>();
  const [busy, setBusy] = useState(false);
  const roundId = round?.id ?? (board.sheets[0] as { round?: string } | undefined)?.round;
  const lockable = board.sheets.filter(({ state }) => state === 'checked');
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    await work().catch(setProblem);
    setBusy(false);
  };
  const done = () => {
    setOpened(undefined);
    onChanged();
  };
  if (!roundId || round?.withdrawn_at) return null;
  return (
    <div className="pad stack tight">
      {problem !== undefined && <FocusedProblem error={problem} />}
      <div className="row close">
        {(mayKeep || checks) && (
          <Button
            size="small"
            loading={busy}
            onClick={() =>
              void run(async () => {
                const { reminded } = await remindLate(ledger, roundId);
                void message.success(words('ledgers.reminded', { count: reminded }));
              })
            }
          >
            {words('ledgers.remind')}
          </Button>
        )}
        {mayKeep && (
          <>
            {lockable.length > 0 && (
              <Button
                size="small"
                loading={busy}
                onClick={() =>
                  void run(async () => {
                    for (const sheet of lockable) await actOnSheet(sheet, { act: 'lock', version: sheet.version });
                    onChanged();
                  })
                }
              >
                {words('ledgers.lockAll', { count: lockable.length })}
              </Button>
            )}
            <Button size="small" onClick={() => setOpened('postpone')}>
              {words('ledgers.postpone')}
            </Button>
            <Button size="small" danger onClick={() => setOpened('withdraw')}>
              {words('ledgers.takeBack')}
            </Button>
          </>
        )}
      </div>
      <Drawer open={opened === 'withdraw'} onClose={() => setOpened(undefined)} title={words('ledgers.takeBack')} destroyOnHidden>
        <ReasonForm
          submit={words('ledgers.takeBack')}
          danger
          send={(reason) => withdrawRound(ledger, roundId, reason)}
          onDone={done}
          cancel={() => setOpened(undefined)}
        />
      </Drawer>
      <Drawer open={opened === 'postpone'} onClose={() => setOpened(undefined)} title={words('ledgers.postpone')} destroyOnHidden>
        <Postpone ledger={ledger} round={roundId} due={round?.due_on} onDone={done} />
      </Drawer>
    </div>
  );
}

function Postpone({ ledger, round, due, onDone }: { ledger: Ledger; round: string; due: string | undefined; onDone: () => void }) {
  const form = useForm({
    fields: [
      { name: 'due_on', title: words('ledgers.due'), kind: 'date', required: true },
      { name: 'reason', title: words('registers.reason'), kind: 'text', required: true, max: 200 },
    ],
    initial: { due_on: due },
    send: ({ due_on, reason }) => postponeRound(ledger, round, { due_on: String(due_on), reason: String(reason) }),
  });
  return <FormSheet form={form} submit={words('ledgers.postpone')} onDone={onDone} idPrefix="postpone" />;
}
