/**
 * @file The law of the house as data and as a function: which floor a folder is on, what each may import, and what of a set of
 * files breaks it. `house.test.ts` runs it over the project; docs/architecture.md explains it.
 */
import { dirname, join, normalize } from 'node:path/posix'

/** Lower floors first; a folder imports only lower ones, or its neighbours when that makes no cycle. */
export const FLOORS: readonly (readonly string[])[] = [
  ['src/base', 'src/messages'],
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

/** npm packages by the only folders that may import them. */
const HOMES: readonly (readonly [RegExp, RegExp])[] = [
  [/^@tensorflow\//, /^src\/training\//],
  [/^reactflow(\/|$)/, /^src\/ui\/canvas\//],
  [/^(react|react-dom|@base-ui\/react|recharts|uplot|tinykeys)(\/|$)/, /^src\/(ui|dev)\/|^src\/main\.tsx$/],
  [/^zustand\/vanilla$/, /^src\/(studio|ui)\//],
  [/^zustand$/, /^src\/ui\//],
  [/^(idb|zod\/mini|hyparquet-writer)$/, /^src\/storage\//],
  [/^fflate$/, /^src\/(storage|ingest)\//],
  [/^(papaparse|hyparquet|hyparquet-compressors|read-excel-file)(\/|$)/, /^src\/ingest\//],
  [/^ml-matrix$/, /^src\/analysis\//],
  [/^@dagrejs\/dagre$/, /^src\/graph\//],
  [/^@noble\/hashes\//, /^src\/base\//],
  [/^vite$/, /\.test-help\.ts$/],
  [/^virtual:pwa-register$/, /^src\/offline\.ts$/],
]

/** The worker is a thing that trains Keras JSON by a plan: it may know the shapes of those, and nothing of where they come from. */
const WORKER_SIDE = /^src\/(training|ingest|analysis|serving)\//
const WORKER_MAY =
  /^src\/(base|messages|data|metrics|ops|protocol|training|ingest|analysis|serving)\/|^src\/catalog\/(lowered|lowered-stage|plan|layer-def|dataset-schema)\.ts$/

/** What is made of a log knows the log: what is drawn comes to it lowered. */
const NO_DRAWING = /^src\/ops\//
const DRAWING = /^src\/graph\//

/** What draws and edits a drawing takes the catalog it is of: it may know what a kind of node is, and not one of them. */
const ANY_CATALOG = /^src\/(graph|ui\/canvas)\//
const ANY_CATALOG_MAY =
  /^src\/(base|messages|graph|ui\/canvas|ui\/kit)\/|^src\/catalog\/(node-def|params)\.ts$|^src\/studio\/(board|inner-board|levels|new-node)\.ts$|^src\/ui\/shell\/shortcut-keys\.ts$/

export interface Import {
  readonly from: string
  /** As written: './a', 'react'. */
  readonly wanted: string
}

/** What breaks the law, a sentence each. `files` are project paths; `imports` what each says, type-only ones too. */
export function broken(files: ReadonlySet<string>, imports: readonly Import[]): string[] {
  const inner = imports.flatMap(({ from, wanted }) => {
    const to = target(from, wanted, files)
    return to === undefined ? [] : [{ from, to }]
  })
  const outer = imports.filter(({ wanted }) => !/^[./]|^node:/.test(wanted))
  return [
    ...outer.flatMap(({ from, wanted }) => packageFault(from, wanted)),
    ...inner.flatMap(({ from, to }) => floorFault(from, to)),
    ...cycles(inner),
  ]
}

function packageFault(from: string, wanted: string): string[] {
  const home = HOMES.find(([name]) => name.test(wanted))
  if (home?.[1].test(from)) return []
  return [
    home
      ? `${from} imports ${wanted}, which lives in ${home[1].source} alone`
      : `${from} imports ${wanted}, which no floor may`,
  ]
}

function floorFault(from: string, to: string): string[] {
  if (WORKER_SIDE.test(from) && !WORKER_MAY.test(to)) return [`${from} is on the worker's side and imports ${to}`]
  if (ANY_CATALOG.test(from) && !ANY_CATALOG_MAY.test(to)) return [`${from} is for any catalog and imports ${to}`]
  if (NO_DRAWING.test(from) && DRAWING.test(to)) return [`${from} is of the log and imports ${to}`]
  const [mine, theirs] = [floorOf(from), floorOf(to)]
  if (mine === undefined) return [`${from} stands on no floor`]
  return theirs !== undefined && theirs <= mine ? [] : [`${from} imports upward: ${to}`]
}

/** The floor a file stands on: that of the longest folder of the plan that holds it. */
function floorOf(file: string): number | undefined {
  let best: { floor: number; length: number } | undefined
  FLOORS.forEach((folders, floor) => {
    for (const folder of folders) {
      const holds = folder === 'src' ? dirname(file) === 'src' : file.startsWith(`${folder}/`)
      if (holds && folder.length > (best?.length ?? 0)) best = { floor, length: folder.length }
    }
  })
  return best?.floor
}

/** Cycles between files, each told once, by Tarjan's strongly connected components without recursion. */
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
      const ring: string[] = []
      for (;;) {
        const member = stack.pop() as string
        on.delete(member)
        ring.push(member)
        if (member === file) break
      }
      if (ring.length > 1) found.push(`a cycle of imports: ${ring.sort().join(', ')}`)
    }
  }
  return found
}

/** The project file an import means, or undefined for packages, styles and assets. */
function target(from: string, wanted: string, files: ReadonlySet<string>): string | undefined {
  if (!wanted.startsWith('.')) return undefined
  const path = normalize(join(dirname(from), wanted))
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => files.has(file))
}
