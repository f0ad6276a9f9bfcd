/**
 * @file Route: the path of a wire and the place of its shape label. Forward wires run straight, or above what they would pass behind;
 * a wire back to the next row runs just above it.
 */
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
  /** The center of the last line of the label. */
  readonly x: number
  readonly y: number
  /** Pixels there are for it. */
  readonly room: number
}

/** From a wire's end up to just above the row it is in: an end of the drawing is the tallest thing in a row. */
const ABOVE_ROW = END_WIRE_Y + 16

/** What a wire may pass behind. */
export interface Obstacle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Least pixels between a wire's end and one that is ahead of it, not back. */
const AHEAD = 24
/** A lane runs so far above what it passes, and above another lane, so that both labels have room. */
const CLEAR = 18
const LANE = 20
/** No wire goes further out of its way than this. */
const MOST_UP = 400
/** From a wire's end to where it turns up to its lane, and how round. */
const TURN = 14
const ROUND = 10
/** A wire back to a row below goes down at least so far, and so far out at both of its ends. */
const LEAST_DOWN = 30
const OFFSET = 18
/** The height of the bands in which obstacles are looked up, in pixels. */
const BAND = 128

/** The height at which each wire has to pass that would run behind something; those that are free are not in it. */
export function lanesOf(
  obstacles: readonly Obstacle[],
  wires: readonly (Ends & { readonly id: string })[],
): ReadonlyMap<string, number> {
  const bands = new Map<number, Obstacle[]>()
  for (const one of obstacles) {
    for (let band = Math.floor(one.y / BAND); band * BAND <= one.y + one.height; band++) {
      const inBand = bands.get(band)
      if (inBand) inBand.push(one)
      else bands.set(band, [one])
    }
  }
  const between = ({ sourceX, targetX }: Ends, from: number, to: number) => {
    const found: Obstacle[] = []
    for (let band = Math.floor(from / BAND); band * BAND <= to; band++) {
      for (const one of bands.get(band) ?? [])
        if (one.x + one.width > sourceX + 1 && one.x < targetX - 1) found.push(one)
    }
    return found
  }
  const lanes = new Map<string, number>()
  for (const wire of wires) {
    const usual = betweenRows(wire)
    if (usual === undefined) continue
    // From right to left: what lies between is found as if it led to the right.
    const across = { ...wire, sourceX: wire.targetX - OFFSET, targetX: wire.sourceX + OFFSET }
    const near = between(across, wire.sourceY, usual + BAND)
    const behind = (line: number) => near.find(({ y, height }) => line > y - 8 && line < y + height)
    let lane = usual
    for (let box = behind(lane); box && lane > wire.sourceY + LEAST_DOWN; box = behind(lane)) lane = box.y - CLEAR / 2
    if (lane !== usual && lane > wire.sourceY + LEAST_DOWN) lanes.set(wire.id, lane)
  }
  const taken: { readonly lane: number; readonly ends: Ends }[] = []
  // Short ones first: what leads over them is further out.
  const ahead = wires.filter((wire) => wire.targetX >= wire.sourceX + AHEAD)
  for (const wire of ahead.sort((a, b) => a.targetX - a.sourceX - (b.targetX - b.sourceX))) {
    const { sourceX, sourceY, targetX, targetY } = wire
    const [upper, lower] = [Math.min(sourceY, targetY), Math.max(sourceY, targetY)]
    const hidden = between(wire, upper, lower).filter((one) => passesBehind(wire, one))
    if (hidden.length === 0) continue
    const most = upper - MOST_UP
    const near = between(wire, most, lower)
    let lane = Math.min(upper, ...hidden.map(({ y }) => y)) - CLEAR
    for (let next: number | undefined = lane; next !== undefined && lane > most; ) {
      const at: number = lane
      const box = near.find(({ y, height }) => at > y - CLEAR / 2 && at < y + height + CLEAR / 2)
      const other = taken.find(
        ({ lane, ends }) => Math.abs(lane - at) < LANE && ends.sourceX < targetX && ends.targetX > sourceX,
      )
      next = box ? box.y - CLEAR : other ? other.lane - LANE : undefined
      lane = next ?? lane
    }
    if (lane <= most) continue
    lanes.set(wire.id, lane)
    taken.push({ lane, ends: wire })
  }
  return lanes
}

/** Where a wire back to a row below runs. */
function betweenRows({ sourceX, sourceY, targetX, targetY }: Ends): number | undefined {
  const between = targetY - ABOVE_ROW
  return targetX < sourceX + AHEAD && between > sourceY + LEAST_DOWN ? between : undefined
}

/** Whether the usual path runs behind it: level as far as the middle, up or down there, and level again. */
function passesBehind({ sourceX, sourceY, targetX, targetY }: Ends, { x, y, width, height }: Obstacle): boolean {
  const middle = (sourceX + targetX) / 2
  const at = (line: number) => line > y + 2 && line < y + height - 2
  if (x < middle && at(sourceY)) return true
  if (x + width > middle && at(targetY)) return true
  const down = y < Math.max(sourceY, targetY) && y + height > Math.min(sourceY, targetY)
  return x < middle && x + width > middle && down
}

/** The path between two ends, by way of a lane where it has one. */
export function routeOf({ sourceX, sourceY, targetX, targetY }: Ends, lane?: number): Route {
  const back = targetX < sourceX + AHEAD
  if (lane !== undefined && targetX > sourceX + 2 * (TURN + ROUND)) {
    const [up, down] = [sourceX + TURN, targetX - TURN]
    const path = [
      `M${sourceX},${sourceY}`,
      corner(up, sourceY, sourceX, lane, 'across'),
      corner(up, lane, down, sourceY, 'along'),
      corner(down, lane, up, targetY, 'across'),
      corner(down, targetY, targetX, lane, 'along'),
      `L${targetX},${targetY}`,
    ].join('')
    return { path, x: (sourceX + targetX) / 2, y: lane - 6, room: down - up }
  }
  const level = Math.abs(targetY - sourceY) <= 3
  const usual = betweenRows({ sourceX, sourceY, targetX, targetY })
  // Between two rows when the target's row is below; else the library's own middle.
  // A lane is of the drawing at rest; on the way it may not fit.
  const fits = lane !== undefined && usual !== undefined && lane < usual && lane > sourceY + LEAST_DOWN
  const between = fits ? lane : usual
  const centre = between === undefined ? {} : { centerY: between }
  const [path, x, y] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Side.Right,
    targetPosition: Side.Left,
    borderRadius: 12,
    offset: OFFSET,
    ...centre,
  })
  if (back) return { path, x, y: (between ?? y) - 5, room: 400 }
  if (level && !back) {
    const straight = `M${sourceX},${sourceY}L${targetX},${targetY}`
    return { path: straight, x: (sourceX + targetX) / 2, y: sourceY - 6, room: targetX - sourceX }
  }
  return { path, x, y: y + 4, room: Math.max(targetX - sourceX - 4, 60) }
}

/**
 * A line to a corner and round it. It comes level from the side of `sideX` and turns to the height `sideY`, across; or it comes from
 * there and turns to that side, along.
 */
function corner(x: number, y: number, sideX: number, sideY: number, turn: 'across' | 'along'): string {
  const round = Math.min(ROUND, Math.abs(sideY - y) / 2)
  const level = `${x + Math.sign(sideX - x) * round},${y}`
  const upright = `${x},${y + Math.sign(sideY - y) * round}`
  const [from, to] = turn === 'across' ? [level, upright] : [upright, level]
  return `L${from}Q${x},${y} ${to}`
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
