import type { Day, Statement } from '../../kernel/kernel.ts';
import type { RegionHit } from './region.ts';

/** A living region found by a name or code it, or one it came from, no longer has. */
export interface FormerHit extends RegionHit {
  readonly former: string;
  readonly formerCode: string;
  /** First day without that name. */
  readonly formerUntil: Day;
}

const DAY = `coalesce($7::date, kernel.today())`;
const CURRENT = `r.known_to is null and r.valid_from <= ${DAY} and (r.valid_to is null or r.valid_to > ${DAY})`;
const ENDED = `f.valid_to is not null and f.known_to is null and f.valid_to <= ${DAY}`;
// Parameters as in the search by today's names: $1 text, $2 first text after its prefix, $3 tsquery, $4 stem of the outer region, $5 level, $6 limit, $7 day.
const within = (code: string): string => `${code} ~>=~ $4 and ${code} ~<~ ($4 || ':')`;
const lived = (code: string, day: string): string =>
  `exists (select from registers.region v where v.code = ${code} and v.known_to is null and v.valid_from <= ${day} and (v.valid_to is null or v.valid_to > ${day}))`;
const FACTS = 'f.id, f.code, f.name, f.pinyin, f.valid_to';

const byGrams = `(select ${FACTS} from registers.region f where f.grams @@ $3::tsquery and ${ENDED} and ${within('f.code')} and position($1 in f.name) > 0 limit 60)`;
const byPrefix = (column: string): string =>
  `(select ${FACTS} from registers.region f where f.${column} ~>=~ $1 and f.${column} ~<~ $2 and ${ENDED} and ${within('f.code')} order by f.${column} using ~<~ limit 60)`;
/** Inside a county what ended is little; what came in from outside is found by where it went. */
const byScan = (
  matches: string,
): string => `(select ${FACTS} from registers.region f where ${ENDED} and ${within('f.code')} and ${matches} limit 60)
  union (select ${FACTS} from registers.region_successor s join registers.region f on f.code = s.from_code and ${ENDED} where ${within('s.to_code')} and s.to_code <> s.from_code and ${matches} limit 60)`;

/**
 * From each ended version along its successors to those that live: a renamed region is its own successor. A region that only gave
 * a part of itself to a neighbour has not become that neighbour, so among the living only a split or a new foundation leads on.
 * `left(…)` at the end and no range: a range tempts the planner to read a whole city before the few that were reached (150 ms instead of 5).
 */
const statement = (name: string, column: string, hits: string): Statement => ({
  name: `region-former-${name}`,
  text: `with recursive hit as materialized (${hits}), path as (
           select h.id, h.code, h.valid_to as at from hit h
           union
           select p.id, s.to_code, s.effective from path p
             join registers.region_successor s on s.from_code = p.code and s.effective >= p.at and s.effective <= ${DAY} and s.to_code <> s.from_code
             join registers.region_change c on c.id = s.change_id
            where (s.effective = p.at or ${lived('p.code', 'p.at')}) and (c.kind in ('split', 'establish') or not ${lived('p.code', 's.effective')})
         ), found as (
           select distinct on (r.code) r.*, h.name as former, h.code as former_code, h.valid_to as until, case when h.${column} = $1 then 0 when starts_with(h.${column}, $1) then 1 else 2 end as distance
             from path p join hit h on h.id = p.id join registers.region r on r.code = p.code and ${CURRENT}
            where left(r.code, char_length($4)) = $4 and ($5::text is null or r.level = $5) and ${column === 'code' ? 'r.code <> h.code' : 'r.name <> h.name'} and ${lived('p.code', 'p.at')}
            order by r.code, distance, h.valid_to desc
         )
         select r.code, r.name, r.level, r.unit, r.type, r.former, r.former_code as "formerCode", r.until as "formerUntil",
                array(select a.name from registers.region a where a.code in (r.province, r.city, r.county, r.town) and a.code <> r.code and a.known_to is null and a.valid_from <= ${DAY} and (a.valid_to is null or a.valid_to > ${DAY}) order by a.code) as path
           from found r, (select $2::text, $3::text) as unused order by r.distance, char_length(r.former), r.code limit least($6::int, 5)`,
});

export const formerNames = {
  national: statement('name', 'name', byGrams),
  local: statement('name-local', 'name', byScan('position($1 in f.name) > 0')),
};
export const formerLetters = {
  national: statement('letters', 'pinyin', `${byPrefix('pinyin')} union ${byPrefix('initials')}`),
  local: statement('letters-local', 'pinyin', byScan('(starts_with(f.pinyin, $1) or starts_with(f.initials, $1))')),
};
/** A code that ended and leads on; the same code that lives again is found as it is today. */
export const formerCodes = statement(
  'code',
  'code',
  `(select ${FACTS} from registers.region f where f.code ~>=~ $1 and f.code ~<~ $2 and ${ENDED} order by f.code using ~<~ limit 60)`,
);
