/**
 * @file useWheel: the mouse wheel zooms the timeline around the pointer; scrolling sideways, or with Shift pressed,
 * pans it.
 */
import { type RefObject, useEffect, useRef } from 'react'
import { msAt } from './time-span'
import type { SpanControl } from './use-time-span'

/** Scrolling by this many wheel pixels halves the visible span. */
const HALF = 260

/** Listens for wheel events on the timeline only, because over the list of track names the wheel should scroll. */
export function useWheel(box: RefObject<HTMLElement | null>, control: SpanControl, width: number): void {
  const newest = useRef({ control, width })
  useEffect(() => {
    newest.current = { control, width }
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      const { control, width } = newest.current
      const { span } = control
      const x = event.clientX - element.getBoundingClientRect().left - (element.clientWidth - width)
      if (x < 0 || width === 0) return
      event.preventDefault()
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      if (Math.abs(dx) > Math.abs(dy)) control.move(((dx * lines) / width) * (span.to - span.from))
      else if (dy !== 0) control.zoom(2 ** ((dy * lines) / HALF), msAt(x, span, width))
    }
    // React attaches passive wheel listeners, which cannot prevent the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [box])
}
