/** @file useStaggeredDrawing: draws slow components one at a time, so that a dozen charts do not block the page. */
import { useEffect, useState } from 'react'

/** Maximum wait for an idle moment before drawing the next component, in ms. */
const PATIENCE = 200

/** Returns how many of `count` components may be drawn so far. */
export function useStaggeredDrawing(count: number): number {
  const [drawn, setDrawn] = useState(1)
  useEffect(() => {
    if (drawn >= count) return
    const next = () => setDrawn(drawn + 1)
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(next, 16)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(next, { timeout: PATIENCE })
    return () => cancelIdleCallback(idle)
  }, [drawn, count])
  return drawn
}
