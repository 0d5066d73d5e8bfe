import type { ForecastMode } from '$lib/api/forecast';
import type { SidesAnswer } from '$lib/api/types';
import { named, t, type MessageKey } from '$lib/i18n/index.svelte';
import { OTHERS } from './scenario';

/** A name longer than this does not fit beside its figures: the short one stands. */
const NAME_MOST = 16;

/** A bloc as it is called in sentences and tables: an alliance's own short name in the reader's language, else as written. */
export function blocName(bloc: string, alliances: SidesAnswer['alliances'] = []): string {
  if (bloc === OTHERS) return t('word.others');
  const alliance = alliances.find((one) => one.id === bloc);
  const name = alliance?.name ? named(alliance.name) : bloc;
  return name.length <= NAME_MOST ? name : bloc;
}

/** A state's own table of regions names them by a word of its own. */
export function regionName(region: string): string {
  const key = `forecast.region.${region}`;
  const text = t(key as MessageKey);
  return text === key ? region : text;
}

const MODE_WORDS: Record<ForecastMode, MessageKey> = { A: 'forecast.mode.A', B: 'forecast.mode.B', C: 'forecast.mode.C' };

export function modeWords(mode: ForecastMode): string {
  return t(MODE_WORDS[mode]);
}

/** "LS-2024": the house's name and the year. */
export function electionWords(id: string): string {
  const year = id.slice(3, 7);
  return t(id.startsWith('VS') ? 'forecast.house.VS' : 'forecast.house.LS', { year });
}
