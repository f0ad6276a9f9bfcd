/** @file Follows the steps of docs/adding-a-layer.md in a copy of the source, so that the page stays correct. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const copy = mkdtempSync(join(tmpdir(), 'netloom-layer-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('adding a layer takes its file and one line: shape, weights, training step, lowering, and table follow', () => {
  for (const part of ['src', 'docs', 'scripts', 'package.json', 'vitest.config.ts']) {
    cpSync(part, join(copy, part), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))

  const guide = readFileSync('docs/adding-a-layer.md', 'utf8')
  const path = /^`(src\/catalog\/layers\/[a-z0-9-]+\.ts)`:$/m.exec(guide)?.[1] ?? ''
  const source = /```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const [, line = ''] = /```diff\n[\s\S]*?^\+(import .*)$/m.exec(guide) ?? []
  const [, entry = ''] = /```diff\n[\s\S]*?^\+( {2}\w+,)$/m.exec(guide) ?? []
  writeFileSync(join(copy, path), source)
  const entryText = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const texts = join(copy, 'src/messages/en/catalog/layers.ts')
  const known = readFileSync(texts, 'utf8')
  if (!/^ {2}softmax: /m.test(known)) writeFileSync(texts, known.replace(/(?=^ {2}upSampling2d: )/m, entryText))
  const index = join(copy, 'src/catalog/layers/index.ts')
  const [head, list] = readFileSync(index, 'utf8').split(/^(?=const all)/m) as [string, string]
  // Skip lines that the repository already contains.
  if (!head.includes(line)) writeFileSync(index, `${head}${line}\n${list.replace(/(\n {2}flatten,)/, `\n${entry}$1`)}`)

  const report = vitest('src/compile/contract.test.ts', 'src/catalog/layers/table.test.ts', '-u')
  const titles = report.testResults.flatMap((file) => file.assertionResults.map(({ fullName }) => fullName))
  expect(report.numFailedTests).toBe(0)
  expect(titles.join('\n')).toMatch(/softmax: shapes, weights and a training step/)
  expect(readFileSync(join(copy, 'docs/layers/layers.md'), 'utf8')).toContain('(`softmax`)')
}, 120_000)

interface Report {
  readonly numFailedTests: number
  readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string }[] }[]
}

/** Runs tests in the copy, without this test process's environment variables. */
function vitest(...args: readonly string[]): Report {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|CI$|NODE_ENV)/.test(name)))
  const out = join(copy, 'report.json')
  execFileSync('node', ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${out}`, ...args], {
    cwd: copy,
    env,
    stdio: 'pipe',
  })
  return JSON.parse(readFileSync(out, 'utf8')) as Report
}
