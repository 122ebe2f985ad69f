import { defineConfig, type Plugin } from 'vite';
import { drawFavicon, faviconNames } from './src/view/favicon.ts';

/** Writes the favicons as files of their own: a strict content policy allows no `data:` address. */
const favicons: Plugin = {
  name: 'platen-favicons',
  apply: 'build',
  generateBundle() {
    for (const name of faviconNames) {
      this.emitFile({ type: 'asset', fileName: `${name}.svg`, source: drawFavicon(name) });
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [favicons],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The oldest ones that know light-dark(): both themes come from one list of colours.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
