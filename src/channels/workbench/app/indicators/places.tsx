import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Sheet } from '../kit/page.tsx';
import { Await } from '../kit/problem.tsx';
import { Table } from '../kit/table.tsx';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import type { Asked, MapPlace, Outlines } from './plan.client.ts';
import { readMap, readOutlines } from './plan.client.ts';
import { gapWords, missingWords, StateLight, Value } from './reading.tsx';
import { nearShare, shadeOf, shades, shadeWords } from './shade.ts';

const CountyMap = lazy(async () => ({ default: (await import('./map.tsx')).CountyMap }));

interface PlacesProps {
  readonly target: string;
  /** The level the target speaks about. */
  readonly level: string;
  readonly asked: Asked;
  readonly onDrill: (region: string) => void;
}

/** The places one step down, coloured by their gap: on a map where there are outlines, as tiles where there are none, and always as a table. */
export function Places({ target, level, asked, onDrill }: PlacesProps) {
  const places = useQuery({ queryKey: ['map', target, asked], queryFn: () => readMap(target, asked) });
  const outlines = useQuery({
    queryKey: ['outlines', asked.region],
    queryFn: () => readOutlines(asked.region),
    staleTime: Infinity,
    retry: false,
  });
  if (places.data?.places.length === 0) return null;
  return (
    <Sheet title={words('plan.counties')} pad={false}>
      <Await answer={places}>
        {(data) => (
          <>
            {!outlines.isPending && <Picture outlines={outlines.data} places={data.places} level={level} onDrill={onDrill} />}
            <PlaceTable places={data.places} level={level} onDrill={onDrill} />
          </>
        )}
      </Await>
    </Sheet>
  );
}

interface PictureProps extends Pick<PlacesProps, 'level' | 'onDrill'> {
  readonly outlines: Outlines | undefined;
  readonly places: readonly MapPlace[];
}

function Picture({ outlines, places, level, onDrill }: PictureProps) {
  const drawn = new Set(outlines?.features.map((one) => one.properties.code.padEnd(12, '0')));
  const others = places.filter((place) => !drawn.has(place.code));
  return (
    <figure className="pad" aria-label={words('plan.mapLabel')}>
      {outlines && others.length < places.length && (
        <Suspense fallback={null}>
          <CountyMap outlines={outlines} places={places} level={level} onChoose={onDrill} />
          <p className="quiet small no-print">{words('plan.mapHint')}</p>
        </Suspense>
      )}
      {others.length > 0 && <Tiles places={others} level={level} onDrill={onDrill} beside={others.length < places.length} />}
      <p className="legend">
        {shades.map((shade) => (
          <span key={shade}>
            <i className={`shade-${shade}`} />
            {words(`plan.shade.${shade}`, { share: figure(nearShare * 100) })}
          </span>
        ))}
      </p>
    </figure>
  );
}

/** Places without an outline, each of the same size: nothing is said about where they lie. */
function Tiles({ places, level, onDrill, beside }: Omit<PictureProps, 'outlines'> & { readonly beside: boolean }) {
  return (
    <>
      <p className="quiet small">{words(beside ? 'plan.tilesBeside' : 'plan.tiles')}</p>
      <ul className="tiles">
        {places.map((place) => (
          <li key={place.code}>
            <button type="button" className={`shade-${shadeOf(place)}`} onClick={() => onDrill(place.code)}>
              <strong>{place.name ?? place.code}</strong>
              <span>{shadeWords(place, level)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function PlaceTable({ places, level, onDrill }: Omit<PictureProps, 'outlines'>) {
  const columns = [
    {
      name: 'name',
      title: words('plan.column.place'),
      heading: true,
      show: (row: MapPlace) => (
        <button type="button" className="sort leads" onClick={() => onDrill(row.code)}>
          {row.name ?? row.code}
        </button>
      ),
    },
    {
      name: 'value',
      title: words('plan.column.value'),
      number: true,
      show: (row: MapPlace) => (row.plan === null ? words('none') : <Value reading={row} level={level} />),
    },
    { name: 'gap', title: words('plan.column.gap'), number: true, show: (row: MapPlace) => gapWords(row) },
    {
      name: 'state',
      title: words('plan.column.state'),
      show: (row: MapPlace) =>
        row.plan === null ? (
          words('plan.outside')
        ) : (
          <>
            <StateLight state={row.state} level={level} />
            <p className="quiet small">{missingWords(row)}</p>
          </>
        ),
    },
  ];
  return <Table title={words('plan.counties')} columns={columns} rows={places} keyOf={(row) => row.code} compact />;
}
