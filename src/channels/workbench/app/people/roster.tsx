import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { download } from '../client/client.ts';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import type { Column } from '../kit/table.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { RegionPicker } from '../regions/picker.tsx';
import '../registers/registers.css';
import { go, Link, link, useRoute } from '../route/router.tsx';
import { count, day, isoDay } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Choices, RosterRow } from './roster.client.ts';
import { listRoster, readChoices } from './roster.client.ts';
import { sexAge } from './search.tsx';

type Narrowed = Readonly<Record<string, string | undefined>>;

const chosen = [
  'residence',
  'label',
  'sex',
  'education',
  'political_status',
  'occupation',
  'ethnic_group',
  'newcomers',
  'freshness',
] as const;
const ages = [
  ['0', '5'],
  ['6', '17'],
  ['18', '59'],
  ['60', '69'],
  ['70', '79'],
  ['80', '130'],
] as const;
const residences = ['registered', 'resident', 'floating'] as const;

/** The people of a place: who lives there, masked, narrowed by what a clerk looks for. */
export function RosterPage() {
  const { message } = App.useApp();
  const query: Narrowed = Object.fromEntries(useRoute().query);
  const known = useQuery({ queryKey: ['roster-choices'], queryFn: readChoices, staleTime: Number.POSITIVE_INFINITY });
  const set = (more: Narrowed) => go(link('roster', {}, { ...query, ...more }), true);
  const save = () =>
    download('/people/export.xlsx', `${words('roster.title')}-${isoDay()}.xlsx`, query).catch((error: unknown) =>
      message.error(said(error).sentence),
    );
  return (
    <Page
      dense
      title={words('roster.title')}
      lead={words('roster.lead')}
      crumbs={<Link to={link('people')}>{words('people.title')}</Link>}
      actions={<Button onClick={() => void save()}>{words('inbox.export')}</Button>}
    >
      <Await answer={known}>
        {({ choices, newcomer_days, checked_days }) => (
          <div className="sheet register-list">
            <Narrowing query={query} choices={choices} days={newcomer_days} checked={checked_days} set={set} />
            <Rows key={JSON.stringify(query)} query={query} choices={choices} />
          </div>
        )}
      </Await>
    </Page>
  );
}

interface NarrowingProps {
  readonly query: Narrowed;
  readonly choices: Choices;
  readonly days: number;
  readonly checked: number;
  readonly set: (more: Narrowed) => void;
}

function Narrowing({ query, choices, days, checked, set }: NarrowingProps) {
  const [more, setMore] = useState(false);
  const own: Choices = {
    residence: residences.map((value) => ({ value, title: words(`person.residences.${value}`) })),
    newcomers: (['all', 'waiting', 'welcomed'] as const).map((value) => ({ value, title: words(`roster.newcomers.${value}`, { days }) })),
    freshness: (['due', 'fresh'] as const).map((value) => ({ value, title: words(`roster.freshness.${value}`, { days: checked }) })),
  };
  const narrowed = Object.values(query).some(Boolean);
  return (
    <div className="filters" role="search" aria-label={words('registers.filters')}>
      <div className="finder">
        <RegionPicker value={query.place} label={words('person.community')} onChange={(place) => set({ place })} />
      </div>
      <button type="button" className="control more-button" aria-expanded={more} onClick={() => setMore(!more)}>
        {words('registers.more')}
      </button>
      <div className={more ? 'more-filters open' : 'more-filters'}>
        <select
          className="control"
          aria-label={words('roster.ages')}
          value={query.age_from ? `${query.age_from}-${query.age_to}` : ''}
          onChange={(event) => {
            const [from, to] = event.target.value.split('-');
            set({ age_from: from || undefined, age_to: to });
          }}
        >
          <option value="">{words('registers.every', { field: words('roster.ages') })}</option>
          {ages.map(([from, to]) => (
            <option key={from} value={`${from}-${to}`}>
              {to === '130' ? words('roster.ageOver', { from }) : words('roster.age', { from, to })}
            </option>
          ))}
        </select>
        {chosen.map((name) => {
          const options = own[name] ?? choices[name] ?? [];
          if (options.length === 0) return null;
          return (
            <select
              key={name}
              className="control"
              aria-label={words(`roster.fields.${name}`)}
              value={query[name] ?? ''}
              onChange={(event) => set({ [name]: event.target.value || undefined })}
            >
              <option value="">{words('registers.every', { field: words(`roster.fields.${name}`) })}</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.title}
                </option>
              ))}
            </select>
          );
        })}
      </div>
      {narrowed && (
        <button type="button" className="sort" onClick={() => go(link('roster'), true)}>
          {words('registers.clear')}
        </button>
      )}
    </div>
  );
}

function Rows({ query, choices }: { query: Narrowed; choices: Choices }) {
  const paging = usePaging();
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['roster', query, after],
    queryFn: () => listRoster({ ...query, after, limit: 20, count: true }),
    placeholderData: keepPreviousData,
  });
  return (
    <Await answer={answer}>
      {(data) =>
        data.people.length === 0 ? (
          <Empty title={words('roster.none')} />
        ) : (
          <>
            <Table title={words('roster.title')} columns={columnsOf(choices)} rows={data.people} keyOf={(row) => row.id} compact />
            <Pager shown={data.people.length} total={count(data.count as never)} {...paging.turning(data.next)} />
          </>
        )
      }
    </Await>
  );
}

function columnsOf(choices: Choices): Column<RosterRow>[] {
  const titleOf = (table: string, code: string): string => choices[table]?.find((one) => one.value === code)?.title ?? code;
  return [
    {
      name: 'name',
      title: words('person.name'),
      heading: true,
      room: 'line',
      show: (row) => <Link to={link('person', { county: row.county, id: row.id })}>{row.name}</Link>,
    },
    { name: 'sexAge', title: words('person.sexAge'), room: 'line', show: (row) => sexAge(row) },
    { name: 'residence', title: words('person.residence'), room: 'line', show: (row) => words(`person.residences.${row.residence}`) },
    { name: 'place', title: words('roster.place'), room: 'line', show: (row) => row.communityName },
    {
      name: 'labels',
      title: words('roster.fields.label'),
      room: 'words',
      show: (row) => row.labels.map((code) => titleOf('label', code)).join(words('registers.comma')),
    },
    { name: 'education', title: words('roster.fields.education'), room: 'line', show: (row) => titleOf('education', row.education) },
    { name: 'occupation', title: words('roster.fields.occupation'), room: 'line', show: (row) => titleOf('occupation', row.occupation) },
    { name: 'arrived', title: words('roster.arrived'), room: 'line', show: (row) => <Arrived row={row} /> },
  ];
}

/** Since when somebody is here, and whether anybody has come by. */
function Arrived({ row }: { row: RosterRow }) {
  if (!row.arrived_on) return null;
  return (
    <>
      {day(row.arrived_on)}{' '}
      <span className={row.welcomed_on ? 'mark-tag' : 'mark-tag amber'}>
        {words(row.welcomed_on ? 'roster.welcomed' : 'roster.waiting')}
      </span>
    </>
  );
}
