import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useCalm } from '../kit/combobox.tsx';
import { Empty, Page } from '../kit/page.tsx';
import { Await, said } from '../kit/problem.tsx';
import { Pager, Table, usePaging } from '../kit/table.tsx';
import { day, isoDay } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import { AccountDrawer } from './account.tsx';
import type { Account, AccountQuery, Role } from './accounts.client.ts';
import { exportAccounts, listAccounts, listRoles } from './accounts.client.ts';
import { AccountImport } from './import.tsx';
import { NewAccount } from './new-account.tsx';
import { AccountState, holds } from './state.tsx';

/** Accounts and appointments inside one's own place. */
export function AccountsPage() {
  const [typed, setTyped] = useState<AccountQuery>({});
  const { message } = App.useApp();
  const paging = usePaging();
  const [creating, setCreating] = useState<'one' | 'many'>();
  const [open, setOpen] = useState<string>();
  const asked = useCalm(typed);
  const { after } = paging;
  const answer = useQuery({
    queryKey: ['accounts', asked, after],
    queryFn: () => listAccounts(asked, after),
    placeholderData: keepPreviousData,
  });
  const ask = (part: AccountQuery) => {
    setTyped(filled({ ...typed, ...part }));
    paging.restart();
  };
  const save = () =>
    exportAccounts(asked, `${words('accounts.title')}-${isoDay()}.xlsx`).catch((error: unknown) => message.error(said(error).sentence));
  const shown = answer.data?.accounts.find((account) => account.id === open);
  return (
    <Page
      title={words('accounts.title')}
      lead={words('accounts.lead')}
      actions={
        <>
          <Button onClick={() => void save()}>{words('accounts.export')}</Button>
          <Button onClick={() => setCreating('many')}>{words('accounts.import')}</Button>
          <Button type="primary" onClick={() => setCreating('one')}>
            {words('accounts.create')}
          </Button>
        </>
      }
    >
      <div className="sheet">
        <Filters typed={typed} onAsk={ask} />
        <Await answer={answer}>
          {(data) =>
            data.accounts.length === 0 ? (
              <Empty title={words('accounts.none')} />
            ) : (
              <>
                <AccountTable accounts={data.accounts} onOpen={setOpen} />
                <Pager shown={data.accounts.length} {...paging.turning(data.next)} />
              </>
            )
          }
        </Await>
      </div>
      <Drawer open={creating === 'one'} onClose={() => setCreating(undefined)} title={words('accounts.create')} size={460} destroyOnHidden>
        <NewAccount />
      </Drawer>
      <Drawer open={creating === 'many'} onClose={() => setCreating(undefined)} title={words('accounts.import')} size={640} destroyOnHidden>
        <AccountImport />
      </Drawer>
      <Drawer open={Boolean(shown)} onClose={() => setOpen(undefined)} title={shown?.name} size={520} destroyOnHidden>
        {shown && <AccountDrawer account={shown} />}
      </Drawer>
    </Page>
  );
}

/** What was asked, without what was left empty: an empty choice asks for anything. */
function filled(asked: AccountQuery): AccountQuery {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value));
}

function Filters({ typed, onAsk }: { typed: AccountQuery; onAsk: (part: AccountQuery) => void }) {
  const roles = useQuery({ queryKey: ['roles'], queryFn: listRoles, staleTime: 600_000 });
  return (
    <div className="filters">
      <div className="finder">
        <input
          className="control"
          type="search"
          placeholder={words('accounts.search')}
          aria-label={words('accounts.search')}
          value={typed.query ?? ''}
          onChange={(event) => onAsk({ query: event.target.value })}
        />
      </div>
      <select
        className="control"
        aria-label={words('accounts.role')}
        value={typed.role ?? ''}
        onChange={(event) => onAsk({ role: event.target.value })}
      >
        <option value="">{words('accounts.anyRole')}</option>
        {roles.data?.roles.map((role) => (
          <option key={role.role} value={role.role}>
            {role.title}
          </option>
        ))}
      </select>
      <select
        className="control"
        aria-label={words('accounts.state')}
        value={typed.state ?? ''}
        onChange={(event) => onAsk({ state: event.target.value })}
      >
        <option value="">{words('accounts.anyState')}</option>
        {(['active', 'idle', 'locked', 'disabled'] as const).map((state) => (
          <option key={state} value={state}>
            {words(`accounts.${state}`)}
          </option>
        ))}
      </select>
      <select
        className="control"
        aria-label={words('accounts.sort')}
        value={typed.sort ?? 'login'}
        onChange={(event) => onAsk({ sort: event.target.value })}
      >
        {(['login', 'name'] as const).map((sort) => (
          <option key={sort} value={sort}>
            {words(`accounts.sorts.${sort}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function AccountTable({ accounts, onOpen }: { accounts: readonly Account[]; onOpen: (id: string) => void }) {
  const columns = [
    {
      name: 'name',
      title: words('accounts.name'),
      heading: true,
      show: (row: Account) => (
        <>
          {row.name}
          <p className="quiet small">{row.login}</p>
        </>
      ),
    },
    {
      name: 'appointments',
      title: words('accounts.appointments'),
      show: (row: Account) => (
        <ul>
          {row.appointments.filter(holds).map((held) => (
            <li key={held.id}>
              {held.roleTitle} <span className="quiet">{held.regionName}</span>
            </li>
          ))}
        </ul>
      ),
    },
    { name: 'state', title: words('accounts.state'), show: (row: Account) => <AccountState account={row} /> },
    {
      name: 'open',
      title: words('act'),
      number: true,
      show: (row: Account) => (
        <Button size="small" aria-label={`${words('accounts.open')} ${row.name}`} onClick={() => onOpen(row.id)}>
          {words('accounts.open')}
        </Button>
      ),
    },
  ];
  return (
    <Table title={words('accounts.title')} columns={columns} rows={accounts} keyOf={(row) => row.id} onOpen={(row) => onOpen(row.id)} />
  );
}

/** Which role may do what; roles are policy and change in the policy pack. */
export function RolesPage() {
  const answer = useQuery({ queryKey: ['roles'], queryFn: listRoles, staleTime: 600_000 });
  const columns = [
    { name: 'title', title: words('roles.role'), heading: true, show: (row: Role) => row.title },
    {
      name: 'levels',
      title: words('roles.level'),
      show: (row: Role) => row.levels.map((level) => wordsOr(`level.${level}`, level)).join(' · '),
    },
    {
      name: 'powers',
      title: words('roles.powers'),
      show: (row: Role) => (
        <span className="row close">
          {row.powers.map((power) => (
            <span key={power} className="mark-tag plain">
              {wordsOr(`power.${power.replace('.', '-')}`, power)}
            </span>
          ))}
        </span>
      ),
    },
  ];
  return (
    <Page title={words('roles.title')} lead={words('roles.lead', { today: day(new Date().toISOString()) })}>
      <div className="sheet">
        <Await answer={answer}>
          {({ roles }) => <Table title={words('roles.title')} columns={columns} rows={roles} keyOf={(row) => row.role} />}
        </Await>
      </div>
    </Page>
  );
}
