import { defaults } from 'ol/control/defaults.js';
import Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import VectorLayer from 'ol/layer/Vector.js';
import OpenMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import View from 'ol/View.js';
import { useEffect, useRef } from 'react';
import { useToneChoice } from '../shell/tone.ts';
import { figure } from '../text/figures.ts';
import { words } from '../text/words.ts';
import { colour } from '../theme/theme.ts';
import type { MapPlace } from './plan.client.ts';
import { gapWords } from './reading.tsx';

/** An outline's code in the twelve digits of the register. */
function codeOf(feature: Feature): string {
  return String(feature.get('code') ?? '').padEnd(12, '0');
}

const shades = ['met', 'near', 'unmet', 'measured', 'none'] as const;
type Shade = (typeof shades)[number];
const paints: Record<Shade, string> = { met: 'map-met', near: 'map-near', unmet: 'map-unmet', measured: 'map-measured', none: 'map-none' };

/** A shortfall of less than this share of the target is drawn lighter. */
const nearShare = 0.2;

function shadeOf(place: MapPlace | undefined): Shade {
  if (!place || place.state === 'no-data') return 'none';
  if (place.state !== 'unmet') return place.state;
  return place.gap !== null && place.target && Math.abs(place.gap / place.target) < nearShare ? 'near' : 'unmet';
}

/** Name and gap, its unit left to the table so that neighbours have room; without a number, how the figure stands. Colour never says it alone. */
function labelOf(feature: Feature, place: MapPlace | undefined): string {
  const said = place && place.gap !== null && place.gap !== 0 ? gapWords({ ...place, title: '', unit: '', direction: 'at-least' }).trim() : words(`plan.state.${place?.state ?? 'no-data'}`);
  return `${String(feature.get('name') ?? '')}\n${said}`;
}

interface CountyMapProps {
  readonly outlines: object;
  readonly places: readonly MapPlace[];
  readonly onChoose: (code: string) => void;
}

/** Counties coloured by their gap; own outlines, nothing fetched from outside. */
export function CountyMap({ outlines, places, onChoose }: CountyMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const { tone } = useToneChoice();
  useEffect(() => {
    if (!box.current) return undefined;
    const source = new VectorSource({ features: new GeoJSON().readFeatures(outlines, { featureProjection: 'EPSG:3857' }) });
    const byCode = new Map(places.map((place) => [place.code, place]));
    const styleOf = (feature: Feature) => new Style({
      fill: new Fill({ color: colour(paints[shadeOf(byCode.get(codeOf(feature)))]) }), stroke: new Stroke({ color: colour('firm'), width: 1 }),
      text: new Text({ text: labelOf(feature, byCode.get(codeOf(feature))), font: '12px sans-serif', fill: new Fill({ color: colour('ink') }), stroke: new Stroke({ color: colour('sheet'), width: 3 }), overflow: true }),
    });
    const layer = new VectorLayer({ source, style: (feature) => styleOf(feature as Feature) });
    const map = new OpenMap({ target: box.current, layers: [layer], controls: defaults({ rotate: false, attribution: false }), view: new View({ center: [0, 0], zoom: 2 }) });
    map.getView().fit(source.getExtent() ?? [0, 0, 1, 1], { padding: [16, 16, 16, 16] });
    map.on('singleclick', (event) => {
      const found = map.forEachFeatureAtPixel(event.pixel, (feature) => codeOf(feature as Feature));
      const place = found ? byCode.get(found) : undefined;
      if (place) onChoose(place.code);
    });
    return () => map.setTarget(undefined);
  }, [outlines, places, onChoose, tone]);
  return (
    <>
      <div ref={box} className="map" />
      <p className="legend">
        {shades.map((shade) => <span key={shade}><i style={{ background: `var(--${paints[shade]})` }} />{words(`plan.shade.${shade}`, { share: figure(nearShare * 100) })}</span>)}
      </p>
    </>
  );
}
