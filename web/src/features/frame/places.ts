import type { MessageKey } from '$lib/i18n/index.svelte';

/** The places of the bottom bar and the rail. Children show in the rail only. */
export interface Place {
  path: string;
  label: MessageKey;
  icon: string;
  owns: string[];
  children: { path: string; label: MessageKey }[];
}

export const PLACES: Place[] = [
  { path: '/', label: 'nav.home', icon: 'M3 11L12 3l9 8M6 9.5V20h12V9.5', owns: [], children: [] },
  {
    path: '/focus',
    label: 'nav.seats',
    icon: 'M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9zM12 8.5v7M9 12h6',
    owns: ['/focus', '/seat', '/segment', '/booth'],
    children: []
  },
  { path: '/compare', label: 'nav.compare', icon: 'M7 20V9M7 9l-3 3M7 9l3 3M17 4v11M17 15l-3-3M17 15l3-3', owns: ['/compare'], children: [] },
  {
    path: '/more',
    label: 'nav.more',
    icon: 'M4 7h16M4 12h16M4 17h16',
    owns: ['/more', '/imports', '/rolls', '/review', '/organisation', '/account', '/today', '/responsibility', '/programmes', '/directives', '/tasks', '/calendar'],
    children: [
      { path: '/today', label: 'nav.today' },
      { path: '/responsibility', label: 'nav.responsibility' },
      { path: '/programmes', label: 'nav.programmes' },
      { path: '/directives', label: 'nav.directives' },
      { path: '/tasks', label: 'nav.tasks' },
      { path: '/calendar', label: 'nav.calendar' },
      { path: '/organisation', label: 'org.title' },
      { path: '/rolls', label: 'nav.rolls' },
      { path: '/review', label: 'nav.review' },
      { path: '/rolls/help', label: 'nav.help' },
      { path: '/rolls/entry', label: 'nav.entry' },
      { path: '/imports', label: 'nav.imports' },
      { path: '/more', label: 'nav.settings' }
    ]
  }
];

/** Whether a page belongs to a place. */
export function isIn(place: Place, pathname: string): boolean {
  if (place.path === '/') return pathname === '/';
  return place.owns.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
