/** @file Follows guides of docs/ ("A stage in ten minutes") in a copy of the source, so that they stay correct. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface GuideCopy {
  /** The files that the guides made or changed. */
  readonly files: readonly string[]
  /** The files that one of the guides made or changed. */
  filesOf(guide: string): readonly string[]
  /** The text of a file of the copy. */
  read(path: string): string
  /** Runs unit tests of the copy, and returns the names of the tests that passed. Throws if one fails. */
  unit(...args: readonly string[]): readonly string[]
  /** Removes the copy. */
  remove(): void
}

/**
 * Copies the source and applies the steps of guides to it. A step is a block of code after a paragraph that ends with
 * a colon and names one file: `ts` is the text of a new file, `diff` adds lines to a file at the lines around them.
 * Throws if a step does not fit the file.
 */
export function followGuide(...guides: readonly string[]): GuideCopy {
  const copy = mkdtempSync(join(tmpdir(), 'netloom-guide-'))
  for (const part of ['src', 'docs', 'scripts', 'package.json', 'package-lock.json', 'vitest.config.ts']) {
    // With new timestamps, the kernels would be compiled again.
    cpSync(part, join(copy, part), { recursive: true, preserveTimestamps: true })
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  const files = new Map(guides.map((guide) => [guide, followSteps(guide, copy)]))
  return {
    files: [...new Set([...files.values()].flat())],
    filesOf: (guide) => files.get(guide) ?? [],
    read: (path) => readFileSync(join(copy, path), 'utf8'),
    unit: (...args) => runUnit(copy, args),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}

/** Applies the steps of a guide; returns the files that it made or changed. */
function followSteps(guide: string, copy: string): readonly string[] {
  const files = stepsOf(readFileSync(guide, 'utf8')).map(({ path, kind, code }) => {
    const file = join(copy, path)
    if (kind === 'diff') writeFileSync(file, applyDiff(readFileSync(file, 'utf8'), code, path))
    else if (existsSync(file)) throw new Error(`${guide} makes ${path}, which exists already`)
    else writeFileSync(file, code)
    return path
  })
  return [...new Set(files)]
}

interface GuideStep {
  readonly path: string
  readonly kind: 'ts' | 'diff'
  readonly code: string
}

function stepsOf(guide: string): readonly GuideStep[] {
  return [...guide.matchAll(/((?:^[^\n`#].*|^`.*)(?:\n.+)*:)\n\n```(ts|diff)\n([\s\S]*?)```/gm)].map(
    ([, paragraph = '', kind, code = '']) => {
      const path = /`((?:src|docs)\/[\w./-]+\.\w+)`/.exec(paragraph)?.[1]
      if (path === undefined) throw new Error(`no file is named in "${paragraph}"`)
      return { path, kind: kind as 'ts' | 'diff', code }
    },
  )
}

/** Inserts the added lines of each hunk; hunks are separated by a line of three dots. */
function applyDiff(text: string, diff: string, path: string): string {
  return diff.split(/^ ?\.\.\.\n/m).reduce((result, hunk) => {
    const lines = hunk.split('\n').filter((line) => line !== '')
    const before = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1))
    const after = lines.map((line) => line.slice(1))
    const found = `\n${result}`.split(`\n${before.join('\n')}\n`)
    if (before.length === 0 || found.length !== 2) throw new Error(`${path} has "${before.join(' / ')}" not once`)
    return found.join(`\n${after.join('\n')}\n`).slice(1)
  }, text)
}

interface Report {
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

/** Runs tests in the copy, without this test process's environment variables. */
function runUnit(copy: string, args: readonly string[]): readonly string[] {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|CI$|NODE_ENV)/.test(name)))
  const out = join(copy, 'report.json')
  const { status } = spawnSync(
    'node',
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${out}`],
      // Other tests run on the other cores. The cache is only for the projects of this run: no other copy has its paths.
      ...['--maxWorkers=1', `--experimental.fsModuleCachePath=${join(copy, 'cache')}`, ...args],
    ],
    { cwd: copy, env, stdio: 'ignore' },
  )
  const { testResults } = JSON.parse(readFileSync(out, 'utf8')) as Report
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  if (status !== 0) {
    const problems = [...testResults.map(({ message }) => message), ...tests.flatMap((one) => one.failureMessages)]
    throw new Error(problems.filter((problem) => problem !== '').join('\n'))
  }
  return tests.filter((one) => one.status === 'passed').map(({ fullName }) => fullName)
}
