/** @file useSettled: false until the project is open and the browser is idle: the canvas loads first, the parts around it after. */
import { useEffect, useState } from 'react'
import { useSelect } from '../studio-context'

/** Longest wait of the parts around the canvas, in ms. */
const PATIENCE = 600

/** Whether the parts around the canvas may load. */
export function useSettled(): boolean {
  const ready = useSelect((state) => state.ready)
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    if (!ready || settled) return
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setSettled(true), 100)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(() => setSettled(true), { timeout: PATIENCE })
    return () => cancelIdleCallback(idle)
  }, [ready, settled])
  return settled
}
