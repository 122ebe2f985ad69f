import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/closing-line.ts';

/** Counts that take minutes are for `npm run test:long`. */
const long = process.env.PLATEN_LONG === '1';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: long ? [] : ['test/long/**'],
    reporters: ['default', new ClosingLine()],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: 'forks',
  },
});
