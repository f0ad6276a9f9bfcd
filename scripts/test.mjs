/** @file `npm test`: runs all CI checks in order; the last line is `N passed, N failed`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import {
  ensureChromium,
  ensureFirefox,
  ensureHeadlessShell,
  ensureInstalled,
  ensurePromtool,
  ensurePython,
  ensureSources,
  root,
  run,
} from './steps.mjs'

ensureInstalled()
ensureChromium()
ensureHeadlessShell()
ensureFirefox()
ensurePython()
ensurePromtool()
ensureSources()

const results = join(root, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

let passed = 0
let failed = 0
/** Each test that ran: its name, its time in ms, and its errors. */
const ran = []

// These four do not depend on each other, and each leaves a core idle for part of its time.
await Promise.all([
  check('format', ['run', '--silent', 'format:check']),
  check('lint', ['run', '--silent', 'lint']),
  check('types', ['run', '--silent', 'types']),
  check('build', ['run', '--silent', 'build', '--', '--logLevel', 'warn']),
])
suite(
  'unit',
  ['npx', 'vitest', 'run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'],
  {},
  (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
    tests: report.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(root, name)
      if (status === 'failed' && assertionResults.length === 0) return [{ name: file, ms: 0, errors: [message] }]
      return assertionResults.map(({ fullName, duration, failureMessages }) => ({
        name: `${file} › ${fullName}`,
        ms: duration ?? 0,
        errors: failureMessages,
      }))
    }),
  }),
)
const browserTests = (name, ...args) =>
  suite(
    name,
    ['node', 'scripts/e2e.mjs', '--no-build', '--reporter=list,json,./e2e/time-budget.ts', ...args],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: `test-results/${name}.json` },
    (report) => ({
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky + report.errors.length,
      tests: [
        ...report.errors.map(({ message }) => ({ name: `${name}, outside a test`, ms: 0, errors: [message] })),
        ...report.suites.flatMap(specsIn).flatMap(({ file, title, tests }) =>
          tests.map(({ results: runs }) => ({
            name: `${file} › ${title}`,
            ms: runs.reduce((sum, { duration }) => sum + duration, 0),
            errors: runs.flatMap(({ errors }) => errors.map(({ message }) => message)),
          })),
        ),
      ],
    }),
  )
browserTests('e2e', '--project=wasm', '--project=webgpu', '--workers=3')
browserTests('e2e-alone', '--project=alone', '--workers=1')

ran.sort((a, b) => b.ms - a.ms)
console.log('\n== the 30 slowest tests')
for (const { name, ms } of ran.slice(0, 30)) console.log(`${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`)
// Said again at the end, where it is found in a long output, and kept where an output is cut.
if (failed > 0) console.log('\n== failed')
for (const { name, errors } of ran.filter(({ errors }) => errors.length > 0))
  console.log(`${name}\n${errors.map(start).join('\n')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/** The first lines of an error message, indented. */
function start(message = 'no message') {
  const lines = stripVTControlCharacters(message).split('\n').slice(0, 12)
  return lines.map((line) => `    ${line}`).join('\n')
}

/** The tests of a suite of Playwright's report, at any depth. */
function specsIn({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsIn)]
}

/** Runs an npm script that counts as a single pass or failure; its output is shown once it has ended. */
async function check(name, args) {
  const child = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => {
      output += part
    })
  const [status] = await once(child, 'close')
  console.log(`\n== ${name}\n${output.trimEnd()}`)
  if (status === 0) passed++
  else {
    failed++
    ran.push({ name, ms: 0, errors: [output] })
  }
}

/** Runs a test suite that writes a JSON report; a suite that ends without a report counts as one failure. */
function suite(name, [command, ...args], env, count) {
  console.log(`\n== ${name}`)
  const file = join(results, `${name}.json`)
  const status = run(command, args, { env: { ...process.env, ...env } })
  const counts = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 1 }
  passed += counts.passed
  failed += counts.failed === 0 && status !== 0 ? 1 : counts.failed
  const { tests = [] } = counts
  ran.push(...tests)
  const explained = tests.some(({ errors }) => errors.length > 0)
  if (status !== 0 && !explained)
    ran.push({ name, ms: 0, errors: [`It ended with status ${status}; the end of its output above says why.`] })
}
