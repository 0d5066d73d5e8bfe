import { describe, expect, it } from 'vitest';
import { childrenFor, isIn, PLACES } from './places';

const more = PLACES.find((place) => place.path === '/more')!;
const paths = (rights: string[]) => childrenFor(more, rights).map((child) => child.path);

describe('pages in the rail', () => {
  it('of administration are there for whoever may open one of them', () => {
    for (const right of ['manage_users', 'approve', 'read_audit', 'manage_settings']) expect(paths([right])).toContain('/administration');
    expect(paths(['view_work'])).not.toContain('/administration');
  });
  it('that need no right are there before it is known who asks', () => expect(paths([])).toContain('/tasks'));
  it('of administration belong to the place of everything else', () => expect(isIn(more, '/administration/users')).toBe(true));
});
