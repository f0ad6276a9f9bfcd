/** @file Clear of: how high the notices stand, so that they cover neither the strip with Train nor the buttons of the view. */
import { type RefObject, useLayoutEffect, useState } from 'react'

/** Above the status bar. */
const FOOT = 34
/** Air between the notices and what they stand above. */
const AIR = 8

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>

/** The least distance from the page's lower edge at which a stack of this width and height covers none of the boxes. */
export function footOf(stack: Box, boxes: readonly Box[], page: number): number {
  const tall = stack.bottom - stack.top
  const beside = boxes.filter(
    (box) => box.bottom > box.top && box.left < stack.right + AIR && box.right > stack.left - AIR,
  )
  // From the lowest up: above one, it may come to lie over the next.
  return [...beside]
    .sort((a, b) => b.bottom - a.bottom)
    .reduce((foot, { top, bottom }) => {
      const lies = bottom > page - foot - tall - AIR && top < page - foot
      return lies ? page - top + AIR : foot
    }, FOOT)
}

/** The foot of the stack as the page is laid out now; measured again when the page or the notices change. */
export function useFoot(stack: RefObject<HTMLElement | null>, notices: readonly unknown[]): number {
  const [foot, setFoot] = useState(FOOT)
  const none = notices.length === 0
  useLayoutEffect(() => {
    const element = stack.current
    if (none || !element) return
    const measure = () => {
      const boxes = [...document.querySelectorAll('[data-clear]')].map((one) => one.getBoundingClientRect())
      setFoot(footOf(element.getBoundingClientRect(), boxes, window.innerHeight))
    }
    const sizes = new ResizeObserver(measure)
    for (const one of [element, document.body, ...document.querySelectorAll('[data-part="canvas"], [data-clear]')])
      sizes.observe(one)
    // Another room, or another part of one, has other things to stand clear of.
    let frame = 0
    const parts = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(measure)
    })
    parts.observe(document.body, { childList: true, subtree: true })
    return () => {
      sizes.disconnect()
      parts.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [stack, none])
  return foot
}
