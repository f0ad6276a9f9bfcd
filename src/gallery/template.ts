/**
 * @file Templates: the type of an example project, and helpers to define its drawing. Each example serves as a menu
 * entry, a fixture and a test.
 */
import type { LooseParams } from '../catalog/node-def'
import type { ProjectContent } from '../compile/project'
import type { DrawnNode, Drawing, Wire } from '../graph/drawing'

export interface Template {
  readonly id: string
  readonly title: string
  /** What the example teaches, in one to three short sentences. */
  readonly about: string
  /**
   * The result with the example's own training settings and seed, measured on the WASM backend; empty if there is
   * nothing to train.
   */
  readonly reaches: string
  /**
   * The validation result of the best simple model (`run.baselines`). If it is as good as the network's, no network is
   * needed.
   */
  readonly simple?: string
  readonly content: ProjectContent
}

/** A node of a drawing: kind, label, and the parameters that differ from their defaults. */
type NodeRow = readonly [kind: string, label: string, params?: LooseParams]

/** Distance between the columns and rows of a manually arranged drawing, in canvas pixels. */
const COLUMN = 220
const ROW = 180
/** Maximum number of nodes in a row, to fit the canvas of a small laptop. */
const ROW_LENGTH = 5
/**
 * Vertical offset in pixels of a plain node relative to the taller input, output and model nodes, so that the wires
 * between them are level.
 */
const LOWER = 44

/** Identity function that gives a template definition its type. */
export function defineTemplate(template: Template): Template {
  return template
}

/**
 * Creates a drawing from nodes keyed by id, each with its [column, row] position, and wires written as `from > to`. The
 * wires into a node use its input ports in the order written; `from.1 > to` starts at the second output port.
 */
export function draw(
  nodes: Readonly<Record<string, readonly [number, number, ...NodeRow]>>,
  wires: readonly string[],
): Drawing {
  const drawn = Object.entries(nodes).map(([id, [column, row, kind, label, params = {}]]) => ({
    id,
    kind,
    label,
    params,
    position: positionOf(kind, column, row),
  }))
  return { nodes: drawn, wires: wiresOf(wires) }
}

/** Creates a chain of nodes, keyed by id, each wired to the next and laid out in rows from left to right. */
export function chain(nodes: Readonly<Record<string, NodeRow>>): Drawing {
  const ids = Object.keys(nodes)
  const rows = Math.ceil(ids.length / ROW_LENGTH)
  const length = Math.ceil(ids.length / rows)
  const drawn = Object.entries(nodes).map(([id, [kind, label, params = {}]], i): DrawnNode => {
    return { id, kind, label, params, position: positionOf(kind, i % length, Math.floor(i / length)) }
  })
  return { nodes: drawn, wires: wiresOf(ids.slice(1).map((id, i) => `${ids[i]} > ${id}`)) }
}

function positionOf(kind: string, column: number, row: number) {
  const end = kind === 'input' || kind === 'output' || kind === 'model'
  return { x: column * COLUMN, y: row * ROW + (end ? 0 : LOWER) }
}

function wiresOf(written: readonly string[]): readonly Wire[] {
  const ports = new Map<string, number>()
  return written.map((wire, i) => {
    const [start = '', to = ''] = wire.split(' > ')
    const [from = '', out] = start.split('.')
    const port = ports.get(to) ?? 0
    ports.set(to, port + 1)
    return { id: `wire-${i + 1}`, from, to, port, ...(out !== undefined && { out: Number(out) }) }
  })
}
