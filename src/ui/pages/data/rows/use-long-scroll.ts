/** @file useLongScroll: which rows of a list of any length are visible while its element scrolls. */
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { elementHeight, needsCorrection, offsetOf, type ScrollState, afterScroll, scrollStateAt } from './long-scroll'

/** Extra lines above and below the visible ones, so that fast scrolling shows no gap. */
const SPARE = 4
/** Milliseconds without scrolling after which the scroll bar is corrected. */
const REST_MS = 160

export interface LongScroll {
  /** The visible lines and a few more: the first, and the one after the last. */
  readonly first: number
  readonly end: number
  /** The position of a line in the element's content is `line * height - base`. */
  readonly base: number
  /** The height of that content. */
  readonly height: number
  /** Lines that fit into the view. */
  readonly page: number
  readonly onScroll: () => void
  /** Scrolls as little as needed to make a line fully visible. */
  readonly show: (line: number) => void
}

/** The part of the view that a sticky header covers. */
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
      // The browser rounds to its own pixels; the difference goes into the base.
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
    // Runs before the frame is drawn, so that the old rows are not visible at the new position.
    flushSync(publish)
    const ended = box.scrollTop <= 0 || box.scrollTop >= box.scrollHeight - box.clientHeight
    clearTimeout(rest.current)
    if (ended) settle()
    else rest.current = window.setTimeout(settle, REST_MS)
  }, [element, publish, settle])

  // Rows came or went, or the room changed: what was at the upper edge stays there where it can. Few rows and none make a list of
  // the same height, that of the view, so their number counts beside it.
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

/** A position that differs by less than a pixel is the requested one, after rounding. */
function scrolledTop(is: number, requested: number): number {
  return Math.abs(is - requested) < 1 ? requested : is
}
