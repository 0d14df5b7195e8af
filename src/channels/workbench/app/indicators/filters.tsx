import { go, link, useRoute } from '../route/router.tsx';
import { words, wordsOr } from '../text/words.ts';
import type { Choice } from './choice.ts';
import { choicesOf, lights } from './choice.ts';
import type { Asked, PlanFigure } from './plan.client.ts';

const names = ['light', 'strength', 'chapter', 'order'] as const;

/** What the address says about which figures are looked at. */
export function useChoice(): Choice {
  const { query } = useRoute();
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? undefined]));
}

interface FiltersProps {
  readonly figures: readonly PlanFigure[];
  readonly asked: Asked;
  readonly choice: Choice;
}

/** By light, by strength of wording, by chapter; in the plan's order or by gap. */
export function Filters({ figures, asked, choice }: FiltersProps) {
  const { strengths, chapters } = choicesOf(figures);
  const show = (more: Choice) => go(link('plan', {}, { ...asked, ...choice, ...more }));
  const select = (name: (typeof names)[number], options: readonly (readonly [string, string])[]) => (
    <select
      className="control"
      aria-label={words(`plan.by.${name}`)}
      value={choice[name] ?? ''}
      onChange={(event) => show({ [name]: event.target.value || undefined })}
    >
      <option value="">{words(`plan.any.${name}`)}</option>
      {options.map(([value, title]) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </select>
  );
  return (
    <div className="filters no-print" role="search" aria-label={words('plan.filters')}>
      {select(
        'light',
        lights
          .filter((light) => figures.some((one) => one.state === light) || choice.light === light)
          .map((light) => [light, words(`plan.state.${light}`)]),
      )}
      {select(
        'strength',
        strengths.map((strength) => [strength, wordsOr(`plan.strength.${strength}`, strength)]),
      )}
      {select(
        'chapter',
        chapters.map((chapter) => [chapter, chapter]),
      )}
      {select('order', [['gap', words('plan.byGap')]])}
    </div>
  );
}
