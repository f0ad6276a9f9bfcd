/**
 * @file Templates: the type of an example project, and helpers to define its drawing. Each example serves as a menu
 * entry, a fixture and a test.
 */
import type { DatasetDef } from '../catalog/dataset-def'
import type { LooseParams } from '../catalog/node-def'
import type { Plan } from '../catalog/training-plan'
import { defaultPlan } from '../compile/default-plan'
import type { ProjectContent } from '../compile/project'
import type { Drawing, DrawnNode, Wire } from '../graph/drawing'

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

interface NetworkExample {
  readonly id: string
  readonly text: Pick<Template, 'title' | 'about' | 'reaches' | 'simple'>
  readonly dataset: DatasetDef
  readonly drawing: Drawing
  readonly plan?: Partial<Plan>
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

/** An example with one network for a built-in dataset; `plan` overrides the default training settings. */
export function networkExample({ id, text, dataset, drawing, plan }: NetworkExample): Template {
  return {
    id,
    ...text,
    content: {
      name: text.title,
      networks: [{ name: 'network', drawing }],
      data: { dataset: dataset.schema.id },
      plan: { ...defaultPlan(dataset), ...plan },
    },
  }
}

/**
 * Creates a drawing from nodes keyed by id, each with its [column, row] position, and wires written as paths, `a > b >
 * c`. The wires into a node use its input ports in the order written; `a.1 > b` starts at the second output port.
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
  return { nodes: drawn, wires: wiresOf([ids.join(' > ')]) }
}

function positionOf(kind: string, column: number, row: number) {
  const end = kind === 'input' || kind === 'output' || kind === 'model'
  return { x: column * COLUMN, y: row * ROW + (end ? 0 : LOWER) }
}

function wiresOf(paths: readonly string[]): readonly Wire[] {
  const ports = new Map<string, number>()
  const pairs = paths.flatMap((path) => {
    const stops = path.split(' > ')
    return stops.slice(1).map((to, i) => [stops[i] ?? '', to] as const)
  })
  return pairs.map(([start, to], i) => {
    const [from = '', out] = start.split('.')
    const port = ports.get(to) ?? 0
    ports.set(to, port + 1)
    return { id: `wire-${i + 1}`, from, to, port, ...(out !== undefined && { out: Number(out) }) }
  })
}
