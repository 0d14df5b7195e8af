import type { Day, Handle, Statement } from '../../kernel/kernel.ts';
import type { Region } from './region.ts';
import { levelOfCode, regionLevels, stemOf } from './region.ts';
import type { ChangeRow, ChangeStory, PassingVersion, Version } from './story.ts';
import { storyOf } from './story.ts';

export interface ChangeFilter {
  /** Changes of this region and of all that lie in it. */
  readonly within: string;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** By day of effect, the youngest first unless told otherwise. */
  readonly oldestFirst?: boolean | undefined;
}

export interface ChangePage {
  readonly changes: readonly ChangeStory[];
  /** Where the next page starts. */
  readonly next: string | undefined;
}

const COLUMNS = `c.id, c.kind, c.effective, c.reason, c.source, c.actor, c.recorded_at as "recordedAt", c.codes,
  coalesce((select jsonb_agg(jsonb_build_object('from', s.from_code, 'to', s.to_code, 'share', s.share) order by s.step) from registers.region_successor s where s.change_id = c.id), '[]') as successors`;

// $1 stem, $2 county or null, $3 from, $4 to, $5 kinds, $6 and $7 the last row shown, $8 limit.
const listed = (order: 'desc' | 'asc'): Statement => ({
  name: `region-changes-${order}`,
  text: `select ${COLUMNS} from registers.region_change c
          where ($2::text is null or c.county = $2) and exists (select from unnest(c.codes) k where starts_with(k, $1))
            and ($3::date is null or c.effective >= $3) and ($4::date is null or c.effective <= $4) and ($5::text[] is null or c.kind = any($5))
            and ($6::date is null or (c.effective, c.id) ${order === 'desc' ? '<' : '>'} ($6, $7::uuid)) order by c.effective ${order}, c.id ${order} limit $8`,
});
const statements = { desc: listed('desc'), asc: listed('asc') };
const ofRegion = {
  name: 'region-changes-of',
  text: `select ${COLUMNS} from registers.region_change c
          where c.codes @> array[$1::text] or c.id in (select change_id from registers.region_successor where from_code = $1 or to_code = $1) order by c.effective desc, c.id desc limit 1000`,
};
const TOLD = `r.code, r.name, r.name_mongolian as "nameMongolian", r.kind, r.unit, r.type, r.urban_rural_class as "urbanRuralClass", r.bureau, r.valid_from as "validFrom", r.valid_to as "validTo", r.known_from as "since"`;
const versions = {
  name: 'region-change-versions',
  text: `select ${TOLD} from registers.region r where r.code = any($1::text[]) and r.known_to is null order by r.code, r.valid_from`,
};
// A second change on the day a version began ends our belief in it; a correction does as well, but no change is recorded then.
const betweens = {
  name: 'region-change-betweens',
  text: `select ${TOLD}, r.known_to as "until" from registers.region r
          where r.code = any($1::text[]) and r.known_to is not null and exists (select from registers.region_change c where c.recorded_at = r.known_to and c.effective = r.valid_from) order by r.code, r.known_to`,
};

/** The recorded changes of a region and all below it, page by page. */
export async function listRegionChanges(
  handle: Handle,
  filter: ChangeFilter,
  after: string | undefined,
  limit: number,
): Promise<ChangePage> {
  const { within, from, to, kinds, oldestFirst } = filter;
  const inCounty = regionLevels.indexOf(levelOfCode(within)) >= regionLevels.indexOf('county');
  const [day, id] = after?.split('_') ?? [];
  const values = [
    stemOf(within),
    inCounty ? `${within.slice(0, 6)}${'0'.repeat(6)}` : null,
    from ?? null,
    to ?? null,
    kinds?.length ? kinds : null,
    day ?? null,
    id ?? null,
    limit + 1,
  ];
  const rows = await handle.query<ChangeRow>(statements[oldestFirst ? 'asc' : 'desc'], values);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { changes: await told(handle, page), next: rows.length > limit && last ? `${last.effective}_${last.id}` : undefined };
}

/** The changes a region took part in, the youngest first. */
export async function changesOfRegion(handle: Handle, code: Region['code']): Promise<ChangeStory[]> {
  return told(handle, await handle.query<ChangeRow>(ofRegion, [code]));
}

async function told(handle: Handle, rows: readonly ChangeRow[]): Promise<ChangeStory[]> {
  const codes = [...new Set(rows.flatMap((row) => [...row.codes, ...row.successors.flatMap((one) => [one.from, one.to])]))];
  if (codes.length === 0) return [];
  const [known, passing] = (await handle.batch([
    [versions, [codes]],
    [betweens, [codes]],
  ])) as unknown as [Version[], PassingVersion[]];
  return rows.map((row) => storyOf(row, known, passing));
}
