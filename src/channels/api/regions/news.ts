import type { Occupancy, RegionDesk } from '../../../indicators/indicators.ts';
import { occupancy } from '../../../indicators/indicators.ts';
import type { Day, Handle } from '../../../kernel/kernel.ts';
import { dayOf, sayDay } from '../../../kernel/kernel.ts';
import type { RegionNews } from '../../../procedures/procedures.ts';
import { officesTold, tellRegionNews } from '../../../procedures/procedures.ts';
import type { RegionPlan } from '../../../registers/registers.ts';
import { ancestryOfCode, levelOfCode, listStandingAppointments, text } from '../../../registers/registers.ts';
import type { Linli } from '../../http/linli.ts';

type Change = RegionPlan['changes'][number];

/** A region that a change touches, with all that stands under it. */
interface Touched extends Occupancy {
  readonly code: string;
  readonly name: string;
  /** Who serves there today, by name and post. */
  readonly staff: readonly { readonly name: string; readonly roleTitle: string }[];
  readonly to: readonly { readonly code: string; readonly name: string }[];
  /** Whether an officer has to say one by one what goes where. */
  readonly assigned: boolean;
}

/** What recording a change would mean, told before. */
interface Preview {
  readonly touched: readonly Touched[];
  readonly ahead: boolean;
  /** Names of the offices that will be told. */
  readonly told: readonly string[];
  /** What offices and applicants will read. */
  readonly sentences: readonly string[];
}

const MOST_STAFF = 30;

/** Whom and what a change would touch; nothing is written. */
export async function previewOf(linli: Linli, desk: RegionDesk, plan: RegionPlan): Promise<Preview> {
  const nameOf = namesAfter(linli, plan);
  const froms = [...new Set(plan.successors.map((one) => one.from))].filter((code) =>
    plan.changes.some((change) => change.codes.includes(code)),
  );
  const touched = await Promise.all(
    froms.map(async (code): Promise<Touched> => {
      const county = ancestryOfCode(code).county ?? '';
      const to = [...new Set(plan.successors.filter((one) => one.from === code).map((one) => one.to))];
      const [found, staff] = await Promise.all([
        occupancy(desk, county, [code]),
        listStandingAppointments(desk.gate, county, code, desk.today, MOST_STAFF),
      ]);
      return {
        ...found,
        code,
        name: await linli.regionName(code),
        assigned: plan.carries.some((one) => one.from === code && one.to === null),
        staff: staff.map((one) => ({ name: one.name, roleTitle: linli.roles.get(one.role)?.title ?? one.role })),
        to: await Promise.all(to.map(async (one) => ({ code: one, name: await nameOf(one) }))),
      };
    }),
  );
  const offices = [
    ...new Set(
      plan.changes.flatMap((change) =>
        officesTold(ancestryOfCode(change.codes[0] ?? '').county ?? '', officesOf(change, plan, desk.today)),
      ),
    ),
  ].filter(Boolean);
  const { facts } = await newsOf(linli, plan, plan.changes[0]!);
  return {
    touched,
    ahead: plan.changes.some((one) => one.effective > desk.today),
    told: await Promise.all(offices.map(nameOf)),
    sentences: [
      text('notices.region-changed', facts),
      text('notices.region-changed-case', { ...facts, title: text('regions.theirMatter') }),
    ],
  };
}

/** Tells offices and applicants of recorded changes, in the transaction that records them. */
export async function tellOfRegions(linli: Linli, within: Handle, plan: RegionPlan): Promise<void> {
  for (const change of plan.changes) {
    const { county } = ancestryOfCode(change.codes[0] ?? '');
    if (county === undefined || county === change.codes[0]) continue;
    const { facts, leaving, to } = await newsOf(linli, plan, change);
    await tellRegionNews(within, {
      county,
      codes: officesOf(change, plan, dayOf(linli.clock.now())),
      leaving,
      facts,
      path: `/workbench/regions?region=${to}`,
      message: linli.vault.seal(text('notices.region-changed-phone', facts)),
    });
  }
}

/** A change in the words of those it concerns: what became what, from which day, on whose paper. */
async function newsOf(
  linli: Linli,
  plan: RegionPlan,
  change: Change,
): Promise<Pick<RegionNews, 'facts' | 'leaving'> & { readonly to: string }> {
  const nameOf = namesAfter(linli, plan);
  const joined = async (codes: readonly string[], name: (code: string) => Promise<string>): Promise<string> =>
    (await Promise.all(codes.map(name))).join(text('regions.and'));
  const along = plan.successors.filter((one) => one.change === change.id && change.codes.includes(one.from));
  const leaving = [...new Set(along.filter((one) => one.to !== one.from).map((one) => one.from))];
  const after = leaving.length > 0 ? [...new Set(along.map((one) => one.to))] : change.codes.slice(0, 1);
  const facts = {
    before: await joined(leaving.length > 0 ? leaving : change.codes.slice(0, 1), (code) => linli.regionName(code)),
    after: await joined(after, nameOf),
    deed: text(`regions.change.${change.kind}`),
    on: sayDay(change.effective),
    source: change.source,
  };
  return { facts, leaving, to: after[0] ?? '' };
}

/** Communities and towns whose offices a change concerns. What is carried at once is told where it arrives, boxes go along with their office. */
function officesOf(change: Change, plan: RegionPlan, today: Day): string[] {
  const along = plan.successors.filter((one) => one.change === change.id && change.codes.includes(one.from));
  const carried = new Set(plan.carries.filter((one) => one.to !== null && one.effective <= today).map((one) => one.from));
  const codes = [...change.codes, ...along.map((one) => one.to)].filter((code) => !carried.has(code));
  return [...new Set(codes)].filter((code) => ['town', 'community'].includes(levelOfCode(code)));
}

/** How a region is called once the plan holds. */
function namesAfter(linli: Linli, plan: RegionPlan): (code: string) => Promise<string> {
  const opened = new Map(plan.open.map((one) => [one.code, one.name]));
  return async (code) => opened.get(code) ?? linli.regionName(code);
}
