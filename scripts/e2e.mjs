/**
 * @file `npm run e2e`: builds the studio, then runs the browser tests in Chromium: most of them with three workers,
 * then those that compare speeds one at a time. Arguments are passed to Playwright.
 */
import { ensureChromium, ensureFirefox, ensureHeadlessShell, ensureInstalled, must, run } from './steps.mjs'

ensureInstalled()
const chromium = ensureChromium()
const shell = ensureHeadlessShell()
const firefox = ensureFirefox()
if (!process.argv.includes('--no-build')) must('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'])
const args = process.argv.slice(2).filter((arg) => arg !== '--no-build')
const env = {
  ...process.env,
  ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  ...(shell ? { HEADLESS_SHELL_PATH: shell } : {}),
  ...(firefox ? { FIREFOX_PATH: firefox } : {}),
}
// Tests wait a third of their time, so three at a time keep two cores busy.
const PARALLEL = ['--project=wasm', '--project=webgpu', '--workers=3']
const SERIAL = ['--project=alone', '--workers=1']
const passes = args.some((arg) => arg.startsWith('--project'))
  ? [args]
  : [PARALLEL, SERIAL].map((pass) => [...pass, ...args])
const statuses = passes.map((pass) => run('npx', ['playwright', 'test', '--pass-with-no-tests', ...pass], { env }))
process.exit(Math.max(...statuses))
