/** @file `npm run e2e`: builds, then tells the user stories to a real Chromium. Arguments go to Playwright. */
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
process.exit(run('npx', ['playwright', 'test', ...args], { env }))
