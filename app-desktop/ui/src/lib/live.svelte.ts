// What a screen shows: read from the device, and read again when something it depends on has changed. The rows
// before stay in sight until the new ones are there, so nothing flickers.

import { backend, problemOf, type Args, type Name, type Result, type Told } from '../backend';
import type { Problem } from '../gen/api';

type Listener = (told: Told) => void;
const listeners = new Set<Listener>();

backend.changes((told) => {
  for (const listener of [...listeners]) listener(told);
});

/** Calls `listener` on every change until the returned function is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a change touches one of `tables`. `sync` stands for the sync line, the outbox and the inbox. */
export function touches(told: Told, tables: readonly string[]): boolean {
  switch (told.topic) {
    case 'all':
      return true;
    case 'rows':
      return tables.some((table) => told.tables.includes(table));
    case 'sync':
      return tables.includes('sync');
    case 'file':
      return tables.includes('file');
    case 'live':
      return tables.includes('live');
    case 'go':
      return false;
  }
}

/** A reading that stays fresh. */
export class Live<T> {
  value = $state.raw<T | undefined>(undefined);
  problem = $state.raw<Problem | undefined>(undefined);
  /** How often it was read. */
  reads = $state(0);
  again: () => Promise<void> = () => Promise.resolve();
}

/**
 * Reads a call now and whenever `args` or one of `tables` change. `args` that are `undefined` wait. Must be called
 * while a component is set up.
 */
export function live<N extends Name>(
  name: N,
  args: () => Args<N> | undefined,
  tables: readonly string[],
): Live<Result<N>> {
  const reading = new Live<Result<N>>();
  let latest = 0;
  const read = async (wanted: Args<N>) => {
    const mine = ++latest;
    try {
      const value = await backend.call(name, wanted);
      if (mine !== latest) return;
      reading.value = value;
      reading.problem = undefined;
    } catch (thrown) {
      if (mine !== latest) return;
      reading.problem = problemOf(thrown);
    }
    reading.reads += 1;
  };
  $effect(() => {
    const wanted = args();
    if (wanted === undefined) return;
    const again = () => read(wanted);
    reading.again = again;
    void again();
    return onChange((told) => {
      if (touches(told, tables)) void again();
    });
  });
  return reading;
}
