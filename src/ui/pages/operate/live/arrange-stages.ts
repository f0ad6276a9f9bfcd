/**
 * @file arrangeStages: where the stages of the Live diagram are, and how large, so that none covers another one. Their
 * text keeps its size on the screen, so how large a box is on the canvas depends on the zoom.
 */
import type { DrawnNode, Drawing, Position } from '../../../../graph/drawing'
import type { LayoutOptions } from '../../../../graph/layout'
import type { Size } from '../../../../graph/spacing'
import { arranged } from '../../../../protocol/layout-client'
import { FACE_WIRE_Y, NODE_WIDTH, WIRE_Y } from '../../../canvas/flow-nodes'
import { detailAt } from '../../../canvas/viewport'
import { faceSize } from './model-latency'

/** The zooms to try, the largest one first; at the smallest one, a stage still shows its name. */
const ZOOMS = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4]
const LEAST_ZOOM = 0.4
/** Several rows must show the stages this many times as large as one row, because wires between rows are long. */
const WORTH_ROWS = 1.5
/** The height of the traffic below a stage, and the margins around all stages, in screen pixels. */
const CAPTION = 20
const MARGIN: Size = { width: 16, height: 14 }
/** In screen pixels: the gap between rows, and the distance of the wires in it, which have their labels above them. */
const GAPS = { row: 44, lane: 18 }
/** The gap between columns in canvas pixels, and where only a smaller one keeps the stages in one row. */
const [COLUMN_GAP, DENSE_GAP] = [64, 40]
/** The padding of the name of a stage, and the space that its settings take at a large zoom, in canvas pixels. */
const [PADDING, SETTINGS] = [8, 64]
const LINE_HEIGHT = 1.45

export interface Arrangement {
  readonly places: Readonly<Record<string, Position>>
  readonly zoom: number
  /** The boxes of stages in canvas pixels, with the traffic below them. */
  readonly boxes: Readonly<Record<string, Size>>
  /** Around all boxes, in canvas pixels. */
  readonly bounds: Position & Size
  /** The smallest height in screen pixels in which this width shows the stages. */
  readonly leastHeight: number
}

/** Arranges the stages as large as they fit in this view; in a view that is too low for all zooms, at the smallest one. */
export async function arrangeStages(
  drawing: Drawing,
  { branches }: Pick<LayoutOptions, 'branches'>,
  view: Size,
): Promise<Arrangement | undefined> {
  const width = view.width - 2 * MARGIN.width
  if (width <= 0) return undefined
  const at = (zoom: number, height: number, part = 1) =>
    placed(drawing, branches, zoom, { width: part * width, height })
  const largest = async (height: number, inHeight = height) => {
    let best: Awaited<ReturnType<typeof at>>
    // What fits at a zoom fits at smaller ones, so the list is halved in each round.
    for (let [low, high] = [0, ZOOMS.length]; low < high; ) {
      const middle = (low + high) >> 1
      const zoom = ZOOMS[middle] as number
      const found = await at(zoom, inHeight)
      const fits = found && found.bounds.width * zoom <= width && found.bounds.height * zoom <= height
      if (fits) [best, high] = [found, middle]
      else low = middle + 1
    }
    return best
  }
  // A layout for a view without height has one row. One of several rows has rows that are up to a tenth too long.
  const row = await at(LEAST_ZOOM, 1)
  const isRow = row !== undefined && row.bounds.width * LEAST_ZOOM <= width
  const least = isRow ? row : await at(LEAST_ZOOM, Number.MAX_SAFE_INTEGER, 0.9)
  if (!least) return undefined
  const leastHeight = Math.ceil(least.bounds.height * LEAST_ZOOM) + 2 * MARGIN.height
  const height = Math.max(view.height, leastHeight) - 2 * MARGIN.height
  const [one, many = least] = [await largest(height, 1), await largest(height)]
  return { ...(one && many.zoom < WORTH_ROWS * one.zoom ? one : many), leastHeight }
}

async function placed(
  drawing: Drawing,
  branches: LayoutOptions['branches'],
  zoom: number,
  view: Size,
): Promise<Omit<Arrangement, 'leastHeight'> | undefined> {
  const models = drawing.nodes.filter(({ kind }) => kind === 'model')
  const size = (node: DrawnNode) => {
    const { width, height } = node.kind === 'model' ? modelBox(models, zoom) : stageBox(node, zoom)
    return { width, height: height + Math.ceil(CAPTION / zoom) }
  }
  const kinds = [...new Set(drawing.nodes.map(({ kind }) => kind))]
  const heights = Object.fromEntries(
    kinds.map((kind) => [kind, Math.max(...drawing.nodes.map((node) => (node.kind === kind ? size(node).height : 0)))]),
  )
  const around = await arranged(drawing, new AbortController().signal, {
    heights,
    widths: { model: modelBox(models, zoom).width },
    branches,
    view: { width: view.width / zoom, height: view.height / zoom },
    gaps: { column: zoom > LEAST_ZOOM ? COLUMN_GAP : DENSE_GAP, row: GAPS.row / zoom, lane: GAPS.lane / zoom },
  })
  if (!around) return undefined
  const places = Object.fromEntries(
    drawing.nodes.map(({ id, kind }) => {
      const { x = 0, y = 0 } = around[id] ?? {}
      // The layout centers boxes. Their wires connect above their centers, so that this makes the wires straight.
      return [id, { x, y: Math.round(y + (heights[kind] ?? 0) / 2 - wireY(kind)) }]
    }),
  )
  const boxes = Object.fromEntries(drawing.nodes.map((node) => [node.id, size(node)]))
  return { places, zoom, boxes, bounds: boundsOf(places, boxes) }
}

function boundsOf(places: Arrangement['places'], boxes: Arrangement['boxes']): Arrangement['bounds'] {
  const all = Object.entries(places).map(([id, { x, y }]) => {
    const { width = 0, height = 0 } = boxes[id] ?? {}
    return { left: x, top: y, right: x + width, bottom: y + height }
  })
  const [x, y] = [Math.min(...all.map(({ left }) => left)), Math.min(...all.map(({ top }) => top))]
  const [right, bottom] = [Math.max(...all.map((box) => box.right)), Math.max(...all.map((box) => box.bottom))]
  return all.length === 0 ? { x: 0, y: 0, width: 0, height: 0 } : { x, y, width: right - x, height: bottom - y }
}

function wireY(kind: string): number {
  return kind === 'model' ? FACE_WIRE_Y : WIRE_Y
}

/** The box of a model with its name, version, and latencies; all models are as large. */
export function modelBox(models: readonly DrawnNode[], zoom: number): Size {
  const face = faceSize(models, zoom)
  const width = Math.max(NODE_WIDTH, Math.round(face.width / zoom))
  const names = Math.max(0, ...models.map(({ label }) => nameHeight(label, width, zoom)))
  return { width, height: Math.ceil(Math.max(112, names + face.height / zoom)) }
}

function stageBox({ label }: DrawnNode, zoom: number): Size {
  const hasSettings = detailAt(zoom).detail !== 'name'
  const height = hasSettings ? SETTINGS : Math.max(54, nameHeight(label, NODE_WIDTH, zoom))
  return { width: NODE_WIDTH, height: Math.ceil(height) }
}

/** The height of a name, in canvas pixels: in up to two lines, if only names are shown. */
function nameHeight(name: string, width: number, zoom: number): number {
  const size = Math.max(13, 12 / zoom)
  // Names are bold, and break between words.
  const perLine = (width - 2 * PADDING) / (0.6 * size)
  const lines = detailAt(zoom).detail === 'name' && name.length > perLine ? 2 : 1
  return PADDING + lines * LINE_HEIGHT * size
}
