import { defineConfig } from 'vitest/config'
import { SlowFirst } from './scripts/slow-first.mjs'

export default defineConfig({
  test: {
    // Pictures read the colours there are from it.
    css: { include: [/tokens\.css/] },
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
    globalSetup: 'scripts/kernels.mjs',
    setupFiles: 'scripts/typed-arrays.mjs',
    // One process a core: vitest by itself leaves one core, of two, to next to nothing.
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    environment: 'node',
    testTimeout: 60_000,
  },
})
