import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Pictures read the colours there are from it.
    css: { include: [/tokens\.css/] },
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'scripts/**/*.test.ts'],
    globalSetup: 'scripts/kernels.mjs',
    environment: 'node',
    testTimeout: 60_000,
  },
})
