import type { Handle } from '../../kernel/kernel.ts';
import { ancestryOfCode, levelOfCode } from '../../registers/registers.ts';
import { addOfficeNotices } from '../notices/notice.store.ts';

/** A change of regions in the words of those it concerns. */
export interface RegionNews {
  readonly county: string;
  /** Codes below the county that end, give a part away, or receive something. */
  readonly codes: readonly string[];
  /** Those of them whose residents will be served elsewhere. */
  readonly leaving: readonly string[];
  readonly facts: Readonly<Record<'before' | 'after' | 'deed' | 'on' | 'source', string>>;
  readonly path: string;
  /** The sentence for a resident's telephone, sealed. */
  readonly message: Buffer;
}

const applicants = {
  name: 'region-news-applicants',
  text: `insert into procedures.notice (county, id, case_id, province, city, town, community, grid, applicant, recipient, template, facts, created_at)
         select c.county, gen_random_uuid(), c.id, c.province, c.city, c.town, c.community, c.grid, c.applicant, 'applicant', 'region-changed-case',
                $3::jsonb || jsonb_build_object('title', c.title), now()
           from procedures.cases c where c.county = $1 and c.community = any($2::text[]) and c.closed_at is null`,
};
const telephones = {
  name: 'region-news-telephones',
  text: `insert into kernel.outbox (id, county, to_sealed, body_sealed)
         select gen_random_uuid(), p.county, p.phone_sealed, $3 from registers.person p
          where p.county = $1 and p.phone_sealed is not null
            and p.id in (select c.applicant from procedures.cases c where c.county = $1 and c.community = any($2::text[]) and c.closed_at is null)`,
};

/** The offices that are told of what happens to some regions: their own, their towns', the county's. */
export function officesTold(county: string, codes: readonly string[]): string[] {
  return [...new Set([...codes, ...codes.map((code) => ancestryOfCode(code).town ?? code), county])];
}

/** Tells the offices a change touches, and whoever has a case open there; in the transaction that records the change. */
export async function tellRegionNews(within: Handle, news: RegionNews): Promise<void> {
  const facts = { ...news.facts, path: news.path };
  const told = officesTold(news.county, news.codes).flatMap((code) => {
    const level = levelOfCode(code);
    return level === 'community' || level === 'town' || level === 'county' ? [{ code, recipient: level }] : [];
  });
  await addOfficeNotices(
    within,
    told.map(({ code, recipient }) => ({ code, recipient, template: 'region-changed', facts })),
  );
  const leaving = news.leaving.filter((code) => levelOfCode(code) === 'community');
  if (leaving.length === 0) return;
  await within.batch([
    [applicants, [news.county, leaving, JSON.stringify(facts)]],
    [telephones, [news.county, leaving, news.message]],
  ]);
}
