import { describe, expect, it } from 'vitest';
import { tabsFor } from './tabs';

const paths = (rights: string[]) => tabsFor(rights).map((tab) => tab.path.replace('/administration/', ''));

describe('pages of administration', () => {
  it('are opened by their right', () => {
    expect(paths(['read_audit'])).toEqual(['audit']);
    expect(paths(['approve'])).toEqual(['approvals']);
    expect(paths(['manage_settings'])).toEqual(['messages']);
  });
  it('show who manages users what waits for a second officer', () => expect(paths(['manage_users'])).toEqual(['users', 'approvals']));
  it('are not there for a booth worker', () => expect(paths(['view_work', 'report_work'])).toEqual([]));
});
