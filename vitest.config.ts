import { defineConfig } from 'vitest/config'
import { SlowFirst } from './scripts/slow-first.mjs'
import { testFiles } from './scripts/test-files.mjs'

const { apart, shared } = testFiles()

export default defineConfig({
  test: {
    // Pictures read the colours there are from it.
    css: { include: [/tokens\.css/] },
    globalSetup: 'scripts/kernels.mjs',
    setupFiles: 'scripts/typed-arrays.mjs',
    // One process a core: vitest by itself leaves one core, of two, to next to nothing.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    environment: 'node',
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
    ],
  },
})
