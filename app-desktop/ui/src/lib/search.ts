// Finding by words: every part of what was typed must be there, whatever the case and the accents.

/** A text without case and accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function matches(text: string, wanted: string): boolean {
  const inside = plain(text);
  return plain(wanted).split(/\s+/).every((part) => inside.includes(part));
}
