import type { Day } from '../../kernel/kernel.ts';
import { sayDay } from '../../kernel/kernel.ts';
import type { ServedArea } from '../facilities/served-area.store.ts';
import { text } from '../packs/packs.ts';
import type { CountedPeople } from '../populations/population-on.store.ts';
import type { ListedPlace } from '../regions/regions.ts';
import type { Panel, PanelRow } from '../register/panel.ts';
import { sayNames, sayShare } from '../register/panel.ts';
import type { Tally } from '../register/tally.store.ts';
import type { Choice } from '../register/words.ts';
import type { CommunityProfile } from './community-profile.register.ts';

/** How many households an urban community should have. */
export interface HouseholdBand {
  readonly least: number;
  readonly most: number;
}

export interface LayoutFacts {
  readonly on: Day;
  /** Urban communities. */
  readonly places: readonly ListedPlace[];
  readonly people: readonly CountedPeople[];
  readonly profiles: readonly CommunityProfile[];
  readonly areas: readonly ServedArea[];
  readonly points: readonly Tally[];
  readonly workers: readonly Tally[];
  readonly reviews: readonly Choice[];
}

const COLUMNS = ['households', 'residents', 'area_km2', 'facilities', 'facility_area', 'points', 'workers', 'review'] as const;

/** Urban communities against the band of households, those outside it first, with what a review of their layout looks at (ORG-03). */
export function layout(facts: LayoutFacts, band: HouseholdBand): Panel {
  const rows = facts.places.map((place) => layoutRow(facts, place, band));
  const outside = rows.filter((row) => row.met === false);
  const unknown = rows.filter((row) => row.met === null);
  const order = [...outside, ...unknown, ...rows.filter((row) => row.met === true)];
  const counted = rows.length - unknown.length;
  return {
    on: facts.on,
    columns: COLUMNS.map((name) => ({ name, title: text(`panels.layout.columns.${name}`) })),
    rows: order,
    why: [
      text('panels.basis', { on: sayDay(facts.on) }),
      text('panels.layout.rule', { ...band }),
      text('panels.layout.met', { counted, met: counted - outside.length, share: sayShare(counted - outside.length, counted) }),
      ...(outside.length > 0 ? [text('panels.layout.outside', { named: sayNames(outside.map((row) => row.name)) })] : []),
      ...(unknown.length > 0 ? [text('panels.layout.unknown', { named: sayNames(unknown.map((row) => row.name)) })] : []),
    ],
  };
}

function layoutRow(facts: LayoutFacts, { code, name }: ListedPlace, band: HouseholdBand): PanelRow {
  const people = facts.people.find((one) => one.community === code);
  const profile = facts.profiles.find((one) => one.community === code);
  const served = facts.areas.find((one) => one.community === code);
  const counted = (tallies: readonly Tally[]): number =>
    tallies.filter((one) => one.place === code).reduce((sum, one) => sum + one.count, 0);
  const review = facts.reviews.find((one) => one.code === profile?.review)?.name ?? '';
  return {
    key: code,
    name,
    values: {
      households: people?.households ?? null,
      residents: people?.residents ?? null,
      area_km2: profile?.area_km2 ?? null,
      facilities: served?.facilities ?? 0,
      facility_area: served?.area ?? 0,
      points: counted(facts.points),
      workers: counted(facts.workers),
      review,
    },
    met: people === undefined ? null : people.households >= band.least && people.households <= band.most,
    why: [
      ...(people === undefined ? [text('panels.layout.no_people')] : [sizeSaid(people, band)]),
      ...(review === ''
        ? []
        : [text('panels.layout.reviewed', { on: sayDay(profile!.reviewed_on!), review, opinion: profile!.review_opinion })]),
    ],
  };
}

function sizeSaid({ households, as_of }: CountedPeople, { least, most }: HouseholdBand): string {
  const on = sayDay(as_of);
  if (households < least) return text('panels.layout.small', { on, households, missing: least - households });
  if (households > most) return text('panels.layout.large', { on, households, beyond: households - most });
  return text('panels.layout.fine', { on, households });
}
