/** @file The shared viewport of two drawings that are being compared. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { getViewportForBounds, type Viewport } from 'reactflow'
import type { Drawing } from '../../graph/drawing'
import { NODE_WIDTH } from './flow-nodes'
import { FIT } from './view-controls'

/**
 * Returns a viewport that fits both drawings until the user moves it, and whether the drawings are shown side by side
 * or stacked. For a single drawing, pass it twice.
 */
export function usePairViewport(
  box: RefObject<HTMLDivElement | null>,
  before: Drawing | undefined,
  after: Drawing | undefined,
) {
  const [view, setView] = useState<Viewport>({ x: 0, y: 0, zoom: 1 })
  const [layout, setLayout] = useState<'columns' | 'rows'>('columns')
  const isManual = useRef(false)
  useEffect(() => {
    const element = box.current
    if (!element || !before || !after) return
    isManual.current = false
    const all = boundsOf([...before.nodes, ...after.nodes])
    const fit = () => {
      const { width, height } = element.getBoundingClientRect()
      const wide = all.width / all.height > width / height
      setLayout(wide ? 'rows' : 'columns')
      const space =
        before === after
          ? { width, height: height + CAPTION }
          : wide
            ? { width, height: height / 2 }
            : { width: width / 2, height }
      if (!isManual.current)
        setView(getViewportForBounds(all, space.width, space.height - CAPTION, FIT.minZoom, FIT.maxZoom, 0.06))
    }
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box, before, after])
  return {
    view,
    layout,
    setView: (next: Viewport) => {
      isManual.current = true
      setView(next)
    },
  }
}

/** Height of the caption above each drawing, in pixels. */
const CAPTION = 26

function boundsOf(nodes: Drawing['nodes']) {
  const xs = nodes.map(({ position }) => position.x)
  const ys = nodes.map(({ position }) => position.y)
  const [x, y] = [Math.min(...xs, 0), Math.min(...ys, 0)]
  return { x, y, width: Math.max(...xs, 0) + NODE_WIDTH - x, height: Math.max(...ys, 0) + 120 - y }
}
