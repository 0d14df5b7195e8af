import type { Entry } from '../register/declare.ts';
import { code, count, day, entryOf, note, person, register, text } from '../register/declare.ts';
import { volunteerTeam } from '../volunteers/volunteer-team.register.ts';
import { worker } from '../workers/worker.register.ts';

/** Services received 服务记录 (RES-02): who served whom, when, what, and how content the person was. */
export const serviceRecord = register({
  register: 'service-record',
  area: 'residents',
  for: ['RES-02', 'RES-11'],
  personal: true,
  stands: ['community'],
  fields: {
    person_id: entryOf(person, { required: true, fixed: true }),
    kind: code('service_kind', { required: true, filter: true }),
    what: note({ required: true, most: 500 }),
    server: text({ required: true, most: 50 }),
    worker: entryOf(worker),
    team: entryOf(volunteerTeam),
    served_on: day({ required: true, notAfter: 'today' }),
    minutes: count({ most: 1_440 }),
    satisfaction: code('satisfaction_grade', { filter: true }),
  },
  title: 'person_id',
  identity: ['person_id', 'served_on', 'kind', 'server'],
  list: ['kind', 'what', 'server', 'served_on', 'satisfaction'],
  sorts: ['served_on'],
});
export type ServiceRecord = Entry<typeof serviceRecord>;
