import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import { bareText, gramQuery } from '../../kernel/kernel.ts';
import type { FormerHit } from './former.store.ts';
import { formerCodes, formerLetters, formerNames } from './former.store.ts';
import type { RegionHit, RegionLevel } from './region.ts';
import { levelOfCode, regionLevels, stemOf } from './region.ts';

export interface RegionSearch {
  readonly within?: string;
  readonly level?: RegionLevel;
  readonly limit?: number;
  /** As the regions were or will be on this day; today when left out. */
  readonly on?: Day;
}

const CURRENT = 'r.valid_to is null and r.known_to is null';
const UPPER = `${CURRENT} and r.level in ('province', 'city', 'county', 'town')`;
// $1 = the query as matched, $2 = the first text after all that begin with it, $3 = tsquery, $4 = stem of the outer region, $5 = level, $6 = limit, $7 = the day asked about.
const DAY = `coalesce($7::date, kernel.today())`;
const INSIDE = `r.code ~>=~ $4 and r.code ~<~ ($4 || ':') and ($5::text is null or r.level = $5) and r.valid_from <= ${DAY}`;
/** Versions that held on the day and end after it: few on any day near today. */
const ENDING = `r.valid_to > ${DAY} and r.valid_to is not null and r.known_to is null`;
const HOLDS = `r.known_to is null and r.valid_from <= ${DAY} and (r.valid_to is null or r.valid_to > ${DAY})`;
const HELD = `a.known_to is null and a.valid_from <= ${DAY} and (a.valid_to is null or a.valid_to > ${DAY})`;
const byEnding = (matches: string): string =>
  `(select r.code from registers.region r where ${ENDING} and ${INSIDE} and ${matches} limit 300)`;

const byPrefix = (column: string, condition: string): string =>
  `(select r.code from registers.region r where r.${column} ~>=~ $1 and r.${column} ~<~ $2 and ${condition} and ${INSIDE} order by r.${column} using ~<~ limit 40)`;
const byGrams = (condition: string, most: number): string =>
  `(select r.code from registers.region r where r.grams @@ $3::tsquery and ${condition} and ${INSIDE} and position($1 in r.name) > 0 limit ${most})`;
// Inside a county or a town the whole branch of the tree is read by code: at most some thousand rows.
const byScan = (matches: string): string =>
  `(select r.code from registers.region r where ${CURRENT} and ${INSIDE} and ${matches} limit 400)`;

const statement = (name: string, column: string, branches: readonly string[]): Statement => ({
  name: `region-search-${name}`,
  text: `with hit as materialized (${branches.join(' union ')}), best as (
           select r.code, r.name, r.level, r.unit, r.type, r.province, r.city, r.county, r.town,
                  array_position(array['province', 'city', 'county', 'town', 'community', 'grid'], r.level) as depth,
                  case when r.${column} = $1 then 0 when starts_with(r.${column}, $1) then 1 else 2 end as distance
             from hit h join registers.region r on r.code = h.code and ${HOLDS}
            order by distance, depth, char_length(r.name), r.code limit $6)
         select b.code, b.name, b.level, b.unit, b.type,
                array(select a.name from registers.region a where a.code in (b.province, b.city, b.county, b.town) and a.code <> b.code and ${HELD} order by a.code) as path
           from best b, (select $2::text, $3::text) as unused order by b.distance, b.depth, char_length(b.name), b.code`,
});

const nameNational = statement('name', 'name', [
  byPrefix('name', UPPER),
  byPrefix('name', CURRENT),
  byGrams(UPPER, 100),
  byGrams(CURRENT, 300),
  byEnding('position($1 in r.name) > 0'),
]);
const nameLocal = statement('name-local', 'name', [byScan('position($1 in r.name) > 0'), byEnding('position($1 in r.name) > 0')]);
const lettersNational = statement('letters', 'pinyin', [
  byPrefix('pinyin', UPPER),
  byPrefix('initials', UPPER),
  byPrefix('pinyin', CURRENT),
  byPrefix('initials', CURRENT),
  byEnding('(starts_with(r.pinyin, $1) or starts_with(r.initials, $1))'),
]);
const spelt = '(starts_with(r.pinyin, $1) or starts_with(r.initials, $1) or position($1 in r.pinyin) > 0)';
const lettersLocal = statement('letters-local', 'pinyin', [byScan(spelt), byEnding(spelt)]);
const code = statement('code', 'code', [byPrefix('code', CURRENT), byEnding('starts_with(r.code, $1)')]);
/** From a town's code on somebody means one place; fewer digits are the beginning of many. */
const FORMER_DIGITS = 9;
// A term that half of all villages carry would otherwise list half a million row numbers before the limit.
const sample = { name: 'region-search-sample', text: 'set local gin_fuzzy_search_limit = 20000' };

/** Regions by name, pinyin, initials or code, best first, and by names they no longer have. Constant in time on 665 thousand rows; see bench/regions.ts. */
export async function searchRegions(
  handle: Handle,
  query: string,
  options: RegionSearch = {},
): Promise<(RegionHit & Partial<FormerHit>)[]> {
  const text = bareText(query).toLowerCase().replaceAll("'", '').slice(0, 40);
  if (text === '') return [];
  const stem = options.within ? stemOf(options.within) : '';
  const limit = options.limit ?? 20;
  const values = [text, `${text}\u{10FFFF}`, gramQuery(text), stem, options.level ?? null, limit, options.on ?? null];
  const statements = choose(text, options.within);
  const [, hits = [], former = []] = await handle.batch([[sample, []], ...statements.map((one) => [one, values] as const)]);
  return together(hits as unknown as RegionHit[], former as unknown as FormerHit[], limit).map((row) => ({
    ...row,
    type: row.type ?? undefined,
  }));
}

/** Today's names first; who was found by a name of the past keeps a place, however many share the word today. */
function together(hits: readonly RegionHit[], former: readonly FormerHit[], limit: number): (RegionHit & Partial<FormerHit>)[] {
  const known = new Map(former.map((one) => [one.code, one]));
  const added = former.filter((one) => !hits.some((hit) => hit.code === one.code));
  return [...hits.slice(0, Math.max(limit - added.length, 0)).map((hit) => known.get(hit.code) ?? hit), ...added];
}

/** The search by today's names or codes and the one by former ones. */
function choose(text: string, within: string | undefined): readonly Statement[] {
  const reach = within !== undefined && regionLevels.indexOf(levelOfCode(within)) >= regionLevels.indexOf('city') ? 'local' : 'national';
  if (/^\d+$/.test(text)) return text.length < FORMER_DIGITS ? [code] : [code, formerCodes];
  // One letter begins every eighth name: whoever types it is still typing.
  if (/^[a-z]$/.test(text)) return [reach === 'local' ? lettersLocal : lettersNational];
  if (/^[a-z]+$/.test(text)) return [reach === 'local' ? lettersLocal : lettersNational, formerLetters[reach]];
  return [reach === 'local' ? nameLocal : nameNational, formerNames[reach]];
}
