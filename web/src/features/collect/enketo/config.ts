/** Settings of enketo-core in place of its own: no maps, no tiles, nothing from elsewhere. */
export default {
  experimentalOptimizations: { computeAsync: false },
  excludeNonRelevant: true,
  maps: [],
  googleApiKey: '',
  repeatOrdinals: true,
  validateContinuously: false,
  validatePage: true,
  swipePage: false,
  textMaxChars: 4000
};
