import type { AuditEntry, Day, Handle, Vault } from '../../kernel/kernel.ts';
import { appendAudit, auditRow, gramsOf, LinliError, newId } from '../../kernel/kernel.ts';
import { maskName } from './masking.ts';
import { spellName } from './person.store.ts';
import type { Person } from './person.ts';
import { idHash, normaliseName, requireCitizenNumber } from './person.ts';

/** What was entered wrongly about who somebody is. */
export interface IdentityCorrection {
  readonly name?: string | undefined;
  readonly idNumber?: string | undefined;
}

const rename = {
  name: 'person-rename',
  text: `update registers.person set name = $3, name_grams = array_to_tsvector($4), pinyin = $5, initials = $6, version = version + 1 where county = $1 and id = $2 and version = $7 returning id`,
};
const renumber = {
  name: 'person-renumber',
  text: `update registers.person set id_sealed = $3, id_hash = $4, id_last4 = $5, birth = $6, sex = $7, id_lost_on = null, version = version + 1 where county = $1 and id = $2 and version = $8 returning id`,
};
const directory = { name: 'person-renumber-directory', text: 'select registers.renumber_person($1, $2, $3, $4) as done' };
const record = {
  name: 'person-identity-record',
  text: `insert into registers.entry_change (county, id, province, city, town, community, grid, person_id, register, entry_id, actor, basis_kind, basis_id, before, after)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'person', $8, $9, 'statement', $10, $11, $12)`,
};

/**
 * Sets a name or an id number right that was entered wrongly; birth and sex follow the number. What stood before is kept, masked. Returns the
 * version it now has. Throws `PERSON_EXISTS` when the right number is somebody else's, `CONFLICT`, `NAME_INVALID` and the `ID_NUMBER_…` errors.
 */
export async function correctIdentity(
  within: Handle,
  vault: Vault,
  person: Person,
  right: IdentityCorrection,
  by: Omit<AuditEntry, 'subject' | 'action' | 'detail' | 'county'>,
  read: { areas: ReadonlySet<string>; today: Day },
): Promise<void> {
  const name = right.name === undefined || right.name === '' ? undefined : normaliseName(right.name);
  const citizen =
    right.idNumber === undefined || right.idNumber === '' ? undefined : requireCitizenNumber(right.idNumber, read.areas, read.today);
  if (name === undefined && citizen === undefined) throw new LinliError('INPUT_INVALID', { count: 1 }, { name: 'FIELD_REQUIRED' });
  const key = [person.county, person.id];
  let { version } = person;
  const done = (rows: object[]): void => {
    if (rows.length === 0) throw new LinliError('CONFLICT');
    version += 1;
  };
  if (name !== undefined) done(await within.query(rename, [...key, name, gramsOf(name), ...spellName(name), version]));
  if (citizen) {
    const hash = idHash(vault, citizen.number);
    const old = person.id_sealed ? idHash(vault, vault.open(person.id_sealed)) : null;
    if (!old?.equals(hash)) {
      const [claimed] = await within.query<{ done: boolean }>(directory, [...key, old, hash]);
      if (!claimed!.done) throw new LinliError('PERSON_EXISTS', {}, { idNumber: 'PERSON_EXISTS' });
    }
    done(
      await within.query(renumber, [
        ...key,
        vault.seal(citizen.number),
        hash,
        citizen.number.slice(-4),
        citizen.birth,
        citizen.sex,
        version,
      ]),
    );
  }
  const before = { name: maskName(person.name), idNumber: person.id_last4 };
  const after = { name: name === undefined ? before.name : maskName(name), idNumber: citizen?.number.slice(-4) ?? before.idNumber };
  const place = [person.province, person.city, person.town, person.community, person.grid];
  await within.batch([
    [record, [person.county, newId(), ...place, person.id, by.actor, by.reason ?? '', before, after]],
    appendAudit([
      auditRow(vault, {
        ...by,
        county: person.county,
        action: 'person.correct',
        subject: `person:${person.id}`,
        detail: { fields: [...(name === undefined ? [] : ['name']), ...(citizen ? ['idNumber'] : [])] },
      }),
    ]),
  ]);
}
