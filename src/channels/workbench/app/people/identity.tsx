import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { said } from '../kit/problem.tsx';
import { words } from '../text/words.ts';
import type { Person } from './people.client.ts';
import { cardSeen } from './people.client.ts';
import type { Identity } from './verified.ts';

/** A mark beside a name: nobody has seen this person's card yet. */
export function IdentityMark({ identity }: { identity: Identity | undefined }) {
  if (!identity || identity === 'verified') return null;
  return <span className="mark-tag amber">{words(`people.identity.${identity}`)}</span>;
}

/** The same in a sentence, where somebody decides. */
export function IdentityNote({ identity }: { identity: Identity | undefined }) {
  if (!identity || identity === 'verified') return null;
  return <p className="note amber off-below">{words(`people.identityNote.${identity}`)}</p>;
}

/** The window says that it has seen the card. */
export function CardSeen({ person }: { person: Person }) {
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const seen = () =>
    cardSeen(person).then(
      () => {
        void message.success(words('people.verifyDone'));
        void client.invalidateQueries({ queryKey: ['person', person.county, person.id] });
      },
      (error: unknown) => void message.error(said(error).sentence),
    );
  const ask = () =>
    void modal.confirm({
      title: words('people.verifyTitle'),
      content: words('people.verifyLead'),
      okText: words('people.verify'),
      cancelText: words('close'),
      onOk: seen,
      icon: null,
    });
  return <Button onClick={ask}>{words('people.verify')}</Button>;
}
