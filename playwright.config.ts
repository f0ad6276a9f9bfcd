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

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const chromium = (...args: string[]) => ({
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: { executablePath, args: [...QUIET, ...args] },
})

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  retries: 0,
  reporter: 'list',
  timeout: 120_000,
  outputDir: 'test-results/e2e',
  use: { baseURL: 'http://127.0.0.1:4180', trace: 'retain-on-failure' },
  projects: [
    // No GPU: `navigator.gpu` exists and its adapter is null.
    { name: 'wasm', testIgnore: /\.webgpu\.spec\.ts$/, use: chromium() },
    { name: 'webgpu', testMatch: /\.webgpu\.spec\.ts$/, use: chromium('--enable-unsafe-webgpu') },
  ],
  webServer: {
    command: 'npx vite preview --host 127.0.0.1 --port 4180 --strictPort',
    url: 'http://127.0.0.1:4180',
    reuseExistingServer: false,
    timeout: 60_000,
  },
})
