/**
 * @file The path of a wire and the position of its label. Forward wires run straight, or in a lane above nodes that
 * would hide them. A wire that leads back to the next row runs just above that row.
 */
import { getSmoothStepPath, Position as Side } from 'reactflow'
import { FACE_WIRE_Y } from './flow-nodes'

export interface WireEnds {
  readonly sourceX: number
  readonly sourceY: number
  readonly targetX: number
  readonly targetY: number
}

export interface Route {
  readonly path: string
  /** Center of the label's last line. */
  readonly x: number
  readonly y: number
  /** Width available for the label, in pixels. */
  readonly labelWidth: number
}

/**
 * Vertical distance from the end of a wire to a line just above the row. Clears the tallest nodes in a row, the
 * network's inputs and outputs, whose wires connect at FACE_WIRE_Y.
 */
const ABOVE_ROW = FACE_WIRE_Y + 16

/** A box that would hide a wire behind it. */
export interface Obstacle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Minimum distance in pixels from source to target for a wire to count as forward. */
const MIN_FORWARD = 24
/** Minimum distance of a lane from the boxes below it and from other lanes, so that labels fit. */
const CLEARANCE = 18
const LANE_DISTANCE = 20
/** Height of the label of a wire between two rows, with the distances from the wire and from the row above. */
const LABEL_HEIGHT = 22
/** Maximum height of a lane above the ends of its wire. */
const MAX_DETOUR = 400
/** Distance from the end of a wire to where it turns toward its lane, and the corner radius. */
const TURN_DISTANCE = 14
const CORNER_RADIUS = 10
/** Minimum vertical drop for a wire that leads back to a lower row, and how far the wire extends beyond both ends. */
const MIN_DROP = 30
export const OFFSET = 18
/** Minimum vertical distance of the ends of a wire that has its label between them. */
const MIN_STEP = 60
/** Height in pixels of the horizontal bands used to index obstacles. */
const BAND_HEIGHT = 128

/**
 * Computes the y coordinate of the lane for each wire that would otherwise run behind an obstacle. The result is keyed
 * by wire id. Labels are `grow` times as large as usual.
 */
export function computeLanes(
  obstacles: readonly Obstacle[],
  wires: readonly (WireEnds & { readonly id: string })[],
  grow = 1,
): ReadonlyMap<string, number> {
  const [clearance, laneDistance, labelHeight] = [CLEARANCE * grow, LANE_DISTANCE * grow, LABEL_HEIGHT * grow]
  const bands = new Map<number, Obstacle[]>()
  for (const one of obstacles) {
    for (let band = Math.floor(one.y / BAND_HEIGHT); band * BAND_HEIGHT <= one.y + one.height; band++) {
      const inBand = bands.get(band)
      if (inBand) inBand.push(one)
      else bands.set(band, [one])
    }
  }
  const between = ({ sourceX, targetX }: WireEnds, from: number, to: number) => {
    const found: Obstacle[] = []
    for (let band = Math.floor(from / BAND_HEIGHT); band * BAND_HEIGHT <= to; band++) {
      for (const one of bands.get(band) ?? [])
        if (one.x + one.width > sourceX + 1 && one.x < targetX - 1) found.push(one)
    }
    return found
  }
  const lanes = new Map<string, number>()
  const taken: { readonly lane: number; readonly ends: WireEnds }[] = []
  /** A lane that is too close to this one, and whose wire runs above or below these ends. */
  const sharedWith = (at: number, { sourceX, targetX }: WireEnds) =>
    taken.find(
      ({ lane, ends }) => Math.abs(lane - at) < laneDistance && ends.sourceX < targetX && ends.targetX > sourceX,
    )
  for (const wire of wires) {
    const usual = betweenRows(wire)
    if (usual === undefined) continue
    // A wire that runs from right to left: swap its ends to find the obstacles between them.
    const across = { ...wire, sourceX: wire.targetX - OFFSET, targetX: wire.sourceX + OFFSET }
    const near = between(across, wire.sourceY, usual + BAND_HEIGHT)
    const behind = (line: number) => near.find(({ y, height }) => line > y - 8 && line < y + height)
    // The label above the wire must not touch the row above, if the row below leaves the space.
    let [above, below] = [Number.NEGATIVE_INFINITY, wire.targetY]
    for (const { y, height } of near)
      if (y + height / 2 < usual) above = Math.max(above, y + height)
      else below = Math.min(below, y)
    let lane = Math.max(usual, Math.min(above + labelHeight, below - clearance / 2))
    for (let next: number | undefined = lane; next !== undefined && lane > wire.sourceY + MIN_DROP; ) {
      const [box, other] = [behind(lane), sharedWith(lane, across)]
      next = box ? box.y - clearance / 2 : other ? other.lane - laneDistance : undefined
      lane = next ?? lane
    }
    if (lane <= wire.sourceY + MIN_DROP) lane = usual
    if (lane !== usual) lanes.set(wire.id, lane)
    taken.push({ lane, ends: across })
  }
  // Handle short wires first, so that longer wires get the outer lanes.
  const ahead = wires.filter((wire) => wire.targetX >= wire.sourceX + MIN_FORWARD)
  for (const wire of ahead.sort((a, b) => a.targetX - a.sourceX - (b.targetX - b.sourceX))) {
    const { sourceY, targetY } = wire
    const [upper, lower] = [Math.min(sourceY, targetY), Math.max(sourceY, targetY)]
    const hidden = between(wire, upper, lower).filter((one) => passesBehind(wire, one))
    if (hidden.length === 0) continue
    const most = upper - MAX_DETOUR
    const near = between(wire, most, lower)
    let lane = Math.min(upper, ...hidden.map(({ y }) => y)) - clearance
    for (let next: number | undefined = lane; next !== undefined && lane > most; ) {
      const at: number = lane
      const box = near.find(({ y, height }) => at > y - clearance / 2 && at < y + height + clearance / 2)
      const other = sharedWith(at, wire)
      next = box ? box.y - clearance : other ? other.lane - laneDistance : undefined
      lane = next ?? lane
    }
    if (lane <= most) continue
    lanes.set(wire.id, lane)
    taken.push({ lane, ends: wire })
  }
  return lanes
}

/** The default y coordinate of a wire that leads back to a lower row; undefined for other wires. */
function betweenRows({ sourceX, sourceY, targetX, targetY }: WireEnds): number | undefined {
  const between = targetY - ABOVE_ROW
  return targetX < sourceX + MIN_FORWARD && between > sourceY + MIN_DROP ? between : undefined
}

/**
 * Whether the default path runs behind an obstacle. That path is horizontal to the middle, then vertical, then
 * horizontal again.
 */
function passesBehind({ sourceX, sourceY, targetX, targetY }: WireEnds, { x, y, width, height }: Obstacle): boolean {
  const middle = (sourceX + targetX) / 2
  const at = (line: number) => line > y + 2 && line < y + height - 2
  if (x < middle && at(sourceY)) return true
  if (x + width > middle && at(targetY)) return true
  const down = y < Math.max(sourceY, targetY) && y + height > Math.min(sourceY, targetY)
  return x < middle && x + width > middle && down
}

/** Returns the path between two ends, routed through the wire's lane if the wire has one. */
export function routeOf({ sourceX, sourceY, targetX, targetY }: WireEnds, lane?: number): Route {
  const back = targetX < sourceX + MIN_FORWARD
  if (lane !== undefined && targetX > sourceX + 2 * (TURN_DISTANCE + CORNER_RADIUS)) {
    const [up, down] = [sourceX + TURN_DISTANCE, targetX - TURN_DISTANCE]
    const path = [
      `M${sourceX},${sourceY}`,
      corner(up, sourceY, sourceX, lane, 'across'),
      corner(up, lane, down, sourceY, 'along'),
      corner(down, lane, up, targetY, 'across'),
      corner(down, targetY, targetX, lane, 'along'),
      `L${targetX},${targetY}`,
    ].join('')
    return { path, x: (sourceX + targetX) / 2, y: lane - 6, labelWidth: down - up }
  }
  const level = Math.abs(targetY - sourceY) <= 3
  const usual = betweenRows({ sourceX, sourceY, targetX, targetY })
  // Route between two rows if the target's row is lower; otherwise use React Flow's default. Lanes are computed before
  // a drag starts, so a lane may not fit during the drag.
  const fits = lane !== undefined && usual !== undefined && lane > sourceY + MIN_DROP && lane < targetY
  const between = fits ? lane : usual
  const center = between === undefined ? {} : { centerY: between }
  const [path, x, y] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition: Side.Right,
    targetPosition: Side.Left,
    borderRadius: 12,
    offset: OFFSET,
    ...center,
  })
  if (back) return { path, x, y: (between ?? y) - 5, labelWidth: 400 }
  if (level && !back) {
    const straight = `M${sourceX},${targetY}L${targetX},${targetY}`
    return { path: straight, x: (sourceX + targetX) / 2, y: targetY - 6, labelWidth: targetX - sourceX - 6 }
  }
  // A short step would run through its label.
  return { path, x, y: y + 4, labelWidth: Math.abs(targetY - sourceY) < MIN_STEP ? 0 : targetX - sourceX - 8 }
}

/**
 * Draws a line to a rounded corner at (x, y). 'across' arrives horizontally from `sideX` and leaves vertically toward
 * `sideY`; 'along' is the reverse.
 */
function corner(x: number, y: number, sideX: number, sideY: number, turn: 'across' | 'along'): string {
  const round = Math.min(CORNER_RADIUS, Math.abs(sideY - y) / 2)
  const level = `${x + Math.sign(sideX - x) * round},${y}`
  const upright = `${x},${y + Math.sign(sideY - y) * round}`
  const [from, to] = turn === 'across' ? [level, upright] : [upright, level]
  return `L${from}Q${x},${y} ${to}`
}

/** Width of a digit in the labels, whose figures are tabular, in pixels. */
const CHARACTER_WIDTH = 8.1

/**
 * Wraps a shape label into lines of at most this many pixels, breaking before ×. The text is `grow` times as large as
 * usual. A label that does not fit in two lines is left out, so there are no lines.
 */
export function wrapLabel(text: string, width: number, grow = 1): readonly string[] {
  const most = Math.floor(width / (CHARACTER_WIDTH * grow))
  const lines: string[] = []
  for (const part of text.split(/(?=×)/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + part.length <= most) lines[lines.length - 1] = last + part
    else lines.push(part)
  }
  return lines.length > 2 || lines.some(({ length }) => length > most) ? [] : lines
}
