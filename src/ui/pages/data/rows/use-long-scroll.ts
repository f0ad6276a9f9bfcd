/** @file useLongScroll: determines which rows of a list of any length are visible while its element scrolls. */
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** Extra lines rendered above and below the visible ones, so that fast scrolling shows no gaps. */
const SPARE = 4
/** Time in ms without scrolling after which the scroll bar's position is corrected. */
const REST_MS = 160

export interface LongScroll {
  /**
   * Range of lines to render (the visible lines plus a few more): the index of the first line, and the index after the
   * last.
   */
  readonly first: number
  readonly end: number
  /** A line is positioned at `line * height - base` within the element's content. */
  readonly base: number
  /** Height of the element's content. */
  readonly height: number
  /** Number of lines that fit into the view. */
  readonly page: number
  readonly onScroll: () => void
  /** Scrolls the minimum distance that makes a line fully visible. */
  readonly show: (line: number) => void
}

/** Manages the scroll state of a list; `above` is the height of the sticky header that covers the top of the view. */
export function useLongScroll(
  element: RefObject<HTMLElement | null>,
  { lines, height, view, above = 0 }: { lines: number; height: number; view: number; above?: number },
): LongScroll {
  const space = Math.max(0, view - above)
  const frame = { total: Math.max(lines * height, space), view: space }
  const shape = useRef({ frame, lines, height })
  shape.current = { frame, lines, height }
  const at = useRef<ScrollState>({ top: 0, base: 0 })
  const rest = useRef(0)
  const [range, setRange] = useState({ first: 0, end: 0, base: 0 })

  const publish = useCallback(() => {
    const { frame, lines, height } = shape.current
    const offset = offsetOf(at.current)
    const first = Math.max(0, Math.floor(offset / height) - SPARE)
    const end = Math.min(lines, Math.ceil((offset + frame.view) / height) + SPARE)
    const { base } = at.current
    setRange((old) => (old.first === first && old.end === end && old.base === base ? old : { first, end, base }))
  }, [])

  const stand = useCallback(
    (offset: number) => {
      const box = element.current
      if (!box) return
      at.current = scrollStateAt(offset, shape.current.frame)
      box.scrollTop = at.current.top
      // The browser rounds the scroll position to device pixels, so read it back.
      const { scrollTop } = box
      at.current = { top: scrolledTop(scrollTop, at.current.top), base: at.current.base }
      publish()
    },
    [element, publish],
  )

  const settle = useCallback(() => {
    if (needsCorrection(at.current, shape.current.frame)) stand(offsetOf(at.current))
  }, [stand])

  const onScroll = useCallback(() => {
    const box = element.current
    if (!box) return
    at.current = afterScroll(box.scrollTop, at.current, shape.current.frame)
    // Render synchronously before the frame is painted, so that the old rows are not shown at the new position.
    flushSync(publish)
    const ended = box.scrollTop <= 0 || box.scrollTop >= box.scrollHeight - box.clientHeight
    clearTimeout(rest.current)
    if (ended) settle()
    else rest.current = window.setTimeout(settle, REST_MS)
  }, [element, publish, settle])

  // If the number of rows or the available height changes, keep the same content at the top edge where possible. The
  // number of lines is a separate dependency because a short list and an empty list have the same total height (that of
  // the view).
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are read by way of the shape
  useLayoutEffect(() => {
    stand(offsetOf(at.current))
  }, [lines, frame.total, frame.view, height, stand])
  useLayoutEffect(() => () => clearTimeout(rest.current), [])

  const show = useCallback(
    (line: number) => {
      const { frame, height } = shape.current
      if (frame.view === 0) return
      const offset = offsetOf(at.current)
      if (line * height < offset) stand(line * height)
      else if ((line + 1) * height > offset + frame.view) stand((line + 1) * height - frame.view)
    },
    [stand],
  )

  return {
    ...range,
    height: elementHeight(frame.total),
    page: Math.max(1, Math.floor(space / height) - 1),
    onScroll,
    show,
  }
}

/** Returns `requested` if the scroll position is within a pixel of it, because browsers round scroll positions. */
function scrolledTop(is: number, requested: number): number {
  return Math.abs(is - requested) < 1 ? requested : is
}

/** Maximum height of the element in CSS pixels, which every browser can lay out at any usual zoom level. */
export const MAX_PX = 6_000_000
/**
 * Within this distance from either end, the scroll bar and the rows move together pixel by pixel, so that the first and
 * last rows can be reached.
 */
const END_PX = 100_000

/** Heights in CSS pixels: of the entire list and of its visible part. */
interface Frame {
  readonly total: number
  readonly view: number
}

/**
 * The scroll position of the element, and the offset to add to it to get the position in the list. Rows are placed at
 * their list position minus `base`.
 */
interface ScrollState {
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
