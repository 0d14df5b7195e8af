import { CloseOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Link } from '../route/router.tsx';
import { words } from '../text/words.ts';
import type { SavedView } from './views.client.ts';
import { dropView, listViews, saveView } from './views.client.ts';
import './views.css';

type ListQuery = Readonly<Record<string, string | undefined>>;

interface KeptProps {
  /** The list: inbox, or a register. */
  readonly page: string;
  /** The list as it is now: filters, order, columns, page size. */
  readonly now: ListQuery;
  readonly addressOf: (query: Record<string, string>) => string;
}

/** The views kept of a list, the own ones and the office's, and a way to keep the list as it is now. */
export function KeptViews({ page, now, addressOf }: KeptProps) {
  const client = useQueryClient();
  const [keeping, setKeeping] = useState(false);
  const kept = useQuery({ queryKey: ['saved-views', page], queryFn: () => listViews(page) });
  const again = () => client.invalidateQueries({ queryKey: ['saved-views', page] });
  const close = () => setKeeping(false);
  return (
    <>
      {(kept.data?.views ?? []).map((view) => (
        <Kept
          key={view.id}
          view={view}
          here={same(view.query, now)}
          to={addressOf(view.query)}
          onDrop={() => void dropView(view.id).then(again)}
        />
      ))}
      <Button type="link" size="small" onClick={() => setKeeping(true)}>
        {words('views.keep')}
      </Button>
      <Drawer open={keeping} onClose={close} title={words('views.keep')} destroyOnHidden>
        <KeepForm
          page={page}
          query={given(now)}
          onDone={() => {
            close();
            void again();
          }}
        />
      </Drawer>
    </>
  );
}

function given(query: ListQuery): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])));
}

function same(left: ListQuery, right: ListQuery): boolean {
  const said = (query: ListQuery): string => JSON.stringify(Object.entries(given(query)).sort());
  return said(left) === said(right);
}

interface KeptOneProps {
  readonly view: SavedView;
  readonly here: boolean;
  readonly to: string;
  readonly onDrop: () => void;
}

function Kept({ view, here, to, onDrop }: KeptOneProps) {
  return (
    <span className={here ? 'saved here' : 'saved'}>
      <Link to={to} aria-current={here ? 'page' : undefined}>
        {view.name}
        {view.office && <small className="quiet"> {words('views.ofOffice')}</small>}
      </Link>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={words('views.drop', { name: view.name })} onClick={onDrop} />
    </span>
  );
}

function KeepForm({ page, query, onDone }: { page: string; query: Record<string, string>; onDone: () => void }) {
  const form = useForm({
    fields: [
      { name: 'name', title: words('views.name'), hint: words('views.hint'), kind: 'text', required: true, max: 40 },
      {
        name: 'whose',
        title: words('views.whose'),
        kind: 'choice',
        required: true,
        options: (['own', 'office'] as const).map((value) => ({ value, title: words(`views.whoses.${value}`) })),
      },
    ],
    initial: { whose: 'own' },
    send: ({ name, whose }) => saveView({ name: String(name), query, page, office: whose === 'office' }),
  });
  return <FormSheet form={form} submit={words('views.submit')} onDone={onDone} idPrefix="keep" />;
}
