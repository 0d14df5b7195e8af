import { defaults } from 'ol/control/defaults.js';
import { mouseOnly, platformModifierKeyOnly } from 'ol/events/condition.js';
import type Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import DragPan from 'ol/interaction/DragPan.js';
import { defaults as gestures } from 'ol/interaction/defaults.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
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
import { words } from '../text/words.ts';
import { colour } from '../theme/theme.ts';
import type { MapPlace } from './plan.client.ts';
import { shadeOf, shadeWords } from './shade.ts';

/** An outline's code in the twelve digits of the register. */
function codeOf(feature: Feature): string {
  return String(feature.get('code') ?? '').padEnd(12, '0');
}

/** Below this width, in pixels, two lines for each place push one another away: the name alone stays, the table tells the rest. */
const roomForStanding = 480;

/** Name and, where there is room, standing. A place without data says so everywhere. */
function labelOf(feature: Feature, place: MapPlace | undefined, level: string, wide: boolean): string {
  const name = String(feature.get('name') ?? '');
  return wide || shadeOf(place) === 'none' ? `${name}\n${shadeWords(place, level)}` : name;
}

/** The colour of a place; where there is no data it is hatched, so that nobody takes it for a judgement. */
function fillOf(place: MapPlace | undefined): string | CanvasPattern {
  const shade = shadeOf(place);
  const plain = colour(`map-${shade}`);
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const pen = tile.getContext('2d');
  if (shade !== 'none' || !pen) return plain;
  pen.fillStyle = plain;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = colour('firm');
  pen.beginPath();
  for (const at of [-8, 0, 8]) {
    pen.moveTo(at, 8);
    pen.lineTo(at + 8, 0);
  }
  pen.stroke();
  return pen.createPattern(tile, 'repeat') ?? plain;
}

/** One finger scrolls the page and two move the map; the wheel scrolls unless Ctrl is held. Nothing turns the map. */
function calmGestures() {
  const drag: DragPan = new DragPan({ condition: (event) => mouseOnly(event) || drag.getPointerCount() === 2 });
  return gestures({ dragPan: false, mouseWheelZoom: false, altShiftDragRotate: false, pinchRotate: false }).extend([
    drag,
    new MouseWheelZoom({ condition: platformModifierKeyOnly }),
  ]);
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
    const wide = box.current.clientWidth >= roomForStanding;
    const styleOf = (feature: Feature) =>
      new Style({
        fill: new Fill({ color: fillOf(byCode.get(codeOf(feature))) }),
        stroke: new Stroke({ color: colour('firm'), width: 1 }),
        text: new Text({
          text: labelOf(feature, byCode.get(codeOf(feature)), level, wide),
          font: '12px sans-serif',
          fill: new Fill({ color: colour('ink') }),
          stroke: new Stroke({ color: colour('sheet'), width: 3 }),
          overflow: true,
        }),
      });
    const layer = new VectorLayer({ source, declutter: true, style: (feature) => styleOf(feature as Feature) });
    const map = new OpenMap({
      target: box.current,
      layers: [layer],
      controls: defaults({
        rotate: false,
        attribution: false,
        zoomOptions: { zoomInTipLabel: words('plan.zoomIn'), zoomOutTipLabel: words('plan.zoomOut') },
      }),
      interactions: calmGestures(),
      view: new View({ center: [0, 0], zoom: 2 }),
    });
    map.getView().fit(source.getExtent() ?? [0, 0, 1, 1], { padding: [16, 16, 16, 16] });
    map.on('click', (event) => {
      const found = map.forEachFeatureAtPixel(event.pixel, (feature) => codeOf(feature as Feature));
      const place = found ? byCode.get(found) : undefined;
      if (place) onChoose(place.code);
    });
    return () => map.setTarget(undefined);
  }, [outlines, places, level, onChoose, tone]);
  return <div ref={box} className="map" />;
}
