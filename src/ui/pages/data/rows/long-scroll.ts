/**
 * @file Long scroll: a list taller than a browser can draw (Firefox ends at 17.9 million pixels, 640,000 rows) in an element that is
 * not. A hand that scrolls moves it pixel by pixel; the bar drawn or a jump goes to the same share of the list.
 */

/** No element is made taller, in CSS pixels: every browser draws it well, at any zoom a page is read at. */
export const MOST_PX = 6_000_000
/** At either end of the list bar and rows go pixel by pixel, so that the first and the last row are reached as in any list. */
const END_PX = 100_000

/** Heights in CSS pixels: of the whole list, and of what is seen of it. */
export interface Frame {
  readonly total: number
  readonly view: number
}

/** Where the element stands, and what is added to that for the place in the list. Rows lie at their own place less `base`. */
export interface Scrolled {
  readonly top: number
  readonly base: number
}

/** How tall the element is made. */
export function elementHeight(total: number): number {
  return Math.min(total, MOST_PX)
}

/** The place in the list at the upper edge. */
export function offsetOf({ top, base }: Scrolled): number {
  return top + base
}

/** Where it stands when the element was scrolled to `top`: on by as much after a little, at that share of the list after a jump. */
export function scrolledTo(top: number, before: Scrolled, frame: Frame): Scrolled {
  if (frame.total <= MOST_PX) return { top, base: 0 }
  const jumped = Math.abs(top - before.top) > 4 * frame.view
  const offset = jumped ? listOffset(top, frame) : offsetOf(before) + top - before.top
  return { top, base: within(offset, frame) - top }
}

/** Where the element has to stand to show this place of the list, its bar at the share that it is of the whole. */
export function standingAt(offset: number, frame: Frame): Scrolled {
  const wanted = within(offset, frame)
  const top = Math.round(elementTop(wanted, frame))
  return { top, base: wanted - top }
}

/** Whether the bar tells another place than what is shown, or has come to an end that the list has not. */
export function isOff(now: Scrolled, frame: Frame): boolean {
  return Math.abs(elementTop(offsetOf(now), frame) - now.top) > 1
}

function within(offset: number, { total, view }: Frame): number {
  return Math.max(0, Math.min(offset, total - view))
}

function elementTop(offset: number, frame: Frame): number {
  const { total, view } = frame
  if (total <= MOST_PX) return offset
  const [most, last] = [total - view, MOST_PX - view]
  if (offset <= END_PX) return offset
  if (offset >= most - END_PX) return last - (most - offset)
  return END_PX + ((offset - END_PX) * (last - 2 * END_PX)) / (most - 2 * END_PX)
}

function listOffset(top: number, frame: Frame): number {
  const { total, view } = frame
  const [most, last] = [total - view, MOST_PX - view]
  if (top <= END_PX) return top
  if (top >= last - END_PX) return most - (last - top)
  return END_PX + ((top - END_PX) * (most - 2 * END_PX)) / (last - 2 * END_PX)
}
