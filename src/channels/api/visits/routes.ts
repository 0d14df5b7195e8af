import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { dayOf, LinliError } from '../../../kernel/kernel.ts';
import { attach, doorOf, listVisitPhotos, readAttachment, recordVisit, visitResults } from '../../../procedures/procedures.ts';
import type { Person, Sought } from '../../../registers/registers.ts';
import {
  choicesOf,
  collectionTask,
  getEntry,
  getPerson,
  homeVisit,
  listSought,
  maskAddress,
  maskName,
  maskPerson,
  personLabel,
  recordUnmasking,
  residences,
  text,
} from '../../../registers/registers.ts';
import { contentDisposition } from '../../http/content-disposition.ts';
import type { App, Linli } from '../../http/linli.ts';
import { readForm } from '../../http/parts.ts';
import { Code, Key, Line, Uuid } from '../../http/schemas.ts';
import { requireFormToken, requireHat } from '../../http/session.ts';
import { noteLook } from '../accounts/noted.ts';
import { FactsGiven, readFacts } from '../life/facts.ts';
import { rosterChoices } from '../people/roster.ts';
import { taskRoutes } from './tasks.ts';

const DoorKey = Type.Object({ county: Code, task: Uuid, person: Uuid });
const Residence = Type.Union(residences.map((one) => Type.Literal(one)));
const Degrees = (most: number) => Type.Number({ minimum: -most, maximum: most });
const Visit = Type.Object({
  /** Made by the form: the same visit handed in again is recorded once. */
  key: Uuid,
  ...DoorKey.properties,
  result: Type.Union(visitResults.map((one) => Type.Literal(one))),
  told: Type.Optional(Line(500)),
  who: Type.Optional(Type.Array(Uuid, { maxItems: 100 })),
  to_place: Type.Optional(Line(100)),
  changed: Type.Optional(
    Type.Array(Type.Object({ id: Uuid, phone: Type.Optional(Line(40)), facts: FactsGiven }, { additionalProperties: false }), {
      maxItems: 100,
    }),
  ),
  joins: Type.Optional(
    Type.Array(
      Type.Object({ name: Line(50), id_number: Line(40), phone: Type.Optional(Line(40)), relation: Line(20), residence: Residence }),
      { maxItems: 20 },
    ),
  ),
  location: Type.Optional(
    Type.Object({ longitude: Degrees(180), latitude: Degrees(90), accuracy: Type.Number({ minimum: 0, maximum: 1_000_000 }) }),
  ),
  photos: Type.Optional(Type.Array(Uuid, { maxItems: 10 })),
});

/** What a grid worker needs on the way: where to go today, what is known behind a door, and a place to put what was found (RES-04). */
export function visitRoutes(app: App): void {
  app.get('/api/visits/today', {}, tellToday);
  app.post('/api/visits/door', { schema: { body: DoorKey } }, openDoor);
  app.post('/api/visits/photo', { config: { multipart: true } }, keepPhoto);
  app.get('/api/visits/:county/:id/photos/:photo', { schema: { params: Type.Object({ ...Key.properties, photo: Uuid }) } }, sendPhoto);
  app.post('/api/visits', { schema: { body: Visit } }, handIn);
  taskRoutes(app);
}

const POWER = 'home-visit.write';

async function tellToday(request: FastifyRequest) {
  const { linli } = request.server;
  const { handle } = await requireHat(request, POWER);
  const sought = await listSought(handle);
  const today = dayOf(linli.clock.now());
  const labels = new Map(choicesOf(linli.library, personLabel, 'person_label').map(({ code, name }) => [code, name]));
  return { doors: doorsOf(sought).map((door) => doorView(door, today, labels)) };
}

/** One door for all who live behind it, once a task, in the order of the list. */
function doorsOf(sought: readonly Sought[]): Sought[][] {
  const doors = new Map<string, Sought[]>();
  for (const one of sought) {
    const key = `${one.task} ${one.household ?? one.person}`;
    doors.set(key, [...(doors.get(key) ?? []), one]);
  }
  return [...doors.values()];
}

function doorView(people: readonly Sought[], today: string, labels: ReadonlyMap<string, string>) {
  const [first] = people;
  const { county, task, task_name, due_on, address, person } = first!;
  return {
    county,
    task,
    task_title: task_name,
    due_on,
    late: due_on < today,
    person,
    address: maskAddress(address),
    names: people.map((one) => maskName(one.name)),
    labels: [...new Set(people.flatMap((one) => one.labels))].map((code) => labels.get(code) ?? code),
    checked_on: people.map((one) => one.checked_on ?? '').sort()[0] || null,
    tried_on:
      people
        .map((one) => one.tried_on ?? '')
        .sort()
        .at(-1) || null,
  };
}

/** Whoever stands at a door needs its number: the look is written down beside the person, for the task. */
async function openDoor(request: FastifyRequest<{ Body: Static<typeof DoorKey> }>) {
  const { linli } = request.server;
  const wearer = await requireHat(request, POWER);
  const { handle, actor } = wearer;
  const { county, task, person } = request.body;
  const door = await doorOf(handle, county, task, person);
  await recordUnmasking(handle, linli.vault, door.person, ['address'], {
    county,
    at: linli.clock.now(),
    actor: actor.id,
    hat: actor.hat,
    channel: actor.channel,
    reason: text('visits.look', { task: door.task.name }),
  });
  const { name, note, due_on, collects } = door.task;
  const { label: _, ...choices } = rosterChoices(linli, { powers: [] });
  const relations = linli.library.codeTable('kinship').filter((row) => row.code!.endsWith('0') || row.code === '02');
  return {
    task: { title: name, note, due_on, collects },
    address: door.person.address,
    members: door.members.map((one) => memberView(linli, one)),
    choices: { ...choices, relation: relations.map((row) => ({ value: row.name ?? '', title: row.name ?? '' })) },
  };
}

function memberView(linli: Linli, one: Person) {
  const { education, political_status, occupation, residence, relation, checked_on } = one;
  const { county, id, name, phone, sex, age } = maskPerson(one, dayOf(linli.clock.now()));
  return { county, id, name, phone, sex, age, relation, checked_on, values: { residence, education, political_status, occupation } };
}

/** A photo taken at the door, kept for the visit that takes it along. */
async function keepPhoto(request: FastifyRequest, reply: FastifyReply) {
  const { linli } = request.server;
  const { handle, actor } = await requireHat(request, POWER);
  if (!request.isMultipart()) throw new LinliError('ATTACHMENT_EMPTY');
  const { fields, file } = await readForm(request);
  await requireFormToken(request, reply, fields._csrf);
  if (!file) throw new LinliError('ATTACHMENT_EMPTY');
  const person = await getPerson(handle, fields.county ?? '', fields.person ?? '');
  const sent = { place: person, applicant: person.id, material: 'home-visit', ...file, uploadedBy: actor.id };
  return attach(handle, linli.files, sent, linli.clock.now());
}

async function sendPhoto(request: FastifyRequest<{ Params: { county: string; id: string; photo: string } }>, reply: FastifyReply) {
  const { linli } = request.server;
  const wearer = await requireHat(request, 'person.write');
  const { county, id, photo } = request.params;
  await getEntry(wearer.handle, homeVisit, county, id);
  if (!(await listVisitPhotos(wearer.handle, county, id)).some((one) => one.id === photo)) throw new LinliError('ATTACHMENT_NOT_FOUND');
  const found = await readAttachment(wearer.handle, linli.files, county, photo);
  await noteLook(linli, wearer, {
    county,
    action: 'attachment.read',
    subject: `attachment:${photo}`,
    detail: { material: found.material },
  });
  return reply.type(found.mime).header('content-disposition', contentDisposition('inline', found.filename)).send(found.content);
}

async function handIn(request: FastifyRequest<{ Body: Static<typeof Visit> }>) {
  const { linli } = request.server;
  const { scope, actor, handle } = await requireHat(request, POWER);
  const { key, county, task, person, result, location, ...said } = request.body;
  const today = dayOf(linli.clock.now());
  await getEntry(handle, collectionTask, county, task);
  return recordVisit(linli, scope, actor, {
    key,
    county,
    task,
    person,
    result,
    on: today,
    told: (said.told ?? '').trim(),
    who: said.who ?? [],
    toPlace: said.to_place ?? '',
    changed: (said.changed ?? []).map((one) => ({
      id: one.id,
      phone: (one.phone ?? '').trim(),
      facts: readFacts(linli, one.facts, today),
    })),
    joins: (said.joins ?? []).map(({ id_number, phone = '', ...one }) => ({ ...one, idNumber: id_number, phone: phone.trim() })),
    location: location ? `${location.longitude.toFixed(6)},${location.latitude.toFixed(6)}` : '',
    accuracy: location ? Math.round(location.accuracy * 100) / 100 : null,
    photos: said.photos ?? [],
  });
}
