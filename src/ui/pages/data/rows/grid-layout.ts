/** @file Grid layout: pictures in lines of tiles: which stand where, and where a key leads. */

export interface GridShape {
  readonly count: number
  /** Tiles a line. */
  readonly across: number
  /** Side of a tile and the gap behind it, in CSS pixels. */
  readonly side: number
  readonly gap: number
}

/** As many tiles a line as there is room for, at least one. */
export function gridShape(count: number, width: number, side: number, gap: number): GridShape {
  return { count, across: Math.max(1, Math.floor((width - gap) / (side + gap))), side, gap }
}

/** Lines of it. */
export function linesOf({ count, across }: GridShape): number {
  return Math.ceil(count / across)
}

/** The tile at a point of the content, `y` within the line it is in; undefined between tiles and behind the last. */
export function tileAt(shape: GridShape, line: number, x: number, y: number): number | undefined {
  const { count, across, side, gap } = shape
  const column = Math.floor((x - gap) / (side + gap))
  if (column < 0 || column >= across || (x - gap) % (side + gap) >= side || y < gap || y >= gap + side) return undefined
  const place = line * across + column
  return place < count ? place : undefined
}

/** Tiles that a rectangle touches, by lines and places along them. */
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
  const places: number[] = []
  for (let line = Math.max(0, Math.ceil((top - gap - side) / step)); line <= Math.floor((bottom - gap) / step); line++)
    for (let column = first; column <= last; column++) {
      const place = line * across + column
      if (place < count) places.push(place)
    }
  return places
}

/** The tile a key leads to; undefined for a key that leads nowhere. */
export function tileMoved(
  key: string,
  mod: boolean,
  place: number,
  { count, across }: GridShape,
  page: number,
): number | undefined {
  const within = (wanted: number) => Math.max(0, Math.min(wanted, count - 1))
  const start = place - (place % across)
  switch (key) {
    case 'ArrowLeft':
      return within(place - 1)
    case 'ArrowRight':
      return within(place + 1)
    case 'ArrowUp':
      return place - across < 0 ? place : place - across
    case 'ArrowDown':
      return within(place + across)
    case 'PageUp':
      return within(place - across * page)
    case 'PageDown':
      return within(place + across * page)
    case 'Home':
      return mod ? 0 : start
    case 'End':
      return within(mod ? count - 1 : start + across - 1)
    default:
      return undefined
  }
}
