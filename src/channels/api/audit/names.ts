import type { AuditPageRow, Handle } from '../../../kernel/kernel.ts';
import { caseNumbers, helpedMark, staffPhoneMark } from '../../../procedures/procedures.ts';
import { accountNames, hasText, listAppointments, text } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';

/** An audit row as a person reads it: names beside the ids. */
export type NamedAuditRow = AuditPageRow & {
  readonly actorName: string;
  /** The role and place of the hat; empty when none was worn. */
  readonly hatName: string;
  readonly subjectName: string;
};

/** Puts names to the ids of audit rows: staff by name and hat, cases by number, regions by name. Residents stay what they are, unnamed. */
export async function nameRows(linli: Linli, handle: Handle, county: string, rows: readonly AuditPageRow[]): Promise<NamedAuditRow[]> {
  const { gate } = linli.sessions;
  const marked = (kind: string): string[] => [
    ...new Set(
      rows
        .flatMap((row) => [row.actor, row.subject, ...helperOf(row.hat)])
        .filter((id) => id.startsWith(`${kind}:`))
        .map((id) => id.slice(kind.length + 1))
        .filter((id) => UUID.test(id)),
    ),
  ];
  const hats = [...new Set(rows.map((row) => row.hat).filter((hat) => UUID.test(hat)))];
  const [accounts, appointments, numbers] = await Promise.all([
    accountNames(gate, marked('account')),
    listAppointments(gate, hats),
    caseNumbers(handle, county, marked('case')),
  ]);
  const hatNames = new Map<string, string>(
    await Promise.all(
      appointments.map(
        async (held) =>
          [
            held.id,
            text('documents.audit.hat', {
              role: linli.roles.get(held.role)?.title ?? held.role,
              place: await linli.regionName(held.unit ?? held.region),
            }),
          ] as const,
      ),
    ),
  );
  const nameOf = async (id: string): Promise<string> => {
    const [kind, rest = ''] = id.split(/:(.*)/s);
    if (kind === 'account') return accounts.get(rest) ?? '';
    if (kind === 'case') return numbers.get(rest) ?? '';
    if (kind === 'region') return linli.regionName(rest);
    if (kind === 'login') return rest;
    return '';
  };
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      actorName:
        (await nameOf(row.actor)) ||
        text(`documents.audit.actors.${OTHERS.has(row.actor) ? row.actor : row.actor.startsWith('person:') ? 'person' : 'other'}`),
      hatName: hatNames.get(row.hat) ?? (await helpName(row.hat, nameOf)),
      subjectName: await nameOf(row.subject),
      reason: sayReason(row.reason),
    })),
  );
}

/** What an entry of a register rests on, in words; the id of an import without a file's name tells nobody anything. */
function sayReason(reason: string): string {
  const [, kind = '', id = ''] = /^([a-z]+):(.*)$/s.exec(reason) ?? [];
  const key = `registers.bases.${kind}`;
  return hasText(key) ? text('documents.audit.basis', { kind: text(key), id: UUID.test(id) ? '' : id }).trim() : reason;
}

/** A resident spoke with somebody's help, or over the telephone of somebody on the staff. */
const MARKS = { helped: helpedMark, ownPhone: staffPhoneMark } as const;

function helperOf(hat: string): string[] {
  return Object.values(MARKS)
    .filter((mark) => hat.startsWith(mark))
    .map((mark) => hat.slice(mark.length));
}

async function helpName(hat: string, nameOf: (id: string) => Promise<string>): Promise<string> {
  const [way] = Object.entries(MARKS)
    .filter(([, mark]) => hat.startsWith(mark))
    .map(([name]) => name);
  return way ? text(`documents.audit.helper.${way}`, { name: await nameOf(helperOf(hat)[0]!) }) : '';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const OTHERS = new Set(['system', 'token-holder', 'init', 'terminal']);
