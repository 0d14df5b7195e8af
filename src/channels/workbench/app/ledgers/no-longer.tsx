import { useQuery } from '@tanstack/react-query';
import { Await } from '../kit/problem.tsx';
import { EditEntry } from '../registers/entry-form.tsx';
import { readEntry, useRegisters } from '../registers/registers.client.ts';
import { Link, link } from '../route/router.tsx';
import { words } from '../text/words.ts';
import type { SheetRow } from './ledgers.client.ts';

interface NoLongerProps {
  readonly row: SheetRow;
  readonly field: string;
  readonly onDone: () => void;
  readonly cancel: () => void;
}

/** A known cell that is no longer so is mended in the register that keeps it; the sheet follows. */
export function NoLonger({ row, field, onDone, cancel }: NoLongerProps) {
  const source = row.sources[field];
  const registers = useRegisters();
  const register = registers.data?.registers.find((one) => one.register === source?.register);
  if (!source || source.register === 'person')
    return (
      <div className="stack">
        <p>{words('ledgers.mendPerson')}</p>
        <p>
          <Link to={link('person', { county: row.county, id: source?.entry ?? row.subject })}>{words('ledgers.toPerson')}</Link>
        </p>
      </div>
    );
  if (!register || !source.entry)
    return (
      <div className="stack">
        <p>{words('ledgers.mendRegister', { title: source.title })}</p>
        {register && (
          <p>
            <Link to={link('register', { register: source.register })}>{source.title}</Link>
          </p>
        )}
      </div>
    );
  return <MendEntry register={register} county={row.county} id={source.entry} onDone={onDone} cancel={cancel} />;
}

function MendEntry({
  register,
  county,
  id,
  onDone,
  cancel,
}: {
  register: Parameters<typeof EditEntry>[0]['register'];
  county: string;
  id: string;
  onDone: () => void;
  cancel: () => void;
}) {
  const answer = useQuery({ queryKey: ['entry', register.register, id], queryFn: () => readEntry(register.register, { county, id }) });
  return (
    <div className="stack">
      <p className="soft">{words('ledgers.mendHere', { title: register.title })}</p>
      <Await answer={answer}>{({ entry }) => <EditEntry register={register} entry={entry} onDone={onDone} cancel={cancel} />}</Await>
    </div>
  );
}
