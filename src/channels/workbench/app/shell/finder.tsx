import { useState } from 'react';
import { go, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';

/** Finds a case from anywhere by number, name, id number or phone; the answer is a list that can be kept as a view. */
export function CaseFinder() {
  const [typed, setTyped] = useState('');
  const reads = usePower('case.read');
  if (!reads) return <span className="finder" />;
  return (
    <form
      className="finder"
      role="search"
      aria-label={words('shell.find')}
      onSubmit={(event) => {
        event.preventDefault();
        go(link('inbox', {}, { view: 'all', query: typed.trim() }));
      }}
    >
      <input
        id="finder"
        className="control"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder={words('shell.find')}
        aria-label={words('shell.find')}
        autoComplete="off"
      />
    </form>
  );
}
