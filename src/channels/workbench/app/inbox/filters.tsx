import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { listItems } from '../items/items.client.ts';
import { words } from '../text/words.ts';
import type { InboxQuery } from './query.ts';
import { show } from './query.ts';

/** Search, kind of business and order. */
export function Filters({ asked }: { asked: InboxQuery }) {
  const [typed, setTyped] = useState(asked.query ?? '');
  const items = useQuery({ queryKey: ['items'], queryFn: listItems, staleTime: 600_000 });
  const find = () => show({ ...asked, query: typed.trim() || undefined });
  return (
    <form
      className="filters"
      role="search"
      aria-label={words('inbox.filters')}
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <div className="finder">
        <input
          className="control"
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={words('inbox.search')}
          aria-label={words('inbox.search')}
        />
      </div>
      <Button htmlType="submit">{words('search')}</Button>
      <select
        className="control"
        aria-label={words('inbox.item')}
        value={asked.item ?? ''}
        onChange={(event) => show({ ...asked, item: event.target.value || undefined })}
      >
        <option value="">{words('inbox.everyItem')}</option>
        {(items.data?.items ?? []).map((item) => (
          <option key={item.id} value={item.id}>
            {item.title}
          </option>
        ))}
      </select>
      <select
        className="control"
        aria-label={words('inbox.sort')}
        value={asked.sort ?? (['inbox', 'overdue', 'due-soon'].includes(asked.view) ? 'due' : 'opened')}
        onChange={(event) => show({ ...asked, sort: event.target.value })}
      >
        <option value="due">{words('inbox.byDue')}</option>
        <option value="opened">{words('inbox.byOpened')}</option>
      </select>
    </form>
  );
}
