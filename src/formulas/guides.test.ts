/** @file Follows docs/adding-a-loss.md, -an-optimizer.md, and -an-activation.md in a copy, so that they stay correct. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const copy = mkdtempSync(join(tmpdir(), 'netloom-formulas-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** Writes the first TypeScript block of a guide to the path that stands before it. */
function followFile(guide: string): void {
  const path = /^`(src\/formulas\/[a-z0-9/-]+\.ts)`:$/m.exec(guide)?.[1] ?? ''
  const source = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  writeFileSync(join(copy, path), source)
}

/** Inserts text before the first line that starts with `before`. */
function insert(path: string, text: string, before: string): void {
  const source = readFileSync(join(copy, path), 'utf8')
  expect(source).toContain(`\n${before}`)
  writeFileSync(join(copy, path), source.replace(`\n${before}`, `\n${text}${before}`))
}

test('a loss and an optimizer take two files each, an activation a file and a word', () => {
  for (const part of ['src', 'docs', 'scripts', 'package.json', 'package-lock.json', 'vitest.config.ts']) {
    cpSync(part, join(copy, part), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  const guides = ['a-loss', 'an-optimizer', 'an-activation'].map((name) =>
    readFileSync(`docs/adding-${name}.md`, 'utf8'),
  )
  const [loss = '', optimizer = '', activation = ''] = guides
  guides.forEach(followFile)
  const entry = (guide: string) => /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  insert('src/messages/en/catalog/training.ts', entry(loss), '  poisson: {')
  insert('src/messages/en/catalog/training.ts', entry(optimizer), '  sgd: {')
  const line = /```diff\n[\s\S]*?^\+(.*)$/m.exec(activation)?.[1] ?? ''
  insert('src/catalog/layers/shared/activation.ts', `${line}\n`, "  'softplus',")

  const report = vitest(
    ...['src/training/cpu/ops.test.ts', 'src/training/program/program.test.ts', 'src/training/program/layers'],
    ...['src/training/gpu/kernels-for-op.test.ts', 'src/training/losses.test.ts', 'src/training/optimizers.test.ts'],
    ...['src/catalog/layers/table.test.ts', '-u'],
    ...['-t', 'quantile|AMSGrad|squared_relu|for the cases of seed 1|every|minimum limits|docs'],
  )
  expect(report.numFailedTests).toBe(0)
  const titles = report.testResults.flatMap((file) =>
    file.assertionResults.flatMap(({ fullName, status }) => (status === 'passed' ? [fullName] : [])),
  )
  expect(titles).toContainEqual(expect.stringMatching(/^quantile of linear, 3 units/))
  expect(titles).toContainEqual(expect.stringMatching(/^AMSGrad: 5 steps match/))
  expect(titles).toContainEqual(expect.stringMatching(/squared_relu/))
  expect(titles).toContainEqual(expect.stringMatching(/every op matches the interpreter for the cases/))
  const page = readFileSync(join(copy, 'docs/layers/losses-and-optimizers.md'), 'utf8')
  expect(page).toContain('(`quantile`)')
  expect(page).toContain('(`amsgrad`)')
}, 240_000)

interface Report {
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

/** Runs tests in the copy, without this test process's environment variables. */
function vitest(...args: readonly string[]): Report {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|CI$|NODE_ENV)/.test(name)))
  const out = join(copy, 'report.json')
  const command = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${out}`, ...args]
  try {
    execFileSync('node', command, { cwd: copy, env, stdio: 'pipe' })
  } catch {
    // The report says which tests failed.
  }
  return JSON.parse(readFileSync(out, 'utf8')) as Report
}
