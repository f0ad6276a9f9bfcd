/**
 * @file Grid layout: arranges images in lines of tiles, and determines the position of each tile and which tile each
 * key moves to.
 */

export interface GridShape {
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
