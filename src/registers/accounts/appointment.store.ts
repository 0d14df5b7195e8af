import type { AuditRow, Day, Handle, Level } from '../../kernel/kernel.ts';
import { appendAudit, LinliError, newId } from '../../kernel/kernel.ts';
import type { Appointment } from './account.ts';

const appointmentColumns = 'id, account_id, role, level, region, unit, county, valid_from, valid_to';
/** Writes an appointment; `appointmentValues` gives its values. */
export const grant = {
  name: 'appointment-grant',
  text: 'insert into registers.appointment (id, account_id, role, level, region, unit, county, valid_from, valid_to, granted_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
};

export interface AppointmentInput {
  readonly accountId: string;
  readonly role: string;
  readonly level: Level;
  readonly region: string;
  readonly unit: string | undefined;
  readonly county: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
}

/** The values of an appointment in the order of its statement. */
export function appointmentValues(input: AppointmentInput, grantedBy: string): unknown[] {
  return [
    newId(),
    input.accountId,
    input.role,
    input.level,
    input.region,
    input.unit ?? null,
    input.county,
    input.validFrom,
    input.validTo ?? null,
    grantedBy,
  ];
}

// Two equal requests at once queue up at the account, so that the second finds what the first wrote.
export const lockAccount = { name: 'account-lock', text: 'select id from registers.account where id = $1 for update' };
const sameAppointment = {
  name: 'appointment-same',
  text: `select id from registers.appointment where account_id = $1 and role = $2 and level = $3 and region = $4 and unit is not distinct from $5
            and valid_from = $6 and valid_to is not distinct from $7 limit 1`,
};

/** Appoints and writes the audit rows with it; returns the id. The same appointment asked for again is answered as it stands. */
export async function grantAppointment(
  gate: Handle,
  input: AppointmentInput,
  grantedBy: string,
  audit: readonly AuditRow[] = [],
): Promise<string> {
  const values = appointmentValues(input, grantedBy);
  return gate.transaction(async (within) => {
    await within.query(lockAccount, [input.accountId]);
    const [same] = await within.query<{ id: string }>(sameAppointment, [
      input.accountId,
      input.role,
      input.level,
      input.region,
      input.unit ?? null,
      input.validFrom,
      input.validTo ?? null,
    ]);
    if (same) return same.id;
    await within.batch([[grant, values], appendAudit(audit)]);
    return values[0] as string;
  });
}

const appointmentById = { name: 'appointment-by-id', text: `select ${appointmentColumns} from registers.appointment where id = $1` };

/** Throws `APPOINTMENT_NOT_FOUND`. */
export async function getAppointment(gate: Handle, id: string): Promise<Appointment> {
  const [appointment] = await gate.query<Appointment>(appointmentById, [id]);
  if (!appointment) throw new LinliError('APPOINTMENT_NOT_FOUND');
  return appointment;
}

const appointmentsById = {
  name: 'appointments-by-id',
  text: `select ${appointmentColumns} from registers.appointment where id = any($1::uuid[])`,
};

/** Appointments by id; what is unknown is left out. */
export function listAppointments(gate: Handle, ids: readonly string[]): Promise<Appointment[]> {
  return gate.query<Appointment>(appointmentsById, [[...ids]]);
}

const end = {
  name: 'appointment-end',
  text: 'update registers.appointment set valid_to = $2, ended_by = $3, ended_reason = $4 where id = $1',
};
const endSessions = {
  name: 'appointment-end-sessions',
  text: 'update registers.sign_in_session set ended_at = now() where appointment_id = $1 and ended_at is null',
};

/** Ends an appointment from `day` on; when that is today or earlier its sessions end at once. */
export async function endAppointment(
  gate: Handle,
  { id, day, by, reason, today }: { id: string; day: Day; by: string; reason: string; today: Day },
  audit: readonly AuditRow[],
): Promise<void> {
  await gate.batch([[end, [id, day, by, reason]], appendAudit(audit), ...(day <= today ? [[endSessions, [id]] as const] : [])]);
}

const hatsOf = {
  name: 'hats-of-account',
  text: `select a.id as appointment, null::uuid as delegation, null::text as delegated_by, a.role, a.level, a.region, a.unit, a.county
           from registers.appointment a where a.account_id = $1 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)
          union all
         select a.id, d.id, o.name, a.role, a.level, a.region, a.unit, a.county
           from registers.delegation d join registers.appointment a on a.id = d.appointment_id join registers.account o on o.id = a.account_id and o.disabled_at is null
          where d.to_account = $1 and d.revoked_at is null and $2 between d.from_day and d.to_day and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)`,
};

export interface HatRow {
  readonly appointment: string;
  readonly delegation: string | null;
  readonly delegated_by: string | null;
  readonly role: string;
  readonly level: Level;
  readonly region: string;
  readonly unit: string | null;
  readonly county: string;
}

/** The hats an account may choose from today: own appointments and those delegated to it. */
export function listHats(gate: Handle, accountId: string, today: Day): Promise<HatRow[]> {
  return gate.query<HatRow>(hatsOf, [accountId, today]);
}

const staffOf = {
  name: 'staff-of-office',
  text: `select a.id as appointment, o.id as account, o.name, a.role
           from registers.appointment a join registers.account o on o.id = a.account_id and o.disabled_at is null
          where a.county = $1 and a.level = $2 and a.region = $3 and a.valid_from <= $4 and (a.valid_to is null or a.valid_to > $4)
          order by a.valid_from, o.name, a.id limit 200`,
};

/** Somebody who serves in an office today. */
export interface OfficeStaff {
  readonly appointment: string;
  readonly account: string;
  readonly name: string;
  readonly role: string;
}

/** Who serves in an office today, the longest there first. */
export function listStaffOf(
  gate: Handle,
  office: { readonly county: string; readonly level: Level; readonly region: string },
  today: Day,
): Promise<OfficeStaff[]> {
  return gate.query<OfficeStaff>(staffOf, [office.county, office.level, office.region, today]);
}

const countiesOf = {
  name: 'counties-of-login',
  text: `with held as (select p.county, p.valid_to is null or p.valid_to > $2 as lives
                         from registers.appointment p join registers.account a on a.id = p.account_id where lower(a.login) = lower($1))
         select distinct county from held where lives or not exists (select 1 from held where lives)`,
};

/** The counties a login works for, now or soon; where it no longer works, those it worked for. Empty for a login nobody has. */
export async function listCountiesOf(gate: Handle, login: string, today: Day): Promise<string[]> {
  return (await gate.query<{ county: string }>(countiesOf, [login, today])).map((row) => row.county);
}
