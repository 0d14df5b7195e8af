import { pinyin } from 'pinyin-pro';
import type { AuditEntry, Day, Handle, Some, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, gramQuery, gramsOf, LinliError, newId, someOf } from '../../kernel/kernel.ts';
import { runningColumn } from '../entitlements/entitlement.store.ts';
import type { Running } from '../entitlements/entitlement.ts';
import { normaliseNumber } from './citizen-number.ts';
import type { Applicant, Person, PersonInput, UnmaskableField } from './person.ts';
import {
  idHash,
  normaliseBankAccount,
  normaliseName,
  normalisePhone,
  phoneHash,
  phoneLast4,
  readPhone,
  requireCitizenNumber,
  requireReason,
} from './person.ts';
import { takeOverNumber } from './verification.store.ts';

const columns = `county, id, province, city, town, community, grid, name, id_type, id_sealed, id_last4, birth, sex, ethnic_group, phone_sealed, phone_last4,
  bank_sealed, bank_last4, residence, household_id, relation, address, source, education, political_status, occupation, came_on, checked_on, ended_on, end_kind, verified_on, id_lost_on, version`;

const insert = {
  name: 'person-insert',
  text: `insert into registers.person (county, id, province, city, town, community, grid, name, name_grams, pinyin, initials, id_sealed, id_hash, id_last4, birth, sex, ethnic_group,
           phone_sealed, phone_hash, phone_last4, bank_sealed, bank_last4, residence, household_id, relation, address, source, verified_on, verified_by, education, political_status, occupation, came_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, array_to_tsvector($9), $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)`,
};
const hold = {
  name: 'person-phone-hold',
  text: 'update registers.person set phone_held_by = $3, phone_held_until = $4, phone_before_sealed = $5 where county = $1 and id = $2',
};
const tellOld = {
  name: 'person-phone-tell',
  text: 'insert into kernel.outbox (id, county, to_sealed, body_sealed) values ($1, $2, $3, $4)',
};
const claim = { name: 'person-claim', text: 'select county, person_id from registers.claim_person($1, $2, $3)' };

/** A name in letters, whole and by initials, for finding it. */
export function spellName(name: string): [whole: string, initials: string] {
  return [
    pinyin(name, { toneType: 'none', type: 'array' }).join(''),
    pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join(''),
  ];
}

/** Everything a row of `registers.person` needs, computed from what was entered. Throws the coded fault of the first wrong field. */
export function personValues(vault: Vault, input: PersonInput, id: string, areas: ReadonlySet<string>, today: Day): unknown[] {
  const name = normaliseName(input.name);
  const citizen = requireCitizenNumber(input.idNumber, areas, today);
  const phone = input.phone === '' ? '' : normalisePhone(input.phone);
  const { place } = input;
  const bank = input.bankAccount ?? '';
  return [
    place.county,
    id,
    place.province,
    place.city,
    place.town,
    place.community,
    place.grid,
    name,
    gramsOf(name),
    ...spellName(name),
    vault.seal(citizen.number),
    idHash(vault, citizen.number),
    citizen.number.slice(-4),
    citizen.birth,
    citizen.sex,
    input.ethnicGroup ?? null,
    phone === '' ? null : vault.seal(phone),
    phone === '' ? null : phoneHash(vault, phone),
    phoneLast4(phone),
    bank === '' ? null : vault.seal(bank),
    bank.slice(-4),
    input.residence,
    input.householdId ?? null,
    input.relation ?? '',
    input.address,
    input.source,
    input.seenBy ? today : null,
    input.seenBy ?? null,
    input.education ?? '',
    input.politicalStatus ?? '',
    input.occupation ?? '',
    input.cameOn ?? null,
  ];
}

/** A phone that staff entered, not the resident: see `phone_held_until`. */
export interface PhoneHold {
  readonly by: string;
  readonly until: Date;
}

/**
 * Enters a person once, nation-wide, with the audit row. Whoever registers with the card seen takes the number over from a record that nobody has
 * verified. Throws `PERSON_EXISTS` when the id number is known already.
 */
export async function registerPerson(
  handle: Handle,
  vault: Vault,
  input: PersonInput,
  entry: Omit<AuditEntry, 'subject'>,
  { areas, today, held }: { readonly areas: ReadonlySet<string>; readonly today: Day; readonly held?: PhoneHold },
): Promise<string> {
  const id = newId();
  const values = personValues(vault, input, id, areas, today);
  return handle.transaction(async (within) => {
    const [owner] = await within.query<{ county: string; person_id: string }>(claim, [values[12], input.place.county, id]);
    const takeover = {
      wanted: values[12] as Buffer,
      holder: { county: owner!.county, id: owner!.person_id },
      next: { county: input.place.county, id },
      today,
    };
    if (owner!.person_id !== id && !(input.seenBy && (await takeOverNumber(within, vault, takeover, entry))))
      throw new LinliError('PERSON_EXISTS');
    const holding = held && input.phone !== '' ? [[hold, [values[0], id, held.by, held.until, null]] as const] : [];
    await within.batch([[insert, values], ...holding, appendAudit([auditRow(vault, { ...entry, subject: `person:${id}` })])]);
    return id;
  });
}

const byId = { name: 'person-by-id', text: `select ${columns} from registers.person where county = $1 and id = $2` };
const byIdHash = {
  name: 'person-by-id-hash',
  text: `select ${columns} from registers.person where id_hash = $1 and ended_on is null limit $2`,
};
const byPhone = {
  name: 'person-by-phone',
  text: `select ${columns} from registers.person where phone_hash = $1 and ended_on is null limit $2`,
};
const byName = { name: 'person-by-name', text: `select ${columns} from registers.find_people($1::tsquery, $2, $3)` };

/** The person, or undefined when there is none in the caller's scope. */
export async function findPerson(handle: Handle, county: string, id: string): Promise<Person | undefined> {
  return (await handle.query<Person>(byId, [county, id]))[0];
}

/** The person. Throws `PERSON_NOT_FOUND`, also when the person is outside the caller's scope. */
export async function getPerson(handle: Handle, county: string, id: string): Promise<Person> {
  const person = await findPerson(handle, county, id);
  if (!person) throw new LinliError('PERSON_NOT_FOUND');
  return person;
}

const applicantById = {
  name: 'applicant-by-id',
  text: `select county, id, province, city, town, community, grid, name, birth, sex, phone_sealed, phone_last4, bank_sealed, bank_last4, address, coalesce((select array_agg(l.label) from registers.person_label l where l.county = p.county and l.person_id = p.id and l.withdrawn_at is null and (l.to_day is null or l.to_day > kernel.today())), '{}') as labels, ${runningColumn}
           from registers.person p where p.county = $1 and p.id = $2 and p.ended_on is null`,
};

/** The applicant of a new case with the labels borne and what is received today, in one statement. Throws `PERSON_NOT_FOUND`. */
export async function getApplicant(
  handle: Handle,
  county: string,
  id: string,
): Promise<{ person: Applicant; labels: string[]; running: Running[] }> {
  const [found] = await handle.query<Applicant & { labels: string[]; running: Running[] }>(applicantById, [county, id]);
  if (!found) throw new LinliError('PERSON_NOT_FOUND');
  return { person: found, labels: found.labels, running: found.running };
}

export type PersonQuery = { readonly idNumber: string } | { readonly phone: string } | { readonly name: string };

/** What was typed into one box, by its shape: an id number, a telephone, else a part of a name. */
export function personQuery(typed: string): PersonQuery {
  const idNumber = normaliseNumber(typed);
  const phone = readPhone(typed);
  return /^\d{17}[\dX]$/.test(idNumber) ? { idNumber } : phone === undefined ? { name: typed } : { phone };
}

/** Throws what is wrong with a number that is neither an id number nor a telephone: nobody is called by figures. */
export function refuseOddNumber(query: PersonQuery): void {
  const figures = 'name' in query ? normaliseNumber(query.name) : '';
  if (/^\+?\d{5,}X?$/.test(figures)) throw new LinliError(figures.length > 12 ? 'ID_NUMBER_LENGTH' : 'PHONE_INVALID');
}

/** Letters that may spell a name or its initials, in lower case; empty for anything else. One letter is half of everybody. */
export function lettersOf(typed: string): string {
  const letters = typed.trim().toLowerCase();
  return /^[a-z]{2,20}$/.test(letters) ? letters : '';
}

/** People of the caller's scope by id number, phone, part of the name, or within a county its letters and initials. */
export async function searchPeople(handle: Handle, vault: Vault, query: PersonQuery, most = 20): Promise<Some<Person>> {
  if ('idNumber' in query) return someOf(await handle.query<Person>(byIdHash, [idHash(vault, query.idNumber), most + 1]), most);
  if ('phone' in query) return someOf(await handle.query<Person>(byPhone, [phoneHash(vault, normalisePhone(query.phone)), most + 1]), most);
  const wanted = gramQuery(query.name);
  if (wanted === '') return { rows: [], more: false };
  return someOf(await handle.query<Person>(byName, [wanted, lettersOf(query.name), most + 1]), most);
}

/** Somebody whom a sheet may name by number. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
}

const byNumbers = {
  name: 'people-by-numbers',
  text: 'select id, name, id_hash from registers.person where id_hash = any($1::bytea[]) and ended_on is null',
};

/** Who of the caller's scope has these id numbers: one question for a whole sheet. */
export async function peopleByNumber(handle: Handle, vault: Vault, numbers: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  if (numbers.length === 0) return new Map();
  const hashed = new Map(numbers.map((number) => [idHash(vault, number).toString('hex'), number]));
  const rows = await handle.query<KnownPerson & { id_hash: Buffer }>(byNumbers, [
    [...hashed.keys()].map((hash) => Buffer.from(hash, 'hex')),
  ]);
  return new Map(rows.map(({ id, name, id_hash }) => [hashed.get(id_hash.toString('hex'))!, { id, name }]));
}

const recordLook = {
  name: 'person-unmasking',
  text: `insert into registers.unmasking (county, id, province, city, town, community, grid, person_id, fields, reason, actor, hat)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
};

/** Records a look behind the mask, with its audit row, before the values are handed out. Throws `REASON_NEEDED`. */
export async function recordUnmasking(
  handle: Handle,
  vault: Vault,
  person: Person,
  fields: readonly UnmaskableField[],
  entry: Omit<AuditEntry, 'subject' | 'detail' | 'action'>,
): Promise<void> {
  requireReason(entry.reason ?? '');
  const values = [
    person.county,
    newId(),
    person.province,
    person.city,
    person.town,
    person.community,
    person.grid,
    person.id,
    fields,
    entry.reason,
    entry.actor,
    entry.hat,
  ];
  const row = auditRow(vault, { ...entry, action: 'person.unmask', subject: `person:${person.id}`, detail: { fields } });
  await handle.batch([[recordLook, values], appendAudit([row])]);
}

const looks = {
  name: 'person-unmaskings',
  text: 'select at, actor, hat, fields, reason from registers.unmasking where county = $1 and person_id = $2 order by at desc limit $3',
};

export interface Unmasking {
  readonly at: Date;
  readonly actor: string;
  readonly hat: string;
  readonly fields: UnmaskableField[];
  readonly reason: string;
}

/** Who looked behind the mask of this person, newest first. */
export async function listUnmaskings(handle: Handle, county: string, personId: string, most = 500): Promise<Some<Unmasking>> {
  return someOf(await handle.query<Unmasking>(looks, [county, personId, most + 1]), most);
}

const labels = {
  name: 'person-labels',
  text: 'select label, from_day, to_day, evidence from registers.person_label where county = $1 and person_id = $2 and withdrawn_at is null order by from_day desc',
};

/** The labels (群体标签) a person bears or bore. */
export function listLabels(
  handle: Handle,
  county: string,
  personId: string,
): Promise<{ label: string; from_day: Day; to_day: Day | null; evidence: string }[]> {
  return handle.query(labels, [county, personId]);
}

const household = {
  name: 'person-household',
  text: `select ${columns} from registers.person where county = $1 and household_id = $2 and ended_on is null order by birth nulls last, id limit $3`,
};

/** The members of a household the caller may see; a collective household has many. */
export async function listHousehold(handle: Handle, county: string, householdId: string, most = 100): Promise<Some<Person>> {
  return someOf(await handle.query<Person>(household, [county, householdId, most + 1]), most);
}

const change = {
  name: 'person-change',
  text: `update registers.person set phone_sealed = coalesce($3, phone_sealed), phone_hash = coalesce($4, phone_hash), phone_last4 = coalesce($5, phone_last4),
           bank_sealed = coalesce($6, bank_sealed), bank_last4 = coalesce($7, bank_last4), address = coalesce($8, address), version = version + 1
         where county = $1 and id = $2 and version = $9 returning id`,
};
const recordChange = {
  name: 'person-change-record',
  text: `insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'person', $8, $9, $10, $11, $12, $13)`,
};

export interface PersonChange {
  readonly phone?: string;
  readonly bankAccount?: string;
  readonly address?: string;
}

/** What follows when staff change a phone number: a hold on the new one, a word to the old one. */
export interface PhoneNotice {
  readonly hold: PhoneHold;
  readonly tell: string;
}

/** What changes of a person, on what basis, in whose hand, and who is told. */
export interface PersonCorrection {
  readonly next: PersonChange;
  readonly basis: { readonly kind: string; readonly id: string };
  readonly entry: Omit<AuditEntry, 'subject' | 'action' | 'detail'>;
  readonly notice: PhoneNotice;
}

/** Changes a person's own details on a basis, keeps what they were (masked), writes the audit row. Throws `CONFLICT` when somebody else changed first. */
export async function changePerson(
  handle: Handle,
  vault: Vault,
  person: Person,
  { next, basis, entry, notice }: PersonCorrection,
): Promise<void> {
  const phone = next.phone === undefined ? undefined : normalisePhone(next.phone);
  const bank = next.bankAccount === undefined ? undefined : normaliseBankAccount(next.bankAccount);
  const values = [
    person.county,
    person.id,
    phone ? vault.seal(phone) : null,
    phone ? phoneHash(vault, phone) : null,
    phone ? phoneLast4(phone) : null,
    bank ? vault.seal(bank) : null,
    bank?.slice(-4) ?? null,
    next.address ?? null,
    person.version,
  ];
  const before = { phone: person.phone_last4, bank: person.bank_last4, address: person.address };
  const after = {
    phone: phone ? phoneLast4(phone) : before.phone,
    bank: bank?.slice(-4) ?? before.bank,
    address: next.address ?? before.address,
  };
  const record = [
    person.county,
    newId(),
    person.province,
    person.city,
    person.town,
    person.community,
    person.grid,
    person.id,
    entry.actor,
    basis.kind,
    basis.id,
    before,
    after,
  ];
  await handle.transaction(async (within) => {
    const [changed] = await within.batch([[change, values]]);
    if (changed!.length === 0) throw new LinliError('CONFLICT');
    const holding = phone ? [[hold, [person.county, person.id, notice.hold.by, notice.hold.until, person.phone_sealed]] as const] : [];
    const telling =
      phone && person.phone_sealed ? [[tellOld, [newId(), person.county, person.phone_sealed, vault.seal(notice.tell)]] as const] : [];
    await within.batch([
      [recordChange, record],
      ...holding,
      ...telling,
      appendAudit([auditRow(vault, { ...entry, action: 'person.change', subject: `person:${person.id}` })]),
    ]);
  });
}

const forSignIn = {
  name: 'person-for-sign-in',
  text: 'select county, id, name, birth, sex, id_last4, case when phone_held_until > now() then phone_held_by end as held_by from registers.person where phone_hash = $1 and ended_on is null order by id limit 200',
};

/** One of those who share a telephone. */
export interface Member {
  readonly county: string;
  readonly id: string;
  readonly name: string;
  readonly birth: Day | null;
  readonly sex: string;
  readonly id_last4: string;
  readonly held_by: string | null;
}

/** People a phone number belongs to, for the gate: nothing but who they are, what tells them apart, and who entered the number as long as it is held. */
export function findPeopleByPhone(gate: Handle, vault: Vault, phone: string): Promise<Member[]> {
  return gate.query(forSignIn, [phoneHash(vault, phone)]);
}

const byPhones = {
  name: 'person-by-phones',
  text: 'select id, phone_hash from registers.person where phone_hash = any($1) and ended_on is null order by id desc',
};

/** Whose each of these telephones is; the first registered of those who share one. */
export async function peopleByPhone(handle: Handle, vault: Vault, phones: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (phones.length === 0) return new Map();
  const hashes = new Map(phones.map((phone) => [phoneHash(vault, phone).toString('hex'), phone]));
  const rows = await handle.query<{ id: string; phone_hash: Buffer }>(byPhones, [
    [...hashes.keys()].map((hash) => Buffer.from(hash, 'hex')),
  ]);
  return new Map(rows.map((row) => [hashes.get(row.phone_hash.toString('hex'))!, row.id]));
}

const ownPhones = {
  name: 'person-own-phones',
  text: 'select name, phone_sealed as now, case when phone_held_until > now() then phone_before_sealed end as before from registers.person where county = $1 and id = $2',
};

/** The sealed telephones on which a person is told what others did: the present one, and the one before while staff's change of it is open to objection. */
export async function ownPhonesOf(gate: Handle, county: string, id: string): Promise<{ name: string; phones: Buffer[] }> {
  const [row] = await gate.query<{ name: string; now: Buffer | null; before: Buffer | null }>(ownPhones, [county, id]);
  return { name: row?.name ?? '', phones: [row?.now, row?.before].filter((one) => one !== null && one !== undefined) };
}

const forgetPhones = {
  name: 'person-forget-phones',
  text: 'update registers.person set phone_before_sealed = null where phone_before_sealed is not null and phone_held_until < now()',
};

/** Forgets telephones that were kept only as long as somebody could object. */
export async function forgetFormerPhones(job: Handle): Promise<void> {
  await job.query(forgetPhones);
}
