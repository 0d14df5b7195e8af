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
  const { accept } = useSession();
  const { message } = App.useApp();
  return (login) =>
    void signIn({ login, password: words('session.characterPassword') }).then(
      (session) => {
        go(link('inbox'));
        accept(session);
      },
      (error: unknown) => void message.error(said(error).sentence),
    );
}
