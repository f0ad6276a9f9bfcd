/**
 * @file LayerFace: what a layer computes for the current example, with the newest weights. The node grows upward and
 * downward into the space that the drawing leaves, so nothing moves and its wires stay where they are.
 */
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { BLOCK } from '../../../graph/block'
import type { DrawnNode, Drawing } from '../../../graph/drawing'
import type { Size } from '../../../graph/spacing'
import { layerValuesText as text } from '../../../messages/en/inspector'
import { faceDetailsText } from '../../../messages/en/inspector/layer-details'
import { number, percent } from '../../../messages/format'
import { blockPortCounts, shownDrawing, shownReport } from '../../../studio/network/block-levels'
import type { EmbeddingPoints } from '../../../studio/models/layer-details'
import type { AppState } from '../../../studio/state'
import { type Tokens, useTokens } from '../../charts/color-tokens'
import { blockHeight, NODE_WIDTH, WIRE_Y } from '../../canvas/flow-nodes'
import { useSelect, useStudio } from '../../studio-context'
import { FACE_HEIGHTS } from '../layer-catalog'
import styles from '../../canvas/node.module.css'
import { paintPoints, type Place, placeIn, placePoints, pointAt } from './embedding-points'
import { layerWatch, planeFor } from './layer-watch'
import {
  MAX_TILES,
  paintHistogram,
  paintValues,
  pictured,
  placeTiles,
  type SeenValues,
  summarize,
  type Summary,
  tilesOf,
} from './paint-values'

const ValuesDialog = lazy(() => import('./values-dialog'))

interface Room {
  readonly up: number
  readonly down: number
}

/**
 * How far a node may grow, in canvas pixels: as high and as low as an input, whose wires connect lower, and farther on a
 * canvas that is higher than the drawing.
 */
const USUAL_ROOM: Room = { up: 44, down: 50 }
const MOST_EXTRA = 64
/** In a network on a plane, nodes grow with the canvas, with their pictures centered on the wires. */
const MOST_UP = 230
/** How much farther a node grows upward than downward for that: by its settings, which are above its pictures. */
const OFF_CENTER = 42
const HEIGHT = 54
/** The least that is worth showing, and the space for the distribution below the pictures. */
const LEAST = 28
const FOOT = 18
/** Width of the words next to the distribution, such as −0.93 to 0.95. */
const WORDS = 90
/** Space that nodes leave to each other, and to a wire between two rows with its label above it. */
const GAP = 24
const LANE_ABOVE_NODE = 60
const LANE_AND_LABEL = 30
const LANE_BELOW = 10
const PADDING = 12
const WIDTH = NODE_WIDTH - 2 * PADDING
/** Canvas pixels in a pixel of the canvas, so that pictures are sharp. */
const SCALE = 2

/** Shows the values of one node. */
export function LayerFace({ node, grow = 1 }: { readonly node: DrawnNode; readonly grow?: number }) {
  const { id, kind, label } = node
  const studio = useStudio()
  const tokens = useTokens()
  const room = useSelect((state) => {
    if (state.canvas.hidesValues) return undefined
    if (kind === 'input') return undefined
    if (kind !== 'output') return roomOf(state, id)
    return state.answer && Object.hasOwn(state.answer.outputs, label) ? undefined : OUTPUT_ROOM
  })
  const canvas = useRef<HTMLCanvasElement>(null)
  const caption = useRef<HTMLSpanElement>(null)
  const shown = useRef<{ readonly points: EmbeddingPoints; readonly places: readonly Place[] }>(undefined)
  const [isOpen, setOpen] = useState(false)
  const pointer = useRef<Place>(undefined)
  /** Shows the name of the vector at a place, if there is one. */
  const namePoint = useCallback((at: Place | undefined) => {
    pointer.current = at
    if (!shown.current || !caption.current) return
    const { points, places } = shown.current
    const found = at && pointAt(points, places, at)
    caption.current.textContent =
      found === undefined
        ? faceDetailsText.points({ points: points.names.length, of: points.of })
        : (points.names[found] ?? '')
  }, [])
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
    const paint = (read: SeenValues | undefined) => {
      shown.current = undefined
      const seen = read && pictured(read)
      const about = aboutOf(kind, label, read)
      canvas.current?.setAttribute('aria-label', about)
      if (kind !== BLOCK) canvas.current?.setAttribute('title', text.tip({ about }))
      // An empty place says that it is no picture of zeros.
      const none = seen || studio.store.getState().report.checked ? '' : text.noValues
      if (caption.current) caption.current.textContent = none
      const pen = canvas.current?.getContext('2d')
      if (!pen) return
      pen.setTransform(SCALE, 0, 0, SCALE, 0, 0)
      pen.clearRect(0, 0, WIDTH, height)
      if (!seen) return
      if (seen.details?.kind === 'vectors') {
        const space = { x: 0, y: 0, width: WIDTH, height: height >= 2 * LEAST ? height - FOOT - 4 : height }
        const points = seen.details
        shown.current = { points, places: placePoints(points, space) }
        paintPoints(pen, points, shown.current.places, tokens)
        namePoint(pointer.current)
        return
      }
      const summary = summarize(seen.values)
      // Bars show each value.
      const hasFoot = height >= 2 * LEAST && !seen.surface && (kind === 'dropout' || tilesOf(seen) !== undefined)
      const space = { x: 0, y: 0, width: WIDTH, height: hasFoot ? height - FOOT - 4 : height }
      const units = seen.surface && unitColumn(seen.values.length, { up, down })
      if (units) paintUnits(pen, seen, summary, { height, ...units }, tokens, grow)
      else paintValues(pen, seen, summary, space, TILE_GAP, tokens)
      if (hasFoot)
        paintHistogram(
          pen,
          summary,
          { x: 0, y: height - FOOT, width: Math.max(0, WIDTH - WORDS * grow), height: FOOT },
          tokens,
        )
      if (hasFoot && caption.current)
        caption.current.textContent =
          kind === 'dropout' ? faceDetailsText.dropped({ share: droppedShare(seen) }) : wordsFor(summary)
    }
    return layerWatch(studio).watch(id, paint)
  }, [studio, id, kind, label, up, down, height, tokens, grow, namePoint])

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
        aria-label={aboutOf(kind, label, undefined)}
        data-part="values"
        onPointerMove={(event) => namePoint(placeIn(event, { width: WIDTH, height }))}
        onPointerLeave={() => namePoint(undefined)}
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

/** The share of values that a training step drops; undefined when none is in progress. */
function droppedShare({ mask }: SeenValues): string | undefined {
  return mask && percent(mask.reduce((sum, factor) => sum + Number(factor === 0), 0) / mask.length, 0)
}

/** What the picture of a node is of. */
function aboutOf(kind: string, layer: string, seen: SeenValues | undefined): string {
  const details = seen?.details
  if (details?.kind === 'states') return faceDetailsText.states({ layer, steps: details.steps })
  if (details?.kind === 'vectors')
    return faceDetailsText.vectors({ layer, points: details.names.length, of: details.of })
  if (details?.kind === 'mask') return faceDetailsText.mask({ layer, step: details.step })
  return seen && kind === 'dropout' ? faceDetailsText.noMask({ layer }) : text.picture({ layer })
}

function wordsFor({ zero, low, high }: Summary): string {
  if (zero >= 0.005) return text.zero({ share: percent(zero, 0) })
  return text.range({ low: number(low, 2), high: number(high, 2) })
}

/** Maximum number of units with pictures below each other, and the size of these pictures in canvas pixels. */
const MAX_IN_COLUMN = 16
/** The space between pictures in rows, in canvas pixels. */
const TILE_GAP = 3
const SMALLEST_UNIT = 14
const LARGEST_PITCH = 54

/** The height of the pictures of many units: in rows, they fill the width of a node but seldom all of its height. */
function gridHeight(units: number, { up, down }: Room): number {
  const tiles = { count: Math.min(units, MAX_TILES), width: 1, height: 1, isSquare: true }
  const last = placeTiles(tiles, { x: 0, y: 0, width: WIDTH, height: up + down - PADDING }, TILE_GAP).at(-1)
  return last ? last.y + last.height : 0
}

/** The units of a layer below each other, if there are few: the side of a picture, and the distance of two. */
export function unitColumn(units: number, { up, down }: Room): { size: number; pitch: number } | undefined {
  const height = up + down - PADDING
  const pitch = Math.min(LARGEST_PITCH, height / units)
  const size = units === 1 ? Math.min(WIDTH, height) : Math.min(pitch - 4, 0.9 * pitch)
  return units <= MAX_IN_COLUMN && size >= SMALLEST_UNIT ? { size, pitch } : undefined
}

/** How far below the wire of its layer each unit is, in canvas pixels; undefined if the units are not in a column. */
export function unitPlaces(state: AppState, node: string, units: number): readonly number[] | undefined {
  const room = roomOf(state, node)
  const column = room && unitColumn(units, room)
  if (!column) return undefined
  const center = (OFF_CENTER - room.up + room.down) / 2
  return Array.from({ length: units }, (_, i) => center + (i - (units - 1) / 2) * column.pitch)
}

/** Paints the surface of each unit of a column, and its value for the current example next to it. */
function paintUnits(
  pen: CanvasRenderingContext2D,
  seen: SeenValues,
  summary: Summary,
  { height, size, pitch }: { readonly height: number; readonly size: number; readonly pitch: number },
  tokens: Tokens,
  grow: number,
): void {
  const units = seen.values.length
  const x = units === 1 ? (WIDTH - size) / 2 : 0
  const y = (height - units * pitch + pitch - size) / 2
  const space = { x, y, width: size, height: units * pitch - pitch + size }
  const boxes = paintValues(pen, seen, summary, space, pitch - size, tokens)
  const font = 12 * grow
  if (units === 1 || font > pitch) return
  pen.font = `${font}px ${tokens('font')}`
  pen.fillStyle = tokens('soft')
  pen.textBaseline = 'middle'
  boxes.forEach((box, unit) => {
    pen.fillText(number(seen.values[unit] as number, 2), box.x + size + 8, box.y + size / 2)
  })
}

/** An output shows what the network computes until there is a prediction. */
const OUTPUT_ROOM: Room = { up: 0, down: 64 }

/** The rooms of drawings, keyed by the most that a node may grow upward: equal rooms must be the same to React. */
const rooms = new WeakMap<Drawing, Map<number, ReadonlyMap<string, Room>>>()
/** With more nodes, a picture of each is too small to see at once, and finding the space takes long. */
const MAX_NODES = 2000

/** How far a node grows: in a network on a plane, as far as the canvas is high and its units need. */
export function roomOf(state: AppState, node: string): Room | undefined {
  const height = planeFor(state) && state.canvas.size?.height
  const up = Math.round(Math.min(MOST_UP, ((height ?? 0) + OFF_CENTER - 2 * WIRE_Y - GAP) / 2))
  if (up - OFF_CENTER <= USUAL_ROOM.down) return faceRoom(state, node)
  const room = roomsOf(shownDrawing(state), { up, down: up - OFF_CENTER }).get(node)
  const units = shownReport(state).shapes.get(node)?.[0] ?? MAX_IN_COLUMN
  if (!room) return undefined
  const pictures = units === 1 ? WIDTH : units > MAX_IN_COLUMN ? gridHeight(units, room) : units * LARGEST_PITCH
  const needed = Math.ceil((pictures + PADDING + OFF_CENTER) / 2)
  if (room.up < needed || room.down < needed - OFF_CENTER) return room
  const column = columns.get(needed) ?? { up: needed, down: needed - OFF_CENTER }
  columns.set(needed, column)
  return column
}

/** How far a node of the shown drawing can grow: an input only upward, on a canvas that is higher than the drawing. */
export function faceRoom(state: AppState, node: string): Room | undefined {
  const drawing = shownDrawing(state)
  const { canvas } = state
  const { width, height } = extentOf(drawing)
  const spare = canvas.size ? canvas.size.height / Math.min(1, canvas.size.width / width) - height : 0
  // In steps, so that a canvas that changes its size a little keeps its pictures.
  const extra = Math.max(0, Math.min(MOST_EXTRA, 8 * Math.floor(spare / 16)))
  return roomsOf(drawing, { up: USUAL_ROOM.up + extra, down: USUAL_ROOM.down + extra }).get(node)
}

/** The space of columns of few units, keyed by its height, because equal rooms must be the same to React. */
const columns = new Map<number, Room>()

/** How far each node can grow, by the nodes and the wires between rows around it. */
export function roomsOf(drawing: Drawing, most = USUAL_ROOM): ReadonlyMap<string, Room> {
  const known = rooms.get(drawing) ?? new Map<number, ReadonlyMap<string, Room>>()
  rooms.set(drawing, known)
  const found = known.get(most.up) ?? findRooms(drawing, most)
  known.set(most.up, found)
  return found
}

interface NodeBox {
  readonly id: string
  readonly x: number
  readonly top: number
  readonly bottom: number
  readonly grows: boolean
  readonly face?: 'input' | 'output' | undefined
}

function boxesOf(drawing: Drawing): readonly NodeBox[] {
  return drawing.nodes.map((one) => {
    const ports = blockPortCounts(drawing, one)
    const face = one.kind === 'input' || one.kind === 'output' ? one.kind : undefined
    const height = face ? FACE_HEIGHTS[face].height : ports ? blockHeight(ports) : HEIGHT
    const { x, y } = one.position
    return { id: one.id, x, top: y, bottom: y + height, grows: height === HEIGHT, face }
  })
}

const extents = new WeakMap<Drawing, Size>()

/** The size of a drawing whose nodes grow as usual, in canvas pixels. */
function extentOf(drawing: Drawing): Size {
  const known = extents.get(drawing)
  if (known) return known
  const boxes = boxesOf(drawing)
  const least = (of: (box: NodeBox) => number) => boxes.reduce((low, box) => Math.min(low, of(box)), Infinity)
  const width = -least(({ x }) => -x) - least(({ x }) => x) + NODE_WIDTH
  const top = least(({ top, grows }) => top - (grows ? USUAL_ROOM.up : 0))
  const height = -least(({ bottom, grows }) => -bottom - (grows ? USUAL_ROOM.down : 0)) - top
  const size = { width, height }
  extents.set(drawing, size)
  return size
}

function findRooms(drawing: Drawing, most: Room): ReadonlyMap<string, Room> {
  if (drawing.nodes.length > MAX_NODES) return new Map()
  const boxes = boxesOf(drawing)
  const byId = new Map(boxes.map((box) => [box.id, box]))
  // Wires that lead back to a lower row run just above it.
  const lanes = drawing.wires.flatMap(({ from, to }) => {
    const [a, b] = [byId.get(from), byId.get(to)]
    return a && b && b.x < a.x + NODE_WIDTH && b.top > a.bottom
      ? [{ ...b, right: a.x, lane: b.top - (b.grows ? LANE_ABOVE_NODE : 16) }]
      : []
  })
  const room = boxes.flatMap((box): [string, Room][] => {
    if (!box.grows && !box.face) return []
    let { up, down } = most
    if (box.face) up -= USUAL_ROOM.up
    // The wires of a face connect lower, and all nodes of a row end at one height.
    if (box.face === 'output') down -= FACE_HEIGHTS.output.height - HEIGHT - USUAL_ROOM.up
    if (box.face === 'input') down = 0
    for (const other of boxes) {
      if (other === box || Math.abs(other.x - box.x) >= NODE_WIDTH + GAP) continue
      const share = other.grows || other.face ? 0.5 : 1
      if (other.top >= box.bottom) down = Math.min(down, (other.top - box.bottom - GAP) * share)
      else up = Math.min(up, (box.top - other.bottom - GAP) * share)
    }
    for (const { x, right, lane } of lanes) {
      if (box.x + NODE_WIDTH < x - GAP || box.x > right + NODE_WIDTH + GAP) continue
      if (lane > box.bottom) down = Math.min(down, lane - LANE_AND_LABEL - box.bottom)
      else up = Math.min(up, box.top - lane - LANE_BELOW)
    }
    return [[box.id, { up: Math.max(0, Math.round(up)), down: Math.max(0, Math.round(down)) }]]
  })
  return new Map(room)
}
