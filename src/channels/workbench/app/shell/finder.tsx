import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useEffect } from 'react';
import { call } from '../client/client.ts';
import type { Choice } from '../kit/combobox.tsx';
import { Combobox } from '../kit/combobox.tsx';
import { registersQuery } from '../registers/registers.client.ts';
import { mayOpen, pages } from '../route/pages.ts';
import { go, link } from '../route/router.tsx';
import { useHat } from '../session/session.tsx';
import { words } from '../text/words.ts';

interface Hits {
  readonly entries: readonly {
    readonly county: string;
    readonly id: string;
    readonly register: string;
    readonly register_title: string;
    readonly title: string;
    readonly place_name: string;
  }[];
  readonly people: readonly {
    readonly county: string;
    readonly id: string;
    readonly name: string;
    readonly id_number: string;
    readonly place_name: string;
  }[];
  readonly cases: readonly {
    readonly county: string;
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly applicant: string;
    readonly state_title: string;
  }[];
  readonly more: boolean;
  readonly wait: number;
}

/** What was found, as ways to go. */
function waysTo({ entries, people, cases, wait }: Hits): Choice[] {
  return [
    ...people.map((one) => ({
      value: link('person', { county: one.county, id: one.id }),
      title: one.name,
      note: words('shell.findPerson', { number: one.id_number, place: one.place_name }),
    })),
    ...(wait > 0 ? [{ value: link('people'), title: words('shell.findWait', { minutes: Math.ceil(wait / 60) }) }] : []),
    ...cases.map((one) => ({
      value: link('case', { county: one.county, id: one.id }),
      title: one.number,
      note: words('shell.findCase', { title: one.title, applicant: one.applicant, state: one.state_title }),
    })),
    ...entries.map((one) => ({
      value: link('entry', { register: one.register, county: one.county, id: one.id }),
      title: one.title,
      note: `${one.register_title} ${one.place_name}`,
    })),
  ];
}

const FINDER = 'finder';

/** One box over pages, registers, entries, residents and cases (Ctrl K): part of a word, letters, initials or a number. */
export function Finder() {
  const { powers } = useHat();
  const client = useQueryClient();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      document.getElementById(FINDER)?.focus();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  const cases = (typed: string): string => link('inbox', {}, { view: 'all', query: typed });
  const ways = (typed: string): Choice[] => [
    ...(powers.includes('case.read') ? [{ value: cases(typed), title: words('shell.findCases', { typed }) }] : []),
    ...pages
      .filter((one) => one.group && mayOpen(one.page, powers) && words(`nav.${one.page}`).includes(typed))
      .map((one) => ({ value: link(one.page), title: words(`nav.${one.page}`), note: words('shell.findPage') })),
    ...(client.getQueryData(registersQuery.queryKey)?.registers ?? [])
      .filter((one) => one.title.includes(typed))
      .map((one) => ({ value: link('register', { register: one.register }), title: one.title, note: words('registers.title') })),
  ];
  const search = async (typed: string, signal: AbortSignal) => {
    if (typed === '') return { choices: [], more: false };
    const [found] = await Promise.all([
      call<Hits>('POST', '/find', { body: { q: typed }, signal }),
      powers.includes('registers.open') ? client.ensureQueryData(registersQuery) : undefined,
    ]);
    return { choices: [...ways(typed), ...waysTo(found)], more: found.more };
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const box = event.currentTarget.querySelector('input');
    const [first] = ways(box?.value.trim() ?? '');
    if (first) go(first.value);
    box?.blur();
  };
  return (
    <form className="finder" role="search" aria-label={words('shell.find')} onSubmit={submit}>
      <Combobox
        id={FINDER}
        name="finder"
        clears
        search={search}
        onChoose={(choice) => choice && go(choice.value)}
        placeholder={words('shell.find')}
        label={words('shell.find')}
      />
    </form>
  );
}
