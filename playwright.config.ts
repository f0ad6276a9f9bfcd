import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'

/** Flags that keep Debian's Chromium from background network traffic. */
export const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** E2E_PORT and E2E_DIST, the folder of the build under test, allow a second run at the same time. */
const address = `http://127.0.0.1:${process.env.E2E_PORT ?? '4180'}`

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const SHELL = process.env.HEADLESS_SHELL_PATH ?? '/usr/bin/chromium-headless-shell'
const browser = (executablePath: string, ...args: string[]) => ({
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: { executablePath, args: [...QUIET, ...args] },
})

/** Tests that compare speeds: another test at the same time would affect their results. */
const ALONE = /\/(hidden|pace)\.spec\.ts$/
const HOSTS = '--host-resolver-rules=MAP classroom.test 127.0.0.1'
/** The headless shell needs less CPU time per page. It has no WebGPU, and its tabs are never hidden. */
const quickChromium = browser(existsSync(SHELL) ? SHELL : CHROMIUM, HOSTS)

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  retries: 0,
  reporter: [['list'], ['./e2e/time-budget.ts']],
  // Long, so that nothing fails on a busy machine: `time-budget.ts` limits how long a test takes on a quiet one.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  outputDir: `test-results/e2e${process.env.E2E_PORT ?? ''}`,
  // A trace takes as long as the test itself; use `-- --trace on` to debug a single test.
  use: { baseURL: address, trace: 'off', screenshot: 'only-on-failure' },
  projects: [
    // No GPU: `navigator.gpu` exists and its adapter is null.
    { name: 'wasm', testIgnore: [/\.webgpu\.spec\.ts$/, ALONE], use: quickChromium },
    { name: 'alone', testMatch: ALONE, use: browser(CHROMIUM, HOSTS) },
    { name: 'webgpu', testMatch: /\.webgpu\.spec\.ts$/, use: browser(CHROMIUM, '--enable-unsafe-webgpu') },
  ],
  globalSetup: './e2e/serve-build.ts',
})
