import type { Call, Handle, Some } from '../../kernel/kernel.ts';
import { LinliError, newId, someOf } from '../../kernel/kernel.ts';
import type { Decision, NewProposal, Proposal, ProposalKind } from './proposal.ts';

const place = 'county, province, city, town, community, grid';
const columns = `${place}, id, kind, what, register, entry_id, person_id, before, after, said, sealed, id_hash, basis_kind, basis_id, actor, at, due_on, outcome, answer, decided_at, decided_by`;

const put = {
  name: 'proposal-put',
  text: `insert into registers.proposal (${place}, id, kind, what, register, entry_id, person_id, before, after, said, sealed, id_hash, basis_kind, basis_id, actor, hat, at, due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
};

/** The call that puts something before somebody else, to be sent with what else happens. */
export function putProposal(one: NewProposal, by: { readonly actor: string; readonly hat: string; readonly at: Date }): Call {
  const { county, province, city, town, community, grid } = one.place;
  return [
    put,
    [
      county,
      province,
      city,
      town,
      community,
      grid,
      newId(by.at.getTime()),
      one.kind,
      one.what,
      one.register,
      one.entry,
      one.person,
      JSON.stringify(one.before ?? {}),
      JSON.stringify(one.after ?? {}),
      one.said ?? '',
      one.sealed ?? null,
      one.idHash ?? null,
      one.basis.kind,
      one.basis.id,
      by.actor,
      by.hat,
      by.at,
      one.due,
    ],
  ];
}

const decide = { name: 'proposal-decide', text: 'select registers.decide_proposal($1, $2, $3, $4, $5, $6)' };

/** The call that decides a proposal once; it stands first among what else happens. */
export function decideProposal(
  { county, id }: Proposal,
  { outcome, answer }: Decision,
  by: { readonly actor: string; readonly at: Date },
): Call {
  return [decide, [county, id, outcome, answer, by.at, by.actor]];
}

/** Carries out a decision. Throws PROPOSAL_DECIDED when somebody was faster. */
export async function decideOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: string }).code === 'LL006') throw new LinliError('PROPOSAL_DECIDED');
    throw error;
  }
}

const find = { name: 'proposal-find', text: `select ${columns} from registers.proposal where county = $1 and id = $2` };

/** A proposal, also one that was decided. Throws PROPOSAL_NOT_FOUND, also outside the caller's scope. */
export async function getProposal(handle: Handle, county: string, id: string): Promise<Proposal> {
  const [found] = await handle.query<Proposal>(find, [county, id]);
  if (!found) throw new LinliError('PROPOSAL_NOT_FOUND');
  return found;
}

/** A part of the list is so long. */
const LISTED = 50;
const opened = (alias: string) => `(${alias}.kind = any($1) and (${alias}.kind <> 'entry' or ${alias}.register = any($2)))`;
const listed = (open: boolean) => ({
  name: open ? 'proposals-open' : 'proposals-decided',
  text: `select ${columns.replaceAll(/\b(\w+)\b/g, 'r.$1')}, coalesce(p.name, '') as name, coalesce(f.title, '') as title
           from registers.proposal r left join registers.person p on p.county = r.county and p.id = r.person_id
           left join registers.finder f on f.county = r.county and f.register = r.register and f.entry_id = r.entry_id
          where ${opened('r')} and r.outcome is ${open ? '' : 'not '}null and ${open ? '(r.due_on, r.id) > ($3, $4)' : '(r.decided_at, r.id) < ($3, $4)'}
          order by ${open ? 'r.due_on, r.id' : 'r.decided_at desc, r.id desc'} limit ${LISTED + 1}`,
});
const waiting = listed(true);
const decided = listed(false);

/** What of the proposals somebody may see: of which kinds, and corrections of which registers. */
export interface ProposalQuery {
  readonly kinds: readonly ProposalKind[];
  readonly registers: readonly string[];
}
/** A proposal with how the person or the entry is called, unmasked. */
export type ListedProposal = Proposal & { readonly name: string; readonly title: string };

/** The proposals of the caller's scope: what waits by its day, or what was decided, the newest first. `after` is the last row seen. */
export async function listProposals(
  handle: Handle,
  { kinds, registers }: ProposalQuery,
  open: boolean,
  after: { readonly key: string; readonly id: string } | undefined,
): Promise<Some<ListedProposal>> {
  const from =
    after ??
    (open
      ? { key: '0001-01-01', id: '00000000-0000-0000-0000-000000000000' }
      : { key: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' });
  return someOf(await handle.query(open ? waiting : decided, [kinds, registers, from.key, from.id]), LISTED);
}

/** As far as they are counted. */
const MOST_COUNTED = 100;
const count = {
  name: 'proposals-count',
  text: `select count(*)::int as value from (select from registers.proposal r where ${opened('r')} and r.outcome is null and r.actor <> $3 limit ${MOST_COUNTED}) hits`,
};

/** How many proposals of others wait, up to a hundred. */
export async function countProposals(handle: Handle, { kinds, registers }: ProposalQuery, actor: string): Promise<number> {
  return (await handle.query<{ value: number }>(count, [kinds, registers, actor]))[0]!.value;
}

const ofPerson = {
  name: 'proposals-of-person',
  text: `select ${columns} from registers.proposal where county = $1 and person_id = $2 and kind = $3 order by at desc limit 50`,
};

/** What was proposed about a person, the newest first; 50 at most. */
export function listProposalsOf(handle: Handle, county: string, person: string, kind: ProposalKind): Promise<Proposal[]> {
  return handle.query<Proposal>(ofPerson, [county, person, kind]);
}
