/**
 * @file The import rules of the project: the level of each folder, and what it may import. `import-rules.test.ts`
 * checks all files against them; docs/architecture.md explains the rules.
 */
import { dirname, join, normalize } from 'node:path/posix'

/**
 * Lowest level first. A folder may import from lower levels, and from folders on the same level if that creates no
 * cycle.
 */
export const LAYERS: readonly (readonly string[])[] = [
  ['src/base', 'src/messages', 'src/formulas'],
  ['src/catalog'],
  ['src/data', 'src/metrics'],
  ['src/graph', 'src/ops'],
  ['src/compile', 'src/gallery'],
  ['src/protocol', 'src/training', 'src/kernels', 'src/ingest', 'src/analysis', 'src/serving'],
  ['src/storage'],
  ['src/studio'],
  ['src/ui'],
  ['src', 'src/dev', 'workers'],
]

/** npm packages, each with a pattern for the only files that may import it. */
const PACKAGE_USERS: readonly (readonly [RegExp, RegExp])[] = [
  [/^@tensorflow\//, /^src\/training\//],
  [/^reactflow(\/|$)/, /^src\/ui\/canvas\//],
  [/^(react|react-dom|@base-ui\/react|minisearch|recharts|uplot|tinykeys)(\/|$)/, /^src\/(ui|dev)\/|^src\/main\.tsx$/],
  [/^zustand\/vanilla$/, /^src\/(studio|ui)\//],
  [/^zustand$/, /^src\/ui\//],
  [/^(idb|zod\/mini|hyparquet-writer)$/, /^src\/storage\//],
  [/^fflate$/, /^src\/(storage|ingest)\//],
  [/^(papaparse|hyparquet|hyparquet-compressors|read-excel-file)(\/|$)/, /^src\/ingest\//],
  [/^ml-matrix$/, /^src\/analysis\//],
  [/^@dagrejs\/dagre$/, /^src\/graph\//],
  [/^@noble\/hashes\//, /^src\/base\//],
  [/^(vite|vitest|fake-indexeddb|fast-check)$/, /\.test-help\.tsx?$/],
  [/^virtual:pwa-register$/, /^src\/offline\.ts$/],
]

/**
 * Code that runs in workers. It receives Keras JSON as part of a job, so it may import the types of both, but not the
 * code that creates them.
 */
const WORKER_SIDE = /^src\/(training|ingest|analysis|serving)\//
const WORKER_MAY =
  /^src\/(base|messages|formulas|data|metrics|ops|protocol|training|ingest|analysis|serving)\/|^src\/catalog\/(keras-json|lowered-stage|training-plan|layer-def|dataset-schema)\.ts$/

/** Code that works on the request log must not import drawings; it gets a lowered spec instead. */
const NO_DRAWING = /^src\/ops\//
const DRAWING = /^src\/graph\//

/**
 * The canvas and the graph code work with any catalog, so they may import node definitions but no specific node kinds.
 */
const ANY_CATALOG = /^src\/(graph|ui\/canvas)\//
const ANY_CATALOG_MAY =
  /^src\/(base|messages|graph|ui\/canvas|ui\/kit)\/|^src\/catalog\/(node-def|params)\.ts$|^src\/studio\/(network\/(canvas-board|inner-canvas-board|block-levels|new-node)|run-command)\.ts$|^src\/ui\/shell\/shortcut-keys\.ts$/

export interface Import {
  readonly from: string
  /** The import specifier as written, such as './a' or 'react'. */
  readonly required: string
  /** `type` if nothing but types is imported, `lazy` for a dynamic import; a static import of values otherwise. */
  readonly kind?: 'type' | 'lazy'
}

/**
 * The features of Operate. Other folders import values from one public file of a feature; what loads lazily is loaded
 * from its own file, and types may be imported from where they are defined.
 */
const FEATURE = /^(src\/(?:studio\/operate|ui\/pages\/operate)\/[\w-]+)\//

/** Returns one message per violation. `files` are project paths; `imports` include type-only imports. */
export function broken(files: ReadonlySet<string>, imports: readonly Import[]): string[] {
  const inner = imports.flatMap(({ from, required: specifier, kind }) => {
    const to = target(from, specifier, files)
    return to === undefined ? [] : [{ from, to, kind }]
  })
  const outer = imports.filter(({ required: specifier }) => !/^[./]|^node:/.test(specifier))
  return [
    ...outer.flatMap(({ from, required: specifier }) => packageFault(from, specifier)),
    ...inner.flatMap(({ from, to }) => levelFault(from, to)),
    ...cycles(inner),
    ...featureFaults(inner.filter(({ kind }) => kind === undefined)),
  ]
}

function packageFault(from: string, specifier: string): string[] {
  const owner = PACKAGE_USERS.find(([name]) => name.test(specifier))
  if (owner?.[1].test(from)) return []
  return [
    owner
      ? `${from} imports ${specifier}, which only ${owner[1].source} may import`
      : `${from} imports ${specifier}, which no folder may import`,
  ]
}

function levelFault(from: string, to: string): string[] {
  if (WORKER_SIDE.test(from) && !WORKER_MAY.test(to)) return [`${from} is worker code and imports ${to}`]
  if (ANY_CATALOG.test(from) && !ANY_CATALOG_MAY.test(to)) return [`${from} is for any catalog and imports ${to}`]
  if (NO_DRAWING.test(from) && DRAWING.test(to)) return [`${from} is log code and imports ${to}`]
  const [ownLevel, targetLevel] = [levelOf(from), levelOf(to)]
  if (ownLevel === undefined) return [`${from} is in no listed folder`]
  return targetLevel !== undefined && targetLevel <= ownLevel ? [] : [`${from} imports upward: ${to}`]
}

/** Features of which other folders import values from more than one file. */
function featureFaults(edges: readonly { from: string; to: string }[]): string[] {
  const used = new Map<string, Set<string>>()
  for (const { from, to } of edges) {
    const feature = FEATURE.exec(to)?.[1]
    if (feature === undefined || from.startsWith(`${feature}/`) || /\.test-help\./.test(from)) continue
    used.set(feature, (used.get(feature) ?? new Set()).add(to))
  }
  return [...used].flatMap(([feature, to]) =>
    to.size > 1 ? [`${feature} has more than one public file: ${[...to].sort().join(', ')}`] : [],
  )
}

/** The level of a file, determined by the longest listed folder that contains it. */
function levelOf(file: string): number | undefined {
  let best: { level: number; length: number } | undefined
  LAYERS.forEach((folders, level) => {
    for (const folder of folders) {
      const contains = folder === 'src' ? dirname(file) === 'src' : file.startsWith(`${folder}/`)
      if (contains && folder.length > (best?.length ?? 0)) best = { level, length: folder.length }
    }
  })
  return best?.level
}

/** Reports each import cycle once, using Tarjan's strongly connected components algorithm without recursion. */
function cycles(edges: readonly { from: string; to: string }[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to])
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const on = new Set<string>()
  const found: string[] = []
  for (const start of next.keys()) {
    if (index.has(start)) continue
    const work: { file: string; at: number }[] = [{ file: start, at: 0 }]
    while (work.length > 0) {
      const top = work[work.length - 1] as { file: string; at: number }
      const { file } = top
      if (top.at === 0) {
        index.set(file, index.size)
        low.set(file, index.get(file) as number)
        stack.push(file)
        on.add(file)
      }
      const to = next.get(file)?.[top.at++]
      if (to !== undefined) {
        if (to === file) found.push(`${file} imports itself`)
        else if (!index.has(to)) work.push({ file: to, at: 0 })
        else if (on.has(to)) low.set(file, Math.min(low.get(file) as number, index.get(to) as number))
        continue
      }
      work.pop()
      const above = work[work.length - 1]
      if (above) low.set(above.file, Math.min(low.get(above.file) as number, low.get(file) as number))
      if (low.get(file) !== index.get(file)) continue
      const component: string[] = []
      for (;;) {
        const member = stack.pop() as string
        on.delete(member)
        component.push(member)
        if (member === file) break
      }
      if (component.length > 1) found.push(`import cycle: ${component.sort().join(', ')}`)
    }
  }
  return found
}

/** The project file that an import resolves to; undefined for packages, styles and assets. */
function target(from: string, specifier: string, files: ReadonlySet<string>): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const path = normalize(join(dirname(from), specifier))
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => files.has(file))
}
