import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { FigureRow, Receipt } from './plan.client.ts';

/** A row falls short by its own test, or, without one, by the line. */
function short(row: FigureRow, line: number | null, direction: string): boolean {
  if (row.passes !== null) return !row.passes;
  return line !== null && row.value !== null && (direction === 'at-most' ? row.value > line : direction === 'at-least' && row.value < line);
}

/**
 * The subjects of a figure from least to most, with the target as a line. Plain boxes: they print, follow the tone, can be read
 * aloud, and spare the 170 KB that a charting library would cost for one kind of bar.
 */
export function RowsChart({ receipt, line }: { receipt: Receipt; line: number | null }) {
  const rows = receipt.figure.rows.filter((row) => row.value !== null).sort((a, b) => a.value! - b.value!);
  const most = Math.max(line ?? 0, ...rows.map((row) => row.value!));
  const full = receipt.figure.unit === '%' ? Math.max(100, most) : most * 1.05 || 1;
  const share = (value: number) => `${Math.max(0, (value / full) * 100)}%`;
  return (
    <ol className="bars">
      {line !== null && (
        <li className="bars-line" aria-hidden="true">
          <span />
          <span className="track">
            <em style={{ insetInlineStart: share(line) }}>{words('plan.line', { target: figure(line) })}</em>
          </span>
          <span />
        </li>
      )}
      {rows.map((row) => (
        <li key={row.code} className={short(row, line, receipt.figure.direction) ? 'short' : undefined}>
          <span className="name">{row.name}</span>
          <span className="track">
            <b style={{ inlineSize: share(row.value!) }} />
            {line !== null && <i style={{ insetInlineStart: share(line) }} />}
          </span>
          <span className="value">{figure(row.value)}</span>
        </li>
      ))}
    </ol>
  );
}
