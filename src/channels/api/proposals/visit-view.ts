import { sayDay } from '../../../kernel/kernel.ts';
import { openSealed } from '../../../procedures/procedures.ts';
import type { ListedProposal } from '../../../registers/registers.ts';
import { findPerson, findTwins, maskAddress, maskIdNumber, maskName, maskPhone, phoneLast4, text } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';
import type { Wearer } from '../../http/session.ts';
import type { About } from './about.ts';

type Change = About['changes'][number];
const line = (field: string, now: string, proposed: string): Change => ({ field: text(`proposals.fields.${field}`), now, proposed });

/** What was found at a door, beside what the record says at the moment. */
export async function visitAbout(linli: Linli, wearer: Wearer, row: ListedProposal): Promise<About> {
  const title = (name: string) => text(`proposals.about_visit.${row.what}`, { name: maskName(name) });
  if (row.what === 'joins') return joinAbout(linli, wearer, row, title);
  const day = sayDay(row.after.on as never);
  if (row.what === 'death') return { title: title(row.name), changes: [line('death', text('proposals.living'), day)], version: null };
  if (row.what === 'left') {
    const { to_place } = row.after;
    return { title: title(row.name), changes: [line('left', text('proposals.here'), `${day} ${String(to_place)}`)], version: null };
  }
  return { title: title(row.name), changes: await factChanges(linli, wearer, row), version: null };
}

const TABLES: Readonly<Record<string, string>> = {
  education: 'education_level',
  political_status: 'political_status',
  occupation: 'employment_status',
  ethnic_group: 'ethnic_group',
};

function sayFact(linli: Linli, name: string, value: unknown): string {
  const said = String(value ?? '');
  if (said === '') return '';
  if (name === 'residence') return text(`people.residences.${said}`);
  if (name === 'came_on') return sayDay(said as never);
  const table = TABLES[name];
  return (table && linli.library.codeTable(table).find((one) => one.code === said)?.name) ?? said;
}

async function factChanges(linli: Linli, { handle }: Wearer, row: ListedProposal): Promise<Change[]> {
  const { on: _, phone_last4: last4, ...facts } = row.after;
  const person = row.outcome === null ? await findPerson(handle, row.county, row.person_id!) : undefined;
  const now = { ...row.before, ...person } as Readonly<Record<string, unknown>>;
  const held = person ? maskPhone(person.phone_last4) : '';
  return [
    ...Object.keys(facts).map((name) => line(name, sayFact(linli, name, now[name]), sayFact(linli, name, facts[name]))),
    ...(typeof last4 === 'string' ? [line('phone', held, maskPhone(last4))] : []),
  ];
}

async function joinAbout(linli: Linli, { handle }: Wearer, row: ListedProposal, title: (name: string) => string): Promise<About> {
  const { name, idNumber, phone } = openSealed(linli.vault, row);
  const { relation, residence, address, household } = row.after as Readonly<Record<string, string | null>>;
  const same = { idHash: row.id_hash!, name, household: household ?? null, address: address ?? '' };
  const twins = row.outcome === null ? await findTwins(handle, row.county, same) : [];
  return {
    title: title(name),
    changes: [
      line('name', '', maskName(name)),
      line('id_number', '', maskIdNumber(idNumber.slice(-4))),
      ...(phone === '' ? [] : [line('phone', '', maskPhone(phoneLast4(phone)))]),
      line('relation', '', relation ?? ''),
      line('residence', '', sayFact(linli, 'residence', residence)),
      line('address', '', maskAddress(address ?? '')),
    ],
    version: null,
    twins: twins.map((one) => ({ county: one.county, id: one.id, name: maskName(one.name), why: text(`proposals.twins.${one.same}`) })),
  };
}
