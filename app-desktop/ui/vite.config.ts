import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  // The words and the look are shared with the phone and lie outside of this folder.
  server: { fs: { allow: ['../..'] } },
  build: {
    target: 'es2022',
    outDir: process.env['HUBBUB_UI_DIST'] ?? 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
  },
  test: { include: ['src/**/*.test.ts'] },
});
