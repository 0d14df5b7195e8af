import { Button } from 'antd';
import type { ReactNode } from 'react';
import { words } from '../text/words.ts';

export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  readonly number?: boolean;
  readonly heading?: boolean;
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
          <tr>{columns.map((column) => <th key={column.name} scope="col" className={column.number ? 'number' : undefined}>{column.title}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={keyOf(row)} className={here === keyOf(row) ? 'here' : undefined} onDoubleClick={() => onOpen?.(row)}>
              {columns.map((column) => <Cell key={column.name} column={column} row={row} at={at} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row, at }: { column: Column<Row>; row: Row; at: number }) {
  const shown = column.show(row, at);
  const side = column.number ? 'number' : undefined;
  if (column.heading) return <th scope="row" className={side}>{shown}</th>;
  return <td className={side} data-label={column.title || undefined}>{shown}</td>;
}

interface PagerProps {
  readonly shown: number;
  readonly total?: string | undefined;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

/** Previous and next, with how many there are. */
export function Pager({ shown, total, hasPrevious, hasNext, onPrevious, onNext }: PagerProps) {
  return (
    <div className="pager">
      <span>{total ? words('pager.of', { shown, total }) : words('pager.shown', { shown })}</span>
      <Button onClick={onPrevious} disabled={!hasPrevious}>{words('pager.previous')}</Button>
      <Button onClick={onNext} disabled={!hasNext}>{words('pager.next')}</Button>
    </div>
  );
}
