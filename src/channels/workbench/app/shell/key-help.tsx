import { words } from '../text/words.ts';

const keys = ['?', '/', 'j', 'k', '↑ ↓', 'Enter', 'e', 'x', 'Esc'] as const;

/** The keys of the workbench. */
export function KeyHelp() {
  return (
    <dl className="stack tight keys">
      {keys.map((key) => (
        <div key={key} className="row">
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{words(`keys.${named(key)}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function named(key: string): string {
  return { '?': 'help', '/': 'find', '↑ ↓': 'arrows' }[key] ?? key;
}
