import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { CallError, newKey } from '../client/client.ts';
import type { FieldValue } from '../form/fields.ts';
import { Page } from '../kit/page.tsx';
import { Await, FocusedProblem } from '../kit/problem.tsx';
import { SheetImport } from '../kit/sheet-import.tsx';
import type { Column } from '../kit/table.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { ReasonForm } from '../registers/entry-form.tsx';
import { History } from '../registers/hub.tsx';
import { Value } from '../registers/value.tsx';
import { Link, link } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Returning } from './cell.tsx';
import { AskedCell, KnownCell } from './cell.tsx';
import type { SheetRead, SheetRow } from './ledgers.client.ts';
import { actOnSheet, answerSheet, readRow, readSheet } from './ledgers.client.ts';
import { NoLonger } from './no-longer.tsx';
import { SheetTag } from './sheets.tsx';
import '../registers/registers.css';
import './ledgers.css';

/** The sheet of one community: what is known stands there with source and day; only what is new is asked. */
export function SheetPage({ county, id }: { county: string; id: string }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({ queryKey: ['sheet', id, after], queryFn: () => readSheet({ county, id }, after) });
  return (
    <Await answer={answer}>
      {(read) => (
        <>
          <SheetView key={`${read.sheet.version} ${after ?? ''}`} read={read} one={{ county, id }} />
          {(read.next || after) && <Pager shown={read.rows.length} {...paging.turning(read.next)} />}
        </>
      )}
    </Await>
  );
}

type One = { readonly county: string; readonly id: string };
/** Row and field → what was typed. */
type Typed = Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;
type Opened = 'import' | 'reopen' | 'unlock' | { readonly row: SheetRow; readonly field: string } | { readonly history: SheetRow };

function SheetView({ read, one }: { read: SheetRead; one: One }) {
  const { sheet, acts } = read;
  const client = useQueryClient();
  const { message } = App.useApp();
  const hat = useHat();
  const [typed, setTyped] = useState<Typed>({});
  const [added, setAdded] = useState<readonly string[]>([]);
  const [returning, setReturning] = useState<readonly Returning[]>();
  const [opened, setOpened] = useState<Opened>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const close = () => setOpened(undefined);
  const again = () =>
    Promise.all(['sheet', 'sheets', 'ledger-board', 'ledger'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  const run = async (work: () => Promise<unknown>, said?: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      if (said) void message.success(said);
      await again();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const keep = async () => {
    const rows = Object.entries(typed).map(([subject, values]) => ({
      subject,
      version: read.rows.find((row) => row.subject === subject)?.row_version ?? 0,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null])),
    }));
    if (rows.length > 0) await answerSheet(one, rows);
    setTyped({});
    setAdded([]);
  };
  const act = (name: string, more: object = {}) => actOnSheet(one, { act: name, version: sheet.version, ...more });
  const errors = problem instanceof CallError ? problem.fields : {};
  const editing = acts.includes('answer');
  const unopened = acts.includes('open');
  // That the community has looked at it is part of the board.
  useEffect(() => {
    if (unopened) void act('open').then(again, () => undefined);
  }, [unopened]);
  const rows = [...read.rows, ...added.map((subject) => blankRow(read, subject))];
  return (
    <Page
      dense
      title={sheet.title}
      lead={<Lead read={read} />}
      crumbs={
        <Link to={hat.level === 'county' ? link('ledger', { county: sheet.county, id: sheet.ledger }) : link('sheets')}>
          {words('ledgers.sheets')}
        </Link>
      }
      actions={
        <SheetActs
          read={read}
          busy={busy}
          typed={Object.keys(typed).length > 0}
          returning={returning !== undefined}
          onAct={(name) => {
            if (name === 'import') return setOpened('import');
            if (name === 'return') return setReturning([]);
            if (name === 'reopen' || name === 'unlock') return setOpened(name);
            if (name === 'save') return void run(keep, words('ledgers.kept'));
            if (name === 'submit') return void run(() => submit(one, keep), words('ledgers.submitted'));
            return void run(() => act(name), words(`ledgers.acted.${name}`));
          }}
        />
      }
    >
      <div className="stack">
        {problem !== undefined && <FocusedProblem error={problem} />}
        {returning && (
          <ReturnBar
            returning={returning}
            busy={busy}
            cancel={() => setReturning(undefined)}
            send={() => void run(async () => act('return', { cells: returning }), words('ledgers.acted.return'))}
          />
        )}
        <div className="sheet">
          {rows.length === 0 ? (
            <p className="pad quiet">{words('ledgers.nothingExpected')}</p>
          ) : (
            <Table
              title={sheet.title}
              rows={rows}
              keyOf={(row) => row.subject}
              compact
              columns={columnsOf(read, {
                typed,
                errors,
                editing,
                returning,
                onType: (row, name, value) => setTyped({ ...typed, [row.subject]: { ...typed[row.subject], [name]: value } }),
                onReturn: setReturning,
                onWrong: (row, field) => setOpened({ row, field }),
                onHistory: (row) => setOpened({ history: row }),
                onDrop: (row) => void run(() => answerSheet(one, [], [row.subject])),
              })}
            />
          )}
          {read.free && editing && (
            <div className="pad">
              <Button onClick={() => setAdded([...added, uuid()])}>{words('ledgers.addRow')}</Button>
            </div>
          )}
        </div>
      </div>
      <Drawer open={opened === 'import'} onClose={close} title={words('import.open')} size={640} destroyOnHidden>
        <SheetImport path={`/sheets/${one.county}/${one.id}/import`} onEntered={() => void again()} />
      </Drawer>
      <Drawer open={opened === 'reopen' || opened === 'unlock'} onClose={close} title={words('registers.reason')} destroyOnHidden>
        {(opened === 'reopen' || opened === 'unlock') && (
          <ReasonForm
            submit={words(`ledgers.acts.${opened}`)}
            send={(reason) => act(opened, { reason })}
            onDone={() => void again().then(close)}
            cancel={close}
          />
        )}
      </Drawer>
      <Drawer
        open={typeof opened === 'object' && 'row' in opened}
        onClose={close}
        title={words('ledgers.noLonger')}
        size={560}
        destroyOnHidden
      >
        {typeof opened === 'object' && 'row' in opened && (
          <NoLonger row={opened.row} field={opened.field} onDone={() => void again().then(close)} cancel={close} />
        )}
      </Drawer>
      <Drawer open={typeof opened === 'object' && 'history' in opened} onClose={close} title={words('registers.history')} destroyOnHidden>
        {typeof opened === 'object' && 'history' in opened && <RowHistory one={one} subject={opened.history.subject} />}
      </Drawer>
    </Page>
  );
}

/** Keeps what was typed, then hands the sheet in as it stands then. */
async function submit(one: One, keep: () => Promise<void>): Promise<void> {
  await keep();
  const { sheet } = await readSheet(one);
  await actOnSheet(one, { act: 'submit', version: sheet.version });
}

function uuid(): string {
  const key = newKey();
  return `${key.slice(0, 8)}-${key.slice(8, 12)}-4${key.slice(13, 16)}-8${key.slice(17, 20)}-${key.slice(20, 32)}`;
}

function blankRow({ rows, sheet, asked }: SheetRead, subject: string): SheetRow {
  const place = { place: '', place_name: sheet.community_name, town_name: '' };
  const base =
    rows[0] ??
    ({
      county: sheet.county,
      titles: {},
      source: '',
      entered_at: '',
      version: 0,
      withdrawn_at: null,
      withdrawn_why: '',
    } as unknown as SheetRow);
  return {
    ...base,
    ...place,
    id: subject,
    subject,
    title: '',
    row: null,
    row_version: 0,
    values: {},
    sources: {},
    returned: {},
    open: asked,
  };
}

function Lead({ read }: { read: SheetRead }) {
  const { sheet, now, basis, department } = read;
  return (
    <>
      <SheetTag sheet={sheet} />{' '}
      {words('ledgers.sheetSaid', { place: sheet.community_name, period: sheet.period, due: day(sheet.due_on), department, basis })}{' '}
      {words('ledgers.filledSaid', { known: figure(now.known), cells: figure(now.cells) })}
    </>
  );
}

interface ActsProps {
  readonly read: SheetRead;
  readonly busy: boolean;
  readonly typed: boolean;
  readonly returning: boolean;
  readonly onAct: (act: string) => void;
}

function SheetActs({ read, busy, typed, returning, onAct }: ActsProps) {
  const { acts, sheet } = read;
  if (returning) return null;
  const others = acts.filter((act) => !['answer', 'submit', 'open'].includes(act));
  return (
    <>
      {acts.includes('answer') && !['household', 'dwelling'].includes(read.register.fields[0]?.of ?? '') && (
        <Button onClick={() => onAct('import')}>{words('import.open')}</Button>
      )}
      {acts.includes('answer') && (
        <Button disabled={!typed} loading={busy} onClick={() => onAct('save')}>
          {words('ledgers.acts.save')}
        </Button>
      )}
      {others.map((act) => (
        <Button key={act} type={['check', 'lock'].includes(act) ? 'primary' : 'default'} loading={busy} onClick={() => onAct(act)}>
          {words(`ledgers.acts.${act}`)}
        </Button>
      ))}
      {(acts.includes('submit') || (acts.includes('answer') && sheet.state !== 'unopened')) && (
        <Button type="primary" loading={busy} onClick={() => onAct('submit')}>
          {words('ledgers.acts.submit')}
        </Button>
      )}
    </>
  );
}

function ReturnBar({
  returning,
  busy,
  cancel,
  send,
}: {
  returning: readonly Returning[];
  busy: boolean;
  cancel: () => void;
  send: () => void;
}) {
  const ready = returning.length > 0 && returning.every(({ reason }) => reason.trim() !== '');
  return (
    <div className="note amber row">
      <span className="grow">{words('ledgers.returning', { count: returning.length })}</span>
      <Button type="primary" disabled={!ready} loading={busy} onClick={send}>
        {words('ledgers.sendBack')}
      </Button>
      <Button onClick={cancel}>{words('cancel')}</Button>
    </div>
  );
}

interface Cells {
  readonly typed: Typed;
  readonly errors: Readonly<Record<string, { sentence: string }>>;
  readonly editing: boolean;
  readonly returning: readonly Returning[] | undefined;
  readonly onType: (row: SheetRow, name: string, value: FieldValue) => void;
  readonly onReturn: (cells: readonly Returning[]) => void;
  readonly onWrong: (row: SheetRow, field: string) => void;
  readonly onHistory: (row: SheetRow) => void;
  readonly onDrop: (row: SheetRow) => void;
}

function columnsOf(read: SheetRead, cells: Cells): Column<SheetRow>[] {
  const { register, asked, free, sheet } = read;
  const named = register.fields.find(({ name }) => name === register.named_by)!;
  const subject = named.kind === 'entry';
  const rest = register.fields.filter(({ name }) => !(subject && name === named.name));
  // What is asked stands first: it is all that a filler has to do.
  const ordered = [...rest.filter(({ name }) => asked.includes(name)), ...rest.filter(({ name }) => !asked.includes(name))];
  return [
    ...(subject || register.stands.length === 0
      ? [
          {
            name: 'subject',
            title: named.title,
            heading: true,
            room: 'words' as const,
            show: (row: SheetRow) => <Value entry={row} field={named} />,
          },
        ]
      : [
          {
            name: 'subject',
            title: words('ledgers.community'),
            heading: true,
            show: (row: SheetRow) => (free ? sheet.community_name : row.place_name),
          },
        ]),
    ...ordered.map((field) => ({
      name: field.name,
      title: field.title,
      show: (row: SheetRow) =>
        asked.includes(field.name) ? (
          <AskedCell
            row={row}
            field={field}
            open={cells.editing && row.open.includes(field.name)}
            value={cells.typed[row.subject]?.[field.name] ?? (row.values[field.name] as FieldValue)}
            error={cells.errors[`${row.subject}.${field.name}`]?.sentence}
            returning={cells.returning}
            onType={(value) => cells.onType(row, field.name, value)}
            onReturn={cells.onReturn}
          />
        ) : (
          <KnownCell
            row={row}
            field={field}
            editing={cells.editing}
            returning={cells.returning}
            onReturn={cells.onReturn}
            onWrong={() => cells.onWrong(row, field.name)}
          />
        ),
    })),
    {
      name: 'acts',
      title: '',
      show: (row: SheetRow) => (
        <span className="row close">
          {row.row && (
            <button type="button" className="sort linked" onClick={() => cells.onHistory(row)}>
              {words('registers.history')}
            </button>
          )}
          {free && cells.editing && row.row && (
            <button type="button" className="sort linked" onClick={() => cells.onDrop(row)}>
              {words('remove')}
            </button>
          )}
        </span>
      ),
    },
  ];
}

function RowHistory({ one, subject }: { one: One; subject: string }) {
  const answer = useQuery({ queryKey: ['sheet-row', subject], queryFn: () => readRow(one, subject) });
  return <Await answer={answer}>{({ history }) => <History history={history} />}</Await>;
}
