declare module 'enketo-core' {
  export class Form {
    constructor(form: HTMLFormElement, data: { modelStr: string; instanceStr?: string; submitted: boolean; external: unknown[] }, options: { language: string });
    init(): string[];
    getDataStr(include?: { irrelevant?: boolean }): string;
    readonly instanceID: string;
    validate(): Promise<boolean>;
    resetView(): void;
    langs: { setFormUi(tag: string): void };
  }
}
declare module 'enketo-core/src/js/widget' {
  export default class Widget {
    element: HTMLElement;
  }
}
declare module 'enketo-core/src/js/utils' {
  export function dataUriToBlobSync(uri: string): Blob;
  export function getFilename(file: File, postfix?: string): string;
}
declare module 'enketo-core/src/widget/*';
