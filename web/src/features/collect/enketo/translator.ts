import { t as message, type MessageKey } from '$lib/i18n/index.svelte';

const MESSAGES: Record<string, MessageKey> = {
  'constraint.invalid': 'collect.invalid',
  'constraint.required': 'collect.required',
  'form.required': 'collect.required',
  'filepicker.placeholder': 'collect.takePicture',
  'filepicker.notFound': 'collect.pictureGone',
  'filepicker.resetWarning': 'collect.removePicture',
  'filepicker.toolargeerror': 'collect.pictureTooLarge',
  'filepicker.file': 'collect.picture',
  'confirm.repeatremove.heading': 'collect.removeGroup',
  'confirm.repeatremove.msg': 'collect.removeGroup',
  'selectpicker.noneselected': 'collect.noneChosen'
};

/** enketo-core's words in the reader's language, from the app's own messages. */
export function t(key: string): string {
  const ours = MESSAGES[key];
  return ours ? message(ours) : '';
}
