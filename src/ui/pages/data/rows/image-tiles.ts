/**
 * @file The images of a grid: their positions in lines of tiles, which tile a key moves to, and drawing them on one
 * canvas.
 */
import type { Column, ColumnSchema } from '../../../../catalog/dataset-schema'
import { type GrayLook, paintPixels } from '../../../charts/paint-pixels'

export type ImageSchema = Extract<ColumnSchema, { type: 'image' }>
export type ImageColumn = Extract<Column, { type: 'image' }>

export interface Tile {
  readonly position: number
  readonly row: number
  /** Top edge on the canvas, in CSS pixels. */
  readonly top: number
  readonly selected: boolean
  readonly active: boolean
  /** The class of the image as short text. */
  readonly label: string | undefined
}

export interface TileLook {
  readonly ink: string
  readonly inkRgb: readonly [number, number, number]
  /** How the images of the dataset are drawn. */
  readonly gray: GrayLook | undefined
  readonly accent: string
  readonly ground: string
  readonly soft: string
  readonly font: string
}

export interface ImageSource {
  readonly schema: ImageSchema
  readonly column: ImageColumn
  /** Returns the pixels of a row; undefined while they load. */
  readonly pixelsOf: (row: number) => Uint8Array | undefined
  readonly shape: GridShape
  readonly labeled: number
}

const surfaces = new WeakMap<HTMLCanvasElement, Painted>()

/** Draws the tiles onto a canvas of `width` × `height` CSS pixels. */
export function drawTiles(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number; readonly ratio: number },
  tiles: readonly Tile[],
  { schema, column, pixelsOf, shape, labeled }: ImageSource,
  look: TileLook,
): void {
  const { width, height, ratio } = size
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio)
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio)
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const { side, gap, across } = shape
  const pictures = Math.max(0, side - labeled)
  // A large image on a small tile is smoothed when it is scaled down; a small image is drawn with sharp pixels.
  context.imageSmoothingEnabled = Math.max(schema.width, schema.height) > pictures
  context.font = look.font
  context.textBaseline = 'middle'
  context.textAlign = 'center'
  const source = surfaceOf(canvas, schema)
  for (const { position, row, top, selected, active, label } of tiles) {
    const left = gap + (position % across) * (side + gap)
    context.fillStyle = look.ground
    context.fillRect(left, top + gap, side, side)
    const drawn = source.paint(column, pixelsOf, row, look)
    const scale = Math.min(side / schema.width, pictures / schema.height)
    const [w, h] = [schema.width * scale, schema.height * scale]
    if (drawn) context.drawImage(drawn, left + (side - w) / 2, top + gap + (pictures - h) / 2, w, h)
    if (label !== undefined && labeled > 0) {
      context.fillStyle = look.soft
      context.fillText(label, left + side / 2, top + gap + side - labeled / 2, side - 4)
    }
    if (selected) frame(context, look.accent, 3, left, top + gap, side)
    if (active) frame(context, look.ink, 1, left - 3, top + gap - 3, side + 6)
  }
}

function frame(
  context: CanvasRenderingContext2D,
  color: string,
  width: number,
  x: number,
  y: number,
  side: number,
): void {
  context.strokeStyle = color
  context.lineWidth = width
  context.strokeRect(x + width / 2, y + width / 2, side - width, side - width)
}

/** Maximum total number of pixels in cached images, which can be redrawn without conversion. */
const MAX_KEPT = 4_000_000

interface Painted {
  readonly column: ImageColumn
  readonly ink: string
  readonly tiles: Map<number, HTMLCanvasElement>
}

/** Creates canvases at the images' native size and caches the most recently used ones for each target canvas. */
function surfaceOf(owner: HTMLCanvasElement, { height, width, channels }: ImageSchema) {
  const max = Math.max(1, Math.floor(MAX_KEPT / (height * width)))
  return {
    paint(
      column: ImageColumn,
      pixelsOf: ImageSource['pixelsOf'],
      row: number,
      { inkRgb: ink, gray }: Pick<TileLook, 'inkRgb' | 'gray'>,
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
      // Reuse the canvas of the least recently used tile.
      const oldest = tiles.size >= max ? tiles.entries().next().value : undefined
      if (oldest) tiles.delete(oldest[0])
      const canvas = oldest?.[1] ?? document.createElement('canvas')
      canvas.width = width
      canvas.height = height
      const painted = paintPixels(pixels, [height, width, channels], ink, gray)
      canvas.getContext('2d')?.putImageData(new ImageData(painted, width, height), 0, 0)
      tiles.set(row, canvas)
      return canvas
    },
  }
}

interface GridShape {
  readonly count: number
  /** Number of tiles per line. */
  readonly across: number
  /** Side length of a tile and the gap after it, in CSS pixels. */
  readonly side: number
  readonly gap: number
}

/** Fits as many tiles per line as possible, at least one. */
export function gridShape(count: number, width: number, side: number, gap: number): GridShape {
  return { count, across: Math.max(1, Math.floor((width - gap) / (side + gap))), side, gap }
}

/** Number of lines. */
export function linesOf({ count, across }: GridShape): number {
  return Math.ceil(count / across)
}

/**
 * The tile at a point in the content, where `y` is relative to the top of the line; undefined between tiles and after
 * the last tile.
 */
export function tileAt(shape: GridShape, line: number, x: number, y: number): number | undefined {
  const { count, across, side, gap } = shape
  const column = Math.floor((x - gap) / (side + gap))
  if (column < 0 || column >= across || (x - gap) % (side + gap) >= side || y < gap || y >= gap + side) return undefined
  const position = line * across + column
  return position < count ? position : undefined
}

/** The tiles that a rectangle touches. `from` and `to` are opposite corners of the rectangle. */
export function tilesWithin(
  shape: GridShape,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): readonly number[] {
  const { count, across, side, gap } = shape
  const step = side + gap
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  const first = Math.max(0, Math.ceil((left - gap - side) / step))
  const last = Math.min(across - 1, Math.floor((right - gap) / step))
  const positions: number[] = []
  for (let line = Math.max(0, Math.ceil((top - gap - side) / step)); line <= Math.floor((bottom - gap) / step); line++)
    for (let column = first; column <= last; column++) {
      const position = line * across + column
      if (position < count) positions.push(position)
    }
  return positions
}

/** The tile to which a key moves; undefined for other keys. */
export function tileMoved(
  key: string,
  mod: boolean,
  position: number,
  { count, across }: GridShape,
  page: number,
): number | undefined {
  const within = (target: number) => Math.max(0, Math.min(target, count - 1))
  const start = position - (position % across)
  switch (key) {
    case 'ArrowLeft':
      return within(position - 1)
    case 'ArrowRight':
      return within(position + 1)
    case 'ArrowUp':
      return position - across < 0 ? position : position - across
    case 'ArrowDown':
      return within(position + across)
    case 'PageUp':
      return within(position - across * page)
    case 'PageDown':
      return within(position + across * page)
    case 'Home':
      return mod ? 0 : start
    case 'End':
      return within(mod ? count - 1 : start + across - 1)
    default:
      return undefined
  }
}
