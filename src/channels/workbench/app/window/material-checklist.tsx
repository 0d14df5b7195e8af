import { Button } from 'antd';
import { useRef, useState } from 'react';
import { upload } from '../cases/case.client.ts';
import type { Material } from '../items/items.client.ts';
import { said } from '../kit/problem.tsx';
import type { Person } from '../people/people.client.ts';
import { size } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';

/** A material as handed over: a file, or an original the clerk looked at and gave back. */
export interface Handed {
  readonly material: string;
  readonly id?: string;
  readonly filename?: string;
  readonly size?: number;
  readonly seen?: boolean;
}

interface ChecklistProps {
  readonly materials: readonly Material[];
  readonly person: Person;
  readonly handed: readonly Handed[];
  readonly onHanded: (handed: readonly Handed[]) => void;
}

export function MaterialChecklist({ materials, person, handed, onHanded }: ChecklistProps) {
  return (
    <ul>
      {materials.map((material) => (
        <Line
          key={material.id}
          material={material}
          person={person}
          handed={handed.filter((each) => each.material === material.id)}
          onAdd={(one) => onHanded([...handed, one])}
          onDrop={(one) => onHanded(handed.filter((each) => each !== one))}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly material: Material;
  readonly person: Person;
  readonly handed: readonly Handed[];
  readonly onAdd: (handed: Handed) => void;
  readonly onDrop: (handed: Handed) => void;
}

function Line({ material, person, handed, onAdd, onDrop }: LineProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const seen = handed.find((each) => each.seen);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem(undefined);
    await upload({ county: person.county, applicant: person.id, material: material.id, file }).then(
      (stored) => onAdd({ material: material.id, ...stored }),
      setProblem,
    );
    setBusy(false);
  };
  return (
    <li className="check">
      <div>
        <strong>{material.title}</strong>{' '}
        <span className="mark-tag plain">
          {words(material.required === true || material.required === 'true' ? 'window.needed' : 'window.ifAny')}
        </span>
        <p className="quiet small">
          {[material.source && wordsOr(`materialFrom.${material.source}`, material.source), material.note].filter(Boolean).join(' · ')}
        </p>
        {handed
          .filter((each) => each.id)
          .map((each) => (
            <p key={each.id} className="small">
              {each.filename} · {size(each.size ?? 0)}{' '}
              <Button type="link" size="small" onClick={() => onDrop(each)}>
                {words('window.drop')}
              </Button>
            </p>
          ))}
        {problem !== undefined && (
          <p className="small alarm" role="alert">
            {said(problem).sentence} {said(problem).next}
          </p>
        )}
      </div>
      <div className="row">
        <label className="option">
          <input
            type="checkbox"
            checked={Boolean(seen)}
            onChange={(event) => (event.target.checked ? onAdd({ material: material.id, seen: true }) : seen && onDrop(seen))}
          />
          <span>{words('window.seen')}</span>
        </label>
        <input
          ref={picker}
          type="file"
          hidden
          accept="image/*,application/pdf"
          aria-label={words('window.upload', { title: material.title })}
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button size="small" loading={busy} onClick={() => picker.current?.click()}>
          {words('window.pickFile')}
        </Button>
      </div>
    </li>
  );
}
