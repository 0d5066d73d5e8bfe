// Runs before the first paint, so that language and theme do not flash: src/lib/state/preferences.svelte.ts writes these.
(function () {
  try {
    var root = document.documentElement;
    var language = localStorage.getItem('boothwise.language');
    var theme = localStorage.getItem('boothwise.theme');
    if (language === 'en') root.lang = 'en';
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (error) {
    // Storage may be switched off: the page then starts in Hindi and in the system's theme.
  }
})();
