import { t } from '$lib/i18n/index.svelte';

/** A party's code, or the words for who is none. */
export function optionName(option: string): string {
  if (option === 'others') return t('word.others');
  return option === 'did_not_vote' ? t('transfer.noVote') : option;
}
