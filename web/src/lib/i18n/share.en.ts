import type { share as hindi } from './share.hi';

/** A page’s finding as a message or a picture. */
export const share: Record<keyof typeof hindi, string> = {
  'share.title': 'Share',
  'share.copy': 'Copy',
  'share.copied': 'Copied.',
  'share.notCopied': 'The browser does not let us copy: mark the text and copy it.',
  'share.text': 'As a message',
  'share.image': 'As a picture',
  'share.send': 'Send on',
  'share.sendImage': 'Send the picture on',
  'share.download': 'Keep the picture',
  'share.note': 'Only the numbers of this page, with source and date; nothing of persons.',
  'share.source': 'Source: {files}',
  'share.more': 'and {n} more',
  'share.asOf': 'As of {day}',
  'share.method.seat': 'Margin: the side’s best candidate minus the best of all others, of valid votes without NOTA',
  'share.method.focus': 'Classes by margin: lost, narrow, weak, strong; limits as on the page',
  'share.method.work': 'Of all asked; what nobody reported is not done',
  'share.own': 'the organisation’s own reports',
  'share.done': '{done} of {asked} done ({share})',
  'share.late': '{n} late',
  'share.due': 'due {day}',
  'share.seats': '{n} seats',
  'share.bar.done': 'Done',
  'share.bar.blocked': 'Blocked',
  'share.bar.notReported': 'Not reported',
  'share.locked': 'Silence before the poll: nothing is shared now.',
  'share.failed': 'The picture could not be made here; the message can be sent.'
};
