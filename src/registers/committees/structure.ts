import type { Day } from '../../kernel/kernel.ts';
import { addDays, sayDay } from '../../kernel/kernel.ts';
import { text } from '../packs/packs.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames, sayShare, share } from '../register/panel.ts';
import type { Member, Posting } from './office.ts';
import { ageOn, holdsAcross, inOffice, isDirector, isSecretary, onOneShoulder } from './office.ts';

/** Where the lines of the structure run: dated values and code tables of the packs. */
export interface StructureRules {
  /** Under how many years somebody counts as young. */
  readonly youngBelow: number;
  readonly college: ReadonlySet<string>;
  readonly minorities: ReadonlySet<string>;
  readonly women: ReadonlySet<string>;
}

const shares = ['young', 'college', 'minority', 'women'] as const;
type Share = (typeof shares)[number];

/** How the committees of some communities are made up on a day. */
export interface Structure extends Readonly<Record<Share, number>> {
  readonly members: number;
  /** Communities with a secretary or a director, and those of them where one person is both. */
  readonly led: number;
  readonly one_shoulder: readonly string[];
  readonly two_shoulders: readonly string[];
  /** Members who are neither secretary nor director, and those of them in both bodies. */
  readonly plain: number;
  readonly across: number;
  readonly mean_age: number | null;
}

/** Counts over members in office; ages are completed years, their mean has one decimal (ELE-08). */
export function structureOf(members: readonly Member[], on: Day, rules: StructureRules): Structure {
  const led = [...new Set(members.filter((one) => isSecretary(one) || isDirector(one)).map((one) => one.community))];
  const joined = led.filter((community) => members.some((one) => one.community === community && onOneShoulder(one)));
  const ages = members.map((one) => ageOn(one.born_on, on));
  const number = (holds: (one: Member) => boolean): number => members.filter(holds).length;
  return {
    members: members.length,
    led: led.length,
    one_shoulder: joined,
    two_shoulders: led.filter((community) => !joined.includes(community)),
    plain: number((one) => !isSecretary(one) && !isDirector(one)),
    across: number(holdsAcross),
    mean_age: ages.length === 0 ? null : Math.round((ages.reduce((sum, age) => sum + age, 0) / ages.length) * 10) / 10,
    young: ages.filter((age) => age < rules.youngBelow).length,
    college: number((one) => rules.college.has(one.education)),
    minority: number((one) => rules.minorities.has(one.ethnic_group)),
    women: number((one) => rules.women.has(one.sex)),
  };
}

/** The last day of the term before the one that is in office on a day: the day before the first of its members began. Undefined when nothing older is known. */
export function endOfTermBefore(postings: readonly Posting[], on: Day): Day | undefined {
  const term = Math.max(...inOffice(postings, on).map((one) => one.term));
  const began = postings
    .filter((one) => one.term === term)
    .map((one) => one.since)
    .sort()[0];
  const before = began === undefined ? undefined : addDays(began, -1);
  return before !== undefined && inOffice(postings, before).length > 0 ? before : undefined;
}

export interface StructureFacts {
  readonly on: Day;
  readonly places: readonly ListedPlace[];
  readonly postings: readonly Posting[];
  readonly rules: StructureRules;
}

const columns = ['members', 'one_shoulder', 'led', 'across', 'mean_age', ...shares] as const;

/** The structure place by place, each beside the term before, for any day there are rows of (ELE-07, ELE-08). */
export function structure({ on, places, postings, rules }: StructureFacts): Panel {
  const names = new Map(places.map((place) => [place.code, place.name]));
  return {
    on,
    columns: columns.flatMap((name) => {
      const title = text(`panels.structure.columns.${name}`, { young: rules.youngBelow });
      return [{ name, title }, ...(isShare(name) ? [{ name: `${name}_share`, title: text('panels.structure.share_of', { title }) }] : [])];
    }),
    rows: places.map((place) => placeRow(place, postings.filter(within(place)), on, rules, names)),
    why: [text('panels.basis', { on: sayDay(on) }), text('panels.structure.rule', { young: rules.youngBelow })],
  };
}

const isShare = (name: string): name is Share => (shares as readonly string[]).includes(name);

function within({ code, level }: ListedPlace): (one: Posting) => boolean {
  return (one) => level !== 'grid' && one[level] === code;
}

function placeRow(
  place: ListedPlace,
  postings: readonly Posting[],
  on: Day,
  rules: StructureRules,
  names: ReadonlyMap<string, string>,
): PanelRow {
  const now = structureOf(inOffice(postings, on), on, rules);
  const end = now.members === 0 ? undefined : endOfTermBefore(postings, on);
  const before = end === undefined ? undefined : structureOf(inOffice(postings, end), end, rules);
  return {
    key: place.code,
    name: place.name,
    values: {
      members: now.members,
      one_shoulder: now.one_shoulder.length,
      led: now.led,
      across: now.across,
      mean_age: now.mean_age,
      ...Object.fromEntries(
        shares.flatMap((name) => [
          [name, now[name]],
          [`${name}_share`, share(now[name], now.members)],
        ]),
      ),
    },
    met: now.led === 0 ? null : now.two_shoulders.length === 0,
    why: [
      text('panels.structure.shoulder', {
        led: now.led,
        joined: now.one_shoulder.length,
        share: sayShare(now.one_shoulder.length, now.led),
      }),
      ...(now.two_shoulders.length > 0
        ? [text('panels.structure.apart', { named: sayNames(now.two_shoulders.map((code) => names.get(code) ?? code)) })]
        : []),
      text('panels.structure.across', { plain: now.plain, across: now.across, share: sayShare(now.across, now.plain) }),
      ...(before && end ? compared(now, before, end, rules) : [text('panels.structure.no_term_before')]),
    ],
  };
}

/** Each figure beside what it was when the term before ended. */
function compared(now: Structure, before: Structure, end: Day, rules: StructureRules): string[] {
  return [
    text('panels.structure.before', {
      end: sayDay(end),
      before_members: before.members,
      before_age: before.mean_age ?? '',
      members: now.members,
      age: now.mean_age ?? '',
    }),
    ...shares.map((name) =>
      text('panels.structure.moved', {
        title: text(`panels.structure.columns.${name}`, { young: rules.youngBelow }),
        count: now[name],
        share: sayShare(now[name], now.members),
        before: before[name],
        before_share: sayShare(before[name], before.members),
      }),
    ),
  ];
}
