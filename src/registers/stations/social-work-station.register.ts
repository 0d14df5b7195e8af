import type { FieldFault } from '../../kernel/kernel.ts';
import { defineErrors } from '../../kernel/kernel.ts';
import type { Entry } from '../register/declare.ts';
import { code, count, day, flag, number, point, register, sealed, text } from '../register/declare.ts';

export const stationErrors = defineErrors({ STATION_CERTIFIED_ABOVE: 400 });

/** Social-work stations 社会工作服务站 of towns and streets (SWS-01), with the checklist of the six (SWS-02, 六有). */
export const socialWorkStation = register({
  register: 'social-work-station',
  area: 'facilities',
  for: ['SWS-01', 'SWS-02'],
  stands: ['town'],
  fields: {
    name: text({ required: true, most: 100 }),
    address: text({ required: true, most: 200 }),
    position: point(),
    area: number('square-metre', { most: 'facility.area_most' }),
    mode: code('station_mode', { required: true, filter: true }),
    operator: text({ most: 100 }),
    head: text({ most: 50 }),
    phone: sealed('phone', { class: 'internal' }),
    hours: text({ required: true, most: 100 }),
    staff: count({ required: true, most: 'station.staff_most' }),
    certified: count({ required: true, most: 'station.staff_most' }),
    has_place: flag(),
    has_equipment: flag(),
    has_staff: flag(),
    has_functions: flag(),
    has_process: flag(),
    has_rules: flag(),
    checked_on: day({ notAfter: 'today' }),
    opened_on: day({ required: true, notAfter: 'today' }),
    closed_on: day({ notBefore: 'opened_on' }),
  },
  title: 'name',
  lasts: ['opened_on', 'closed_on'],
  identity: ['place', 'name'],
  find: ['operator', 'head', 'phone'],
  list: ['mode', 'operator', 'staff', 'certified', 'hours', 'opened_on'],
  sorts: ['staff', 'opened_on'],
  measures: { social_work_stations: {} },
  rules: ({ staff, certified, has_staff: hasStaff }): Record<string, FieldFault> => ({
    ...(Number(certified) > Number(staff) ? { certified: { code: stationErrors.STATION_CERTIFIED_ABOVE } } : {}),
    ...(hasStaff === true && Number(staff) === 0 ? { staff: { code: 'FIELD_REQUIRED' } } : {}),
  }),
});
export type SocialWorkStation = Entry<typeof socialWorkStation>;
