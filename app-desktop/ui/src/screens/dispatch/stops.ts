// The order of a run's stops.

/** The stops with one of them moved by some places; none when it cannot move there. */
export function moved(stops: readonly string[], stop: string, by: number): string[] | undefined {
  const from = stops.indexOf(stop);
  const to = from + by;
  if (from < 0 || to < 0 || to >= stops.length) return undefined;
  const next = stops.filter((it) => it !== stop);
  next.splice(to, 0, stop);
  return next;
}
