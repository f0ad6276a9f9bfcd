/** @file `npm run e2e`: builds, then tells the user stories to a real Chromium, two at a time and then those that want to be alone. Arguments go to Playwright. */
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
// A story waits more than it works: two at a time take little longer than one.
const TOGETHER = ['--project=wasm', '--workers=2']
const ALONE = ['--project=alone', '--project=webgpu', '--workers=1']
const turns = args.some((arg) => arg.startsWith('--project'))
  ? [args]
  : [TOGETHER, ALONE].map((turn) => [...turn, ...args])
const statuses = turns.map((turn) => run('npx', ['playwright', 'test', '--pass-with-no-tests', ...turn], { env }))
process.exit(Math.max(...statuses))
