import { defineConfig, devices } from '@playwright/test'

/** Flags that keep Debian's Chromium quiet and give it a software WebGPU adapter. */
export const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where the build under test is served: another port, and another folder than `dist`, for a second run at the same time. */
const port = process.env.E2E_PORT ?? '4180'
const dist = process.env.E2E_DIST ?? 'dist'
const address = `http://127.0.0.1:${port}`

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const chromium = (...args: string[]) => ({
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: { executablePath, args: [...QUIET, ...args] },
})

/** Stories that time something, fill the memory or kill whole browsers: another beside them would be what they tell of. */
const ALONE = /\/(import|folders|hidden|hostile|kills|larger|leaks|operate-url|pace)\.spec\.ts$/
const plainChromium = chromium('--host-resolver-rules=MAP classroom.test 127.0.0.1')

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  retries: 0,
  reporter: 'list',
  timeout: 120_000,
  outputDir: `test-results/e2e${process.env.E2E_PORT ?? ''}`,
  // A trace costs as much as the story it records: `-- --trace on` for the one that is looked into.
  use: { baseURL: address, trace: 'off', screenshot: 'only-on-failure' },
  projects: [
    // No GPU: `navigator.gpu` exists and its adapter is null.
    { name: 'wasm', testIgnore: [/\.webgpu\.spec\.ts$/, ALONE], use: plainChromium },
    { name: 'alone', testMatch: ALONE, use: plainChromium },
    { name: 'webgpu', testMatch: /\.webgpu\.spec\.ts$/, use: chromium('--enable-unsafe-webgpu') },
  ],
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${port} --strictPort --outDir ${dist}`,
    url: address,
    reuseExistingServer: false,
    timeout: 60_000,
  },
})
