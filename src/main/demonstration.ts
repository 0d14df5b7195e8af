import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Clock, Database, Day, Scope, Vault } from '../kernel/kernel.ts';
import { addDays, dayOf, fixedClock, gateScope, isWorkingDay, jobScope, newId, startOf } from '../kernel/kernel.ts';
import type { Actor, CaseDesk, Channel } from '../procedures/procedures.ts';
import {
  actOnCase,
  answerConsultation,
  findCase,
  getCasePage,
  listOpenConsultations,
  openCatalogue,
  rate,
  ratingToken,
  storyName,
  submitCase,
} from '../procedures/procedures.ts';
import type { DemonstrationLedgers, Hat, LedgerDesk, Pack, PackLibrary, Records } from '../registers/registers.ts';
import {
  ancestryOfCode,
  answerCorrection,
  askCorrection,
  createAccount,
  declaredRegisters,
  findPeopleByPhone,
  getPerson,
  grantAppointment,
  hashPassword,
  levelOfCode,
  listPlaces,
  listProposalsOf,
  loadLedgers,
  nameHead,
  openHousehold,
  placeOf,
  registerPerson,
  scopeOfResident,
  setConsent,
  storeUnits,
} from '../registers/registers.ts';

import { settingsOf } from './program.ts';
import { loadProposed, loadVisits } from './proposed.ts';

interface Ground {
  readonly database: Database;
  readonly vault: Vault;
  readonly library: PackLibrary;
  readonly clock: Clock;
}

interface Staff {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly region: string;
  readonly unit?: string;
}
interface Step {
  readonly after: number;
  readonly by: string;
  readonly act: string;
  readonly opinion?: string;
  readonly form?: Record<string, unknown>;
}
interface Story {
  readonly item: string;
  readonly applicant: string;
  readonly opened: number;
  readonly channel: Channel;
  readonly agent?: { name: string; relation: string; mandate: string };
  readonly form: Record<string, unknown>;
  readonly acts: readonly Step[];
  readonly rating?: { grade: 1 | 2 | 3 | 4 | 5; comment: string };
}

/** A member of the demonstration's staff with the hat the account wears. */
interface Worker {
  readonly actor: Actor;
  readonly scope: Scope;
  readonly role: string;
}

/** Since when the invented households are kept. */
const OPENED_ON = '2019-01-01' as Day;
const standingOf = (residence: string) => (residence === 'registered' ? ('registered' as const) : ('resident' as const));

const HOUR = 3_600_000;
const MORNING = 8.75 * HOUR;
/** How long ago people of the demonstration agreed. */
const CONSENT_DAYS = 60;

/** Enters the people, staff and cases of the invented county; cases are lived through by the engine itself, day by day. */
export async function loadDemonstration(ground: Ground, pack: Pack, folder: string, report: (step: string) => void): Promise<void> {
  await loadUnits(ground, pack);
  const workers = await loadStaff(ground, parse(readFileSync(join(folder, 'staff.yaml'), 'utf8')) as { password: string; staff: Staff[] });
  await loadRecords(ground, workers, folder);
  await loadProposed(ground, workers, folder);
  await loadVisits(ground, workers, folder);
  report('cases');
  const stories = parse(readFileSync(join(folder, 'cases.yaml'), 'utf8')) as Story[];
  const catalogue = openCatalogue(ground.library, ground.database);
  for (const story of stories)
    await live(
      { ...ground, calendar: ground.library.calendar(), catalogue, publicUrl: '', setting: settingsOf(ground.library, ground.clock) },
      workers,
      story,
    );
  await loadLedgerStories(ground, workers, pack, folder);
}

/** The ledgers of the invented county: made by its officer, filled in by clerks, checked by towns. */
async function loadLedgerStories(ground: Ground, workers: ReadonlyMap<string, Worker>, pack: Pack, folder: string): Promise<void> {
  const { database, vault, library, clock } = ground;
  const file = join(folder, 'ledgers.yaml');
  if (!existsSync(file)) return;
  const job = database.within(jobScope);
  const county = pack.manifest.jurisdiction;
  const names = new Map((await listPlaces(job, county, ['town', 'community'], dayOf(clock.now()))).map(({ code, name }) => [code, name]));
  const desk = (code: string, daysAgo: number): LedgerDesk => {
    const level = levelOfCode(code);
    const name = level === 'county' ? 'county' : level === 'town' ? `town.${code.slice(0, 9)}` : `shequ.${code}`;
    const { actor, scope } = workers.get(name)!;
    const at = agoAt(clock, daysAgo);
    return {
      handle: database.within(scope),
      vault,
      library,
      registers: declaredRegisters,
      today: dayOf(at),
      placeName: (place) => Promise.resolve(names.get(place) ?? place),
      by: { actor: actor.id, hat: actor.hat, channel: actor.channel, at },
    };
  };
  await loadLedgers(desk, job, county, parse(readFileSync(file, 'utf8')) as DemonstrationLedgers);
}

/** Offices of a county, from its pack. */
export async function loadUnits({ database }: Pick<Ground, 'database'>, pack: Pack): Promise<void> {
  const units = (pack.sections.get('units')?.data ?? []) as { unit: string; name: string; kind: string; phone: string }[];
  const county = pack.manifest.jurisdiction;
  const above = ancestryOfCode(county);
  await storeUnits(
    database.within(jobScope),
    units.map((one) => ({ ...one, id: `${county}:${one.unit}`, county, province: above.province, city: above.city ?? '' })),
  );
}

/** Residents and their households. Whoever is called the head stands first in the household. */
export async function loadPeople({ database, vault, library, clock }: Ground, rows: readonly Record<string, string>[]): Promise<void> {
  const handle = database.within(jobScope);
  const areas = new Set(library.codeTable('gb2260_history').map((row) => row.code ?? ''));
  const households = new Map<string, string>();
  for (const row of rows) {
    const place = placeOf(row.community!);
    const known = households.get(row.household!);
    const opened = {
      place,
      address: row.address!,
      standing: standingOf(row.residence!),
      on: OPENED_ON,
      source: 'demonstration',
      by: 'system',
    };
    const householdId = known ?? (await openHousehold(handle, opened));
    households.set(row.household!, householdId);
    const entry = { county: place.county, at: clock.now(), actor: 'system', hat: 'system', channel: 'system', action: 'person.register' };
    const input = {
      name: row.name!,
      idNumber: row.id_number!,
      phone: row.phone!,
      place,
      address: row.address!,
      residence: row.residence as 'registered',
      ethnicGroup: row.ethnic_group!,
      bankAccount: row.bank_account!,
      householdId,
      relation: row.relation!,
      education: row.education!,
      politicalStatus: row.political_status!,
      occupation: row.occupation!,
      cameOn: row.came_on === '' ? null : (row.came_on as Day),
      source: 'demonstration',
      seenBy: 'demonstration',
    };
    const id = await registerPerson(handle, vault, input, entry, { areas, today: dayOf(clock.now()) });
    if (!known) await nameHead(handle, place.county, householdId, id);
  }
}

/** What people agreed to, what they said is wrong in their record, and what they were answered. */
async function loadRecords(ground: Ground, workers: ReadonlyMap<string, Worker>, folder: string): Promise<void> {
  const { database, vault, library, clock } = ground;
  const file = join(folder, 'records.yaml');
  if (!existsSync(file)) return;
  const job = database.within(jobScope);
  const days = Number(settingsOf(library, clock)('people.correction_days'));
  for (const { phone, agrees = [], asks = [] } of parse(readFileSync(file, 'utf8')) as Records) {
    const [found] = await findPeopleByPhone(database.within(gateScope), vault, phone);
    const person = await getPerson(job, found!.county, found!.id);
    const self = { actor: `person:${person.id}`, hat: 'self', channel: 'hall' };
    for (const purpose of agrees)
      await setConsent(job, vault, person, { purpose, agrees: true }, { ...self, at: agoAt(clock, CONSENT_DAYS) });
    for (const asked of asks) {
      const at = agoAt(clock, asked.days_ago);
      await askCorrection(job, vault, person, { part: asked.part, said: asked.said, due: addDays(dayOf(at), days) }, { ...self, at });
      if (!asked.outcome || !asked.answer) continue;
      const [request] = await listProposalsOf(job, person.county, person.id, 'record');
      const { actor } = workers.get(`shequ.${person.community}`)!;
      const answered = { at: agoAt(clock, asked.days_ago - 1), actor: actor.id, hat: actor.hat, channel: actor.channel };
      await answerCorrection(job, vault, request!, { outcome: asked.outcome, answer: asked.answer }, answered);
    }
  }
}

/** That many days ago, in the morning. */
function agoAt(clock: Clock, days: number): Date {
  return new Date(startOf(addDays(dayOf(clock.now()), -Math.max(days, 0))).getTime() + MORNING);
}

async function loadStaff(
  { database, library }: Ground,
  { password, staff }: { password: string; staff: Staff[] },
): Promise<ReadonlyMap<string, Worker>> {
  const gate = database.within(gateScope);
  const demonstrationPasswordHash = await hashPassword(password);
  const titles = new Map(
    ((library.packOf('base').sections.get('roles')?.data ?? []) as { role: string; title: string }[]).map((one) => [one.role, one.title]),
  );
  const workers = new Map<string, Worker>();
  for (const one of staff) {
    const county = ancestryOfCode(one.region).county ?? '';
    const { id } = await createAccount(gate, { login: one.login, name: one.name, phone: '', demonstrationPasswordHash }, new Date());
    const level = one.unit ? ('unit' as const) : levelOfCode(one.region);
    const unit = one.unit ? `${county}:${one.unit}` : undefined;
    const appointment = await grantAppointment(
      gate,
      { accountId: id, role: one.role, level, region: one.region, unit, county, validFrom: '2026-01-01', validTo: undefined },
      'system',
    );
    const hat: Hat = { appointment, delegation: undefined, role: one.role, level, region: one.region, unit, county };
    const actor: Actor = { id: `account:${id}`, name: one.name, hat: appointment, role: one.role, level, channel: 'workbench' };
    workers.set(storyName(one), { actor, scope: { level, code: unit ?? hat.region, county }, role: titles.get(one.role) ?? one.role });
  }
  return workers;
}

/**
 * When a story is handed in, each of its steps taken, and it is rated: by day, staff on working days, in the order of the story. What would
 * lie on today or later comes after now, and is not lived through yet.
 */
function scheduleOf(desk: CaseDesk, story: Story): Date[] {
  const today = dayOf(desk.clock.now());
  const first = addDays(today, -story.opened);
  const wishes = [
    { after: 0, staff: story.channel !== 'hall' },
    ...story.acts.map((step) => ({ after: step.after, staff: step.by !== 'resident' })),
    { after: (story.acts.at(-1)?.after ?? 0) + 1, staff: false },
  ];
  let last = first;
  return wishes.map(({ after, staff }, order) => {
    const wished = addDays(first, after);
    const open =
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((more) => addDays(wished, more)).find((day) => isWorkingDay(desk.calendar, day)) ?? wished;
    const day = staff && open < today ? open : wished;
    if (day > last) last = day;
    return new Date(startOf(last).getTime() + MORNING + Math.min(order, 15) * (HOUR / 2));
  });
}

async function live(desk: CaseDesk, workers: ReadonlyMap<string, Worker>, story: Story): Promise<void> {
  const [found] = await findPeopleByPhone(desk.database.within(gateScope), desk.vault, story.applicant);
  const person = await getPerson(desk.database.within(jobScope), found!.county, found!.id);
  const at = scheduleOf(desk, story);
  const resident: Actor = { id: `person:${person.id}`, name: '', hat: 'self', role: 'resident', level: 'resident', channel: 'hall' };
  const self = scopeOfResident(person.county, person.id);
  const clerk = workers.get(`shequ.${person.community}`)!;
  const then = (order: number): CaseDesk => ({ ...desk, clock: fixedClock(at[order]!) });
  const known = { contact_phone: story.applicant, address: person.address };
  const input = {
    item: story.item,
    applicant: person,
    form: { ...known, ...story.form },
    agent: story.agent ? { ...story.agent, recordedBy: clerk.actor.name } : null,
    materials: ['event-proof', 'bank-card'],
    key: `demonstration-${newId()}`,
  };
  const online = story.channel === 'hall';
  const answer = await submitCase(
    then(0),
    online ? self : clerk.scope,
    online ? resident : { ...clerk.actor, channel: story.channel },
    input,
  );
  for (const [order, step] of story.acts.entries())
    await take(then(order + 1), workers, { county: answer.county, id: answer.id, self, resident }, step);
  if (story.rating)
    await rate(then(story.acts.length + 1), self, {
      county: answer.county,
      token: ratingToken(desk.vault, answer.county, answer.id, 1),
      grade: story.rating.grade,
      tags: [],
      comment: story.rating.comment,
      channel: 'hall',
    });
}

async function take(
  desk: CaseDesk,
  workers: ReadonlyMap<string, Worker>,
  on: { county: string; id: string; self: Scope; resident: Actor },
  step: Step,
): Promise<void> {
  if (dayOf(desk.clock.now()) >= dayOf(new Date())) return;
  const worker = step.by === 'resident' ? undefined : workers.get(step.by);
  if (step.by !== 'resident' && !worker) throw new Error(`cases.yaml names nobody: ${step.by}`);
  if (step.act === 'answer') return answer(desk, worker!, on, step);
  const scope = worker?.scope ?? on.self;
  const one = (await findCase(desk.database.within(scope), on.county, on.id))!;
  const form = livedForm(step, on.county, dayOf(desk.clock.now()));
  await actOnCase(
    desk,
    { scope, actor: worker?.actor ?? on.resident },
    { ...on, expected: one.acts },
    {
      act: step.act,
      form,
      opinion: step.opinion ?? '',
      key: `demonstration-${newId()}`,
    },
  );
}

/** The answers of a step on the day it is taken. */
function livedForm(step: Step, county: string, today: Day): Record<string, unknown> {
  const lived: Record<string, string> = {
    '{day}': today,
    '{next-month}': `${addDays(`${today.slice(0, 7)}-01` as Day, 31).slice(0, 7)}-01`,
  };
  const form = Object.fromEntries(Object.entries(step.form ?? {}).map(([name, value]) => [name, lived[String(value)] ?? value]));
  return form.unit ? { ...form, unit: `${county}:${String(form.unit)}` } : form;
}

async function answer(desk: CaseDesk, worker: Worker, on: { county: string; id: string }, step: Step): Promise<void> {
  const page = await getCasePage(desk.database.within(jobScope), on.county, on.id);
  const handle = desk.database.within(worker.scope);
  const open = (await listOpenConsultations(handle)).find((one) => one.case_number === page.case.number);
  if (open)
    await answerConsultation(handle, desk.vault, worker.actor, desk.clock.now(), {
      county: on.county,
      id: open.id,
      answer: 'information',
      opinion: step.opinion ?? '',
    });
}
