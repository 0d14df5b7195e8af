import { App } from 'antd';
import { said } from '../kit/problem.tsx';
import { go, link } from '../route/router.tsx';
import { namesUnder, words } from '../text/words.ts';
import { signIn } from './session.client.ts';
import { useSession } from './session.tsx';

/** The invented people of the county's staff, by login. */
export const characters = (): readonly (readonly [login: string, name: string])[] =>
  namesUnder('session.character').map((login) => [login, words(`session.character.${login}`)] as const);

/** One click and one is somebody else; only where the demonstration lives, whose password stands in the catalogue for everybody to read. */
export function useCharacter(): (login: string) => void {
  const { accept, session: before } = useSession();
  const { message } = App.useApp();
  // Who only arrives goes where the address says; who becomes another begins where that one begins.
  const changes = Boolean(before?.account);
  return (login) =>
    void signIn({ login, password: words('session.characterPassword') }).then(
      (session) => {
        if (changes) go(link('inbox'));
        accept(session);
      },
      (error: unknown) => void message.error(said(error).sentence),
    );
}

/** Only in the demonstration: somebody to try the workbench as. */
export function Characters() {
  const become = useCharacter();
  return (
    <div className="stack tight">
      <p className="quiet small">{words('session.characters')}</p>
      <ul className="characters">
        {characters().map(([login, name]) => (
          <li key={login}>
            <button type="button" onClick={() => become(login)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
