import type { ReviewQueue } from '$lib/api/rolls';
import { named, t } from '$lib/i18n/index.svelte';

export function kindName(queue: ReviewQueue): string {
  return queue.kind === 'duplicates'
    ? t('review.kind.duplicates', { revision: queue.revision ?? '' })
    : t('review.kind.changes', { from: queue.from ?? '', to: queue.to ?? '' });
}

/** The segment, or that the pairs lie between districts. */
export const areaName = (queue: ReviewQueue): string =>
  queue.ac_no === null ? named(queue.name) : `${queue.ac_no} ${named(queue.name)}`;

export const queueName = (queue: ReviewQueue): string => `${areaName(queue)} · ${kindName(queue)}`;
