import { useState } from 'react';
import type { Choice } from '../kit/combobox.tsx';
import { Combobox } from '../kit/combobox.tsx';
import { searchPeople } from '../people/people.client.ts';
import { words } from '../text/words.ts';
import { listEntries } from './registers.client.ts';

interface PickerProps {
  readonly id: string;
  /** The register whose entry is chosen. */
  readonly of: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly describedBy: string | undefined;
}

const MOST = 20;

/** Choose an entry of a register, or a resident, by a part of the name, initials or number. */
export function EntryPicker({ id, of, value, onChange, describedBy }: PickerProps) {
  const [chosen, setChosen] = useState<Choice>();
  const search = async (typed: string) => {
    if (of === 'person') {
      if (typed === '') return { choices: [], more: false };
      const { people, more } = await searchPeople(typed);
      return { choices: people.map((one) => ({ value: one.id, title: one.name, note: `${one.communityName} ${one.idNumber}` })), more };
    }
    const { entries, next } = await listEntries(of, { q: typed, limit: MOST });
    return { choices: entries.map((one) => ({ value: one.id, title: one.title, note: one.place_name })), more: Boolean(next) };
  };
  const known = chosen?.value === value ? chosen : value ? { value, title: words('registers.asBefore') } : undefined;
  return (
    <Combobox
      id={id}
      name={`entry ${of}`}
      search={search}
      chosen={known}
      onChoose={(choice) => {
        setChosen(choice);
        onChange(choice?.value);
      }}
      placeholder={words('registers.pickEntry')}
      describedBy={describedBy}
    />
  );
}
