/** @file Notice placement: where the notices are shown, so that they cover nothing that can be pressed, dragged or typed in. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** Distance from the lower edge of the page that clears the status bar, in pixels. */
const FOOT = 34
/** Least distance between the notices and what is around them, in pixels. */
const AIR = 8
/** Least time between two checks of whether they still cover nothing while the page changes, in ms. */
const LOOK_MS = 200

/** Strips that mark themselves as never to be covered. */
const STRIPS = '[data-clear]'
/** Content that is read: not covered where the page has enough space. */
const READ = 'table'
const CONTROLS = 'button, a[href], input, select, textarea, summary, [role="slider"], [role="combobox"]'
/** Ignored: what moves with the canvas, what is hidden, and the notices themselves. */
const OTHERS = '.react-flow__viewport, [inert], [aria-hidden="true"], [data-part="notices"]'

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>
type Size = Pick<DOMRect, 'width' | 'height'>

/** Pixels above the lower edge of the page, and to the right of its center. */
export interface Place {
  readonly foot: number
  readonly aside: number
}

const USUAL: Place = { foot: FOOT, aside: 0 }

/** The least distance from the page's lower edge at which a stack of this width and height covers none of the boxes. */
export function footOf(stack: Box, boxes: readonly Box[], page: number): number {
  const tall = stack.bottom - stack.top
  const around = boxes.filter(
    (box) => box.bottom > box.top && box.left < stack.right + AIR && box.right > stack.left - AIR,
  )
  // From the lowest up: a stack above one box may cover the next.
  return [...around]
    .sort((a, b) => b.bottom - a.bottom)
    .reduce((foot, { top, bottom }) => {
      const lies = bottom > page - foot - tall - AIR && top < page - foot
      return lies ? page - top + AIR : foot
    }, FOOT)
}

/** The lowest place that covers no box, in the center if that is as low as elsewhere; undefined where the page has none. */
export function placeOf({ width, height }: Size, boxes: readonly Box[], page: Size): Place | undefined {
  const room = Math.max(0, (page.width - width) / 2 - AIR)
  const places = [0, 1, -1, 0.5, -0.5].map((part) => {
    const aside = Math.round(part * room)
    const left = (page.width - width) / 2 + aside
    const foot = footOf({ left, right: left + width, top: 0, bottom: height }, boxes, page.height)
    return { foot, aside }
  })
  return places
    .filter(({ foot }) => foot + height + AIR <= page.height)
    .reduce<Place | undefined>((best, place) => (best && best.foot <= place.foot ? best : place), undefined)
}

export interface Stacked extends Place {
  /** The page has space for one line only; `unfold` shows all of them nevertheless. */
  readonly isFolded: boolean
  unfold(): void
}

/** The place of the stack in the present layout of the page; it changes when the stack covers something, or the notices change. */
export function usePlace(stack: RefObject<HTMLElement | null>, notices: readonly unknown[]): Stacked {
  const [place, setPlace] = useState(USUAL)
  const [shown, setShown] = useState<{ readonly of: readonly unknown[]; readonly how: 'folded' | 'whole' }>()
  const now = useRef(USUAL)
  const none = notices.length === 0
  // Other notices may fit without folding.
  const how = shown?.of === notices ? shown.how : undefined
  useLayoutEffect(() => {
    const element = stack.current
    if (none || !element) return
    const settle = (from: Place | undefined) => {
      const { width, height } = element.getBoundingClientRect()
      const page = { width: innerWidth, height: innerHeight }
      const size = { width, height }
      const clearOf = (which: string) => {
        const boxes = boxesIn(page, which)
        return from && isClear(size, from, boxes, page) ? from : placeOf(size, boxes, page)
      }
      const found = clearOf(`${STRIPS}, ${CONTROLS}, ${READ}`) ?? clearOf(`${STRIPS}, ${CONTROLS}`)
      if (!found && how === undefined) return setShown({ of: notices, how: 'folded' })
      // Where there is no space for one line either, only the strips are left uncovered.
      now.current = found ?? clearOf(STRIPS) ?? USUAL
      setPlace(now.current)
    }
    settle(undefined)
    // What is around it changes with each step of a run, so checks are throttled.
    let due: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      due ??= setTimeout(() => {
        due = undefined
        settle(now.current)
      }, LOOK_MS)
    }
    const sizes = new ResizeObserver(look)
    for (const one of [element, document.body]) sizes.observe(one)
    const parts = new MutationObserver(look)
    parts.observe(document.body, { childList: true, subtree: true })
    addEventListener('scroll', look, { capture: true, passive: true })
    return () => {
      sizes.disconnect()
      parts.disconnect()
      removeEventListener('scroll', look, { capture: true })
      clearTimeout(due)
    }
  }, [stack, none, notices, how])
  return { ...place, isFolded: how === 'folded', unfold: () => setShown({ of: notices, how: 'whole' }) }
}

/** Whether a stack at this place is on the page and covers nothing. */
export function isClear({ width, height }: Size, { foot, aside }: Place, boxes: readonly Box[], page: Size): boolean {
  const left = (page.width - width) / 2 + aside
  const [top, bottom] = [page.height - foot - height, page.height - foot]
  return (
    top >= 0 &&
    left >= 0 &&
    left + width <= page.width &&
    !boxes.some((box) => box.left < left + width && box.right > left && box.top < bottom && box.bottom > top)
  )
}

function boxesIn({ width, height }: Size, which: string): readonly Box[] {
  return [...document.querySelectorAll(which)].flatMap((one) => {
    if (one.closest(OTHERS)) return []
    const box = one.getBoundingClientRect()
    const seen = box.width > 2 && box.height > 2 && box.right > 0 && box.left < width && box.bottom > 0
    return seen && box.top < height ? [box] : []
  })
}
