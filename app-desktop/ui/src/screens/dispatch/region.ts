// A region from the person's map file, read in pieces by core: the file itself never crosses the bridge.

import type { VectorSourceSpecification } from 'maplibre-gl';

import { backend } from '../../backend';
import type { Spot } from '../../gen/api';

export interface Region {
  source: VectorSourceSpecification;
  holds: (spot: Spot) => boolean;
}

type Gl = typeof import('maplibre-gl');

let known: { file: string; region: Region } | undefined;

/** The region in `file`. It is read once; another file is another region. */
export async function regionOf(gl: Gl, file: string): Promise<Region> {
  if (known?.file === file) return known.region;
  const { PMTiles, Protocol } = await import('pmtiles');
  const protocol = new Protocol();
  const bytes = async (offset: number, length: number) => ({ data: await backend.bytes(offset, length) });
  const tiles = new PMTiles({ getKey: () => 'region', getBytes: bytes });
  protocol.add(tiles);
  gl.removeProtocol('pmtiles');
  gl.addProtocol('pmtiles', protocol.tile);
  const head = await tiles.getHeader();
  const inside = (value: number, from: number, to: number) => value >= from * 1e6 && value <= to * 1e6;
  const region: Region = {
    source: {
      type: 'vector',
      tiles: ['pmtiles://region/{z}/{x}/{y}'],
      minzoom: head.minZoom,
      maxzoom: head.maxZoom,
      bounds: [head.minLon, head.minLat, head.maxLon, head.maxLat],
      attribution: '© OpenStreetMap contributors',
    },
    holds: (spot) => inside(spot.lon_e6, head.minLon, head.maxLon) && inside(spot.lat_e6, head.minLat, head.maxLat),
  };
  known = { file, region };
  return region;
}
