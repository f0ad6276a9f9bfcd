/**
 * @file Scaled scroll: shows a list taller than a browser can lay out (Firefox stops at 17.9 million pixels, 640,000
 * rows) in a shorter element. Small scroll steps move the list pixel by pixel; dragging the scroll bar or jumping moves
 * to the same relative position in the list.
 */

/** Maximum height of the element in CSS pixels, which every browser can lay out at any usual zoom level. */
export const MAX_PX = 6_000_000
/**
 * Within this distance from either end, the scroll bar and the rows move together pixel by pixel, so that the first and
 * last rows can be reached.
 */
const END_PX = 100_000

/** Heights in CSS pixels: of the entire list and of its visible part. */
export interface Frame {
  readonly total: number
  readonly view: number
}

/**
 * The scroll position of the element, and the offset to add to it to get the position in the list. Rows are placed at
 * their list position minus `base`.
 */
export interface ScrollState {
  readonly top: number
  readonly base: number
}

/** The height of the scrolling element. */
export function elementHeight(total: number): number {
  return Math.min(total, MAX_PX)
}

/** The list position at the top edge of the view. */
export function offsetOf({ top, base }: ScrollState): number {
  return top + base
}

/**
 * Returns the state after the element was scrolled to `top`: a small step moves the list by the same distance; a jump
 * moves it to the same relative position.
 */
export function afterScroll(top: number, before: ScrollState, frame: Frame): ScrollState {
  if (frame.total <= MAX_PX) return { top, base: 0 }
  const jumped = Math.abs(top - before.top) > 4 * frame.view
  const offset = jumped ? listOffset(top, frame) : offsetOf(before) + top - before.top
  return { top, base: within(offset, frame) - top }
}

/** Returns the state that shows a given list position, with the scroll bar at the same relative position. */
export function scrollStateAt(offset: number, frame: Frame): ScrollState {
  const target = within(offset, frame)
  const top = Math.round(elementTop(target, frame))
  return { top, base: target - top }
}

/** Whether the scroll bar does not match the list position, or has reached an end before the list has. */
export function needsCorrection(now: ScrollState, frame: Frame): boolean {
  return Math.abs(elementTop(offsetOf(now), frame) - now.top) > 1
}

function within(offset: number, { total, view }: Frame): number {
  return Math.max(0, Math.min(offset, total - view))
}

function elementTop(offset: number, frame: Frame): number {
  const { total, view } = frame
  if (total <= MAX_PX) return offset
  const [max, last] = [total - view, MAX_PX - view]
  if (offset <= END_PX) return offset
  if (offset >= max - END_PX) return last - (max - offset)
  return END_PX + ((offset - END_PX) * (last - 2 * END_PX)) / (max - 2 * END_PX)
}

function listOffset(top: number, frame: Frame): number {
  const { total, view } = frame
  const [max, last] = [total - view, MAX_PX - view]
  if (top <= END_PX) return top
  if (top >= last - END_PX) return max - (last - top)
  return END_PX + ((top - END_PX) * (max - 2 * END_PX)) / (last - 2 * END_PX)
}
