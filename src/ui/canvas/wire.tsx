/**
 * @file Wire: a line between two nodes, labeled with the shape it carries; red and dashed if the target cannot accept
 * the shape.
 */
import { memo, useState } from 'react'
import { BaseEdge, type EdgeProps, ViewportPortal } from 'reactflow'
import { shownDrawing } from '../../studio/network/block-levels'
import { useCanvasUi } from './canvas-ui-state'
import { useCatalog } from './canvas-catalog'
import type { FlowWire } from './flow-nodes'
import { useSelect } from './board-context'
import { orNothing, useLive } from './lazy-parts'
import { isInputRejected, isWireInvalid, wireText } from './selectors'
import { useDetail } from './viewport'
import { OFFSET, wrapLabel, routeOf } from './wire-route'
import styles from './wire.module.css'
import type { DrawnNode, Drawing } from '../../graph/drawing'
import { blockPortCounts } from '../../studio/network/block-levels'
import { FACE_WIRE_Y, type FaceSizes, blockHeight, NODE_WIDTH, portY, WIRE_Y } from './flow-nodes'
import { computeLanes } from './wire-route'

interface WireSpace {
  /** The y coordinate of the wire's lane, if it needs one. */
  readonly lane: number | undefined
  /** Whether another wire turns next to one of its ends, where its label would be. */
  readonly isCrowded: boolean
}
type WireSpaces = ReadonlyMap<string, WireSpace>

const cache = new WeakMap<Drawing, WireSpaces>()

/** What the boxes of nodes depend on. */
export interface NodeSizes {
  readonly faces: FaceSizes
  readonly captionHeight?: number
  /** How many times as large as usual text is, if it always is. */
  readonly grow?: number
}

/** The space of each wire, keyed by wire id. A drawing is always shown with the same sizes. */
function spacesOf(drawing: Drawing, sizes: NodeSizes): WireSpaces {
  const spaces = cache.get(drawing) ?? spacesOfDrawing(drawing, sizes)
  cache.set(drawing, spaces)
  return spaces
}

/** With more wires, their paths cannot be told apart anyway, and lanes would take seconds to compute. */
const MAX_WIRES_WITH_LANES = 2000

function spacesOfDrawing(drawing: Drawing, sizes: NodeSizes): WireSpaces {
  if (drawing.wires.length > MAX_WIRES_WITH_LANES) return new Map()
  const nodes = new Map(drawing.nodes.map((node) => [node.id, boxOf(drawing, sizes, node)]))
  const wires = drawing.wires.flatMap(({ id, from, to, port, out = 0 }) => {
    const [a, b] = [nodes.get(from), nodes.get(to)]
    if (!a || !b) return []
    const ends = { sourceX: a.x + a.width, sourceY: a.endY(out, 'outs'), targetX: b.x, targetY: b.endY(port, 'ins') }
    return [{ id, from, to, ...ends }]
  })
  const lanes = computeLanes([...nodes.values()], wires, sizes.grow)
  const isBent = (wire: (typeof wires)[number]) => lanes.has(wire.id) || Math.abs(wire.sourceY - wire.targetY) > 3
  const bent = wires.filter(isBent)
  const [left, entered] = [new Set(bent.map(({ from }) => from)), new Set(bent.map(({ to }) => to))]
  return new Map(
    wires.map((wire) => [
      wire.id,
      { lane: lanes.get(wire.id), isCrowded: !isBent(wire) && (left.has(wire.from) || entered.has(wire.to)) },
    ]),
  )
}

/** A node's minimum box and its ports. The node may be taller, depending on its content. */
function boxOf(drawing: Drawing, { faces, captionHeight = 0 }: NodeSizes, node: DrawnNode) {
  const { x, y } = node.position
  const ports = blockPortCounts(drawing, node)
  const face = Object.hasOwn(faces, node.kind) ? faces[node.kind] : undefined
  const endY = (port: number, side: 'ins' | 'outs') =>
    y + (ports ? portY(port, ports[side]) : face ? FACE_WIRE_Y : WIRE_Y)
  const height = (ports ? blockHeight(ports) : (face?.height ?? 54)) + captionHeight
  return { x, y, width: face?.width ?? NODE_WIDTH, height, endY }
}

/** Zoomed out further, the width of wires cannot be told apart. */
const MOST_GROW = 2.5

/** Distance in pixels between a node's edge and the point where React Flow ends a wire. */
const HANDLE_RADIUS = 6

/** Renders one wire. */
export const Wire = memo(function Wire(props: EdgeProps<FlowWire>) {
  const { id, selected } = props
  const catalog = useCatalog()
  const label = useSelect((state) => wireText(catalog, state, id))
  const isInvalid = useSelect((state) => isWireInvalid(catalog, state, id))
  const isRejected = useSelect((state) => isInputRejected(catalog, state, id))
  const bad = catalog.useIsWireFailing?.(id) || isInvalid
  const space = useSelect((state) => spacesOf(shownDrawing(state), catalog).get(id))
  const live = useLive()
  const over = useCanvasUi((ui) => ui.hoveredWire === id)
  const { sourceX, sourceY, targetX, targetY } = props
  // Extend the wire to the nodes' edges; the handles cover its ends.
  const ends = { sourceX: sourceX - HANDLE_RADIUS, sourceY, targetX: targetX + HANDLE_RADIUS, targetY }
  const { path, x, y, labelWidth } = routeOf(ends, space?.lane)
  const { grow } = useDetail()
  const lines = wrapLabel(label, space?.isCrowded ? labelWidth - 2 * OFFSET : labelWidth, grow)
  const [isPointedAt, setPointedAt] = useState(false)
  const look = [styles.line, bad && styles.bad, selected && styles.selected, over && styles.over]
    .filter(Boolean)
    .join(' ')
  return (
    <g onPointerEnter={() => setPointedAt(true)} onPointerLeave={() => setPointedAt(false)}>
      <BaseEdge path={path} className={look} interactionWidth={18} />
      {live &&
        look === styles.line &&
        grow <= MOST_GROW &&
        orNothing(<live.Flow wire={id} path={path} ends={ends} grow={grow} />)}
      {catalog.WireActivity && (
        <catalog.WireActivity {...{ id, path, x, y, grow }} label={lines.at(-1) ?? ''} width={labelWidth} />
      )}
      <text className={styles.shape} style={bad ? { fill: 'var(--bad)' } : undefined} x={x} y={y} textAnchor="middle">
        {lines.map((line, i) => (
          <tspan key={line} x={x} dy={i === 0 ? `${1 - lines.length}em` : '1em'}>
            {line}
          </tspan>
        ))}
      </text>
      {lines.length === 0 && label !== '' && (selected || isPointedAt || isRejected) && (
        // Over the nodes, because a label that does not fit between them would be behind them.
        <ViewportPortal>
          <div className={styles.whole} style={{ left: x, top: y }}>
            {label}
          </div>
        </ViewportPortal>
      )}
    </g>
  )
})
