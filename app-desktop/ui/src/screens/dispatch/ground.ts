// The ground under the map's pins: a region from the person's own map file, or a plain ground with a scale. The
// map's program is large and is fetched when somebody first looks at a map.

import type { ExpressionSpecification, LayerSpecification, Map as GlMap, Marker, StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

import type { Spot } from '../../gen/api';
import { regionOf, type Region } from './region';

export interface Ground {
  map: GlMap;
  marker: (element: HTMLElement) => Marker;
  /** Whether there is a map file that shows another place. */
  elsewhere: boolean;
}

export const pointOf = (spot: Spot): [number, number] => [spot.lon_e6 / 1e6, spot.lat_e6 / 1e6];

/** Opens a map on an element, wide enough for all places. Fails where the system draws no maps. */
export async function ground(element: HTMLElement, places: readonly Spot[], label: string, file: string): Promise<Ground> {
  const gl = await import('maplibre-gl');
  gl.setWorkerUrl(new URL(workerUrl, location.href).href);
  const region = file ? await regionOf(gl, file) : undefined;
  const bounds = new gl.LngLatBounds();
  for (const place of places) bounds.extend(pointOf(place));
  const elsewhere = region !== undefined && !places.some((place) => region.holds(place));
  const map = new gl.Map({
    container: element,
    style: styleOf(getComputedStyle(element), elsewhere ? undefined : region),
    bounds,
    fitBoundsOptions: { padding: 48, maxZoom: 15 },
    attributionControl: region && !elsewhere ? { compact: false } : false,
    dragRotate: false,
    locale: { 'Map.Title': label },
  });
  map.addControl(new gl.ScaleControl({}));
  map.addControl(new gl.NavigationControl({ showCompass: false }));
  return { map, marker: (pin) => new gl.Marker({ element: pin }), elsewhere };
}

function styleOf(look: CSSStyleDeclaration, region: Region | undefined): StyleSpecification {
  const token = (name: string) => look.getPropertyValue(name).trim();
  const plain: LayerSpecification = { id: 'ground', type: 'background', paint: { 'background-color': token('--raised') } };
  if (!region) return { version: 8, sources: {}, layers: [plain] };
  // Without `glyphs` the letters are drawn with the system's own font: nothing is fetched for them.
  return { version: 8, sources: { region: region.source }, layers: [plain, ...layersOf(token)] };
}

/** Kinds of things have had two names in the schema of the tiles. */
const KIND: ExpressionSpecification = ['coalesce', ['get', 'kind'], ['get', 'pmap:kind'], ''];
const GREEN = ['park', 'cemetery', 'farmland', 'forest', 'wood', 'grass', 'nature_reserve', 'meadow'];
const isOf = (kinds: string[]): ExpressionSpecification => ['in', KIND, ['literal', kinds]];

function layersOf(token: (name: string) => string): LayerSpecification[] {
  const area = (layer: string, colour: string, opacity: number, filter: ExpressionSpecification | boolean = true): LayerSpecification => ({
    id: layer,
    type: 'fill',
    source: 'region',
    'source-layer': layer,
    filter,
    paint: { 'fill-color': token(colour), 'fill-opacity': opacity },
  });
  const road = (id: string, kinds: string[], width: number): LayerSpecification => ({
    id,
    type: 'line',
    source: 'region',
    'source-layer': 'roads',
    filter: isOf(kinds),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': token('--border'),
      'line-opacity': 0.55,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 10, width / 4, 14, width, 18, width * 8],
    },
  });
  const names = (layer: string, size: number, placement: 'line' | 'point', minzoom: number): LayerSpecification => ({
    id: `names of ${layer}`,
    type: 'symbol',
    source: 'region',
    'source-layer': layer,
    minzoom,
    layout: { 'symbol-placement': placement, 'text-field': ['get', 'name'], 'text-size': size },
    paint: { 'text-color': token('--text'), 'text-halo-color': token('--raised'), 'text-halo-width': 1.5 },
  });
  return [
    area('landuse', '--primary', 0.14, isOf(GREEN)),
    area('natural', '--primary', 0.1),
    area('water', '--link', 0.25, ['==', ['geometry-type'], 'Polygon']),
    area('buildings', '--text', 0.09),
    road('paths', ['other', 'path'], 0.6),
    road('minor', ['minor_road', 'minor'], 1.4),
    road('medium', ['medium_road', 'medium'], 2),
    road('major', ['major_road', 'major'], 2.6),
    road('highway', ['highway'], 3.4),
    names('roads', 12, 'line', 14),
    names('places', 14, 'point', 8),
  ];
}
