/**
 * @file Wire: a line between two nodes, labeled with the shape it carries; red and dashed if the target cannot accept
 * the shape.
 */
import { memo } from 'react'
import { BaseEdge, type EdgeProps } from 'reactflow'
import { shownDrawing } from '../../studio/network/block-levels'
import { useCanvasUi } from './canvas-ui-state'
import { useCatalog } from './canvas-catalog'
import type { FlowWire } from './flow-nodes'
import { useSelect } from './board-context'
import { isWireInvalid, wireText } from './selectors'
import { wrapLabel, routeOf } from './wire-route'
import styles from './wire.module.css'
import type { DrawnNode, Drawing } from '../../graph/drawing'
import { blockPortCounts } from '../../studio/network/block-levels'
import { FACE_WIRE_Y, type FaceHeights, blockHeight, NODE_WIDTH, portY, WIRE_Y } from './flow-nodes'
import { computeLanes } from './wire-route'

const cache = new WeakMap<Drawing, { readonly faces: FaceHeights; readonly lanes: ReadonlyMap<string, number> }>()

/** The y coordinate of each wire's lane, keyed by wire id. Includes only wires that need a lane. */
function lanesOf(drawing: Drawing, faces: FaceHeights): ReadonlyMap<string, number> {
  const before = cache.get(drawing)
  if (before?.faces === faces) return before.lanes
  const lanes = lanesOfDrawing(drawing, faces)
  cache.set(drawing, { faces, lanes })
  return lanes
}

/** With more wires, their paths cannot be told apart anyway, and lanes would take seconds to compute. */
const MAX_WIRES_WITH_LANES = 2000

function lanesOfDrawing(drawing: Drawing, faces: FaceHeights): ReadonlyMap<string, number> {
  if (drawing.wires.length > MAX_WIRES_WITH_LANES) return new Map()
  const nodes = new Map(drawing.nodes.map((node) => [node.id, boxOf(drawing, faces, node)]))
  const wires = drawing.wires.flatMap(({ id, from, to, port, out = 0 }) => {
    const [a, b] = [nodes.get(from), nodes.get(to)]
    if (!a || !b) return []
    const ends = { sourceX: a.x + a.width, sourceY: a.endY(out, 'outs'), targetX: b.x, targetY: b.endY(port, 'ins') }
    return [{ id, ...ends }]
  })
  return computeLanes([...nodes.values()], wires)
}

/** A node's minimum box and its ports. The node may be taller, depending on its content. */
function boxOf(drawing: Drawing, faces: FaceHeights, node: DrawnNode) {
  const { x, y } = node.position
  const ports = blockPortCounts(drawing, node)
  const face = Object.hasOwn(faces, node.kind) ? faces[node.kind] : undefined
  const endY = (port: number, side: 'ins' | 'outs') =>
    y + (ports ? portY(port, ports[side]) : face ? FACE_WIRE_Y : WIRE_Y)
  return { x, y, width: NODE_WIDTH, height: ports ? blockHeight(ports) : (face?.height ?? 54), endY }
}

/** Distance in pixels between a node's edge and the point where React Flow ends a wire. */
const HANDLE_RADIUS = 6
/** Width of a letter of a label that has grown to be readable when zoomed out, in canvas pixels. */
const GROWN_LETTER = 10

/** Renders one wire. */
export const Wire = memo(function Wire(props: EdgeProps<FlowWire>) {
  const { id, selected } = props
  const catalog = useCatalog()
  const label = useSelect((state) => wireText(catalog, state, id))
  const bad = useSelect((state) => isWireInvalid(catalog, state, id))
  const lane = useSelect((state) => lanesOf(shownDrawing(state), catalog.faces).get(id))
  const over = useCanvasUi((ui) => ui.hoveredWire === id)
  const { sourceX, sourceY, targetX, targetY } = props
  // Extend the wire to the nodes' edges; the handles cover its ends.
  const { path, x, y, labelWidth } = routeOf(
    { sourceX: sourceX - HANDLE_RADIUS, sourceY, targetX: targetX + HANDLE_RADIUS, targetY },
    lane,
  )
  const lines = wrapLabel(label, labelWidth)
  const look = [styles.line, bad && styles.bad, selected && styles.selected, over && styles.over]
    .filter(Boolean)
    .join(' ')
  return (
    <>
      <BaseEdge path={path} className={look} interactionWidth={18} />
      {label !== '' && (
        <text
          className={bad ? styles.badShape : styles.shape}
          x={x}
          y={y}
          textAnchor="middle"
          data-tight={lines.some((line) => line.length * GROWN_LETTER > labelWidth) ? '' : undefined}
        >
          {lines.map((line, i) => (
            <tspan key={line} x={x} dy={i === 0 ? `${1 - lines.length}em` : '1em'}>
              {line}
            </tspan>
          ))}
        </text>
      )}
      {catalog.WireActivity && (
        <catalog.WireActivity
          id={id}
          x={x}
          y={y}
          label={lines.at(-1) ?? ''}
          width={labelWidth}
          selected={selected === true}
        />
      )}
    </>
  )
})
