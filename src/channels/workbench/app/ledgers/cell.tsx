import type { FieldValue } from '../form/fields.ts';
import type { FieldView } from '../registers/registers.client.ts';
import { isEmpty, Value } from '../registers/value.tsx';
import { day } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { SheetRow } from './ledgers.client.ts';

/** A cell about to be sent back. */
export interface Returning {
  readonly subject: string;
  readonly field: string;
  readonly reason: string;
}

interface ReturnProps {
  readonly row: SheetRow;
  readonly field: FieldView;
  readonly returning: readonly Returning[] | undefined;
  readonly onReturn: (cells: readonly Returning[]) => void;
}

/** A fact the registers keep: value, source and day. Whoever knows better mends it where it is kept. */
export function KnownCell({ row, field, editing, returning, onReturn, onWrong }: ReturnProps & { editing: boolean; onWrong: () => void }) {
  const source = row.sources[field.name];
  const back = row.returned[field.name];
  return (
    <div className={back ? 'sheet-cell returned' : 'sheet-cell'}>
      <span>{isEmpty(row, field) ? <span className="quiet">{words('ledgers.unknown')}</span> : <Value entry={row} field={field} />}</span>
      {source && (
        <span className="source">
          {source.on ? words('ledgers.source', { title: source.title, on: day(source.on), by: source.by }) : source.title}
        </span>
      )}
      <Back row={row} field={field} />
      {editing && (
        <button
          type="button"
          className="sort linked"
          aria-label={words('ledgers.noLongerOf', { field: field.title, title: row.title })}
          onClick={onWrong}
        >
          {words('ledgers.noLonger')}
        </button>
      )}
      <ReturnTick row={row} field={field} returning={returning} onReturn={onReturn} />
    </div>
  );
}

/** Why a cell was sent back, and what it said then. */
function Back({ row, field }: Pick<ReturnProps, 'row' | 'field'>) {
  const back = row.returned[field.name];
  if (!back) return null;
  return (
    <span className="small">
      {words(back.open ? 'ledgers.backOpen' : 'ledgers.backMended', {
        reason: back.reason,
        before: back.before || words('none'),
        by: back.by,
      })}
    </span>
  );
}

interface AskedProps extends ReturnProps {
  readonly open: boolean;
  readonly value: FieldValue;
  readonly error: string | undefined;
  readonly onType: (value: FieldValue) => void;
}

/** A new question of a row; shut cells show what was answered. */
export function AskedCell({ row, field, open, value, error, returning, onType, onReturn }: AskedProps) {
  const back = row.returned[field.name];
  return (
    <div className={back ? 'sheet-cell returned' : 'sheet-cell'}>
      {open ? <Answer row={row} field={field} value={value} error={error} onType={onType} /> : <Value entry={row} field={field} />}
      {error && (
        <span className="error" id={`error-${row.subject}-${field.name}`}>
          {error}
        </span>
      )}
      <Back row={row} field={field} />
      <ReturnTick row={row} field={field} returning={returning} onReturn={onReturn} />
    </div>
  );
}

const INPUTS: Readonly<Record<string, { type?: string; inputMode?: 'decimal' }>> = {
  day: { type: 'date' },
  count: { inputMode: 'decimal' },
  number: { inputMode: 'decimal' },
  amount: { inputMode: 'decimal' },
};

function Answer({ row, field, value, error, onType }: Pick<AskedProps, 'row' | 'field' | 'value' | 'error' | 'onType'>) {
  const shared = {
    className: 'control',
    'aria-label': words('ledgers.cellOf', { field: field.title, title: row.title }),
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `error-${row.subject}-${field.name}` : undefined,
  };
  const said = value === null || value === undefined ? '' : String(value);
  if (field.kind === 'flag')
    return (
      <select {...shared} value={said} onChange={(event) => onType(event.target.value === 'true')}>
        <option value="">{words('form.pick')}</option>
        <option value="true">{words('yes')}</option>
        <option value="false">{words('no')}</option>
      </select>
    );
  if (field.kind === 'code')
    return (
      <select {...shared} value={said} onChange={(event) => onType(event.target.value)}>
        <option value="">{words('form.pick')}</option>
        {field.options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    );
  if (field.kind === 'codes') {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
    return (
      <fieldset>
        <legend className="unseen">{shared['aria-label']}</legend>
        {field.options?.map((option) => (
          <label key={option.value} className="option">
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={(event) => onType(event.target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))}
            />
            <span>{option.title}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  return <input {...shared} {...INPUTS[field.kind]} autoComplete="off" value={said} onChange={(event) => onType(event.target.value)} />;
}

/** Marks a cell that is to be sent back, and asks why. */
function ReturnTick({ row, field, returning, onReturn }: ReturnProps) {
  if (!returning) return null;
  const mine = returning.find((one) => one.subject === row.subject && one.field === field.name);
  const rest = returning.filter((one) => one !== mine);
  const named = { field: field.title, title: row.title };
  return (
    <>
      <label className="option small">
        <input
          type="checkbox"
          aria-label={words('ledgers.returnCell', named)}
          checked={mine !== undefined}
          onChange={(event) => onReturn(event.target.checked ? [...rest, { subject: row.subject, field: field.name, reason: '' }] : rest)}
        />
        <span>{words('ledgers.acts.return')}</span>
      </label>
      {mine && (
        <input
          className="control"
          aria-label={words('ledgers.returnWhy', named)}
          placeholder={words('registers.reason')}
          maxLength={200}
          value={mine.reason}
          onChange={(event) => onReturn(returning.map((one) => (one === mine ? { ...one, reason: event.target.value } : one)))}
        />
      )}
    </>
  );
}
