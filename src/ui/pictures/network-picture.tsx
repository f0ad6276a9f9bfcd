/**
 * @file NetworkPicture: a network as a small sketch. Images are stacks of squares, sequences are rows of cells, and
 * vectors are columns of dots; the number and size of the shapes follow the shapes of the data.
 */
import { useMemo } from 'react'
import type { Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import { BLOCK } from '../../graph/block'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import { topologicalOrder } from '../../graph/topological-order'
import styles from './pictures.module.css'

export interface NetworkPictureProps {
  readonly drawing: Drawing
  /** Output shapes by node id, as far as they are known. */
  readonly shapes: ReadonlyMap<string, Shape>
}

const WIDTH = 300
const HEIGHT = 48
/** Maximum distance between two layers. */
const GAP = 52
const ROW = 20

/** A sketch of a network. */
export function NetworkPicture({ drawing, shapes }: NetworkPictureProps) {
  const { marks, wires, height } = useMemo(() => sketch(drawing, shapes), [drawing, shapes])
  if (marks.length === 0) return null
  return (
    <svg className={styles.network} viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
      <path className={styles.wires} d={wires} />
      {marks.map(({ id, shape, isSoft, x, y }) => (
        <g key={id} className={isSoft ? styles.soft : styles.layer} transform={`translate(${x} ${y})`}>
          <Mark shape={shape} />
        </g>
      ))}
    </svg>
  )
}

interface PlacedMark {
  readonly id: string
  readonly shape: Shape
  /** Inputs, and layers without weights. */
  readonly isSoft: boolean
  readonly x: number
  readonly y: number
}

/** Layers that change no values in a way that a sketch can show; their wires are joined. */
function isOmitted(kind: string): boolean {
  if (kind === BLOCK) return false
  const def = layers.find(kind)
  return !def?.out || def.family === 'regularises' || ['flatten', 'activation', 'reshape'].includes(kind)
}

function sketch(drawing: Drawing, shapes: ReadonlyMap<string, Shape>) {
  const { order, incoming } = topologicalOrder(new Map(drawing.nodes.map((node) => [node.id, node])), drawing.wires)
  /** The shown nodes that feed a node, and its column. */
  const sources = new Map<string, readonly string[]>()
  const columns = new Map<string, number>()
  const shown = order.filter(({ id, kind }) => {
    const from = [...new Set((incoming.get(id) ?? []).flatMap((wire) => sourcesOf(wire.from)))]
    sources.set(id, from)
    if (isOmitted(kind)) return false
    columns.set(id, Math.max(-1, ...from.map((source) => columns.get(source) ?? 0)) + 1)
    return true
  })
  function sourcesOf(id: string): readonly string[] {
    return columns.has(id) ? [id] : (sources.get(id) ?? [])
  }
  const byColumn = new Map<number, DrawnNode[]>()
  for (const node of shown) {
    const column = columns.get(node.id) ?? 0
    byColumn.set(column, [...(byColumn.get(column) ?? []), node])
  }
  const most = Math.max(1, ...[...byColumn.values()].map(({ length }) => length))
  const height = Math.max(HEIGHT, most * ROW * 1.6)
  const gap = Math.min(GAP, (WIDTH - 40) / Math.max(1, byColumn.size - 1))
  const left = (WIDTH - gap * (byColumn.size - 1)) / 2
  const marks = shown.map((node): PlacedMark => {
    const column = columns.get(node.id) ?? 0
    const peers = byColumn.get(column) ?? []
    const family = layers.find(node.kind)?.family
    return {
      id: node.id,
      shape: shapes.get(node.id) ?? [1],
      isSoft: family === 'end' || family === 'reshapes',
      x: left + column * gap,
      y: height / 2 + (peers.indexOf(node) - (peers.length - 1) / 2) * (height / Math.max(2, most)),
    }
  })
  const placed = new Map(marks.map((mark) => [mark.id, mark]))
  const wires = marks.flatMap((to) =>
    (sources.get(to.id) ?? []).flatMap((id) => {
      const from = placed.get(id)
      return from ? wiresBetween(from, to) : []
    }),
  )
  return { marks, wires: wires.join(''), height }
}

/** Lines from each dot of a vector to each dot of the next one; a single line between other shapes. */
function wiresBetween(from: PlacedMark, to: PlacedMark): readonly string[] {
  return offsets(from.shape).flatMap((a) =>
    offsets(to.shape).map(
      (b) => `M${from.x + halfWidth(from.shape)} ${from.y + a}L${to.x - halfWidth(to.shape)} ${to.y + b}`,
    ),
  )
}

const DOT = 3
const DOT_STEP = 8.5
const CELL = 6

/** Number of dots for a vector: the length itself up to 3, then its logarithm, at most 5. */
function dotsOf(length: number): number {
  return Math.max(1, Math.min(5, length <= 3 ? length : Math.round(Math.log2(length))))
}

/** Vertical positions of the ends of wires, relative to the center. */
function offsets(shape: Shape): readonly number[] {
  if (shape.length !== 1) return [0]
  const count = dotsOf(shape[0] ?? 1)
  return Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * DOT_STEP)
}

/** Side of the square for an image or a volume. */
function sideOf(shape: Shape): number {
  return 8 + 17 * Math.sqrt(Math.min(64, shape[0] ?? 1) / 64)
}

function halfWidth(shape: Shape): number {
  if (shape.length === 1) return DOT
  return shape.length === 2 ? 2 * CELL : sideOf(shape) / 2 + 3
}

function Mark({ shape }: { readonly shape: Shape }) {
  if (shape.length === 1)
    return offsets(shape).map((y) => <circle key={y} className={styles.dot} cx={0} cy={y} r={DOT} />)
  if (shape.length === 2)
    return [-2, -1, 0, 1].map((i) => (
      <rect key={i} x={i * CELL} y={-CELL} width={CELL - 1} height={2 * CELL} rx={1.5} />
    ))
  const side = sideOf(shape)
  const depth = (shape.at(-1) ?? 1) > 3 ? [1, 0, -1] : [0]
  return depth.map((k) => (
    <rect key={k} x={-side / 2 + k * 3} y={-side / 2 - k * 3} width={side} height={side} rx={2} />
  ))
}
