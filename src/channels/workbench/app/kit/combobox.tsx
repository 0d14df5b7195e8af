import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useState } from 'react';
import { words } from '../text/words.ts';

export interface Choice {
  readonly value: string;
  readonly title: string;
  readonly note?: string;
}

interface ComboboxProps {
  readonly id?: string;
  readonly name: string;
  readonly search: (text: string, signal: AbortSignal) => Promise<{ readonly choices: readonly Choice[]; readonly more: boolean }>;
  readonly onChoose: (choice: Choice | undefined) => void;
  readonly chosen?: Choice | undefined;
  readonly placeholder?: string;
  readonly describedBy?: string | undefined;
  readonly label?: string;
  /** Empty the box after a choice, for boxes that jump somewhere. */
  readonly clears?: boolean;
}

/** Waits until typing pauses, so that one question is asked rather than one a key. */
export function useCalm<T>(value: T, wait = 220): T {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return calm;
}

/** A box in which one types and chooses from what is found (ARIA combobox with a listbox). */
export function Combobox(props: ComboboxProps) {
  const own = useId();
  const id = props.id ?? own;
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const asked = useCalm(typed ?? '');
  const open = typed !== undefined;
  const found = useQuery({
    queryKey: ['combobox', props.name, asked],
    queryFn: ({ signal }) => props.search(asked.trim(), signal),
    enabled: open,
    staleTime: 30_000,
  });
  const choices = found.data?.choices ?? [];
  const choose = (choice: Choice | undefined) => {
    props.onChoose(choice);
    setTyped(undefined);
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Escape' && open) setTyped(undefined);
    else if (event.key === 'Enter' && open && choices[at]) choose(choices[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="combo">
      <input
        id={id}
        className="control"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-activedescendant={open && choices[at] ? `${id}-${at}` : undefined}
        placeholder={props.placeholder}
        value={typed ?? (props.clears ? '' : (props.chosen?.title ?? ''))}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (typed === '' && !props.clears) props.onChoose(undefined);
          setTyped(undefined);
        }}
      />
      <Listbox
        id={id}
        open={open}
        at={at}
        choices={choices}
        pending={found.isFetching}
        more={found.data?.more ?? false}
        onChoose={choose}
        label={props.label ?? props.placeholder ?? props.name}
      />
    </div>
  );
}

interface ListboxProps {
  readonly id: string;
  readonly open: boolean;
  readonly at: number;
  readonly choices: readonly Choice[];
  readonly pending: boolean;
  readonly more: boolean;
  readonly label: string;
  readonly onChoose: (choice: Choice) => void;
}

function Listbox({ id, open, at, choices, pending, more, label, onChoose }: ListboxProps) {
  if (!open) return <div id={`${id}-list`} role="listbox" aria-label={label} hidden />;
  return (
    <div id={`${id}-list`} className="combo-list" role="listbox" aria-label={label} onMouseDown={(event) => event.preventDefault()}>
      {choices.map((choice, index) => (
        <div key={choice.value} id={`${id}-${index}`} role="option" aria-selected={index === at} onClick={() => onChoose(choice)}>
          {choice.title}
          {choice.note && <small>{choice.note}</small>}
        </div>
      ))}
      {more && (
        <div className="combo-none" role="option" aria-selected={false} aria-disabled="true">
          {words('found.more')}
        </div>
      )}
      {choices.length === 0 && (
        <div className="combo-none" role="option" aria-selected={false} aria-disabled="true">
          {words(pending ? 'loading' : 'found.none')}
        </div>
      )}
    </div>
  );
}
