/** @file Templates: example projects, each at once menu entry, fixture, test and lesson. Here, what one is and how its drawing is written. */
import type { LooseParams } from '../catalog/node-def'
import type { ProjectContent } from '../compile/project'
import type { DrawnNode, Drawing, Wire } from '../graph/drawing'

export interface Template {
  readonly id: string
  readonly title: string
  /** One or two sentences: what it shows. */
  readonly about: string
  /** What its shipped plan and seed reach, measured with WASM. */
  readonly reaches: string
  /** What the best simple model does beside it on the validation rows (`run.baselines`): no network is needed where that is as much. */
  readonly simple?: string
  readonly content: ProjectContent
}

/** kind, label, and the parameters that differ from their defaults. */
type Drawn = readonly [kind: string, label: string, params?: LooseParams]

/** Canvas pixels between the columns and rows of a hand-laid drawing. */
const COLUMN = 220
const ROW = 180
/** Most nodes in a row, as they fit the canvas of a small laptop. */
const ROW_LENGTH = 5
/** How much lower a plain node stands than a pad or the flag of a model, so that their wires are level. */
const LOWER = 44

/** Types a template. */
export function defineTemplate(template: Template): Template {
  return template
}

/**
 * A drawing of nodes by id, each at a [column, row], and wires as `from > to`, into ports in the order written; `from.1 > to`
 * begins at the second port that the node has out.
 */
export function draw(
  nodes: Readonly<Record<string, readonly [number, number, ...Drawn]>>,
  wires: readonly string[],
): Drawing {
  const drawn = Object.entries(nodes).map(([id, [column, row, kind, label, params = {}]]) => ({
    id,
    kind,
    label,
    params,
    position: place(kind, column, row),
  }))
  return { nodes: drawn, wires: wiresOf(wires) }
}

/** A chain of nodes by id, in rows as text is read, each wired to the next. */
export function chain(nodes: Readonly<Record<string, Drawn>>): Drawing {
  const ids = Object.keys(nodes)
  const rows = Math.ceil(ids.length / ROW_LENGTH)
  const length = Math.ceil(ids.length / rows)
  const drawn = Object.entries(nodes).map(([id, [kind, label, params = {}]], i): DrawnNode => {
    return { id, kind, label, params, position: place(kind, i % length, Math.floor(i / length)) }
  })
  return { nodes: drawn, wires: wiresOf(ids.slice(1).map((id, i) => `${ids[i]} > ${id}`)) }
}

function place(kind: string, column: number, row: number) {
  const end = kind === 'input' || kind === 'output' || kind === 'model'
  return { x: column * COLUMN, y: row * ROW + (end ? 0 : LOWER) }
}

function wiresOf(written: readonly string[]): readonly Wire[] {
  const ports = new Map<string, number>()
  return written.map((wire, i) => {
    const [begin = '', to = ''] = wire.split(' > ')
    const [from = '', out] = begin.split('.')
    const port = ports.get(to) ?? 0
    ports.set(to, port + 1)
    return { id: `wire-${i + 1}`, from, to, port, ...(out !== undefined && { out: Number(out) }) }
  })
}
