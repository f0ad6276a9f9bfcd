import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { broken, type Import } from './import-rules'

/** Tests, and files used only by tests, may import anything; the sources in `kernels/build` are generated. */
const OUTSIDE = /^src\/kernels\/build\/|\.(test|bench)\.tsx?$|^src\/import-rules\.ts$|\.d\.ts$|\/fixtures\//

/** Files that a guide asks the reader to create. */
const GUIDED: ReadonlySet<string> = new Set([
  'src/catalog/layers/softmax.ts',
  'src/training/program/layers/softmax.ts',
  'src/formulas/losses/expectile.ts',
  'src/formulas/optimizers/amsgrad.ts',
  'src/formulas/activations/squared-relu.ts',
])

function projectFiles(): string[] {
  return ['src', 'workers'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\.tsx?$/.test(file) && !OUTSIDE.test(file)),
  )
}

/** Collects every import, re-export and dynamic import in a file, including type-only imports. */
function importsOf(from: string, source: string): Import[] {
  const { module } = parseSync(from, source, { lang: from.endsWith('x') ? 'tsx' : 'ts' })
  return [
    ...module.staticImports.map(({ moduleRequest, entries }): Import => {
      const isTypes = entries.length > 0 && entries.every(({ isType }) => isType)
      return { from, required: moduleRequest.value, ...(isTypes && { kind: 'type' }) }
    }),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [{ from, required: moduleRequest.value }] : [])),
    ),
    ...module.dynamicImports.map(
      ({ moduleRequest: { start, end } }): Import => ({
        from,
        required: source.slice(start + 1, end - 1),
        kind: 'lazy',
      }),
    ),
  ]
}

const files = new Set(projectFiles())
const imports = [...files].flatMap((file) => importsOf(file, readFileSync(file, 'utf8')))

describe('the import rules', () => {
  test('no import goes to a higher level, forms a cycle, or uses a package outside its folders', () => {
    expect(files.size).toBeGreaterThan(100)
    expect(broken(files, imports)).toEqual([])
  })

  test.each([
    ['an upward import', 'src/base/hash.ts', "import { int } from '../catalog/params'"],
    ['an upward type', 'src/catalog/training-plan.ts', "import type { Split } from '../data/dataset'"],
    ['the worker knowing the catalog', 'src/training/losses.ts', "import { losses } from '../catalog/losses'"],
    ['the server knowing the drawing', 'src/serving/serve.ts', "import { apply } from '../graph/apply-edit'"],
    ['the log knowing the drawing', 'src/ops/slo.ts', "import type { Drawing } from '../graph/drawing'"],
    ['the canvas knowing layers', 'src/ui/canvas/palette.tsx', "import { layers } from '../../catalog/layers'"],
    ['the canvas knowing the studio', 'src/ui/canvas/wire.tsx', "import { useSelect } from '../studio-context'"],
    [
      'the graph knowing layers',
      'src/graph/check-flat-drawing.ts',
      "import type { LayerDef } from '../catalog/layer-def'",
    ],
    [
      'a private file of a feature',
      'src/ui/pages/operate/alerts/runbook.tsx',
      "import { VersionPanel } from '../registry/version-panel'",
    ],
    ['tf.js outside training', 'src/studio/studio.ts', "import * as tf from '@tensorflow/tfjs-core'"],
    ['full zod', 'src/storage/records.ts', "import { z } from 'zod'"],
    ['React in the studio', 'src/studio/training/loss-series.ts', "import { useState } from 'react'"],
    ['a dynamic upward import', 'src/storage/records.ts', "export const later = () => import('../studio/state')"],
    ['a cycle', 'src/base/result.ts', "import '../messages/message'"],
  ])('detects a planted violation: %s', (_what, file, line) => {
    const cycle = file === 'src/base/result.ts' ? [{ from: 'src/messages/message.ts', required: '../base/result' }] : []
    expect(broken(files, [...imports, ...importsOf(file, line), ...cycle])).not.toEqual(broken(files, imports))
  })

  test('new Worker appears only in protocol/', () => {
    const makers = [...files].filter((file) => /\bnew (Shared)?Worker\(/.test(readFileSync(file, 'utf8')))
    expect(makers.filter((file) => !file.startsWith('src/protocol/'))).toEqual([])
  })

  test('code for any catalog never compares a node with a kind by name', () => {
    const asks = [...files].filter(
      (file) =>
        /^src\/(graph|ui\/canvas)\//.test(file) && /\bkind\b\s*[!=]==?\s*['"]\w/.test(readFileSync(file, 'utf8')),
    )
    expect(asks).toEqual([])
  })

  test('no file has more than 400 lines, and no worker entry more than 30', () => {
    const long = [...files].filter((file) => {
      const lines = readFileSync(file, 'utf8').split('\n').length
      return lines > (file.startsWith('workers/') ? 30 : 400)
    })
    expect(long).toEqual([])
  })

  test('every file starts with an @file comment', () => {
    expect(
      [...files].filter((file) => !/^(\/\/\/ <reference.*\n)*\/\*\*\s+(\* )?@file /.test(readFileSync(file, 'utf8'))),
    ).toEqual([])
  })

  test('a page of the docs has at most 1,500 words, and lines of at most 120 characters', () => {
    const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
    const pages = ['README.md', 'CONTRIBUTING.md', ...docs.map((file) => `docs/${file}`)]
    for (const page of pages) {
      const text = readFileSync(page, 'utf8')
      // Benchmark pages may be longer, because they are reference material.
      if (!page.includes('benchmarks')) expect(text.split(/\s+/).length, page).toBeLessThanOrEqual(1500)
      for (const line of text.split('\n')) expect(line.length, `${page}: ${line}`).toBeLessThanOrEqual(120)
    }
  })

  test('every file that a docs page names exists', () => {
    const folders = ['src', 'workers', 'e2e', 'scripts', 'public']
    const known = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `/${folder}/${file}`),
    )
    const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
    const named = pages.flatMap((page) =>
      [...readFileSync(`docs/${page}`, 'utf8').matchAll(/`([\w./-]+\/[\w.-]+\.(?:ts|tsx|mjs|css))`/g)].map(
        ([, path = '']) => ({
          page,
          path,
        }),
      ),
    )
    expect(named.length).toBeGreaterThan(50)
    const isNew = ({ page, path }: (typeof named)[number]) =>
      page.startsWith('adding-') &&
      readFileSync(`docs/${page}`, 'utf8').replaceAll(/\s+/g, ' ').includes(`new file \`${path}\``)
    const missing = named.filter(
      (one) => !GUIDED.has(one.path) && !isNew(one) && !known.some((file) => file.endsWith(`/${one.path}`)),
    )
    expect(missing).toEqual([])
  })
})
