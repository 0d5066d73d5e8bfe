import type { MessageKey } from '$lib/i18n/index.svelte';

/** A page of a place; shows in the rail only. */
export interface Child {
  path: string;
  label: MessageKey;
  /** Shown to who has one of these; to all where there are none. */
  rights?: string[];
}

/** The places of the bottom bar and the rail. */
export interface Place {
  path: string;
  label: MessageKey;
  icon: string;
  owns: string[];
  children: Child[];
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
    owns: ['/more', '/answers', '/claims', '/ask', '/forecast', '/imports', '/schemes', '/rolls', '/community', '/review', '/organisation', '/account', '/today', '/responsibility', '/programmes', '/directives', '/tasks', '/visits', '/calendar', '/administration', '/forms', '/notices', '/devices', '/field', '/rights', '/training', '/reports'],
    children: [
      { path: '/ask', label: 'ask.title' },
      { path: '/today', label: 'nav.today' },
      { path: '/responsibility', label: 'nav.responsibility' },
      { path: '/programmes', label: 'nav.programmes' },
      { path: '/directives', label: 'nav.directives' },
      { path: '/tasks', label: 'nav.tasks' },
      { path: '/visits', label: 'visits.title', rights: ['direct_work'] },
      { path: '/calendar', label: 'nav.calendar' },
      { path: '/organisation', label: 'org.title' },
      { path: '/answers', label: 'answers.title', rights: ['view_answers'] },
      { path: '/claims', label: 'claims.title', rights: ['note_claims', 'write_answers', 'review_answers'] },
      { path: '/forecast', label: 'nav.forecast' },
      { path: '/reports', label: 'nav.reports' },
      { path: '/schemes', label: 'nav.schemes' },
      { path: '/rolls', label: 'nav.rolls' },
      { path: '/community', label: 'community.title', rights: ['view_released_tables'] },
      { path: '/rights', label: 'rights.desk', rights: ['handle_rights'] },
      { path: '/training', label: 'training.title' },
      { path: '/review', label: 'nav.review' },
      { path: '/rolls/help', label: 'nav.help' },
      { path: '/rolls/entry', label: 'nav.entry' },
      { path: '/forms', label: 'forms.title', rights: ['view_field_counts', 'design_forms'] },
      { path: '/notices', label: 'notices.title', rights: ['design_forms'] },
      { path: '/field', label: 'field.title', rights: ['review_field_data'] },
      { path: '/devices', label: 'devices.title', rights: ['give_devices'] },
      { path: '/imports', label: 'nav.imports' },
      { path: '/administration', label: 'admin.title', rights: ['manage_users', 'approve', 'read_audit', 'manage_settings'] },
      { path: '/more', label: 'nav.settings' }
    ]
  }
];

/** The pages of a place that somebody with these rights may open. */
export function childrenFor(place: Place, rights: string[]): Child[] {
  return place.children.filter((child) => child.rights === undefined || child.rights.some((right) => rights.includes(right)));
}

/** Whether a page belongs to a place. */
export function isIn(place: Place, pathname: string): boolean {
  if (place.path === '/') return pathname === '/';
  return place.owns.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
