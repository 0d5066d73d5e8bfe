import { sveltekit } from '@sveltejs/kit/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// `npm run dev` forwards the API to a running server (`boothwise serve`).
const api = process.env.BOOTHWISE_API ?? 'http://127.0.0.1:8080';

// What enketo-core lets an app put in place of its own: settings, words, dialogs, files, and which widgets there are.
const enketo = (name: string) => fileURLToPath(new URL(`./src/features/collect/enketo/${name}.ts`, import.meta.url));

export default defineConfig({
  plugins: [sveltekit()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { proxy: { '/api': api, '/openrosa': api } },
  resolve: {
    ...(process.env.VITEST ? { conditions: ['browser'] } : {}),
    alias: {
      // Swiping between pages is off; its library states no licence.
      'jquery-touchswipe': enketo('no_swipe'),
      'enketo/config': enketo('config'),
      'enketo/widgets': enketo('widgets'),
      'enketo/translator': enketo('translator'),
      'enketo/dialog': enketo('dialog'),
      'enketo/file-manager': enketo('file_manager'),
      'enketo/xpath-evaluator-binding': fileURLToPath(new URL('./node_modules/enketo-core/src/js/xpath-evaluator-binding.js', import.meta.url))
    }
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], restoreMocks: true }
});
