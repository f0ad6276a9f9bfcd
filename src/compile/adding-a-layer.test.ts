/** @file Follows the steps of docs/adding-a-layer.md in a copy of the source, so that the page stays correct. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const copy = mkdtempSync(join(tmpdir(), 'netloom-layer-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('adding a layer takes its text and two files: shape, weights, training step, engines, and table follow', () => {
  for (const part of ['src', 'docs', 'scripts', 'package.json', 'package-lock.json', 'vitest.config.ts']) {
    cpSync(part, join(copy, part), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))

  const guide = readFileSync('docs/adding-a-layer.md', 'utf8')
  const files = [...guide.matchAll(/^`(src\/[a-z0-9/-]+\.ts)`:\n\n```ts\n([\s\S]*?)```/gm)]
  expect(files.map(([, path]) => path)).toEqual([
    'src/catalog/layers/softmax.ts',
    'src/training/program/layers/softmax.ts',
  ])
  for (const [, path = '', source = ''] of files) writeFileSync(join(copy, path), source)
  const entry = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
  const texts = join(copy, 'src/messages/en/catalog/layers.ts')
  writeFileSync(texts, readFileSync(texts, 'utf8').replace(/^(?= {2}flatten: )/m, entry))

  const report = vitest(
    ...['src/compile/contract.test.ts', 'src/catalog/layers/table.test.ts', 'src/training/program/layers', '-u'],
  )
  const titles = report.testResults.flatMap((file) => file.assertionResults.map(({ fullName }) => fullName))
  expect(report.numFailedTests).toBe(0)
  expect(titles.join('\n')).toMatch(/softmax: shapes, weights and a training step/)
  expect(titles.join('\n')).toMatch(/^Softmax/m)
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
