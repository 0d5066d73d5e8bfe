import type { Device } from '$lib/api/forms';

const DAY_MS = 86_400_000;

/** Whole days until an instant, at least 0; the last, begun day counts. */
export function daysLeft(endsAt: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(endsAt) - now) / DAY_MS));
}

/** Open keys first, those that end soonest at the top; then the ended ones, latest first. */
export function openFirst(devices: Device[]): Device[] {
  const endOf = (device: Device) => Date.parse(device.revoked_at ?? device.ends_at);
  return [...devices].sort((a, b) => (a.open === b.open ? (a.open ? endOf(a) - endOf(b) : endOf(b) - endOf(a)) : a.open ? -1 : 1));
}
