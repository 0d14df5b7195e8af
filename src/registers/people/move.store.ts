import type { Day, Handle } from '../../kernel/kernel.ts';

/** A record taken over by another place (迁入). */
export interface PersonMove {
  readonly from_county: string;
  readonly from_community: string;
  readonly community: string;
  readonly moved_on: Day;
  readonly basis: 'card' | 'word';
  readonly evidence: string;
  readonly moved_by: string;
}

const moves = {
  name: 'person-moves',
  text: 'select from_county, from_community, community, moved_on, basis, evidence, moved_by from registers.person_move where county = $1 and person_id = $2 order by moved_at desc limit 50',
};

/** Where somebody was registered before, the last move first; 50 at most. */
export function listMoves(handle: Handle, county: string, personId: string): Promise<PersonMove[]> {
  return handle.query<PersonMove>(moves, [county, personId]);
}
