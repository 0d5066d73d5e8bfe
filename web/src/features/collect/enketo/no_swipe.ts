/** In place of jquery-touchswipe, which enketo-core loads for a gesture that is switched off here. */
export {};
