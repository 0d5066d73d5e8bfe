import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

// `npm run dev` forwards the API to a running server (`boothwise serve`).
const api = process.env.BOOTHWISE_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [sveltekit()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { proxy: { '/api': api } },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], restoreMocks: true }
});
