/** Where the page is: the part of the address behind `#`. Filters live in it too, so a view can be kept as a bookmark. */

export const views = ['home', 'device', 'alerts', 'supplies', 'scans', 'webhooks', 'catalogue'] as const;
export type View = (typeof views)[number];

export type Route = {
  readonly view: View | 'missing';
  /** The device of the view `device`, else empty. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
};

/** Reads `#/device/printer%201?show=all`. Never throws: what is no address of ours is the view `missing`. */
export function parseHash(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [first = '', ...rest] = path.split('/');
  const query = Object.fromEntries(new URLSearchParams(search));
  const view = first === '' ? 'home' : (views.find((v) => v === first) ?? 'missing');
  const id = decode(rest.join('/'));
  return view === 'device' && id === '' ? { view: 'missing', id: '', query } : { view, id, query };
}

/** The address of a view; empty values of `query` are left out. */
export function hashOf(view: View, id = '', query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  const path = view === 'home' ? '' : view === 'device' ? `device/${encodeURIComponent(id)}` : view;
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

/** The same place with other filters. */
export function hashWith(route: Route, change: Readonly<Record<string, string>>): string {
  return route.view === 'missing' ? '#/' : hashOf(route.view, route.id, { ...route.query, ...change });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
