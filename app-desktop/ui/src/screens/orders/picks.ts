// What was packed of an order's lines: only lines of which something is missing are told.

export interface Counted {
  position: number;
  name: string;
  /** Units ordered. */
  wanted: number;
  /** Units in the crate, as typed. */
  packed: string;
  reason: string;
  remainder: string;
}

export interface Pick {
  position: number;
  packed: number;
  reason: string;
  remainder: string;
}

/** What is no whole number is told as less than nothing, which core refuses at its field. */
export function picksOf(lines: readonly Counted[]): Pick[] {
  return lines
    .map(({ position, packed, reason, remainder, wanted }) => ({
      line: { position, packed: /^\d{1,9}$/.test(packed.trim()) ? Number.parseInt(packed, 10) : -1, reason, remainder },
      wanted,
    }))
    .filter(({ line, wanted }) => line.packed !== wanted)
    .map(({ line }) => line);
}
