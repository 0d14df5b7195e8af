import type { Day } from '../../kernel/kernel.ts';

/** The posts somebody held in a community for some time, as the register keeps them. */
export interface Posting {
  readonly community: string;
  readonly town: string;
  readonly county: string;
  readonly city: string;
  readonly province: string;
  /** The same for the same person: keyed hash of the id number, resident's archive, else name and birthday. */
  readonly person: string;
  readonly name: string;
  readonly sex: string;
  readonly born_on: Day;
  readonly ethnic_group: string;
  readonly education: string;
  readonly party_post: string;
  readonly committee_post: string;
  readonly term: number;
  readonly since: Day;
  readonly until: Day | null;
}

/** Somebody in office on a day, with all posts of that day in that community. */
export interface Member extends Omit<Posting, 'party_post' | 'committee_post'> {
  readonly party_posts: readonly string[];
  readonly committee_posts: readonly string[];
}

/** Who is in office on a day; what several rows say of one person in one community is put together. */
export function inOffice(postings: readonly Posting[], on: Day): Member[] {
  const found = new Map<string, Member>();
  for (const one of postings) {
    if (one.since > on || (one.until !== null && one.until <= on)) continue;
    const key = `${one.community} ${one.person}`;
    const known = found.get(key);
    const { party_post: party, committee_post: committee, ...rest } = one;
    found.set(key, {
      ...(known ?? rest),
      party_posts: [...(known?.party_posts ?? []), party].filter((post) => post !== ''),
      committee_posts: [...(known?.committee_posts ?? []), committee].filter((post) => post !== ''),
    });
  }
  return [...found.values()];
}

export const isSecretary = (one: Member): boolean => one.party_posts.includes('secretary');
export const isDirector = (one: Member): boolean => one.committee_posts.includes('director');

/** Secretary of the party organisation and director of the committee in one person (ELE-07, 书记主任一肩挑). */
export const onOneShoulder = (one: Member): boolean => isSecretary(one) && isDirector(one);

/** Neither secretary nor director, and in both bodies (ELE-07, 交叉任职). */
export const holdsAcross = (one: Member): boolean =>
  !isSecretary(one) && !isDirector(one) && one.party_posts.length > 0 && one.committee_posts.length > 0;

/** Completed years of life on a day. */
export function ageOn(born: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}
