import { useState } from 'react';
import type { ItemSummary } from '../items/items.client.ts';
import { words } from '../text/words.ts';
import { rank } from './rank.ts';

/** Choose an item by what people call it. */
export function ItemChoice({ items, onChoose }: { items: readonly ItemSummary[]; onChoose: (item: ItemSummary) => void }) {
  const [typed, setTyped] = useState('');
  const found = rank(items, typed);
  return (
    <>
      <div className="field">
        <label htmlFor="item-search">{words('window.itemSearch')}</label>
        <p className="hint" id="item-search-hint">
          {words('window.itemHint')}
        </p>
        <input
          id="item-search"
          className="control"
          type="search"
          autoComplete="off"
          aria-describedby="item-search-hint"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && found[0]) onChoose(found[0]);
          }}
        />
      </div>
      <p className="unseen" role="status">
        {words('window.itemsFound', { count: found.length })}
      </p>
      <ul className="items">
        {found.map((item) => (
          <li key={item.id}>
            <button type="button" className="item" onClick={() => onChoose(item)}>
              <strong>{item.title}</strong>
              <span className="soft small">{item.summary}</span>
              <small>{item.department}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="soft off-above">{words('window.itemNone')}</p>}
    </>
  );
}
