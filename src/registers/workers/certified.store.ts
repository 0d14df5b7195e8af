import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { RegionLevel } from '../regions/region.ts';
import { levelOfCode } from '../regions/region.ts';
import type { CertifiedPerson } from './certified.ts';

const person = "coalesce(encode(id_number_hash, 'hex'), person::text, name)";

const statement = (level: RegionLevel): Statement => ({
  name: `certified-in-${level}`,
  text: `select community, ${person} as person, name, 'worker' as register from registers.worker
          where ${level} = $1 and community is not null and withdrawn_at is null and certificate <> '' and hired_on <= $2 and (left_on is null or left_on > $2)
            and (certified_on is null or certified_on <= $2)
          union all
         select community, ${person}, name, 'social-worker' from registers.social_worker
          where ${level} = $1 and community is not null and withdrawn_at is null and since <= $2 and (until is null or until > $2) and certified_on <= $2
          order by 1, 3, 4`,
});

/** Everybody with a certificate of social work in the communities of a region on a day: workers, and social workers; some stand in both. */
export function listCertified(handle: Handle, region: string, on: Day): Promise<CertifiedPerson[]> {
  return handle.query<CertifiedPerson>(statement(levelOfCode(region)), [region, on]);
}
