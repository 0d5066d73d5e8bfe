import type { MessageCount, MessagesAnswer, MessageState, MessageTemplate } from '$lib/api/administration';
import { f, t, type MessageKey } from '$lib/i18n/index.svelte';

/** In the order of a message's way. */
export const MESSAGE_STATES: MessageState[] = ['waiting', 'sending', 'sent', 'failed', 'uncertain', 'dropped'];

/** What `why` may be besides the provider's own codes. */
export const WHYS = ['abandoned', 'template', 'closed', 'past', 'left', 'no_phone', 'silence', 'sms_value_missing', 'sms_value_too_long', 'sms_too_long', 'timeout', 'connection', 'file'];

export interface StateSum {
  state: MessageState;
  messages: number;
  parts: number;
  kinds: MessageCount[];
}

/** One line a state that has messages. */
export function byState(counts: MessageCount[]): StateSum[] {
  return MESSAGE_STATES.map((state) => {
    const kinds = counts.filter((one) => one.state === state && one.messages > 0);
    const sum = (of: 'messages' | 'parts') => kinds.reduce((all, one) => all + one[of], 0);
    return { state, messages: sum('messages'), parts: sum('parts'), kinds };
  }).filter((one) => one.messages > 0);
}

/** The page's sentence: whether messages get through, and whether somebody has to look. */
export function leadOf({ way, counts }: MessagesAnswer): string {
  if (way === 'none') return t('sms.leadNone');
  if (way === 'file') return t('sms.leadFile');
  const sums = byState(counts);
  if (sums.length === 0) return t('sms.leadNothing');
  const of = (state: MessageState) => sums.find((one) => one.state === state)?.messages ?? 0;
  const [sent, failed, uncertain] = [of('sent'), of('failed'), of('uncertain')];
  return t(failed + uncertain > 0 ? 'sms.leadTrouble' : 'sms.leadWell', { sent: f.count(sent), failed: f.count(failed), uncertain: f.count(uncertain) });
}

/** Why a message is where it is, in words; null where nothing is said. */
export function whyText(why: string): string | null {
  if (why === '') return null;
  if (WHYS.includes(why)) return t(`sms.why.${why}` as MessageKey);
  const code = Number(why);
  if (code === 429 || code === 503) return t('sms.whyBusy', { code: why });
  return t(code >= 400 && code < 500 ? 'sms.whyRefused' : 'sms.whyBroken', { code: why });
}

const PLACE = '{#var#}';
export const variableName = (name: string) => t(`sms.variable.${name}` as MessageKey);

/** A registered text in pieces: what stands fixed, and in its places the names of what fills them. */
export function pieces({ text, variables }: MessageTemplate): { text: string; fills: boolean }[] {
  return text.split(PLACE).flatMap((fixed, index) => {
    const before = index === 0 ? [] : [{ text: variableName(variables[index - 1]?.name ?? ''), fills: true }];
    return fixed === '' ? before : [...before, { text: fixed, fills: false }];
  });
}
