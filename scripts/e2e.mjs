/**
 * @file `npm run e2e`: builds the studio, then runs the browser tests in Chromium: most of them with two workers, then
 * those that measure time or memory one at a time. Arguments are passed to Playwright.
 */
import { ensureChromium, ensureFirefox, ensureInstalled, must, run } from './steps.mjs'

ensureInstalled()
const chromium = ensureChromium()
const firefox = ensureFirefox()
if (!process.argv.includes('--no-build')) must('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'])
const args = process.argv.slice(2).filter((arg) => arg !== '--no-build')
const env = {
  ...process.env,
  ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  ...(firefox ? { FIREFOX_PATH: firefox } : {}),
}
// Tests spend most of their time waiting, so two at a time take little longer than one.
const PARALLEL = ['--project=wasm', '--workers=2']
const SERIAL = ['--project=alone', '--project=webgpu', '--workers=1']
const passes = args.some((arg) => arg.startsWith('--project'))
  ? [args]
  : [PARALLEL, SERIAL].map((pass) => [...pass, ...args])
const statuses = passes.map((pass) => run('npx', ['playwright', 'test', '--pass-with-no-tests', ...pass], { env }))
process.exit(Math.max(...statuses))
