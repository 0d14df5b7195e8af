import { useState } from 'react';
import { said } from '../kit/problem.tsx';
import { words } from '../text/words.ts';
import type { Draft } from './draft.ts';
import type { DoorKey } from './visits.client.ts';
import { sendPhoto } from './visits.client.ts';

/** Photos taken at the door; each is sent as it is taken and goes with the visit. */
export function Photos({ door, draft, change }: { door: DoorKey; draft: Draft; change: (more: Partial<Draft>) => void }) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem('');
    await sendPhoto(door, file).then(
      ({ id, filename }) => change({ photos: [...draft.photos, { id, filename }] }),
      (error: unknown) => setProblem(Object.values(said(error)).join('')),
    );
    setBusy(false);
  };
  return (
    <div className="field">
      <label htmlFor="visit-photo">
        {words('visits.photo')}
        <span className="optional">{words('form.optional')}</span>
      </label>
      {problem && <p className="error">{problem}</p>}
      <input
        id="visit-photo"
        className="control"
        type="file"
        accept="image/jpeg,image/png"
        capture="environment"
        disabled={busy}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <ul className="plain-list" aria-live="polite">
        {draft.photos.map(({ id, filename }) => (
          <li key={id}>{words('visits.photoKept', { name: filename })}</li>
        ))}
      </ul>
    </div>
  );
}
