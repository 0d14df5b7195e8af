import type { Day } from '../../kernel/kernel.ts';
import type { PackLibrary } from './library.ts';

/** What the registers take for possible; the numbers are parameters of the general pack. */
export interface RegisterBounds {
  /** Nothing that is there was built, counted or begun after it. */
  readonly today: Day;
  /** No day of the registers lies before it. */
  readonly earliest: Day;
  /** Square metres of one kind of rooms in one facility. */
  readonly area: number;
  /** Households or residents of one community. */
  readonly community: number;
  /** Residents to a household, above which a number wants a reason. */
  readonly household: number;
}

/** The bounds in force on a day. */
export function registerBounds(library: PackLibrary, today: Day): RegisterBounds {
  const value = (name: string): number => Number(library.parameter([library.packOf('base')], name, today).value);
  return {
    today,
    earliest: `${value('registers.earliest_year')}-01-01`,
    area: value('facility.area_most'),
    community: value('population.community_most'),
    household: value('population.household_usual'),
  };
}

/** For what was checked elsewhere: the packs of a demonstration. */
export const unbounded: RegisterBounds = {
  today: '9999-12-31',
  earliest: '0001-01-01',
  area: 99_999_999,
  community: 10_000_000,
  household: 10_000_000,
};
