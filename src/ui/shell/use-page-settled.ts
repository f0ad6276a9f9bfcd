/**
 * @file useSettled: whether the project is open and the browser has been idle since then, so that panels around the
 * canvas load only afterward.
 */
import { useEffect, useState } from 'react'
import { useSelect } from '../studio-context'

/** Maximum time to wait for the browser to become idle, in ms. */
const IDLE_TIMEOUT_MS = 600

/** Whether the panels around the canvas may load. */
export function useSettled(): boolean {
  const ready = useSelect((state) => state.ready)
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    if (!ready || settled) return
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setSettled(true), 100)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(() => setSettled(true), { timeout: IDLE_TIMEOUT_MS })
    return () => cancelIdleCallback(idle)
  }, [ready, settled])
  return settled
}
