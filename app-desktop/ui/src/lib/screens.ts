// The screens there are: their place in the navigation, their icon, their key, and who has them.

import type { May } from '../gen/api';

export interface Screen {
  name: string;
  /** The key of its words. */
  words: string;
  icon: string;
  /** The second key of `g …`. */
  key: string;
  group: 'work' | 'hub' | 'more';
  /** What it needs; without it the screen says so instead. */
  needs?: keyof May;
}

export const SCREENS: readonly Screen[] = [
  { name: 'today', words: 'desk-nav-today', icon: 'house', key: 't', group: 'work' },
  { name: 'orders', words: 'desk-nav-orders', icon: 'package', key: 'o', group: 'work', needs: 'run_orders' },
  { name: 'dispatch', words: 'desk-nav-dispatch', icon: 'truck', key: 'd', group: 'work', needs: 'dispatch' },
  { name: 'stock', words: 'desk-nav-stock', icon: 'boxes', key: 'i', group: 'work', needs: 'adjust_stock' },
  { name: 'tickets', words: 'desk-nav-tickets', icon: 'life-buoy', key: 'r', group: 'work', needs: 'run_orders' },
  { name: 'content', words: 'desk-nav-content', icon: 'newspaper', key: 'c', group: 'hub', needs: 'edit_content' },
  { name: 'polls', words: 'desk-nav-polls', icon: 'vote', key: 'v', group: 'hub' },
  { name: 'auctions', words: 'desk-nav-auctions', icon: 'gavel', key: 'a', group: 'hub', needs: 'run_orders' },
  { name: 'disputes', words: 'desk-nav-disputes', icon: 'scale', key: 'm', group: 'hub' },
  { name: 'figures', words: 'desk-nav-figures', icon: 'chart-column', key: 'f', group: 'hub', needs: 'run_orders' },
  { name: 'people', words: 'desk-nav-people', icon: 'users', key: 'p', group: 'hub' },
  { name: 'audit', words: 'desk-nav-audit', icon: 'file-text', key: 'l', group: 'hub', needs: 'read_audit' },
  { name: 'hub', words: 'desk-nav-hub', icon: 'store', key: 'h', group: 'more', needs: 'edit_hub' },
  { name: 'notices', words: 'desk-nav-notices', icon: 'bell', key: 'n', group: 'more' },
  { name: 'sync', words: 'desk-nav-sync', icon: 'inbox', key: 'y', group: 'more' },
  { name: 'settings', words: 'desk-nav-settings', icon: 'settings', key: 's', group: 'more' },
];
