import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { consoleManifest } from './build/console-manifest';
import { completeTexts } from './build/complete-texts';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Its package leads bundlers to the build for developers. */
const production = { find: /^react-router$/, replacement: `${root}node_modules/react-router/dist/production/index.mjs` };

export default defineConfig({
  root: here,
  plugins: [react(), completeTexts(`${here}src`), consoleManifest(`${here}src`)],
  resolve: { alias: [{ find: /^@throughline\/access\/(.*)$/, replacement: `${root}libs/access/src/$1` }, production] },
  // The gateway replaces it by another one in each page.
  html: { cspNonce: 'THROUGHLINE_NONCE' },
  build: {
    outDir: process.env.CONSOLE_OUT ?? `${root}dist/services/console`,
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // The first that know `light-dark()`, which is not to be made into something else.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Files of their own, or none: nothing is written into the page.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        // The first file names all others: without words in them it is smaller.
        chunkFileNames: 'assets/[hash].js',
        assetFileNames: 'assets/[hash][extname]',
        // A browser asks one server for six files at once: few that are used together are here sooner, and packed smaller, than eighty that could each be left out.
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], test: (id) => !/main\.tsx|index\.html/.test(id), priority: 3 },
            { name: 'inbox', test: /screens\/inbox\/(?!screen|saved-filters|i18n)/, priority: 2 },
            { name: 'pages', test: (id) => !/-page\.tsx|all-styles|\/i18n\//.test(id), minShareCount: 6, priority: 1 },
          ],
        },
      },
    },
  },
});
