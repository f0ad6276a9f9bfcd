/**
 * @file LayerFace: what a layer computes for the current example, with the newest weights. The node grows upward and
 * downward into the space that the drawing leaves, so nothing moves and its wires stay where they are.
 */
import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { BLOCK } from '../../../graph/block'
import type { DrawnNode, Drawing } from '../../../graph/drawing'
import { layerValuesText as text } from '../../../messages/en/inspector'
import { number, percent } from '../../../messages/format'
import { blockPortCounts, shownDrawing } from '../../../studio/network/block-levels'
import { useTokens } from '../../charts/color-tokens'
import { blockHeight, NODE_WIDTH } from '../../canvas/flow-nodes'
import { useSelect, useStudio } from '../../studio-context'
import { FACE_HEIGHTS } from '../layer-catalog'
import styles from '../../canvas/node.module.css'
import { layerWatch } from './layer-watch'
import { paintHistogram, paintValues, type SeenValues, type Summary, summarize, tilesOf } from './paint-values'

const ValuesDialog = lazy(() => import('./values-dialog'))

/** How far a node may grow, in canvas pixels: as high and as low as an input, whose wires connect lower. */
const MOST_UP = 44
const MOST_DOWN = 50
const HEIGHT = 54
/** The least that is worth showing, and the space for the distribution below the pictures. */
const LEAST = 28
const FOOT = 18
/** Space that nodes leave to each other, and to a wire between two rows with its label above it. */
const GAP = 24
const LANE_ABOVE_NODE = 60
const LANE_AND_LABEL = 30
const PADDING = 12
const WIDTH = NODE_WIDTH - 2 * PADDING
/** Canvas pixels in a pixel of the canvas, so that pictures are sharp. */
const SCALE = 2

/** Shows the values of one node. */
export function LayerFace({ node: { id, kind, label } }: { readonly node: DrawnNode }) {
  const studio = useStudio()
  const tokens = useTokens()
  const room = useSelect((state) => {
    if (state.canvas.hidesValues) return undefined
    if (kind !== 'output') return roomsOf(shownDrawing(state)).get(id)
    return state.answer && Object.hasOwn(state.answer.outputs, label) ? undefined : OUTPUT_ROOM
  })
  const canvas = useRef<HTMLCanvasElement>(null)
  const caption = useRef<HTMLSpanElement>(null)
  const [isOpen, setOpen] = useState(false)
  const { up = 0, down = 0 } = room ?? {}
  const height = up + down - PADDING
  useLayoutEffect(() => {
    const box = canvas.current?.closest<HTMLElement>('[data-kind]')
    if (!box || height < LEAST || kind === 'output') return
    box.style.setProperty('--lift', `${up}px`)
    // The canvas fits and arranges nodes by their size without pictures.
    box.style.marginBottom = `${-down}px`
    return () => {
      box.style.removeProperty('--lift')
      box.style.marginBottom = ''
    }
  }, [up, down, height, kind])
  useEffect(() => {
    if (height < LEAST) return
    const paint = (seen: SeenValues) => {
      const pen = canvas.current?.getContext('2d')
      if (!pen) return
      const summary = summarize(seen.values)
      // Bars show each value.
      const hasFoot = height >= 2 * LEAST && !seen.surface && tilesOf(seen) !== undefined
      const space = { x: 0, y: 0, width: WIDTH, height: hasFoot ? height - FOOT - 4 : height }
      pen.setTransform(SCALE, 0, 0, SCALE, 0, 0)
      pen.clearRect(0, 0, WIDTH, height)
      paintValues(pen, seen, summary, space, 3, tokens)
      if (hasFoot) paintHistogram(pen, summary, { x: 0, y: height - FOOT, width: WIDTH / 2 - 8, height: FOOT }, tokens)
      if (caption.current) caption.current.textContent = hasFoot ? wordsFor(summary) : ''
    }
    return layerWatch(studio).watch(id, paint)
  }, [studio, id, height, tokens])

  if (height < LEAST) return null
  // A canvas fills its line, and keeps the distance to the end of the node.
  return (
    <div style={{ padding: `0 ${PADDING}px ${PADDING}px`, lineHeight: 0 }}>
      <canvas
        ref={canvas}
        width={WIDTH * SCALE}
        height={height * SCALE}
        style={{ width: WIDTH, height }}
        role="img"
        aria-label={text.picture({ layer: label })}
        title={kind === BLOCK ? undefined : text.pictureTip}
        data-part="values"
        onDoubleClick={kind === BLOCK ? undefined : () => setOpen(true)}
      />
      {isOpen && (
        <Suspense>
          <ValuesDialog node={id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
      <span
        ref={caption}
        className={styles.figure}
        style={{ position: 'absolute', right: PADDING, bottom: PADDING, lineHeight: 1 }}
      />
    </div>
  )
}

function wordsFor({ zero, low, high }: Summary): string {
  if (zero >= 0.005) return text.zero({ share: percent(zero, 0) })
  return text.range({ low: number(low, 2), high: number(high, 2) })
}

interface Room {
  readonly up: number
  readonly down: number
}

/** An output shows what the network computes until there is a prediction. */
const OUTPUT_ROOM: Room = { up: 0, down: 64 }

const rooms = new WeakMap<Drawing, ReadonlyMap<string, Room>>()
/** With more nodes, a picture of each is too small to see at once, and finding the space takes long. */
const MAX_NODES = 2000

/** How far each node can grow, by the nodes and the wires between rows around it. */
export function roomsOf(drawing: Drawing): ReadonlyMap<string, Room> {
  const known = rooms.get(drawing) ?? findRooms(drawing)
  rooms.set(drawing, known)
  return known
}

function findRooms(drawing: Drawing): ReadonlyMap<string, Room> {
  if (drawing.nodes.length > MAX_NODES) return new Map()
  const boxes = drawing.nodes.map((one) => {
    const ports = blockPortCounts(drawing, one)
    const face = one.kind === 'input' || one.kind === 'output' ? FACE_HEIGHTS[one.kind].height : undefined
    const height = face ?? (ports ? blockHeight(ports) : HEIGHT)
    const { x, y } = one.position
    return { id: one.id, x, top: y, bottom: y + height, grows: height === HEIGHT }
  })
  const byId = new Map(boxes.map((box) => [box.id, box]))
  // Wires that lead back to a lower row run just above it.
  const lanes = drawing.wires.flatMap(({ from, to }) => {
    const [a, b] = [byId.get(from), byId.get(to)]
    return a && b && b.x < a.x + NODE_WIDTH && b.top > a.bottom
      ? [{ ...b, right: a.x, lane: b.top - (b.grows ? LANE_ABOVE_NODE : 16) }]
      : []
  })
  const room = boxes.flatMap((box): [string, Room][] => {
    if (!box.grows) return []
    let [up, down] = [MOST_UP, MOST_DOWN]
    for (const other of boxes) {
      if (other === box || Math.abs(other.x - box.x) >= NODE_WIDTH + GAP) continue
      const share = other.grows ? 0.5 : 1
      if (other.top >= box.bottom) down = Math.min(down, (other.top - box.bottom - GAP) * share)
      else up = Math.min(up, (box.top - other.bottom - GAP) * share)
    }
    for (const { x, right, lane } of lanes) {
      if (box.x + NODE_WIDTH < x - GAP || box.x > right + NODE_WIDTH + GAP) continue
      if (lane > box.bottom) down = Math.min(down, lane - LANE_AND_LABEL - box.bottom)
    }
    return [[box.id, { up: Math.max(0, Math.round(up)), down: Math.max(0, Math.round(down)) }]]
  })
  return new Map(room)
}
