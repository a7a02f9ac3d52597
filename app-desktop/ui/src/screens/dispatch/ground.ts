// The ground under the map's pins: a plain one with a scale. The map's program is large and is fetched when somebody
// first looks at a map.

import type { Map as GlMap, Marker } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

import type { Spot } from '../../gen/api';

export interface Ground {
  map: GlMap;
  marker: (element: HTMLElement) => Marker;
}

/** Opens a map on an element, wide enough for all places. Fails where the system draws no maps. */
export async function ground(element: HTMLElement, places: readonly Spot[], label: string): Promise<Ground> {
  const gl = await import('maplibre-gl');
  gl.setWorkerUrl(new URL(workerUrl, location.href).href);
  const colour = getComputedStyle(element).backgroundColor;
  const bounds = new gl.LngLatBounds();
  for (const place of places) bounds.extend([place.lon_e6 / 1e6, place.lat_e6 / 1e6]);
  const map = new gl.Map({
    container: element,
    style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': colour } }] },
    bounds,
    fitBoundsOptions: { padding: 48, maxZoom: 15 },
    attributionControl: false,
    dragRotate: false,
    locale: { 'Map.Title': label },
  });
  map.addControl(new gl.ScaleControl({}));
  map.addControl(new gl.NavigationControl({ showCompass: false }));
  return { map, marker: (pin) => new gl.Marker({ element: pin }) };
}
