import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { besideClass } from '../kit/keys.ts';
import { Page } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { SheetImport } from '../kit/sheet-import.tsx';
import { here, Link, link, useRoute } from '../route/router.tsx';
import { MissingPage } from '../shell/missing.tsx';
import { words } from '../text/words.ts';
import { KeptViews } from '../views/kept-views.tsx';
import { ColumnChoice } from './columns.tsx';
import { EntryHub } from './entry.tsx';
import { NewEntry } from './entry-form.tsx';
import { ExportForm } from './export.tsx';
import { Filters } from './filters.tsx';
import { Panels } from './panel.tsx';
import type { Taste } from './query.ts';
import { keepTaste, narrow, readQuery, readTaste } from './query.ts';
import type { RegisterView } from './registers.client.ts';
import { useRegisters } from './registers.client.ts';
import type { Opened } from './rows.tsx';
import { Rows } from './rows.tsx';
import './registers.css';

/** One register: find, filter, enter, import, export, and open an entry beside the list. */
export function RegisterPage({ register }: { register: string }) {
  return (
    <Await answer={useRegisters()}>
      {({ registers }) => {
        const one = registers.find((known) => known.register === register);
        return one ? <RegisterList key={register} register={one} /> : <MissingPage />;
      }}
    </Await>
  );
}

function RegisterList({ register }: { register: RegisterView }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const query = readQuery(useRoute().query);
  const [opened, setOpened] = useState<Opened>();
  const [taste, setTaste] = useState<Taste>(() => readTaste(register.register));
  const columns = query.columns?.split(',') ?? taste.columns ?? register.list;
  const close = () => setOpened(undefined);
  const again = () => Promise.all(['entries', 'registers-counts'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  const keep = (more: Taste) => {
    setTaste({ ...taste, ...more });
    keepTaste(register.register, { ...taste, ...more });
  };
  const choose = (chosen: readonly string[]) => {
    keep({ columns: chosen });
    // A kept view names its columns in the address, and those would come before what was just chosen.
    if (query.columns) narrow(query, { columns: chosen.join(',') });
  };
  const entry = typeof opened === 'object' ? opened : undefined;
  return (
    <Page
      dense
      title={register.title}
      lead={register.lead}
      crumbs={<Link to={link('registers')}>{words('registers.title')}</Link>}
      actions={
        <>
          {register.finds_duplicates && <Link to={link('duplicates', { register: register.register })}>{words('duplicates.title')}</Link>}
          <Button onClick={() => setOpened('export')}>{words('export.title')}</Button>
          {register.may_write && (
            <>
              <Button onClick={() => setOpened('import')}>{words('import.open')}</Button>
              <Button type="primary" onClick={() => setOpened('new')}>
                {words('registers.add')}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="stack register-list">
        <div className="sheet">
          <nav className="views no-print" aria-label={words('registers.views')}>
            <KeptViews page={register.register} now={{ ...query, columns: columns.join(',') }} addressOf={here} />
          </nav>
          <Filters register={register} query={query} />
          <Rows
            key={JSON.stringify(query)}
            register={register}
            query={query}
            columns={columns}
            taste={taste}
            onTaste={keep}
            opened={opened}
            onOpen={setOpened}
            onChanged={() => void again()}
          />
        </div>
        <Panels register={register} place={query.place} />
      </div>
      <Drawer open={opened === 'new'} onClose={close} title={words('registers.addOne', { one: register.one })} size={560} destroyOnHidden>
        <NewEntry
          register={register}
          place={query.place}
          onDone={() => {
            close();
            void message.success(words('registers.added'));
            void again();
          }}
        />
      </Drawer>
      <Drawer open={opened === 'export'} onClose={close} title={words('export.title')} destroyOnHidden>
        <ExportForm register={register} query={query} onDone={close} />
      </Drawer>
      <Drawer open={opened === 'import'} onClose={close} title={words('import.open')} size={640} destroyOnHidden>
        <SheetImport path={`/registers/${register.register}/import`} onEntered={() => void again()} />
      </Drawer>
      <Drawer open={opened === 'columns'} onClose={close} title={words('registers.columns')} size={360} destroyOnHidden>
        <ColumnChoice register={register} chosen={columns} onChange={choose} />
      </Drawer>
      <Drawer
        open={entry !== undefined}
        onClose={close}
        title={entry?.title ?? ''}
        extra={<span className="quiet small">{words('registers.walk')}</span>}
        rootClassName={besideClass}
        mask={false}
        size={560}
        destroyOnHidden
      >
        {entry && <EntryHub key={entry.id} register={register} county={entry.county} id={entry.id} beside />}
      </Drawer>
    </Page>
  );
}
