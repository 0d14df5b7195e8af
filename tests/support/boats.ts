// An invented register, by which the mechanism is proven without a word of any county.

import { systemClock } from '../../src/kernel/kernel.ts';
import {
  code,
  codes,
  count,
  day,
  entryOf,
  flag,
  number,
  person,
  point,
  register,
  sealed,
  sum,
  text,
} from '../../src/registers/register/declare.ts';
import type { PackLibrary, Register } from '../../src/registers/registers.ts';
import { writeWorkbook } from '../../src/registers/registers.ts';
import type { TestServer } from './server.ts';
import { openTestServer } from './server.ts';

export const harbour = register({
  register: 'harbour',
  area: 'water',
  for: [],
  stands: ['town'],
  title: 'name',
  identity: ['place', 'name'],
  list: [],
  sorts: [],
  fields: { name: text({ required: true }) },
});
export const boat = register({
  register: 'boat',
  // The area whose corrections somebody of the county decides.
  area: 'workforce',
  for: [],
  stands: ['community'],
  title: 'name',
  identity: ['place', 'name'],
  lasts: ['launched', 'scrapped'],
  find: ['owner_phone', 'nickname'],
  duplicates: { same: ['owner_phone'], like: ['name'] },
  list: ['kind', 'seats'],
  sorts: ['seats', 'launched'],
  fields: {
    name: text({ required: true, most: 20 }),
    nickname: text(),
    kind: code('hull', { required: true, filter: true }),
    gear: codes('gear', { filter: true }),
    seats: count({ most: 50, filter: true }),
    length: number('metre', { required: true, most: 99, decided: true }),
    width: number('metre', { required: true, most: 99 }),
    size: sum('metre', ['length', 'width']),
    ferry: flag({ filter: true }),
    port: entryOf(harbour),
    skipper: entryOf(person),
    owner_phone: sealed('phone'),
    berth: point(),
    launched: day({ required: true, notAfter: 'today' }),
    scrapped: day({ notBefore: 'launched' }),
  },
  rules: (values): Record<string, { code: string }> =>
    values.ferry === true && (values.seats as number | null) === null ? { seats: { code: 'FIELD_REQUIRED' } } : {},
});
/** What names a boat. */
export const trip = register({
  register: 'trip',
  area: 'water',
  for: [],
  stands: ['community'],
  title: 'name',
  identity: ['place', 'name'],
  list: [],
  sorts: [],
  fields: {
    name: text({ required: true }),
    boat: entryOf(boat),
    weather: code('weather', { otherwise: 'fair' }),
    fare: number('yuan', { otherwise: 5 }),
    planned: day(),
    sailed: day({ otherwise: ['planned', 'today'] }),
  },
  sourced: true,
});
const SQL = `
  create table registers.harbour (name text not null);
  select registers.declare_register('registers.harbour', 'name', levels => '{town}');
  create unique index harbour_identity on registers.harbour (county, town, name, former) where withdrawn_at is null;
  create table registers.boat (name text not null, nickname text not null default '', kind text not null, gear text[] not null default '{}', seats int, length numeric(14, 2) not null,
    width numeric(14, 2) not null, size numeric generated always as (length + width) stored, ferry boolean not null default false, port uuid, skipper uuid, owner_phone_sealed bytea, owner_phone_hash bytea,
    owner_phone_last4 text not null default '', berth text not null default '', launched date not null, scrapped date);
  select registers.declare_register('registers.boat', 'name', lasts => '{launched,scrapped}', filters => '{kind,ferry}', sorts => '{seats,launched}');
  create unique index boat_identity on registers.boat (county, community, name, former) where scrapped is null and withdrawn_at is null;
  create table registers.trip (name text not null, boat uuid, weather text not null, fare numeric(14, 2) not null, planned date, sailed date not null);
  select registers.declare_register('registers.trip', 'name');
  create unique index trip_identity on registers.trip (county, community, name, former) where withdrawn_at is null;`;

const WORDS: Record<string, object> = {
  'registers/trip': {
    title: '航次',
    one: '航次',
    lead: '航次',
    fields: { name: '航次', boat: '船', weather: '天气', fare: '票价', planned: '计划日期', sailed: '开航日期' },
    codes: { weather: { fair: '晴', rain: '雨' } },
  },
  'registers/harbour': { title: '港', one: '港', lead: '港', fields: { name: '港名' } },
  'registers/boat': {
    title: '船',
    one: '船',
    lead: '船',
    fields: {
      name: { title: '船名', headings: ['名号'] },
      nickname: '外号',
      kind: '船型',
      gear: '索具',
      seats: '座位',
      length: '长',
      width: '宽',
      size: '大小',
      ferry: '渡船',
      port: '港',
      skipper: '船长',
      owner_phone: '船主电话',
      berth: '泊位',
      launched: '下水日期',
      scrapped: '报废日期',
    },
    codes: { hull: { flat: '平底', round: '圆底' }, gear: { sail: '帆', oar: '桨', rope: '缆' } },
  },
};

function withBoats(library: PackLibrary): PackLibrary {
  const base = library.packOf('base');
  const sections = new Map([
    ...base.sections,
    ...Object.entries(WORDS).map(([name, data]) => [name, { ...base.sections.get('registers/worker')!, data }] as const),
  ]);
  return { ...library, packOf: (name) => (name === 'base' ? { ...base, sections } : library.packOf(name)) };
}

/** A server on which 柳湾县 keeps boats and harbours, and nothing else. */
export function openBoats(): Promise<TestServer> {
  return openTestServer(systemClock, async (linli, { owner }) => {
    await owner.query(SQL);
    const registers: Register[] = [harbour, boat, trip];
    return { ...linli, library: withBoats(linli.library), registers };
  });
}

/** A boat as a form hands it over. */
export const launch = (name: string, more: object = {}) => ({
  place: HOME,
  values: { name, kind: 'flat', length: 8, width: '2.5', launched: '2024-5-1', ...more },
  basis,
});
export const HOME = '990101001001';
export const OTHER = '990101001002';
export const basis = { kind: 'document', id: '船政〔2026〕1号' };
export const boats = '/api/registers/boat';

/** A sheet as a person makes it: headings, then rows. */
export async function workbook(rows: readonly (readonly (string | number)[])[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const [head, ...body] = rows;
  for await (const chunk of writeWorkbook({
    name: '船',
    columns: head!.map((title) => ({ title: String(title) })),
    rows: (async function* () {
      yield* body.map((row) => [...row]);
    })(),
  }))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}
