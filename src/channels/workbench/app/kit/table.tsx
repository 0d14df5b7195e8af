import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { words } from '../text/words.ts';

export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  readonly number?: boolean;
  readonly heading?: boolean;
  /** How much room the words want, however narrow the rest: `line` never breaks, `words` keeps some together, `sentence` is read line by line. */
  readonly room?: 'line' | 'words' | 'sentence';
  readonly show: (row: Row, at: number) => ReactNode;
}

interface TableProps<Row> {
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly here?: string | undefined;
  readonly compact?: boolean;
  readonly onOpen?: (row: Row) => void;
}

/** A plain table that folds into cards on a phone; `here` is the key of the row the keyboard stands on. */
export function Table<Row>({ title, columns, rows, keyOf, here, compact = false, onOpen }: TableProps<Row>) {
  return (
    <div className="table-wrap" role="region" aria-label={title} tabIndex={0}>
      <table className={compact ? 'list fold compact' : 'list fold'}>
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column.title === '' ? (
                <td key={column.name} />
              ) : (
                <th key={column.name} scope="col" className={column.number ? 'number' : undefined}>
                  {column.title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keyOf(row)} className={here === keyOf(row) ? 'here' : undefined} onDoubleClick={() => onOpen?.(row)}>
              {columns.map((column) => (
                <Cell key={column.name} column={column} row={row} at={at} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row, at }: { column: Column<Row>; row: Row; at: number }) {
  const shown = column.show(row, at);
  const side = column.number ? 'number' : column.room;
  if (column.heading)
    return (
      <th scope="row" className={side}>
        {shown}
      </th>
    );
  return (
    <td className={side} data-label={column.title || undefined}>
      {shown}
    </td>
  );
}

interface Turning {
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

interface PagerProps extends Turning {
  readonly shown: number;
  readonly total?: string | undefined;
}

/** Where somebody is in a list that the server gives page by page, each page telling from where the next one starts. */
export function usePaging() {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return {
    /** From where the page to show starts; undefined for the first. */
    after: cursors[cursors.length - 1],
    /** Back to the first page, when something else is asked for. */
    restart: () => setCursors([]),
    /** The pager's part for a page that tells `next`. */
    turning: (next: string | null | undefined): Turning => ({
      hasPrevious: cursors.length > 0,
      hasNext: Boolean(next),
      onPrevious: () => setCursors(cursors.slice(0, -1)),
      onNext: () => setCursors([...cursors, next!]),
    }),
  };
}

/** Previous and next, with how many there are. */
export function Pager({ shown, total, hasPrevious, hasNext, onPrevious, onNext }: PagerProps) {
  return (
    <div className="pager">
      <span>{total ? words('pager.of', { shown, total }) : words('pager.shown', { shown })}</span>
      <Button onClick={onPrevious} disabled={!hasPrevious}>
        {words('pager.previous')}
      </Button>
      <Button onClick={onNext} disabled={!hasNext}>
        {words('pager.next')}
      </Button>
    </div>
  );
}
