import { Button } from 'antd';
import { useState } from 'react';
import { Sheet } from '../kit/page.tsx';
import { usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';
import { Transfer } from '../transfers/transfer.tsx';
import { RegisterPerson } from './register.tsx';
import { PeopleSearch } from './search.tsx';

interface AdmitProps {
  readonly onChoose: (person: { county: string; id: string }) => void;
  readonly choose: string;
}

/** What to do about somebody who was not found. */
interface Admission {
  readonly way: 'register' | 'transfer';
  readonly typed: string;
  readonly begun?: { readonly name?: string; readonly idNumber?: string };
}

/** Finds a resident; who is not in this register is registered, or taken over from where the record stands. */
export function FindOrAdmit({ onChoose, choose }: AdmitProps) {
  const writes = usePower('person.write');
  const [admission, setAdmission] = useState<Admission>();
  const back = () => setAdmission(undefined);
  if (admission?.way === 'transfer') {
    return (
      <Sheet title={words('transfers.begin')}>
        <Transfer begun={admission.begun ?? begunWith(admission.typed)} onDone={onChoose} cancel={back} />
      </Sheet>
    );
  }
  if (admission) {
    const elsewhere = (begun: { name?: string; idNumber?: string }) => setAdmission({ way: 'transfer', typed: admission.typed, begun });
    return (
      <Sheet title={words('people.registerNew')}>
        <RegisterPerson typed={admission.typed} onDone={onChoose} onElsewhere={elsewhere} cancel={back} />
      </Sheet>
    );
  }
  const ways = (typed: string) => (
    <span className="row">
      <Button onClick={() => setAdmission({ way: 'register', typed })}>{words('people.registerNew')}</Button>
      <Button onClick={() => setAdmission({ way: 'transfer', typed })}>{words('transfers.begin')}</Button>
    </span>
  );
  return (
    <div className="sheet">
      <PeopleSearch choose={choose} onChoose={onChoose} otherwise={writes ? ways : undefined} />
    </div>
  );
}

function begunWith(typed: string): { name?: string; idNumber?: string } {
  const figures = typed.normalize('NFKC').replace(/[^\dxX]/g, '').length;
  return figures === 0 ? { name: typed } : figures > 13 ? { idNumber: typed } : {};
}
