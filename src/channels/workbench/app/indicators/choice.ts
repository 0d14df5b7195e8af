import type { FigureState, PlanFigure } from './plan.client.ts';

/** Which figures of a plan are looked at, and in which order. */
export interface Choice {
  readonly light?: string | undefined;
  readonly strength?: string | undefined;
  readonly chapter?: string | undefined;
  readonly order?: string | undefined;
}

export const lights: readonly FigureState[] = ['met', 'unmet', 'undecided', 'no-data', 'not-applicable', 'measured'];

const places: Record<FigureState, number> = { unmet: 0, undecided: 1, 'no-data': 2, measured: 3, met: 4, 'not-applicable': 5 };

/** The figures chosen. By gap: what falls short most, measured against its own target, comes first; what cannot be judged follows. */
export function choose(figures: readonly PlanFigure[], { light, strength, chapter, order }: Choice): PlanFigure[] {
  const kept = figures.filter(
    (one) =>
      (!light || one.state === light) &&
      (!strength || one.promise.strength === strength) &&
      (!chapter || one.promise.source.section === chapter),
  );
  if (order !== 'gap') return kept;
  return kept
    .map((one, at) => ({ one, at }))
    .sort((a, b) => places[a.one.state] - places[b.one.state] || share(a.one) - share(b.one) || a.at - b.at)
    .map(({ one }) => one);
}

/** The gap as a share of the target, so that square metres and percent can stand in one order. */
function share({ gap, target }: PlanFigure): number {
  return gap === null ? 0 : gap / (Math.abs(target ?? 0) || 1);
}

/** What can be chosen from, in the plan's order. */
export function choicesOf(figures: readonly PlanFigure[]): { readonly strengths: string[]; readonly chapters: string[] } {
  const chapters = figures.flatMap((one) => one.promise.source.section ?? []);
  return { strengths: [...new Set(figures.map((one) => one.promise.strength))], chapters: [...new Set(chapters)] };
}
