import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useCalm } from '../kit/combobox.tsx';
import { Empty, Page, Sheet } from '../kit/page.tsx';
import { Await, FocusedProblem } from '../kit/problem.tsx';
import type { Column } from '../kit/table.tsx';
import { Table } from '../kit/table.tsx';
import { go, Link, link, useRoute } from '../route/router.tsx';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { Places } from './changes.tsx';
import type { Assignment, AssignmentPage, Standing } from './regions.client.ts';
import { assign, finishAssignment, listAssignments, readAssignment, standings } from './regions.client.ts';

/** What divided regions left for somebody to decide. */
export function AssignmentsPage() {
  const { query } = useRoute();
  const change = query.get('change');
  const code = query.get('region');
  if (change && code) return <AssignPage key={`${change} ${code}`} change={change} code={code} />;
  return <WaitingPage />;
}

function WaitingPage() {
  const answer = useQuery({ queryKey: ['region-assignments'], queryFn: listAssignments });
  const columns = [
    {
      name: 'from',
      title: words('regions.divided'),
      heading: true,
      show: (row: Assignment) => <Link to={link('regionAssignments', {}, { change: row.change, region: row.from })}>{row.fromName}</Link>,
    },
    { name: 'effective', title: words('regions.effective'), show: (row: Assignment) => day(row.effective) },
    { name: 'among', title: words('regions.among'), show: (row: Assignment) => <Places sides={row.among} /> },
  ];
  return (
    <Page
      title={words('regions.assignments')}
      lead={words('regions.assignmentsLead')}
      crumbs={<Link to={link('regions')}>{words('regions.title')}</Link>}
    >
      <div className="sheet">
        <Await answer={answer}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={words('regions.noAssignments')} />
            ) : (
              <Table title={words('regions.assignments')} columns={columns} rows={rows} keyOf={(row) => `${row.change} ${row.from}`} />
            )
          }
        </Await>
      </div>
    </Page>
  );
}

type Chosen = Record<Standing, readonly string[]>;
const nothing: Chosen = { people: [], cases: [], entries: [], appointments: [] };

function AssignPage({ change, code }: { change: string; code: string }) {
  const [street, setStreet] = useState('');
  const asked = useCalm(street);
  const answer = useQuery({
    queryKey: ['region-assignment', change, code, asked],
    queryFn: () => readAssignment(change, code, asked),
    placeholderData: (before) => before,
  });
  const crumbs = (
    <>
      <Link to={link('regions')}>{words('regions.title')}</Link> /{' '}
      <Link to={link('regionAssignments')}>{words('regions.assignments')}</Link>
    </>
  );
  return (
    <Await answer={answer}>
      {(data) => (
        <Page
          title={words('regions.assignTitle', { name: nameNow(data.assignment) })}
          lead={words(data.assignment.lives ? 'regions.assignLives' : 'regions.assignEnded', {
            day: day(data.assignment.effective),
            name: nameNow(data.assignment),
          })}
          crumbs={crumbs}
        >
          <Desk data={data} street={street} onStreet={setStreet} />
        </Page>
      )}
    </Await>
  );
}

function Desk({ data, street, onStreet }: { data: AssignmentPage; street: string; onStreet: (street: string) => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { assignment, counts } = data;
  const targets = assignment.among.filter((one) => one.code !== assignment.from);
  const [to, setTo] = useState(targets.length === 1 ? targets[0]!.code : '');
  const [chosen, setChosen] = useState<Chosen>(nothing);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const count = standings.reduce((sum, name) => sum + chosen[name].length, 0);
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(undefined);
    await work().catch(setProblem);
    setBusy(false);
  };
  const move = () =>
    attempt(async () => {
      const { moved } = await assign(assignment.change, assignment.from, { to, ...chosen });
      void message.success(
        words('regions.assigned', {
          people: moved.people,
          cases: moved.cases,
          entries: moved.entries,
          appointments: moved.appointments,
        }),
      );
      setChosen(nothing);
      await client.invalidateQueries();
    });
  const finish = () =>
    attempt(async () => {
      await finishAssignment(assignment.change, assignment.from);
      await client.invalidateQueries({ queryKey: ['region-assignments'] });
      go(link('regionAssignments'));
    });
  const left = standings.reduce((sum, name) => sum + counts[name], 0);
  return (
    <div className="stack">
      {problem !== undefined && <FocusedProblem error={problem} />}
      <Sheet title={words('regions.assignTo')}>
        <div className="stack tight">
          <div className="options" role="radiogroup" aria-label={words('regions.assignTo')}>
            {targets.map((one) => (
              <label key={one.code} className="option">
                <input type="radio" name="assign-to" checked={to === one.code} onChange={() => setTo(one.code)} />
                <span>
                  {one.name}
                  <small className="code">{one.code}</small>
                </span>
              </label>
            ))}
          </div>
          <p className="soft small">{words('regions.assignHow')}</p>
          <Finish lives={assignment.lives} left={left} name={nameNow(assignment)} busy={busy} onFinish={() => void finish()} />
          {!assignment.lives && left > 0 && <p className="quiet small">{words('regions.finishFirst', { count: figure(left) })}</p>}
        </div>
      </Sheet>
      <Sheet title={words('regions.standing.people', { count: figure(counts.people) })} pad={false}>
        <div className="filters">
          <input
            className="control"
            type="search"
            aria-label={words('regions.street')}
            placeholder={words('regions.street')}
            value={street}
            onChange={(event) => onStreet(event.target.value)}
          />
          <span className="quiet small">{words('regions.householdNote')}</span>
        </div>
        <Choose
          name="people"
          rows={data.people}
          chosen={chosen}
          onChange={setChosen}
          label={(row) => row.name}
          columns={[
            { name: 'address', title: words('regions.address'), show: (row) => row.address },
            ...(data.people.some((row) => row.ended)
              ? [
                  {
                    name: 'ended',
                    title: words('regions.stateOf'),
                    show: (row: AssignmentPage['people'][number]) => (row.ended ? words('regions.personEnded') : words('none')),
                  },
                ]
              : []),
          ]}
        />
      </Sheet>
      <Sheet title={words('regions.standing.cases', { count: figure(counts.cases) })} pad={false}>
        <p className="quiet small pad">{words('regions.caseNote')}</p>
        <Choose
          name="cases"
          rows={data.cases}
          chosen={chosen}
          onChange={setChosen}
          label={(row) => row.number}
          columns={[
            { name: 'title', title: words('regions.caseTitle'), show: (row) => row.title },
            { name: 'applicant', title: words('regions.applicant'), show: (row) => row.applicant },
            {
              name: 'state',
              title: words('regions.stateOf'),
              show: (row) => (row.closedAt ? words('regions.caseClosed', { day: day(row.closedAt) }) : words('regions.caseOpen')),
            },
          ]}
        />
      </Sheet>
      <Sheet title={words('regions.standing.entries', { count: figure(counts.entries) })} pad={false}>
        <Choose
          name="entries"
          rows={data.entries}
          chosen={chosen}
          onChange={setChosen}
          label={(row) => row.name}
          columns={[
            { name: 'register', title: words('registers.title'), show: (row) => row.registerTitle },
            { name: 'note', title: words('regions.entryNote'), show: (row) => row.note },
          ]}
        />
      </Sheet>
      <Sheet title={words('regions.standing.appointments', { count: figure(counts.appointments) })} pad={false}>
        <Choose
          name="appointments"
          rows={data.appointments}
          chosen={chosen}
          onChange={setChosen}
          label={(row) => row.name}
          columns={[{ name: 'role', title: words('regions.role'), show: (row) => row.roleTitle }]}
        />
      </Sheet>
      {count > 0 && (
        <div className="bulk" role="status">
          <span>
            {to === ''
              ? words('regions.assignWhere')
              : words('regions.assignPicked', { count: figure(count), name: targets.find((one) => one.code === to)?.name ?? to })}
          </span>
          <Button type="primary" loading={busy} disabled={to === ''} onClick={() => void move()}>
            {words('regions.assign', { count: figure(count) })}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What the divided region is called now, where it lives on. */
function nameNow({ among, from, fromName }: Assignment): string {
  return among.find((one) => one.code === from)?.name ?? fromName;
}

interface FinishProps {
  readonly lives: boolean;
  readonly left: number;
  readonly name: string;
  readonly busy: boolean;
  readonly onFinish: () => void;
}

/** Ends the assignment. What stays with a region that lives on is asked about once more, for nobody can divide it later. */
function Finish({ lives, left, name, busy, onFinish }: FinishProps) {
  const [asking, setAsking] = useState(false);
  if (asking) {
    return (
      <div className="note amber stack tight" role="alert">
        <p>{words('regions.finishSure', { count: figure(left), name })}</p>
        <div className="row">
          <Button type="primary" loading={busy} onClick={onFinish}>
            {words('regions.finishYes')}
          </Button>
          <Button onClick={() => setAsking(false)}>{words('cancel')}</Button>
        </div>
      </div>
    );
  }
  return (
    <div>
      <Button loading={busy} disabled={!lives && left > 0} onClick={lives && left > 0 ? () => setAsking(true) : onFinish}>
        {words(lives ? 'regions.finishLives' : 'regions.finishEnded', { name })}
      </Button>
    </div>
  );
}

interface ChooseProps<Row> {
  readonly name: Standing;
  readonly rows: readonly Row[];
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  readonly label: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
}

/** What the first column holds. */
const heads: Record<Standing, string> = {
  people: 'regions.personName',
  cases: 'regions.caseNumber',
  entries: 'regions.name',
  appointments: 'regions.personName',
};

function Choose<Row extends { readonly id: string }>({ name, rows, chosen, onChange, label, columns }: ChooseProps<Row>) {
  const ids = chosen[name];
  const set = (next: readonly string[]) => onChange({ ...chosen, [name]: next });
  if (rows.length === 0) return <p className="quiet pad">{words('regions.noneLeft')}</p>;
  const tick: Column<Row> = {
    name: 'name',
    title: words(heads[name]),
    heading: true,
    show: (row) => (
      <label className="row">
        <input
          type="checkbox"
          checked={ids.includes(row.id)}
          onChange={(event) => set(event.target.checked ? [...ids, row.id] : ids.filter((one) => one !== row.id))}
        />
        {label(row)}
      </label>
    ),
  };
  const all = rows.every((row) => ids.includes(row.id));
  return (
    <>
      <div className="filters">
        <label className="row small">
          <input type="checkbox" checked={all} onChange={() => set(all ? [] : rows.map((row) => row.id))} />
          {words('regions.chooseAll', { count: figure(rows.length) })}
        </label>
      </div>
      <Table
        title={words(`regions.standing.${name}`, { count: '' })}
        columns={[tick, ...columns]}
        rows={rows}
        keyOf={(row) => row.id}
        compact
      />
    </>
  );
}
