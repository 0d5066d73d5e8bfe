import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    // Every address answers with the shell; the server falls back to index.html.
    adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html', precompress: true }),
    alias: { $features: 'src/features' },
    // The app loads nothing from another host, and says so to the browser.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        // WebAssembly is what seals protected answers (libsodium); no script text is made from strings.
        'script-src': ['self', 'wasm-unsafe-eval'],
        'style-src': ['self', 'unsafe-inline'],
        // Pictures and sounds of forms come out of the device's encrypted store.
        'img-src': ['self', 'data:', 'blob:'],
        'media-src': ['self', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['self'],
        'form-action': ['self']
      }
    }
  }
};
