import type { Day } from '../../kernel/kernel.ts';
import type { Successor } from './change.ts';

/** How counts look by the boundaries of another day. The sum over everything equals the sum that was asked about. */
export interface MappedCounts {
  /** Code on the other day → count. */
  readonly counts: ReadonlyMap<string, number>;
  /** Counts that no recorded share lets us divide; they are told, never guessed. */
  readonly ambiguous: readonly { readonly from: string; readonly among: readonly string[]; readonly amount: number }[];
  /** Counts of regions that ended without a successor. */
  readonly ended: readonly { readonly from: string; readonly amount: number }[];
}

/** Code → part of the whole, or undefined where no share was recorded. */
type Parts = Map<string, number | undefined>;

/**
 * Follows the regions along their successors. `successors` are those that took effect after the earlier and not after the later of
 * the two days, in order of effect; `living` are the codes that exist on the day asked for. Backwards, a merged region is ambiguous and a split one adds up.
 */
export function mapAlong(
  counts: ReadonlyMap<string, number>,
  successors: readonly Successor[],
  living: ReadonlySet<string>,
  direction: 'forward' | 'backward',
): MappedCounts {
  const steps = stepsOf(successors, direction);
  const result = new Map<string, number>();
  const ambiguous: { from: string; among: string[]; amount: number }[] = [];
  const ended: { from: string; amount: number }[] = [];
  for (const [code, amount] of counts) {
    const parts = follow(code, steps, living);
    const places = [...parts.keys()];
    if (places.length === 0) ended.push({ from: code, amount });
    else if (places.length === 1) add(result, places[0]!, amount);
    else if ([...parts.values()].includes(undefined)) ambiguous.push({ from: code, among: places.sort(), amount });
    else for (const [place, part] of divide(amount, parts as Map<string, number>)) add(result, place, part);
  }
  return { counts: result, ambiguous, ended };
}

/** Where a region's people belong on the other day, as codes. */
export function placesAlong(
  code: string,
  successors: readonly Successor[],
  living: ReadonlySet<string>,
  direction: 'forward' | 'backward',
): string[] {
  return [...follow(code, stepsOf(successors, direction), living).keys()].sort();
}

/** One change as a map from a code to the parts it becomes. */
type Step = Map<string, Parts>;

function stepsOf(successors: readonly Successor[], direction: 'forward' | 'backward'): Step[] {
  const steps = new Map<string, Step>();
  for (const one of successors) {
    const step = steps.get(one.change) ?? new Map<string, Parts>();
    steps.set(one.change, step);
    const [from, to, share] = direction === 'forward' ? [one.from, one.to, one.share ?? undefined] : [one.to, one.from, undefined];
    step.set(from, (step.get(from) ?? new Map()).set(to, share));
  }
  return direction === 'forward' ? [...steps.values()] : [...steps.values()].reverse();
}

function follow(code: string, steps: readonly Step[], living: ReadonlySet<string>): Parts {
  let parts: Parts = new Map([[code, 1]]);
  for (const step of steps) parts = advance(parts, step);
  return new Map([...parts].filter(([place]) => living.has(place)));
}

function advance(parts: Parts, step: Step): Parts {
  const next: Parts = new Map();
  for (const [place, part] of parts) {
    const becomes = step.get(place) ?? new Map([[place, 1]]);
    for (const [to, share] of becomes) {
      const whole = becomes.size === 1 ? 1 : share;
      const piece = part === undefined || whole === undefined ? undefined : part * whole;
      next.set(to, next.has(to) ? sum(next.get(to), piece) : piece);
    }
  }
  return next;
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function add(into: Map<string, number>, code: string, amount: number): void {
  into.set(code, (into.get(code) ?? 0) + amount);
}

/** Divides a count by shares so that whole numbers stay whole and the sum stays the same. */
function divide(amount: number, parts: ReadonlyMap<string, number>): [string, number][] {
  const whole = Number.isInteger(amount);
  const total = [...parts.values()].reduce((a, b) => a + b, 0);
  let given = 0;
  let reached = 0;
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, part], index, all) => {
      reached += part / total;
      const upTo = index === all.length - 1 ? amount : whole ? Math.round(amount * reached) : amount * reached;
      const piece = upTo - given;
      given = upTo;
      return [code, piece];
    });
}

/** The two days in order, and which way the counts travel. */
export function travel(from: Day, to: Day): { after: Day; until: Day; direction: 'forward' | 'backward' } {
  return from <= to ? { after: from, until: to, direction: 'forward' } : { after: to, until: from, direction: 'backward' };
}
