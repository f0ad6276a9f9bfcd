/**
 * @file useSettled: whether the project is open and the browser was idle since then, so that the panels around the canvas load after it.
 */
import { useEffect, useState } from 'react'
import { useSelect } from '../studio-context'

/** The longest time to wait for an idle browser, in ms. */
const IDLE_TIMEOUT_MS = 600

/** Whether the panels around the canvas can load. */
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
