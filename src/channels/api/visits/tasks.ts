import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import {
  addEntries,
  choicesOf,
  collectionTask,
  entryRules,
  listProgress,
  requireEntry,
  soughtGrids,
} from '../../../registers/registers.ts';
import type { App } from '../../http/linli.ts';
import { DayText, Line, PlaceCode } from '../../http/schemas.ts';
import { requireHat } from '../../http/session.ts';
import { registerDesk } from '../registers/desk.ts';

const Given = Type.Object({
  place: PlaceCode,
  name: Line(60),
  collects: Line(40),
  label: Type.Optional(Line(40)),
  checked_before: Type.Optional(DayText),
  post: Type.Optional(Line(40)),
  note: Type.Optional(Line(500)),
  due_on: DayText,
});

/** Tasks for the grids: given to all grids of a place in which somebody of the filter lives, and followed until they are done (RES-04). */
export function taskRoutes(app: App): void {
  app.get('/api/visits/tasks', {}, tellTasks);
  app.post('/api/visits/tasks', { schema: { body: Given } }, giveTask);
}

async function tellTasks(request: FastifyRequest) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, 'collection-task.write');
  const titles = new Map(choicesOf(linli.library, collectionTask, 'collected').map(({ code, name }) => [code, name]));
  const today = dayOf(linli.clock.now());
  const tasks = await listProgress(handle);
  return {
    tasks: await Promise.all(
      tasks.map(async ({ collects, grid, ...one }) => ({
        ...one,
        collects: titles.get(collects) ?? collects,
        place_name: await linli.regionName(grid),
        late: one.left > 0 && one.due_on < today,
      })),
    ),
    choices: {
      collects: [...titles].map(([value, title]) => ({ value, title })),
      label: choicesOf(linli.library, collectionTask, 'person-label/person_label').map(({ code, name }) => ({ value: code, title: name })),
      post: choicesOf(linli.library, { register: 'grid-post' }, 'grid_post').map(({ code, name }) => ({ value: code, title: name })),
    },
  };
}

async function giveTask(request: FastifyRequest<{ Body: Static<typeof Given> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'collection-task.write');
  const { place, post = '', checked_before = null, label = '', name, ...given } = request.body;
  const today = dayOf(linli.clock.now());
  const grids = await soughtGrids(wearer.handle, { place, label, checkedBefore: checked_before, post });
  if (grids.length === 0) throw new LinliError('TASK_FOR_NOBODY');
  if (post !== '' && grids.every((one) => one.post === null)) throw new LinliError('TASK_WITHOUT_POST');
  const rules = entryRules(linli.library, collectionTask, today);
  const entries = grids.map((one) => ({
    place: one.grid,
    values: requireEntry(collectionTask, { ...given, name, label, checked_before, post: one.post, given_on: today }, rules),
  }));
  await addEntries(registerDesk(linli, wearer), collectionTask, entries, { kind: 'statement', id: name }, today);
  return { grids: grids.length, people: grids.reduce((sum, one) => sum + one.people, 0) };
}
