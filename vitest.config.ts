import { defineConfig } from 'vitest/config'
import { SlowFirst } from './scripts/slow-first.mjs'
import { testFiles } from './scripts/test-files.mjs'

/**
 * Makes imports cheap. Vitest keeps the exports of a module in an object without a prototype, where V8 searches a hash
 * table for each use of an import, fifteen times as slow as outside vitest. The prototype of another object it keeps
 * like any other.
 */
const fastExports = {
  name: 'fast-exports',
  enforce: 'post' as const,
  transform: (code: string, id: string) =>
    /\/src\/[^?]+\.tsx?$/.test(id) ? { code: `${code}\n;Object.create(__vite_ssr_exports__)`, map: null } : undefined,
}

const { apart, both, oracle, dom, shared } = testFiles()

export default defineConfig({
  plugins: [fastExports],
  test: {
    // Image export reads the color tokens from it.
    css: { include: [/tokens\.css/] },
    globalSetup: 'scripts/kernels.mjs',
    setupFiles: 'scripts/array-equality.mjs',
    // Projects, and the next run, use the code that another one has transformed.
    experimental: { fsModuleCache: true },
    // One process per core: vitest's default leaves one of two cores idle.
    maxWorkers: '100%',
    // With Node's default of 16 MB for young objects, a tenth of the time is spent collecting garbage.
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: SlowFirst },
    environment: 'node',
    // It ends tests that hang; comparisons with Python alone take a minute on a machine that does much else.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // The default of 1 s is too short for a module that loads late on a busy machine.
    // The default of 50 ms between two looks is idle time after each event.
    expect: { poll: { timeout: 20_000, interval: 10 } },
    projects: [
      { extends: true, test: { name: 'apart', include: apart, isolate: false } },
      { extends: true, test: { name: 'both', include: both, isolate: false } },
      { extends: true, test: { name: 'oracle', include: oracle, isolate: false } },
      { extends: true, test: { name: 'dom', include: dom, isolate: false, environment: 'happy-dom' } },
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
    ],
  },
})
