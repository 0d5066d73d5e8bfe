import type { ReviewQueue } from '$lib/api/rolls';
import { named, t } from '$lib/i18n/index.svelte';

export function kindName(queue: ReviewQueue): string {
  return queue.kind === 'duplicates'
    ? t('review.kind.duplicates', { revision: queue.revision ?? '' })
    : t('review.kind.changes', { from: queue.from ?? '', to: queue.to ?? '' });
}

export const queueName = (queue: ReviewQueue): string => `${queue.ac_no} ${named(queue.name)} · ${kindName(queue)}`;
