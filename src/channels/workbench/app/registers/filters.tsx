import { useEffect, useState } from 'react';
import { useCalm } from '../kit/combobox.tsx';
import { RegionPicker } from '../regions/picker.tsx';
import { words } from '../text/words.ts';
import type { ListQuery } from './query.ts';
import { narrow } from './query.ts';
import type { FieldView, RegisterView } from './registers.client.ts';

const ranged: ReadonlySet<string> = new Set(['day', 'count', 'number', 'amount']);

/** Search, place, state and every declared filter of a register. */
export function Filters({ register, query }: { register: RegisterView; query: ListQuery }) {
  const set = (wanted: ListQuery) => narrow(query, wanted);
  const fields = register.fields.filter((field) => field.filter && field.kind !== 'entry');
  const [more, setMore] = useState(false);
  const narrowed = Object.entries(query).some(([name, value]) => value && !['sort', 'descending', 'limit', 'columns'].includes(name));
  return (
    <div className="filters" role="search" aria-label={words('registers.filters')}>
      <Search key={register.register} value={query.q} onChange={(q) => set({ q })} />
      <div className="finder">
        <RegionPicker value={query.place} label={words('registers.place')} onChange={(place) => set({ place })} />
      </div>
      <button type="button" className="control more-button" aria-expanded={more} onClick={() => setMore(!more)}>
        {words('registers.more')}
      </button>
      <div className={more ? 'more-filters open' : 'more-filters'}>
        {register.lasts && (
          <select
            className="control"
            aria-label={words('registers.state')}
            value={query.state ?? 'lasting'}
            onChange={(event) => set({ state: event.target.value === 'lasting' ? undefined : event.target.value })}
          >
            {(['lasting', 'ended', 'all', 'withdrawn'] as const).map((state) => (
              <option key={state} value={state}>
                {words(`registers.listStates.${state}`)}
              </option>
            ))}
          </select>
        )}
        {fields.map((field) => (
          <Filter key={field.name} field={field} query={query} onChange={set} />
        ))}
      </div>
      {narrowed && (
        <button type="button" className="sort" onClick={() => set(Object.fromEntries(Object.keys(query).map((name) => [name, undefined])))}>
          {words('registers.clear')}
        </button>
      )}
    </div>
  );
}

function Search({ value, onChange }: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(value ?? '');
  const calm = useCalm(typed);
  useEffect(() => {
    if ((value ?? '') !== calm.trim()) onChange(calm.trim() || undefined);
  }, [calm]);
  return (
    <input
      className="control"
      type="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      placeholder={words('registers.search')}
      aria-label={words('registers.search')}
    />
  );
}

function Filter({ field, query, onChange }: { field: FieldView; query: ListQuery; onChange: (more: ListQuery) => void }) {
  if (ranged.has(field.kind)) {
    const type = field.kind === 'day' ? 'date' : 'number';
    return (
      <span className="row" role="group" aria-label={field.title}>
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            className="control"
            type={type}
            aria-label={words(`registers.${end}`, { field: field.title })}
            title={words(`registers.${end}`, { field: field.title })}
            value={query[`${field.name}_${end}`] ?? ''}
            onChange={(event) => onChange({ [`${field.name}_${end}`]: event.target.value || undefined })}
          />
        ))}
      </span>
    );
  }
  const options =
    field.kind === 'flag'
      ? [
          { value: 'yes', title: words('yes') },
          { value: 'no', title: words('no') },
        ]
      : (field.options ?? []);
  if (options.length === 0) return null;
  return (
    <select
      className="control"
      aria-label={field.title}
      value={query[field.name] ?? ''}
      onChange={(event) => onChange({ [field.name]: event.target.value || undefined })}
    >
      <option value="">{words('registers.every', { field: field.title })}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.title}
        </option>
      ))}
    </select>
  );
}
