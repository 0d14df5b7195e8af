import type { ReactNode } from 'react';
import type { Item } from '../items/items.client.ts';
import { words, wordsOr } from '../text/words.ts';

const parts = [
  'who',
  'conditions',
  'materials',
  'steps',
  'promised_limit',
  'legal_limit',
  'fee',
  'result',
  'places',
  'hours',
  'consult',
  'complain',
  'basis',
] as const;

/** What a clerk may tell: who can have it, with what, how long it takes. */
export function Guide({ item }: { item: Item }) {
  return (
    <div className="guide">
      {parts.map((part) => {
        const value = item[part] ?? item[camel(part)];
        const shown = told(value, part === 'steps');
        return (
          shown && (
            <div key={part}>
              <h3>{words(`guide.${part}`)}</h3>
              {shown}
            </div>
          )
        );
      })}
    </div>
  );
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function told(value: unknown, ordered: boolean): ReactNode {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    const lines = value.map((each, at) => <li key={at}>{line(each)}</li>);
    return ordered ? <ol>{lines}</ol> : <ul>{lines}</ul>;
  }
  return <p>{line(value)}</p>;
}

/** One fact of a guide in words. */
function line(value: unknown): ReactNode {
  if (typeof value !== 'object' || value === null) return String(value);
  const record = value as Record<string, unknown>;
  if (typeof record.days === 'number')
    return (
      <>
        {words(record.unit === 'working' ? 'guide.workingDays' : 'guide.days', { days: record.days })}
        {record.verify === true && <span className="mark-tag amber"> {words('verify')}</span>}
      </>
    );
  if (typeof record.charged === 'boolean') return String(record.note ?? words(record.charged ? 'guide.charged' : 'guide.free'));
  const rest = [record.by, record.takes, record.note, record.article].filter(Boolean).map(String).join(' · ');
  return (
    <>
      {String(record.title ?? record.text ?? '')}
      {rest && <span className="quiet small"> {rest}</span>}
      {typeof record.from === 'string' && <span className="quiet small"> · {wordsOr(`materialFrom.${record.from}`, record.from)}</span>}
    </>
  );
}
