import { useQuery } from '@tanstack/react-query';
import { Link, link } from '../route/router.tsx';
import { count, day, minute } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import type { Change, Entry, EntryRead, RegisterView } from './registers.client.ts';
import { listEntries, useRegisters } from './registers.client.ts';

/** Entries of other registers that name this one. */
export function Related({ register, entry }: { register: RegisterView; entry: Entry }) {
  const all = useRegisters().data?.registers ?? [];
  const naming = all.flatMap((one) =>
    one.fields.filter((field) => field.kind === 'entry' && field.of === register.register).map((field) => ({ one, field })),
  );
  return (
    <>
      {naming.map(({ one, field }) => (
        <Naming key={`${one.register} ${field.name}`} register={one} field={field.name} id={entry.id} />
      ))}
    </>
  );
}

const MOST = 8;

/** The entries of a register that name another one in a field. */
export function Naming({ register, field, id }: { register: RegisterView; field: string; id: string }) {
  const answer = useQuery({
    queryKey: ['entries', register.register, field, id],
    queryFn: () => listEntries(register.register, { [field]: id, limit: MOST, count: true }),
  });
  const entries = answer.data?.entries ?? [];
  if (entries.length === 0) return null;
  return (
    <section>
      <h2 className="minor">{words('registers.related', { title: register.title, count: count(answer.data?.count as never) })}</h2>
      <ul className="plain-list">
        {entries.map((one) => (
          <li key={one.id}>
            <Link to={link('entry', { register: register.register, county: one.county, id: one.id })}>{one.title}</Link>{' '}
            <span className="quiet small">{one.place_name}</span>
          </li>
        ))}
      </ul>
      {answer.data?.next && (
        <Link to={link('register', { register: register.register }, { [field]: id })}>{words('registers.allRelated')}</Link>
      )}
    </section>
  );
}

export function Stays({ stays }: { stays: EntryRead['stays'] }) {
  if (stays.length === 0) return null;
  return (
    <section>
      <h2 className="minor">{words('registers.stays')}</h2>
      <ul className="plain-list">
        {stays.map((stay) => (
          <li key={stay.to}>
            {words('registers.stay', { name: stay.name, from: stay.from ? day(stay.from) : words('registers.since'), to: day(stay.to) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What happened to an entry, newest first. */
export function History({ history }: { history: readonly Change[] }) {
  return (
    <section>
      <h2 className="minor">{words('registers.history')}</h2>
      <ol className="timeline">
        {[...history].reverse().map((change) => (
          <li key={`${change.at} ${change.what}`}>
            <p>
              {wordsOr(`registers.what.${change.what}`, change.what)} <span className="quiet">{change.basis}</span>
            </p>
            <p className="quiet small">
              {minute(change.at)} {change.actor}
            </p>
            {change.what !== 'entered' && change.changes.length > 0 && (
              <ul className="small soft">
                {change.changes.map(({ field, before, after }) => (
                  <li key={field}>
                    {words('registers.changed', { field, before: before || words('none'), after: after || words('none') })}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Who looked behind the mask. */
export function Looks({ register, looks }: { register: RegisterView; looks: EntryRead['looks'] }) {
  if (looks.length === 0) return null;
  const titles = new Map(register.fields.map((field) => [field.name, field.title]));
  return (
    <section>
      <h2 className="minor">{words('registers.looks')}</h2>
      <ul className="plain-list small">
        {looks.map((look) => (
          <li key={look.at}>
            {words('registers.look', {
              at: minute(look.at),
              who: look.who,
              fields: look.fields.map((name) => titles.get(name) ?? name).join(words('registers.comma')),
              reason: look.reason,
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
