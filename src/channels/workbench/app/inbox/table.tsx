import type { MouseEvent } from 'react';
import type { CaseRow } from '../cases/case.client.ts';
import { DeadlineLight, endOf } from '../kit/light.tsx';
import { go, Link, link } from '../route/router.tsx';
import { day } from '../text/figures.ts';
import { words, wordsOr } from '../text/words.ts';
import './table.css';

interface CaseTableProps {
  readonly rows: readonly CaseRow[];
  readonly here?: string | undefined;
  /** Without these the table is only read. */
  readonly choice?: Choice | undefined;
  /** All of one person, who stands above it already. */
  readonly ofOne?: boolean;
}

export interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly toggleAll: (on: boolean) => void;
}

/** The cases of a queue. */
export function CaseTable({ rows, here, choice, ofOne = false }: CaseTableProps) {
  const columns = ['case', 'deadline', ...(ofOne ? [] : ['applicant', 'community']), 'state', 'since'];
  return (
    <div className="table-wrap">
      <table className={choice ? 'list fold cases choosable' : 'list fold cases'}>
        <caption className="unseen">{words('inbox.title')}</caption>
        <thead>
          <tr>
            {choice && (
              <td className="tick no-print">
                <input
                  type="checkbox"
                  checked={rows.every((row) => choice.chosen.has(row.id))}
                  aria-label={words('inbox.chooseAll')}
                  onChange={(event) => choice.toggleAll(event.target.checked)}
                />
              </td>
            )}
            {columns.map((name) => (
              <th key={name} scope="col">
                {words(`inbox.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CaseLine key={row.id} row={row} here={row.id === here} choice={choice} ofOne={ofOne} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CaseLine({ row, here, choice, ofOne }: { row: CaseRow; here: boolean; choice?: Choice | undefined; ofOne: boolean }) {
  // A comfort for the mouse; keyboard and screen reader have the link. Who marks text to copy it does not want to leave.
  const open = (event: MouseEvent) => {
    if ((event.target as Element).closest('a, button, input, label') || String(getSelection()) !== '') return;
    go(link('case', { county: row.county, id: row.id }));
  };
  return (
    <tr id={`row-${row.id}`} className={here ? 'here' : undefined} onClick={open}>
      {choice && (
        <td className="tick no-print">
          <input
            type="checkbox"
            checked={choice.chosen.has(row.id)}
            aria-label={words('inbox.choose', { number: row.number })}
            onChange={() => choice.toggle(row.id)}
          />
        </td>
      )}
      <th scope="row" className="what">
        <Link to={link('case', { county: row.county, id: row.id })}>{row.title}</Link>
        <small>
          {row.number} · {wordsOr(`channel.${row.channel}`, row.channel)}
        </small>
      </th>
      <td>
        <DeadlineLight due={row} ended={endOf(row)} />
        {row.supervised && (
          <>
            {' '}
            <span className="mark-tag red">{words('inbox.supervised')}</span>
          </>
        )}
      </td>
      {!ofOne && (
        <td data-label={words('inbox.column.applicant')} className="nowrap">
          {row.applicant}
        </td>
      )}
      {!ofOne && <td data-label={words('inbox.column.community')}>{row.communityName}</td>}
      <td data-label={words('inbox.column.state')} className="state">
        {row.stateTitle}
        {endOf(row) === undefined && <small className="quiet">{row.office}</small>}
      </td>
      <td data-label={words('inbox.column.since')} className="nowrap soft">
        {day(row.holderSince)}
      </td>
    </tr>
  );
}
