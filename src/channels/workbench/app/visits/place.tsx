import { Button } from 'antd';
import { useState } from 'react';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Draft } from './draft.ts';

/** Where the visit was, as far as the device tells and only when asked; how exact it is is kept with it. */
export function PlaceOfVisit({ draft, change }: { draft: Draft; change: (more: Partial<Draft>) => void }) {
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const { location } = draft;
  const ask = () => {
    if (!('geolocation' in navigator)) return setState('failed');
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        change({ location: { longitude, latitude, accuracy } });
        setState('idle');
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <div className="field" aria-live="polite">
      <div className="row">
        <Button onClick={ask} loading={state === 'asking'}>
          {words(location ? 'visits.placeAgain' : 'visits.place')}
        </Button>
        {location && <span className="soft small">{words('visits.placed', { accuracy: figure(Math.round(location.accuracy)) })}</span>}
      </div>
      {state === 'failed' && <p className="hint">{words('visits.placeFailed')}</p>}
    </div>
  );
}
