/** @file Route: the path of a wire and the place of its shape label. Forward wires run straight; a wire back to the next row runs just above it. */
import { getSmoothStepPath, Position as Side } from 'reactflow'
import { END_WIRE_Y } from './flow'

export interface Ends {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

export interface Route {
  readonly path: string
  /** Where the label's last line stands, centred. */
  readonly x: number
  readonly y: number
  /** Pixels there are for it. */
  readonly room: number
}

/** From a wire's end up to just above the row it is in: an end of the drawing is the tallest thing in a row. */
const ABOVE_ROW = END_WIRE_Y + 16

/** The path between two ends. */
export function routeOf({ sourceX, sourceY, targetX, targetY }: Ends): Route {
  const back = targetX < sourceX + 24
  const level = Math.abs(targetY - sourceY) <= 3
  const between = targetY - ABOVE_ROW
  // Between two rows when the target's row is below; else the library's own middle.
  const centre = back && between > sourceY + 30 ? { centerY: between } : {}
  const [path, x, y] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Side.Right,
    targetPosition: Side.Left,
    borderRadius: 12,
    offset: 18,
    ...centre,
  })
  if (back) return { path, x, y: ('centerY' in centre ? between : y) - 5, room: 400 }
  if (level && !back) {
    const straight = `M${sourceX},${sourceY}L${targetX},${targetY}`
    return { path: straight, x: (sourceX + targetX) / 2, y: sourceY - 6, room: targetX - sourceX }
  }
  return { path, x, y: y + 4, room: Math.max(targetX - sourceX - 4, 60) }
}

/** Pixels a letter takes in the labels' mono type. */
const LETTER = 6.4

/** The words of a shape in lines that fit the room, broken after a ×. */
export function linesOf(words: string, room: number): readonly string[] {
  const most = Math.max(Math.floor(room / LETTER), 1)
  const lines: string[] = []
  for (const part of words.split(/(?<=×)/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + part.length <= most) lines[lines.length - 1] = last + part
    else lines.push(part)
  }
  return lines
}
