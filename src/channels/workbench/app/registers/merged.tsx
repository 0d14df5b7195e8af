import { Button } from 'antd';
import { useState } from 'react';
import { Link, link } from '../route/router.tsx';
import { minute } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { ReasonForm } from './entry-form.tsx';
import type { Entry, EntryRead } from './registers.client.ts';
import { partEntry } from './registers.client.ts';

interface MergedProps {
  readonly register: string;
  readonly entry: Entry;
  readonly merged: NonNullable<EntryRead['merged']>;
  readonly onDone: () => void;
}

/** Where an entry went that was merged, and the way back while there is one. */
export function MergedNote({ register, entry, merged, onDone }: MergedProps) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="note amber">
      <p>
        {words('duplicates.into')} <Link to={link('entry', { register, county: merged.county, id: merged.id })}>{merged.title}</Link>
        {merged.until && <span className="soft small"> {words('duplicates.until', { at: minute(merged.until) })}</span>}
      </p>
      {merged.until && !asking && <Button onClick={() => setAsking(true)}>{words('duplicates.undo')}</Button>}
      {asking && (
        <ReasonForm
          submit={words('duplicates.undo')}
          send={(reason) => partEntry(register, entry, reason)}
          onDone={onDone}
          cancel={() => setAsking(false)}
        />
      )}
    </div>
  );
}
