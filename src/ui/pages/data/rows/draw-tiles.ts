/** @file drawTiles: pictures side by side on one canvas, those in sight and no others. */
import type { ColumnSchema, Column } from '../../../../catalog/dataset-schema'
import { paintPixels } from '../../../charts/picture'
import type { GridShape } from './grid-layout'

export type ImageSchema = Extract<ColumnSchema, { type: 'image' }>
export type ImageColumn = Extract<Column, { type: 'image' }>

export interface Tile {
  readonly place: number
  readonly row: number
  /** Upper edge on the canvas, in CSS pixels. */
  readonly top: number
  readonly selected: boolean
  readonly active: boolean
  /** Its class, in a few letters. */
  readonly label: string | undefined
}

export interface Look {
  readonly ink: string
  readonly inkRgb: readonly [number, number, number]
  readonly accent: string
  readonly ground: string
  readonly soft: string
  readonly font: string
}

export interface Pictures {
  readonly schema: ImageSchema
  readonly column: ImageColumn
  /** Undefined while they are on their way. */
  readonly pixelsOf: (row: number) => Uint8Array | undefined
  readonly shape: GridShape
  readonly labelled: number
}

const surfaces = new WeakMap<HTMLCanvasElement, Painted>()

/** Draws the tiles on a canvas of `width` × `height` CSS pixels. */
export function drawTiles(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number; readonly ratio: number },
  tiles: readonly Tile[],
  { schema, column, pixelsOf, shape, labelled }: Pictures,
  look: Look,
): void {
  const { width, height, ratio } = size
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio)
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const { side, gap, across } = shape
  const pictures = Math.max(0, side - labelled)
  // A picture of many pixels on a small tile is made smaller smoothly; one of few stays the squares it is.
  context.imageSmoothingEnabled = Math.max(schema.width, schema.height) > pictures
  context.font = look.font
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  const source = surfaceOf(canvas, schema)
  for (const { place, row, top, selected, active, label } of tiles) {
    const left = gap + (place % across) * (side + gap)
    context.fillStyle = look.ground
    context.fillRect(left, top + gap, side, side)
    const drawn = source.paint(column, pixelsOf, row, look.inkRgb)
    const scale = Math.min(side / schema.width, pictures / schema.height)
    const [w, h] = [schema.width * scale, schema.height * scale]
    if (drawn) context.drawImage(drawn, left + (side - w) / 2, top + gap + (pictures - h) / 2, w, h)
    if (label !== undefined && labelled > 0) {
      context.fillStyle = look.soft
      context.fillText(label, left + side / 2, top + gap + side - labelled / 2, side - 4)
    }
    if (selected) frame(context, look.accent, 3, left, top + gap, side)
    if (active) frame(context, look.ink, 1, left - 3, top + gap - 3, side + 6)
  }
}

function frame(
  context: CanvasRenderingContext2D,
  colour: string,
  width: number,
  x: number,
  y: number,
  side: number,
): void {
  context.strokeStyle = colour
  context.lineWidth = width
  context.strokeRect(x + width / 2, y + width / 2, side - width, side - width)
}

/** Pixels of pictures kept painted: what scrolls on is drawn again without being painted again. */
const MOST_KEPT = 4_000_000

interface Painted {
  readonly column: ImageColumn
  readonly ink: string
  readonly tiles: Map<number, HTMLCanvasElement>
}

/** Pictures on canvases of their own size, the latest ones kept with the canvas they are drawn on. */
function surfaceOf(owner: HTMLCanvasElement, { height, width, channels }: ImageSchema) {
  const most = Math.max(1, Math.floor(MOST_KEPT / (height * width)))
  return {
    paint(
      column: ImageColumn,
      pixelsOf: Pictures['pixelsOf'],
      row: number,
      ink: readonly [number, number, number],
    ): HTMLCanvasElement | undefined {
      let kept = surfaces.get(owner)
      if (kept?.column !== column || kept.ink !== ink.join()) {
        kept = { column, ink: ink.join(), tiles: new Map() }
        surfaces.set(owner, kept)
      }
      const { tiles } = kept
      const before = tiles.get(row)
      if (before) return before
      const pixels = pixelsOf(row)
      if (!pixels) return undefined
      // The one painted longest ago gives its canvas.
      const oldest = tiles.size >= most ? tiles.entries().next().value : undefined
      if (oldest) tiles.delete(oldest[0])
      const canvas = oldest?.[1] ?? document.createElement('canvas')
      canvas.width = width
      canvas.height = height
      canvas.getContext('2d')?.putImageData(new ImageData(paintPixels(pixels, channels, ink), width, height), 0, 0)
      tiles.set(row, canvas)
      return canvas
    },
  }
}
