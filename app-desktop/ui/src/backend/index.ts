// The way to core: the same typed calls inside the product's window and over the test host.

import type { Calls, Change, Problem } from '../gen/api';
import { tauri } from './tauri';
import { web } from './web';

export type Name = keyof Calls;
export type Args<N extends Name> = Calls[N]['args'];
export type Result<N extends Name> = Calls[N]['result'];

/** A change; or word that some were missed and everything has to be read again; or a place that a link or the menu leads to. */
export type Told = Change | { topic: 'all' } | { topic: 'go'; hash: string };

export interface Backend {
  /** Does a call; fails with a `Problem`. */
  call<N extends Name>(name: N, args: Args<N>): Promise<Result<N>>;
  /** A piece of the map file. */
  bytes(offset: number, length: number): Promise<ArrayBuffer>;
  /** Tells of changes until the returned function is called. */
  changes(tell: (told: Told) => void): () => void;
  /** Whether this is the product's own window. */
  native: boolean;
}

export const backend: Backend = '__TAURI_INTERNALS__' in window ? tauri : web;

/** Whatever was thrown, as a problem that can be shown. */
export function problemOf(thrown: unknown): Problem {
  if (typeof thrown === 'object' && thrown !== null && 'kind' in thrown && 'text' in thrown) {
    return thrown as Problem;
  }
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: 'program', code: '', text, fields: [], remedies: [], needs: 'nothing' };
}
