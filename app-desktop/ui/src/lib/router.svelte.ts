// Where the window is: `#/screen/id?filter=value`. Deep links of the system map onto the same addresses.

export interface Route {
  screen: string;
  id: string;
  query: Record<string, string>;
}

export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen = '', id = ''] = path.split('/');
  return { screen: screen || 'today', id, query: Object.fromEntries(new URLSearchParams(query)) };
}

export function address(screen: string, id = '', query: Record<string, string> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${screen}${id ? `/${id}` : ''}${search ? `?${search}` : ''}`;
}

let route = $state.raw(parse(location.hash));

window.addEventListener('hashchange', () => {
  route = parse(location.hash);
});

export function here(): Route {
  return route;
}

export function go(screen: string, id = '', query: Record<string, string> = {}): void {
  location.hash = address(screen, id, query);
}

/** Changes the query without a new step in the history. */
export function filter(query: Record<string, string>): void {
  history.replaceState(null, '', address(route.screen, route.id, { ...route.query, ...query }));
  route = parse(location.hash);
}
