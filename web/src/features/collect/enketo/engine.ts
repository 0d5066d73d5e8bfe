import { Form } from 'enketo-core';
import { dataUriToBlobSync, getFilename } from 'enketo-core/src/js/utils';
import { externalLists } from '../lists';
import { useStoredFiles } from './file_manager';

export interface FilledForm {
  /** The filled form as XML, without what was not asked. */
  xml(): string;
  instance(): string;
  /** True if all answers are there and as they must be; else the form shows the first that is not. */
  valid(): Promise<boolean>;
  language(tag: string): void;
  close(): void;
}

export interface FormToFill {
  form: string;
  model: string;
  language: string;
  /** XML of a form that was begun before. */
  begun: string | null;
  /** Addresses of media by what stands in the form (jr://… or an address of the server). */
  media: Map<string, string>;
  /** Lists of choices that come as files, by file name (CSV). */
  lists: Map<string, string>;
  storedFile: (name: string) => Promise<Blob | null>;
  onchange: () => void;
  onfile: (name: string, bytes: ArrayBuffer) => void;
}

/** The picture as it is sent: made smaller where the form says so, under a name of its own. */
async function pictureOf(input: HTMLInputElement): Promise<{ name: string; bytes: ArrayBuffer } | null> {
  const file = input.files?.[0];
  if (!file) return null;
  const { resized, resizedDataURI, filenamePostfix } = input.dataset;
  const blob: Blob = resized && resizedDataURI ? dataUriToBlobSync(resizedDataURI) : file;
  return { name: getFilename(file, filenamePostfix), bytes: await blob.arrayBuffer() };
}

function withMedia(root: ParentNode, media: Map<string, string>): void {
  for (const element of root.querySelectorAll('[src]')) {
    const address = media.get(element.getAttribute('src') ?? '');
    if (address) element.setAttribute('src', address);
    else if (element.getAttribute('src')?.startsWith('jr:')) element.remove();
  }
}

/** Shows a form below `place`, before its footer, and starts it. Throws with the engine's words where it cannot. */
export function openForm(place: HTMLElement, what: FormToFill): FilledForm {
  useStoredFiles(what.storedFile);
  const form = document.createRange().createContextualFragment(what.form).querySelector('form') as HTMLFormElement;
  form.querySelector('#form-title')?.remove();
  withMedia(form, what.media);
  place.prepend(form);
  const engine = new Form(form, { modelStr: what.model, instanceStr: what.begun ?? undefined, submitted: false, external: externalLists(what.model, what.lists) }, { language: what.language });
  const failures: string[] = engine.init();
  if (failures.length > 0) throw new Error(failures.join('; '));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('dataupdate', what.onchange);
  form.addEventListener('change', (event) => {
    const input = event.target as HTMLInputElement;
    if (input.type !== 'file') return;
    // The widget makes the picture smaller first.
    setTimeout(() => void pictureOf(input).then((picture) => picture && what.onfile(picture.name, picture.bytes)), 1500);
  });
  return {
    xml: () => engine.getDataStr({ irrelevant: false }),
    instance: () => engine.instanceID,
    valid: () => engine.validate(),
    language: (tag) => engine.langs.setFormUi(tag),
    close: () => engine.resetView()
  };
}
