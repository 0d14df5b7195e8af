import { Button } from 'antd';
import { words } from '../text/words.ts';
import type { ListQuery, Taste } from './query.ts';
import { narrow, pageSizes } from './query.ts';
import type { RegisterView } from './registers.client.ts';

interface ToolsProps {
  readonly register: RegisterView;
  readonly query: ListQuery;
  readonly taste: Taste;
  readonly total: string;
  readonly onTaste: (taste: Taste) => void;
  readonly onColumns: () => void;
}

/** How the list is put in order, how much of it is shown, and how close together. */
export function ListTools({ register, query, taste, total, onTaste, onColumns }: ToolsProps) {
  const set = (more: ListQuery) => narrow(query, more);
  const titleOf = (sort: string): string =>
    sort === 'entered_at' ? words('registers.enteredAt') : (register.fields.find((field) => field.name === sort)?.title ?? sort);
  return (
    <div className="filters">
      <span className="soft" role="status">
        {words('registers.total', { total })}
      </span>
      <div className="list-tools">
        <select
          className="control"
          aria-label={words('inbox.sort')}
          value={query.sort ?? register.sorts[0]}
          onChange={(event) => set({ sort: event.target.value })}
        >
          {register.sorts.map((sort) => (
            <option key={sort} value={sort}>
              {words('registers.by', { field: titleOf(sort) })}
            </option>
          ))}
        </select>
        <Button
          size="small"
          aria-pressed={query.descending === 'true'}
          onClick={() => set({ descending: query.descending === 'true' ? undefined : 'true' })}
        >
          {words(query.descending === 'true' ? 'registers.descending' : 'registers.ascending')}
        </Button>
        <select
          className="control"
          aria-label={words('registers.pageSize')}
          value={query.limit ?? '20'}
          onChange={(event) => set({ limit: event.target.value })}
        >
          {pageSizes.map((size) => (
            <option key={size} value={size}>
              {words('registers.perPage', { size })}
            </option>
          ))}
        </select>
        <Button size="small" onClick={onColumns}>
          {words('registers.columns')}
        </Button>
        <Button size="small" aria-pressed={taste.compact ?? true} onClick={() => onTaste({ compact: !(taste.compact ?? true) })}>
          {words((taste.compact ?? true) ? 'registers.roomy' : 'registers.compact')}
        </Button>
      </div>
    </div>
  );
}
