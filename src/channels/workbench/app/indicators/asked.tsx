import { RegionPicker } from '../regions/picker.tsx';
import type { PageName } from '../route/pages.ts';
import { go, link, useRoute } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Asked } from './plan.client.ts';

/** Where, when and by which boundaries, as the address says. */
export function useAsked(): Asked {
  const hat = useHat();
  const { query } = useRoute();
  return {
    region: query.get('region') ?? hat.region,
    day: query.get('day') ?? isoDay(),
    boundaries: query.get('boundaries') ?? 'then',
    plan: query.get('plan') ?? undefined,
  };
}

interface AskedBarProps {
  readonly page: PageName;
  readonly parameters?: Record<string, string>;
  readonly asked: Asked;
  /** What else the address says and goes on saying. */
  readonly kept?: Record<string, string | undefined>;
}

/** The questions above a plan: place, day, boundaries. */
export function AskedBar({ page, parameters = {}, asked, kept = {} }: AskedBarProps) {
  const show = (more: Partial<Asked>) => go(link(page, parameters, { ...asked, ...kept, ...more }));
  return (
    <div className="plan-bar no-print">
      <div className="field wide">
        <label htmlFor="asked-region">{words('plan.region')}</label>
        <RegionPicker id="asked-region" value={asked.region} onChange={(region) => region && show({ region })} />
      </div>
      <div className="field">
        <label htmlFor="asked-day">{words('plan.asOf')}</label>
        <input
          id="asked-day"
          className="control"
          type="date"
          max={isoDay()}
          value={asked.day}
          onChange={(event) => event.target.value && show({ day: event.target.value })}
        />
      </div>
      <fieldset className="field">
        <legend>{words('plan.byBoundaries')}</legend>
        <div className="options across">
          {(['then', 'now'] as const).map((mode) => (
            <label key={mode} className="option">
              <input type="radio" name="boundaries" checked={asked.boundaries === mode} onChange={() => show({ boundaries: mode })} />
              <span>{words(`plan.mode.${mode}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
