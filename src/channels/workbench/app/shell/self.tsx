import { Button } from 'antd';
import { go, link } from '../route/router.tsx';
import { characters, useCharacter } from '../session/characters.tsx';
import { HatList, hatPlace } from '../session/doors.tsx';
import { signOut } from '../session/session.client.ts';
import { useHat, useSession } from '../session/session.tsx';
import { words } from '../text/words.ts';

/** Who works here now and as what; opens everything that concerns oneself. */
export function SelfButton({ onOpen }: { onOpen: () => void }) {
  const hat = useHat();
  const { session } = useSession();
  const name = session?.account?.name ?? '';
  return (
    <button type="button" className="hat" aria-haspopup="dialog" aria-label={`${name} ${hat.roleTitle} ${hatPlace(hat)}`} onClick={onOpen}>
      <span className="avatar" aria-hidden="true">
        {Array.from(name).slice(-1)}
      </span>
      <span className="who">
        {name}
        <small>
          {hat.roleTitle} · {hatPlace(hat)}
          {hat.delegation ? ` · ${words('session.delegated', { name: hat.delegation.from })}` : ''}
        </small>
      </span>
    </button>
  );
}

/** One's hats, settings and the way out; in the demonstration also who else one could be. */
export function SelfMenu({ onDone }: { onDone: () => void }) {
  const { session, refresh } = useSession();
  const hats = session?.hats ?? [];
  return (
    <div className="stack">
      {hats.length > 1 && (
        <section className="stack tight" aria-labelledby="self-hats">
          <h2 id="self-hats">{words('shell.changeHat')}</h2>
          <HatList
            hats={hats}
            worn={session?.hat}
            onWorn={() => {
              onDone();
              go(link('inbox'));
            }}
          />
        </section>
      )}
      <div className="row">
        <Button
          onClick={() => {
            onDone();
            go(link('settings'));
          }}
        >
          {words('settings.title')}
        </Button>
        <Button onClick={() => void signOut().finally(refresh)}>{words('session.signOut')}</Button>
      </div>
      {session?.demonstration && <Become onDone={onDone} />}
    </div>
  );
}

function Become({ onDone }: { onDone: () => void }) {
  const become = useCharacter();
  return (
    <section className="stack tight" aria-labelledby="self-become">
      <h2 id="self-become">{words('session.become')}</h2>
      <ul className="row">
        {characters().map(([login, name]) => (
          <li key={login}>
            <Button
              size="small"
              onClick={() => {
                onDone();
                become(login);
              }}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
