import { CloseOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { SavedView } from '../cases/case.client.ts';
import { dropView, listViews, saveView } from '../cases/case.client.ts';
import { FormSheet } from '../form/form.tsx';
import { useForm } from '../form/use-form.ts';
import { Link, link } from '../route/router.tsx';
import { usePower } from '../session/session.tsx';
import { words } from '../text/words.ts';
import type { InboxQuery } from './query.ts';

const views = ['inbox', 'all', 'overdue', 'due-soon', 'supervised', 'closed'] as const;

/** The standing views, and the ones a person keeps. */
export function Views({ asked }: { asked: InboxQuery }) {
  const client = useQueryClient();
  const works = usePower('case.handle');
  const [keeping, setKeeping] = useState(false);
  const kept = useQuery({ queryKey: ['saved-views'], queryFn: listViews });
  const again = () => client.invalidateQueries({ queryKey: ['saved-views'] });
  return (
    <div className="views no-print">
      <nav className="strip" aria-label={words('inbox.views')}>
        {views
          .filter((view) => works || view !== 'inbox')
          .map((view) => (
            <Link
              key={view}
              to={link('inbox', {}, { ...asked, view: view === 'inbox' ? undefined : view })}
              aria-current={asked.view === view ? 'page' : undefined}
            >
              {words(`inbox.view.${view}`)}
            </Link>
          ))}
      </nav>
      {(kept.data?.views ?? []).map((view) => (
        <Kept key={view.id} view={view} onDrop={() => void dropView(view.id).then(again)} />
      ))}
      <Button type="link" size="small" onClick={() => setKeeping(true)}>
        {words('inbox.keep')}
      </Button>
      <Drawer open={keeping} onClose={() => setKeeping(false)} title={words('inbox.keep')} destroyOnHidden>
        <KeepForm
          onDone={() => {
            setKeeping(false);
            void again();
          }}
        />
      </Drawer>
    </div>
  );
}

function Kept({ view, onDrop }: { view: SavedView; onDrop: () => void }) {
  return (
    <span className="saved">
      <Link to={link('inbox', {}, view.query)}>{view.name}</Link>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={words('inbox.drop', { name: view.name })} onClick={onDrop} />
    </span>
  );
}

function KeepForm({ onDone }: { onDone: () => void }) {
  const form = useForm({
    fields: [{ name: 'name', title: words('inbox.keepName'), hint: words('inbox.keepHint'), kind: 'text', required: true, max: 40 }],
    send: (values) => saveView(String(values.name), Object.fromEntries(new URLSearchParams(location.search))),
  });
  return <FormSheet form={form} submit={words('inbox.keepSubmit')} onDone={onDone} idPrefix="keep" />;
}
