/** @file The shared viewport of two drawings that are compared. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { getViewportForBounds, type Viewport } from 'reactflow'
import type { Drawing } from '../../graph/drawing'
import { NODE_WIDTH } from './flow'
import { FIT } from './view-controls'

/** A viewport that fits both drawings (or one, given twice) until the user moves it, and whether they lie side by side or one above the other. */
export function usePairView(
  box: RefObject<HTMLDivElement | null>,
  before: Drawing | undefined,
  after: Drawing | undefined,
) {
  const [view, setView] = useState<Viewport>({ x: 0, y: 0, zoom: 1 })
  const [way, setWay] = useState<'columns' | 'rows'>('columns')
  const byHand = useRef(false)
  useEffect(() => {
    const element = box.current
    if (!element || !before || !after) return
    byHand.current = false
    const all = boundsOf([...before.nodes, ...after.nodes])
    const fit = () => {
      const { width, height } = element.getBoundingClientRect()
      const wide = all.width / all.height > width / height
      setWay(wide ? 'rows' : 'columns')
      const room =
        before === after
          ? { width, height: height + CAPTION }
          : wide
            ? { width, height: height / 2 }
            : { width: width / 2, height }
      if (!byHand.current)
        setView(getViewportForBounds(all, room.width, room.height - CAPTION, FIT.minZoom, FIT.maxZoom, 0.06))
    }
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, before, after])
  return {
    view,
    way,
    setView: (next: Viewport) => {
      byHand.current = true
      setView(next)
    },
  }
}

/** Above each drawing, in pixels. */
const CAPTION = 26

function boundsOf(nodes: Drawing['nodes']) {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  const [x, y] = [Math.min(...xs, 0), Math.min(...ys, 0)]
  return { x, y, width: Math.max(...xs, 0) + NODE_WIDTH - x, height: Math.max(...ys, 0) + 120 - y }
}
