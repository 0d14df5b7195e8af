import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Page, Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { go, Link, link } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { day, figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Task, Tasks } from './visits.client.ts';
import { giveTask, listTasks, readFreshness } from './visits.client.ts';

/** Tasks for the grids with how far they have come, and how fresh what is known of each grid is. */
export function TasksPage() {
  const [giving, setGiving] = useState(false);
  const answer = useQuery({ queryKey: ['visits', 'tasks'], queryFn: listTasks });
  return (
    <Page
      title={words('visits.tasks')}
      lead={words('visits.tasksLead')}
      actions={
        <Button type="primary" onClick={() => setGiving(true)}>
          {words('visits.give')}
        </Button>
      }
    >
      <div className="stack">
        <Sheet title={words('visits.running')} pad={false}>
          <Await answer={answer}>{(tasks) => <TaskTable tasks={tasks.tasks} />}</Await>
        </Sheet>
        <Freshness />
      </div>
      <Drawer open={giving} onClose={() => setGiving(false)} title={words('visits.give')} size={560} destroyOnHidden>
        {answer.data && <GiveForm choices={answer.data.choices} onDone={() => setGiving(false)} />}
      </Drawer>
    </Page>
  );
}

function TaskTable({ tasks }: { tasks: readonly Task[] }) {
  const open = ({ county, id }: Task) => go(link('entry', { register: 'collection-task', county, id }));
  if (tasks.length === 0) return <p className="pad quiet">{words('visits.noTasks')}</p>;
  return (
    <Table
      title={words('visits.running')}
      rows={tasks}
      keyOf={({ id }) => id}
      onOpen={open}
      columns={[
        {
          name: 'name',
          title: words('visits.columns.name'),
          heading: true,
          show: ({ name, county, id }) => <Link to={link('entry', { register: 'collection-task', county, id })}>{name}</Link>,
        },
        { name: 'place', title: words('visits.columns.place'), show: (row) => row.place_name },
        { name: 'collects', title: words('visits.columns.collects'), show: (row) => row.collects },
        { name: 'post', title: words('visits.columns.post'), show: (row) => row.post || words('visits.everybody') },
        {
          name: 'due',
          title: words('visits.columns.due'),
          show: (row) => (
            <>
              {day(row.due_on)} {row.late && <span className="mark-tag red">{words('visits.late')}</span>}
            </>
          ),
        },
        { name: 'done', title: words('visits.columns.done'), number: true, show: (row) => figure(row.done) },
        { name: 'left', title: words('visits.columns.left'), number: true, show: (row) => figure(row.left) },
      ]}
    />
  );
}

/** How many households of each grid were seen lately; who is due stands in the list of people. */
function Freshness() {
  const { region } = useHat();
  const answer = useQuery({ queryKey: ['visits', 'fresh', region], queryFn: () => readFreshness(region) });
  return (
    <Sheet title={words('visits.freshness')} pad={false}>
      <Await answer={answer}>
        {({ rows, why }) => (
          <>
            <ul className="plain-list soft pad">
              {why.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <Table
              title={words('visits.freshness')}
              rows={rows}
              keyOf={({ key }) => key}
              columns={[
                {
                  name: 'name',
                  title: words('visits.columns.place'),
                  heading: true,
                  show: ({ key, name }) => <Link to={link('roster', {}, { place: key, freshness: 'due' })}>{name}</Link>,
                },
                ...(['households', 'fresh', 'due', 'share'] as const).map((name) => ({
                  name,
                  title: words(`visits.columns.${name === 'due' ? 'stale' : name}`),
                  number: true,
                  show: ({ values }: (typeof rows)[number]) => (values[name] === null ? words('none') : figure(values[name])),
                })),
              ]}
            />
          </>
        )}
      </Await>
    </Sheet>
  );
}

function GiveForm({ choices, onDone }: { choices: Tasks['choices']; onDone: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const { region } = useHat();
  const form = useForm({
    fields: [
      { name: 'name', title: words('visits.columns.name'), kind: 'text', required: true, max: 60 },
      { name: 'place', title: words('visits.where'), hint: words('visits.whereHint'), kind: 'region', required: true },
      { name: 'collects', title: words('visits.columns.collects'), kind: 'choice', required: true, options: choices.collects },
      { name: 'label', title: words('visits.label'), hint: words('visits.labelHint'), kind: 'choice', options: choices.label },
      { name: 'checked_before', title: words('visits.checkedBefore'), hint: words('visits.checkedBeforeHint'), kind: 'date' },
      { name: 'post', title: words('visits.columns.post'), hint: words('visits.postHint'), kind: 'choice', options: choices.post },
      { name: 'due_on', title: words('visits.columns.due'), kind: 'date', required: true },
      { name: 'note', title: words('visits.note'), kind: 'textarea', max: 500 },
    ],
    initial: { place: region, collects: 'facts' },
    keep: 'new visit task',
    send: async (values) => {
      const { grids, people } = await giveTask(values);
      void message.success(words('visits.given', { grids, people }));
      await client.invalidateQueries({ queryKey: ['visits'] });
    },
  });
  return <FormSheet form={form} submit={words('visits.give')} onDone={onDone} idPrefix="task" />;
}
