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
import { colour } from '../theme/theme.ts';
import type { MapPlace } from './plan.client.ts';
import { shadeOf, shadeWords } from './shade.ts';

/** An outline's code in the twelve digits of the register. */
function codeOf(feature: Feature): string {
  return String(feature.get('code') ?? '').padEnd(12, '0');
}

/** Name and standing. */
function labelOf(feature: Feature, place: MapPlace | undefined, level: string): string {
  return `${String(feature.get('name') ?? '')}\n${shadeWords(place, level)}`;
}

interface CountyMapProps {
  readonly outlines: object;
  readonly places: readonly MapPlace[];
  /** The level the target speaks about. */
  readonly level: string;
  readonly onChoose: (code: string) => void;
}

/** Counties coloured by their gap; own outlines, nothing fetched from outside. */
export function CountyMap({ outlines, places, level, onChoose }: CountyMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const { tone } = useToneChoice();
  useEffect(() => {
    if (!box.current) return undefined;
    const source = new VectorSource({ features: new GeoJSON().readFeatures(outlines, { featureProjection: 'EPSG:3857' }) });
    const byCode = new Map(places.map((place) => [place.code, place]));
    const styleOf = (feature: Feature) => new Style({
      fill: new Fill({ color: colour(`map-${shadeOf(byCode.get(codeOf(feature)))}`) }), stroke: new Stroke({ color: colour('firm'), width: 1 }),
      text: new Text({ text: labelOf(feature, byCode.get(codeOf(feature)), level), font: '12px sans-serif', fill: new Fill({ color: colour('ink') }), stroke: new Stroke({ color: colour('sheet'), width: 3 }), overflow: true }),
    });
    const layer = new VectorLayer({ source, declutter: true, style: (feature) => styleOf(feature as Feature) });
    const map = new OpenMap({ target: box.current, layers: [layer], controls: defaults({ rotate: false, attribution: false }), view: new View({ center: [0, 0], zoom: 2 }) });
    map.getView().fit(source.getExtent() ?? [0, 0, 1, 1], { padding: [16, 16, 16, 16] });
    map.on('singleclick', (event) => {
      const found = map.forEachFeatureAtPixel(event.pixel, (feature) => codeOf(feature as Feature));
      const place = found ? byCode.get(found) : undefined;
      if (place) onChoose(place.code);
    });
    return () => map.setTarget(undefined);
  }, [outlines, places, level, onChoose, tone]);
  return <div ref={box} className="map" />;
}
