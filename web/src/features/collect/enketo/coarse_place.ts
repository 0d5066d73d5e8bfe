import Widget from 'enketo-core/src/js/widget';
import { t } from '$lib/i18n/index.svelte';

/** Degrees are kept to three decimals: about 100 metres (R39). */
const DECIMALS = 3;
const PATIENCE_MS = 30_000;

/** A geopoint as XForms write it, coarse: latitude, longitude, no altitude, an accuracy of 100 metres. */
export function coarse(latitude: number, longitude: number): string {
  return `${latitude.toFixed(DECIMALS)} ${longitude.toFixed(DECIMALS)} 0 100`;
}

/** A button that puts the phone's rough position into the answer. Nothing is asked of the phone before it is tapped. */
export default class CoarsePlace extends Widget {
  static get selector() {
    return '.question input[data-type-xml="geopoint"]';
  }

  _init() {
    const input = this.element as HTMLInputElement;
    input.readOnly = true;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'place-button';
    button.textContent = t('collect.place');
    button.addEventListener('click', () => {
      button.disabled = true;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          input.value = coarse(coords.latitude, coords.longitude);
          input.dispatchEvent(new Event('change', { bubbles: true }));
          button.disabled = false;
          button.textContent = t('collect.placeAgain');
        },
        () => {
          button.disabled = false;
          button.textContent = t('collect.placeFailed');
        },
        { timeout: PATIENCE_MS, maximumAge: PATIENCE_MS }
      );
    });
    input.after(button);
    return this;
  }
}
