import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { said } from '../kit/problem.tsx';
import { words } from '../text/words.ts';
import type { Region } from './regions.client.ts';
import { getRegion, listChildren } from './regions.client.ts';

interface TreeProps {
  readonly root: string;
  readonly chosen: string;
  readonly on: string;
  readonly onChoose: (code: string) => void;
}

/** Places below one's own, each level fetched when it is opened. */
export function RegionTree(props: TreeProps) {
  const root = useQuery({ queryKey: ['region', props.root], queryFn: () => getRegion(props.root), staleTime: 600_000 });
  return (
    <nav className="tree" aria-label={words('regions.tree')}>
      {root.data && (
        <ul>
          <Branch {...props} region={root.data} startsOpen />
        </ul>
      )}
    </nav>
  );
}

function Branch({ region, startsOpen = false, ...tree }: TreeProps & { region: Region; startsOpen?: boolean }) {
  const here = tree.chosen === region.code;
  const holdsChosen = !here && tree.chosen.startsWith(stemOf(region.code));
  const [open, setOpen] = useState(startsOpen || holdsChosen);
  const row = useRef<HTMLDivElement>(null);
  // Whoever comes by a link or a search sees where the place lies.
  useEffect(() => {
    if (holdsChosen) setOpen(true);
    if (here) row.current?.scrollIntoView({ block: 'nearest' });
  }, [here, holdsChosen]);
  const leaf = region.level === 'grid';
  return (
    <li>
      <div className="tree-row" ref={row}>
        {leaf ? (
          <span className="twist" />
        ) : (
          <button
            type="button"
            className="twist"
            aria-expanded={open}
            aria-label={words(open ? 'regions.fold' : 'regions.unfold', { name: region.name })}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </button>
        )}
        <button type="button" aria-current={here ? 'true' : undefined} onClick={() => tree.onChoose(region.code)}>
          {region.name}
        </button>
      </div>
      {open && <Children {...tree} parent={region.code} />}
    </li>
  );
}

/** The digits a place shares with everything below it. */
function stemOf(code: string): string {
  return code
    .replace(/(000000|000)$/, '')
    .replace(/(?<=^\d{2,4})00$/, '')
    .replace(/(?<=^\d\d)00$/, '');
}

function Children({ parent, ...tree }: TreeProps & { parent: string }) {
  const answer = useQuery({
    queryKey: ['region-children', parent, tree.on],
    queryFn: () => listChildren(parent, tree.on || undefined),
    staleTime: 60_000,
  });
  if (answer.error) return <p className="quiet small">{said(answer.error).sentence}</p>;
  if (answer.data?.length === 0) return <p className="quiet small more">{words('regions.noneBelow')}</p>;
  return (
    <ul>
      {answer.data?.map((region) => (
        <Branch key={region.code} {...tree} region={region} />
      ))}
    </ul>
  );
}
